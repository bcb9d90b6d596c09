// How far one has read and got: merged, stored, told.
#include "client/link/reading.hpp"
#include "tests/client/link_world.hpp"

namespace crosstalk::link {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr net::RoomId den{3000};

class LinkReading : public LinkWorld {
  protected:
    LinkReading() {
        // Among two; the lobby is public, and nobody is told there who got what.
        server.rooms[den].summary = {.id = den, .name = "", .kind = net::RoomKind::Direct};
        server.rooms[den].peer = {net::UserId{4000}, "other"};
        server.rooms[den].summary.members = 2;
    }
    void join_unmarked() {
        start();
        run->marks = false;
        run->command(to_home(server.passkey()));
        loop.advance({2'000});
        ASSERT_EQ(run->state(), model::ConnectionState::Online);
        server.received.clear();
    }
    void read(std::uint64_t sequence, net::RoomId room = den) {
        run->command(model::MarkRead{room, {{sequence}, {sequence}, {}}});
    }
    [[nodiscard]] std::vector<net::Progress> told() const { return server.all<net::Progress>(); }
    [[nodiscard]] const model::Room& room() const { return *run->model().room(den); }
};

TEST_F(LinkReading, what_was_read_is_told_at_once) {
    join_unmarked();
    server.post("a", den);
    loop.advance({5});
    read(1);
    loop.advance({5});
    ASSERT_FALSE(told().empty());
    EXPECT_EQ(told().back(), (net::Progress{den, {1}, {{1}, {1}, {}}}));
    EXPECT_EQ(room().unread(), 0u);
}

TEST_F(LinkReading, a_mark_of_an_earlier_stay_does_not_hide_what_is_new) {
    join_unmarked();
    server.post("a", den);
    loop.advance({5});
    run->command(model::MarkRead{den, {{1}, {1}, {5}}});
    loop.advance({500});
    // While this one is away it leaves and comes back, and is named once: mentions are counted anew.
    auto& den_there = server.rooms[den];
    den_there.summary.head = {3};
    den_there.read = {{3}, {1}, {}};
    den_there.mentions = {1};
    network.cut_all();
    loop.advance({10'000});
    EXPECT_EQ(room().read, (net::ReadMark{{3}, {1}, {}}));
    EXPECT_EQ(room().unread_mentions(), 1u);
}

TEST_F(LinkReading, a_flood_of_marks_becomes_a_few_words) {
    join_unmarked();
    for (std::uint64_t i = 1; i <= 1'000; ++i) {
        server.post("m", den);
        loop.advance({2});
        read(i);
    }
    loop.advance({2'000});
    EXPECT_LE(told().size(), 10u) << "in two seconds";
    EXPECT_GE(told().size(), 5u);
    EXPECT_EQ(told().back().read.sequence, net::Sequence{1'000});
}

TEST_F(LinkReading, a_mark_that_is_not_further_is_neither_stored_nor_told) {
    join_unmarked();
    server.post("a", den);
    server.post("b", den);
    loop.advance({5});
    read(2);
    profile.fail_next_change();
    read(2);
    read(1);
    read(3);  // nobody has been shown that
    loop.advance({1'500});
    EXPECT_THAT(run->told<model::ReadUpTo>(), SizeIs(1));
    EXPECT_THAT(run->told<model::Trouble>(), IsEmpty()) << "nothing was written";
    EXPECT_EQ(told().back().read.sequence, net::Sequence{2});
}

TEST_F(LinkReading, several_rooms_read_at_once_are_told_together_and_each_once) {
    join_unmarked();
    server.post("a", den);
    server.post("b");
    loop.advance({1'500});
    server.received.clear();
    std::vector<model::LinkCommand> commands;
    commands.push_back(model::MarkRead{den, {{1}, {1}, {}}});
    commands.push_back(model::MarkRead{net::lobby, {{1}, {1}, {}}});
    commands.push_back(model::MarkRead{den, {{1}, {1}, {}}});
    run->core().handle(std::move(commands));
    loop.advance({5});
    EXPECT_THAT(told(), SizeIs(2));
}

TEST_F(LinkReading, what_has_arrived_is_told_once_a_second_and_only_where_somebody_hears_it) {
    join_unmarked();
    for (int i = 0; i < 500; ++i) {
        server.post("m", den);
        server.post("m");
        loop.advance({10});
    }
    loop.advance({1'500});
    EXPECT_GE(told().size(), 4u);
    EXPECT_LE(told().size(), 7u) << "in five seconds";
    for (const net::Progress& progress : told()) {
        EXPECT_EQ(progress.room, den);
        EXPECT_EQ(progress.read, net::ReadMark{});
    }
    EXPECT_EQ(told().back().delivered, net::Sequence{500});
}

TEST_F(LinkReading, of_a_large_room_nobody_is_told_what_has_arrived) {
    server.rooms[den].summary.kind = net::RoomKind::Private;
    server.rooms[den].summary.name = "den";
    server.rooms[den].summary.members = Reading::most_members_told + 1;
    join_unmarked();
    server.post("a", den);
    loop.advance({3'000});
    EXPECT_THAT(told(), IsEmpty());
}

TEST_F(LinkReading, what_another_device_has_read_is_read_here_and_is_not_said_again) {
    join_unmarked();
    server.post("a", den);
    server.post("b", den);
    loop.advance({1'500});
    server.received.clear();
    EXPECT_EQ(room().unread(), 2u);
    server.to_all(net::Unread{{{.room = den, .head = {2}, .posts = {2}, .read = {{2}, {2}, {}}}}});
    loop.advance({1'500});
    EXPECT_EQ(room().unread(), 0u);
    EXPECT_THAT(told(), IsEmpty());
}

TEST_F(LinkReading, a_server_that_goes_back_is_not_believed_and_is_told_again) {
    join_unmarked();
    server.post("a", den);
    loop.advance({5});
    read(1);
    loop.advance({1'500});
    server.received.clear();
    server.to_all(net::Unread{{{.room = den, .head = {1}, .posts = {1}, .read = {}}}});
    loop.advance({1'500});
    EXPECT_EQ(room().unread(), 0u);
    EXPECT_THAT(told(), ElementsAre(net::Progress{den, {1}, {{1}, {1}, {}}}));
}

TEST_F(LinkReading, what_is_read_offline_is_told_when_the_server_is_back) {
    join_unmarked();
    server.post("a", den);
    loop.advance({5});
    network.places.clear();
    network.cut_all();
    read(1);
    EXPECT_EQ(room().unread(), 0u);
    network.places[home] = server.place();
    settle();
    ASSERT_FALSE(told().empty());
    EXPECT_EQ(told().back().read.sequence, net::Sequence{1});
}

TEST_F(LinkReading, the_further_of_what_server_and_profile_know_counts_from_the_first_list_on) {
    server.post("a", den);
    server.post("b", den);
    server.post("c", den);
    join_unmarked();
    read(2);
    loop.advance({5});
    server.rooms[den].read = {{1}, {1}, {}};  // it has lost what it was told
    come_back();
    const auto listed = run->told<model::RoomsListed>();
    ASSERT_THAT(listed, SizeIs(1));
    EXPECT_EQ(listed[0].rooms[1].read, (net::ReadMark{{2}, {2}, {}}));
    server.rooms[den].read = {{3}, {3}, {}};  // another device went on
    come_back();
    EXPECT_EQ(run->told<model::RoomsListed>()[0].rooms[1].read, (net::ReadMark{{3}, {3}, {}}));
    EXPECT_EQ(room().unread(), 0u);
}

TEST_F(LinkReading, a_terminal_that_misses_nothing_prints_what_another_device_has_read) {
    join(Completeness::Everything);
    server.post("first", den);
    loop.advance({10});
    start(Completeness::Everything);
    server.post("second", den);
    server.rooms[den].read = {{2}, {2}, {}};
    run->command(to_home());
    loop.advance({100});
    EXPECT_THAT(run->printed(), ElementsAre("second"));
    EXPECT_EQ(room().read.sequence, net::Sequence{2});
}

TEST_F(LinkReading, the_last_word_is_said_before_the_goodbye) {
    join_unmarked();
    server.post("a", den);
    server.post("b", den);
    loop.advance({5});
    read(1);
    loop.advance({5});
    read(2);
    run->command(model::Disconnect{});
    loop.advance({50});
    EXPECT_EQ(told().back().read.sequence, net::Sequence{2});
}

TEST_F(LinkReading, marks_of_a_forgotten_past_are_void_and_the_servers_own_count) {
    server.post("a", den);
    server.post("b", den);
    server.post("c", den);
    join_unmarked();
    read(3);
    loop.advance({5});
    server.received.clear();
    network.cut_all();
    server.lose_facts(2);
    server.rooms[den].read = {};
    settle();
    EXPECT_THAT(run->told<model::PastForgotten>(), SizeIs(1));
    EXPECT_EQ(room().read, net::ReadMark{});
    EXPECT_EQ(room().unread(), 1u);
    for (const net::Progress& progress : told())
        EXPECT_EQ(progress.read, net::ReadMark{}) << "nothing of the old past is told";
    const auto& events = run->events();
    const auto forgotten = std::ranges::find_if(
        events, [](const auto& event) { return std::holds_alternative<model::PastForgotten>(event); });
    EXPECT_TRUE(std::holds_alternative<model::RoomsListed>(*std::next(forgotten)))
        << "the counts are there before any room is";
}

TEST_F(LinkReading, counts_are_there_at_once_however_long_one_was_away) {
    for (int i = 0; i < 3'000; ++i)
        server.post("m", den);
    server.rooms[den].read = {{5}, {5}, {1}};
    server.rooms[den].mentions = {9};
    server.hold_requests = true;
    join();
    const auto& events = run->events();
    const auto listed = std::ranges::find_if(
        events, [](const auto& event) { return std::holds_alternative<model::RoomsListed>(event); });
    const auto synced = std::ranges::find_if(
        events, [](const auto& event) { return std::holds_alternative<model::RoomSynced>(event); });
    EXPECT_LT(listed - events.begin(), synced - events.begin());
    const net::MyRoom& mine = std::get<model::RoomsListed>(*listed).rooms[1];
    EXPECT_EQ(mine.room.posts, net::PostCount{3'000});
    EXPECT_EQ(mine.mentions, net::MentionCount{9});
}

TEST_F(LinkReading, counts_of_rooms_one_is_not_in_are_nothing) {
    join();
    server.to_all(net::Unread{{{.room = {4711}, .head = {9}, .posts = {9}}}});
    loop.advance({2'000});
    for (const auto& unread : run->told<model::UnreadChanged>())
        EXPECT_THAT(unread.rooms, IsEmpty());
}

}  // namespace
}  // namespace crosstalk::link
