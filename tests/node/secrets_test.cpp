// Secrets that people type: owner code, device codes, invites, room passkeys, the passkey itself. None stands in the
// journal or the log, none can be used twice that should not, and guessing gets slower.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/runtime/proofs.hpp"
#include "tests/node/node_world.hpp"

namespace crosstalk::server {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class Secrets : public ::testing::Test {
  protected:
    Secrets() {
        world.options.owner_code = a_code(9);
        world.start();
        anna.join_server("Anna");
        bert.join_server("Bert");
    }

    void make_anna_owner() { ASSERT_EQ(anna.ask(net::ClaimOwner{owner_code()}).status, net::Status::Done); }
    [[nodiscard]] std::string owner_code() const { return world.options.owner_code->spelled_out(); }
    [[nodiscard]] bool journal_has(std::string_view text) const {
        return std::ranges::any_of(world.journal.entries(), [&](const ports::JournalEntry& entry) {
            return std::search(entry.command.begin(), entry.command.end(), text.begin(), text.end()) !=
                   entry.command.end();
        });
    }
    void expect_kept_secret(const std::string& secret) const {
        EXPECT_FALSE(journal_has(secret)) << secret;
        for (const std::string& line : world.log)
            EXPECT_THAT(line, Not(HasSubstr(secret)));
    }
    // Up to where a name or a code may be given.
    void knock(Client& client) {
        ASSERT_TRUE(client.connect());
        client.say_hello();
        client.prove_passkey();
    }
    net::Error try_code(Client& client, const std::string& code) {
        client.register_with(code);
        return client.take<net::Error>();
    }
    [[nodiscard]] net::Role role_of(const Client& client) {
        return world.node().hub().state().user(client.me())->row.role;
    }

    NodeWorld world;
    Client anna{world, "10.0.0.1"};
    Client bert{world, "10.0.0.2"};
    Client carl{world, "10.0.0.3"};
};

// --- the owner code

TEST_F(Secrets, the_owner_code_makes_an_owner_once_however_it_is_typed) {
    EXPECT_FALSE(anna.welcome.has_owner);
    std::string typed = owner_code();
    std::ranges::transform(typed, typed.begin(), [](char c) { return static_cast<char>(std::tolower(c)); });
    std::erase(typed, '-');
    EXPECT_EQ(anna.ask(net::ClaimOwner{typed}).status, net::Status::Done);
    EXPECT_EQ(anna.take<net::StandingSet>().role, net::Role::Owner);
    EXPECT_EQ(bert.ask(net::ClaimOwner{owner_code()}).status, net::Status::WrongCode);
    EXPECT_EQ(role_of(bert), net::Role::Member);
    expect_kept_secret(typed);
    expect_kept_secret(owner_code());
    bert.come_back();
    EXPECT_TRUE(bert.welcome.has_owner);
}

TEST_F(Secrets, the_owner_code_is_still_good_after_a_restart_and_worth_nothing_once_there_is_an_owner) {
    world.crash();
    world.start();
    anna.come_back();
    make_anna_owner();
    world.crash();
    world.start();
    bert.come_back();
    EXPECT_EQ(bert.ask(net::ClaimOwner{owner_code()}).status, net::Status::WrongCode);
}

TEST_F(Secrets, a_start_does_not_set_a_code_again_that_is_set) {
    const std::size_t before = world.journal.entries().size();
    world.crash();
    world.start();
    EXPECT_EQ(world.journal.entries().size(), before + 1);
}

TEST_F(Secrets, without_a_code_nobody_becomes_the_owner) {
    NodeWorld plain;
    plain.start();
    Client eve(plain);
    eve.join_server("Eve");
    EXPECT_EQ(eve.ask(net::ClaimOwner{}).status, net::Status::WrongCode);
    EXPECT_EQ(eve.ask(net::ClaimOwner{"", net::Digest{}}).status, net::Status::WrongCode);
}

TEST_F(Secrets, a_proof_without_the_code_is_worth_nothing) {
    EXPECT_EQ(bert.ask(net::ClaimOwner{"", digest_of(*world.options.owner_code)}).status,
              net::Status::WrongCode);
}

TEST_F(Secrets, a_new_owner_code_from_whoever_holds_the_data_makes_another_owner) {
    make_anna_owner();
    world.node().set_owner_code(a_code(11));
    world.settle();
    EXPECT_EQ(bert.ask(net::ClaimOwner{a_code(11).spelled_out()}).status, net::Status::Done);
    EXPECT_EQ(role_of(bert), net::Role::Owner);
    EXPECT_EQ(role_of(anna), net::Role::Admin);
}

TEST_F(Secrets, after_five_wrong_codes_not_even_the_right_one_is_looked_at_for_a_while) {
    for (int i = 0; i < transport::GuessLimiter::free_tries; ++i) {
        const net::Outcome outcome = bert.ask(net::ClaimOwner{a_code(20).spelled_out()});
        EXPECT_EQ(outcome.status, net::Status::WrongCode);
        EXPECT_EQ(outcome.retry_after, net::Milliseconds{});
    }
    const net::Outcome outcome = bert.ask(net::ClaimOwner{owner_code()});
    EXPECT_EQ(outcome.status, net::Status::WrongCode);
    EXPECT_GT(outcome.retry_after.value, 0);
    EXPECT_EQ(role_of(bert), net::Role::Member);
    // From elsewhere it is, and whoever guesses inside does not shut the door.
    Client neighbour(world, "10.0.0.2");
    neighbour.join_server("Neighbour");
    EXPECT_EQ(anna.ask(net::ClaimOwner{owner_code()}).status, net::Status::Done);
}

TEST_F(Secrets, a_claim_that_is_repeated_after_a_cut_is_answered_and_counts_as_no_guess) {
    const auto number = anna.submit(net::ClaimOwner{owner_code()});
    world.settle();
    const net::Outcome outcome = anna.take<net::Result>().outcome;
    for (int i = 0; i < 20; ++i) {
        anna.come_back();
        anna.send(net::Submit{anna.run, number, net::ClaimOwner{owner_code()}});
        world.settle();
        EXPECT_EQ(anna.take<net::Result>().outcome, outcome);
    }
}

TEST_F(Secrets, a_claim_that_is_repeated_while_it_is_on_its_way_is_done_once) {
    world.journal.hold_commits();
    const auto number = anna.submit(net::ClaimOwner{owner_code()});
    world.settle();
    anna.come_back();
    anna.send(net::Submit{anna.run, number, net::ClaimOwner{owner_code()}});
    world.settle();
    world.journal.release_commits();
    world.settle();
    const auto results = anna.take_all<net::Result>();
    ASSERT_THAT(results, SizeIs(2));
    EXPECT_EQ(results[0].outcome.status, net::Status::Done);
    EXPECT_EQ(results[1].outcome, results[0].outcome);
}

// --- device codes

TEST_F(Secrets, a_device_code_makes_one_more_device_of_its_user_once) {
    const auto made = anna.learn<net::CodeMade>(net::MakeCode{});
    EXPECT_EQ(made.user, anna.welcome.user);
    EXPECT_EQ(made.valid.value, 600'000);
    carl.join_with_code(made.code);
    EXPECT_EQ(carl.welcome.user, anna.welcome.user);
    EXPECT_NE(carl.welcome.device, anna.welcome.device);
    EXPECT_FALSE(anna.is_closed) << "the first one stays";
    carl.cut();
    carl.come_back();
    EXPECT_EQ(carl.me(), anna.me());
    Client dora(world, "10.0.0.4");
    knock(dora);
    EXPECT_EQ(try_code(dora, made.code).code, net::ErrorCode::Code);
    dora.register_as("Dora");
    EXPECT_EQ(dora.take<net::Welcome>().user.name, "Dora") << "a name may be taken still";
    expect_kept_secret(made.code);
}

TEST_F(Secrets, a_device_code_ends_after_ten_minutes_by_a_newer_one_and_with_the_process) {
    const auto first = anna.learn<net::CodeMade>(net::MakeCode{});
    const auto second = anna.learn<net::CodeMade>(net::MakeCode{});
    knock(carl);
    EXPECT_EQ(try_code(carl, first.code).code, net::ErrorCode::Code) << "a newer one was made";
    world.loop.advance({601'000});
    anna.come_back();
    knock(carl);
    EXPECT_EQ(try_code(carl, second.code).code, net::ErrorCode::Code) << "too old";
    const auto third = anna.learn<net::CodeMade>(net::MakeCode{});
    world.crash();
    world.start();
    knock(carl);
    EXPECT_EQ(try_code(carl, third.code).code, net::ErrorCode::Code) << "another process";
}

TEST_F(Secrets, guessed_device_codes_are_counted) {
    anna.learn<net::CodeMade>(net::MakeCode{});
    for (int i = 0; i < transport::GuessLimiter::free_tries; ++i) {
        knock(carl);
        const auto error = try_code(carl, a_code(static_cast<std::uint8_t>(30 + i)).spelled_out());
        EXPECT_EQ(error.code, net::ErrorCode::Code);
        carl.cut();
        world.settle();
    }
    carl.connect();
    carl.say_hello();
    carl.send(net::PasskeyStart{});
    world.settle();
    EXPECT_EQ(carl.take<net::Error>().code, net::ErrorCode::TooManyGuesses);
}

TEST_F(Secrets, a_device_code_is_no_way_around_the_passkey) {
    const auto made = anna.learn<net::CodeMade>(net::MakeCode{});
    carl.connect();
    carl.say_hello();
    carl.register_with(made.code);
    EXPECT_EQ(carl.take<net::Error>().code, net::ErrorCode::BadFrame);
    EXPECT_TRUE(carl.is_closed);
}

TEST_F(Secrets, an_admin_gives_a_user_back_its_account_and_the_lost_devices_are_out) {
    make_anna_owner();
    const auto made = anna.learn<net::CodeMade>(net::MakeCode{bert.me()});
    EXPECT_EQ(made.user, bert.welcome.user);
    carl.join_with_code(made.code);
    EXPECT_EQ(carl.me(), bert.me());
    EXPECT_TRUE(bert.is_closed);
    bert.connect();
    bert.say_hello();
    bert.authenticate();
    EXPECT_TRUE(bert.is_closed);
    EXPECT_FALSE(bert.has<net::Welcome>());
}

TEST_F(Secrets, codes_for_others_and_new_passkeys_stand_in_the_trail_without_a_secret) {
    make_anna_owner();
    const auto made = anna.learn<net::CodeMade>(net::MakeCode{bert.me()});
    carl.join_with_code(made.code);
    const auto rotated = anna.learn<net::PasskeyRotated>(net::RotatePasskey{});
    world.node().rotate_passkey();
    world.settle();
    const auto trail = anna.learn<net::AuditPage>(net::Audit{net::lobby}).entries;
    ASSERT_GE(trail.size(), 4u);
    EXPECT_EQ(trail[0].action, net::AuditAction::PasskeyRotated);
    EXPECT_EQ(trail[0].by.id, net::UserId{}) << "by the operator";
    EXPECT_EQ(trail[1].action, net::AuditAction::PasskeyRotated);
    EXPECT_EQ(trail[1].by, anna.welcome.user);
    EXPECT_EQ(trail[2].action, net::AuditAction::DeviceAdded);
    EXPECT_EQ(trail[2].by, anna.welcome.user) << "whose code it was";
    EXPECT_EQ(trail[2].user, bert.welcome.user);
    EXPECT_EQ(trail[3].action, net::AuditAction::CodeMade);
    EXPECT_EQ(trail[3].user, bert.welcome.user);
    for (const net::AuditEntry& entry : trail) {
        EXPECT_EQ(entry.detail.find(made.code), std::string::npos);
        EXPECT_EQ(entry.detail.find(rotated.passkey), std::string::npos);
    }
    EXPECT_EQ(bert.me(), carl.me());
}

TEST_F(Secrets, one_device_too_many_is_told_so) {
    Client guest(world, "10.0.0.9");
    for (std::size_t i = 1; i < net::max_devices_per_user; ++i) {
        Client device(world, "10.0.0.8");
        device.join_with_code(anna.learn<net::CodeMade>(net::MakeCode{}).code);
    }
    knock(guest);
    const net::Error error = try_code(guest, anna.learn<net::CodeMade>(net::MakeCode{}).code);
    EXPECT_EQ(error.code, net::ErrorCode::Code);
    EXPECT_THAT(error.text, ::testing::HasSubstr("as many devices as it may have"));
    guest.register_as("Guest");
    EXPECT_EQ(guest.take<net::Welcome>().user.name, "Guest") << "it may still come in as somebody new";
}

TEST_F(Secrets, nobody_makes_a_code_for_one_who_does_not_count_for_less) {
    const std::string unknown = bert.refused(net::MakeCode{{999'999}}).text;
    EXPECT_EQ(bert.refused(net::MakeCode{anna.me()}).text, unknown);
    make_anna_owner();
    anna.ask(net::SetRole{net::lobby, bert.me(), net::Role::Admin});
    EXPECT_EQ(bert.refused(net::MakeCode{anna.me()}).text, unknown);
}

TEST_F(Secrets, a_code_dies_with_the_right_to_make_it) {
    make_anna_owner();
    carl.join_server("Carl");
    anna.ask(net::SetRole{net::lobby, bert.me(), net::Role::Admin});
    const auto for_carl = bert.learn<net::CodeMade>(net::MakeCode{carl.me()});
    anna.ask(net::SetRole{net::lobby, bert.me(), net::Role::Member});
    Client thief(world, "10.0.0.66");
    knock(thief);
    EXPECT_EQ(try_code(thief, for_carl.code).code, net::ErrorCode::Code);
    // And one's own code with the device that made it.
    Client stolen(world, "10.0.0.5");
    stolen.join_with_code(carl.learn<net::CodeMade>(net::MakeCode{}).code);
    const auto by_thief = stolen.learn<net::CodeMade>(net::MakeCode{});
    carl.ask(net::RemoveDevice{stolen.welcome.device});
    EXPECT_EQ(try_code(thief, by_thief.code).code, net::ErrorCode::Code);
    // And that of somebody who is banned.
    const auto before_the_ban = carl.learn<net::CodeMade>(net::MakeCode{});
    anna.ask(net::BanUser{net::lobby, carl.me(), {}, ""});
    EXPECT_EQ(try_code(thief, before_the_ban.code).code, net::ErrorCode::Code);
}

// --- invites

class Invited : public Secrets {
  protected:
    Invited() { make_anna_owner(); }

    net::Bytes token(std::uint8_t filling) const { return net::Bytes(net::invite_token_bytes, filling); }
    net::InviteId invite(std::uint8_t filling, net::Milliseconds span = {}, std::uint32_t uses = 0) {
        const net::Outcome outcome = anna.ask(net::MakeInvite{token(filling), span, uses});
        EXPECT_EQ(outcome.status, net::Status::Done);
        return outcome.invite;
    }
    // What the device hears at the door.
    bool is_admitted(Client& client, const transport::Secret& secret) {
        client.connect();
        client.say_hello();
        client.start_exchange(secret, net::SecretKind::Invite);
        if (!client.has<net::PasskeyReply>()) return false;
        client.confirm_exchange();
        return client.has<net::Admitted>();
    }
    bool is_admitted(Client& client, std::uint8_t filling) {
        return is_admitted(client, transport::Secret(std::span<const std::uint8_t>(token(filling))));
    }
};

TEST_F(Invited, an_invite_admits_as_many_as_it_was_made_for) {
    invite(1, {}, 2);
    for (const char* name : {"First", "Second"}) {
        Client guest(world, "10.0.0.9");
        ASSERT_TRUE(is_admitted(guest, 1));
        guest.register_as(name);
        EXPECT_EQ(guest.take<net::Welcome>().user.name, name);
    }
    EXPECT_FALSE(is_admitted(carl, 1));
    EXPECT_EQ(carl.take<net::Error>().code, net::ErrorCode::Passkey);
    EXPECT_THAT(anna.learn<net::InviteList>(net::Invites{}).invites, IsEmpty());
}

TEST_F(Invited, the_last_use_of_an_invite_is_for_one_of_two_who_try_at_once) {
    invite(1, {}, 1);
    Client one(world, "10.0.0.8"), two(world, "10.0.0.9");
    ASSERT_TRUE(is_admitted(one, 1));
    ASSERT_TRUE(is_admitted(two, 1));
    world.journal.hold_commits();
    one.register_as("One");
    two.register_as("Two");
    world.journal.release_commits();
    world.settle();
    EXPECT_EQ(one.take<net::Welcome>().user.name, "One");
    EXPECT_EQ(two.take<net::Error>().code, net::ErrorCode::Passkey);
    EXPECT_TRUE(two.is_closed);
    EXPECT_EQ(world.node().hub().state().users.size(), 3u);
}

TEST_F(Invited, an_invite_ends_with_its_time_and_when_it_is_taken_back) {
    const net::InviteId taken_back = invite(1);
    invite(2, {60'000});
    anna.ask(net::RevokeInvite{taken_back});
    EXPECT_FALSE(is_admitted(carl, 1));
    EXPECT_THAT(carl.take<net::Error>().text, ::testing::HasSubstr("used up or taken back"));
    EXPECT_TRUE(is_admitted(carl, 2));
    world.loop.advance({61'000});
    EXPECT_FALSE(is_admitted(carl, 2));
    EXPECT_EQ(carl.take<net::Error>().text, "This invite has expired. Ask for a new one.");
}

TEST_F(Invited, an_invite_that_ends_during_an_exchange_does_not_admit) {
    const net::InviteId id = invite(1);
    carl.connect();
    carl.say_hello();
    carl.start_exchange(transport::Secret(std::span<const std::uint8_t>(token(1))), net::SecretKind::Invite);
    anna.ask(net::RevokeInvite{id});
    carl.confirm_exchange();
    EXPECT_FALSE(carl.has<net::Admitted>());
    EXPECT_EQ(carl.take<net::Error>().code, net::ErrorCode::Passkey);
}

TEST_F(Invited, a_wrong_token_with_the_right_name_of_an_invite_does_not_admit) {
    invite(1);
    carl.connect();
    carl.say_hello();
    carl.hint = transport::invite_hint(token(1));
    carl.start_exchange(transport::Secret(std::span<const std::uint8_t>(token(3))), net::SecretKind::Invite);
    carl.confirm_exchange();
    EXPECT_FALSE(carl.has<net::Admitted>());
}

TEST_F(Invited, invites_outlive_a_restart_the_start_up_invite_does_not_outlive_a_new_passkey) {
    invite(1);
    world.crash();
    world.start();
    EXPECT_TRUE(is_admitted(carl, 1));
    anna.come_back();
    EXPECT_TRUE(is_admitted(carl, world.options.invite_token));
    anna.learn<net::PasskeyRotated>(net::RotatePasskey{});
    EXPECT_FALSE(is_admitted(carl, world.options.invite_token));
    EXPECT_TRUE(is_admitted(carl, 1));
}

TEST_F(Invited, invites_are_for_admins) {
    invite(1);
    EXPECT_EQ(bert.ask(net::MakeInvite{token(2), {}, 1}).status, net::Status::NotAllowed);
    EXPECT_EQ(bert.refused(net::Invites{}).code, net::ErrorCode::NotFound);
    const auto list = anna.learn<net::InviteList>(net::Invites{});
    ASSERT_THAT(list.invites, SizeIs(1));
    EXPECT_EQ(list.invites.front().by, anna.welcome.user);
    EXPECT_EQ(list.invites.front().until, net::for_good);
}

// --- the passkey

TEST_F(Secrets, a_new_passkey_admits_the_old_one_does_not_and_the_application_hears_of_it) {
    make_anna_owner();
    std::vector<std::string> told;
    world.crash();
    world.options.passkey_rotated = [&](const transport::Passkey& passkey) {
        told.push_back(passkey.spelled_out());
    };
    world.start();
    anna.come_back();
    // Somebody is at the door with the old one.
    Client late(world, "10.0.0.8");
    late.connect();
    late.say_hello();
    late.start_exchange(world.options.passkey.code());
    const auto rotated = anna.learn<net::PasskeyRotated>(net::RotatePasskey{});
    EXPECT_THAT(told, ::testing::ElementsAre(rotated.passkey));
    late.confirm_exchange();
    EXPECT_FALSE(late.has<net::Admitted>());
    carl.connect();
    carl.say_hello();
    carl.start_exchange(world.options.passkey.code());
    carl.confirm_exchange();
    EXPECT_EQ(carl.take<net::Error>().code, net::ErrorCode::Passkey);
    const auto fresh = *transport::Passkey::parse(rotated.passkey, transport::PasskeyKind::Generated);
    carl.connect();
    carl.say_hello();
    EXPECT_EQ(carl.server_hello.passkey_kind, net::PasskeyKind::Generated);
    carl.start_exchange(fresh.code());
    carl.confirm_exchange();
    EXPECT_TRUE(carl.has<net::Admitted>());
    expect_kept_secret(rotated.passkey);
    expect_kept_secret(std::string(fresh.code().text()));
}

TEST_F(Secrets, a_new_passkey_is_for_admins) {
    EXPECT_EQ(bert.refused(net::RotatePasskey{}).code, net::ErrorCode::NotFound);
    carl.join_server("Carl");
    EXPECT_EQ(carl.welcome.user.name, "Carl") << "nothing has changed";
}

// --- locked rooms

class LockedRoom : public Secrets {
  protected:
    LockedRoom() {
        den = anna.make_room("den", net::RoomKind::Private);
        hall = anna.make_room("hall", net::RoomKind::Public);
        for (const net::RoomId room : {den, hall})
            EXPECT_EQ(anna.ask(net::SetRoomPasskey{room, "open sesame"}).status, net::Status::Done);
    }

    net::RoomId den;
    net::RoomId hall;
};

TEST_F(LockedRoom, whoever_knows_the_passkey_comes_in_by_the_rooms_name) {
    const net::Outcome outcome = bert.ask(net::JoinRoom{{}, "DEN", "open sesame"});
    EXPECT_EQ(outcome.status, net::Status::Done);
    EXPECT_EQ(outcome.room, den);
    EXPECT_TRUE(bert.take<net::RoomAdded>().room.room.locked);
    expect_kept_secret("open sesame");
}

TEST_F(LockedRoom, a_passkey_is_kept_under_salt_only) {
    const hub::State& state = world.node().hub().state();
    EXPECT_NE(state.room(den)->row.lock, state.room(hall)->row.lock) << "the same passkey, another salt";
    EXPECT_EQ(state.room(den)->row.lock, lock_of("open sesame", state.room(den)->row.salt));
}

TEST_F(LockedRoom, to_one_who_probes_a_private_room_does_not_exist) {
    const auto answer = [&](const net::JoinRoom& join) { return bert.ask(join); };
    const net::Outcome none = answer({{999'999}, "", "wrong"});
    EXPECT_EQ(none.status, net::Status::NotFound);
    EXPECT_EQ(answer({den, "", "wrong"}), none);
    EXPECT_EQ(answer({{}, "den", "wrong"}), none);
    EXPECT_EQ(answer({{}, "nowhere", "wrong"}), none);
    EXPECT_EQ(answer({{}, "den", ""}), none);
    EXPECT_EQ(answer({den, "", ""}), none);
    EXPECT_FALSE(bert.got_bytes_of("den"));
}

TEST_F(LockedRoom, probing_gets_slower_alike_for_rooms_that_exist_and_those_that_do_not) {
    carl.join_server("Carl");
    for (int i = 0; i < transport::GuessLimiter::free_tries; ++i) {
        bert.ask(net::JoinRoom{{}, "den", "wrong"});
        carl.ask(net::JoinRoom{{}, "nowhere", "wrong"});
    }
    const net::Outcome at_the_den = bert.ask(net::JoinRoom{{}, "den", "open sesame"});
    const net::Outcome nowhere = carl.ask(net::JoinRoom{{}, "nowhere", "open sesame"});
    EXPECT_EQ(at_the_den.status, net::Status::NotFound) << "not even looked at";
    EXPECT_GT(at_the_den.retry_after.value, 0);
    EXPECT_EQ(at_the_den, nowhere);
    world.loop.advance({at_the_den.retry_after});
    EXPECT_EQ(bert.ask(net::JoinRoom{{}, "den", "open sesame"}).status, net::Status::Done);
}

TEST_F(LockedRoom, right_passkeys_cost_no_guess) {
    for (int i = 0; i < 20; ++i) {
        EXPECT_EQ(bert.ask(net::JoinRoom{den, "", "open sesame"}).status, net::Status::Done);
        EXPECT_EQ(bert.ask(net::LeaveRoom{den}).status, net::Status::Done);
    }
}

TEST_F(LockedRoom, a_public_one_says_that_the_passkey_is_wrong) {
    EXPECT_EQ(bert.ask(net::JoinRoom{hall}).status, net::Status::WrongCode);
    EXPECT_EQ(bert.ask(net::JoinRoom{hall, "", "wrong"}).status, net::Status::WrongCode);
    EXPECT_EQ(bert.ask(net::JoinRoom{{}, "hall", "open sesame"}).status, net::Status::Done);
}

TEST_F(LockedRoom, who_is_invited_needs_no_passkey) {
    anna.ask(net::InviteUser{den, bert.me()});
    EXPECT_EQ(bert.ask(net::JoinRoom{den}).status, net::Status::Done);
}

TEST_F(LockedRoom, of_two_private_rooms_of_one_name_the_passkey_tells_which) {
    carl.join_server("Carl");
    const net::RoomId other = carl.make_room("den", net::RoomKind::Private);
    carl.ask(net::SetRoomPasskey{other, "another one"});
    EXPECT_EQ(bert.ask(net::JoinRoom{{}, "den", "another one"}).room, other);
}

TEST_F(LockedRoom, an_emptied_passkey_unlocks_and_an_unlocked_private_room_is_closed_to_strangers) {
    anna.ask(net::SetRoomPasskey{den, ""});
    EXPECT_EQ(bert.ask(net::JoinRoom{{}, "den", "open sesame"}).status, net::Status::NotFound);
    EXPECT_EQ(bert.ask(net::JoinRoom{{}, "den", ""}).status, net::Status::NotFound);
    anna.ask(net::SetRoomPasskey{hall, ""});
    EXPECT_EQ(bert.ask(net::JoinRoom{hall}).status, net::Status::Done);
}

TEST_F(LockedRoom, a_join_behind_the_lock_it_opens_waits_for_it) {
    // A user locks anew and another device of the user joins with the new passkey, all at once.
    world.journal.hold_commits();
    anna.submit(net::SetRoomPasskey{den, "new one"});
    anna.submit(net::JoinRoom{den, "", "new one"});
    world.settle();
    world.journal.release_commits();
    world.settle();
    for (const net::Result& result : anna.take_all<net::Result>())
        EXPECT_EQ(result.outcome.status, net::Status::Done);
}

TEST_F(LockedRoom, locks_and_proofs_that_a_client_made_up_count_for_nothing) {
    net::Digest salt{1};
    net::Digest lock{2};
    EXPECT_EQ(anna.ask(net::SetRoomPasskey{den, "mine", salt, lock}).status, net::Status::Done);
    EXPECT_NE(world.node().hub().state().room(den)->row.lock, lock);
    const net::Digest stolen = world.node().hub().state().room(den)->row.lock;
    EXPECT_EQ(bert.ask(net::JoinRoom{den, "", "", stolen}).status, net::Status::NotFound);
    EXPECT_EQ(bert.ask(net::JoinRoom{den, "", "x", stolen}).status, net::Status::NotFound);
}

}  // namespace
}  // namespace crosstalk::server
