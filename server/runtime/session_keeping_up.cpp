// The session's part that keeps up: what it watches and hears of rooms, and what becomes of it when it reads slowly.
#include <algorithm>
#include <utility>

#include "server/runtime/node.hpp"

namespace crosstalk::server {

// --- what the client says of itself ----------------------------------------------------------------------------

void Session::take_message(const net::Resume& resume, net::Tag tag) {
    if (std::exchange(resumed_, true)) return misbehaved(FrameFault::OutOfTurn, "resumed twice");
    const bool has_any =
        std::ranges::any_of(resume.rooms, [](const net::RoomHave& room) { return bool{room.have}; });
    const bool reset = (has_any || resume.mark.position) && !node_.is_mine(resume.mark);
    send(net::Resumed{reset}, tag);
    for (net::RoomHave room : resume.rooms) {
        if (reset) room.have = {};
        if (room.watch && is_member(room.room)) watch(room, {});
    }
}

void Session::take_message(const net::Watch& watched, net::Tag tag) {
    if (!watched.room.watch) {
        node_.unwatch(watched.room.room, *this);
        feeds_.unwatch(watched.room.room);
        return;
    }
    if (is_member(watched.room.room)) return watch(watched.room, tag);
    send_not_found(tag);
}

void Session::take_message(const net::Progress& progress, net::Tag) {
    node_.progress(*this, progress);
}

void Session::take_message(const net::Typing& typing, net::Tag) {
    node_.typing(*this, typing.room);
}

void Session::take_message(const net::Spectate& said, net::Tag) {
    node_.spectate(*this, said);
}

void Session::take_message(const net::SetPresence& set, net::Tag) {
    node_.set_presence(*this, set.state);
}

// --- rooms -----------------------------------------------------------------------------------------------------

void Session::watch(const net::RoomHave& have, net::Tag tag) {
    node_.watch(have.room, *this);
    feeds_.watch(have.room, have.have, tag);
}

void Session::stop_watching(net::RoomId room) {
    node_.unwatch(room, *this);
    feeds_.unwatch(room);
    missed_presence_.erase(room);
    missed_progress_.erase(room);
    missed_unread_.erase(room);
    missed_spectators_.erase(room);
}

// Who has begun to watch a room hears how far its others are, and who looks at his games.
void Session::told_state(net::RoomId room) {
    if (!feeds_.watches(room)) return;
    progress(room, node_.readers().told(room, user_));
    node_.tell_spectators(room, *this);
}

void Session::notify(const net::SharedFrame& frame) {
    if (!leaving_) channel_->send(frame, transport::Queue::MustKeep);
}

// --- signals ---------------------------------------------------------------------------------------------------

void Session::presence(const net::Presence& to_others, const net::SharedFrame& frame) {
    if (leaving_) return;
    if (!feeds_.is_clogged()) return channel_->send(frame, transport::Queue::MayDrop);
    for (const net::MemberPresence& change : to_others.changes)
        missed_presence_[to_others.room].insert(change.user.id);
}

void Session::progress(net::RoomId room, const std::vector<net::UserProgress>& members) {
    if (leaving_) return;
    if (feeds_.is_clogged()) {
        missed_progress_.insert(room);
        return;
    }
    net::MemberProgress others{.room = room, .members = {}};
    std::ranges::copy_if(members, std::back_inserter(others.members),
                         [&](const net::UserProgress& member) { return member.user != user_; });
    if (!others.members.empty()) channel_->send(net::encode_shared(others), transport::Queue::MayDrop);
}

void Session::typing(const net::TypingUsers& typing) {
    if (leaving_ || feeds_.is_clogged()) return;
    channel_->send(net::encode_shared(typing), transport::Queue::MayDrop);
}

void Session::spectators(const net::Spectators& spectators) {
    if (leaving_) return;
    if (feeds_.is_clogged()) {
        missed_spectators_.insert(spectators.room);
        return;
    }
    channel_->send(net::encode_shared(spectators), transport::Queue::MayDrop);
}

void Session::unread(net::Unread unread) {
    if (leaving_) return;
    if (!feeds_.is_clogged()) {
        return channel_->send(net::encode_shared(unread), transport::Queue::MayDrop);
    }
    for (const net::RoomCounts& room : unread.rooms)
        missed_unread_.insert(room.room);
}

// --- a peer that reads slowly ----------------------------------------------------------------------------------

void Session::flush() {
    unflushed_ = false;
    if (leaving_) return;
    channel_->flush();
    if (feeds_.is_clogged()) fall_behind();
    // It was over the limit only within this batch: nobody will say that it has drained.
    if (channel_->queued_bytes() != 0 || !has_missed_something()) return;
    catch_up();
    channel_->flush();
}

bool Session::has_missed_something() const {
    return feeds_.is_behind() || !missed_presence_.empty() || !missed_progress_.empty() ||
           !missed_unread_.empty() || !missed_spectators_.empty();
}

// What is queued and can be had later is taken back; what it was is read from the frames themselves.
void Session::fall_behind() {
    for (const net::SharedFrame& frames : channel_->drop_queued()) {
        net::FrameSplitter splitter(net::max_frame_bytes);
        splitter.append(*frames);
        for (auto next = splitter.next(); std::holds_alternative<net::FrameView>(next);
             next = splitter.next()) {
            taken_back(std::get<net::FromServer>(net::decode_from_server(std::get<net::FrameView>(next))));
        }
    }
}

void Session::taken_back(const net::FromServer& message) {
    if (const auto* fact = std::get_if<net::Event>(&message)) {
        feeds_.taken_back(fact->room, fact->sequence);
    } else if (const auto* presence = std::get_if<net::Presence>(&message)) {
        for (const auto& change : presence->changes)
            missed_presence_[presence->room].insert(change.user.id);
    } else if (const auto* progress = std::get_if<net::MemberProgress>(&message)) {
        missed_progress_.insert(progress->room);
    } else if (const auto* spectators = std::get_if<net::Spectators>(&message)) {
        missed_spectators_.insert(spectators->room);
    } else if (const auto* unread = std::get_if<net::Unread>(&message)) {
        for (const auto& room : unread->rooms)
            missed_unread_.insert(room.room);
    }
}

// The newest truth of what was missed, as far as it is still the user's business.
void Session::catch_up() {
    const hub::State& state = node_.hub().state();
    catch_up_presence();
    for (const net::RoomId room : std::exchange(missed_progress_, {})) {
        if (is_member(room)) progress(room, node_.readers().told(room, user_));
    }
    for (const net::RoomId room : std::exchange(missed_spectators_, {})) {
        if (is_member(room)) node_.tell_spectators(room, *this);
    }
    net::Unread counts;
    for (const net::RoomId room : std::exchange(missed_unread_, {})) {
        if (is_member(room)) counts.rooms.push_back(node_.counts(*state.room(room), user_));
        if (counts.rooms.size() == net::max_counts_per_frame) send(std::exchange(counts, {}));
    }
    if (!counts.rooms.empty()) send(counts);
    feeds_.resume();
}

void Session::catch_up_presence() {
    const hub::State& state = node_.hub().state();
    const Seen seen = node_.seen_by(user_);
    for (const auto& [room, users] : std::exchange(missed_presence_, {})) {
        if (!is_member(room)) continue;
        net::Presence now{.room = room, .changes = {}};
        for (const net::UserId user : users) {
            if (state.is_member(room, user))
                now.changes.push_back({state.ref(user), server::presence(seen, user)});
            if (now.changes.size() < net::max_members_per_frame) continue;
            send(std::exchange(now, {.room = room, .changes = {}}));
        }
        if (!now.changes.empty()) send(now);
    }
}

}  // namespace crosstalk::server
