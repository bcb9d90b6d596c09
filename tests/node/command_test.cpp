#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/node/node_world.hpp"

namespace crosstalk::server {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

class Commands : public ::testing::Test {
  protected:
    Commands() {
        world.start();
        anna.join_server("Anna");
        bert.join_server("Bert");
    }

    // The texts in the journal, in its order, without those that were refused there.
    std::vector<std::string> journaled() const {
        std::vector<std::string> texts;
        for (const ports::JournalEntry& entry : world.journal.entries()) {
            const auto decoded = std::get<net::LoggedCommand>(net::decode_command(entry.command));
            const auto* post = std::get_if<net::PostMessage>(&decoded.command);
            if (post != nullptr && !post->text.empty()) texts.push_back(post->text);
        }
        return texts;
    }

    NodeWorld world;
    Client anna{world, "10.0.0.1"};
    Client bert{world, "10.0.0.2"};
};

TEST_F(Commands, an_answer_comes_only_when_the_command_is_durable) {
    world.journal.hold_commits();
    const auto number = anna.submit(net::PostMessage{net::lobby, "hello"});
    world.loop.advance({5000});
    EXPECT_FALSE(anna.has<net::Result>());
    world.journal.release_commits();
    world.settle();
    const auto result = anna.take<net::Result>();
    EXPECT_EQ(result.run, anna.run);
    EXPECT_EQ(result.number, number);
    EXPECT_EQ(result.outcome.status, net::Status::Done);
    EXPECT_EQ(result.outcome.sequence, world.node().hub().state().room(net::lobby)->row.head);
    EXPECT_THAT(journaled(), ElementsAre("hello"));
}

TEST_F(Commands, nobody_sees_a_message_before_it_is_durable) {
    bert.watch(net::lobby);
    bert.forget();
    world.journal.hold_commits();
    anna.submit(net::PostMessage{net::lobby, "hello"});
    world.settle();
    EXPECT_TRUE(bert.was_told_nothing());
    world.journal.release_commits();
    world.settle();
    EXPECT_TRUE(bert.has<net::Event>());
}

TEST_F(Commands, what_comes_while_a_batch_is_in_flight_goes_with_the_next_one) {
    world.journal.hold_commits();
    for (int i = 0; i < 5; ++i)
        anna.submit(net::PostMessage{net::lobby, std::to_string(i)});
    bert.submit(net::PostMessage{net::lobby, "b"});
    world.settle();
    EXPECT_THAT(journaled(), SizeIs(0));
    world.journal.release_commits();
    world.settle();
    EXPECT_THAT(journaled(), SizeIs(6));
    EXPECT_THAT(anna.take_all<net::Result>(), SizeIs(5));
}

TEST_F(Commands, a_message_is_sanitised_before_it_is_journaled) {
    anna.post(net::lobby, "a\x07 bell and \xE2\x80\xAE an override");
    EXPECT_THAT(journaled(), ElementsAre("a bell and  an override"));
}

TEST_F(Commands, a_message_of_4000_characters_of_four_bytes_is_taken_and_one_more_is_refused) {
    const std::string text = fishes(static_cast<int>(net::max_text_code_points));
    EXPECT_EQ(anna.post(net::lobby, text).status, net::Status::Done);
    const std::string longer(net::max_text_code_points + 1, 'x');
    EXPECT_EQ(anna.post(net::lobby, longer).status, net::Status::Invalid);
    EXPECT_THAT(journaled(), ElementsAre(text));
}

TEST_F(Commands, an_empty_message_is_refused) {
    for (const char* text : {"", "  ", "\n\t", "\x01"})
        EXPECT_EQ(anna.post(net::lobby, text).status, net::Status::Invalid) << text;
    EXPECT_THAT(journaled(), SizeIs(0));
}

TEST_F(Commands, a_message_that_is_not_utf8_ends_the_session) {
    net::Bytes frame = net::encode(net::Submit{anna.run, {1}, net::PostMessage{net::lobby, "xyz"}});
    const auto place = std::ranges::find(frame, 'x');
    *place = 0xff;
    anna.send_bytes(frame);
    world.settle();
    EXPECT_EQ(anna.take<net::Error>().code, net::ErrorCode::BadFrame);
    EXPECT_TRUE(anna.is_closed);
}

TEST_F(Commands, a_command_of_a_newer_program_is_refused_in_its_turn_and_the_next_one_is_done) {
    net::Bytes unknown = net::encode(net::Submit{anna.run, {1}, net::LeaveRoom{net::lobby}});
    // The variant's index stands right behind run and number.
    unknown[net::frame_header_bytes + 16] = 200;
    anna.number = {1};
    anna.send_bytes(unknown);
    world.settle();
    const auto alone = anna.take<net::Result>();
    EXPECT_EQ(alone.number, net::CommandNumber{1});
    EXPECT_EQ(alone.outcome.status, net::Status::Unknown);

    anna.submit(net::PostMessage{net::lobby, "before"});
    unknown[net::frame_header_bytes + 8] = 3;
    anna.number = {3};
    anna.send_bytes(unknown);
    anna.submit(net::PostMessage{net::lobby, "after"});
    world.settle();
    EXPECT_EQ(anna.take<net::Result>().outcome.status, net::Status::Done);
    EXPECT_EQ(anna.take<net::Result>().outcome.status, net::Status::Unknown);
    EXPECT_EQ(anna.take<net::Result>().outcome.status, net::Status::Done);
    EXPECT_THAT(journaled(), ElementsAre("before", "after"));
}

TEST_F(Commands, what_only_the_server_may_say_is_refused_from_a_client) {
    EXPECT_EQ(anna.ask(net::CreateUser{"Eve", "eve", {}}).status, net::Status::NotAllowed);
    EXPECT_EQ(anna.ask(net::ServerStarted{}).status, net::Status::NotAllowed);
    EXPECT_EQ(anna.ask(net::SetRules{9}).status, net::Status::NotAllowed);
    // Behind another one they are judged in the journal's order.
    anna.submit(net::PostMessage{net::lobby, "x"});
    anna.submit(net::CreateUser{"Eve", "eve", {}});
    world.settle();
    anna.take<net::Result>();
    EXPECT_EQ(anna.take<net::Result>().outcome.status, net::Status::NotAllowed);
    EXPECT_EQ(world.node().hub().state().users.size(), 2u);
}

TEST_F(Commands, what_can_only_be_refused_is_not_written_down) {
    const std::size_t before = world.journal.entries().size();
    EXPECT_EQ(anna.post(net::RoomId{4711}, "hello").status, net::Status::NotFound);
    EXPECT_EQ(world.journal.entries().size(), before);
}

TEST_F(Commands, a_room_that_is_on_its_way_can_be_posted_to_by_the_next_command) {
    const net::RoomId next{(world.journal.head().position.value + 1) << 10U};
    anna.submit(net::CreateRoom{"den", net::RoomKind::Private, {}});
    anna.submit(net::PostMessage{next, "first"});
    world.settle();
    EXPECT_EQ(anna.take<net::Result>().outcome.room, next);
    EXPECT_EQ(anna.take<net::Result>().outcome.status, net::Status::Done);
}

// --- exactly once

TEST_F(Commands, a_number_that_is_repeated_after_a_reconnect_gets_its_first_answer) {
    const auto number = anna.submit(net::PostMessage{net::lobby, "once"});
    world.settle();
    const net::Outcome first = anna.take<net::Result>().outcome;
    anna.come_back();
    anna.send(net::Submit{anna.run, number, net::PostMessage{net::lobby, "once"}});
    world.settle();
    EXPECT_EQ(anna.take<net::Result>().outcome, first);
    EXPECT_THAT(journaled(), ElementsAre("once"));
}

TEST_F(Commands, a_number_that_is_repeated_while_it_is_in_flight_is_done_once) {
    world.journal.hold_commits();
    const auto number = anna.submit(net::PostMessage{net::lobby, "once"});
    world.settle();
    anna.come_back();
    anna.send(net::Submit{anna.run, number, net::PostMessage{net::lobby, "once"}});
    anna.submit(net::PostMessage{net::lobby, "then this"});
    world.settle();
    world.journal.release_commits();
    world.settle();
    const auto results = anna.take_all<net::Result>();
    ASSERT_THAT(results, SizeIs(3));
    EXPECT_EQ(results[0].outcome, results[1].outcome);
    EXPECT_EQ(world.node().hub().state().room(net::lobby)->row.posts, net::PostCount{2});
}

TEST_F(Commands, a_number_is_done_once_across_a_crash_whether_its_batch_survived_or_not) {
    for (const auto fate : {testing::JournalDisk::InFlight::Lost, testing::JournalDisk::InFlight::Kept}) {
        world.journal.hold_commits();
        world.journal.in_flight_at_crash = fate;
        const std::uint64_t before = world.node().hub().state().room(net::lobby)->row.posts.value;
        const auto number = anna.submit(net::PostMessage{net::lobby, "once"});
        world.settle();
        world.crash();
        world.journal.release_commits();
        world.start();
        anna.come_back();
        anna.send(net::Submit{anna.run, number, net::PostMessage{net::lobby, "once"}});
        world.settle();
        EXPECT_EQ(anna.take<net::Result>().outcome.status, net::Status::Done);
        EXPECT_EQ(world.node().hub().state().room(net::lobby)->row.posts.value, before + 1);
    }
}

TEST_F(Commands, a_number_below_the_newest_without_an_answer_is_refused) {
    anna.number = {5};
    anna.post(net::lobby, "six");
    anna.send(net::Submit{anna.run, {3}, net::PostMessage{net::lobby, "three"}});
    world.settle();
    EXPECT_EQ(anna.take<net::Result>().outcome.status, net::Status::Refused);
    EXPECT_THAT(journaled(), ElementsAre("six"));
}

TEST_F(Commands, a_full_window_of_answers_that_were_lost_is_repeated_without_a_duplicate) {
    for (std::uint64_t i = 0; i < net::command_window; ++i)
        anna.submit(net::PostMessage{net::lobby, std::to_string(i)});
    world.settle();
    const auto first = anna.take_all<net::Result>();
    anna.come_back();
    for (std::uint64_t i = 0; i < net::command_window; ++i)
        anna.send(net::Submit{anna.run, {i + 1}, net::PostMessage{net::lobby, std::to_string(i)}});
    world.settle();
    EXPECT_EQ(anna.take_all<net::Result>(), first);
    EXPECT_THAT(journaled(), SizeIs(net::command_window));
}

TEST_F(Commands, more_unanswered_commands_than_the_window_end_the_session) {
    world.journal.hold_commits();
    for (std::uint64_t i = 0; i < net::command_window; ++i)
        anna.submit(net::PostMessage{net::lobby, "x"});
    world.settle();
    EXPECT_FALSE(anna.is_closed);
    anna.submit(net::PostMessage{net::lobby, "one too many"});
    world.settle();
    EXPECT_EQ(anna.take<net::Error>().code, net::ErrorCode::BadFrame);
    EXPECT_TRUE(anna.is_closed);
    world.journal.release_commits();
    world.settle();
    EXPECT_THAT(journaled(), SizeIs(net::command_window));
}

TEST_F(Commands, a_command_without_a_number_ends_the_session) {
    anna.send(net::Submit{anna.run, {0}, net::PostMessage{net::lobby, "x"}});
    world.settle();
    EXPECT_TRUE(anna.is_closed);
    bert.send(net::Submit{{0}, {1}, net::PostMessage{net::lobby, "x"}});
    world.settle();
    EXPECT_TRUE(bert.is_closed);
}

// --- rates

class SlowCommands : public Commands {
  protected:
    void restart() {
        world.crash();
        world.start();
        anna.come_back();
        bert.come_back();
    }
};

TEST_F(SlowCommands, commands_over_the_rate_wait_in_order_and_none_is_dropped) {
    world.options.limits.post_burst = 5;
    world.options.limits.posts_per_second = 10;
    restart();
    std::vector<std::string> sent;
    for (std::uint64_t i = 0; i < net::command_window; ++i) {
        sent.push_back(std::to_string(i));
        anna.submit(net::PostMessage{net::lobby, sent.back()});
    }
    world.settle();
    EXPECT_THAT(anna.take_all<net::Result>(), SizeIs(5));
    world.loop.advance({1000});
    EXPECT_THAT(anna.take_all<net::Result>(), SizeIs(10));
    world.loop.advance({5000});
    const auto rest = anna.take_all<net::Result>();
    EXPECT_THAT(rest, SizeIs(net::command_window - 15));
    for (const net::Result& result : rest)
        EXPECT_EQ(result.outcome.status, net::Status::Done);
    EXPECT_EQ(journaled(), sent);
}

TEST_F(SlowCommands, what_waits_for_one_user_does_not_make_another_wait) {
    world.options.limits.post_burst = 1;
    world.options.limits.posts_per_second = 1;
    restart();
    for (int i = 0; i < 10; ++i)
        anna.submit(net::PostMessage{net::lobby, "a"});
    EXPECT_EQ(bert.post(net::lobby, "b").status, net::Status::Done);
}

TEST_F(SlowCommands, a_cheap_command_behind_a_waiting_one_does_not_overtake_it) {
    world.options.limits.post_burst = 1;
    world.options.limits.posts_per_second = 1;
    restart();
    const net::RoomId den = anna.make_room("den", net::RoomKind::Private);
    anna.submit(net::PostMessage{den, "one"});
    anna.submit(net::PostMessage{den, "two"});
    anna.submit(net::LeaveRoom{den});
    world.loop.advance({3000});
    for (const net::Result& result : anna.take_all<net::Result>())
        EXPECT_EQ(result.outcome.status, net::Status::Done);
    EXPECT_THAT(journaled(), ElementsAre("one", "two"));
}

TEST_F(SlowCommands, a_busy_room_makes_its_members_wait_but_not_a_stranger_who_would_notice_it) {
    world.options.limits.room_posts_per_second = 2;
    restart();
    const net::RoomId den = anna.make_room("den", net::RoomKind::Private);
    for (int i = 0; i < 6; ++i)
        anna.submit(net::PostMessage{den, std::to_string(i)});
    world.settle();
    EXPECT_THAT(anna.take_all<net::Result>(), SizeIs(2));
    EXPECT_EQ(bert.post(den, "is anybody there?").status, net::Status::NotFound) << "at once, as for no room";
    world.loop.advance({3000});
    EXPECT_THAT(anna.take_all<net::Result>(), SizeIs(4));
}

TEST_F(SlowCommands, what_waited_when_the_connection_was_cut_is_repeated_and_done_once_in_order) {
    world.options.limits.post_burst = 2;
    world.options.limits.posts_per_second = 1;
    restart();
    for (int i = 0; i < 5; ++i)
        anna.submit(net::PostMessage{net::lobby, std::to_string(i)});
    world.settle();
    anna.come_back();
    for (std::uint64_t i = 0; i < 5; ++i)
        anna.send(net::Submit{anna.run, {i + 1}, net::PostMessage{net::lobby, std::to_string(i)}});
    world.loop.advance({10'000});
    EXPECT_THAT(anna.take_all<net::Result>(), SizeIs(5));
    EXPECT_THAT(journaled(), ElementsAre("0", "1", "2", "3", "4"));
}

// --- when the disks do not keep up

TEST_F(Commands, a_journal_that_fails_ends_all_acknowledging) {
    world.journal.fail_next_write = testing::JournalDisk::InFlight::Lost;
    anna.submit(net::PostMessage{net::lobby, "lost"});
    world.settle();
    EXPECT_FALSE(world.failure.empty());
    EXPECT_FALSE(anna.has<net::Result>());
    bert.submit(net::PostMessage{net::lobby, "not taken"});
    world.loop.advance({10'000});
    EXPECT_FALSE(bert.has<net::Result>());
    EXPECT_FALSE(world.node().admit("10.0.0.3"));
}

TEST_F(Commands, an_archive_that_fails_ends_all_acknowledging) {
    world.view.fail_next_write = true;
    EXPECT_EQ(anna.post(net::lobby, "the last one").status, net::Status::Done);
    EXPECT_FALSE(world.failure.empty());
    bert.submit(net::PostMessage{net::lobby, "not taken"});
    world.settle();
    EXPECT_FALSE(bert.has<net::Result>());
}

TEST_F(Commands, an_archive_that_lags_too_far_behind_pauses_intake_until_it_has_caught_up) {
    world.crash();
    world.options.limits.view_lag_entries = 10;
    world.start();
    anna.come_back();
    world.view.hold();
    // One at a time, so that each is a batch of its own.
    int taken = 0;
    while (taken < 30) {
        anna.submit(net::PostMessage{net::lobby, std::to_string(taken)});
        world.settle();
        if (!anna.has<net::Result>()) break;
        anna.take<net::Result>();
        ++taken;
    }
    EXPECT_GE(taken, 9);
    EXPECT_LE(taken, 12);
    world.view.release();
    world.settle();
    EXPECT_EQ(anna.take<net::Result>().outcome.status, net::Status::Done);
}

// --- the clock

TEST_F(Commands, time_never_goes_back_in_the_journal_whatever_the_wall_clock_does) {
    anna.post(net::lobby, "now");
    world.runtime().step_wall({-3'600'000});
    world.loop.advance({5000});
    anna.post(net::lobby, "later");
    world.runtime().step_wall({7'200'000});
    anna.post(net::lobby, "much later");
    const auto& entries = world.journal.entries();
    const std::size_t last = entries.size() - 1;
    EXPECT_GE((entries[last - 1].at - entries[last - 2].at).value, 4900);
    EXPECT_LE((entries[last - 1].at - entries[last - 2].at).value, 6000);
    EXPECT_GE((entries[last].at - entries[last - 1].at).value, 3'500'000);
}

}  // namespace
}  // namespace crosstalk::server
