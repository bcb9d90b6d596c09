#include "server/hub/state.hpp"

namespace crosstalk::hub {

namespace {

template <class Map, class Key>
const typename Map::mapped_type* find(const Map& map, const Key& key) {
    const auto it = map.find(key);
    return it == map.end() ? nullptr : &it->second;
}

}  // namespace

const User* State::user(net::UserId id) const {
    return find(users, id);
}
const Device* State::device(net::DeviceId id) const {
    return find(devices, id);
}
const Room* State::room(net::RoomId id) const {
    return find(rooms, id);
}

const Device* State::device(const net::DeviceKey& key) const {
    const net::DeviceId* id = find(devices_by_key, key);
    return id == nullptr ? nullptr : device(*id);
}

bool State::is_member(net::RoomId room_id, net::UserId user_id) const {
    if (room_id == net::lobby) return user(user_id) != nullptr;
    const User* found = user(user_id);
    return found != nullptr && found->rooms.contains(room_id);
}

bool State::is_invited(net::RoomId room_id, net::UserId user_id) const {
    const User* found = user(user_id);
    return found != nullptr && found->invitations.contains(room_id);
}

net::UserRef State::ref(net::UserId id) const {
    const User* found = user(id);
    return found == nullptr ? net::UserRef{id, ""} : net::UserRef{id, found->row.name};
}

net::RoomSummary summary(const Room& room) {
    return {room.row.id, room.row.name, room.row.kind, room.row.head, room.row.posts};
}

}  // namespace crosstalk::hub
