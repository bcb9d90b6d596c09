#include <gtest/gtest.h>

#include "net/limits.hpp"
#include "tests/hub/hub_world.hpp"

namespace crosstalk::hub {
namespace {

class Results : public ::testing::Test {
  protected:
    Effects post(std::uint64_t run, std::uint64_t number) {
        return world.does(ada, net::RunId{run}, net::CommandNumber{number},
                          net::PostMessage{.room = net::lobby, .text = "hi", .mentions = {}});
    }
    std::uint64_t posts() const { return world.hub.state().room(net::lobby)->row.posts.value; }

    HubWorld world;
    Person ada = world.person("ada");
};

TEST_F(Results, a_repeated_number_gives_the_first_answer_and_changes_nothing) {
    const Effects first = post(1, 1);
    const Snapshot before = world.hub.snapshot();
    const Effects again = post(1, 1);
    EXPECT_EQ(again.outcome, first.outcome);
    EXPECT_TRUE(again.repeated);
    EXPECT_TRUE(again.changes.empty());
    EXPECT_TRUE(again.facts.empty());
    Snapshot after = world.hub.snapshot();
    after.mark = before.mark;
    after.at = before.at;
    EXPECT_EQ(after, before);
}

TEST_F(Results, a_refusal_is_final_for_its_number_even_when_it_would_succeed_now) {
    const net::RoomId nowhere{1U << 20U};
    const auto join = [&](net::RoomId room) {
        return world.does(ada, net::RunId{1}, net::CommandNumber{1}, net::JoinRoom{room, "", "", {}})
            .outcome.status;
    };
    EXPECT_EQ(join(nowhere), net::Status::NotFound);
    EXPECT_EQ(join(net::lobby), net::Status::NotFound);
}

TEST_F(Results, the_window_holds_exactly_its_span) {
    for (std::uint64_t n = 1; n <= net::command_window; ++n)
        post(1, n);
    EXPECT_EQ(post(1, 1).outcome.status, net::Status::Done) << "the oldest in the window";
    post(1, net::command_window + 1);
    EXPECT_EQ(post(1, 1).outcome.status, net::Status::Refused) << "one beyond it";
    EXPECT_EQ(post(1, 2).outcome.status, net::Status::Done);
    EXPECT_EQ(posts(), net::command_window + 1);
}

TEST_F(Results, a_number_that_was_passed_over_is_refused_because_it_would_break_the_order) {
    post(1, 1);
    post(1, 3);
    EXPECT_EQ(post(1, 2).outcome.status, net::Status::Refused);
    EXPECT_EQ(posts(), 2U);
}

TEST_F(Results, numbers_of_different_runs_do_not_meet) {
    post(1, 1);
    post(2, 1);
    EXPECT_EQ(posts(), 2U);
}

TEST_F(Results, the_run_that_was_quiet_longest_is_forgotten_first) {
    for (std::uint64_t run = 1; run <= net::runs_per_device; ++run)
        post(run, 1);
    post(1, 2);                         // now run 2 is the oldest
    post(net::runs_per_device + 1, 1);  // takes its place
    EXPECT_EQ(post(1, 1).outcome.status, net::Status::Done);
    EXPECT_TRUE(post(1, 1).repeated);
    EXPECT_EQ(world.hub.state().device(ada.device)->runs.size(), net::runs_per_device);
    EXPECT_FALSE(post(2, 1).repeated) << "a forgotten run begins anew";
}

TEST_F(Results, what_is_foreseen_is_what_apply_answers) {
    const Effects done = post(1, 1);
    const auto ask = [&](std::uint64_t number, net::Command command) {
        return world.hub.foresee(
            {.origin = {ada.user, ada.device, {1}, {number}}, .command = std::move(command)}, world.now);
    };
    EXPECT_EQ(ask(1, net::PostMessage{.room = net::lobby, .text = "hi", .mentions = {}}), done.outcome);
    EXPECT_EQ(ask(2, net::PostMessage{.room = net::lobby, .text = "hi", .mentions = {}}), std::nullopt);
    EXPECT_EQ(ask(2, net::LeaveRoom{net::lobby})->status, net::Status::NotAllowed);
}

}  // namespace
}  // namespace crosstalk::hub
