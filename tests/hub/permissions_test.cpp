#include "server/hub/permissions.hpp"

#include <gtest/gtest.h>

#include <set>
#include <tuple>

#include "tests/hub/hub_world.hpp"

namespace crosstalk::hub {
namespace {

TEST(Permissions, no_row_stands_twice) {
    std::set<std::tuple<Action, net::RoomKind, Principal>> seen;
    for (const Permission& row : permissions()) {
        EXPECT_TRUE(seen.emplace(row.action, row.room, row.principal).second);
    }
}

TEST(Permissions, who_may_do_something_in_a_room_may_see_it) {
    for (const Permission& row : permissions()) {
        EXPECT_TRUE(is_allowed({Action::See, row.room, row.principal}));
    }
}

// Every principal, action and kind of room, judged by the hub itself against the table.
TEST(Permissions, the_hub_decides_the_whole_matrix_as_the_table_says) {
    for (int kind = 0; kind <= static_cast<int>(last_of(net::RoomKind{})); ++kind) {
        for (int who = 0; who <= static_cast<int>(last_of(Principal{})); ++who) {
            for (int action = 0; action <= static_cast<int>(last_of(Action{})); ++action) {
                const Permission asked{static_cast<Action>(action), static_cast<net::RoomKind>(kind),
                                       static_cast<Principal>(who)};
                const bool is_lobby = asked.room == net::RoomKind::Lobby;
                if (asked.action == Action::See || (is_lobby && asked.principal != Principal::Member))
                    continue;
                SCOPED_TRACE(::testing::Message()
                             << "action " << action << " kind " << kind << " principal " << who);

                HubWorld world;
                const Person host = world.person("host");
                const Person person = world.person("person");
                const Person other = world.person("other");
                const net::RoomId room = is_lobby ? net::lobby : world.room(host, "room", asked.room);
                if (!is_lobby && asked.principal != Principal::Stranger) {
                    world.does(host, net::InviteUser{room, person.user});
                    if (asked.principal == Principal::Member) world.does(person, net::JoinRoom{room});
                }
                const auto status = [&] {
                    switch (asked.action) {
                        case Action::Join:
                            return world.does(person, net::JoinRoom{room}).outcome.status;
                        case Action::Leave:
                            return world.does(person, net::LeaveRoom{room}).outcome.status;
                        case Action::Invite:
                            return world.does(person, net::InviteUser{room, other.user}).outcome.status;
                        case Action::Post:
                            return world.does(person, net::PostMessage{room, "x"}).outcome.status;
                        case Action::See:
                            break;
                    }
                    return net::Status::Unknown;
                }();
                const bool visible = is_allowed({Action::See, asked.room, asked.principal});
                const net::Status denied = visible ? net::Status::NotAllowed : net::Status::NotFound;
                EXPECT_EQ(status, is_allowed(asked) ? net::Status::Done : denied);
            }
        }
    }
}

}  // namespace
}  // namespace crosstalk::hub
