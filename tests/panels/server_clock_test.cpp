// The server's clock, guessed from what it says.
#include "ui/panels/server_clock.hpp"

#include <gtest/gtest.h>

#include "tests/model/worlds.hpp"

namespace crosstalk::ui {
namespace {

const FixedZone zone{0};

Moment at(std::int64_t steady_ms) {
    return {.zone = zone, .steady_ms = steady_ms, .wall_ms = 5'000'000 + steady_ms};
}

model::Happened said_at(std::int64_t server_ms) {
    model::Happened happened = model::posted(net::lobby, 4);
    happened.event.at = {server_ms};
    return happened;
}

TEST(ServerClock, is_that_of_this_machine_until_the_server_was_heard) {
    ServerClock clock;
    EXPECT_EQ(clock.now_ms(at(10)), 5'000'010);
    clock.hear(said_at(70'000));
    EXPECT_EQ(clock.now_ms(at(20)), 70'000);
    EXPECT_EQ(clock.now_ms(at(1'020)), 71'000);
}

TEST(ServerClock, believes_the_message_that_has_come_fastest) {
    ServerClock clock;
    clock.hear(said_at(70'000));
    EXPECT_EQ(clock.now_ms(at(1'500)), 70'000);
    clock.hear(said_at(70'900));
    EXPECT_EQ(clock.now_ms(at(2'000)), 70'900) << "the first was on its way for longer";
    clock.hear(said_at(71'000));
    EXPECT_EQ(clock.now_ms(at(9'000)), 77'900) << "this one was late";
}

TEST(ServerClock, begins_anew_with_each_connection) {
    ServerClock clock;
    clock.hear(said_at(70'000));
    EXPECT_EQ(clock.now_ms(at(1'000)), 70'000);
    clock.hear(model::Online{.me = model::me, .server = {}, .limits = {}, .at = {}, .server_now = {60'000}});
    EXPECT_EQ(clock.now_ms(at(2'000)), 60'000) << "it was set back";
    clock.hear(model::Online{.me = model::me, .server = {}, .limits = {}, .at = {}});
    EXPECT_EQ(clock.now_ms(at(2'000)), 5'002'000) << "it does not say";
}

}  // namespace
}  // namespace crosstalk::ui
