// The one table, and that the hub decides by it: every action in every kind of room by everybody, each really built.
#include "server/hub/permissions.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>

#include "tests/hub/hub_world.hpp"

namespace crosstalk::hub {
namespace {

using enum Action;

template <class E>
std::vector<E> all_of_them() {
    std::vector<E> all;
    for (int each = 0; each <= static_cast<int>(last_of(E{})); ++each)
        all.push_back(static_cast<E>(each));
    return all;
}

// Where somebody can stand at all.
bool can_be(net::RoomKind kind, Principal place) {
    switch (kind) {
        case net::RoomKind::Lobby:
            return place == Principal::Banned || place >= Principal::Muted;
        case net::RoomKind::Public:
            return true;
        case net::RoomKind::Private:
            return place != Principal::Overseer;
        case net::RoomKind::Direct:
            return place == Principal::Stranger || place == Principal::Member;
    }
    return false;
}

// Somebody in that place of a room of that kind, and others to do something to.
struct Situation {
    HubWorld world;
    Person host;     // owner of the room, unless the subject is
    Person victim;   // a member who counts for less than any admin
    Person outcast;  // banned there
    Person nobody;   // in no room but the lobby
    Person subject;
    net::RoomId room;
    net::MessageTarget own;    // said by the subject
    net::MessageTarget other;  // said by the host
};

void ban_from(Situation& on, const Person& whom, net::RoomId room) {
    on.world.does(on.host, net::BanUser{room, whom.user, {}, "", false, {}});
}

// Whether the subject could be brought there. `role` is its role on the server.
bool take_place(Situation& on, net::RoomKind kind, Principal place, net::Role role) {
    HubWorld& world = on.world;
    const bool in_lobby = kind == net::RoomKind::Lobby;
    const bool in_direct = kind == net::RoomKind::Direct;
    const auto enter = [&](net::Role as) {
        if (in_direct) return;  // made with the subject
        if (!in_lobby) world.bring(on.host, on.subject, on.room, as);
    };
    switch (place) {
        case Principal::Stranger:
            return !in_lobby;
        case Principal::Overseer:
            return kind == net::RoomKind::Public && role >= net::Role::Admin;
        case Principal::Banned:
            if (in_direct) return false;
            ban_from(on, on.subject, on.room);
            return true;
        case Principal::Invited:
            if (in_lobby || in_direct) return false;
            world.does(on.host, net::InviteUser{on.room, on.subject.user, net::Role::Member});
            return true;
        case Principal::Guest:
            if (in_lobby || in_direct) return false;
            enter(net::Role::Guest);
            return true;
        case Principal::Muted:
            // Nobody is muted in a direct room, and no admin anywhere.
            if (in_direct || (role >= net::Role::Admin && kind != net::RoomKind::Private)) return false;
            enter(net::Role::Member);
            world.does(on.host, net::MuteUser{on.room, on.subject.user, {}, ""});
            return true;
        case Principal::Member:
            enter(net::Role::Member);
            return !in_lobby || role == net::Role::Member;
        case Principal::Admin:
        case Principal::Owner: {
            const net::Role own = place == Principal::Admin ? net::Role::Admin : net::Role::Owner;
            if (in_direct) return false;
            if (in_lobby) return role == own;
            enter(net::Role::Member);
            world.does(on.host, net::SetRole{on.room, on.subject.user, own});
            return true;
        }
    }
    return false;
}

std::optional<Situation> situation(net::RoomKind kind, Principal place, net::Role role) {
    Situation on;
    HubWorld& world = on.world;
    on.host = world.person("host");
    on.victim = world.person("victim");
    on.outcast = world.person("outcast");
    on.nobody = world.person("nobody");
    on.subject = world.person("subject");
    const bool in_direct = kind == net::RoomKind::Direct;
    switch (kind) {
        case net::RoomKind::Lobby:
            on.room = net::lobby;
            break;
        case net::RoomKind::Public:
        case net::RoomKind::Private:
            on.room = world.room(on.host, "room", kind);
            world.bring(on.host, on.victim, on.room);
            ban_from(on, on.outcast, on.room);
            break;
        case net::RoomKind::Direct:
            on.room = world.direct(on.host, place == Principal::Stranger ? on.victim : on.subject);
            break;
    }
    on.other = world.post(on.host, on.room, "of the host");
    on.own = {on.other.message, on.other.sequence, on.subject.user, on.other.at};
    // In a direct room with its subject the host is the victim.
    if (in_direct) on.victim = on.host;

    const auto take_role = [&] {
        if (role == net::Role::Owner) world.crown(on.subject);
        if (role != net::Role::Admin) return;
        world.crown(on.host);
        world.does(on.host, net::SetRole{net::lobby, on.subject.user, net::Role::Admin});
    };
    if (kind != net::RoomKind::Lobby) {
        if (!take_place(on, kind, place, role)) return {};
        take_role();
        return on;
    }
    // In the lobby it is the host who rules, unless it is the subject.
    world.crown(on.host);
    ban_from(on, on.outcast, net::lobby);
    take_role();
    if (place == Principal::Banned && role != net::Role::Member) return {};
    if (!take_place(on, kind, place, role)) return {};
    return on;
}

// What must come of it, by the table alone. A place inside, and the role on the server, both count in public rooms.
net::Status expected(net::RoomKind kind, Principal place, net::Role role, Action action) {
    if (kind == net::RoomKind::Lobby && place == Principal::Banned) return net::Status::Banned;
    const bool oversees = kind == net::RoomKind::Public && role >= net::Role::Admin;
    Principal counts_as = place;
    if (oversees && place >= Principal::Guest && place < Principal::Admin) counts_as = Principal::Admin;
    if (oversees && place >= Principal::Guest && role == net::Role::Owner) counts_as = Principal::Owner;
    if (oversees && place == Principal::Stranger) counts_as = Principal::Overseer;

    const bool comes_in_banned = action == Join && place == Principal::Banned;
    if (is_allowed(action, kind, counts_as)) return net::Status::Done;
    if (oversees && !comes_in_banned && is_allowed(action, kind, Principal::Overseer))
        return net::Status::Done;
    if (!is_allowed(See, kind, counts_as)) return net::Status::NotFound;
    if (place == Principal::Banned) return net::Status::Banned;
    const bool only_muted = counts_as == Principal::Muted && is_allowed(action, kind, Principal::Member);
    return only_muted ? net::Status::Muted : net::Status::NotAllowed;
}

// Each way to do it. Empty for what sessions alone ask of the table.
std::vector<net::Command> ways_to(Action action, const Situation& on) {
    const net::RoomId room = on.room;
    const net::Role lower = room == net::lobby ? net::Role::Member : net::Role::Guest;
    const bool settable = room != net::lobby;
    switch (action) {
        case See:
        case SeeRecords:
            return {};
        case Join:
            return {net::JoinRoom{room, "", "", {}}};
        case Leave:
            return {net::LeaveRoom{room}};
        case Invite:
            return {net::InviteUser{room, on.nobody.user, net::Role::Guest}};
        case Post:
            return {net::PostMessage{.room = room, .text = "post", .mentions = {}}};
        case MentionAll:
            return {net::PostMessage{.room = room, .text = "all", .mentions = {}, .mentions_all = true}};
        case Edit:
            return {net::EditMessage{room, on.own, "edited"}};
        case Delete:
            return {net::DeleteMessage{room, on.own}};
        case DeleteAny:
            return {net::DeleteMessage{room, on.other}};
        case Play:
            return {net::MakeMove{room, {4'711}, 1, 0}};
        case React:
            return {net::React{room, on.other, "👍", true}, net::React{room, on.other, "👍", false}};
        case Pin:
            return {net::PinMessage{room, on.other, true}, net::PinMessage{room, on.other, false}};
        case SetTopic:
            return {net::SetTopic{room, "topic"}};
        case Rename:
            return {net::RenameRoom{room, "name", "name"}};
        case Configure: {
            std::vector<net::Command> ways{net::SetPosters{room, net::Posters::Members},
                                           net::SetSlowMode{room, 5}};
            if (settable) {
                ways.emplace_back(net::SetRoomPasskey{room, "", {1}, {2}});
                ways.emplace_back(net::SetRoomKind{room, net::RoomKind::Private});
            }
            return ways;
        }
        case Kick:
            return {net::KickUser{room, on.victim.user, ""}};
        case Ban:
            return {net::UnbanUser{room, on.outcast.user},
                    net::BanUser{room, on.victim.user, {}, "", false, {}}};
        case Mute:
            return {net::MuteUser{room, on.victim.user, {}, ""}, net::UnmuteUser{room, on.victim.user}};
        case SetRole:
            return {net::SetRole{room, on.victim.user, lower}};
        case Purge:
            return {net::PurgeMessages{room, on.other.at}};
        case Dissolve:
            return {net::DissolveRoom{room}};
        case Upload:
            if (room != net::lobby) return {};
            return {net::BeginUpload{"a.txt", 1, {1}, 0, 0}};
        case Serve:
            if (room != net::lobby) return {};
            return {net::MakeInvite{net::Bytes(16, 1), {}, 0}, net::RemoveDevice{on.victim.device},
                    net::RevokeInvite{{5000}}};
    }
    return {};
}

bool changes_nothing(const Effects& effects) {
    return effects.facts.empty() && effects.notices.empty() && effects.ended.empty() &&
           effects.changes.size() <= 1;
}

// What a public room that became private, or a wrong id, may answer to the second way.
bool is_as_expected(net::Status status, net::Status wanted, const net::Command& command) {
    if (std::holds_alternative<net::RevokeInvite>(command) && wanted == net::Status::Done)
        return status == net::Status::NotFound;  // there is none of that number
    if (std::holds_alternative<net::MakeMove>(command) && wanted == net::Status::Done)
        return status == net::Status::AgainstRules;  // there is no such game
    return status == wanted;
}

void judge(Action action, net::RoomKind kind, Principal place, net::Role role) {
    std::optional<Situation> on = situation(kind, place, role);
    if (!on) return;
    SCOPED_TRACE(::testing::Message() << in_words(place) << ", on the server " << in_words(role) << ", in a "
                                      << in_words(kind) << " room: " << in_words(action));
    HubWorld& world = on->world;
    net::Status wanted = expected(kind, place, role, action);
    // An own message is one of any.
    if (action == Delete && wanted != net::Status::Done &&
        expected(kind, place, role, DeleteAny) == net::Status::Done)
        wanted = net::Status::Done;
    if (action == MentionAll && expected(kind, place, role, Post) != net::Status::Done)
        wanted = expected(kind, place, role, Post);

    const std::vector<net::Command> ways = ways_to(action, *on);
    for (const net::Command& command : ways) {
        const Effects effects = world.does(on->subject, command);
        EXPECT_TRUE(is_as_expected(effects.outcome.status, wanted, command))
            << "way " << command.index() << ": " << in_words(effects.outcome.status) << " instead of "
            << in_words(wanted);
        EXPECT_TRUE(wanted == net::Status::Done || changes_nothing(effects)) << "way " << command.index();
    }
    // Who is banned from the server has no sessions.
    const bool has_sessions = kind != net::RoomKind::Lobby || place != Principal::Banned;
    if (ways.empty() && has_sessions) {
        const net::Status status = authorize(world.state(), world.now, on->room, on->subject.user, action);
        EXPECT_EQ(in_words(status), std::string(in_words(wanted)));
    }
}

TEST(Permissions, the_hub_decides_every_action_of_everybody_everywhere_as_the_table_says) {
    for (const net::RoomKind kind : all_of_them<net::RoomKind>()) {
        for (const Principal place : all_of_them<Principal>()) {
            for (const net::Role role : {net::Role::Member, net::Role::Admin, net::Role::Owner}) {
                for (const Action action : all_of_them<Action>())
                    judge(action, kind, place, role);
            }
        }
    }
}

TEST(Permissions, every_place_is_built_and_found_again_where_it_can_be) {
    std::map<net::RoomKind, std::set<Principal>> built;
    for (const net::RoomKind kind : all_of_them<net::RoomKind>()) {
        for (const Principal place : all_of_them<Principal>()) {
            for (const net::Role role : {net::Role::Member, net::Role::Admin, net::Role::Owner}) {
                const std::optional<Situation> on = situation(kind, place, role);
                if (!on) continue;
                built[kind].insert(place);
                const bool is_plain = kind != net::RoomKind::Public || role == net::Role::Member;
                const bool banned_from_all = kind == net::RoomKind::Lobby && place == Principal::Banned;
                if (!is_plain || banned_from_all) continue;
                const Principal found = principal_of(on->world.state(), on->world.now,
                                                     on->world.room(on->room), on->subject.user);
                EXPECT_EQ(in_words(found), std::string(in_words(place))) << in_words(kind);
            }
        }
    }
    for (const net::RoomKind kind : all_of_them<net::RoomKind>()) {
        for (const Principal place : all_of_them<Principal>())
            EXPECT_EQ(built[kind].contains(place), can_be(kind, place)) << in_words(kind) << in_words(place);
    }
}

TEST(Permissions, who_may_do_something_in_a_room_may_see_it) {
    for (const net::RoomKind kind : all_of_them<net::RoomKind>()) {
        for (const Principal place : all_of_them<Principal>()) {
            for (const Action action : all_of_them<Action>()) {
                const bool idle = !can_be(kind, place) || !is_allowed(action, kind, place);
                EXPECT_TRUE(idle || is_allowed(See, kind, place)) << in_words(kind) << ' ' << in_words(place);
            }
        }
    }
}

TEST(Permissions, no_two_rows_of_the_table_allow_the_same) {
    for (const Permission& row : permissions()) {
        for (const net::RoomKind kind : all_of_them<net::RoomKind>()) {
            if (!row.rooms.has(kind)) continue;
            for (const Permission& other : permissions()) {
                if (&other == &row || other.action != row.action || !other.rooms.has(kind)) continue;
                for (const Principal place : all_of_them<Principal>())
                    EXPECT_FALSE(row.principals.has(place) && other.principals.has(place))
                        << in_words(row.action) << ' ' << in_words(kind) << ' ' << in_words(place);
            }
        }
    }
}

// The table as people read it: who may, in a public (P), private (p), direct (d) room and the lobby (L).
std::string picture_of_the_table() {
    std::ostringstream out;
    for (const Action action : all_of_them<Action>()) {
        out << in_words(action) << ":";
        for (const Principal place : all_of_them<Principal>()) {
            std::string where;
            for (const net::RoomKind kind : all_of_them<net::RoomKind>()) {
                if (can_be(kind, place) && is_allowed(action, kind, place))
                    where += "LPpd"[static_cast<std::size_t>(kind)];
            }
            if (!where.empty()) out << ' ' << in_words(place) << ' ' << where << ';';
        }
        out << '\n';
    }
    return out.str();
}

TEST(Permissions, the_table_is_the_one_that_was_agreed_on) {
    const std::string path = CROSSTALK_HUB_GOLDEN "/permissions.txt";
    if (is_update_asked_for()) std::ofstream(path) << picture_of_the_table();
    std::ifstream file(path);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), picture_of_the_table())
        << "if it was meant to change: CROSSTALK_UPDATE_GOLDEN=1 build/dev/bin/test_hub";
}

}  // namespace
}  // namespace crosstalk::hub
