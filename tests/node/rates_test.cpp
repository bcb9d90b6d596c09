// How often one may do what: slow mode, and the rates that make commands wait.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/node/node_world.hpp"

namespace crosstalk::server {
namespace {

using ::testing::SizeIs;

class Rates : public ::testing::Test {
  protected:
    Rates() {
        world.options.owner_code = a_code(9);
        world.options.limits.room_burst = 5;
        world.options.limits.room_interval_ms = 6'000;
        world.start();
        anna.join_server("Anna");
        bert.join_server("Bert");
        hall = anna.make_room("hall", net::RoomKind::Public);
        bert.ask(net::JoinRoom{hall});
    }
    // So many results within the moment that commands take.
    std::size_t answered(Client& client) {
        world.settle();
        return client.take_all<net::Result>().size();
    }

    NodeWorld world;
    Client anna{world, "10.0.0.1"};
    Client bert{world, "10.0.0.2"};
    Client carl{world, "10.0.0.3"};
    net::RoomId hall;
};

// --- slow mode

class SlowMode : public Rates {
  protected:
    SlowMode() { EXPECT_EQ(anna.ask(net::SetSlowMode{hall, 10}).status, net::Status::Done); }
};

TEST_F(SlowMode, one_who_posts_too_soon_is_told_when_it_may) {
    EXPECT_EQ(bert.post(hall, "one").status, net::Status::Done);
    world.loop.advance({4000});
    const net::Outcome outcome = bert.post(hall, "two");
    EXPECT_EQ(outcome.status, net::Status::SlowMode);
    EXPECT_LE(outcome.retry_after.value, 6000);
    EXPECT_GT(outcome.retry_after.value, 5000);
    world.loop.advance(outcome.retry_after);
    EXPECT_EQ(bert.post(hall, "two").status, net::Status::Done);
}

TEST_F(SlowMode, a_refused_post_neither_waits_nor_stands_in_the_journal_nor_begins_the_pause_anew) {
    bert.post(hall, "one");
    const std::size_t entries = world.journal.entries().size();
    for (int i = 0; i < 9; ++i) {
        EXPECT_EQ(bert.post(hall, "again").status, net::Status::SlowMode);
        world.loop.advance({1000});
    }
    EXPECT_EQ(world.journal.entries().size(), entries);
    world.loop.advance({1000});
    EXPECT_EQ(bert.post(hall, "now").status, net::Status::Done);
}

TEST_F(SlowMode, posts_sent_at_once_are_one_and_refusals_in_order) {
    for (int i = 0; i < 3; ++i)
        bert.submit(net::PostMessage{hall, std::to_string(i)});
    world.settle();
    const auto results = bert.take_all<net::Result>();
    ASSERT_THAT(results, SizeIs(3));
    EXPECT_EQ(results[0].outcome.status, net::Status::Done);
    EXPECT_EQ(results[1].outcome.status, net::Status::SlowMode);
    EXPECT_EQ(results[2].outcome.status, net::Status::SlowMode);
    EXPECT_EQ(world.node().hub().state().room(hall)->row.posts, net::PostCount{1});
}

TEST_F(SlowMode, a_post_that_is_repeated_after_a_cut_gets_its_answer_and_no_refusal) {
    world.journal.hold_commits();
    const auto number = bert.submit(net::PostMessage{hall, "once"});
    world.settle();
    bert.come_back();
    bert.send(net::Submit{bert.run, number, net::PostMessage{hall, "once"}});
    world.settle();
    EXPECT_FALSE(bert.has<net::Result>());
    world.journal.release_commits();
    world.settle();
    for (const net::Result& result : bert.take_all<net::Result>())
        EXPECT_EQ(result.outcome.status, net::Status::Done);
    bert.come_back();
    bert.send(net::Submit{bert.run, number, net::PostMessage{hall, "once"}});
    world.settle();
    EXPECT_EQ(bert.take<net::Result>().outcome.status, net::Status::Done);
    EXPECT_EQ(world.node().hub().state().room(hall)->row.posts, net::PostCount{1});
}

TEST_F(SlowMode, it_holds_for_one_user_over_all_devices_in_one_room_and_not_for_admins) {
    carl.join_with_code(bert.learn<net::CodeMade>(net::MakeCode{}).code);
    EXPECT_EQ(bert.post(hall, "one").status, net::Status::Done);
    EXPECT_EQ(carl.post(hall, "the same person").status, net::Status::SlowMode);
    EXPECT_EQ(bert.post(net::lobby, "elsewhere").status, net::Status::Done);
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(anna.post(hall, "orders").status, net::Status::Done);
}

TEST_F(SlowMode, a_post_that_may_not_be_at_all_is_refused_for_that_and_costs_no_pause) {
    anna.ask(net::MuteUser{hall, bert.me(), {5'000}, ""});
    EXPECT_EQ(bert.post(hall, "one").status, net::Status::Muted);
    world.loop.advance({6'000});
    EXPECT_EQ(bert.post(hall, " ").status, net::Status::Invalid);
    EXPECT_EQ(bert.post(hall, "one").status, net::Status::Done);
    carl.join_server("Carl");
    EXPECT_EQ(carl.post(hall, "not even in").status, net::Status::NotAllowed);
}

TEST_F(SlowMode, that_is_switched_off_is_over_at_once) {
    bert.post(hall, "one");
    anna.ask(net::SetSlowMode{hall, 0});
    EXPECT_EQ(bert.post(hall, "two").status, net::Status::Done);
}

TEST_F(SlowMode, a_reply_waits_for_the_archive_and_is_counted_once) {
    const net::MessageId said = anna.say(hall, "question?");
    world.view.query_delay = [] { return net::Milliseconds{100}; };
    bert.submit(net::PostMessage{hall, "one", said});
    bert.submit(net::PostMessage{hall, "two", said});
    world.loop.advance({1000});
    const auto results = bert.take_all<net::Result>();
    ASSERT_THAT(results, SizeIs(2));
    EXPECT_EQ(results[0].outcome.status, net::Status::Done);
    EXPECT_EQ(results[1].outcome.status, net::Status::SlowMode);
}

// --- what waits

TEST_F(Rates, new_rooms_and_joins_wait_after_the_burst_and_leaving_does_not) {
    for (int i = 0; i < 10; ++i)
        bert.submit(net::CreateRoom{"room " + std::to_string(i), net::RoomKind::Public, ""});
    EXPECT_EQ(answered(bert), 4u) << "one join has been before";
    world.loop.advance({6'000});
    EXPECT_EQ(answered(bert), 1u);
    // Anna has had her share, but may go, ask others in, and talk.
    for (int i = 0; i < 5; ++i)
        anna.make_room("hers " + std::to_string(i), net::RoomKind::Private);
    anna.submit(net::InviteUser{hall, bert.me()});
    anna.submit(net::PostMessage{hall, "x"});
    anna.submit(net::LeaveRoom{hall});
    EXPECT_EQ(answered(anna), 3u);
}

TEST_F(Rates, keeping_order_never_waits_for_joins_and_new_rooms) {
    anna.ask(net::ClaimOwner{world.options.owner_code->spelled_out()});
    for (int i = 0; i < 4; ++i)
        anna.make_room("hers " + std::to_string(i), net::RoomKind::Private);
    std::vector<std::unique_ptr<Client>> crowd;
    for (int i = 0; i < 20; ++i) {
        crowd.push_back(std::make_unique<Client>(world, "10.0.1." + std::to_string(i)));
        crowd.back()->join_server("Guest " + std::to_string(i));
    }
    for (const auto& guest : crowd)
        anna.submit(net::KickUser{net::lobby, guest->me(), ""});
    EXPECT_EQ(answered(anna), 20u);
    for (const auto& guest : crowd)
        EXPECT_TRUE(guest->is_closed);
}

TEST_F(Rates, a_conversation_of_two_that_exists_is_opened_as_often_as_one_likes) {
    bert.ask(net::OpenDirect{anna.me()});
    for (int i = 0; i < 20; ++i)
        bert.submit(net::OpenDirect{anna.me()});
    EXPECT_EQ(answered(bert), 20u);
}

TEST_F(Rates, questions_over_the_rate_wait_in_order_and_nobody_else_waits_with_them) {
    world.crash();
    world.options.limits.question_burst = 3;
    world.options.limits.questions_per_second = 2;
    world.start();
    anna.come_back();
    bert.come_back();
    bert.forget();
    for (std::uint32_t i = 1; i <= 6; ++i)
        bert.send(net::Person{anna.me()}, {i});
    world.settle();
    EXPECT_THAT(bert.take_all<net::PersonFound>(), SizeIs(3));
    EXPECT_EQ(bert.post(hall, "commands do not wait for questions").status, net::Status::Done);
    anna.learn<net::PersonFound>(net::Person{bert.me()});
    world.loop.advance({500});
    EXPECT_THAT(bert.take_all<net::PersonFound>(), SizeIs(1));
    EXPECT_EQ(bert.tag_of_taken, net::Tag{4});
    world.loop.advance({1000});
    EXPECT_THAT(bert.take_all<net::PersonFound>(), SizeIs(2));
    EXPECT_FALSE(bert.is_closed);
}

TEST_F(Rates, an_end_of_watching_does_not_overtake_its_beginning) {
    world.crash();
    world.options.limits.question_burst = 1;
    world.options.limits.questions_per_second = 1;
    world.start();
    anna.come_back();
    bert.come_back();
    bert.send(net::Person{anna.me()});
    bert.send(net::Watch{{hall, {}, true}});
    bert.send(net::Watch{{hall, {}, false}});
    world.loop.advance({3000});
    bert.forget();
    anna.post(hall, "x");
    EXPECT_FALSE(bert.has<net::Event>());
}

TEST_F(Rates, reactions_and_edits_count_as_posts) {
    world.crash();
    world.options.limits.post_burst = 5;
    world.options.limits.posts_per_second = 1;
    world.start();
    bert.come_back();
    const net::MessageId said = bert.say(hall, "look");
    for (int i = 0; i < 10; ++i)
        bert.submit(net::React{hall, {said}, "\xF0\x9F\x91\x8D", i % 2 == 0});
    EXPECT_EQ(answered(bert), 4u);
    world.loop.advance({3000});
    EXPECT_EQ(answered(bert), 3u);
}

TEST_F(Rates, files_are_begun_and_given_up_as_often_as_one_may_post) {
    world.crash();
    world.options.limits.post_burst = 6;
    world.options.limits.posts_per_second = 1;
    world.start();
    bert.come_back();
    const net::UploadId upload = bert.ask(net::BeginUpload{.name = "a", .size = 1, .hash = {1}}).upload;
    bert.ask(net::DropUpload{upload});
    for (int i = 0; i < 9; ++i)
        bert.submit(net::BeginUpload{.name = "a", .size = 1, .hash = {1}});
    EXPECT_EQ(answered(bert), 4u);
    world.loop.advance({3'000});
    EXPECT_EQ(answered(bert), 3u);
}

}  // namespace
}  // namespace crosstalk::server
