// What the link tells, and what of it is shown.
#include <algorithm>
#include <utility>

#include "client/cli/conversation.hpp"
#include "client/cli/hushed_games.hpp"
#include "client/cli/paging.hpp"
#include "net/transport/address.hpp"
#include "net/transport/credentials/invite.hpp"

namespace crosstalk::cli {

namespace {

std::string advice_of(const model::Refused& refused) {
    std::string text = refused.text;
    // It may end in the reason somebody gave.
    if (!text.empty() && std::string_view(".!?").find(text.back()) == std::string_view::npos) text += '.';
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

// The server as this client reached it: others on the network reach it there too, most likely.
std::string invite_link(const model::ServerIdentity& server, const transport::Secret& token) {
    const auto address = transport::parse_address(server.address);
    const auto* known = std::get_if<transport::Address>(&address);
    if (known == nullptr) return {};
    transport::Invite invite;
    invite.host = known->host;
    invite.port = known->port;
    invite.fingerprint = transport::Fingerprint{server.key};
    invite.token = token;
    return transport::link_of(invite);
}

}  // namespace

void Conversation::take(const model::LinkEvent& event, Clock::time_point now) {
    if (exit_) return;
    now_ = now;
    if (const auto* removed = std::get_if<model::RoomRemoved>(&event)) return take_removal(*removed);
    if (const auto* changed = std::get_if<model::StandingChanged>(&event)) return take_standing(*changed);
    model_.apply(event);
    if (const auto* connecting = std::get_if<model::Connecting>(&event)) {
        return printer_.connecting(connecting->address);
    }
    if (std::holds_alternative<model::PastForgotten>(event)) {
        shown_.clear();
        recalled_.clear();
        printed_.clear();
        older_.clear();
        more_.reset();
        return printer_.past_forgotten();
    }
    std::visit(
        [this]<class E>(const E& known) {
            if constexpr (requires { this->show_event(known); }) this->show_event(known);
        },
        event);
}

// --- the connection

void Conversation::show_event(const model::Online&) {
    presence_.clear();
    printer_.online(model_);
}

void Conversation::show_event(const model::Offline& offline) {
    last_reason_ = offline.reason;
    printer_.offline(offline);
    if (errand_ && errand_->has_begun) {
        give_up_errand("not_connected", "The connection ended before this was done. Say it again.");
    }
    for (const auto& [room, ref] : std::exchange(members_wanted_, {})) {
        printer_.error("not_connected", "The connection ended before the answer came. Ask again.", ref);
    }
    // A room that is being made will be made; but lines are taken meanwhile.
    if (entering_ && !entering_->text.empty()) {
        printer_.error("not_connected", "The connection ended before this was said. Say it again.",
                       entering_->text_ref);
    }
    entering_.reset();
    settle_down();
}

void Conversation::show_event(const model::Refused& refused) {
    give_up(Exit::Refused, code_of(refused.why), advice_of(refused));
}

void Conversation::show_event(const model::Trouble& trouble) {
    asked_files_.clear();
    printer_.error("trouble", trouble.text, {});
}

// --- rooms

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
    if (export_) go_on_exporting();
}

void Conversation::show_event(const model::RoomAdded& added) {
    const model::Room* room = model_.room(added.room.room.id);
    if (!room) return;
    printer_.room_added(*room);
    follow_when_there();
}

void Conversation::show_event(const model::InvitationArrived& arrived) {
    for (const model::Invitation& invitation : model_.invitations()) {
        if (invitation.room.id == arrived.room.id) printer_.invited(invitation);
    }
}

void Conversation::take_removal(const model::RoomRemoved& removed) {
    const net::RoomId id = removed.what.room;
    const model::Room* room = model_.room(id);
    const std::string tag = room ? tag_of(*room) : std::string();
    model_.apply(removed);
    if (!room) return;
    shown_.erase(id);
    recalled_.erase(id);
    syncing_.erase(id);
    printed_.erase(id);
    older_.erase(id);
    printer_.room_removed(tag, removed.what, removed.at);
    if (export_ && export_->room() == id)
        stop_export("You are not in the room any more; nothing of the file is left.");
    const model::Room* lobby = model_.room(net::lobby);
    if (lobby && current_ == id) switch_to(*lobby);
    settle_down();
}

void Conversation::take_standing(const model::StandingChanged& changed) {
    const model::Room* room = model_.room(changed.standing.room);
    Standing before;
    if (room) before = {room->kind == net::RoomKind::Lobby ? model_.role() : room->role, room->own_mute};
    model_.apply(changed);
    if (room) printer_.standing(*room, changed.standing, before, surroundings_.wall());
}

// --- what was said

// A game says more than its author: a rematch is posted by either of the two.
bool Conversation::is_hushed(const net::Message& message) const {
    return message.game ? cli::is_hushed(model_, *message.game) : model_.is_ignored(message.author.id);
}

void Conversation::received(net::RoomId room, net::Sequence up_to) {
    shown_[room] = std::max(shown_[room], up_to);
    printed_[room] = shown_[room];
    settle_down();
}

void Conversation::show_messages(const model::Room& room, const std::vector<net::Message>& messages) {
    for (const net::Message& message : messages) {
        if (is_hushed(message)) continue;
        // The model has the names that people have now.
        const net::Message* known = room.message(message.sequence);
        const net::Message& current = known ? *known : message;
        recalled_.insert(room.id);
        if (message.sequence > shown_[room.id]) {
            printer_.message(model_, room, current, Heard::History);
            save_by_itself(room, current);
        } else if (message.revision > shown_[room.id]) {
            printer_.changed(model_, room, current);
        }
    }
}

void Conversation::show_event(const model::RoomSynced& synced) {
    const model::Room* room = model_.room(synced.state.room.room.id);
    if (!room) return;
    // What another run has shown counts.
    shown_[room->id] = std::max(shown_[room->id], synced.state.have);
    show_messages(*room, synced.state.messages);
    syncing_.erase(room->id);
    received(room->id, synced.state.room.room.head);
    if (room->id == current_) recall();
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
    if (std::holds_alternative<net::MessagePosted>(event.fact)) {
        const net::Message* message = room->message(event.sequence);
        if (message && !is_hushed(*message)) {
            printer_.message(model_, *room, *message, Heard::Live);
            save_by_itself(*room, *message);
        }
        recalled_.insert(room->id);
    } else {
        const net::Sequence place = model::changed_by(event.fact);
        const net::Message* changed = place ? room->message(place) : nullptr;
        const auto* reaction = std::get_if<net::ReactionSet>(&event.fact);
        const auto* game = std::get_if<net::GameChanged>(&event.fact);
        const bool is_ignored = game ? cli::is_hushed(model_, game->game)
                                     : (changed && model_.is_ignored(changed->author.id)) ||
                                           (reaction && model_.is_ignored(reaction->user.id));
        if (!is_ignored) printer_.happened(model_, *room, event);
    }
    received(event.room, event.sequence);
}

// --- people

void Conversation::show_event(const model::MembersArrived& members) {
    const model::Room* room = model_.room(members.page.room);
    if (!room) return;
    const bool is_whole = members.page.last || !room->members_complete;
    if (!is_whole) return;
    for (const auto& [id, ref] : std::exchange(members_wanted_, {})) {
        if (id == room->id) {
            printer_.members(*room, ref);
        } else {
            members_wanted_.emplace_back(id, ref);
        }
    }
    if (errand_ && room->id == net::lobby) {
        errand_->found.people = true;
        go_on();
    }
    settle_down();
}

void Conversation::show_event(const model::PresenceChanged& changed) {
    std::vector<PresenceNews> news;
    for (const net::MemberPresence& change : changed.presence.changes) {
        const auto [known, is_new] = presence_.try_emplace(change.user.id, net::PresenceState::Offline);
        const net::PresenceState before = std::exchange(known->second, change.state);
        const bool is_news = is_new || before != change.state;
        if (is_news && change.user.id != model_.me().id) news.push_back({change.user, before, change.state});
    }
    if (!news.empty()) printer_.presence(news);
}

void Conversation::show_event(const model::ProgressChanged& changed) {
    if (const model::Room* room = model_.room(changed.progress.room)) {
        printer_.progress(model_, *room, changed.progress.members);
    }
}

void Conversation::show_event(const model::TypingSeen& seen) {
    model_.tick(seen.at);
    if (const model::Room* room = model_.room(seen.typing.room)) printer_.typing(*room);
}

void Conversation::show_event(const model::SpectatorsSeen& seen) {
    if (const model::Room* room = model_.room(seen.spectators.room))
        printer_.spectators(model_, *room, seen.spectators);
}

void Conversation::show_event(const model::UnreadChanged& changed) {
    for (const net::RoomCounts& counts : changed.rooms) {
        if (const model::Room* room = model_.room(counts.room)) printer_.unread(*room);
    }
}

// --- answers

void Conversation::show_event(const model::Answered& answered) {
    auto node = asked_.extract(answered.ref);
    if (node.empty()) return;
    const Asked& asked = node.mapped();
    const auto* page = std::get_if<net::HistoryPage>(&answered.answer);
    if (asked.whom == Asked::For::Errand) {
        if (errand_) found_answer(answered.question, answered.answer);
    } else if (asked.whom == Asked::For::Export) {
        if (page) take_export_page(*page);
    } else if (asked.whom == Asked::For::Recall) {
        if (page && page->from) older_[page->room] = page->from;
        printer_.answer(model_, answered, Rest::None, {});
    } else {
        more_ = next_part(answered.question, answered.answer);
        if (page && page->from) older_[page->room] = page->from;
        printer_.answer(model_, answered, more_ ? Rest::More : Rest::None, asked.ref);
    }
    settle_down();
}

void Conversation::show_event(const model::QuestionFailed& failed) {
    auto node = asked_.extract(failed.ref);
    if (node.empty()) return;
    const Asked& asked = node.mapped();
    if (asked.whom == Asked::For::Errand) {
        if (errand_) give_up_errand(code_of(failed.code), failed.text);
    } else if (asked.whom == Asked::For::Export) {
        // After an interruption it goes on where it was.
        if (export_ && failed.code != net::ErrorCode::None) stop_export(failed.text);
    } else if (asked.whom == Asked::For::Recall) {
        recalled_.erase(std::get<net::History>(failed.question).room);
    } else {
        printer_.error(code_of(failed.code), failed.text, asked.ref);
    }
    settle_down();
}

// --- what became of ours

void Conversation::settle(const std::string& ref) {
    answered_.push_back(ref);
    sending_.erase(ref);
    const auto found = unsent_.find(ref);
    if (found == unsent_.end()) return;
    --unsent_count_;
    if (--found->second.count == 0) unsent_.erase(found);
}

void Conversation::show_event(const model::Queued& queued) {
    if (sending_.contains(queued.ref)) return;
    if (!queued.files.empty()) {
        sending_.insert(queued.ref);
        return printer_.unsent("file", shown(queued.ref));
    }
    // Left from an earlier run: it is waited for like our own.
    if (!unsent_.contains(queued.ref)) {
        unsent_[queued.ref] = {1, {}};
        ++unsent_count_;
        return printer_.unsent("post", shown(queued.ref));
    }
    if (!is_online() && phase_ == Phase::Talking) printer_.waiting(unsent_count_);
}

void Conversation::show_event(const model::CommandQueued& queued) {
    if (!unsent_.contains(queued.ref)) {
        unsent_[queued.ref] = {1, name_of(queued.command)};
        ++unsent_count_;
        return printer_.unsent(name_of(queued.command), shown(queued.ref));
    }
    if (!is_online() && phase_ == Phase::Talking) printer_.waiting(unsent_count_);
}

void Conversation::show_event(const model::Acknowledged& acknowledged) {
    const net::Outcome& outcome = acknowledged.outcome;
    const auto unsent = unsent_.find(acknowledged.ref);
    const auto [what, whom] = unsent == unsent_.end() ? std::pair<std::string_view, net::UserRef>()
                                                      : std::pair(unsent->second.what, unsent->second.whom);
    settle(acknowledged.ref);
    const model::Room* room = model_.room(outcome.room);
    const bool is_entering = entering_ && acknowledged.ref == entering_->ref;
    if (auto invite = invites_.extract(acknowledged.ref)) {
        const Invite& made = invite.mapped();
        printer_.invite_made({invite_link(model_.server(), made.token), outcome.invite, made.span, made.uses},
                             made.ref);
    } else if (room && outcome.message && what.empty()) {
        printer_.sent(*room, outcome, shown(acknowledged.ref));
    } else if (!is_entering || entering_->text.empty()) {
        printer_.done(what, room, outcome, whom, shown(acknowledged.ref));
    }
    if (room && outcome.sequence) awaited_[room->id] = std::max(awaited_[room->id], outcome.sequence);
    if (is_entering) {
        entering_->ref.clear();
        entering_->room = outcome.room;
        follow_when_there();
    }
    settle_down();
}

void Conversation::show_event(const model::Failed& failed) {
    settle(failed.ref);
    Ref ref = shown(failed.ref);
    if (auto invite = invites_.extract(failed.ref)) ref = invite.mapped().ref;
    if (entering_ && failed.ref == entering_->ref) {
        if (!entering_->text_ref.empty()) ref = entering_->text_ref;
        entering_.reset();
    }
    printer_.refusal(code_of(failed.status), failed.text, ref, failed.retry_after);
    settle_down();
}

void Conversation::show_event(const model::Withdrawn& withdrawn) {
    settle(withdrawn.ref);
    if (auto node = cancelled_.extract(withdrawn.ref))
        printer_.done("cancel", nullptr, {}, {}, node.mapped());
    settle_down();
}

}  // namespace crosstalk::cli
