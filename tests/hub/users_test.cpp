#include <gtest/gtest.h>

#include "tests/hub/hub_world.hpp"

namespace crosstalk::hub {
namespace {

TEST(Users, the_first_start_makes_the_lobby_and_later_ones_keep_it) {
    HubWorld world;
    ASSERT_NE(world.hub.state().room(net::lobby), nullptr);
    world.person("ada");
    const RoomRow before = world.hub.state().room(net::lobby)->row;
    world.by_server(net::ServerStarted{});
    EXPECT_EQ(world.hub.state().room(net::lobby)->row, before);
}

TEST(Users, a_new_user_is_announced_in_the_lobby_once) {
    HubWorld world;
    const Effects effects = world.by_server(net::CreateUser{"ada", "ada", {1}});
    ASSERT_EQ(effects.facts.size(), 1U);
    EXPECT_EQ(effects.facts[0].room, net::lobby);
    EXPECT_EQ(effects.facts[0].sequence, net::Sequence{1});
    EXPECT_EQ(std::get<net::MemberJoined>(effects.facts[0].fact).user.name, "ada");
}

TEST(Users, a_name_that_looks_like_another_is_taken) {
    HubWorld world;
    world.by_server(net::CreateUser{"ada", "key", {1}});
    EXPECT_EQ(world.by_server(net::CreateUser{"Ada", "key", {2}}).outcome.status, net::Status::NameTaken);
    EXPECT_EQ(world.hub.state().users.size(), 1U);
}

TEST(Users, a_device_belongs_to_one_user) {
    HubWorld world;
    world.by_server(net::CreateUser{"ada", "ada", {1}});
    EXPECT_EQ(world.by_server(net::CreateUser{"bob", "bob", {1}}).outcome.status, net::Status::Invalid);
}

TEST(Users, only_the_server_makes_users_starts_and_sets_rules) {
    HubWorld world;
    const Person ada = world.person("ada");
    EXPECT_EQ(world.does(ada, net::CreateUser{"bob", "bob", {9}}).outcome.status, net::Status::NotAllowed);
    EXPECT_EQ(world.does(ada, net::ServerStarted{}).outcome.status, net::Status::NotAllowed);
    EXPECT_EQ(world.does(ada, net::SetRules{2}).outcome.status, net::Status::NotAllowed);
    EXPECT_EQ(world.hub.state().rules, 1U);
}

TEST(Users, rules_only_rise) {
    HubWorld world;
    EXPECT_EQ(world.by_server(net::SetRules{3}).outcome.status, net::Status::Done);
    EXPECT_EQ(world.by_server(net::SetRules{2}).outcome.status, net::Status::Invalid);
    EXPECT_EQ(world.hub.state().rules, 3U);
}

TEST(Users, ids_come_from_the_place_in_the_journal) {
    HubWorld world;
    const Person ada = world.person("ada");
    EXPECT_EQ(ada.user.value >> 10U, 2U);
    EXPECT_NE(ada.user.value, ada.device.value);
}

}  // namespace
}  // namespace crosstalk::hub
