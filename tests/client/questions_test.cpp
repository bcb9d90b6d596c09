// Questions and their answers; what is said in passing; people one does not want to hear of.
#include "client/link/questions.hpp"
#include "client/link/signals.hpp"
#include "tests/client/link_world.hpp"

namespace crosstalk::link {
namespace {

using model::ConnectionState;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using LinkQuestions = LinkWorld;

template <std::size_t Index = 0>
void for_each_question(const auto& visit) {
    if constexpr (Index < std::variant_size_v<model::Question>) {
        visit(model::Question(std::in_place_index<Index>), model::Answer(std::in_place_index<Index>));
        for_each_question<Index + 1>(visit);
    }
}

net::FromServer as_message(const model::Answer& answer) {
    return std::visit([](const auto& known) { return net::FromServer(known); }, answer);
}

TEST_F(LinkQuestions, every_question_gets_its_answer_under_the_ref_of_the_asker) {
    join();
    for_each_question([&](const model::Question& question, const model::Answer& answer) {
        if (std::holds_alternative<net::History>(question)) return;  // the toy server answers it itself
        server.canned_answer = as_message(answer);
        run->command(model::Ask{question, std::to_string(question.index())});
        loop.advance({10});
        ASSERT_THAT(run->told<model::Answered>(), ::testing::Not(IsEmpty()));
        const model::Answered answered = run->told<model::Answered>().back();
        EXPECT_EQ(answered.ref, std::to_string(question.index()));
        EXPECT_EQ(answered.question, question);
        EXPECT_EQ(answered.answer.index(), answer.index());
    });
    EXPECT_THAT(run->told<model::Answered>(), SizeIs(std::variant_size_v<model::Question> - 1));
    server.post("hello");
    run->command(model::Ask{net::History{.room = net::lobby, .before = {2}}, "h"});
    loop.advance({10});
    const auto answered = run->told<model::Answered>().back();
    EXPECT_EQ(std::get<net::HistoryPage>(answered.answer).messages[0].text, "hello");
    EXPECT_THAT(run->told<model::OlderArrived>(), IsEmpty()) << "an answer is not the model's business";
}

TEST_F(LinkQuestions, the_same_question_may_be_asked_twice) {
    join();
    server.canned_answer = net::DirectoryPage{};
    run->command(model::Ask{net::Directory{}, "a"});
    run->command(model::Ask{net::Directory{}, "b"});
    loop.advance({10});
    EXPECT_THAT(run->told<model::Answered>(), SizeIs(2));
}

TEST_F(LinkQuestions, a_refused_question_has_failed_with_the_servers_words) {
    join();
    run->command(model::Ask{net::Audit{}, "a"});
    loop.advance({10});
    ASSERT_THAT(run->told<model::QuestionFailed>(), SizeIs(1));
    EXPECT_EQ(run->told<model::QuestionFailed>()[0].ref, "a");
    EXPECT_EQ(run->told<model::QuestionFailed>()[0].code, net::ErrorCode::NotFound);
    EXPECT_EQ(run->told<model::QuestionFailed>()[0].text, "No such room.");
    EXPECT_EQ(run->state(), ConnectionState::Online);
}

TEST_F(LinkQuestions, a_question_without_a_connection_fails_at_once_and_one_under_way_with_the_cut) {
    start();
    run->command(model::Ask{net::Stats{}, "early"});
    EXPECT_THAT(run->told<model::QuestionFailed>(), SizeIs(1));
    join();
    server.hold_requests = true;
    for (int i = 0; i < 20; ++i)
        run->command(model::Ask{net::Stats{}, std::to_string(i)});
    loop.advance({10});
    EXPECT_THAT(server.all<net::Stats>(), SizeIs(8)) << "no more than a server has to hold";
    network.cut_all();
    EXPECT_THAT(run->told<model::QuestionFailed>(), SizeIs(20)) << "asked or not yet asked";
    EXPECT_THAT(run->told<model::QuestionFailed>()[0].text, HasSubstr("Ask again"));
    server.release_requests();
    settle();
    EXPECT_THAT(run->told<model::Answered>(), IsEmpty()) << "none is asked again by itself";
}

TEST_F(LinkQuestions, a_question_that_does_not_fit_the_wire_fails_and_kills_nobody) {
    join();
    run->command(model::Ask{net::Search{.words = std::string(net::max_search_bytes + 1, 'x')}, "a"});
    run->command(model::Ask{net::Search{.words = "\xff"}, "b"});
    run->command(model::Ask{net::Search{.words = "", .rooms = std::vector<net::RoomId>(5'000)}, "c"});
    loop.advance({10});
    EXPECT_THAT(run->told<model::QuestionFailed>(), SizeIs(3));
    EXPECT_THAT(server.all<net::Search>(), IsEmpty());
}

TEST_F(LinkQuestions, an_answer_to_another_question_ends_the_connection) {
    join();
    server.canned_answer = net::StatsReport{};
    run->command(model::Ask{net::Directory{}, "a"});
    loop.advance({5});
    EXPECT_THAT(run->told<model::Offline>(), SizeIs(1));
    EXPECT_THAT(run->told<model::QuestionFailed>(), SizeIs(1)) << "the asker is not left waiting";
    EXPECT_THAT(run->told<model::Answered>(), IsEmpty());
}

TEST_F(LinkQuestions, an_answer_that_nobody_asked_for_is_nothing) {
    join();
    for_each_question(
        [&](const model::Question&, const model::Answer& answer) { server.to_all(as_message(answer)); });
    server.to_all(net::MembersPage{.room = net::lobby});
    loop.advance({10});
    EXPECT_THAT(run->told<model::Answered>(), IsEmpty());
    EXPECT_EQ(run->state(), ConnectionState::Online);
}

TEST_F(LinkQuestions, what_a_hostile_server_answers_is_cleaned_before_anybody_sees_it) {
    join();
    const net::UserRef bad{net::UserId{9}, "b\x1b[2Jad\n"};
    server.canned_answer = net::SearchPage{
        .hits = {{.room = net::lobby,
                  .author = bad,
                  .snippet = "a\x07"
                             "b",
                  .highlights = {{0, 1}}},
                 {.room = net::lobby, .author = bad, .snippet = "plain", .highlights = {{3, 9}, {0, 5}}}}};
    run->command(model::Ask{net::Search{.words = "a"}, "s"});
    loop.advance({10});
    const auto search = std::get<net::SearchPage>(run->told<model::Answered>().back().answer);
    EXPECT_EQ(search.hits[0].author.name, "b[2Jad ");
    EXPECT_EQ(search.hits[0].snippet, "ab");
    EXPECT_THAT(search.hits[0].highlights, IsEmpty()) << "they were meant for another text";
    EXPECT_THAT(search.hits[1].highlights, SizeIs(1)) << "one points beyond the end";

    server.canned_answer = net::AuditPage{.entries = {{.by = bad, .detail = "\x1b]0;title\x07"}}};
    run->command(model::Ask{net::Audit{}, "a"});
    loop.advance({10});
    const auto audit = std::get<net::AuditPage>(run->told<model::Answered>().back().answer);
    EXPECT_EQ(audit.entries[0].detail, "]0;title");
    EXPECT_EQ(audit.entries[0].user.name, "") << "nobody stays nobody";
}

// --- in passing

TEST_F(LinkQuestions, typing_goes_out_every_three_seconds_at_most_and_for_each_room_of_its_own) {
    const net::RoomId den{3000};
    server.rooms[den].summary = {.id = den, .name = "den", .kind = net::RoomKind::Public};
    join();
    for (int i = 0; i < 100; ++i) {
        run->command(model::Typing{net::lobby});
        loop.advance({100});
    }
    EXPECT_THAT(server.all<net::Typing>(), SizeIs(4)) << "in ten seconds";
    run->command(model::Typing{den});
    run->command(model::Typing{{4711}});
    loop.advance({5});
    EXPECT_THAT(server.all<net::Typing>(), SizeIs(5)) << "in no room that one is not in";
    network.places.clear();
    network.cut_all();
    run->command(model::Typing{net::lobby});
    network.places[home] = server.place();
    settle();
    EXPECT_THAT(server.all<net::Typing>(), SizeIs(5)) << "what nobody heard is not said later";
}

TEST_F(LinkQuestions, what_is_looked_at_is_said_every_twenty_seconds_and_after_each_login) {
    join();
    const net::MessageId game{1001};
    run->command(model::Spectate{net::lobby, game, true});
    loop.advance({21'000});
    EXPECT_THAT(server.all<net::Spectate>(), SizeIs(2));
    network.cut_all();
    settle();
    // With the login, not when its time comes.
    const auto resumed = std::ranges::find_if(
        server.received.rbegin(), server.received.rend(),
        [](const auto& message) { return std::holds_alternative<net::Resume>(message); });
    EXPECT_TRUE(std::holds_alternative<net::Spectate>(*std::next(resumed)));
    run->command(model::Spectate{net::lobby, game, false});
    loop.advance({10});
    const std::size_t said = server.all<net::Spectate>().size();
    settle();
    EXPECT_THAT(server.all<net::Spectate>(), SizeIs(said));
    EXPECT_EQ(server.all<net::Spectate>().back(), (net::Spectate{net::lobby, game, false}));
}

TEST_F(LinkQuestions, the_wish_to_be_invisible_holds_before_the_first_and_after_every_login) {
    start();
    run->command(model::SetPresence{net::PresenceState::Offline});
    run->command(to_home(server.passkey()));
    loop.advance({100});
    ASSERT_THAT(server.all<net::SetPresence>(), SizeIs(1));
    EXPECT_EQ(server.all<net::SetPresence>()[0].state, net::PresenceState::Offline);
    // Nobody may see one for a moment: it is said before anything else.
    const auto first = std::ranges::find_if(server.received, [](const auto& message) {
        return std::holds_alternative<net::SetPresence>(message) ||
               std::holds_alternative<net::Resume>(message);
    });
    EXPECT_TRUE(std::holds_alternative<net::SetPresence>(*first));
    network.cut_all();
    settle();
    EXPECT_THAT(server.all<net::SetPresence>(), SizeIs(2));
    run->command(model::SetPresence{net::PresenceState::Offline});
    run->command(model::SetPresence{net::PresenceState::Online});
    loop.advance({10});
    EXPECT_THAT(server.all<net::SetPresence>(), SizeIs(3)) << "what is known is not said again";
    network.cut_all();
    settle();
    EXPECT_THAT(server.all<net::SetPresence>(), SizeIs(3)) << "online is what a server takes for granted";
}

TEST_F(LinkQuestions, signals_and_standing_are_told_and_cleaned) {
    join();
    const net::UserRef bob{net::UserId{9}, "bob\n"};
    server.to_all(net::TypingUsers{net::lobby, {bob}});
    server.to_all(net::MemberProgress{net::lobby, {{bob.id, {3}, {2}}}});
    server.to_all(net::Spectators{net::lobby, {1001}, 1, {bob}});
    server.to_all(net::StandingSet{
        .room = net::lobby, .role = net::Role::Admin, .muted_until = {}, .by = bob, .reason = "a\nb"});
    loop.advance({10});
    const model::Room& lobby = *run->model().room(net::lobby);
    EXPECT_EQ(lobby.typing.at(bob.id).user.name, "bob ");
    EXPECT_EQ(lobby.progress.at(bob.id).read, net::Sequence{2});
    EXPECT_EQ(run->model().games().audience({1001})->users[0].name, "bob ");
    EXPECT_EQ(run->model().role(), net::Role::Admin);
    EXPECT_EQ(run->told<model::StandingChanged>()[0].standing.reason, "a b");
}

TEST_F(LinkQuestions, why_one_was_put_out_of_a_room_is_told) {
    const net::RoomId den{3000};
    server.rooms[den].summary = {.id = den, .name = "den", .kind = net::RoomKind::Public};
    join();
    server.to_all(net::RoomRemoved{.room = den,
                                   .why = net::WhyRemoved::Kicked,
                                   .by = {net::UserId{9}, "bob"},
                                   .reason = "sp\x07"
                                             "am",
                                   .until = {}});
    loop.advance({10});
    ASSERT_THAT(run->model().removals(), SizeIs(1));
    EXPECT_EQ(run->model().removals()[0].room, "den");
    EXPECT_EQ(run->model().removals()[0].what.reason, "spam");
}

// --- people one does not want to hear of

TEST_F(LinkQuestions, ignored_people_are_kept_by_server_and_told_with_every_start) {
    start();
    run->command(model::Ignore{{net::UserId{9}, "bob"}});
    EXPECT_THAT(run->told<model::Trouble>(), SizeIs(1)) << "of which server is not known yet";
    join();
    run->command(model::Ignore{{net::UserId{9}, "bob"}});
    run->command(model::Ignore{{net::UserId{7}, "ada"}});
    EXPECT_TRUE(run->model().is_ignored({9}));
    come_back();
    EXPECT_TRUE(run->model().is_ignored({9}));
    EXPECT_EQ(run->model().ignored().at({7}).name, "ada");
    run->command(model::Unignore{{9}});
    EXPECT_FALSE(run->model().is_ignored({9}));
    profile.fail_next_change();
    run->command(model::Unignore{{7}});
    EXPECT_TRUE(run->model().is_ignored({7})) << "what could not be stored is not pretended";

    testing::ToyServer other(loop, 2);
    network.places["other"] = other.place();
    model::Connect connect = to_home(other.passkey());
    connect.address = "other";
    run->command(connect);
    settle();
    EXPECT_THAT(run->model().ignored(), IsEmpty()) << "another server has other people";
    for (const auto& frame : server.received)
        EXPECT_FALSE(std::holds_alternative<net::Submit>(frame)) << "the server is not told";
}

}  // namespace
}  // namespace crosstalk::link
