// Files that are sent: hashed, begun, put, and in the end posted.
#include <algorithm>
#include <utility>

#include "client/files/file_access.hpp"
#include "client/link/texts.hpp"
#include "client/link/transfers.hpp"
#include "client/model/words.hpp"
#include "net/text/file_name.hpp"
#include "net/text/message_text.hpp"
#include "net/text/utf8.hpp"
#include "net/upload_window.hpp"

namespace crosstalk::link {

namespace {

using State = model::TransferState;
using Kind = model::TransferKind;

constexpr const char* not_open = "There is no connection yet. Connect to a server first.";
constexpr const char* has_changed = "This file has changed since it was chosen. Send it again.";
constexpr const char* no_room_now = "The server's disk is too full just now. It is tried again by itself.";
constexpr const char* disk_fails = "The server's disk fails just now. It is tried again by itself.";
constexpr const char* too_many_now =
    "Too many of your files are on their way just now. It goes on by itself when there is room.";
constexpr const char* upload_prefix = "upload ";
constexpr std::size_t longest_path = 32 * 1024;
constexpr unsigned most_restarts = 3;

std::string too_large(std::uint64_t most) {
    return "The file is larger than the " + model::size_in_words(most) +
           " that can be sent here. Send a smaller one, or make parts of it.";
}

// Nothing of the transfer's own can help.
bool is_hopeless(net::Status status) {
    return status == net::Status::TooLarge || status == net::Status::Invalid ||
           status == net::Status::Unknown;
}

std::string last_number_of(const std::string& ref) {
    return ref.substr(std::min(ref.size(), std::string_view(upload_prefix).size()));
}

}  // namespace

// --- accepting

void Transfers::take(const model::SendFiles& command) {
    const std::string ref = command.ref.empty() ? ways_.new_ref() : command.ref;
    const auto refuse = [&](net::Status status, const std::string& text) {
        ways_.tell(model::Failed{ref, status, text, {}});
    };
    if (!is_open_) return refuse(net::Status::NotAllowed, not_open);
    if (ref.size() > model::max_ref_bytes) {
        return refuse(net::Status::Invalid, "The reference is too long. Use a shorter one.");
    }
    if (command.files.empty() || command.files.size() > net::max_files_per_message) {
        return refuse(net::Status::TooMany, "A message carries 1 to " +
                                                std::to_string(net::max_files_per_message) +
                                                " files. Send the rest with another one.");
    }
    const std::string text = text::sanitise_message(command.text);
    if (text::count_code_points(text) > net::max_text_code_points) {
        return refuse(net::Status::Invalid, "The text is too long. Shorten it.");
    }
    if (all_.size() + command.files.size() > max_transfers) {
        return refuse(net::Status::TooMany, "Too many files wait already. Wait until some of them are sent.");
    }
    std::vector<StoredTransfer> accepted;
    const std::uint64_t group = runtime_.random_number() | 1U;
    for (const model::OutgoingFile& file : command.files) {
        std::string objection;
        auto stored = admit(file, objection);
        if (!stored) return refuse(net::Status::Invalid, objection);
        stored->shown.kind = Kind::Send;
        stored->shown.room = command.room;
        stored->shown.ref = ref;
        stored->group = group;
        stored->place = static_cast<std::uint32_t>(accepted.size());
        stored->group_size = static_cast<std::uint32_t>(command.files.size());
        stored->reply_to = command.reply_to;
        if (accepted.empty()) stored->text = text;
        accepted.push_back(std::move(*stored));
    }
    try {
        profile_.keep_transfers(server_, accepted);
    } catch (const ProfileError& error) {
        return refuse(net::Status::NotAllowed, error.what());
    }
    add(std::move(accepted));
}

void Transfers::take(const model::SendPicture& command) {
    const std::string ref = command.ref.empty() ? ways_.new_ref() : command.ref;
    const auto refuse = [&](net::Status status, const std::string& text) {
        ways_.tell(model::Failed{ref, status, text, {}});
    };
    if (!is_open_) return refuse(net::Status::NotAllowed, not_open);
    std::string objection;
    auto stored = admit({.path = command.path, .name = {}, .width = 0, .height = 0}, objection);
    if (!stored) return refuse(net::Status::Invalid, objection);
    if (stored->shown.size > net::max_picture_bytes) {
        return refuse(net::Status::TooLarge, too_large(net::max_picture_bytes));
    }
    stored->shown.kind = Kind::Picture;
    stored->shown.ref = ref;
    stored->group = runtime_.random_number() | 1U;
    stored->group_size = 1;
    std::vector<StoredTransfer> accepted{std::move(*stored)};
    try {
        profile_.keep_transfers(server_, accepted);
    } catch (const ProfileError& error) {
        return refuse(net::Status::NotAllowed, error.what());
    }
    add(std::move(accepted));
}

std::optional<StoredTransfer> Transfers::admit(const model::OutgoingFile& file, std::string& objection) {
    StoredTransfer stored;
    if (file.path.size() > longest_path || !text::is_valid_utf8(file.path)) {
        objection = "The path of a file is too long, or is no text. Rename the file.";
        return std::nullopt;
    }
    try {
        stored.stamp = ports_.files.open(file.path)->stamp();
    } catch (const files::FileError& error) {
        objection = error.what();
        return std::nullopt;
    }
    stored.shown.state = State::Waiting;
    stored.shown.path = file.path;
    stored.shown.name = text::safe_file_name(file.name.empty() ? files::name_of(file.path) : file.name);
    stored.shown.size = stored.stamp.size;
    stored.shown.at = runtime_.wall();
    stored.width = file.width;
    stored.height = file.height;
    if (place_ && stored.shown.size > static_cast<std::uint64_t>(limits_.file_bytes)) {
        objection = too_large(static_cast<std::uint64_t>(limits_.file_bytes));
        return std::nullopt;
    }
    return stored;
}

// --- the hash, and a place at the server

std::string Transfers::upload_ref(model::TransferId id) {
    return upload_prefix + std::to_string(id.value);
}

void Transfers::prepare_send(Moving& moving) {
    if (moving.stored.upload) return;
    if (moving.stored.shown.hash != net::Digest{}) return begin(moving);
    moving.step = Moving::Step::Reading;
    moving.stored.shown.state = State::Preparing;
    changed(moving);
    const model::TransferId id = moving.stored.shown.id;
    moving.job = ports_.files.digest(moving.stored.shown.path, [this, id](files::HashedOrNot result) {
        if (Moving* read = find(id)) hashed(*read, std::move(result));
        ways_.settled();
    });
}

void Transfers::hashed(Moving& moving, files::HashedOrNot result) {
    moving.step = Moving::Step::None;
    moving.job = {};
    moving.stored.shown.state = State::Waiting;
    if (const auto* error = std::get_if<files::FileError>(&result))
        return fail(moving, error->what(), Again::May);
    auto& read = std::get<files::Hashed>(result);
    moving.stored.shown.hash = read.hash.finish();
    moving.stored.shown.size = read.stamp.size;
    moving.stored.stamp = read.stamp;
    const bool is_picture = moving.stored.shown.kind == Kind::Picture;
    if (is_picture && read.stamp.size > net::max_picture_bytes) {
        return fail(moving, too_large(net::max_picture_bytes), Again::May, net::Status::TooLarge);
    }
    keep(moving);
    changed(moving);
    work_soon();
}

void Transfers::begin(Moving& moving) {
    moving.step = Moving::Step::Beginning;
    const model::Transfer& shown = moving.stored.shown;
    ways_.give(
        {net::BeginUpload{.name = shown.name, .size = shown.size, .hash = shown.hash}, upload_ref(shown.id)});
}

void Transfers::upload_answered(const std::string& ref, const net::Outcome& outcome,
                                const std::string& text) {
    const std::string number = last_number_of(ref);
    Moving* moving = find({std::strtoull(number.c_str(), nullptr, 10)});
    if (moving == nullptr || !moving->is_send()) {
        // It was cancelled meanwhile.
        if (outcome.status == net::Status::Done) to_drop_.push_back(outcome.upload);
        return work_soon();
    }
    if (moving->step == Moving::Step::Beginning) moving->step = Moving::Step::None;
    if (outcome.status == net::Status::Done) {
        moving->stored.upload = outcome.upload;
        moving->stored.shown.reason.clear();
        keep(*moving);
        return work_soon();
    }
    if (moving->stored.shown.state == State::Paused) return;
    if (outcome.status == net::Status::TooMany) return put_off(*moving, too_many_now);
    fail(*moving, text, is_hopeless(outcome.status) ? Again::Never : Again::May, outcome.status);
}

void Transfers::drop_upload(Moving& moving) {
    if (moving.stored.upload) to_drop_.push_back(std::exchange(moving.stored.upload, {}));
    moving.step = Moving::Step::None;
    work_soon();
}

void Transfers::begin_anew(Moving& moving) {
    moving.stored.upload = {};
    moving.stored.shown.moved = 0;
    moving.stored.shown.state = State::Waiting;
    keep(moving);
    changed(moving);
    work_soon();
}

// --- putting

void Transfers::start_send(Moving& moving) {
    try {
        moving.source = ports_.files.open(moving.stored.shown.path);
        if (moving.source->stamp() != moving.stored.stamp) {
            moving.source.reset();
            return fail(moving, has_changed, Again::May);
        }
    } catch (const files::FileError& error) {
        return fail(moving, error.what(), Again::May);
    }
    flowing_.push_back(&moving);
    moving.step = Moving::Step::Opening;
    moving.rated = moving.stored.shown.moved;
    moving.stored.shown.state = State::Running;
    moving.stored.shown.reason.clear();
    changed(moving);
    connection_.send(net::PutFile{moving.stored.upload});
}

bool Transfers::put_chunk(Moving& moving) {
    const model::Transfer& shown = moving.stored.shown;
    const std::uint64_t count = std::min<std::uint64_t>(net::file_chunk_bytes, shown.size - moving.asked);
    if (count == 0 || moving.asked + count - shown.moved > net::upload_window_bytes) return false;
    if (!up_.take(count, runtime_.steady())) return false;
    net::PutChunk chunk{.upload = moving.stored.upload, .offset = moving.asked, .bytes = net::Bytes(count)};
    try {
        moving.source->read(moving.asked, chunk.bytes);
        if (moving.source->stamp() != moving.stored.stamp) {
            fail(moving, has_changed, Again::May);
            return true;
        }
    } catch (const files::FileError& error) {
        fail(moving, error.what(), Again::May);
        return true;
    }
    connection_.send(chunk);
    moving.asked += count;
    return true;
}

Transfers::Moving* Transfers::running(net::UploadId upload) {
    const auto found = std::ranges::find_if(flowing_, [&](const Moving* each) {
        return each->is_send() && each->stored.upload == upload && bool(upload);
    });
    return found == flowing_.end() ? nullptr : *found;
}

void Transfers::take(const net::PutProgress& progress) {
    Moving* moving = running(progress.upload);
    if (moving == nullptr) return;  // it was halted meanwhile
    model::Transfer& shown = moving->stored.shown;
    const bool is_first = moving->step == Moving::Step::Opening;
    const bool is_possible = is_first ? progress.durable <= shown.size
                                      : progress.durable >= shown.moved && progress.durable <= moving->asked;
    if (!is_possible) return misbehaved(*moving);
    if (is_first) moving->asked = moving->rated = progress.durable;
    if (!is_first && progress.durable > shown.moved) moving->failures = 0;
    moving->step = Moving::Step::Flowing;
    shown.moved = progress.durable;
    moving->is_told = false;
}

void Transfers::take(const net::PutDone& done) {
    Moving* moving = running(done.upload);
    if (moving == nullptr) return;
    halt(*moving);
    moving->stored.shown.moved = moving->stored.shown.size;
    moving->stored.shown.state = State::Sent;
    keep(*moving);
    changed(*moving);
    work_soon();
}

void Transfers::take_fault_of_upload(Moving& moving, net::FileProblem problem) {
    switch (problem) {
        case net::FileProblem::Failed:
            return put_off(moving, disk_fails);
        case net::FileProblem::NoSpace:
            return put_off(moving, no_room_now);
        case net::FileProblem::TooMany:
            return put_off(moving, too_many_now);
        case net::FileProblem::WrongOffset:
            return put_off(moving, {});
        case net::FileProblem::NotFound:
            // It has lapsed, or the server was restored from a backup.
            halt(moving);
            if (++moving.restarts <= most_restarts) return begin_anew(moving);
            return fail(moving, "The server lost this file again and again. Ask whoever runs it.",
                        Again::May);
        case net::FileProblem::WrongHash:
            return fail(moving,
                        "What arrived is not what was read at first: the file has changed. Send it again.",
                        Again::May);
    }
}

// --- when all files of a message are there

void Transfers::finish_group(const Group& group) {
    const bool is_whole = group.size() == group.front()->stored.group_size &&
                          std::ranges::all_of(group, [](const Moving* each) {
                              return each->stored.shown.state == State::Sent;
                          });
    if (!is_whole) return;
    if (group.front()->stored.shown.kind == Kind::Picture) return set_picture(group);
    const StoredTransfer& first = group.front()->stored;
    net::PostMessage message;
    message.room = first.shown.room;
    message.text = first.text;
    message.reply_to = first.reply_to;
    for (const Moving* each : group) {
        message.files.push_back(
            {.upload = each->stored.upload, .width = each->stored.width, .height = each->stored.height});
    }
    give_last(group, std::move(message));
}

// From here on it is the outbox's. If the program dies between the two steps, the next run finds it there.
void Transfers::give_last(const Group& group, net::Command command) {
    for (Moving* each : group)
        each->stored.shown.state = State::Done;
    ways_.give({std::move(command), group.front()->stored.shown.ref});
    keep_all(group);
    for (Moving* each : group)
        changed(*each);
}

void Transfers::set_picture(const Group& group) {
    if (!place_ || asks_myself_) return;
    asks_myself_ = true;
    ways_.ask_myself([this, id = group.front()->stored.shown.id](const net::PersonFound& myself) {
        asks_myself_ = false;
        Moving* moving = find(id);
        if (moving == nullptr || moving->stored.shown.state != State::Sent) return;
        moving->is_posted = true;
        net::SetProfile profile{myself.member.card, myself.bio};
        profile.card.picture = moving->stored.upload;
        give_last({moving}, std::move(profile));
        work_soon();
    });
}

PostFate Transfers::post_answered(const std::string& ref, const net::Outcome& outcome) {
    constexpr unsigned most_attempts = 2;
    const Group group = group_of(ref);
    if (group.empty()) return PostFate::Told;
    Moving& first = *group.front();
    const bool is_lost = outcome.status == net::Status::NotFound && ways_.is_in(first.stored.shown.room);
    if (is_lost && first.restarts < most_attempts) {
        ++first.restarts;
        for (Moving* each : group)
            begin_anew(*each);
        return PostFate::TakenUp;
    }
    std::vector<model::TransferId> ids;
    for (Moving* each : group) {
        each->is_posted = true;
        ids.push_back(each->stored.shown.id);
    }
    if (outcome.status != net::Status::Done) return PostFate::Told;
    forget_rows(ids);
    for (const Moving* each : group)
        drop_source(*each);
    return PostFate::Told;
}

}  // namespace crosstalk::link
