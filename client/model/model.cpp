#include "client/model/model.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace crosstalk::model {

void Model::apply(const LinkEvent& event) {
    ++revision_;
    std::visit([this](const auto& each) { take(each); }, event);
}

const Room* Model::room(net::RoomId id) const {
    const auto found = rooms_.find(id);
    return found == rooms_.end() ? nullptr : &found->second;
}

Room* Model::find(net::RoomId id) {
    const auto found = rooms_.find(id);
    return found == rooms_.end() ? nullptr : &found->second;
}

// --- connection

void Model::take(const Connecting&) {
    enter(ConnectionState::Connecting);
}

void Model::take(const Online& online) {
    if (online.server.key != server_.key) {
        // Another server is another world.
        rooms_.clear();
        order_.clear();
        invitations_.clear();
        pending_.clear();
    }
    enter(ConnectionState::Online);
    me_ = online.me;
    server_ = online.server;
    limits_ = online.limits;
    trouble_.clear();
}

void Model::take(const Offline& offline) {
    lose_contact();
    enter(ConnectionState::Offline);
    connection_.reason = offline.reason;
    connection_.retry_at = offline.at + offline.retry_in;
}

void Model::take(const Refused& refused) {
    lose_contact();
    enter(ConnectionState::Refused);
    ++connection_.refusals;
    connection_.reason = refused.text;
    connection_.refusal = refused.why;
    connection_.tries_left = refused.tries_left;
    connection_.suggestion = refused.suggestion;
    connection_.retry_after = refused.retry_after;
}

void Model::take(const Disconnected&) {
    lose_contact();
    enter(ConnectionState::Idle);
}

void Model::enter(ConnectionState state) {
    const std::uint64_t refusals = connection_.refusals;
    connection_ = {};
    connection_.state = state;
    connection_.refusals = refusals;
}

void Model::take(const RoundTrip& round_trip) {
    connection_.round_trip = round_trip.span;
}

void Model::take(const ServersKnown& known) {
    saved_servers_ = known.servers;
}

void Model::take(const SettingsKnown& known) {
    settings_ = known.settings;
}

void Model::take(const ReadUpTo& read) {
    Room* room = find(read.room);
    if (room && read.mark.sequence >= room->read.sequence) room->read = read.mark;
}

void Model::take(const Trouble& trouble) {
    trouble_ = trouble.text;
}

void Model::lose_contact() {
    for (auto& [id, room] : rooms_)
        room.lose_contact();
    for (PendingPost& post : pending_) {
        // What was confirmed stays so; the rest will be sent again.
        if (post.state == PendingState::Submitted && !post.sequence) post.state = PendingState::Queued;
    }
}

// --- rooms

Room& Model::add_room(const ListedRoom& listed) {
    Room& room = rooms_[listed.room.id];
    room.id = listed.room.id;
    room.take(listed.room);
    if (listed.read.sequence >= room.read.sequence) room.read = listed.read;
    return room;
}

void Model::order_rooms() {
    order_.clear();
    for (const auto& [id, room] : rooms_)
        order_.push_back(id);
    const auto rank = [this](net::RoomId id) {
        const Room& room = rooms_.at(id);
        return std::tuple(room.kind != net::RoomKind::Lobby, std::string_view(room.name), id);
    };
    std::sort(order_.begin(), order_.end(),
              [&](net::RoomId one, net::RoomId other) { return rank(one) < rank(other); });
}

void Model::take(const RoomsListed& listed) {
    std::erase_if(rooms_, [&](const auto& entry) {
        return std::none_of(listed.rooms.begin(), listed.rooms.end(),
                            [&](const ListedRoom& each) { return each.room.id == entry.first; });
    });
    for (const ListedRoom& each : listed.rooms)
        add_room(each);
    order_rooms();
    // What was confirmed in a room that is gone will never arrive there.
    std::erase_if(pending_, [&](const PendingPost& post) { return bool(post.sequence) && !find(post.room); });
    std::vector<Invitation> invitations;
    for (const net::RoomSummary& room : listed.invitations) {
        const auto known = std::find_if(invitations_.begin(), invitations_.end(),
                                        [&](const Invitation& each) { return each.room.id == room.id; });
        invitations.push_back({room, known == invitations_.end() ? net::UserRef{} : known->by});
    }
    invitations_ = std::move(invitations);
}

void Model::take(const PastForgotten&) {
    for (auto& [id, room] : rooms_)
        room.forget_past();
    // Their places are of the other past.
    std::erase_if(pending_, [](const PendingPost& post) { return bool(post.sequence); });
}

void Model::take(const RoomAdded& added) {
    add_room(added.room);
    order_rooms();
    std::erase_if(invitations_, [&](const Invitation& each) { return each.room.id == added.room.room.id; });
}

void Model::take(const RoomRemoved& removed) {
    rooms_.erase(removed.room);
    order_rooms();
    // Declining an invitation ends like leaving a room.
    std::erase_if(invitations_, [&](const Invitation& each) { return each.room.id == removed.room; });
    std::erase_if(pending_,
                  [&](const PendingPost& post) { return post.room == removed.room && bool(post.sequence); });
}

void Model::take(const InvitationArrived& arrived) {
    if (find(arrived.room.id)) return;
    std::erase_if(invitations_, [&](const Invitation& each) { return each.room.id == arrived.room.id; });
    invitations_.push_back({arrived.room, arrived.by});
}

void Model::take(const RoomSynced& synced) {
    Room* room = find(synced.state.room.id);
    if (!room) return;
    const std::string name = room->name;
    room->sync(synced.state);
    if (room->name != name) order_rooms();
    drop_arrived(*room);
}

void Model::take(const MissedMessages& missed) {
    Room* room = find(missed.room);
    if (!room) return;
    room->append(missed);
    drop_arrived(*room);
}

void Model::take(const Happened& happened) {
    Room* room = find(happened.event.room);
    if (!room) return;
    room->happen(happened.event);
    drop_arrived(*room);
}

void Model::take(const OlderArrived& older) {
    if (Room* room = find(older.page.room)) room->prepend(older.page);
}

void Model::take(const OlderRefused& refused) {
    if (Room* room = find(refused.room)) room->older_refused = refused.text;
}

void Model::take(const MembersArrived& members) {
    if (Room* room = find(members.page.room)) room->take_members(members.page);
}

void Model::take(const PresenceChanged& changed) {
    if (Room* room = find(changed.presence.room)) room->change_presence(changed.presence, changed.at, me_.id);
}

void Model::take(const UnreadChanged& unread) {
    for (const net::RoomSummary& summary : unread.rooms) {
        if (Room* room = find(summary.id)) room->take(summary);
    }
}

// --- the overlay

PendingPost* Model::find_pending(const std::string& ref) {
    const auto found = std::find_if(pending_.begin(), pending_.end(),
                                    [&](const PendingPost& post) { return post.ref == ref; });
    return found == pending_.end() ? nullptr : &*found;
}

void Model::drop_arrived(const Room& room) {
    std::erase_if(pending_, [&](const PendingPost& post) {
        return post.room == room.id && bool(post.sequence) && post.sequence <= room.head;
    });
}

void Model::take(const Queued& queued) {
    if (PendingPost* known = find_pending(queued.ref)) {
        // The window may have shown it before the link had it on the disk.
        known->text = queued.text;
        return;
    }
    if (pending_.size() >= max_pending) return;
    PendingPost post;
    post.ref = queued.ref;
    post.room = queued.room;
    post.text = queued.text;
    post.at = queued.at;
    pending_.push_back(std::move(post));
}

void Model::take(const Submitted& submitted) {
    PendingPost* post = find_pending(submitted.ref);
    if (post && post->state == PendingState::Queued) post->state = PendingState::Submitted;
}

void Model::take(const Acknowledged& acknowledged) {
    PendingPost* post = find_pending(acknowledged.ref);
    if (!post) return;
    post->state = PendingState::Submitted;
    post->sequence = acknowledged.outcome.sequence;
    const Room* shown_in = room(post->room);
    const bool has_no_place = !post->sequence || !shown_in || !shown_in->loaded_from;
    if (has_no_place) {
        std::erase_if(pending_, [&](const PendingPost& each) { return each.ref == acknowledged.ref; });
    } else {
        drop_arrived(*shown_in);
    }
}

void Model::take(const Failed& failed) {
    if (PendingPost* post = find_pending(failed.ref)) {
        post->state = PendingState::Failed;
        post->reason = failed.text;
    }
}

void Model::take(const Withdrawn& withdrawn) {
    std::erase_if(pending_, [&](const PendingPost& post) { return post.ref == withdrawn.ref; });
}

}  // namespace crosstalk::model
