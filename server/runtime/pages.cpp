#include "server/runtime/pages.hpp"

#include <algorithm>
#include <functional>

#include "net/fault.hpp"
#include "server/hub/game_card.hpp"

namespace crosstalk::server {

net::PresenceState presence(const Seen& seen, net::UserId user) {
    if (net::planted == net::Fault::InvisibleIsSeen) return seen.presences.own(user);
    return user == seen.asker ? seen.presences.own(user) : seen.presences.shown(user);
}

net::Member member_of(const Seen& seen, const hub::Room& room, net::UserId user_id) {
    const hub::User& user = *seen.state.user(user_id);
    net::Member member{.presence = {.user = {user_id, user.row.name}, .state = presence(seen, user_id)},
                       .role = user.row.role,
                       .muted_until = seen.state.muted_until(room, user_id),
                       .seen = seen.marks.seen(user_id),
                       .card = user.row.card};
    if (room.row.kind != net::RoomKind::Lobby) member.role = room.members.at(user_id).role;
    if (member.muted_until <= seen.now) member.muted_until = {};
    if (member.presence.state != net::PresenceState::Offline) member.seen = {};
    return member;
}

net::MembersPage members_page(const Seen& seen, const hub::Room& room, net::UserId after) {
    net::MembersPage page{.room = room.row.id, .after = after, .members = {}, .last = true};
    const auto add_from = [&](const auto& people, const auto& counts) {
        auto next = people.upper_bound(after);
        for (; next != people.end() && page.members.size() < net::max_members_per_frame; ++next) {
            if (counts(next->second)) page.members.push_back(member_of(seen, room, next->first));
        }
        page.last = next == people.end();
    };
    if (room.row.kind == net::RoomKind::Lobby) {
        add_from(seen.state.users, [](const hub::User&) { return true; });
    } else {
        add_from(room.members,
                 [](const hub::MemberRow& row) { return row.standing == hub::Standing::Member; });
    }
    return page;
}

net::DirectoryPage directory_page(const hub::State& state, net::RoomId after) {
    std::vector<net::RoomId> rooms;
    for (const auto& [key, room] : state.rooms_by_name_key) {
        if (room > after && room != net::lobby) rooms.push_back(room);
    }
    net::DirectoryPage page{.after = after, .rooms = {}, .last = rooms.size() <= net::max_rooms_per_frame};
    const std::size_t count = std::min(rooms.size(), net::max_rooms_per_frame);
    std::ranges::partial_sort(rooms, rooms.begin() + static_cast<std::ptrdiff_t>(count));
    for (std::size_t i = 0; i < count; ++i)
        page.rooms.push_back(hub::summary(state, *state.room(rooms[i])));
    return page;
}

net::PersonFound person(const Seen& seen, const hub::User& user) {
    return {.member = member_of(seen, *seen.state.room(net::lobby), user.row.id),
            .bio = user.row.bio,
            .created = user.row.created};
}

net::BansPage bans_page(const hub::State& state, net::Timestamp now, const hub::Room& room,
                        net::UserId after) {
    net::BansPage page{.room = room.row.id, .after = after, .bans = {}, .last = true};
    auto next = room.bans.upper_bound(after);
    for (; next != room.bans.end() && page.bans.size() < net::max_rows_per_frame; ++next) {
        const hub::BanRow& row = next->second;
        if (row.until <= now) continue;
        page.bans.push_back({.user = state.ref(row.user),
                             .by = state.ref(row.by),
                             .at = row.at,
                             .until = row.until,
                             .reason = row.reason,
                             .addresses = static_cast<std::uint32_t>(row.addresses.size())});
    }
    page.last = next == room.bans.end();
    return page;
}

net::InviteList invite_list(const hub::State& state, net::Timestamp now) {
    net::InviteList list;
    for (auto next = state.invites.rbegin(); next != state.invites.rend(); ++next) {
        const hub::InviteRow& row = next->second;
        if (row.until <= now) continue;
        list.invites.push_back({row.id, state.ref(row.by), row.created, row.until, row.uses_left});
        if (list.invites.size() == net::max_invites_per_frame) break;
    }
    return list;
}

net::DeviceList device_list(const hub::State& state, const hub::User& user) {
    net::DeviceList list{.user = {user.row.id, user.row.name}, .devices = {}};
    for (auto next = user.devices.rbegin(); next != user.devices.rend(); ++next) {
        const hub::DeviceRow& row = state.device(*next)->row;
        list.devices.push_back({.id = row.id, .added = row.added, .online = false, .removed = row.removed});
        if (list.devices.size() == net::max_devices_per_frame) break;
    }
    return list;
}

net::LeaderboardPage leaderboard_page(const hub::State& state, const net::Leaderboard& asked,
                                      net::UserId asker) {
    std::vector<hub::RatingRow> rows;
    for (const auto& [key, row] : state.ratings) {
        if (key.second == asked.kind) rows.push_back(row);
    }
    games::sort_leaderboard(rows);
    net::LeaderboardPage page{.kind = asked.kind, .after = asked.after, .rows = {}, .own = {}, .last = true};
    page.own.user = state.ref(asker);
    std::uint32_t rank = 0;
    for (const hub::RatingRow& row : rows) {
        ++rank;
        const net::UserId user = hub::user_of(row.player);
        const bool is_on_page = rank > asked.after && page.rows.size() < net::max_rows_per_frame;
        if (!is_on_page && user != asker) continue;
        const net::GameStanding standing{.user = state.ref(user),
                                         .rank = rank,
                                         .wins = row.wins,
                                         .draws = row.draws,
                                         .losses = row.losses,
                                         .streak = row.streak,
                                         .best_streak = row.best_streak,
                                         .rating = row.rating};
        if (is_on_page) page.rows.push_back(standing);
        if (user == asker) page.own = standing;
    }
    page.last = rank <= asked.after || asked.after + page.rows.size() == rank;
    return page;
}

std::vector<net::MessageId> pins_below(const hub::Room& room, net::Sequence before) {
    std::vector<const hub::PinRow*> rows;
    for (const auto& [message, row] : room.pins) {
        if (!before || row.sequence < before) rows.push_back(&row);
    }
    std::ranges::sort(rows, std::ranges::greater{}, &hub::PinRow::sequence);
    if (rows.size() > net::max_page_rows) rows.resize(net::max_page_rows);
    std::vector<net::MessageId> messages;
    for (const hub::PinRow* row : rows)
        messages.push_back(row->message);
    return messages;
}

}  // namespace crosstalk::server
