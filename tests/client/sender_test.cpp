#include <random>

#include "tests/client/link_world.hpp"

namespace crosstalk::link {
namespace {

using model::ConnectionState;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using LinkSender = LinkWorld;

TEST_F(LinkSender, a_post_is_queued_submitted_and_acknowledged) {
    join();
    post("hello", "a");
    loop.advance({10});
    EXPECT_THAT(server.texts(), ElementsAre("hello"));
    ASSERT_THAT(run->told<model::Queued>(), SizeIs(1));
    EXPECT_EQ(run->told<model::Queued>()[0].ref, "a");
    ASSERT_THAT(run->told<model::Acknowledged>(), SizeIs(1));
    EXPECT_EQ(run->told<model::Acknowledged>()[0].ref, "a");
    EXPECT_EQ(run->told<model::Acknowledged>()[0].outcome.sequence, net::Sequence{1});
    EXPECT_THAT(run->model().pending(), IsEmpty());
    EXPECT_THAT(profile.outbox(server.key.bytes), IsEmpty());
    EXPECT_THAT(run->printed(), ElementsAre("hello"));
}

TEST_F(LinkSender, at_most_a_window_of_commands_is_unanswered_and_all_arrive_in_order) {
    join();
    server.hold_answers = true;
    std::vector<model::LinkCommand> commands;
    for (const std::string& text : numbered("m", 1, 100))
        commands.push_back(model::Post{net::lobby, text, {}});
    run->core().handle(std::move(commands));
    loop.advance({100});
    EXPECT_EQ(server.most_unanswered, net::command_window);
    server.release_answers();
    loop.advance({100});
    EXPECT_THAT(server.texts(), ElementsAreArray(numbered("m", 1, 100)));
    for (std::size_t i = 0; i < server.submits.size(); ++i) {
        EXPECT_EQ(server.submits[i].number, net::CommandNumber{i + 1});
    }
    EXPECT_THAT(run->printed(), ElementsAreArray(numbered("m", 1, 100)));
}

TEST_F(LinkSender, what_is_written_while_offline_goes_out_in_order_when_the_server_is_back) {
    join();
    network.places.clear();
    network.cut_all();
    for (const std::string& text : numbered("m", 1, 5))
        post(text);
    EXPECT_THAT(run->model().pending(), SizeIs(5));
    EXPECT_THAT(profile.outbox(server.key.bytes), SizeIs(5)) << "durable before the server is seen";
    network.places[home] = server.place();
    settle();
    EXPECT_THAT(server.texts(), ElementsAreArray(numbered("m", 1, 5)));
    EXPECT_THAT(run->model().pending(), IsEmpty());
}

TEST_F(LinkSender, a_cut_at_any_frame_of_a_submission_neither_loses_nor_doubles) {
    join();
    come_back();
    const std::size_t before = network.delivered();
    post("a");
    post("b");
    post("c");
    loop.advance({100});
    const std::size_t frames = network.delivered() - before + 8;
    ASSERT_THAT(server.texts(), ElementsAre("a", "b", "c"));

    // The frames of the login come first on every connection.
    for (std::size_t cut = 1; cut <= frames + 10; ++cut) {
        const std::size_t so_far = server.texts().size();
        come_back();
        network.cut_after = cut;
        network.cut_all();
        post("a" + std::to_string(cut));
        post("b" + std::to_string(cut));
        loop.advance({5'000});
        post("c" + std::to_string(cut));
        loop.advance({100});
        network.cut_after.reset();
        settle();
        ASSERT_EQ(run->state(), ConnectionState::Online);
        const auto texts = server.texts();
        ASSERT_EQ(texts.size(), so_far + 3) << "cut after frame " << cut;
        EXPECT_EQ(texts[so_far], "a" + std::to_string(cut));
        EXPECT_EQ(texts[so_far + 1], "b" + std::to_string(cut));
        EXPECT_EQ(texts[so_far + 2], "c" + std::to_string(cut));
        EXPECT_THAT(run->told<model::Acknowledged>(), SizeIs(3)) << "cut after frame " << cut;
    }
}

TEST_F(LinkSender, a_restart_repeats_the_unanswered_verbatim_and_then_goes_on_under_a_new_run) {
    join();
    server.hold_answers = true;
    post("old1", "r1");
    post("old2", "r2");
    loop.advance({10});
    const std::vector<net::Submit> first = server.submits;
    ASSERT_THAT(first, SizeIs(2));
    server.hold_answers = false;
    network.places.clear();
    come_back();
    network.places[home] = server.place();
    settle();
    EXPECT_THAT(run->told<model::Queued>(), SizeIs(2)) << "what is left is told to the new run";
    post("new");
    settle();
    ASSERT_THAT(server.submits, SizeIs(5));
    EXPECT_EQ(server.submits[2], first[0]);
    EXPECT_EQ(server.submits[3], first[1]);
    EXPECT_NE(server.submits[4].run, first[0].run);
    EXPECT_EQ(server.submits[4].number, net::CommandNumber{1});
    EXPECT_THAT(server.texts(), ElementsAre("old1", "old2", "new"));
    EXPECT_EQ(run->told<model::Acknowledged>()[0].ref, "r1");
}

TEST_F(LinkSender, new_posts_wait_for_the_answers_to_those_of_an_older_run) {
    join();
    server.hold_answers = true;
    post("old");
    loop.advance({10});
    come_back();
    post("new");
    loop.advance({100});
    EXPECT_THAT(server.submits, SizeIs(2)) << "the old one, twice";
    server.release_answers();
    settle();
    EXPECT_THAT(server.texts(), ElementsAre("old", "new"));
}

TEST_F(LinkSender, a_refused_number_is_replaced_and_the_place_in_the_order_is_kept) {
    join();
    server.refuse_numbers = {1, 2};
    post("a");
    post("b");
    post("c");
    settle();
    // c was on its way already; a and b keep their order.
    auto texts = server.texts();
    EXPECT_THAT(texts, ::testing::UnorderedElementsAre("a", "b", "c"));
    EXPECT_LT(std::find(texts.begin(), texts.end(), "a"), std::find(texts.begin(), texts.end(), "b"));
    EXPECT_THAT(run->told<model::Acknowledged>(), SizeIs(3));
    EXPECT_THAT(run->told<model::Failed>(), IsEmpty());
}

TEST_F(LinkSender, a_server_that_forgot_an_older_run_gets_its_items_again_in_order) {
    join();
    network.places.clear();
    network.cut_all();
    for (const std::string& text : numbered("m", 1, 40))
        post(text);
    network.places[home] = server.place();
    server.hold_answers = true;
    settle();
    server.forgotten_runs = {server.submits.at(0).run};
    come_back();
    server.release_answers();
    settle();
    EXPECT_THAT(server.texts(), ElementsAreArray(numbered("m", 1, 40)));
}

TEST_F(LinkSender, any_other_refusal_is_final_and_shown) {
    for (const net::Status status :
         {net::Status::NotFound, net::Status::NotAllowed, net::Status::Invalid, net::Status::NameTaken,
          net::Status::TooMany, net::Status::Unknown, net::Status::Muted, net::Status::Banned,
          net::Status::SlowMode, net::Status::WrongCode, net::Status::LastOwner}) {
        join();
        server.outcome = status;
        const std::size_t before = server.submits.size();
        post("hello", "a");
        settle();
        ASSERT_THAT(run->told<model::Failed>(), SizeIs(1));
        EXPECT_EQ(run->told<model::Failed>()[0].status, status);
        EXPECT_FALSE(run->told<model::Failed>()[0].text.empty());
        EXPECT_EQ(server.submits.size(), before + 1);
        EXPECT_EQ(run->model().pending().at(0).state, model::PendingState::Failed);
        run->command(model::Cancel{"a"});
        EXPECT_THAT(run->model().pending(), IsEmpty());
        EXPECT_THAT(profile.outbox(server.key.bytes), IsEmpty());
    }
}

TEST_F(LinkSender, a_queued_post_can_be_taken_back_and_a_submitted_one_cannot) {
    join();
    server.hold_answers = true;
    post("on its way", "a");
    loop.advance({10});
    run->command(model::Cancel{"a"});
    EXPECT_THAT(run->told<model::Withdrawn>(), IsEmpty());
    network.places.clear();
    network.cut_all();
    post("not yet", "b");
    run->command(model::Cancel{"b"});
    EXPECT_THAT(run->told<model::Withdrawn>(), SizeIs(1));
    server.hold_answers = false;
    network.places[home] = server.place();
    settle();
    EXPECT_THAT(server.texts(), ElementsAre("on its way"));
}

TEST_F(LinkSender, what_is_taken_back_while_a_new_connection_is_being_made_is_not_sent_by_it) {
    join();
    network.places.clear();
    network.cut_all();
    post("never mind", "a");
    run->command(to_home());
    run->command(model::Cancel{"a"});
    EXPECT_THAT(run->told<model::Withdrawn>(), SizeIs(1));
    network.places[home] = server.place();
    settle();
    EXPECT_THAT(server.texts(), IsEmpty());
}

TEST_F(LinkSender, an_answer_that_was_shown_while_a_new_connection_was_being_made_is_not_told_again) {
    join(Completeness::Everything);
    run->marks = false;
    post("hello", "a");
    loop.advance({10});
    ASSERT_THAT(run->told<model::Acknowledged>(), SizeIs(1));
    network.places.clear();
    run->command(to_home());
    run->command(model::AnswerShown{"a"});
    network.places[home] = server.place();
    settle();
    EXPECT_THAT(run->told<model::Acknowledged>(), SizeIs(1));
}

TEST_F(LinkSender, a_post_that_cannot_be_stored_is_not_accepted_and_not_sent) {
    join();
    profile.fail_next_change();
    post("lost?", "a");
    loop.advance({100});
    ASSERT_THAT(run->told<model::Failed>(), SizeIs(1));
    EXPECT_EQ(run->told<model::Failed>()[0].ref, "a");
    EXPECT_THAT(server.submits, IsEmpty());
    post("stored", "b");
    settle();
    EXPECT_THAT(server.texts(), ElementsAre("stored"));
    EXPECT_EQ(server.submits[0].number, net::CommandNumber{1}) << "the number was not used up";
}

TEST_F(LinkSender, blank_and_overlong_texts_and_posts_before_any_connection_fail_at_once) {
    start();
    post("too early");
    EXPECT_THAT(run->told<model::Failed>(), SizeIs(1));
    join();
    post(" \n ");
    post(std::string(4'001, 'x'));
    run->command(model::Post{net::lobby, "x", std::string(model::max_ref_bytes + 1, 'r')});
    settle();
    EXPECT_THAT(run->told<model::Failed>(), SizeIs(3));
    EXPECT_THAT(server.submits, IsEmpty());
    post(std::string(4'000, 'x'));
    settle();
    EXPECT_THAT(server.submits, SizeIs(1));
}

TEST_F(LinkSender, an_answer_that_was_not_shown_is_told_again_by_the_next_run_and_nothing_is_sent_again) {
    join(Completeness::Everything);
    run->marks = false;
    post("hello", "a");
    loop.advance({10});
    server.outcome = net::Status::NotAllowed;
    post("never", "b");
    loop.advance({10});
    const std::size_t submitted = server.submits.size();
    for (int restart = 0; restart < 2; ++restart) {
        start(Completeness::Everything);
        run->marks = restart == 1;
        run->command(to_home());
        loop.advance({100});
        ASSERT_THAT(run->told<model::Acknowledged>(), SizeIs(1));
        EXPECT_EQ(run->told<model::Acknowledged>()[0].ref, "a");
        EXPECT_EQ(run->told<model::Acknowledged>()[0].outcome.sequence, net::Sequence{1});
        ASSERT_THAT(run->told<model::Failed>(), SizeIs(1));
        EXPECT_EQ(run->told<model::Failed>()[0].status, net::Status::NotAllowed);
    }
    come_back(Completeness::Everything);
    EXPECT_THAT(run->told<model::Acknowledged>(), IsEmpty());
    EXPECT_THAT(profile.outbox(server.key.bytes), IsEmpty());
    EXPECT_EQ(server.submits.size(), submitted);
}

TEST_F(LinkSender, an_answer_from_an_earlier_run_is_told_once_the_rooms_are_known) {
    join(Completeness::Everything);
    run->marks = false;
    post("hello", "a");
    loop.advance({10});
    come_back(Completeness::Everything);
    std::size_t listed = 0;
    std::size_t answered = 0;
    for (std::size_t i = 0; i < run->events().size(); ++i) {
        if (std::holds_alternative<model::RoomsListed>(run->events()[i])) listed = i;
        if (std::holds_alternative<model::Acknowledged>(run->events()[i])) answered = i;
    }
    EXPECT_GT(answered, listed);
}

TEST_F(LinkSender, rooms_are_made_through_the_same_outbox) {
    join();
    run->command(model::Perform{net::CreateRoom{"den", net::RoomKind::Private, {}}, "c"});
    settle();
    ASSERT_THAT(run->told<model::Acknowledged>(), SizeIs(1));
    EXPECT_EQ(run->told<model::Acknowledged>()[0].ref, "c");
    EXPECT_THAT(run->model().rooms(), SizeIs(2));
    server.post("in the den", run->told<model::Acknowledged>()[0].outcome.room);
    loop.advance({10});
    EXPECT_THAT(run->printed(), ElementsAre("in the den")) << "a room that is added is watched";
}

// Else a confirmed post would vanish for a moment, or be seen twice.
TEST_F(LinkSender, an_answer_is_told_before_the_fact_that_came_with_it) {
    join();
    network.together = true;
    post("hello", "a");
    loop.advance({10});
    std::size_t answered = 0;
    std::size_t happened = 0;
    for (std::size_t i = 0; i < run->events().size(); ++i) {
        if (std::holds_alternative<model::Acknowledged>(run->events()[i])) answered = i;
        if (std::holds_alternative<model::Happened>(run->events()[i])) happened = i;
    }
    ASSERT_NE(answered, 0u);
    ASSERT_NE(happened, 0u);
    EXPECT_LT(answered, happened) << "the toy server sends the fact first";
}

// Cuts, deaths, refusals and posts of others at random: what was accepted is there once and in order, and what a
// client that marks what it prints has printed over all its runs is the room.
TEST_F(LinkSender, whatever_is_cut_and_whoever_dies_all_is_there_once_and_in_order) {
    for (unsigned seed_of_faults = 1; seed_of_faults <= 60; ++seed_of_faults) {
        std::mt19937 random(seed_of_faults);
        testing::VirtualLoop own_loop;
        testing::MemoryNetwork own_network(own_loop);
        testing::ToyServer own_server(own_loop, 1);
        MemoryProfile own_profile(transport::system_random());
        own_network.places[home] = own_server.place();
        own_server.page_rows = 1 + random() % 10;
        own_server.newcomer_rows = 100'000;
        std::vector<std::string> printed;
        std::vector<std::string> mine;
        std::unique_ptr<ClientRun> own_run;
        const auto restart = [&] {
            own_network.cut_all();
            if (own_run) printed.insert(printed.end(), own_run->printed().begin(), own_run->printed().end());
            own_run.reset();
            own_run = std::make_unique<ClientRun>(own_loop, own_network, own_profile,
                                                  Completeness::Everything, random());
            own_run->command(to_home(own_server.passkey()));
        };
        restart();
        own_loop.advance({100});
        ASSERT_EQ(own_run->state(), ConnectionState::Online);
        int next = 0;
        for (int step = 0; step < 120; ++step) {
            switch (random() % 9) {
                case 0:
                    own_network.cut_all();
                    break;
                case 1:
                    own_network.cut_after = 1 + random() % 25;
                    break;
                case 2:
                    own_network.cut_after.reset();
                    break;
                case 3:
                    // A kill between the mark and the next line is what at least once is about; not here.
                    own_network.cut_all();
                    own_loop.advance({1});
                    restart();
                    break;
                case 4:
                    own_server.post("other" + std::to_string(step));
                    break;
                case 5:
                    own_server.skip_sequences = random() % 2;
                    own_server.post("skipped" + std::to_string(step));
                    break;
                default:
                    if (own_run->model().me().id) {
                        mine.push_back("mine" + std::to_string(++next));
                        const std::size_t failed = own_run->told<model::Failed>().size();
                        own_run->command(model::Post{net::lobby, mine.back(), {}});
                        if (own_run->told<model::Failed>().size() != failed) mine.pop_back();
                    }
            }
            own_loop.advance({static_cast<std::int64_t>(random() % 800)});
        }
        own_network.cut_after.reset();
        own_server.skip_sequences = 0;
        own_loop.advance({300'000});
        own_server.post("last");
        own_loop.advance({1'000});
        printed.insert(printed.end(), own_run->printed().begin(), own_run->printed().end());

        ASSERT_EQ(own_run->state(), ConnectionState::Online) << "seed " << seed_of_faults;
        std::vector<std::string> arrived;
        for (const std::string& text : own_server.texts()) {
            if (text.starts_with("mine")) arrived.push_back(text);
        }
        ASSERT_THAT(arrived, ElementsAreArray(mine)) << "seed " << seed_of_faults;
        ASSERT_THAT(printed, ElementsAreArray(own_server.texts())) << "seed " << seed_of_faults;
        ASSERT_THAT(own_profile.outbox(own_server.key.bytes), IsEmpty()) << "seed " << seed_of_faults;
        ASSERT_LE(own_server.most_requests, 8u);
    }
}

}  // namespace
}  // namespace crosstalk::link
