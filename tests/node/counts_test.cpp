// What a node counts for metrics, and settings that change while it runs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/runtime/server_started.hpp"
#include "tests/node/node_world.hpp"

namespace crosstalk::server {
namespace {

class NodeFigures : public ::testing::Test {
  protected:
    NodeFigures() {
        world.start();
        anna.join_server("Anna");
    }

    const NodeCounts& counts() { return world.node().counts(); }

    NodeWorld world;
    Client anna{world, "10.0.0.1"};
};

TEST_F(NodeFigures, answers_are_counted_by_what_came_of_the_command) {
    const std::uint64_t done = counts().answered.of(net::Status::Done);
    anna.post(net::lobby, "one");
    anna.post({4711}, "nowhere");
    EXPECT_EQ(counts().answered.of(net::Status::Done), done + 1);
    EXPECT_EQ(counts().answered.of(net::Status::NotFound), 1u);
}

TEST_F(NodeFigures, a_frame_that_is_not_taken_is_counted_by_its_fault_and_its_connection_as_dismissed) {
    anna.send(net::Submit{{}, {}, net::PostMessage{net::lobby, "without a number"}});
    world.settle();
    EXPECT_EQ(counts().refused_frames.of(FrameFault::OutOfTurn), 1u);
    EXPECT_EQ(counts().refused_frames.of(FrameFault::Malformed), 0u);
    EXPECT_EQ(counts().dismissed.of(net::ErrorCode::BadFrame), 1u);
}

TEST_F(NodeFigures, each_batch_that_becomes_durable_is_one_commit) {
    const auto commits = [this] {
        std::uint64_t count = 0;
        for (std::size_t i = 0; i <= Durations::bounds_ms.size(); ++i)
            count += counts().commits.count(i);
        return count;
    };
    const std::uint64_t before = commits();
    EXPECT_GT(before, 0u);
    world.journal.hold_commits();
    anna.submit(net::PostMessage{net::lobby, "one"});
    world.loop.advance({3'000});
    EXPECT_EQ(commits(), before);
    world.journal.release_commits();
    world.settle();
    EXPECT_EQ(commits(), before + 1);
    // 2 to 5 s.
    EXPECT_EQ(counts().commits.count(Durations::bounds_ms.size() - 1), 1u);
    EXPECT_GE(counts().commits.sum_ms(), 2'000);
}

TEST_F(NodeFigures, a_journal_that_takes_nothing_is_silent_for_as_long_as_somebody_waits) {
    world.loop.advance({15'000});
    EXPECT_EQ(world.node().journal_silence(), net::Milliseconds{});
    world.journal.hold_commits();
    anna.submit(net::PostMessage{net::lobby, "one"});
    world.loop.advance({12'000});
    EXPECT_GE(world.node().journal_silence(), net::Milliseconds{11'000});
    EXPECT_LE(world.node().journal_silence(), net::Milliseconds{12'000});
    world.journal.release_commits();
    world.settle();
    EXPECT_EQ(world.node().journal_silence(), net::Milliseconds{});
}

TEST(DurationsTest, a_duration_falls_under_the_first_bound_that_it_does_not_pass) {
    Durations durations;
    for (const std::int64_t ms : {0, 1, 2, 3, 5'000, 5'001})
        durations.add({ms});
    EXPECT_EQ(durations.count(0), 2u);
    EXPECT_EQ(durations.count(1), 1u);
    EXPECT_EQ(durations.count(2), 1u);
    EXPECT_EQ(durations.count(11), 1u);
    EXPECT_EQ(durations.count(12), 1u);
    EXPECT_EQ(durations.sum_ms(), 10'007);
}

// --- settings that change

TEST_F(NodeFigures, a_new_name_and_new_limits_hold_for_whoever_comes_next) {
    net::Limits limits = world.options.limits;
    limits.sessions = 2;
    world.node().reconfigure("Renamed", 20, limits);
    Client bert{world, "10.0.0.2"};
    bert.join_server("Bert");
    EXPECT_EQ(bert.welcome.server_name, "Renamed");
    EXPECT_EQ(anna.post(net::lobby, "still here").status, net::Status::Done);
    const auto sessions =
        std::ranges::find_if(bert.welcome.limits, [](const auto& limit) { return limit.name == "sessions"; });
    ASSERT_NE(sessions, bert.welcome.limits.end());
    EXPECT_EQ(sessions->value, 2);
}

TEST_F(NodeFigures, new_rates_hold_for_whoever_is_here) {
    net::Limits limits = world.options.limits;
    limits.post_burst = 1;
    limits.posts_per_second = 1;
    world.node().reconfigure("Test server", 50, limits);
    for (int i = 0; i < 10; ++i)
        anna.submit(net::PostMessage{net::lobby, "x"});
    world.settle();
    EXPECT_LT(anna.take_all<net::Result>().size(), 10u);
}

TEST(ServerStarted, the_limits_that_are_logged_are_those_that_the_hub_judges_by) {
    std::size_t logged = 0;
    for (const net::LimitRow& row : net::limit_rows())
        logged += is_logged_at_start(row) ? 1U : 0U;
    EXPECT_EQ(logged, 13u);
    const auto is_logged = [](std::string_view name) {
        return is_logged_at_start(*std::ranges::find(net::limit_rows(), name, &net::LimitRow::name));
    };
    EXPECT_TRUE(is_logged("rooms-per-user"));
    EXPECT_TRUE(is_logged("file-bytes"));
    EXPECT_FALSE(is_logged("sessions"));
    EXPECT_FALSE(is_logged("post-burst"));
}

}  // namespace
}  // namespace crosstalk::server
