#include "tests/client/link_world.hpp"

namespace crosstalk::link {
namespace {

using model::ConnectionState;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class LinkFollower : public LinkWorld {
  protected:
    void others_post(const std::string& stem, int first, int last) {
        for (const std::string& text : numbered(stem, first, last))
            server.post(text);
    }
    [[nodiscard]] const model::Room& lobby() const { return *run->model().room(net::lobby); }
};

TEST_F(LinkFollower, facts_are_told_once_and_in_order) {
    join();
    others_post("m", 1, 5);
    loop.advance({10});
    for (const net::Event& fact : server.rooms[net::lobby].facts)
        server.to_all(fact);
    loop.advance({10});
    EXPECT_THAT(run->printed(), ElementsAreArray(numbered("m", 1, 5)));
    EXPECT_THAT(server.all<net::Watch>(), IsEmpty());
}

TEST_F(LinkFollower, a_hole_makes_the_room_be_watched_again_from_where_it_is_known) {
    join();
    others_post("m", 1, 2);
    server.skip_sequences = 2;
    others_post("m", 3, 6);
    loop.advance({100});
    EXPECT_THAT(run->printed(), ElementsAreArray(numbered("m", 1, 6)));
    ASSERT_THAT(server.all<net::Watch>(), SizeIs(1));
    EXPECT_EQ(server.all<net::Watch>()[0].room.have, net::Sequence{2});
}

TEST_F(LinkFollower, a_reconnect_resumes_from_what_was_told_and_proves_it_with_the_newest_mark) {
    join();
    others_post("m", 1, 3);
    loop.advance({10});
    const net::Mark newest = server.rooms[net::lobby].facts.back().mark;
    network.cut_all();
    others_post("m", 4, 6);
    settle();
    const net::Resume resume = server.all<net::Resume>().back();
    ASSERT_THAT(resume.rooms, SizeIs(1));
    EXPECT_EQ(resume.rooms[0].have, net::Sequence{3});
    EXPECT_EQ(resume.mark, newest);
    EXPECT_THAT(run->printed(), ElementsAreArray(numbered("m", 1, 6)));
    EXPECT_THAT(run->told<model::PastForgotten>(), IsEmpty());
}

TEST_F(LinkFollower, a_window_that_was_away_for_long_begins_with_the_newest_part) {
    join();
    others_post("m", 1, 3);
    loop.advance({10});
    network.cut_all();
    others_post("m", 4, 500);
    settle();
    EXPECT_EQ(lobby().messages.size(), 200u);
    EXPECT_EQ(lobby().messages.back().text, "m500");
    run->command(model::LoadOlder{net::lobby, lobby().loaded_from});
    run->command(model::LoadOlder{net::lobby, lobby().loaded_from});
    loop.advance({10});
    EXPECT_EQ(lobby().messages.size(), 300u);
    EXPECT_THAT(server.all<net::History>(), SizeIs(1)) << "asking twice costs nothing";
}

TEST_F(LinkFollower, what_changed_while_away_is_changed_here_too) {
    join();
    others_post("m", 1, 5);
    loop.advance({10});
    network.cut_all();
    server.happen(net::MessageEdited{server.message({2}).id, {2}, "edited"});
    server.happen(net::MessageDeleted{server.message({3}).id, {3}, {}});
    settle();
    EXPECT_EQ(lobby().message({2})->text, "edited");
    EXPECT_TRUE(lobby().message({3})->deleted);
    EXPECT_EQ(lobby().loaded_from, net::Sequence{1}) << "nothing was missing";
    EXPECT_THAT(server.all<net::History>(), IsEmpty());
}

TEST_F(LinkFollower, edits_that_were_missed_with_a_gap_leave_nothing_old_behind_in_a_terminal) {
    join(Completeness::Everything);
    others_post("m", 1, 5);
    loop.advance({10});
    network.cut_all();
    server.happen(net::MessageEdited{server.message({2}).id, {2}, "edited"});
    others_post("m", 6, 700);
    settle();
    EXPECT_THAT(run->printed(), ElementsAreArray(numbered("m", 1, 700)));
    EXPECT_EQ(lobby().message({2}), nullptr) << "better nothing than what is not true any more";
    EXPECT_EQ(run->told<model::MissedMessages>().front().part, model::Part::First);
    EXPECT_EQ(run->told<model::MissedMessages>().front().from, net::Sequence{6});
}

TEST_F(LinkFollower, a_window_starts_with_the_tail_even_if_all_was_read) {
    join();
    others_post("m", 1, 3);
    loop.advance({10});
    come_back();
    EXPECT_THAT(run->printed(), ElementsAreArray(numbered("m", 1, 3)));
    EXPECT_EQ(lobby().read.sequence, net::Sequence{3}) << "but knows what was read";
}

TEST_F(LinkFollower, a_newcomer_gets_the_history_the_server_gives_and_no_more) {
    others_post("m", 1, 80);
    join(Completeness::Everything);
    EXPECT_THAT(run->printed(), ElementsAreArray(numbered("m", 31, 80)));
    EXPECT_THAT(server.all<net::History>(), IsEmpty());
}

TEST_F(LinkFollower, a_restarted_terminal_gets_everything_it_missed_in_order) {
    for (const std::size_t rows : {std::size_t{200}, std::size_t{7}, std::size_t{1}}) {
        server.page_rows = 200;
        join(Completeness::Everything);
        server.post("seen");
        loop.advance({10});
        start(Completeness::Everything);
        const auto first = static_cast<int>(server.texts().size()) + 1;
        others_post("m", first, first + 999);
        server.page_rows = rows;
        run->command(to_home());
        settle();
        EXPECT_THAT(run->printed(), ElementsAreArray(numbered("m", first, first + 999))) << rows;
        server.post("live");
        loop.advance({10});
        EXPECT_EQ(run->printed().back(), "live");
        EXPECT_LE(server.most_requests, 8u);
    }
}

TEST_F(LinkFollower, facts_that_happen_while_the_past_is_fetched_come_after_it) {
    join(Completeness::Everything);
    server.post("seen");
    loop.advance({10});
    start(Completeness::Everything);
    others_post("m", 1, 900);
    run->command(to_home());
    for (int i = 901; i <= 1'400; ++i) {
        loop.advance({1});
        server.post("m" + std::to_string(i));
    }
    settle();
    EXPECT_THAT(run->printed(), ElementsAreArray(numbered("m", 1, 1'400)));
}

TEST_F(LinkFollower, a_cut_at_any_frame_of_catching_up_neither_loses_nor_doubles) {
    join(Completeness::Everything);
    server.post("seen");
    loop.advance({10});
    server.page_rows = 40;
    int last = 0;
    for (std::size_t cut = 1; cut <= 30; ++cut) {
        start(Completeness::Everything);
        others_post("m", last + 1, last + 300);
        network.cut_after = cut;
        run->command(to_home());
        loop.advance({3'000});
        network.cut_after.reset();
        settle();
        ASSERT_THAT(run->printed(), ElementsAreArray(numbered("m", last + 1, last + 300)))
            << "cut after " << cut;
        last += 300;
    }
}

TEST_F(LinkFollower, what_was_not_marked_as_received_is_told_again_after_a_restart) {
    join(Completeness::Everything);
    server.post("first");
    loop.advance({10});
    run->marks = false;
    others_post("m", 1, 3);
    loop.advance({10});
    ASSERT_THAT(run->printed(), SizeIs(4));
    come_back(Completeness::Everything);
    EXPECT_THAT(run->printed(), ElementsAreArray(numbered("m", 1, 3)));
    come_back(Completeness::Everything);
    EXPECT_THAT(run->printed(), IsEmpty());
}

TEST_F(LinkFollower, a_mark_is_stored_with_the_mark_of_the_journal_that_covers_it_and_never_goes_back) {
    join(Completeness::Everything);
    others_post("m", 1, 3);
    loop.advance({10});
    run->command(model::MarkRead{net::lobby, {{1}, {1}, {}}});
    run->command(model::MarkRead{net::lobby, {{77}, {77}, {}}});
    const Marks marks = profile.marks(server.key.bytes);
    ASSERT_THAT(marks.rooms, SizeIs(1));
    EXPECT_EQ(marks.rooms[0].read.sequence, net::Sequence{3}) << "neither back nor beyond what was told";
    EXPECT_GE(marks.journal.position, server.rooms[net::lobby].facts.back().mark.position);
}

TEST_F(LinkFollower, rooms_that_come_and_go_before_the_past_is_forgotten_have_come_and_gone) {
    static constexpr net::RoomId den{3000};
    static constexpr net::RoomId attic{3001};
    static constexpr net::RoomId cellar{3002};
    for (const net::RoomId room : {den, attic})
        server.rooms[room].summary = {
            room, "room" + std::to_string(room.value), net::RoomKind::Public, {}, {}};
    join();
    others_post("m", 1, 3);
    loop.advance({10});
    server.says_reset = true;
    server.before_resumed = [this] {
        server.to_all(net::RoomRemoved{den});
        server.to_all(net::RoomRemoved{attic});
        server.to_all(net::RoomAdded{server.mine(attic)});
        server.to_all(
            net::Invited{{cellar, "cellar", net::RoomKind::Private, {}, {}}, {net::UserId{9}, "bob"}});
    };
    network.cut_all();
    settle();
    ASSERT_THAT(run->told<model::PastForgotten>(), SizeIs(1));
    EXPECT_EQ(run->model().room(den), nullptr);
    EXPECT_NE(run->model().room(attic), nullptr);
    EXPECT_THAT(run->model().invitations(), SizeIs(1));
}

TEST_F(LinkFollower, a_restored_backup_makes_the_client_forget_its_past_but_not_what_is_unsent) {
    join(Completeness::Everything);
    others_post("m", 1, 10);
    loop.advance({10});
    network.places.clear();
    network.cut_all();
    post("unsent");
    server.lose_facts(4);
    server.post("of the new past");
    network.places[home] = server.place();
    settle();
    EXPECT_THAT(run->told<model::PastForgotten>(), SizeIs(1));
    std::vector<std::string> texts;
    for (const net::Message& message : lobby().messages)
        texts.push_back(message.text);
    EXPECT_THAT(texts, ElementsAreArray(server.texts()));
    EXPECT_EQ(server.texts().back(), "unsent");

    come_back(Completeness::Everything);
    EXPECT_THAT(run->told<model::PastForgotten>(), IsEmpty()) << "the new past is shared";
    EXPECT_THAT(run->printed(), IsEmpty());
}

TEST_F(LinkFollower, a_reset_right_after_a_start_forgets_the_stored_marks) {
    join(Completeness::Everything);
    others_post("m", 1, 10);
    loop.advance({10});
    server.says_reset = true;
    start(Completeness::Everything);
    run->marks = false;
    run->command(to_home());
    loop.advance({100});
    EXPECT_THAT(profile.marks(server.key.bytes).rooms, IsEmpty());
    EXPECT_THAT(run->printed(), SizeIs(10)) << "as a newcomer";
}

TEST_F(LinkFollower, at_most_eight_requests_are_unanswered_and_all_are_served) {
    for (std::uint64_t i = 0; i < 30; ++i) {
        const net::RoomId room{3000 + i};
        server.rooms[room].summary = {room, "room" + std::to_string(i), net::RoomKind::Public, {}, {}};
    }
    join();
    server.hold_requests = true;
    for (std::uint64_t i = 0; i < 30; ++i)
        run->command(model::LoadMembers{net::RoomId{3000 + i}});
    loop.advance({10});
    EXPECT_EQ(server.most_requests, 8u);
    server.release_requests();
    loop.advance({100});
    EXPECT_THAT(server.all<net::Members>(), SizeIs(30));
    for (std::uint64_t i = 0; i < 30; ++i) {
        EXPECT_EQ(run->model().room(net::RoomId{3000 + i})->members_state, model::Room::MembersState::Loaded);
    }
}

TEST_F(LinkFollower, members_come_page_by_page) {
    for (std::uint8_t i = 0; i < 7; ++i) {
        net::DeviceKey key{};
        key[0] = i;
        server.users[key] = {net::UserId{100U + i}, "user" + std::to_string(i)};
    }
    join();
    run->command(model::LoadMembers{net::lobby});
    loop.advance({100});
    EXPECT_THAT(lobby().members, SizeIs(8));
}

TEST_F(LinkFollower, a_refused_page_is_told_and_the_connection_goes_on) {
    join();
    server.post("a");
    loop.advance({10});
    server.gone = net::lobby;
    run->command(model::LoadOlder{net::lobby, net::Sequence{2}});
    loop.advance({10});
    EXPECT_THAT(run->told<model::PageRefused>(), SizeIs(1));
    EXPECT_EQ(run->state(), ConnectionState::Online);
}

TEST_F(LinkFollower, below_the_beginning_nothing_is_asked_for) {
    join();
    run->command(model::LoadOlder{net::lobby, {}});
    run->command(model::LoadOlder{net::lobby, net::Sequence{1}});
    loop.advance({10});
    EXPECT_THAT(server.all<net::History>(), IsEmpty());
    EXPECT_EQ(run->state(), ConnectionState::Online);
}

TEST_F(LinkFollower, a_room_that_goes_and_comes_again_is_followed_again) {
    join();
    const net::RoomId den{3000};
    server.rooms[den].summary = {den, "den", net::RoomKind::Public, {}, {}};
    server.to_all(net::RoomAdded{server.mine(den)});
    server.to_all(net::RoomRemoved{den});
    server.to_all(net::RoomAdded{server.mine(den)});
    loop.advance({10});
    server.post("hello", den);
    loop.advance({10});
    EXPECT_THAT(run->printed(), ElementsAre("hello"));
}

TEST_F(LinkFollower, unknown_rooms_invitations_presence_and_counts_are_told_as_they_come) {
    server.invitations = {{net::RoomId{4000}, "attic", net::RoomKind::Private, {}, {}}};
    join();
    EXPECT_THAT(run->model().invitations(), SizeIs(1));
    server.to_all(
        net::Invited{{net::RoomId{4001}, "cellar", net::RoomKind::Private, {}, {}}, {net::UserId{9}, "bob"}});
    server.to_all(net::Presence{net::lobby, {{{net::UserId{9}, "bob"}, net::PresenceState::Online}}});
    server.to_all(net::Unread{{net::RoomCounts{.room = net::lobby, .head = {}, .posts = {9}}}});
    loop.advance({10});
    EXPECT_THAT(run->model().invitations(), SizeIs(2));
    EXPECT_THAT(lobby().notices, SizeIs(1));
    EXPECT_EQ(lobby().unread(), 9u);
}

TEST_F(LinkFollower, facts_of_rooms_one_is_not_in_and_changes_of_what_was_never_seen_are_nothing) {
    join();
    others_post("m", 1, 3);
    loop.advance({10});
    net::Event event{.room = {4711}, .sequence = {1}, .posts = {1}, .at = {}, .mark = {}, .fact = {}};
    event.fact = net::MessagePosted{.id = {1}, .author = {{9}, "bob"}, .text = "psst"};
    server.to_all(event);
    server.to_all(
        net::RoomState{.room = {.room = {.id = {4711}, .name = "secret"}}, .have = {}, .from = {1}});
    server.to_all(net::Presence{{4711}, {}});
    server.to_all(net::StandingSet{.room = {4711}, .role = net::Role::Owner});
    server.to_all(net::RoomRemoved{.room = {4711}});
    server.happen(net::MessageEdited{{77}, {99}, "of the future"});
    server.happen(net::MessageDeleted{{77}, {0}, {}});
    loop.advance({10});
    EXPECT_THAT(run->model().rooms(), SizeIs(1));
    EXPECT_THAT(run->printed(), ElementsAreArray(numbered("m", 1, 3)));
    EXPECT_EQ(lobby().head, net::Sequence{5});
    EXPECT_EQ(run->state(), ConnectionState::Online);
}

TEST_F(LinkFollower, a_restored_backup_brings_no_message_twice_and_counts_anew) {
    server.rooms[net::lobby].read = {{4}, {4}, {}};
    join();
    others_post("m", 1, 10);
    loop.advance({10});
    network.cut_all();
    server.lose_facts(4);
    server.rooms[net::lobby].read = {{4}, {4}, {}};
    others_post("new", 1, 2);
    run->marks = false;
    settle();
    std::vector<std::string> texts;
    for (const net::Message& message : lobby().messages)
        texts.push_back(message.text);
    EXPECT_THAT(texts, ElementsAreArray(server.texts()));
    EXPECT_EQ(lobby().posts, net::PostCount{8});
    EXPECT_EQ(lobby().unread(), 4u);
}

TEST_F(LinkFollower, what_a_hostile_server_sends_is_cleaned_before_anybody_sees_it) {
    join();
    server.to_all(
        net::Event{.room = net::lobby,
                   .sequence = {1},
                   .posts = {1},
                   .at = {},
                   .mark = {},
                   .fact = net::MessagePosted{{1}, {{9}, "bob\n\x1b[31m"}, "\x1b]0;title\x07text\r\n2"}});
    loop.advance({10});
    ASSERT_THAT(lobby().messages, SizeIs(1));
    EXPECT_EQ(lobby().messages[0].text, "]0;titletext\n2");
    EXPECT_EQ(lobby().messages[0].author.name, "bob [31m");
}

TEST_F(LinkFollower, a_page_that_leads_nowhere_ends_the_connection_instead_of_asking_for_ever) {
    join(Completeness::Everything);
    server.post("seen");
    loop.advance({10});
    server.hold_requests = true;
    start(Completeness::Everything);
    others_post("m", 1, 500);
    run->command(to_home());
    loop.advance({50});
    ASSERT_THAT(server.all<net::History>(), SizeIs(1));
    const std::size_t offline = run->told<model::Offline>().size();
    server.pages_lead_nowhere = true;
    server.release_requests();
    loop.advance({20});
    EXPECT_GT(run->told<model::Offline>().size(), offline);
    server.pages_lead_nowhere = false;
    settle();
    EXPECT_THAT(run->printed(), ElementsAreArray(numbered("m", 1, 500)));
}

}  // namespace
}  // namespace crosstalk::link
