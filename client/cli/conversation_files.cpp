// Files that are sent and saved.
#include <algorithm>
#include <utility>

#include "client/cli/conversation.hpp"
#include "client/model/outgoing.hpp"

namespace crosstalk::cli {

namespace {

// Of one folder: more is a mistake, mostly.
constexpr std::size_t most_files_of_folder = 100;

bool is_under_way(const model::Transfer& transfer) {
    return transfer.state == model::TransferState::Preparing ||
           transfer.state == model::TransferState::Waiting || transfer.state == model::TransferState::Running;
}

}  // namespace

void Conversation::do_deed(const model::SendPaths& deed, const Ref& ref) {
    const LocalFiles& local = *surroundings_.files;
    const auto is_there = [&](const std::string& path) { return local.is_there(path); };
    const model::TypedPaths typed = model::read_paths(deed.typed, local.home(), is_there);
    if (typed.paths.empty()) {
        return printer_.error(
            "file", "There is no file of this name. A name with blanks stands in quotation marks.", ref);
    }
    if (!typed.text.empty()) {
        if (const auto bad = model::fault_of_text(typed.text)) return say_bad(*bad, ref);
    }
    std::vector<std::string> paths;
    for (const std::string& path : typed.paths) {
        const auto inside = local.files_in(path);
        if (!inside) {
            paths.push_back(path);
            continue;
        }
        if (inside->empty() || inside->size() > most_files_of_folder) {
            return printer_.error("file",
                                  inside->empty()
                                      ? "There are no files right in this folder. Name them one by one."
                                      : "There are more than " + std::to_string(most_files_of_folder) +
                                            " files in this folder. Name them, or make an archive of it.",
                                  ref);
        }
        paths.insert(paths.end(), inside->begin(), inside->end());
    }
    send_files(deed.room, paths, typed.text, ref);
}

// As many messages as it takes; the text stands with the first.
void Conversation::send_files(net::RoomId room, const std::vector<std::string>& paths,
                              const std::string& text, const Ref& ref) {
    for (std::size_t begin = 0; begin < paths.size(); begin += net::max_files_per_message) {
        const std::string used = begin == 0 && !ref.empty() ? ref : own_ref();
        model::SendFiles command{.room = room,
                                 .files = {},
                                 .text = begin == 0 ? text : std::string(),
                                 .ref = used,
                                 .reply_to = {}};
        const std::size_t end = std::min(paths.size(), begin + net::max_files_per_message);
        for (std::size_t i = begin; i < end; ++i) {
            const PictureSize size = surroundings_.files->picture_size(paths[i]);
            command.files.push_back(
                {.path = paths[i], .name = {}, .width = size.width, .height = size.height});
        }
        sending_.insert(used);
        surroundings_.send(std::move(command));
    }
}

void Conversation::do_deed(const model::FetchAll& deed, const Ref& ref) {
    for (const model::FetchFile& file : deed.files)
        fetch(file);
    printer_.done("get", nullptr, {}, {}, ref);
}

void Conversation::do_deed(const model::ShowTransfers&, const Ref& ref) {
    printer_.transfers(model_, ref);
}

void Conversation::fetch(model::FetchFile file) {
    asked_files_.push_back(file.source);
    if (!file.path.empty()) file.path = model::at_home(file.path, surroundings_.files->home());
    surroundings_.send(std::move(file));
}

// By the rule that was given on the command line.
void Conversation::save_by_itself(const model::Room& room, const net::Message& message) {
    const bool is_foreign = message.author.id != model_.me().id && !model_.is_ignored(message.author.id);
    if (!options_.saves || !is_foreign) return;
    for (std::uint32_t index = 0; index < message.files.size(); ++index) {
        if (!model::saves(*options_.saves, message.files[index])) continue;
        fetch({.source = {.room = room.id, .message = message.id, .index = index, .picture_of = {}},
               .file = message.files[index],
               .kind = model::TransferKind::Save,
               .path = {},
               .by_itself = true});
    }
}

// --- what the link tells

void Conversation::show_event(const model::TransfersKnown& known) {
    for (const model::Transfer& transfer : known.transfers)
        transfer_states_[transfer.id] = transfer.state;
    settle_down();
}

void Conversation::show_event(const model::TransferChanged& changed) {
    const model::Transfer& transfer = changed.transfer;
    std::erase(asked_files_, transfer.source);
    const auto [known, is_new] = transfer_states_.try_emplace(transfer.id, transfer.state);
    const bool is_step = is_new || std::exchange(known->second, transfer.state) != transfer.state;
    printer_.transfer(model_, transfer, is_step ? TransferNews::Step : TransferNews::Progress);
    // What moves is worth waiting for.
    if (phase_ == Phase::Draining && transfer.state == model::TransferState::Running) {
        deadline_ = now_ + options_.drain;
    }
    settle_down();
}

void Conversation::show_event(const model::TransferForgotten& forgotten) {
    transfer_states_.erase(forgotten.transfer);
    printer_.transfer_gone(forgotten.transfer);
    settle_down();
}

bool Conversation::has_files_under_way() const {
    const bool is_saving = std::ranges::any_of(model_.transfers(), [](const auto& each) {
        return each.second.kind != model::TransferKind::Send && is_under_way(each.second);
    });
    return !sending_.empty() || !asked_files_.empty() || is_saving;
}

}  // namespace crosstalk::cli
