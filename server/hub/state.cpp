#include "server/hub/state.hpp"

#include <algorithm>

namespace crosstalk::hub {

namespace {

template <class Map, class Key>
const typename Map::mapped_type* find(const Map& map, const Key& key) {
    const auto it = map.find(key);
    return it == map.end() ? nullptr : &it->second;
}

const MemberRow* member_row(const Room& room, net::UserId user) {
    const MemberRow* row = find(room.members, user);
    return row != nullptr && row->standing == Standing::Member ? row : nullptr;
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

const GameRow* State::game(net::MessageId id) const {
    return find(games, id);
}

std::optional<net::Timestamp> State::next_deadline() const {
    if (deadlines.empty()) return std::nullopt;
    return deadlines.begin()->first;
}

const Device* State::device(const net::DeviceKey& key) const {
    const net::DeviceId* id = find(devices_by_key, key);
    return id == nullptr ? nullptr : device(*id);
}

const MarkRow* State::mark_of(net::RoomId room_id, net::UserId user_id) const {
    const Room* found = room(room_id);
    return found == nullptr ? nullptr : find(found->marks, user_id);
}

const BanRow* State::ban(net::RoomId room_id, net::UserId user_id, net::Timestamp now) const {
    const Room* found = room(room_id);
    if (found == nullptr) return nullptr;
    const BanRow* row = find(found->bans, user_id);
    return row != nullptr && row->until > now ? row : nullptr;
}

const BanRow* State::address_ban(std::string_view address, net::Timestamp now) const {
    const auto found = banned_addresses.find(address);
    if (found == banned_addresses.end()) return nullptr;
    for (const net::UserId banned : found->second) {
        if (const BanRow* row = ban(net::lobby, banned, now)) return row;
    }
    return nullptr;
}

const InviteRow* State::invite(net::InviteId id, net::Timestamp now) const {
    const InviteRow* row = find(invites, id);
    return row != nullptr && row->until > now ? row : nullptr;
}

bool State::is_member(net::RoomId room_id, net::UserId user_id) const {
    const User* found = user(user_id);
    if (found == nullptr) return false;
    if (room_id == net::lobby || found->rooms.contains(room_id)) return true;
    const Room* direct = room(room_id);
    return direct != nullptr && direct->row.kind == net::RoomKind::Direct &&
           direct->members.contains(user_id);
}

bool State::is_invited(net::RoomId room_id, net::UserId user_id) const {
    const User* found = user(user_id);
    return found != nullptr && found->invitations.contains(room_id);
}

net::Timestamp State::muted_until(const Room& in, net::UserId user_id) const {
    if (in.row.kind == net::RoomKind::Direct) return {};
    const User* found = user(user_id);
    const net::Timestamp on_server = found == nullptr ? net::Timestamp{} : found->row.muted_until;
    return std::max(on_server, own_mute(in, user_id));
}

net::Timestamp State::own_mute(const Room& in, net::UserId user_id) const {
    if (in.row.kind == net::RoomKind::Lobby) {
        const User* found = user(user_id);
        return found == nullptr ? net::Timestamp{} : found->row.muted_until;
    }
    const MemberRow* row = member_row(in, user_id);
    return row == nullptr ? net::Timestamp{} : row->muted_until;
}

net::UserRef State::ref(net::UserId id) const {
    const User* found = user(id);
    return found == nullptr ? net::UserRef{id, ""} : net::UserRef{id, found->row.name};
}

std::vector<net::RoomId> State::rooms_of(net::UserId user_id) const {
    std::vector<net::RoomId> all;
    const User* found = user(user_id);
    if (found == nullptr) return all;
    all.push_back(net::lobby);
    all.insert(all.end(), found->rooms.begin(), found->rooms.end());
    for (const auto& [peer, direct] : found->directs)
        all.push_back(direct);
    return all;
}

std::size_t State::members(const Room& in) const {
    if (in.row.kind == net::RoomKind::Lobby) return users.size();
    // Invited ones have no mark.
    return in.marks.size();
}

net::RoomSummary summary(const State& state, const Room& room) {
    return {.id = room.row.id,
            .name = room.row.name,
            .kind = room.row.kind,
            .head = room.row.head,
            .posts = room.row.posts,
            .topic = room.row.topic,
            .posters = room.row.posters,
            .slow_mode_s = room.row.slow_mode_s,
            .locked = room.row.lock != net::Digest{},
            .members = static_cast<std::uint32_t>(state.members(room)),
            .last_at = room.row.last_at,
            .purged_before = room.row.purged_before};
}

net::MyRoom my_room(const State& state, const Room& room, net::UserId user_id) {
    net::MyRoom mine{.room = summary(state, room),
                     .peer = {},
                     .role = net::Role::Member,
                     .muted_until = state.own_mute(room, user_id),
                     .read = {},
                     .mentions = room.row.mentions};
    if (const MarkRow* mark = find(room.marks, user_id)) {
        mine.read = mark->read;
        mine.mentions.value += mark->mentions.value;
    }
    if (room.row.kind == net::RoomKind::Lobby) {
        if (const User* user = state.user(user_id)) mine.role = user->row.role;
    } else if (const MemberRow* member = find(room.members, user_id)) {
        mine.role = member->role;
    }
    if (room.row.kind == net::RoomKind::Direct) {
        for (const auto& [other, row] : room.members) {
            if (other != user_id) mine.peer = state.ref(other);
        }
    }
    return mine;
}

net::RoomCounts counts(const State& state, const Room& room, net::UserId user_id) {
    net::RoomCounts counted{.room = room.row.id,
                            .head = room.row.head,
                            .posts = room.row.posts,
                            .mentions = room.row.mentions,
                            .last_at = room.row.last_at,
                            .read = {}};
    if (const MarkRow* mark = state.mark_of(room.row.id, user_id)) {
        counted.read = mark->read;
        counted.mentions.value += mark->mentions.value;
    }
    return counted;
}

}  // namespace crosstalk::hub
