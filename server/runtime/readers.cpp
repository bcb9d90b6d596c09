#include "server/runtime/readers.hpp"

#include <algorithm>

namespace crosstalk::server {

bool Readers::tells(const hub::Room& room) const {
    const bool is_closed = room.row.kind == net::RoomKind::Direct || room.row.kind == net::RoomKind::Private;
    return is_closed && state_.members(room) <= most_members;
}

bool Readers::advance(net::RoomId room_id, net::UserId user, net::Sequence delivered, net::Sequence read) {
    const hub::Room* room = state_.room(room_id);
    if (room == nullptr || !tells(*room) || !state_.is_member(room_id, user)) return false;
    const auto [reached, is_first] =
        rooms_[room_id].try_emplace(user, Reached{{user, {}, {}}, {user, {}, {}}});
    net::UserProgress& now = reached->second.now;
    if (const hub::MarkRow* mark = state_.mark_of(room_id, user); is_first && mark != nullptr)
        now.read = mark->read.sequence;
    const net::UserProgress before = is_first ? net::UserProgress{} : now;
    now.read = std::max(now.read, std::min(read, room->row.head));
    // Who has read it has got it.
    now.delivered = std::max({now.delivered, now.read, std::min(delivered, room->row.head)});
    return now != before;
}

std::vector<net::RoomId> Readers::untold(net::UserId user) const {
    std::vector<net::RoomId> rooms;
    if (rooms_.empty()) return rooms;
    for (const net::RoomId id : state_.rooms_of(user)) {
        const auto room = rooms_.find(id);
        if (room == rooms_.end()) continue;
        const auto reached = room->second.find(user);
        if (reached != room->second.end() && reached->second.now != reached->second.told) rooms.push_back(id);
    }
    return rooms;
}

std::vector<net::UserProgress> Readers::tell(net::RoomId room_id, const std::set<net::UserId>& users) {
    std::vector<net::UserProgress> progress;
    const auto room = rooms_.find(room_id);
    if (room == rooms_.end()) return progress;
    for (const net::UserId user : users) {
        const auto reached = room->second.find(user);
        if (reached == room->second.end() || !is_visible_(user)) continue;
        reached->second.told = reached->second.now;
        progress.push_back(reached->second.told);
    }
    return progress;
}

std::vector<net::UserProgress> Readers::told(net::RoomId room_id, net::UserId asker) const {
    std::vector<net::UserProgress> progress;
    const hub::Room* room = state_.room(room_id);
    if (room == nullptr || !tells(*room)) return progress;
    const auto reached = rooms_.find(room_id);
    for (const auto& [user, mark] : room->marks) {
        if (user == asker) continue;
        net::UserProgress known{user, {}, {}};
        if (reached != rooms_.end()) {
            if (const auto found = reached->second.find(user); found != reached->second.end())
                known = found->second.told;
        }
        // The kept mark of one who looks offline may be of a time when it was there and did not want to be seen.
        if (is_visible_(user)) {
            known.read = std::max(known.read, mark.read.sequence);
            known.delivered = std::max(known.delivered, known.read);
        }
        if (known.delivered) progress.push_back(known);
    }
    return progress;
}

void Readers::forget(net::RoomId room_id, net::UserId user) {
    const auto room = rooms_.find(room_id);
    if (room == rooms_.end()) return;
    room->second.erase(user);
    if (room->second.empty()) rooms_.erase(room);
}

}  // namespace crosstalk::server
