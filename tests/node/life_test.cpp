#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/node/node_world.hpp"

namespace crosstalk::server {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class Life : public ::testing::Test {
  protected:
    NodeWorld world;
    Client anna{world, "10.0.0.1"};
    Client bert{world, "10.0.0.2"};
};

// --- start

TEST_F(Life, the_first_start_makes_the_lobby_and_each_start_is_recorded) {
    world.start();
    EXPECT_TRUE(world.ready);
    EXPECT_NE(world.node().hub().state().room(net::lobby), nullptr);
    EXPECT_EQ(world.journal.entries().size(), 1u);
    world.crash();
    world.start();
    EXPECT_EQ(world.journal.entries().size(), 2u);
}

TEST_F(Life, nobody_is_let_in_before_the_start_is_durable) {
    world.journal.hold_commits();
    world.start();
    EXPECT_FALSE(world.ready);
    EXPECT_FALSE(anna.connect());
    world.journal.release_commits();
    world.settle();
    EXPECT_TRUE(world.ready);
    EXPECT_TRUE(anna.connect());
}

TEST_F(Life, a_restart_replays_what_the_archive_lost) {
    world.start();
    anna.join_server("Anna");
    for (int i = 0; i < 400; ++i)
        anna.post(net::lobby, std::to_string(i));
    const hub::Snapshot before = world.node().hub().snapshot();
    world.crash();
    world.view.lose_suffix(50);
    world.start();
    hub::Snapshot after = world.node().hub().snapshot();
    after.mark = before.mark;
    after.at = before.at;
    EXPECT_EQ(after, before);
    anna.come_back();
    anna.watch(net::lobby);
    EXPECT_EQ(anna.take<net::RoomState>().messages.back().text, "399");
}

TEST_F(Life, an_archive_ahead_of_its_journal_is_not_served) {
    world.start();
    anna.join_server("Anna");
    world.crash();
    world.journal.lose_tail(1);
    world.start();
    EXPECT_FALSE(world.ready);
    EXPECT_THAT(world.failure, HasSubstr("Restore"));
    EXPECT_FALSE(anna.connect());
}

TEST_F(Life, an_archive_of_another_journal_is_not_served) {
    world.start();
    world.crash();
    NodeWorld other;
    other.seed = 100;
    other.start();
    Client carl(other);
    carl.join_server("Carl");
    other.crash();
    std::swap(world.journal, other.journal);
    world.start();
    EXPECT_FALSE(world.ready);
    EXPECT_THAT(world.failure, HasSubstr("do not belong together"));
}

// --- stop

TEST_F(Life, a_stop_says_goodbye_with_its_reason_and_waits_for_what_was_begun) {
    world.start();
    anna.join_server("Anna");
    bert.connect();
    world.journal.hold_commits();
    anna.submit(net::PostMessage{net::lobby, "on its way"});
    world.settle();
    bool stopped = false;
    world.node().stop("The server is being updated.", [&] { stopped = true; });
    world.settle();
    EXPECT_EQ(anna.take<net::Goodbye>(),
              (net::Goodbye{net::AfterGoodbye::Reconnect, "The server is being updated."}));
    EXPECT_TRUE(bert.has<net::Goodbye>()) << "also to those who are not logged in";
    EXPECT_TRUE(anna.is_closed);
    EXPECT_FALSE(stopped);
    EXPECT_FALSE(bert.connect());
    world.journal.release_commits();
    world.settle();
    EXPECT_TRUE(stopped);
    world.crash();
    world.start();
    EXPECT_EQ(world.node().hub().state().room(net::lobby)->row.posts, net::PostCount{1});
}

TEST_F(Life, a_stop_does_not_wait_for_ever_for_one_who_does_not_read) {
    world.network.weather.socket = [] { return std::size_t{1024}; };
    world.start();
    anna.join_server("Anna");
    bert.join_server("Bert");
    anna.watch(net::lobby);
    anna.connection()->stall(Side::Client);
    for (int i = 0; i < 5; ++i)
        bert.post(net::lobby, std::string(2000, 'x'));
    bool stopped = false;
    world.node().stop("Bye.", [&] { stopped = true; });
    world.loop.advance({2000});
    EXPECT_TRUE(stopped);
}

TEST_F(Life, a_stop_during_the_start_never_gets_ready) {
    world.journal.hold_commits();
    world.start();
    bool stopped = false;
    world.node().stop("Changed my mind.", [&] { stopped = true; });
    world.journal.release_commits();
    world.settle();
    EXPECT_TRUE(stopped);
    EXPECT_FALSE(world.ready);
    EXPECT_FALSE(anna.connect());
}

TEST_F(Life, a_stop_during_the_replay_never_gets_ready) {
    world.start();
    anna.join_server("Anna");
    for (int i = 0; i < 40; ++i)
        anna.post(net::lobby, "x");
    world.crash();
    world.view.lose_suffix(30);
    const std::size_t entries = world.journal.entries().size();
    bool stopped = false;
    world.before_running = [&] { world.node().stop("Changed my mind.", [&] { stopped = true; }); };
    world.start();
    EXPECT_TRUE(stopped);
    EXPECT_FALSE(world.ready);
    EXPECT_EQ(world.journal.entries().size(), entries) << "nothing is recorded of a start that was not one";
}

// --- life and death of connections

TEST_F(Life, a_quiet_client_is_asked_for_a_sign_of_life_and_one_that_gives_it_stays) {
    world.start();
    anna.join_server("Anna");
    world.loop.advance({world.options.limits.ping_ms + 500});
    EXPECT_THAT(anna.take_all<net::Ping>(), SizeIs(1));
    for (int i = 0; i < 20; ++i) {
        anna.send(net::Pong{});
        world.loop.advance({10'000});
        anna.send(net::Pong{});
        world.loop.advance({10'000});
    }
    EXPECT_FALSE(anna.is_closed);
    anna.send(net::Ping{}, {12});
    world.settle();
    anna.take<net::Pong>();
    EXPECT_EQ(anna.tag_of_taken, net::Tag{12});
}

TEST_F(Life, clients_that_became_quiet_within_half_a_second_are_asked_at_one_moment) {
    world.start();
    anna.join_server("Anna");
    world.loop.advance({500 - world.runtime().steady().value % 500 + 100});
    anna.send(net::Pong{});
    world.loop.advance({300});
    bert.join_server("Bert");
    world.loop.advance({world.options.limits.ping_ms - 300});
    for (int waited = 0; waited < 1000 && !anna.has<net::Ping>(); ++waited) {
        EXPECT_FALSE(bert.has<net::Ping>());
        world.loop.advance({1});
    }
    EXPECT_TRUE(anna.has<net::Ping>());
    EXPECT_TRUE(bert.has<net::Ping>());
}

TEST_F(Life, a_busy_client_is_not_asked) {
    world.start();
    anna.join_server("Anna");
    for (int i = 0; i < 60; ++i) {
        anna.submit(net::PostMessage{net::lobby, "x"});
        world.loop.advance({2000});
    }
    EXPECT_FALSE(anna.has<net::Ping>());
}

TEST_F(Life, dead_clients_are_removed) {
    world.start();
    anna.join_server("Anna");
    bert.join_server("Bert");
    bert.watch(net::lobby);
    anna.appear();
    // The network swallows everything from now on, and nobody is told that the connection is gone.
    world.network.weather.notice = [] { return net::Milliseconds{1'000'000'000}; };
    const auto connection = anna.connection()->id();
    anna.connection()->cut();
    const net::UserId user = anna.welcome.user.id;
    world.loop.advance({world.options.limits.dead_ms - 1000});
    EXPECT_TRUE(world.node().is_online(user));
    bert.send(net::Pong{});
    world.loop.advance({5000});
    EXPECT_FALSE(world.node().is_online(user));
    EXPECT_TRUE(world.network.connection(connection)->is_broken());
    const auto presence = bert.take_all<net::Presence>();
    ASSERT_FALSE(presence.empty());
    EXPECT_EQ(presence.back().changes.back(),
              (net::MemberPresence{anna.welcome.user, net::PresenceState::Offline}));
}

TEST_F(Life, a_goodbye_of_the_client_closes_in_order) {
    world.start();
    anna.join_server("Anna");
    anna.send(net::Goodbye{net::AfterGoodbye::Stay, ""});
    world.settle();
    EXPECT_TRUE(anna.is_closed);
    EXPECT_FALSE(world.node().is_online(anna.welcome.user.id));
}

TEST_F(Life, the_log_says_how_each_connection_ended_and_repeats_nobodys_words) {
    world.options.owner_code = a_code(9);
    world.start();
    anna.join_server("Anna");
    anna.ask(net::ClaimOwner{world.options.owner_code->spelled_out()});
    const auto last_line = [&] {
        world.settle();
        return world.log.empty() ? std::string() : world.log.back();
    };
    bert.join_server("Bert");
    bert.send(net::Goodbye{});
    EXPECT_THAT(last_line(), HasSubstr("from 10.0.0.2 ended: by the client"));
    bert.come_back();
    anna.ask(net::KickUser{net::lobby, bert.me(), "unprintable reason"});
    EXPECT_THAT(last_line(), HasSubstr("ended: sent away by somebody who keeps order"));
    bert.come_back();
    bert.send(net::Hello{});
    EXPECT_THAT(last_line(), HasSubstr("ended: it did not keep to the protocol"));
    bert.come_back();
    anna.ask(net::BanUser{net::lobby, bert.me(), {}, "unprintable reason"});
    EXPECT_THAT(last_line(), HasSubstr("ended: banned"));
    world.node().stop("The server is stopping.", [] {});
    EXPECT_THAT(last_line(), HasSubstr("ended: The server is stopping."));
    for (const std::string& line : world.log)
        EXPECT_EQ(line.find("unprintable"), std::string::npos) << line;
}

TEST_F(Life, what_was_sent_together_with_a_goodbye_is_done_and_keeps_no_stop_waiting) {
    world.start();
    anna.join_server("Anna");
    net::Bytes both = net::encode(net::Submit{anna.run, {1}, net::PostMessage{net::lobby, "and off I go"}});
    const net::Bytes goodbye = net::encode(net::Goodbye{net::AfterGoodbye::Stay, ""});
    both.insert(both.end(), goodbye.begin(), goodbye.end());
    anna.send_bytes(both);
    world.settle();
    EXPECT_TRUE(anna.is_closed);
    EXPECT_EQ(world.node().hub().state().room(net::lobby)->row.posts, net::PostCount{1});
    bool stopped = false;
    world.node().stop("Bye.", [&] { stopped = true; });
    world.settle();
    EXPECT_TRUE(stopped);
}

// --- who may be here

TEST_F(Life, a_device_that_connects_again_sends_its_older_session_away) {
    world.start();
    anna.join_server("Anna");
    anna.watch(net::lobby);
    bert.join_server("Bert");
    bert.watch(net::lobby);
    // The same device from a second connection, while the first one is still open.
    Client twin(world, "10.0.0.9", anna);
    twin.come_back();
    EXPECT_EQ(anna.take<net::Goodbye>().then, net::AfterGoodbye::Elsewhere);
    EXPECT_TRUE(anna.is_closed);
    EXPECT_TRUE(world.node().is_online(anna.welcome.user.id));
    twin.watch(net::lobby);
    anna.forget();
    twin.forget();
    bert.post(net::lobby, "hello");
    EXPECT_TRUE(twin.has<net::Event>());
    EXPECT_TRUE(anna.was_told_nothing());
}

TEST_F(Life, the_answer_goes_to_the_session_that_the_device_has_then) {
    world.start();
    anna.join_server("Anna");
    world.journal.hold_commits();
    const auto number = anna.submit(net::PostMessage{net::lobby, "x"});
    world.settle();
    anna.come_back();
    world.journal.release_commits();
    world.settle();
    EXPECT_EQ(anna.take<net::Result>().number, number);
}

TEST_F(Life, a_full_server_says_so_and_takes_the_next_one_when_somebody_has_gone) {
    world.options.limits.sessions = 1;
    world.start();
    anna.join_server("Anna");
    bert.connect();
    bert.say_hello();
    bert.prove_passkey();
    bert.register_as("Bert");
    EXPECT_EQ(bert.take<net::Error>().code, net::ErrorCode::Full);
    EXPECT_EQ(bert.take<net::Goodbye>().then, net::AfterGoodbye::Reconnect);
    anna.come_back();
    EXPECT_EQ(anna.welcome.user.name, "Anna") << "who is in may come again";
    anna.cut();
    world.settle();
    bert.come_back();
    EXPECT_EQ(bert.welcome.user.name, "Bert");
}

TEST_F(Life, connections_that_were_refused_for_being_too_many_leave_no_trace_in_the_counts) {
    world.options.limits.sessions = 1;
    world.options.limits.login_connections_per_address = 3;
    world.start();
    anna.join_server("Anna");
    for (int i = 0; i < 10; ++i) {
        ASSERT_TRUE(bert.connect()) << i;
        bert.say_hello();
        bert.prove_passkey();
        if (i == 0) bert.register_as("Bert");
        EXPECT_TRUE(bert.has<net::Goodbye>());
    }
}

}  // namespace
}  // namespace crosstalk::server
