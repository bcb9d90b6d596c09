#include "client/cli/conversation.hpp"

#include <algorithm>
#include <utility>

#include "client/cli/json_lines.hpp"
#include "client/model/lookup.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::cli {

namespace {

// More than this is not read ahead of the server.
constexpr std::size_t most_unsent = 256;

constexpr const char* not_connected = "There is no connection now. Try again when it is back.";

std::string advice_of(const model::Refused& refused) {
    std::string text = refused.text;
    if (refused.why == model::Refusal::PasskeyNeeded || refused.why == model::Refusal::OtherServer) {
        text += " Give it with --passkey KEY.";
    }
    if (refused.tries_left > 0) {
        text += refused.tries_left == 1 ? " One try is left."
                                        : " " + std::to_string(refused.tries_left) + " tries are left.";
    }
    if (!refused.suggestion.empty()) text += " \"" + refused.suggestion + "\" is free.";
    if (refused.retry_after.value > 0) {
        text += " Wait " + std::to_string((refused.retry_after.value + 999) / 1000) + " s.";
    }
    return text;
}

}  // namespace

Conversation::Conversation(const Options& options, Printer& printer, Send send, std::string run)
    : options_(options), printer_(printer), send_(std::move(send)), run_(std::move(run)) {}

void Conversation::start(Clock::time_point now) {
    now_ = now;
    deadline_ = now + options_.wait;
    send_(options_.connect);
    options_.connect.passkey.clear();
    options_.connect.invite.clear();
}

void Conversation::finish(Exit exit, std::string words) {
    if (exit_) return;
    exit_ = exit;
    last_words_ = std::move(words);
    deadline_.reset();
}

// A program reads the reason on the standard output, people on the standard error.
void Conversation::give_up(Exit exit, std::string_view code, const std::string& text) {
    if (options_.output == Output::JsonLines) printer_.error(code, text, {});
    finish(exit, text);
}

void Conversation::tick(Clock::time_point now) {
    now_ = now;
    if (!deadline_ || now < *deadline_) return;
    if (phase_ == Phase::Connecting) {
        const std::string reason = last_reason_.empty() ? "The server did not answer." : last_reason_;
        return give_up(Exit::NeverConnected, "no_connection",
                       "No connection within the time given by --wait. " + reason);
    }
    if (unsent_count_ == 0) return finish(Exit::Done);
    finish(Exit::UnsentLeft, std::to_string(unsent_count_) +
                                 " unsent messages are kept in the profile; they go out at the next start.");
}

void Conversation::end_of_input(Clock::time_point now) {
    now_ = now;
    if (exit_ || phase_ == Phase::Draining) return;
    phase_ = Phase::Draining;
    deadline_ = now + options_.drain;
    if (unsent_count_ > 0 && model_.connection().state != model::ConnectionState::Online) {
        printer_.waiting(unsent_count_);
    }
    finish_if_drained();
}

void Conversation::interrupt() {
    if (unsent_count_ == 0) return finish(Exit::Done);
    finish(Exit::UnsentLeft, std::to_string(unsent_count_) +
                                 " unsent messages are kept in the profile; they go out at the next start.");
}

void Conversation::finish_if_drained() {
    if (phase_ != Phase::Draining || unsent_count_ > 0) return;
    std::erase_if(awaited_, [this](const auto& each) {
        return !model_.room(each.first) || shown_[each.first] >= each.second;
    });
    const bool can_come = model_.connection().state == model::ConnectionState::Online;
    if ((awaited_.empty() && syncing_.empty()) || !can_come) finish(Exit::Done);
}

bool Conversation::takes_lines() const {
    return is_ready_ && !exit_ && phase_ == Phase::Talking && unsent_count_ < most_unsent &&
           enters_.empty() && !entering_;
}

void Conversation::flushed() {
    for (const auto& [id, sequence] : std::exchange(printed_, {})) {
        if (const model::Room* room = model_.room(id)) {
            send_(model::MarkRead{id, sequence, room->posts_at(sequence)});
        }
    }
    for (std::string& ref : std::exchange(answered_, {}))
        send_(model::AnswerShown{std::move(ref)});
}

// --- what the link tells

void Conversation::take(const model::LinkEvent& event, Clock::time_point now) {
    if (exit_) return;
    now_ = now;
    if (const auto* removed = std::get_if<model::RoomRemoved>(&event)) {
        const model::Room* room = model_.room(removed->room);
        const std::string name = room ? room->name : std::string();
        model_.apply(event);
        if (!room) return;
        shown_.erase(removed->room);
        syncing_.erase(removed->room);
        printed_.erase(removed->room);
        printer_.room_removed(name, removed->room);
        if (const model::Room* lobby = model_.room(net::lobby); lobby && current_ == removed->room) {
            switch_to(*lobby);
        }
        return;
    }
    model_.apply(event);
    if (const auto* connecting = std::get_if<model::Connecting>(&event)) {
        return printer_.connecting(connecting->address);
    }
    if (std::holds_alternative<model::PastForgotten>(event)) {
        shown_.clear();
        printed_.clear();
        return printer_.past_forgotten();
    }
    std::visit(
        [this]<class E>(const E& known) {
            if constexpr (requires { this->show_event(known); }) this->show_event(known);
        },
        event);
}

void Conversation::show_event(const model::Online&) {
    presence_.clear();
    printer_.online(model_);
}

void Conversation::show_event(const model::Offline& offline) {
    last_reason_ = offline.reason;
    members_wanted_ = {};
    invites_.clear();
    entering_ = {};
    printer_.offline(offline);
    finish_if_drained();
}

void Conversation::show_event(const model::Refused& refused) {
    give_up(Exit::Refused, code_of(refused.why), advice_of(refused));
}

void Conversation::show_event(const model::RoomsListed&) {
    syncing_ = std::set<net::RoomId>(model_.rooms().begin(), model_.rooms().end());
    if (!is_ready_) {
        is_ready_ = true;
        phase_ = Phase::Talking;
        deadline_.reset();
        printer_.ready(model_);
    }
    const model::Room* lobby = model_.room(net::lobby);
    if (!current_room() && lobby) switch_to(*lobby);
}

void Conversation::show_event(const model::RoomAdded& added) {
    const model::Room* room = model_.room(added.room.room.id);
    if (!room) return;
    printer_.room_added(*room);
    follow_when_there(room->id);
}

void Conversation::show_event(const model::InvitationArrived& arrived) {
    for (const model::Invitation& invitation : model_.invitations()) {
        if (invitation.room.id == arrived.room.id) printer_.invited(invitation);
    }
}

void Conversation::received(net::RoomId room, net::Sequence up_to) {
    shown_[room] = std::max(shown_[room], up_to);
    printed_[room] = shown_[room];
    finish_if_drained();
}

void Conversation::show_messages(const model::Room& room, const std::vector<net::Message>& messages) {
    for (const net::Message& message : messages) {
        if (message.sequence > shown_[room.id]) printer_.message(room, message, Heard::History);
    }
}

void Conversation::show_event(const model::RoomSynced& synced) {
    const model::Room* room = model_.room(synced.state.room.id);
    if (!room) return;
    show_messages(*room, synced.state.messages);
    syncing_.erase(room->id);
    received(room->id, synced.state.room.head);
}

void Conversation::show_event(const model::MissedMessages& missed) {
    const model::Room* room = model_.room(missed.room);
    if (!room) return;
    show_messages(*room, missed.messages);
    received(room->id, missed.through);
}

void Conversation::show_event(const model::Happened& happened) {
    const net::Event& event = happened.event;
    const model::Room* room = model_.room(event.room);
    if (!room || event.sequence <= shown_[event.room]) return;
    if (const auto* posted = std::get_if<net::MessagePosted>(&event.fact)) {
        printer_.message(*room,
                         {.id = posted->id,
                          .sequence = event.sequence,
                          .revision = event.sequence,
                          .author = posted->author,
                          .at = event.at,
                          .text = posted->text},
                         Heard::Live);
    } else if (const auto* joined = std::get_if<net::MemberJoined>(&event.fact)) {
        printer_.joined(*room, joined->user);
    } else if (const auto* left = std::get_if<net::MemberLeft>(&event.fact)) {
        printer_.left(*room, left->user);
    }
    received(event.room, event.sequence);
}

void Conversation::show_event(const model::OlderArrived& older) {
    const model::Room* room = model_.room(older.page.room);
    if (!room) return;
    for (const net::Message& message : older.page.messages)
        printer_.message(*room, message, Heard::History);
}

void Conversation::show_event(const model::OlderRefused& refused) {
    printer_.error("not_found", refused.text, {});
}

void Conversation::show_event(const model::MembersArrived& members) {
    const model::Room* room = model_.room(members.page.room);
    if (!room) return;
    const bool is_whole = members.page.last || !room->members_complete;
    if (!is_whole) return;
    if (room->id == members_wanted_) {
        members_wanted_ = {};
        printer_.members(*room);
    }
    if (room->id == net::lobby && !invites_.empty()) {
        const std::string typed = std::exchange(invites_, {});
        const model::Room* current = current_room();
        if (!current) return;
        if (const net::UserRef* user = model::find_user(model_, *current, typed)) {
            const std::string ref = own_ref();
            ask(model::InviteUser{current->id, user->id, ref}, ref);
        } else {
            printer_.error("no_such_user",
                           "There is nobody of this name. /members in the lobby lists everybody.", {});
        }
    }
}

void Conversation::show_event(const model::PresenceChanged& changed) {
    std::vector<net::MemberPresence> news;
    for (const net::MemberPresence& change : changed.presence.changes) {
        const auto [known, is_new] = presence_.try_emplace(change.user.id, change.state);
        const bool is_news = is_new || known->second != change.state;
        known->second = change.state;
        if (is_news && change.user.id != model_.me().id) news.push_back(change);
    }
    if (!news.empty()) printer_.presence(news);
}

// --- what became of ours

std::string Conversation::own_ref() {
    return "#" + run_ + "-" + std::to_string(++own_refs_);
}

// A script's own references are JSON and never begin with '#'.
Ref Conversation::shown(const std::string& ref) {
    return ref.starts_with('#') ? Ref() : ref;
}

void Conversation::ask(model::LinkCommand command, const std::string& ref) {
    ++unsent_[ref];
    ++unsent_count_;
    send_(std::move(command));
}

void Conversation::settle(const std::string& ref) {
    answered_.push_back(ref);
    const auto found = unsent_.find(ref);
    if (found == unsent_.end()) return;
    --unsent_count_;
    if (--found->second == 0) unsent_.erase(found);
}

void Conversation::show_event(const model::Queued& queued) {
    // Left from an earlier run: it is waited for like our own.
    if (!unsent_.contains(queued.ref)) {
        ++unsent_[queued.ref];
        ++unsent_count_;
        return;
    }
    if (model_.connection().state != model::ConnectionState::Online && phase_ == Phase::Talking) {
        printer_.waiting(unsent_count_);
    }
}

void Conversation::show_event(const model::Acknowledged& acknowledged) {
    settle(acknowledged.ref);
    const model::Room* room = model_.room(acknowledged.outcome.room);
    if (room && acknowledged.outcome.message) {
        printer_.sent(*room, acknowledged.outcome, shown(acknowledged.ref));
        awaited_[room->id] = std::max(awaited_[room->id], acknowledged.outcome.sequence);
    }
    if (!enters_.empty() && acknowledged.ref == enters_) {
        enters_.clear();
        entering_ = acknowledged.outcome.room;
        follow_when_there(entering_);
    }
    finish_if_drained();
}

void Conversation::show_event(const model::Failed& failed) {
    settle(failed.ref);
    if (failed.ref == enters_) enters_.clear();
    printer_.error(code_of(failed.status), failed.text, shown(failed.ref));
    finish_if_drained();
}

void Conversation::show_event(const model::Trouble& trouble) {
    printer_.error("trouble", trouble.text, {});
}

// --- lines

void Conversation::take_line(const std::string& line, Clock::time_point now) {
    now_ = now;
    if (exit_) return;
    if (!text::is_valid_utf8(line)) {
        return printer_.error("invalid_text", "This line is not UTF-8 and was not sent.", {});
    }
    if (options_.output == Output::JsonLines && line.starts_with('{')) return take_json(line);
    if (line.empty()) return;
    std::visit([this](const auto& meaning) { this->obey(meaning); }, model::parse_line(line));
}

void Conversation::take_overlong_line() {
    printer_.error("line_too_long",
                   "A line of more than " + std::to_string(max_line_bytes) + " bytes was not sent.", {});
}

void Conversation::take_json(const std::string& line) {
    const auto parsed = parse_json_line(line);
    if (const auto* bad = std::get_if<BadJson>(&parsed)) {
        return printer_.error("bad_json", bad->text, bad->ref);
    }
    const auto& post = std::get<JsonPost>(parsed);
    const model::Room* room = post.room ? model::find_room(model_, *post.room) : current_room();
    if (!room) {
        return printer_.error("no_such_room", "You are in no such room. /rooms lists yours.", post.ref);
    }
    say(*room, post.text, post.ref);
}

void Conversation::say(const model::Room& room, const std::string& text, const Ref& ref) {
    const std::string used = ref.empty() ? own_ref() : ref;
    ask(model::Post{room.id, text, used}, used);
}

void Conversation::obey(const model::SayText& said) {
    if (const model::Room* room = current_room()) say(*room, said.text, {});
}

void Conversation::obey(const model::BadLine& bad) {
    switch (bad.why) {
        case model::BadLine::Why::Blank:
            return;
        case model::BadLine::Why::UnknownCommand:
            return printer_.error("unknown_command", bad.text, {});
        case model::BadLine::Why::MissingArgument:
            return printer_.error("missing_argument", bad.text, {});
        case model::BadLine::Why::UnwantedArgument:
            return printer_.error("unwanted_argument", bad.text, {});
        case model::BadLine::Why::TooLong:
            return printer_.error("too_long", bad.text, {});
    }
}

void Conversation::obey(const model::ShowHelp&) {
    printer_.help();
}

void Conversation::obey(const model::Quit&) {
    end_of_input(now_);
}

void Conversation::obey(const model::ShowRooms&) {
    printer_.rooms(model_, current_);
}

void Conversation::obey(const model::ShowMyself&) {
    printer_.myself(model_);
}

void Conversation::switch_to(const model::Room& room) {
    current_ = room.id;
    printer_.switched(room);
}

void Conversation::follow_when_there(net::RoomId id) {
    if (!entering_ || id != entering_) return;
    const model::Room* room = model_.room(id);
    if (!room) return;
    entering_ = {};
    if (current_ != id) switch_to(*room);
}

void Conversation::obey(const model::SwitchRoom& wanted) {
    if (const model::Room* room = model::find_room(model_, wanted.room)) return switch_to(*room);
    printer_.error("no_such_room", "You are in no such room. /rooms lists yours, /join enters another.", {});
}

void Conversation::obey(const model::EnterRoom& wanted) {
    if (const model::Room* room = model::find_room(model_, wanted.room)) return switch_to(*room);
    const model::Invitation* invitation = model::find_invitation(model_, wanted.room);
    const std::string_view typed = wanted.room;
    const net::RoomId room =
        invitation ? invitation->room.id
                   : net::RoomId{model::typed_number(typed.starts_with('#') ? typed.substr(1) : typed)};
    if (!room) {
        return printer_.error(
            "no_such_room",
            "You are not invited to a room of this name. A public room is entered by its number.", {});
    }
    enters_ = own_ref();
    ask(model::JoinRoom{room, enters_}, enters_);
}

void Conversation::obey(const model::ExitRoom& wanted) {
    const model::Room* room = wanted.room.empty() ? current_room() : model::find_room(model_, wanted.room);
    if (!room) {
        return printer_.error("no_such_room", "You are in no such room. /rooms lists yours.", {});
    }
    const std::string ref = own_ref();
    ask(model::LeaveRoom{room->id, ref}, ref);
}

void Conversation::obey(const model::MakeRoom& wanted) {
    enters_ = own_ref();
    const net::RoomKind kind = wanted.is_private ? net::RoomKind::Private : net::RoomKind::Public;
    ask(model::CreateRoom{wanted.name, kind, enters_}, enters_);
}

void Conversation::obey(const model::InvitePerson& wanted) {
    const model::Room* room = current_room();
    if (!room) return;
    if (const net::UserRef* user = model::find_user(model_, *room, wanted.user)) {
        const std::string ref = own_ref();
        return ask(model::InviteUser{room->id, user->id, ref}, ref);
    }
    if (model_.connection().state != model::ConnectionState::Online) {
        return printer_.error("not_connected", not_connected, {});
    }
    invites_ = wanted.user;
    send_(model::LoadMembers{net::lobby});
}

void Conversation::obey(const model::ShowMembers&) {
    if (model_.connection().state != model::ConnectionState::Online) {
        return printer_.error("not_connected", not_connected, {});
    }
    members_wanted_ = current_;
    send_(model::LoadMembers{current_});
}

void Conversation::obey(const model::ShowOlder&) {
    const model::Room* room = current_room();
    if (!room) return;
    if (model_.connection().state != model::ConnectionState::Online) {
        return printer_.error("not_connected", not_connected, {});
    }
    if (!room->has_older()) {
        return printer_.error("no_older", "This is the beginning of #" + room->name + ".", {});
    }
    send_(model::LoadOlder{room->id, room->loaded_from});
}

}  // namespace crosstalk::cli
