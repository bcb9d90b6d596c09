#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <random>

#include "tests/model/worlds.hpp"

namespace crosstalk::model {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Model, the_connection_is_told_as_it_goes) {
    Model model;
    EXPECT_EQ(model.connection().state, ConnectionState::Idle);
    model.apply(Connecting{"home:12345"});
    EXPECT_EQ(model.connection().state, ConnectionState::Connecting);
    model.apply(online());
    EXPECT_EQ(model.connection().state, ConnectionState::Online);
    EXPECT_EQ(model.me(), me);
    EXPECT_EQ(model.server().name, "home");
    model.apply(RoundTrip{net::Milliseconds{3}});
    EXPECT_EQ(model.connection().round_trip, net::Milliseconds{3});
    model.apply(Offline{"cut", net::Milliseconds{400}, net::Timestamp{1000}});
    EXPECT_EQ(model.connection().state, ConnectionState::Offline);
    EXPECT_EQ(model.connection().reason, "cut");
    EXPECT_EQ(model.connection().retry_at, net::Timestamp{1400});
    model.apply(Disconnected{});
    EXPECT_EQ(model.connection().state, ConnectionState::Idle);
}

TEST(Model, a_refusal_says_why_and_beside_which_field) {
    Model model;
    model.apply(Refused{Refusal::Passkey, "Wrong passkey.", 4, {}, {}});
    EXPECT_EQ(model.connection().state, ConnectionState::Refused);
    EXPECT_EQ(model.connection().tries_left, 4u);
    EXPECT_EQ(field_of(model.connection().refusal), ConnectField::Passkey);
    EXPECT_EQ(model.connection().refusals, 1U);
    model.apply(Refused{Refusal::NameTaken, "Taken.", 0, "bob-2", {}});
    EXPECT_EQ(model.connection().refusals, 2U);
    EXPECT_EQ(model.connection().suggestion, "bob-2");
    EXPECT_EQ(field_of(model.connection().refusal), ConnectField::Name);
}

TEST(Model, saved_servers_and_settings_are_as_last_told) {
    Model model;
    model.apply(ServersKnown{{{online().server, "me", net::Timestamp{5}}}});
    model.apply(SettingsKnown{{{"theme", "dark"}}});
    ASSERT_EQ(model.saved_servers().size(), 1u);
    EXPECT_EQ(model.saved_servers()[0].server.name, "home");
    EXPECT_EQ(model.settings().at("theme"), "dark");
}

TEST(Model, rooms_are_ordered_with_the_lobby_first) {
    Model model;
    model.apply(online());
    model.apply(RoomsListed{{mine(attic, "attic"), mine(net::lobby, "zlobby")}, {}});
    model.apply(RoomAdded{mine(den, "aaa")});
    EXPECT_THAT(model.rooms(), ElementsAre(net::lobby, den, attic));
}

TEST(Model, a_new_list_drops_rooms_that_are_gone_and_keeps_what_is_loaded_of_the_others) {
    Model model = in_the_lobby();
    model.apply(RoomAdded{mine(den, "den")});
    model.apply(synced(net::lobby, 0, 1, 3));
    model.apply(Offline{});
    model.apply(online());
    model.apply(RoomsListed{{mine(net::lobby, "lobby", 3, 3)}, {}});
    EXPECT_THAT(model.rooms(), ElementsAre(net::lobby));
    EXPECT_EQ(model.room(den), nullptr);
    EXPECT_EQ(model.room(net::lobby)->messages.size(), 3u);
}

TEST(Model, an_invitation_is_there_until_the_room_is_joined) {
    Model model = in_the_lobby();
    model.apply(InvitationArrived{summary(den, "den"), bob});
    model.apply(InvitationArrived{summary(den, "den"), bob});
    ASSERT_EQ(model.invitations().size(), 1u);
    EXPECT_EQ(model.invitations()[0].by, bob);
    model.apply(RoomAdded{mine(den, "den")});
    EXPECT_THAT(model.invitations(), IsEmpty());
    model.apply(InvitationArrived{summary(den, "den"), bob});
    EXPECT_THAT(model.invitations(), IsEmpty());
}

TEST(Model, what_concerns_a_room_that_is_gone_changes_nothing) {
    Model model = in_the_lobby();
    model.apply(RoomAdded{mine(den, "den")});
    model.apply(RoomRemoved{{.room = den}, {}});
    model.apply(synced(den, 0, 1, 3));
    model.apply(posted(den, 4));
    model.apply(older(den, 1, 2));
    model.apply(members({}, den));
    model.apply(PresenceChanged{{den, {{bob, net::PresenceState::Online}}}, {}});
    model.apply(MissedMessages{den, net::Sequence{3}, messages(1, 3), {1}, Part::First});
    model.apply(PageRefused{den, PageKind::Older, "no"});
    model.apply(newer(den, 1, 3));
    model.apply(jump(den, 1, 3, 2));
    model.apply(PastLeft{den});
    model.apply(StandingChanged{{.room = den, .role = net::Role::Owner}});
    model.apply(ReadUpTo{den, {{1}, {1}, {}}});
    model.apply(UnreadChanged{{{.room = den, .head = {9}, .posts = {9}}}});
    model.apply(ProgressChanged{{den, {{bob.id, {3}, {3}}}}});
    model.apply(TypingSeen{{den, {bob}}, {}});
    EXPECT_THAT(model.rooms(), ElementsAre(net::lobby));
}

TEST(Model, another_server_is_another_world) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 3));
    model.apply(Queued{"a", net::lobby, "unsent", {}});
    model.apply(online(2));
    EXPECT_THAT(model.rooms(), IsEmpty());
    EXPECT_THAT(model.pending(), IsEmpty());
}

TEST(Model, every_event_raises_the_revision) {
    Model model;
    const std::uint64_t before = model.revision();
    model.apply(Connecting{});
    EXPECT_GT(model.revision(), before);
}

// The link's order is the only legal one between rooms' own events; rooms among each other may be interleaved
// in any way, duplicates and stale pages may come at any moment. The room ends up equal.
TEST(Model, any_interleaving_with_duplicates_and_stale_pages_gives_the_same_rooms) {
    for (unsigned seed = 1; seed <= 200; ++seed) {
        std::mt19937 random(seed);
        std::vector<std::vector<LinkEvent>> rooms(2);
        const std::array ids{net::lobby, den};
        for (std::size_t i = 0; i < rooms.size(); ++i) {
            rooms[i].push_back(synced(ids[i], 0, 5, 8));
            for (std::uint64_t sequence = 9; sequence <= 20; ++sequence) {
                rooms[i].push_back(posted(ids[i], sequence, "text"));
                if (random() % 3 == 0) rooms[i].push_back(posted(ids[i], sequence - random() % 5, "again"));
                if (random() % 4 == 0) rooms[i].push_back(older(ids[i], 1, 5));
                if (random() % 5 == 0) rooms[i].push_back(synced(ids[i], sequence, sequence + 1, sequence));
                if (random() % 5 == 0) rooms[i].push_back(Offline{});
            }
            rooms[i].push_back(older(ids[i], 1, 5));
        }
        Model model = in_the_lobby();
        model.apply(RoomAdded{mine(den, "den")});
        std::array<std::size_t, 2> next{};
        while (next[0] < rooms[0].size() || next[1] < rooms[1].size()) {
            std::size_t i = random() % 2;
            if (next[i] == rooms[i].size()) i = 1 - i;
            model.apply(rooms[i][next[i]++]);
        }
        for (const net::RoomId id : ids) {
            const Room& room = *model.room(id);
            ASSERT_EQ(room.head, net::Sequence{20}) << "seed " << seed;
            ASSERT_EQ(room.loaded_from, net::Sequence{1}) << "seed " << seed;
            ASSERT_EQ(room.messages.size(), 20u) << "seed " << seed;
            for (std::uint64_t sequence = 1; sequence <= 20; ++sequence) {
                ASSERT_EQ(room.messages[sequence - 1].sequence, net::Sequence{sequence}) << "seed " << seed;
                ASSERT_EQ(room.messages[sequence - 1].text, "text") << "seed " << seed;
            }
        }
    }
}

}  // namespace
}  // namespace crosstalk::model
