#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/node/node_world.hpp"

namespace crosstalk::server {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Login : public ::testing::Test {
  protected:
    Login() { world.start(); }

    // What a client that is sent away hears; then nothing more.
    net::Error dismissed(Client& client) {
        world.settle();
        auto error = client.take<net::Error>();
        EXPECT_TRUE(client.has<net::Goodbye>());
        EXPECT_TRUE(client.is_closed);
        EXPECT_FALSE(client.has<net::Welcome>());
        EXPECT_FALSE(error.text.empty());
        return error;
    }

    NodeWorld world;
};

TEST_F(Login, a_new_device_proves_the_passkey_takes_a_name_and_is_welcome) {
    Client anna(world);
    anna.join_server("Anna");
    EXPECT_EQ(anna.welcome.user.name, "Anna");
    EXPECT_EQ(anna.welcome.server_name, "Test server");
    EXPECT_EQ(anna.welcome.mark, world.node().hub().state().mark);
    EXPECT_EQ(anna.welcome.limits.size(), net::limit_rows().size());
    ASSERT_EQ(anna.rooms.rooms.size(), 1u);
    EXPECT_EQ(anna.rooms.rooms.front().room.id, net::lobby);
    EXPECT_TRUE(anna.rooms.last);
}

TEST_F(Login, a_known_device_needs_neither_passkey_nor_name) {
    Client anna(world);
    anna.join_server("Anna");
    const net::UserRef user = anna.welcome.user;
    anna.cut();
    anna.come_back();
    EXPECT_EQ(anna.welcome.user, user);
}

TEST_F(Login, a_known_device_that_shows_the_passkey_again_is_itself) {
    Client anna(world);
    anna.join_server("Anna");
    const net::UserRef user = anna.welcome.user;
    anna.connect();
    anna.say_hello();
    anna.prove_passkey();
    EXPECT_EQ(anna.take<net::Welcome>().user, user);
}

TEST_F(Login, a_device_is_still_known_after_a_crash) {
    Client anna(world);
    anna.join_server("Anna");
    world.crash();
    world.start();
    anna.come_back();
    EXPECT_EQ(anna.welcome.user.name, "Anna");
}

TEST_F(Login, an_unknown_device_is_asked_for_the_passkey_and_may_go_on) {
    Client anna(world);
    anna.connect();
    anna.say_hello();
    anna.authenticate();
    EXPECT_EQ(anna.take<net::Error>().code, net::ErrorCode::UnknownDevice);
    anna.prove_passkey();
    anna.register_as("Anna");
    EXPECT_TRUE(anna.has<net::Welcome>());
}

TEST_F(Login, the_invite_takes_the_place_of_the_passkey) {
    Client anna(world);
    anna.connect();
    anna.say_hello();
    anna.send(anna.exchange_passkey(world.options.invite_token, net::SecretKind::Invite));
    world.settle();
    EXPECT_TRUE(anna.has<net::Admitted>());
}

TEST_F(Login, a_server_without_an_invite_admits_nobody_who_brings_an_empty_one) {
    world.crash();
    world.options.invite_token = {};
    world.start();
    Client anna(world);
    anna.connect();
    anna.say_hello();
    anna.start_exchange({}, net::SecretKind::Invite);
    EXPECT_EQ(dismissed(anna).code, net::ErrorCode::Passkey);
}

TEST_F(Login, a_wrong_passkey_is_refused_and_says_how_many_tries_are_left) {
    Client anna(world);
    anna.connect();
    anna.say_hello();
    anna.send(anna.exchange_passkey(transport::Secret(std::string_view("correct horse batterie"))));
    const net::Error error = dismissed(anna);
    EXPECT_EQ(error.code, net::ErrorCode::Passkey);
    EXPECT_EQ(error.tries_left, static_cast<std::uint32_t>(transport::GuessLimiter::free_tries - 1));
    EXPECT_FALSE(anna.has<net::Admitted>());
}

TEST_F(Login, the_sixth_wrong_passkey_in_a_row_must_wait_and_another_address_need_not) {
    for (int i = 0; i < transport::GuessLimiter::free_tries; ++i) {
        Client guesser(world, "10.0.0.66");
        guesser.connect();
        guesser.say_hello();
        guesser.send(guesser.exchange_passkey(transport::Secret(std::string_view("a wrong one"))));
        EXPECT_EQ(dismissed(guesser).code, net::ErrorCode::Passkey);
    }
    Client guesser(world, "10.0.0.66");
    guesser.connect();
    guesser.say_hello();
    guesser.send(net::PasskeyStart{});
    const net::Error error = dismissed(guesser);
    EXPECT_EQ(error.code, net::ErrorCode::TooManyGuesses);
    EXPECT_GT(error.retry_after.value, 0);
    Client anna(world, "10.0.0.1");
    anna.join_server("Anna");
    EXPECT_EQ(anna.welcome.user.name, "Anna");
}

TEST_F(Login, a_forged_confirmation_is_a_wrong_passkey) {
    Client anna(world);
    anna.connect();
    anna.say_hello();
    net::PasskeyConfirm confirm = anna.exchange_passkey(world.options.passkey.code());
    confirm.confirmation[17] ^= 1;
    anna.send(confirm);
    EXPECT_EQ(dismissed(anna).code, net::ErrorCode::Passkey);
    EXPECT_FALSE(anna.has<net::Admitted>());
}

TEST_F(Login, a_point_that_is_none_is_a_wrong_passkey) {
    Client anna(world);
    anna.connect();
    anna.say_hello();
    anna.send(net::PasskeyStart{});  // the neutral element
    EXPECT_EQ(dismissed(anna).code, net::ErrorCode::Passkey);
}

// Somebody in the middle passes every byte on, but has a TLS connection of its own to each side.
TEST_F(Login, a_relay_between_two_connections_does_not_get_in_with_the_right_passkey) {
    Client anna(world);
    anna.connect();
    anna.peer.binding.bytes[5] ^= 1;
    anna.say_hello();
    anna.send(anna.exchange_passkey(world.options.passkey.code()));
    EXPECT_EQ(dismissed(anna).code, net::ErrorCode::Passkey);
}

TEST_F(Login, a_relay_with_another_server_key_does_not_get_in_with_the_right_passkey) {
    Client anna(world);
    anna.connect();
    anna.peer.server.bytes[5] ^= 1;
    anna.say_hello();
    anna.send(anna.exchange_passkey(world.options.passkey.code()));
    EXPECT_EQ(dismissed(anna).code, net::ErrorCode::Passkey);
}

TEST_F(Login, a_relay_does_not_get_in_with_a_known_devices_signature) {
    Client anna(world);
    anna.join_server("Anna");
    anna.connect();
    anna.peer.binding.bytes[5] ^= 1;
    anna.say_hello();
    anna.authenticate();
    const net::Error error = dismissed(anna);
    EXPECT_EQ(error.code, net::ErrorCode::BadFrame);
    EXPECT_THAT(error.text, HasSubstr("could not prove who it is")) << "it is not the program's fault";
}

TEST_F(Login, a_hello_that_was_changed_on_the_way_spoils_the_passkeys_proof) {
    Client anna(world);
    anna.connect();
    anna.say_hello();
    const transport::HelloHash other = transport::hash_of({net::Bytes{1, 2, 3}}, {net::Bytes{4, 5, 6}});
    transport::ClientExchange exchange({.secret = world.options.passkey.code(),
                                        .server = anna.peer.server,
                                        .connection = anna.peer.binding,
                                        .hellos = other},
                                       [](std::span<std::uint8_t> out) { std::ranges::fill(out, 7); });
    anna.send(net::PasskeyStart{net::SecretKind::Passkey, exchange.share().bytes});
    world.settle();
    const auto confirmation = exchange.receive(transport::CpaceShare{anna.take<net::PasskeyReply>().point});
    anna.send(net::PasskeyConfirm{confirmation->bytes, anna.key.public_key().bytes, anna.signature()});
    EXPECT_EQ(dismissed(anna).code, net::ErrorCode::Passkey);
}

TEST_F(Login, the_passkey_does_not_let_in_a_device_whose_key_somebody_else_has) {
    Client anna(world), other(world);
    anna.connect();
    anna.say_hello();
    net::PasskeyConfirm confirm = anna.exchange_passkey(world.options.passkey.code());
    confirm.device = other.key.public_key().bytes;
    anna.send(confirm);
    EXPECT_EQ(dismissed(anna).code, net::ErrorCode::BadFrame);
    EXPECT_FALSE(anna.has<net::Admitted>());
}

TEST_F(Login, programs_without_a_common_version_are_told_who_must_update) {
    Client newer(world), older(world);
    newer.connect();
    newer.send(net::Hello{.min_version = 2, .max_version = 3, .program = "new"});
    const net::Error to_newer = dismissed(newer);
    EXPECT_EQ(to_newer.code, net::ErrorCode::Version);
    EXPECT_THAT(to_newer.text, HasSubstr("Update the server"));
    older.connect();
    older.send(net::Hello{.min_version = 0, .max_version = 0, .program = "old"});
    const net::Error to_older = dismissed(older);
    EXPECT_EQ(to_older.code, net::ErrorCode::Version);
    EXPECT_THAT(to_older.text, HasSubstr("Update yours"));
}

// --- out of turn

TEST_F(Login, every_frame_that_is_not_due_ends_a_login) {
    const std::vector<net::FromClient> frames = {
        net::Authenticate{}, net::PasskeyStart{}, net::PasskeyConfirm{}, net::Register{"Eve"},
        net::Ping{},         net::Pong{},         net::Submit{},         net::Resume{},
        net::Watch{},        net::History{},      net::Members{}};
    for (const net::FromClient& frame : frames) {
        SCOPED_TRACE(frame.index());
        Client eve(world);
        eve.connect();
        eve.send_bytes(
            net::encode_any(std::holds_alternative<net::Submit>(frame)
                                ? net::FromClient{net::Submit{{1}, {1}, net::PostMessage{net::lobby, "hi"}}}
                                : frame));
        EXPECT_EQ(dismissed(eve).code, net::ErrorCode::BadFrame);
    }
}

TEST_F(Login, a_name_cannot_be_taken_before_the_passkey_is_proved) {
    Client eve(world);
    eve.connect();
    eve.say_hello();
    eve.exchange_passkey(world.options.passkey.code());
    eve.send(net::Register{"Eve"});
    EXPECT_EQ(dismissed(eve).code, net::ErrorCode::BadFrame);
    EXPECT_EQ(world.node().hub().state().users.size(), 0u);
}

TEST_F(Login, a_second_hello_ends_a_login) {
    Client eve(world);
    eve.connect();
    eve.say_hello();
    eve.send(net::Hello{.program = "again"});
    EXPECT_EQ(dismissed(eve).code, net::ErrorCode::BadFrame);
}

TEST_F(Login, a_login_frame_after_login_ends_the_session) {
    const std::vector<net::FromClient> frames = {net::Hello{}, net::Authenticate{}, net::PasskeyStart{},
                                                 net::PasskeyConfirm{}, net::Register{"Eve"}};
    Client anna(world);
    anna.join_server("Anna");
    for (const net::FromClient& frame : frames) {
        SCOPED_TRACE(frame.index());
        anna.come_back();
        anna.send_bytes(net::encode_any(frame));
        EXPECT_EQ(dismissed(anna).code, net::ErrorCode::BadFrame);
    }
}

TEST_F(Login, garbage_before_login_ends_the_connection) {
    Client eve(world);
    eve.connect();
    net::Bytes garbage = net::encode(net::Hello{.program = "x"});
    garbage.back() ^= 0xff;
    garbage[4] = 0xfe;  // no such type
    eve.send_bytes(garbage);
    EXPECT_EQ(dismissed(eve).code, net::ErrorCode::BadFrame);
}

TEST_F(Login, a_frame_over_4_kib_before_login_cuts_the_connection) {
    Client eve(world);
    eve.connect();
    net::Bytes frame(net::frame_header_bytes + net::max_login_frame_bytes + 1);
    net::write_header(
        {.size = net::max_login_frame_bytes + 1, .type = 1, .flags = 0, .tag = {}},
        std::span<std::uint8_t, net::frame_header_bytes>(frame.data(), net::frame_header_bytes));
    eve.send_bytes(frame);
    world.settle();
    EXPECT_TRUE(eve.is_closed);
    EXPECT_TRUE(eve.was_told_nothing());
}

TEST_F(Login, more_frames_than_a_login_needs_end_it) {
    Client eve(world);
    eve.connect();
    eve.say_hello();
    for (int i = 0; i < 7; ++i)
        eve.authenticate();
    EXPECT_EQ(eve.take_all<net::Error>().size(), 7u);
    EXPECT_FALSE(eve.is_closed);
    eve.authenticate();
    EXPECT_EQ(dismissed(eve).code, net::ErrorCode::BadFrame);
}

TEST_F(Login, more_bytes_than_a_login_needs_end_it) {
    world.crash();
    world.options.limits.login_bytes = 300;
    world.start();
    Client eve(world);
    eve.connect();
    eve.say_hello();
    eve.authenticate();
    EXPECT_FALSE(eve.is_closed);
    eve.authenticate();
    eve.forget();
    eve.authenticate();
    EXPECT_EQ(dismissed(eve).code, net::ErrorCode::BadFrame);
}

TEST_F(Login, a_silent_connection_is_closed_when_its_time_is_up) {
    Client eve(world);
    eve.connect();
    world.loop.advance({world.options.limits.login_ms - 100});
    EXPECT_FALSE(eve.is_closed);
    world.loop.advance({200});
    EXPECT_EQ(dismissed(eve).code, net::ErrorCode::Timeout);
}

TEST_F(Login, frames_that_trickle_in_do_not_extend_the_time_for_a_login) {
    Client eve(world);
    eve.connect();
    eve.say_hello();
    for (int i = 0; i < 4; ++i) {
        world.loop.advance({2'400});
        eve.authenticate();
    }
    eve.forget();
    world.loop.advance({500});
    EXPECT_EQ(dismissed(eve).code, net::ErrorCode::Timeout);
}

TEST_F(Login, one_address_may_have_only_so_many_connections_that_are_not_logged_in) {
    world.crash();
    world.options.limits.login_connections_per_address = 2;
    world.options.limits.login_connections = 3;
    world.start();
    Client one(world, "10.0.0.9"), two(world, "10.0.0.9"), three(world, "10.0.0.9"), other(world, "10.0.0.8"),
        last(world, "10.0.0.7");
    EXPECT_TRUE(one.connect());
    EXPECT_TRUE(two.connect());
    EXPECT_FALSE(three.connect());
    EXPECT_TRUE(other.connect());
    EXPECT_FALSE(last.connect());
    two.cut();
    world.settle();
    EXPECT_TRUE(three.connect());
    three.say_hello();
    three.prove_passkey();
    three.register_as("Three");
    ASSERT_TRUE(three.has<net::Welcome>());
    EXPECT_TRUE(two.connect()) << "who is logged in does not count";
}

// --- names

TEST_F(Login, a_name_that_is_taken_or_looks_taken_is_refused_with_a_suggestion) {
    Client anna(world), other(world);
    anna.join_server("Anna");
    other.connect();
    other.say_hello();
    other.prove_passkey();
    for (const char* name :
         {"Anna", "anna", "ANNA", " Anna ", "\xD0\x90nna" /* Cyrillic A */, "Ann\xD0\xB0"}) {
        SCOPED_TRACE(name);
        if (other.is_closed || !other.connection()) break;
        other.register_as(name);
        const auto error = other.take<net::Error>();
        EXPECT_EQ(error.code, net::ErrorCode::NameTaken);
        EXPECT_FALSE(error.suggestion.empty());
        if (std::string(name) != "ANNA") continue;
        // Eight frames are all a login may send.
        other.connect();
        other.say_hello();
        other.prove_passkey();
    }
    other.register_as(anna.welcome.user.name + "-2");
    EXPECT_EQ(other.take<net::Welcome>().user.name, "Anna-2");
}

TEST_F(Login, names_that_cannot_be_are_refused_and_another_may_be_tried) {
    for (const std::string& name : {std::string(), std::string("   "), std::string(65, 'x'),
                                    std::string("a\nb"), std::string("a\tb"), std::string("a\x1b[31mb"),
                                    std::string("a\xE2\x80\xAE"
                                                "b") /* right-to-left override */,
                                    std::string("server"), std::string("admin")}) {
        SCOPED_TRACE(::testing::PrintToString(name));
        Client anna(world);
        anna.connect();
        anna.say_hello();
        anna.prove_passkey();
        anna.register_as(name);
        ASSERT_FALSE(anna.has<net::Welcome>());
        const auto error = anna.take<net::Error>();
        EXPECT_EQ(error.code, net::ErrorCode::NameInvalid);
        EXPECT_FALSE(error.text.empty());
        EXPECT_FALSE(anna.is_closed);
    }
    EXPECT_EQ(world.node().hub().state().users.size(), 0u);
}

TEST_F(Login, a_name_of_64_bytes_is_allowed) {
    Client anna(world);
    std::string name;
    for (int i = 0; i < 32; ++i)
        name += "\xC3\xA4";  // ä
    anna.join_server(name);
    EXPECT_EQ(anna.welcome.user.name, name);
}

TEST_F(Login, a_name_longer_than_the_field_ends_the_login) {
    Client anna(world);
    anna.connect();
    anna.say_hello();
    anna.prove_passkey();
    net::Bytes frame(net::frame_header_bytes + 4 + 300 + 1);
    net::write_header(
        {.size = 305, .type = static_cast<std::uint16_t>(net::MessageType::Register), .flags = 0, .tag = {}},
        std::span<std::uint8_t, net::frame_header_bytes>(frame.data(), net::frame_header_bytes));
    frame[net::frame_header_bytes] = 0x2c;
    frame[net::frame_header_bytes + 1] = 0x01;
    anna.send_bytes(frame);
    EXPECT_EQ(dismissed(anna).code, net::ErrorCode::BadFrame);
}

TEST_F(Login, a_server_takes_so_many_people_and_says_so_to_the_next_one) {
    world.crash();
    world.options.limits.users_per_server = 1;
    world.start();
    Client anna(world, "10.0.0.1");
    anna.join_server("Anna");
    Client bert(world, "10.0.0.2");
    bert.connect();
    bert.say_hello();
    bert.prove_passkey();
    bert.register_as("Bert");
    EXPECT_EQ(bert.take<net::Error>().code, net::ErrorCode::Full);
    EXPECT_TRUE(bert.is_closed);
    anna.come_back();
}

TEST_F(Login, a_default_name_takes_the_next_free_number) {
    Client first(world), second(world), third(world);
    first.join_server("Anonymous");
    second.connect();
    second.say_hello();
    second.prove_passkey();
    second.register_as("Anonymous", true);
    EXPECT_EQ(second.take<net::Welcome>().user.name, "Anonymous-2");
    third.connect();
    third.say_hello();
    third.prove_passkey();
    third.register_as("Anonymous", true);
    EXPECT_EQ(third.take<net::Welcome>().user.name, "Anonymous-3");
}

TEST_F(Login, of_two_who_want_one_name_in_the_same_moment_one_gets_it) {
    Client one(world), two(world), three(world);
    for (Client* client : {&one, &two, &three}) {
        client->connect();
        client->say_hello();
        client->prove_passkey();
    }
    world.journal.hold_commits();
    one.send(net::Register{"Same"});
    two.send(net::Register{"same"});
    three.send(net::Register{"Same", true});
    world.settle();
    EXPECT_FALSE(one.has<net::Welcome>()) << "not before it is durable";
    EXPECT_EQ(two.take<net::Error>().code, net::ErrorCode::NameTaken);
    world.journal.release_commits();
    world.settle();
    EXPECT_EQ(one.take<net::Welcome>().user.name, "Same");
    EXPECT_EQ(three.take<net::Welcome>().user.name, "Same-2");
    two.register_as("Other");
    EXPECT_EQ(two.take<net::Welcome>().user.name, "Other");
}

TEST_F(Login, one_device_that_registers_on_two_connections_is_one_user) {
    Client anna(world);
    anna.connect();
    anna.say_hello();
    anna.prove_passkey();
    world.journal.hold_commits();
    anna.send(net::Register{"Anna"});
    world.settle();
    // The connection is cut before the answer, and the device begins again.
    anna.connect();
    anna.say_hello();
    anna.prove_passkey();
    anna.send(net::Register{"Anne"});
    world.settle();
    world.journal.release_commits();
    world.settle();
    EXPECT_EQ(anna.take<net::Welcome>().user.name, "Anna");
    EXPECT_EQ(world.node().hub().state().users.size(), 1u);
}

TEST_F(Login, nothing_secret_is_written_to_the_log) {
    Client anna(world), eve(world);
    anna.join_server("Anna");
    anna.post(net::lobby, "a private thought");
    eve.connect();
    eve.say_hello();
    eve.send(eve.exchange_passkey(transport::Secret(std::string_view("a wrong one"))));
    world.settle();
    eve.connect();
    eve.send(net::Hello{.program = "ev\x1b[31mil\n"});
    world.settle();
    EXPECT_THAT(world.log, Not(IsEmpty()));
    EXPECT_THAT(world.log,
                Each(AllOf(Not(HasSubstr("correct horse")), Not(HasSubstr("private thought")),
                           Not(HasSubstr("invite's token")), Not(HasSubstr("\x1b")), Not(HasSubstr("\n")))));
}

}  // namespace
}  // namespace crosstalk::server
