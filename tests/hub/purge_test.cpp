// Removing what was said, for good.
#include <gtest/gtest.h>

#include "tests/hub/hub_world.hpp"

namespace crosstalk::hub {
namespace {

using net::Status;

class Purge : public ::testing::Test {
  protected:
    HubWorld world;
    Person ada = world.person("ada");
    Person bob = world.person("bob");
    net::RoomId maps = world.room(ada, "maps", net::RoomKind::Public);
};

TEST_F(Purge, what_was_said_before_goes_and_what_was_said_then_stays) {
    const net::MessageTarget old = world.post(ada, maps, "old");
    const net::MessageTarget young = world.post(ada, maps, "young");
    world.does(ada, net::PinMessage{maps, old, true});
    world.does(ada, net::PinMessage{maps, young, true});
    EXPECT_EQ(world.told(ada, net::PurgeMessages{maps, young.at}),
              "Done maps 6\n"
              "maps 6: ada purges what was said before 6 s\n"
              "rows: no pin \"old\", room maps, purged maps, audit in maps ada Purged\n");
    EXPECT_EQ(world.room(maps).row.purged_before, young.at);
    EXPECT_EQ(world.room(maps).pins.size(), 1U);
    EXPECT_EQ(world.room(maps).row.posts, net::PostCount{2}) << "the count goes on";
}

TEST_F(Purge, nothing_can_be_done_any_more_to_what_was_purged_meanwhile) {
    const net::MessageTarget old = world.post(ada, maps, "old");
    world.does(ada, net::PurgeMessages{maps, world.now + seconds(1)});
    for (const net::Command& command :
         {net::Command(net::EditMessage{maps, old, "x"}), net::Command(net::DeleteMessage{maps, old}),
          net::Command(net::React{maps, old, "👍"}), net::Command(net::PinMessage{maps, old, true}),
          net::Command(net::PinMessage{maps, old, false})})
        EXPECT_EQ(world.told(ada, command), "NotFound\n") << "command " << command.index();
}

TEST_F(Purge, nobody_purges_the_future_and_a_purge_up_to_now_is_one) {
    world.post(ada, maps, "old");
    const net::Timestamp next = world.now + seconds(1);
    EXPECT_EQ(world.told(ada, net::PurgeMessages{maps, next + seconds(1)}), "Invalid\n");
    EXPECT_EQ(world.status(ada, net::PurgeMessages{maps, next + seconds(1)}), Status::Done) << "by then";
}

TEST_F(Purge, an_earlier_purge_than_the_last_does_nothing) {
    world.post(ada, maps, "one");
    world.post(ada, maps, "two");
    world.does(ada, net::PurgeMessages{maps, world.now});
    world.post(ada, maps, "three");
    const net::Timestamp before = world.room(maps).row.purged_before;
    EXPECT_EQ(world.told(ada, net::PurgeMessages{maps, before + seconds(-1)}), "Done maps 5\n");
    EXPECT_EQ(world.told(ada, net::PurgeMessages{maps, {-5}}), "Done maps 5\n");
    EXPECT_EQ(world.room(maps).row.purged_before, before);
}

TEST_F(Purge, the_server_purges_all_rooms_and_leaves_those_alone_where_nothing_is) {
    const net::RoomId empty = world.room(ada, "empty", net::RoomKind::Private);
    const net::RoomId direct = world.direct(ada, bob);
    world.post(ada, maps, "x");
    world.post(bob, direct, "y");
    EXPECT_EQ(world.told_by_server(net::PurgeMessages{{}, world.now}),
              "Done lobby 2\n"
              "maps 3: the server purges what was said before 8 s\n"
              "ada+bob 2: the server purges what was said before 8 s\n"
              "rows: room maps, purged maps, room ada+bob, purged ada+bob\n");
    EXPECT_EQ(world.head(empty), net::Sequence{1});
    EXPECT_EQ(world.told_by_server(net::PurgeMessages{{}, world.now}),
              "Done lobby 2\n"
              "ada+bob 3: the server purges what was said before 9 s\n"
              "rows: room ada+bob, purged ada+bob\n")
        << "of maps all was gone already; y was said at the very time";
    EXPECT_EQ(world.told_by_server(net::PurgeMessages{{}, world.now}), "Done lobby 2\n") << "all is quiet";
}

TEST_F(Purge, only_the_server_purges_everything_and_one_room_that_exists) {
    world.crown(ada);
    EXPECT_EQ(world.told(ada, net::PurgeMessages{{}, {1}}), "NotFound\n");
    world.post(ada, maps, "x");
    EXPECT_EQ(world.told_by_server(net::PurgeMessages{maps, world.now + seconds(1)}),
              "Done maps 3\n"
              "maps 3: the server purges what was said before 9 s\n"
              "rows: room maps, purged maps\n");
    EXPECT_EQ(world.told_by_server(net::PurgeMessages{{999}, {1}}), "NotFound\n");
}

TEST_F(Purge, members_do_not_purge) {
    world.bring(ada, bob, maps);
    EXPECT_EQ(world.told(bob, net::PurgeMessages{maps, {1}}), "NotAllowed\n");
}

}  // namespace
}  // namespace crosstalk::hub
