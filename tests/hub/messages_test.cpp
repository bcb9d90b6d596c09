#include <gtest/gtest.h>

#include "tests/hub/hub_world.hpp"

namespace crosstalk::hub {
namespace {

TEST(Messages, every_fact_of_a_room_takes_the_next_place_without_gaps) {
    HubWorld world;
    const Person ada = world.person("ada");
    std::uint64_t expected = world.hub.state().room(net::lobby)->row.head.value;
    for (int i = 0; i < 50; ++i) {
        const Effects effects = world.does(ada, net::PostMessage{net::lobby, "hello"});
        ASSERT_EQ(effects.facts.size(), 1U);
        EXPECT_EQ(effects.facts[0].sequence.value, ++expected);
        EXPECT_EQ(effects.outcome.sequence.value, expected);
        if (i % 7 == 0) {
            world.person("guest" + std::to_string(i));
            ++expected;
        }
    }
}

TEST(Messages, posts_are_counted_and_joins_are_not) {
    HubWorld world;
    const Person ada = world.person("ada");
    world.does(ada, net::PostMessage{net::lobby, "one"});
    world.person("bob");
    const Effects two = world.does(ada, net::PostMessage{net::lobby, "two"});
    EXPECT_EQ(two.facts[0].posts, net::PostCount{2});
}

TEST(Messages, the_archive_gets_the_body_and_the_hub_keeps_none) {
    HubWorld world;
    const Person ada = world.person("ada");
    const Effects effects = world.does(ada, net::PostMessage{net::lobby, "hello"});
    int rows = 0;
    for (const Change& change : effects.changes) {
        if (const auto* row = std::get_if<MessageRow>(&change)) {
            ++rows;
            EXPECT_EQ(row->text, "hello");
            EXPECT_EQ(row->author, ada.user);
            EXPECT_EQ(row->id, effects.outcome.message);
        }
    }
    EXPECT_EQ(rows, 1);
}

TEST(Messages, an_empty_text_is_invalid_and_takes_no_place) {
    HubWorld world;
    const Person ada = world.person("ada");
    const net::Sequence head = world.hub.state().room(net::lobby)->row.head;
    EXPECT_EQ(world.does(ada, net::PostMessage{net::lobby, ""}).outcome.status, net::Status::Invalid);
    EXPECT_EQ(world.hub.state().room(net::lobby)->row.head, head);
}

TEST(Messages, who_left_a_room_posts_there_no_more) {
    HubWorld world;
    const Person ada = world.person("ada");
    const Person bob = world.person("bob");
    const net::RoomId maps = world.room(ada, "maps", net::RoomKind::Public);
    world.does(bob, net::JoinRoom{maps});
    world.does(bob, net::LeaveRoom{maps});
    EXPECT_EQ(world.does(bob, net::PostMessage{maps, "still here?"}).outcome.status, net::Status::NotAllowed);
}

}  // namespace
}  // namespace crosstalk::hub
