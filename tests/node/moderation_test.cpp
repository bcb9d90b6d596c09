// Keeping order: who is put out hears it at once and nothing after it, and what it had on its way comes to nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/node/node_world.hpp"

namespace crosstalk::server {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr net::Milliseconds hour{3'600'000};

class Moderation : public ::testing::Test {
  protected:
    Moderation() {
        world.options.owner_code = a_code(9);
        world.start();
        anna.join_server("Anna");
        bert.join_server("Bert");
        carl.join_server("Carl");
        EXPECT_EQ(anna.ask(net::ClaimOwner{world.options.owner_code->spelled_out()}).status,
                  net::Status::Done);
        den = anna.make_room("den", net::RoomKind::Private);
        for (Client* each : {&bert, &carl}) {
            anna.ask(net::InviteUser{den, each->me()});
            each->ask(net::JoinRoom{den});
            each->watch(den);
            each->watch(net::lobby);
        }
        world.loop.advance({3000});
        for (Client* each : {&anna, &bert, &carl})
            each->forget();
    }

    // Everything on its way is held from here on, until it goes through the journal in one batch.
    void begin_batch() {
        world.journal.hold_commits();
        carl.submit(net::PostMessage{net::lobby, "opens the batch"});
        world.settle();
    }
    void end_batch() {
        world.settle();
        world.journal.release_commits();
        world.settle();
        anna.forget();
    }
    [[nodiscard]] const hub::State& state() { return world.node().hub().state(); }

    NodeWorld world;
    Client anna{world, "10.0.0.1"};
    Client bert{world, "10.0.0.2"};
    Client carl{world, "10.0.0.3"};
    Client dora{world, "10.0.0.4"};
    net::RoomId den;
};

// --- out of a room

TEST_F(Moderation, one_who_is_kicked_from_a_room_hears_by_whom_and_why_and_nothing_after_it) {
    begin_batch();
    anna.submit(net::PostMessage{den, "still with him"});
    anna.submit(net::KickUser{den, bert.me(), " too\nloud "});
    anna.submit(net::PostMessage{den, "behind his back"});
    end_batch();
    const auto removed = bert.take<net::RoomRemoved>();
    EXPECT_EQ(removed.room, den);
    EXPECT_EQ(removed.why, net::WhyRemoved::Kicked);
    EXPECT_EQ(removed.by, anna.welcome.user);
    EXPECT_EQ(removed.reason, "too loud");
    EXPECT_TRUE(bert.got_bytes_of("still with him"));
    EXPECT_FALSE(bert.got_bytes_of("behind his back"));
    EXPECT_TRUE(carl.got_bytes_of("too loud")) << "those who stay are told";
    world.loop.advance({3000});
    anna.post(den, "and later");
    EXPECT_FALSE(bert.got_bytes_of("and later"));
    EXPECT_FALSE(bert.is_closed) << "of the room only";
}

TEST_F(Moderation, what_one_who_is_kicked_had_on_its_way_is_refused_as_if_the_room_did_not_exist) {
    begin_batch();
    bert.submit(net::PostMessage{den, "before"});
    world.settle();
    anna.submit(net::KickUser{den, bert.me(), ""});
    world.settle();
    bert.submit(net::PostMessage{den, "after"});
    end_batch();
    const auto results = bert.take_all<net::Result>();
    ASSERT_THAT(results, SizeIs(2));
    EXPECT_EQ(results[0].outcome.status, net::Status::Done);
    EXPECT_EQ(results[1].outcome.status, net::Status::NotFound);
    EXPECT_TRUE(carl.got_bytes_of("before"));
    EXPECT_FALSE(carl.got_bytes_of("after"));
}

TEST_F(Moderation, one_who_is_banned_from_a_private_room_cannot_tell_it_from_none) {
    anna.ask(net::BanUser{den, bert.me(), hour, "spam"});
    EXPECT_EQ(bert.take<net::RoomRemoved>().why, net::WhyRemoved::Banned);
    EXPECT_EQ(bert.ask(net::JoinRoom{den}), bert.ask(net::JoinRoom{{999'999}}));
    EXPECT_EQ(anna.ask(net::InviteUser{den, bert.me()}).status, net::Status::Banned);
    world.loop.advance({hour.value + 1000});
    anna.come_back();
    EXPECT_EQ(anna.ask(net::InviteUser{den, bert.me()}).status, net::Status::Done) << "the ban has lapsed";
}

TEST_F(Moderation, one_who_is_muted_reads_on_and_is_told_until_when) {
    anna.ask(net::MuteUser{den, bert.me(), hour, "calm down"});
    const auto standing = bert.take<net::StandingSet>();
    EXPECT_EQ(standing.reason, "calm down");
    const net::Outcome outcome = bert.post(den, "but");
    EXPECT_EQ(outcome.status, net::Status::Muted);
    EXPECT_LE(outcome.retry_after, hour);
    EXPECT_GT(outcome.retry_after.value, hour.value - 10'000);
    bert.forget();
    anna.post(den, "quiet now");
    EXPECT_TRUE(bert.has<net::Event>());
    EXPECT_EQ(bert.post(net::lobby, "elsewhere").status, net::Status::Done);
    anna.ask(net::UnmuteUser{den, bert.me()});
    EXPECT_EQ(bert.post(den, "thanks").status, net::Status::Done);
}

// --- off the server

TEST_F(Moderation, a_kick_in_the_lobby_ends_all_sessions_and_they_may_come_back) {
    const auto code = bert.learn<net::CodeMade>(net::MakeCode{});
    dora.join_with_code(code.code);
    ASSERT_EQ(dora.me(), bert.me());
    anna.ask(net::KickUser{net::lobby, bert.me(), "reboot your router"});
    for (Client* each : {&bert, &dora}) {
        const auto error = each->take<net::Error>();
        EXPECT_EQ(error.code, net::ErrorCode::None);
        EXPECT_THAT(error.text, HasSubstr("Anna"));
        EXPECT_THAT(error.text, HasSubstr("reboot your router"));
        EXPECT_EQ(each->take<net::Goodbye>().then, net::AfterGoodbye::Stay);
        EXPECT_TRUE(each->is_closed);
    }
    EXPECT_FALSE(world.node().is_online(bert.me()));
    bert.come_back();
    EXPECT_EQ(bert.post(net::lobby, "back").status, net::Status::Done);
}

TEST_F(Moderation, one_who_is_banned_is_out_in_the_same_step) {
    begin_batch();
    anna.submit(net::PostMessage{net::lobby, "still with him"});
    anna.submit(net::BanUser{net::lobby, bert.me(), hour, "spam"});
    anna.submit(net::PostMessage{net::lobby, "behind his back"});
    world.settle();
    bert.submit(net::PostMessage{net::lobby, "too late"});
    end_batch();
    EXPECT_TRUE(bert.got_bytes_of("still with him"));
    EXPECT_FALSE(bert.got_bytes_of("behind his back"));
    const auto told = bert.take_in_order();
    ASSERT_GE(told.size(), 2u);
    const auto* error = std::get_if<net::Error>(&told[told.size() - 2]);
    ASSERT_NE(error, nullptr) << "the last but the goodbye";
    EXPECT_EQ(error->code, net::ErrorCode::Banned);
    EXPECT_THAT(error->text, HasSubstr("Anna: spam"));
    EXPECT_THAT(error->text, HasSubstr("60 minutes"));
    EXPECT_LE(error->retry_after, hour);
    EXPECT_TRUE(bert.is_closed);
    EXPECT_FALSE(carl.got_bytes_of("too late"));
    EXPECT_EQ(state().room(net::lobby)->row.posts, net::PostCount{3});
}

TEST_F(Moderation, one_who_is_banned_and_does_not_read_is_out_all_the_same) {
    world.network.weather.socket = [] { return std::size_t{512}; };
    bert.come_back_and_watch(net::lobby);
    bert.connection()->stall(Side::Client);
    anna.post(net::lobby, std::string(3000, 'x'));
    anna.ask(net::BanUser{net::lobby, bert.me(), hour, "spam"});
    EXPECT_FALSE(world.node().is_online(bert.me()));
    EXPECT_FALSE(world.node().is_online(bert.welcome.device));
}

TEST_F(Moderation, everything_that_a_banned_user_had_on_its_way_comes_to_nothing) {
    const net::MessageId said = bert.say(den, "mine");
    begin_batch();
    anna.submit(net::BanUser{net::lobby, bert.me(), {}, ""});
    world.settle();
    for (const net::Command& command :
         {net::Command{net::PostMessage{den, "a"}},
          net::Command{net::CreateRoom{"his", net::RoomKind::Public, ""}},
          net::Command{net::EditMessage{den, {said}, "b"}}, net::Command{net::Rename{"Other", ""}},
          net::Command{net::OpenDirect{carl.me()}}, net::Command{net::LeaveRoom{den}}})
        bert.submit(command);
    world.settle();
    const std::size_t rooms = state().rooms.size();
    end_batch();
    EXPECT_EQ(state().rooms.size(), rooms);
    EXPECT_EQ(state().ref(bert.me()).name, "Bert");
    EXPECT_TRUE(state().is_member(den, bert.me()));
    EXPECT_FALSE(carl.got_bytes_of("Other"));
    world.loop.advance({10'000});
    EXPECT_THAT(bert.take_all<net::Result>(), IsEmpty());
}

TEST_F(Moderation, a_banned_user_does_not_come_in_until_the_ban_is_over) {
    anna.ask(net::BanUser{net::lobby, bert.me(), hour, "spam"});
    bert.connect();
    bert.say_hello();
    bert.authenticate();
    EXPECT_EQ(bert.take<net::Error>().code, net::ErrorCode::Banned);
    EXPECT_FALSE(bert.has<net::Welcome>());
    // Neither with the passkey.
    bert.connect();
    bert.say_hello();
    bert.prove_passkey();
    EXPECT_EQ(bert.take<net::Error>().code, net::ErrorCode::Banned);
    EXPECT_FALSE(bert.has<net::Welcome>());
    world.crash();
    world.start();
    bert.connect();
    bert.say_hello();
    bert.authenticate();
    EXPECT_EQ(bert.take<net::Error>().code, net::ErrorCode::Banned) << "nor after a restart";
    world.loop.advance({hour.value + 1000});
    bert.come_back();
    EXPECT_EQ(bert.post(net::lobby, "I was wrong").status, net::Status::Done);
}

TEST_F(Moderation, nobody_new_comes_from_a_banned_address_but_who_is_known_does) {
    Client neighbour(world, "10.0.0.2");
    neighbour.join_server("Neighbour");
    net::BanUser ban{net::lobby, bert.me(), hour, "spam", true, {{"10.9.9.9"}}};
    EXPECT_EQ(anna.ask(ban).status, net::Status::Done);
    Client twin(world, "10.0.0.2");
    twin.connect();
    twin.say_hello();
    twin.prove_passkey();
    const auto error = twin.take<net::Error>();
    EXPECT_EQ(error.code, net::ErrorCode::Banned);
    EXPECT_THAT(error.text, Not(HasSubstr("Bert")));
    EXPECT_THAT(error.text, Not(HasSubstr("spam")));
    EXPECT_TRUE(twin.is_closed);
    neighbour.come_back();
    EXPECT_EQ(neighbour.post(net::lobby, "hi").status, net::Status::Done);
    // The address that the asker made up is not among them.
    Client innocent(world, "10.9.9.9");
    innocent.join_server("Innocent");
    EXPECT_EQ(innocent.welcome.user.name, "Innocent");
    anna.ask(net::UnbanUser{net::lobby, bert.me()});
    twin.join_server("Twin");
    EXPECT_EQ(twin.welcome.user.name, "Twin");
}

TEST_F(Moderation, addresses_are_banned_with_the_server_only) {
    net::BanUser ban{den, bert.me(), hour, "", true, {{"10.0.0.2"}}};
    EXPECT_EQ(anna.ask(ban).status, net::Status::Done);
    dora.join_server("Dora");
    EXPECT_EQ(dora.welcome.user.name, "Dora");
}

TEST_F(Moderation, a_mute_on_the_server_holds_in_every_room_but_direct_ones) {
    const net::RoomId direct = bert.ask(net::OpenDirect{carl.me()}).room;
    anna.ask(net::MuteUser{net::lobby, bert.me(), {}, ""});
    EXPECT_EQ(bert.post(den, "x").status, net::Status::Muted);
    EXPECT_EQ(bert.post(net::lobby, "x").status, net::Status::Muted);
    EXPECT_EQ(bert.post(net::lobby, "x").retry_after, net::Milliseconds{}) << "nobody knows when";
    EXPECT_EQ(bert.post(direct, "they muted me").status, net::Status::Done);
}

TEST_F(Moderation, only_one_who_counts_for_more_may_put_somebody_out) {
    EXPECT_EQ(bert.ask(net::KickUser{net::lobby, carl.me(), ""}).status, net::Status::NotAllowed);
    EXPECT_EQ(bert.ask(net::BanUser{net::lobby, anna.me(), {}, ""}).status, net::Status::NotAllowed);
    anna.ask(net::SetRole{net::lobby, bert.me(), net::Role::Admin});
    EXPECT_EQ(bert.ask(net::BanUser{net::lobby, anna.me(), {}, ""}).status, net::Status::NotAllowed);
    EXPECT_EQ(bert.ask(net::KickUser{net::lobby, carl.me(), ""}).status, net::Status::Done);
    EXPECT_TRUE(carl.is_closed);
}

TEST_F(Moderation, a_role_that_is_taken_away_takes_effect_on_what_is_on_its_way) {
    anna.ask(net::SetRole{net::lobby, bert.me(), net::Role::Admin});
    begin_batch();
    anna.submit(net::SetRole{net::lobby, bert.me(), net::Role::Member});
    world.settle();
    bert.submit(net::PostMessage{net::lobby, "so that it goes through the journal"});
    bert.submit(net::KickUser{net::lobby, carl.me(), ""});
    end_batch();
    EXPECT_EQ(bert.take_all<net::Result>().back().outcome.status, net::Status::NotAllowed);
    EXPECT_FALSE(carl.is_closed);
}

TEST_F(Moderation, a_reason_that_is_too_long_is_refused_and_the_longest_one_reaches_the_person) {
    EXPECT_EQ(anna.ask(net::KickUser{net::lobby, bert.me(), std::string(257, 'x')}).status,
              net::Status::Invalid);
    EXPECT_FALSE(bert.is_closed);
    EXPECT_EQ(anna.ask(net::KickUser{net::lobby, bert.me(), fishes(256)}).status, net::Status::Done);
    EXPECT_TRUE(bert.is_closed);
    EXPECT_THAT(bert.take<net::Error>().text, HasSubstr(fishes(10)));
    EXPECT_TRUE(bert.has<net::Goodbye>());
}

// --- devices

TEST_F(Moderation, a_device_that_is_removed_is_out_at_once_and_never_comes_in_again) {
    const auto code = bert.learn<net::CodeMade>(net::MakeCode{});
    dora.join_with_code(code.code);
    EXPECT_EQ(bert.ask(net::RemoveDevice{dora.welcome.device}).status, net::Status::Done);
    EXPECT_TRUE(dora.is_closed);
    EXPECT_TRUE(dora.has<net::Goodbye>());
    EXPECT_FALSE(bert.is_closed);
    dora.connect();
    dora.say_hello();
    dora.authenticate();
    EXPECT_THAT(dora.take<net::Error>().text, HasSubstr("removed"));
    EXPECT_TRUE(dora.is_closed);
    // Neither with the passkey, under its old name or a new one.
    dora.connect();
    dora.say_hello();
    dora.prove_passkey();
    EXPECT_THAT(dora.take<net::Error>().text, HasSubstr("removed"));
    EXPECT_TRUE(dora.is_closed);
}

TEST_F(Moderation, what_a_removed_device_had_on_its_way_comes_to_nothing) {
    const auto code = bert.learn<net::CodeMade>(net::MakeCode{});
    dora.join_with_code(code.code);
    begin_batch();
    bert.submit(net::RemoveDevice{dora.welcome.device});
    world.settle();
    dora.submit(net::PostMessage{net::lobby, "from a stolen phone"});
    end_batch();
    EXPECT_FALSE(carl.got_bytes_of("from a stolen phone"));
}

TEST_F(Moderation, who_removes_the_device_it_sits_at_is_answered_before_it_goes) {
    EXPECT_EQ(bert.ask(net::RemoveDevice{bert.welcome.device}).status, net::Status::Done);
    EXPECT_TRUE(bert.is_closed);
}

// --- transfer and succession

TEST_F(Moderation, the_owner_hands_over_and_is_an_admin_then) {
    EXPECT_EQ(anna.ask(net::SetRole{net::lobby, bert.me(), net::Role::Owner}).status, net::Status::Done);
    EXPECT_EQ(bert.take<net::StandingSet>().role, net::Role::Owner);
    EXPECT_EQ(anna.take<net::StandingSet>().role, net::Role::Admin);
    bert.come_back();
    EXPECT_EQ(bert.welcome.role, net::Role::Owner);
    EXPECT_TRUE(bert.welcome.has_owner);
}

TEST_F(Moderation, a_room_that_is_dissolved_is_gone_for_everybody_with_what_was_said) {
    anna.post(den, "the last words");
    bert.forget();
    EXPECT_EQ(anna.ask(net::DissolveRoom{den}).status, net::Status::Done);
    EXPECT_EQ(bert.take<net::RoomRemoved>().why, net::WhyRemoved::Dissolved);
    EXPECT_EQ(bert.refused(net::History{.room = den}).code, net::ErrorCode::NotFound);
    EXPECT_EQ(bert.post(den, "hello?").status, net::Status::NotFound);
    world.loop.advance({3000});
}

}  // namespace
}  // namespace crosstalk::server
