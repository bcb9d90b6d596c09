// What is typed, and what is done about it.
#include <algorithm>
#include <stdexcept>
#include <utility>

#include "client/cli/conversation.hpp"
#include "client/cli/json_lines.hpp"
#include "client/model/lookup.hpp"
#include "net/names_of.hpp"
#include "net/text/utf8.hpp"
#include "net/transport/credentials/invite.hpp"

namespace crosstalk::cli {

namespace {

constexpr const char* not_connected = "There is no connection now. Try again when it is back.";
constexpr const char* no_such_room = "You are in no such room. /rooms lists yours.";

// Around the place that was asked for.
constexpr std::uint32_t place_rows = 21;

// How far this machine's clock is from UTC at that time.
std::chrono::minutes utc_offset(const records::LocalTime& local, net::Timestamp now) {
    using namespace std::chrono;
    const std::tm time = local(now);
    const year_month_day day{year(time.tm_year + 1900), month(static_cast<unsigned>(time.tm_mon + 1)),
                             std::chrono::day(static_cast<unsigned>(time.tm_mday))};
    const auto wall = sys_days(day) + hours(time.tm_hour) + minutes(time.tm_min) + seconds(time.tm_sec);
    return round<minutes>(wall - sys_time<milliseconds>(milliseconds(now.value)));
}

}  // namespace

void Conversation::take_line(const std::string& line, Clock::time_point now) {
    now_ = now;
    if (exit_) return;
    if (!text::is_valid_utf8(line)) {
        return printer_.error("invalid_text", "This line is not UTF-8 and was not sent.", {});
    }
    if (options_.output == Output::JsonLines && line.starts_with('{')) return take_json(line);
    if (!line.empty()) take_typed(line, current_, {});
}

void Conversation::take_overlong_line() {
    printer_.error("line_too_long",
                   "A line of more than " + std::to_string(max_line_bytes) + " bytes was not sent.", {});
}

void Conversation::key_pressed() {
    if (is_online() && current_room() && !exit_) surroundings_.send(model::Typing{current_});
}

void Conversation::take_typed(const std::string& line, net::RoomId room, const Ref& ref) {
    const net::Timestamp now = surroundings_.wall();
    auto parsed = model::parse_line(line, {now, utc_offset(surroundings_.local, now)});
    if (const auto* bad = std::get_if<model::BadLine>(&parsed)) {
        const bool is_worth_a_word = bad->why != model::BadLine::Why::Blank || line.starts_with('/');
        if (is_worth_a_word) say_bad(*bad, ref);
        return;
    }
    if (const auto* said = std::get_if<model::SayText>(&parsed)) return say(room, said->text, {}, ref);
    set_out(std::get<model::CommandLine>(std::move(parsed)), room, ref);
}

void Conversation::take_json(const std::string& line) {
    const auto parsed = parse_json_line(line);
    if (const auto* bad = std::get_if<BadJson>(&parsed)) {
        return printer_.error("bad_json", bad->text, bad->ref);
    }
    const auto find = [this](const std::optional<std::string>& name) {
        return name ? model::find_room(model_, *name) : current_room();
    };
    if (const auto* command = std::get_if<JsonCommand>(&parsed)) {
        const model::Room* room = find(command->room);
        if (!room) return printer_.error("no_such_room", no_such_room, command->ref);
        return take_typed(command->line, room->id, command->ref);
    }
    const auto& post = std::get<JsonPost>(parsed);
    const model::Room* room = find(post.room);
    const bool is_to_somebody = post.room && post.room->starts_with('@') && !post.reply_to;
    if (!room && !is_to_somebody) return printer_.error("no_such_room", no_such_room, post.ref);
    if (const auto bad = model::fault_of_text(post.text)) {
        return printer_.error(code_of(bad->why), bad->text, post.ref);
    }
    if (room && !post.reply_to) return say(room->id, post.text, {}, post.ref);
    model::CommandLine said;
    said.arguments.text = post.text;
    if (room) {
        said.command = model::find_command("reply");
        said.arguments.message = post.reply_to;
    } else {
        said.command = model::find_command("msg");
        said.arguments.user = *post.room;
    }
    set_out(std::move(said), room ? room->id : current_, post.ref);
}

// --- a command on its way

void Conversation::set_out(model::CommandLine line, net::RoomId room, const Ref& ref) {
    // What only concerns this client need not wait.
    const std::string_view name = line.command->name;
    const bool is_about_transfers =
        line.command->group == model::CommandGroup::Files && name != "file" && name != "get";
    const bool is_at_once = line.command->group == model::CommandGroup::General || is_about_transfers ||
                            name == "rooms" || name == "switch";
    errand_ = Errand{.line = std::move(line), .room = room, .ref = ref, .found = {}, .listed = {}};
    if (is_at_once || !is_online() || is_settled()) go_on();
}

void Conversation::go_on() {
    errand_->has_begun = true;
    const model::Step step = model::next_step(errand_->line, model_, errand_->room, errand_->found);
    if (const auto* need = std::get_if<model::Need>(&step)) return ask_for(*need);
    const Errand errand = *std::exchange(errand_, std::nullopt);
    if (const auto* bad = std::get_if<model::BadLine>(&step)) return say_bad(*bad, errand.ref);
    std::visit([&](const auto& deed) { this->do_deed(deed, errand.ref); }, std::get<model::Deed>(step));
}

void Conversation::give_up_errand(std::string_view code, const std::string& text) {
    const Ref ref = errand_->ref;
    errand_.reset();
    printer_.error(code, text, ref);
}

void Conversation::ask_for(const model::Need& need) {
    if (!is_online()) return give_up_errand("not_connected", not_connected);
    const Asked for_errand{Asked::For::Errand, {}};
    if (std::holds_alternative<model::NeedPeople>(need)) {
        surroundings_.send(model::LoadMembers{net::lobby});
    } else if (const auto* message = std::get_if<model::NeedMessage>(&need)) {
        ask(
            net::History{
                .room = message->room, .before = message->sequence.next(), .after = {}, .at = {}, .limit = 1},
            for_errand);
    } else if (const auto* newest = std::get_if<model::NeedNewest>(&need)) {
        ask(
            net::History{
                .room = newest->room, .before = {}, .after = {}, .at = {}, .limit = net::max_page_rows},
            for_errand);
    } else if (std::holds_alternative<model::NeedDirectory>(need)) {
        ask(net::Directory{}, for_errand);
    } else if (std::holds_alternative<model::NeedGames>(need)) {
        net::Games games;
        games.player = model_.me().id;
        ask(games, for_errand);
    } else {
        ask(net::Person{model_.me().id}, for_errand);
    }
}

void Conversation::found_answer(const model::Question& question, const model::Answer& answer) {
    model::Findings& found = errand_->found;
    if (const auto* page = std::get_if<net::HistoryPage>(&answer)) {
        if (std::get<net::History>(question).before) {
            found.message_asked = true;
            if (!page->messages.empty()) found.message = page->messages.back();
        } else {
            found.newest = page->messages;
        }
    } else if (const auto* directory = std::get_if<net::DirectoryPage>(&answer)) {
        auto& listed = errand_->listed;
        listed.insert(listed.end(), directory->rooms.begin(), directory->rooms.end());
        if (!directory->last && !directory->rooms.empty()) {
            return ask(net::Directory{listed.back().id}, {Asked::For::Errand, {}});
        }
        found.directory = std::move(listed);
    } else if (const auto* person = std::get_if<net::PersonFound>(&answer)) {
        found.myself = *person;
    } else if (std::holds_alternative<net::GamesPage>(answer)) {
        found.games = true;
    }
    go_on();
}

// --- deeds

void Conversation::do_deed(const model::Tell& deed, const Ref& ref) {
    if (const auto* post = std::get_if<model::Post>(&deed.command)) {
        return say(post->room, post->text, post->reply_to, ref);
    }
    if (const auto* command = std::get_if<model::Perform>(&deed.command))
        return perform(command->command, ref);
    if (const auto* question = std::get_if<model::Ask>(&deed.command)) {
        return ask(question->question, {Asked::For::Asker, ref});
    }
    if (const auto* again = std::get_if<model::Retry>(&deed.command)) return do_deed_of_link(*again, ref);
    if (const auto* cancel = std::get_if<model::Cancel>(&deed.command)) return do_deed_of_link(*cancel, ref);
    if (const auto* file = std::get_if<model::FetchFile>(&deed.command)) {
        fetch(*file);
        return printer_.done("get", nullptr, {}, {}, ref);
    }
    std::string_view what = "markread";
    net::UserRef whom;
    if (const auto* steer = std::get_if<model::SteerTransfer>(&deed.command)) what = name_of(steer->action);
    if (const auto* ignore = std::get_if<model::Ignore>(&deed.command)) {
        what = "ignore";
        whom = ignore->user;
    }
    if (const auto* unignore = std::get_if<model::Unignore>(&deed.command)) {
        what = "unignore";
        const auto known = model_.ignored().find(unignore->user);
        if (known != model_.ignored().end()) whom = known->second;
    }
    if (const auto* presence = std::get_if<model::SetPresence>(&deed.command)) {
        what = presence->state == net::PresenceState::Offline ? "invisible" : name_of(presence->state);
        idleness_.chose(presence->state);
    }
    surroundings_.send(deed.command);
    printer_.done(what, nullptr, {}, whom, ref);
}

void Conversation::do_deed_of_link(const model::Retry& retry, const Ref& ref) {
    // Its answer is waited for once more.
    std::string_view what;
    for (const model::PendingChange& change : model_.changes()) {
        if (change.ref == retry.ref) what = name_of(change.command);
    }
    printer_.done("retry", nullptr, {}, {}, ref);
    unsent_[retry.ref].what = what;
    submit(retry, retry.ref);
}

void Conversation::do_deed_of_link(const model::Cancel& cancel, const Ref& ref) {
    cancelled_.insert_or_assign(cancel.ref, ref);
    surroundings_.send(cancel);
}

void Conversation::do_deed(const model::SayTo& deed, const Ref& ref) {
    // Without the room there is nothing that could be kept for later.
    if (!is_online()) return printer_.error("not_connected", not_connected, ref);
    const std::string used = deed.text.empty() && !ref.empty() ? ref : own_ref();
    entering_ = Entering{.ref = used, .room = {}, .text = deed.text, .text_ref = ref};
    unsent_[used].what = "msg";
    submit(model::Perform{net::OpenDirect{deed.user.id}, used}, used);
}

void Conversation::do_deed(const model::NewInvite& deed, const Ref& ref) {
    const std::string used = own_ref();
    const transport::Secret token = transport::new_invite_token(surroundings_.random);
    const net::Bytes bytes(token.bytes().begin(), token.bytes().end());
    invites_.emplace(used, Invite{token, deed.span, deed.uses, ref});
    unsent_[used].what = "make-invite";
    submit(model::Perform{net::MakeInvite{bytes, deed.span, deed.uses}, used}, used);
}

void Conversation::do_deed(const model::ExportRoom& deed, const Ref& ref) {
    if (export_)
        return printer_.error("busy", "Another room is being written. Wait until it is complete.", ref);
    if (!is_online()) return printer_.error("not_connected", not_connected, ref);
    try {
        export_ = std::make_unique<records::RoomFile>(deed.room, deed.file, deed.format, surroundings_.local);
    } catch (const std::runtime_error& error) {
        return printer_.error("file", error.what(), ref);
    }
    export_ref_ = ref;
    export_file_ = deed.file;
    go_on_exporting();
}

void Conversation::go_on_exporting() {
    ask(export_->question(), {Asked::For::Export, {}});
}

void Conversation::take_export_page(const net::HistoryPage& page) {
    if (!export_) return;
    const model::Room* room = model_.room(page.room);
    if (!room || page.room != export_->room()) return;
    try {
        if (export_->take(model_, *room, page) == records::RoomFile::Progress::More) return go_on_exporting();
    } catch (const std::runtime_error& error) {
        return stop_export(error.what());
    }
    const std::unique_ptr<records::RoomFile> done = std::exchange(export_, nullptr);
    printer_.written({tag_of(*room), export_file_, done->messages()}, export_ref_);
}

void Conversation::stop_export(const std::string& why) {
    export_.reset();
    printer_.error("file", why, export_ref_);
}

void Conversation::do_deed(const model::ShowHelp& deed, const Ref& ref) {
    printer_.help(deed.command, ref);
}

void Conversation::do_deed(const model::ShowRooms&, const Ref& ref) {
    printer_.rooms(model_, current_, ref);
}

void Conversation::do_deed(const model::ShowMyself&, const Ref& ref) {
    printer_.myself(model_, ref);
}

void Conversation::do_deed(const model::ShowIgnored&, const Ref& ref) {
    printer_.ignored(model_, ref);
}

void Conversation::do_deed(const model::ShowUnsent&, const Ref& ref) {
    printer_.outbox(model_, ref);
}

void Conversation::do_deed(const model::ShowRoom& deed, const Ref& ref) {
    if (const model::Room* room = model_.room(deed.room)) printer_.room(*room, ref);
}

void Conversation::do_deed(const model::ShowMembers& deed, const Ref& ref) {
    if (!is_online()) return printer_.error("not_connected", not_connected, ref);
    members_wanted_.emplace_back(deed.room, ref);
    surroundings_.send(model::LoadMembers{deed.room});
}

void Conversation::do_deed(const model::ShowMessage& deed, const Ref& ref) {
    if (const model::Room* room = model_.room(deed.room)) printer_.revealed(model_, *room, deed.message, ref);
}

void Conversation::do_deed(const model::ShowOlder& deed, const Ref& ref) {
    const model::Room* room = model_.room(deed.room);
    if (!room) return;
    const auto known = older_.find(room->id);
    const net::Sequence before = known == older_.end() ? room->loaded_from : known->second;
    if (before.value == 1) {
        return printer_.error("no_older", "This is the beginning of " + tag_of(*room) + ".", ref);
    }
    ask(net::History{.room = room->id, .before = before, .after = {}, .at = {}}, {Asked::For::Asker, ref});
}

void Conversation::do_deed(const model::ShowPlace& deed, const Ref& ref) {
    net::History history{.room = deed.room, .before = {}, .after = {}, .at = deed.at, .limit = place_rows};
    if (deed.sequence) history.before = net::Sequence{deed.sequence.value + place_rows / 2 + 1};
    ask(history, {Asked::For::Asker, ref});
}

void Conversation::do_deed(const model::ShowMore&, const Ref& ref) {
    if (!more_) {
        return printer_.error(
            "no_more", "There is no more. /search, /list, /history, /games or /audit begin a list.", ref);
    }
    ask(*std::exchange(more_, std::nullopt), {Asked::For::Asker, ref});
}

void Conversation::do_deed(const model::SwitchTo& deed, const Ref& ref) {
    if (const model::Room* room = model_.room(deed.room)) switch_to(*room, ref);
}

void Conversation::do_deed(const model::Practise&, const Ref& ref) {
    printer_.error("not_here", "The computer plays in the window only. /ttt challenges somebody who is here.",
                   ref);
}

void Conversation::do_deed(const model::Quit&, const Ref&) {
    end_of_input(now_);
}

// --- ways out

void Conversation::say(net::RoomId room, const std::string& text, net::MessageId reply_to, const Ref& ref) {
    const std::string used = ref.empty() ? own_ref() : ref;
    submit(model::Post{room, text, used, reply_to}, used);
}

void Conversation::perform(const net::Command& command, const Ref& ref) {
    const std::string used = ref.empty() ? own_ref() : ref;
    const bool enters = std::holds_alternative<net::CreateRoom>(command) ||
                        std::holds_alternative<net::JoinRoom>(command) ||
                        std::holds_alternative<net::OpenDirect>(command);
    if (enters) entering_ = Entering{.ref = used, .room = {}, .text = {}, .text_ref = {}};
    unsent_[used].what = name_of(command);
    const auto* invite = std::get_if<net::InviteUser>(&command);
    const model::Room* lobby = model_.room(net::lobby);
    if (invite && lobby) unsent_[used].whom = known_user(model_, *lobby, invite->user);
    submit(model::Perform{command, used}, used);
}

void Conversation::submit(model::LinkCommand command, const std::string& ref) {
    ++unsent_[ref].count;
    ++unsent_count_;
    surroundings_.send(std::move(command));
}

void Conversation::ask(const model::Question& question, Asked asked) {
    const std::string ref = own_ref();
    asked_.emplace(ref, std::move(asked));
    surroundings_.send(model::Ask{question, ref});
}

void Conversation::switch_to(const model::Room& room, const Ref& ref) {
    current_ = room.id;
    printer_.switched(room, ref);
    recall();
}

void Conversation::recall() {
    constexpr std::uint32_t recalled_lines = 10;
    const model::Room* room = current_room();
    const bool is_worth_it = surroundings_.is_watched && is_online() && room != nullptr &&
                             room->loaded_from && !syncing_.contains(current_) &&
                             recalled_.insert(current_).second;
    if (!is_worth_it) return;
    net::History history{
        .room = current_, .before = shown_[current_].next(), .after = {}, .at = {}, .limit = recalled_lines};
    ask(history, {Asked::For::Recall, {}});
}

void Conversation::follow_when_there() {
    if (!entering_ || !entering_->room) return;
    const model::Room* room = model_.room(entering_->room);
    if (!room) return;
    const Entering entered = *std::exchange(entering_, std::nullopt);
    if (!entered.text.empty()) return say(room->id, entered.text, {}, entered.text_ref);
    if (current_ != room->id) switch_to(*room);
}

}  // namespace crosstalk::cli
