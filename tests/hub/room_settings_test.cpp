// What a room is called, what it says of itself, whom it lets in and write.
#include <gtest/gtest.h>

#include "tests/hub/hub_world.hpp"

namespace crosstalk::hub {
namespace {

using net::Posters;
using net::Role;
using net::RoomKind;
using net::Status;

class RoomSettings : public ::testing::Test {
  protected:
    Status posts(const Person& who) {
        return world.status(who, net::PostMessage{.room = maps, .text = "hi", .mentions = {}});
    }

    HubWorld world;
    Person ada = world.person("ada");
    Person bob = world.person("bob");
    Person eve = world.person("eve");
    net::RoomId maps = world.room(ada, "maps", RoomKind::Public);
};

TEST_F(RoomSettings, a_new_name_is_told_recorded_and_found) {
    EXPECT_EQ(world.told(ada, net::RenameRoom{maps, "Atlas", "atlas"}),
              "Done maps 2\n"
              "maps 2: ada names the room Atlas\n"
              "rows: room maps, audit in maps ada RoomSettings (name: Atlas)\n");
    EXPECT_EQ(world.status(bob, net::CreateRoom{"atlas", RoomKind::Public, "atlas"}), Status::NameTaken);
    EXPECT_EQ(world.status(bob, net::CreateRoom{"maps", RoomKind::Public, "maps"}), Status::Done);
}

TEST_F(RoomSettings, a_room_keeps_its_own_name_in_another_spelling) {
    EXPECT_EQ(world.status(ada, net::RenameRoom{maps, "MAPS", "maps"}), Status::Done);
    EXPECT_EQ(world.room(maps).row.name, "MAPS");
    EXPECT_EQ(world.told(ada, net::RenameRoom{maps, "MAPS", "maps"}), "Done maps 2\n") << "again: nothing";
}

TEST_F(RoomSettings, no_room_takes_the_name_of_another_or_none) {
    world.room(bob, "atlas", RoomKind::Public);
    EXPECT_EQ(world.told(ada, net::RenameRoom{maps, "atlas", "atlas"}), "NameTaken\n");
    EXPECT_EQ(world.status(ada, net::RenameRoom{maps, "lobby", "lobby"}), Status::NameTaken);
    EXPECT_EQ(world.status(ada, net::RenameRoom{maps, "", "x"}), Status::Invalid);
    EXPECT_EQ(world.status(ada, net::RenameRoom{maps, "x", ""}), Status::Invalid);
}

TEST_F(RoomSettings, a_private_room_may_be_called_like_a_public_one_but_not_like_another_of_ones_own) {
    const net::RoomId cellar = world.room(bob, "cellar", RoomKind::Private);
    EXPECT_EQ(world.status(bob, net::RenameRoom{cellar, "maps", "maps"}), Status::Done);
    EXPECT_EQ(world.status(bob, net::SetRoomKind{cellar, RoomKind::Public}), Status::NameTaken);
    const net::RoomId attic = world.room(bob, "attic", RoomKind::Private);
    EXPECT_EQ(world.status(bob, net::RenameRoom{attic, "maps", "maps"}), Status::NameTaken);
}

TEST_F(RoomSettings, the_lobby_and_direct_rooms_keep_their_names) {
    world.crown(ada);
    EXPECT_EQ(world.told(ada, net::RenameRoom{net::lobby, "hall", "hall"}), "NotAllowed\n");
    EXPECT_EQ(world.told(ada, net::RenameRoom{world.direct(ada, bob), "us", "us"}), "NotAllowed\n");
}

TEST_F(RoomSettings, a_topic_is_told_once) {
    EXPECT_EQ(world.told(ada, net::SetTopic{maps, "where to?"}),
              "Done maps 2\n"
              "maps 2: ada sets the topic \"where to?\"\n"
              "rows: room maps\n");
    EXPECT_EQ(world.told(ada, net::SetTopic{maps, "where to?"}), "Done maps 2\n");
    EXPECT_EQ(world.status(ada, net::SetTopic{maps, ""}), Status::Done) << "none is one, too";
}

TEST_F(RoomSettings, a_room_that_becomes_private_is_no_longer_found) {
    EXPECT_EQ(world.told(ada, net::SetRoomKind{maps, RoomKind::Private}),
              "Done maps 2\n"
              "maps 2: ada makes the room private, written by everyone, every 0 s, open\n"
              "rows: room maps, audit in maps ada RoomSettings (private, posts by everyone)\n");
    EXPECT_EQ(world.status(bob, net::JoinRoom{maps, "", "", {}}), Status::NotFound);
    EXPECT_EQ(world.status(bob, net::CreateRoom{"maps", RoomKind::Public, "maps"}), Status::Done);
    EXPECT_EQ(world.status(ada, net::SetRoomKind{maps, RoomKind::Public}), Status::NameTaken);
}

TEST_F(RoomSettings, a_room_that_becomes_public_is_found) {
    const net::RoomId cellar = world.room(ada, "cellar", RoomKind::Private);
    EXPECT_EQ(world.status(ada, net::SetRoomKind{cellar, RoomKind::Public}), Status::Done);
    EXPECT_EQ(world.status(bob, net::JoinRoom{cellar, "", "", {}}), Status::Done);
    EXPECT_EQ(world.status(bob, net::CreateRoom{"cellar", RoomKind::Public, "cellar"}), Status::NameTaken);
    EXPECT_EQ(world.told(ada, net::SetRoomKind{cellar, RoomKind::Public}), "Done cellar 3\n")
        << "again: nothing";
}

TEST_F(RoomSettings, no_room_becomes_a_lobby_or_a_direct_one_and_the_lobby_nothing_else) {
    world.crown(ada);
    EXPECT_EQ(world.status(ada, net::SetRoomKind{maps, RoomKind::Lobby}), Status::Invalid);
    EXPECT_EQ(world.status(ada, net::SetRoomKind{maps, RoomKind::Direct}), Status::Invalid);
    EXPECT_EQ(world.status(ada, net::SetRoomKind{net::lobby, RoomKind::Private}), Status::Invalid);
}

TEST_F(RoomSettings, a_room_that_nobody_is_in_cannot_be_made_private) {
    world.crown(eve);
    world.leave_empty(maps);
    EXPECT_EQ(world.told(eve, net::SetRoomKind{maps, RoomKind::Private}), "Invalid\n");
}

TEST_F(RoomSettings, who_may_write_goes_by_rank) {
    world.bring(ada, bob, maps, Role::Member);
    world.bring(ada, eve, maps, Role::Guest);
    EXPECT_EQ(posts(eve), Status::Done);

    EXPECT_EQ(world.told(ada, net::SetPosters{maps, Posters::Members}),
              "Done maps 5\n"
              "maps 5: ada makes the room public, written by members, every 0 s, open\n"
              "rows: room maps, audit in maps ada RoomSettings (public, posts by members)\n");
    EXPECT_EQ(posts(eve), Status::NotAllowed);
    EXPECT_EQ(posts(bob), Status::Done);

    world.does(ada, net::SetPosters{maps, Posters::Admins});
    EXPECT_EQ(posts(bob), Status::NotAllowed);
    world.does(ada, net::SetRole{maps, bob.user, Role::Admin});
    EXPECT_EQ(posts(bob), Status::Done);
    EXPECT_EQ(posts(ada), Status::Done);
    const net::RoomId at = maps;
    EXPECT_EQ(world.told(ada, net::SetPosters{at, Posters::Admins}), "Done maps 10\n") << "again: nothing";
}

TEST_F(RoomSettings, who_may_not_write_may_not_rewrite_but_still_react_and_delete_its_own) {
    world.bring(ada, bob, maps);
    const net::MessageTarget said = world.post(bob, maps, "before");
    world.does(ada, net::SetPosters{maps, Posters::Admins});
    EXPECT_EQ(world.status(bob, net::EditMessage{maps, said, "after"}), Status::NotAllowed);
    EXPECT_EQ(world.status(bob, net::React{maps, said, "👍"}), Status::Done);
    EXPECT_EQ(world.status(bob, net::DeleteMessage{maps, said}), Status::Done);
}

TEST_F(RoomSettings, admins_of_the_server_write_in_the_lobby_when_others_may_not) {
    world.crown(ada);
    world.does(ada, net::SetPosters{net::lobby, Posters::Admins});
    const net::PostMessage post{.room = net::lobby, .text = "hi", .mentions = {}};
    EXPECT_EQ(world.status(ada, post), Status::Done);
    EXPECT_EQ(world.status(bob, post), Status::NotAllowed);
}

TEST_F(RoomSettings, slow_mode_goes_up_to_six_hours) {
    EXPECT_EQ(
        world.told(ada, net::SetSlowMode{maps, 21'600}),
        "Done maps 2\n"
        "maps 2: ada makes the room public, written by everyone, every 21600 s, open\n"
        "rows: room maps, audit in maps ada RoomSettings (public, posts by everyone, slow mode 21600 s)\n");
    EXPECT_EQ(world.told(ada, net::SetSlowMode{maps, 21'601}), "Invalid\n");
    EXPECT_EQ(world.told(ada, net::SetSlowMode{maps, 21'600}), "Done maps 2\n") << "again: nothing";
}

TEST_F(RoomSettings, a_passkey_locks_and_none_unlocks) {
    EXPECT_EQ(
        world.told(ada, net::SetRoomPasskey{maps, "", {1}, {2}}),
        "Done maps 2\n"
        "maps 2: ada makes the room public, written by everyone, every 0 s, locked\n"
        "rows: room maps, audit in maps ada RoomSettings (public, posts by everyone, with a passkey)\n");
    EXPECT_EQ(world.room(maps).row.salt, net::Digest{1});
    EXPECT_EQ(world.room(maps).row.lock, net::Digest{2});
    EXPECT_EQ(world.told(ada, net::SetRoomPasskey{maps, "", {}, {}}),
              "Done maps 3\n"
              "maps 3: ada makes the room public, written by everyone, every 0 s, open\n"
              "rows: room maps, audit in maps ada RoomSettings (public, posts by everyone)\n");
    EXPECT_EQ(world.told(ada, net::SetRoomPasskey{maps, "", {}, {}}), "Done maps 3\n") << "again: nothing";
}

TEST_F(RoomSettings, a_passkey_in_clear_or_half_a_lock_is_refused_and_the_lobby_has_none) {
    world.crown(ada);
    EXPECT_EQ(world.status(ada, net::SetRoomPasskey{maps, "secret", {1}, {2}}), Status::Invalid);
    EXPECT_EQ(world.status(ada, net::SetRoomPasskey{maps, "", {1}, {}}), Status::Invalid);
    EXPECT_EQ(world.status(ada, net::SetRoomPasskey{maps, "", {}, {2}}), Status::Invalid);
    EXPECT_EQ(world.status(ada, net::SetRoomPasskey{net::lobby, "", {1}, {2}}), Status::Invalid);
}

}  // namespace
}  // namespace crosstalk::hub
