#include "tests/client/link_world.hpp"

namespace crosstalk::link {
namespace {

using model::ConnectionState;
using model::Refusal;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using LinkLife = LinkWorld;

TEST_F(LinkLife, an_idle_connection_is_kept_alive_and_measured) {
    join();
    EXPECT_THAT(run->told<model::RoundTrip>(), SizeIs(1)) << "once at the beginning";
    EXPECT_EQ(run->model().connection().round_trip, net::Milliseconds{2});
    loop.advance({200'000});
    EXPECT_EQ(run->state(), ConnectionState::Online);
    EXPECT_GE(server.all<net::Ping>().size(), 8u);
    EXPECT_LE(server.all<net::Ping>().size(), 12u);
    EXPECT_EQ(server.logins, 1u);
}

TEST_F(LinkLife, the_servers_limits_say_when_to_ping_and_when_to_give_up) {
    server.limits.ping_ms = 1'000;
    server.limits.dead_ms = 3'000;
    join();
    server.answers_pings = false;
    loop.advance({2'500});
    EXPECT_EQ(run->state(), ConnectionState::Online);
    loop.advance({1'500});
    ASSERT_THAT(run->told<model::Offline>(), SizeIs(1));
    EXPECT_THAT(run->told<model::Offline>()[0].reason, HasSubstr("Nothing was heard"));
}

TEST_F(LinkLife, a_server_that_falls_silent_is_given_up_and_found_again) {
    join();
    network.silent = true;
    loop.advance({51'000});
    EXPECT_NE(run->state(), ConnectionState::Online);
    network.silent = false;
    settle();
    EXPECT_EQ(run->state(), ConnectionState::Online);
}

TEST_F(LinkLife, a_ping_of_the_server_is_answered) {
    join();
    server.to_all(net::Ping{});
    loop.advance({10});
    EXPECT_THAT(server.all<net::Pong>(), SizeIs(1));
}

TEST_F(LinkLife, a_stopping_servers_reason_is_shown_and_the_client_comes_back) {
    join();
    server.goodbye(net::AfterGoodbye::Reconnect, "The server is stopping.");
    loop.advance({10});
    ASSERT_THAT(run->told<model::Offline>(), SizeIs(1));
    EXPECT_EQ(run->told<model::Offline>()[0].reason, "The server is stopping.");
    settle();
    EXPECT_EQ(run->state(), ConnectionState::Online);
}

TEST_F(LinkLife, a_client_that_is_sent_away_stays_away) {
    join();
    server.goodbye(net::AfterGoodbye::Stay, "Go.");
    settle();
    EXPECT_EQ(run->model().connection().refusal, Refusal::Stopped);
    EXPECT_EQ(run->model().connection().reason, "Go.");
    EXPECT_EQ(network.dials(), 1u);
}

TEST_F(LinkLife, a_ban_is_told_as_one) {
    join();
    server.to_all(net::Error{.code = net::ErrorCode::Banned,
                             .text = "Banned.",
                             .retry_after = {},
                             .tries_left = 0,
                             .suggestion = {}});
    server.goodbye(net::AfterGoodbye::Stay, "Go.");
    settle();
    EXPECT_EQ(run->model().connection().refusal, Refusal::Banned);
}

TEST_F(LinkLife, a_second_program_with_the_same_identity_ends_this_one_instead_of_fighting_it) {
    join();
    server.goodbye(net::AfterGoodbye::Elsewhere, "This device connected again.");
    settle();
    EXPECT_EQ(run->model().connection().refusal, Refusal::Stopped);
    EXPECT_THAT(run->model().connection().reason, HasSubstr("copy of this profile"));
    EXPECT_EQ(network.dials(), 1u);
}

TEST_F(LinkLife, attempts_back_off_to_thirty_seconds_with_full_jitter) {
    testing::VirtualRuntime runtime(loop, 7);
    Backoff backoff;
    std::int64_t bound = 500;
    std::set<std::int64_t> seen;
    for (int i = 0; i < 20; ++i) {
        const net::Milliseconds span = backoff.next(runtime);
        EXPECT_GE(span.value, 0);
        EXPECT_LE(span.value, std::min<std::int64_t>(bound, 30'000));
        seen.insert(span.value);
        bound = std::min<std::int64_t>(bound * 2, 30'000);
    }
    EXPECT_GT(seen.size(), 15u);
    backoff.reset();
    EXPECT_LE(backoff.next(runtime).value, 500);
}

TEST_F(LinkLife, a_server_that_ends_every_session_at_once_is_not_hammered) {
    join();
    network.cut_after = 9;
    network.cut_all();
    loop.advance({300'000});
    EXPECT_LT(network.dials(), 60u) << "a session that ends at once does not reset the back-off";
}

TEST_F(LinkLife, a_retry_can_be_asked_for) {
    join();
    network.places.clear();
    network.cut_all();
    loop.advance({120'000});
    while (run->state() != ConnectionState::Offline)
        loop.advance({1});
    network.places[home] = server.place();
    run->command(model::RetryNow{});
    run->command(model::RetryNow{});
    loop.advance({50});
    EXPECT_EQ(run->state(), ConnectionState::Online);
    EXPECT_EQ(network.open_connections(), 1u);
}

TEST_F(LinkLife, leaving_says_goodbye_and_stays_away) {
    join();
    run->command(model::Disconnect{});
    settle();
    EXPECT_THAT(server.all<net::Goodbye>(), SizeIs(1));
    EXPECT_EQ(run->state(), ConnectionState::Idle);
    EXPECT_EQ(network.open_connections(), 0u);
    EXPECT_EQ(network.dials(), 1u);
    post("for later");
    run->command(to_home());
    settle();
    EXPECT_THAT(server.texts(), ElementsAre("for later"));
}

TEST_F(LinkLife, stopping_says_goodbye_tells_nothing_more_and_closes) {
    join();
    const std::size_t told = run->events().size();
    run->core().stop();
    EXPECT_FALSE(run->core().is_closed());
    loop.advance({100});
    EXPECT_TRUE(run->core().is_closed());
    EXPECT_EQ(run->events().size(), told);
    EXPECT_THAT(server.all<net::Goodbye>(), SizeIs(1));
}

TEST_F(LinkLife, another_connect_ends_the_first_connection) {
    join();
    testing::ToyServer other(loop, 2);
    network.places["other"] = other.place();
    model::Connect connect = to_home(other.passkey());
    connect.address = "other";
    run->command(connect);
    run->command(model::Post{net::lobby, "to nobody", "a"});
    settle();
    EXPECT_EQ(run->model().server().key, other.key.bytes);
    EXPECT_EQ(network.open_connections(), 1u);
    EXPECT_THAT(run->told<model::Failed>(), SizeIs(1)) << "for which of the two it was cannot be known";
    EXPECT_THAT(server.texts(), IsEmpty());
}

TEST_F(LinkLife, unsent_posts_belong_to_their_server) {
    join();
    network.places.erase(home);
    network.cut_all();
    post("for home");
    testing::ToyServer other(loop, 2);
    network.places["other"] = other.place();
    model::Connect connect = to_home(other.passkey());
    connect.address = "other";
    run->command(connect);
    settle();
    EXPECT_THAT(other.texts(), IsEmpty());
    network.places[home] = server.place();
    run->command(to_home());
    settle();
    EXPECT_THAT(server.texts(), ElementsAre("for home"));
}

TEST_F(LinkLife, a_server_can_be_forgotten_but_not_while_it_is_in_use) {
    join();
    run->command(model::ForgetServer{server.key.bytes});
    EXPECT_THAT(run->told<model::Trouble>(), SizeIs(1));
    run->command(model::Disconnect{});
    run->command(model::ForgetServer{server.key.bytes});
    EXPECT_THAT(run->model().saved_servers(), IsEmpty());
    run->command(to_home());
    settle();
    EXPECT_EQ(run->model().connection().refusal, Refusal::PasskeyNeeded);
}

TEST_F(LinkLife, settings_are_told_at_the_start_and_kept) {
    start();
    run->command(model::KeepSetting{"theme", "dark"});
    start();
    EXPECT_EQ(run->model().settings().at("theme"), "dark");
}

TEST_F(LinkLife, a_message_that_cannot_be_decoded_ends_the_connection_and_another_is_made) {
    join();
    server.to_all(net::ServerHello{});  // not due any more
    loop.advance({5});
    EXPECT_THAT(run->told<model::Offline>(), SizeIs(1));
    settle();
    EXPECT_EQ(run->state(), ConnectionState::Online);
}

}  // namespace
}  // namespace crosstalk::link
