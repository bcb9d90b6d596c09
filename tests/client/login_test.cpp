#include "net/transport/credentials/invite.hpp"
#include "net/transport/credentials/join_code.hpp"
#include "tests/client/link_world.hpp"

namespace crosstalk::link {
namespace {

using model::ConnectionState;
using model::Refusal;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class LinkLogin : public LinkWorld {
  protected:
    [[nodiscard]] const model::Connection& connection() const { return run->model().connection(); }

    [[nodiscard]] std::string invite(const transport::Fingerprint& fingerprint) const {
        return transport::link_of({.host = home,
                                   .port = 12345,
                                   .fingerprint = fingerprint,
                                   .token = transport::Secret(server.invite_token())});
    }
};

TEST_F(LinkLogin, a_new_device_gets_in_with_the_passkey_and_pins_the_server) {
    join();
    EXPECT_EQ(run->model().me().name, "me");
    EXPECT_EQ(run->model().server().name, "toy");
    EXPECT_THAT(run->model().rooms(), SizeIs(1));
    ASSERT_THAT(profile.servers(), SizeIs(1));
    EXPECT_EQ(profile.servers()[0].server.key, server.key.bytes);
    EXPECT_EQ(profile.servers()[0].user, "me");
    EXPECT_EQ(run->model().saved_servers(), profile.servers());
}

TEST_F(LinkLogin, a_known_device_needs_its_signature_only) {
    join();
    come_back();
    EXPECT_EQ(run->state(), ConnectionState::Online);
    EXPECT_THAT(server.all<net::PasskeyStart>(), SizeIs(1)) << "of the first time";
    EXPECT_THAT(server.all<net::Authenticate>(), SizeIs(1));
    EXPECT_THAT(server.users, SizeIs(1));
}

TEST_F(LinkLogin, a_spoken_passkey_may_be_typed_in_small_letters) {
    start();
    std::string typed = server.passkey();
    for (char& c : typed)
        c = static_cast<char>(std::tolower(c));
    run->command(to_home(typed));
    loop.advance({100});
    EXPECT_EQ(run->state(), ConnectionState::Online);
}

TEST_F(LinkLogin, an_invite_takes_the_place_of_address_and_passkey) {
    start();
    model::Connect connect = to_home();
    connect.address = "";
    connect.invite = invite(server.key);
    run->command(connect);
    loop.advance({100});
    EXPECT_EQ(run->state(), ConnectionState::Online);
    ASSERT_THAT(server.all<net::PasskeyStart>(), SizeIs(1));
    EXPECT_EQ(server.all<net::PasskeyStart>()[0].secret, net::SecretKind::Invite);
    EXPECT_EQ(server.all<net::PasskeyStart>()[0].invite,
              transport::invite_hint(server.invite_token().bytes()))
        << "so that the server knows which of its invites it is";
}

TEST_F(LinkLogin, a_join_code_takes_the_place_of_address_and_passkey) {
    network.places["192.168.1.20"] = server.place();
    start();
    model::Connect connect = to_home("what is typed beside it does not count");
    const auto passkey = transport::Passkey::parse(server.passkey(), transport::PasskeyKind::Generated);
    connect.address = *transport::spell_join_code({{{192, 168, 1, 20}}, transport::default_port, *passkey});
    run->command(connect);
    loop.advance({100});
    EXPECT_EQ(run->state(), ConnectionState::Online);
    EXPECT_EQ(profile.servers()[0].server.address, "192.168.1.20:12345");
}

TEST_F(LinkLogin, a_mistyped_join_code_is_refused_before_anything_is_sent) {
    start();
    model::Connect connect = to_home();
    connect.address = "G008M-7K5MP-2QXVD";
    run->command(connect);
    EXPECT_EQ(connection().refusal, Refusal::Address);
    EXPECT_THAT(connection().reason, HasSubstr("most likely in the second group"));
}

TEST_F(LinkLogin, a_passkey_names_no_invite) {
    join();
    EXPECT_EQ(server.all<net::PasskeyStart>()[0].invite, 0u);
}

// --- a code makes this a device of somebody who is there already

TEST_F(LinkLogin, a_code_makes_this_a_device_of_its_user_whatever_the_name) {
    server.device_codes["7K4MP2QXS"] = {net::UserId{42}, "anna"};
    start();
    model::Connect connect = to_home(server.passkey());
    connect.code = " 7K4M P2QXS ";
    run->command(connect);
    loop.advance({100});
    EXPECT_EQ(run->state(), ConnectionState::Online);
    EXPECT_EQ(run->model().me(), (net::UserRef{net::UserId{42}, "anna"}));
    ASSERT_THAT(server.all<net::Register>(), SizeIs(1));
    EXPECT_EQ(server.all<net::Register>()[0].code, "7K4MP2QXS");
    EXPECT_EQ(profile.servers()[0].user, "anna");
    come_back();
    EXPECT_EQ(run->model().me().name, "anna");
    EXPECT_THAT(server.all<net::Register>(), SizeIs(1)) << "it is a known device now";
}

TEST_F(LinkLogin, a_wrong_code_is_refused_beside_its_field_and_with_the_tries_that_are_left) {
    start();
    model::Connect connect = to_home(server.passkey());
    connect.code = "WRONG";
    run->command(connect);
    loop.advance({100'000});
    EXPECT_EQ(connection().refusal, Refusal::Code);
    EXPECT_EQ(model::field_of(connection().refusal), model::ConnectField::Code);
    EXPECT_EQ(connection().tries_left, 3u);
    EXPECT_EQ(network.dials(), 1u);
    EXPECT_THAT(server.users, IsEmpty());
    connect.code = std::string(100, 'x');
    run->command(connect);
    loop.advance({100'000});
    EXPECT_EQ(connection().refusal, Refusal::Code);
    EXPECT_THAT(server.all<net::Register>(), SizeIs(1)) << "what cannot be one is not sent";
}

TEST_F(LinkLogin, a_code_is_not_told_to_a_server_that_has_not_proved_itself) {
    server.knows_passkey = false;
    server.forges_admission = true;
    start();
    model::Connect connect = to_home(server.passkey());
    connect.code = "7K4MP2QXS";
    run->command(connect);
    loop.advance({100'000});
    EXPECT_THAT(server.all<net::Register>(), IsEmpty());
}

TEST_F(LinkLogin, an_invite_of_another_server_is_refused_before_a_byte_is_sent) {
    start();
    transport::Fingerprint other;
    other.bytes.fill(9);
    model::Connect connect = to_home();
    connect.invite = invite(other);
    run->command(connect);
    loop.advance({100'000});
    EXPECT_EQ(connection().refusal, Refusal::OtherServer);
    EXPECT_THAT(server.received, IsEmpty());
    EXPECT_EQ(network.dials(), 1u);
}

TEST_F(LinkLogin, a_wrong_passkey_is_refused_with_the_tries_that_are_left) {
    start();
    testing::ToyServer stranger(loop, 2);
    run->command(to_home(stranger.passkey()));
    loop.advance({100'000});
    EXPECT_EQ(run->state(), ConnectionState::Refused);
    EXPECT_EQ(connection().refusal, Refusal::Passkey);
    EXPECT_EQ(connection().tries_left, 4u);
    EXPECT_EQ(network.dials(), 1u) << "no guess without being asked";
    EXPECT_THAT(profile.servers(), IsEmpty());

    run->command(to_home(server.passkey()));
    loop.advance({100});
    EXPECT_EQ(run->state(), ConnectionState::Online);
}

TEST_F(LinkLogin, a_mistyped_passkey_is_known_without_asking_the_server) {
    start();
    std::string typed = server.passkey();
    typed.back() = typed.back() == 'A' ? 'B' : 'A';
    run->command(to_home(typed));
    loop.advance({100});
    EXPECT_EQ(connection().refusal, Refusal::Passkey);
    EXPECT_THAT(connection().reason, ::testing::Not(HasSubstr(typed)));
    EXPECT_THAT(server.all<net::PasskeyStart>(), IsEmpty());
}

TEST_F(LinkLogin, an_unknown_server_gets_no_byte_without_a_passkey) {
    start();
    run->command(to_home());
    loop.advance({100});
    EXPECT_EQ(connection().refusal, Refusal::PasskeyNeeded);
    EXPECT_THAT(server.received, IsEmpty());
}

TEST_F(LinkLogin, an_address_that_is_none_is_refused_at_once) {
    start();
    model::Connect connect = to_home();
    connect.address = "home:port";
    run->command(connect);
    EXPECT_EQ(connection().refusal, Refusal::Address);
    connect.invite = "crosstalk://home";
    run->command(connect);
    EXPECT_EQ(connection().refusal, Refusal::Address);
    EXPECT_EQ(network.dials(), 0u);
}

TEST_F(LinkLogin, a_taken_name_is_refused_with_a_suggestion_and_another_one_gets_in) {
    server.users[net::DeviceKey{1}] = {net::UserId{42}, "me"};
    start();
    run->command(to_home(server.passkey()));
    loop.advance({100});
    EXPECT_EQ(connection().refusal, Refusal::NameTaken);
    EXPECT_EQ(connection().suggestion, "me-2");
    model::Connect again = to_home(server.passkey());
    again.name = connection().suggestion;
    run->command(again);
    loop.advance({100});
    EXPECT_EQ(run->state(), ConnectionState::Online);
    EXPECT_EQ(run->model().me().name, "me-2");
}

TEST_F(LinkLogin, an_untouched_default_name_gets_a_number) {
    server.users[net::DeviceKey{1}] = {net::UserId{42}, "me"};
    start();
    model::Connect connect = to_home(server.passkey());
    connect.any_number = true;
    run->command(connect);
    loop.advance({100});
    EXPECT_EQ(run->model().me().name, "me-2");
}

// --- somebody in the middle

TEST_F(LinkLogin, a_relay_between_two_tls_connections_gets_nobody_in) {
    network.places[home].relayed = true;
    start();
    run->command(to_home(server.passkey()));
    loop.advance({100'000});
    EXPECT_EQ(connection().refusal, Refusal::Passkey);
    EXPECT_THAT(server.users, IsEmpty());
    EXPECT_THAT(profile.servers(), IsEmpty());
}

TEST_F(LinkLogin, a_man_in_the_middle_with_a_key_of_his_own_gets_nobody_in) {
    network.places[home].key.bytes.fill(66);
    start();
    run->command(to_home(server.passkey()));
    loop.advance({100'000});
    EXPECT_EQ(run->state(), ConnectionState::Refused);
    EXPECT_THAT(server.users, IsEmpty());
    EXPECT_THAT(profile.servers(), IsEmpty());
}

TEST_F(LinkLogin, a_server_that_does_not_know_the_passkey_cannot_forge_its_proof) {
    server.knows_passkey = false;
    server.forges_admission = true;
    start();
    run->command(to_home(server.passkey()));
    loop.advance({100'000});
    EXPECT_EQ(connection().refusal, Refusal::NotProven);
    EXPECT_THAT(profile.servers(), IsEmpty());
    EXPECT_THAT(server.all<net::Register>(), IsEmpty()) << "not even the name is told";
}

TEST_F(LinkLogin, a_welcome_without_any_proof_is_worth_nothing) {
    server.welcomes_everybody = true;
    start();
    run->command(to_home(server.passkey()));
    loop.advance({100});
    EXPECT_THAT(run->told<model::Online>(), IsEmpty());
    EXPECT_THAT(profile.servers(), IsEmpty());
}

TEST_F(LinkLogin, another_key_than_the_chosen_servers_is_refused_before_a_byte_is_sent) {
    join();
    testing::ToyServer other(loop, 2);
    network.places[home] = other.place();
    start();
    model::Connect connect = to_home();
    connect.saved = server.key.bytes;
    run->command(connect);
    loop.advance({100'000});
    EXPECT_EQ(connection().refusal, Refusal::OtherServer);
    EXPECT_THAT(other.received, IsEmpty());
}

TEST_F(LinkLogin, the_current_passkey_makes_a_server_with_a_new_key_known) {
    join();
    testing::ToyServer renewed(loop, 2);
    network.places[home] = renewed.place();
    start();
    model::Connect connect = to_home(renewed.passkey());
    connect.saved = server.key.bytes;
    run->command(connect);
    loop.advance({100});
    EXPECT_EQ(run->state(), ConnectionState::Online);
    EXPECT_THAT(profile.servers(), SizeIs(2));
}

TEST_F(LinkLogin, another_server_at_a_known_address_is_said_to_be_one) {
    join();
    testing::ToyServer other(loop, 2);
    network.places[home] = other.place();
    come_back();
    EXPECT_EQ(connection().refusal, Refusal::PasskeyNeeded);
    EXPECT_THAT(connection().reason, HasSubstr("Another server"));
    EXPECT_THAT(other.received, IsEmpty());
}

TEST_F(LinkLogin, a_known_server_is_known_at_any_address) {
    join();
    network.places["elsewhere"] = server.place();
    start();
    model::Connect connect = to_home();
    connect.address = "elsewhere:999";
    run->command(connect);
    loop.advance({100});
    EXPECT_EQ(run->state(), ConnectionState::Online);
    EXPECT_EQ(profile.servers()[0].server.address, "elsewhere:999");
}

TEST_F(LinkLogin, while_reconnecting_another_server_is_waited_out_without_a_byte) {
    join();
    testing::ToyServer other(loop, 2);
    network.places[home] = other.place();
    network.cut_all();
    loop.advance({60'000});
    EXPECT_EQ(run->told<model::Refused>().size(), 0u);
    EXPECT_THAT(other.received, IsEmpty());
    network.places[home] = server.place();
    loop.advance({60'000});
    EXPECT_EQ(run->state(), ConnectionState::Online);
}

TEST_F(LinkLogin, a_device_that_the_server_has_forgotten_needs_the_passkey_again) {
    join();
    server.users.clear();
    come_back();
    EXPECT_EQ(connection().refusal, Refusal::PasskeyNeeded);
    run->command(to_home(server.passkey()));
    loop.advance({100});
    EXPECT_EQ(run->state(), ConnectionState::Online);
}

// --- refusals and interruptions

struct RefusalCase {
    net::ErrorCode code;
    Refusal expected;
};
class LinkRefusal : public LinkLogin, public ::testing::WithParamInterface<RefusalCase> {};

TEST_P(LinkRefusal, ends_the_first_attempt_with_the_reason) {
    server.login_error = net::Error{.code = GetParam().code,
                                    .text = "Because\x1b[2J\n of that.",
                                    .retry_after = {1234},
                                    .tries_left = 0,
                                    .suggestion = {}};
    start();
    run->command(to_home(server.passkey()));
    loop.advance({100'000});
    EXPECT_EQ(connection().refusal, GetParam().expected);
    EXPECT_EQ(connection().reason, "Because[2J  of that.") << "one line, nothing a terminal obeys";
    EXPECT_EQ(connection().retry_after, net::Milliseconds{1234});
    EXPECT_EQ(network.dials(), 1u);
}

INSTANTIATE_TEST_SUITE_P(All, LinkRefusal,
                         ::testing::Values(RefusalCase{net::ErrorCode::Banned, Refusal::Banned},
                                           RefusalCase{net::ErrorCode::Full, Refusal::Full},
                                           RefusalCase{net::ErrorCode::Version, Refusal::Version},
                                           RefusalCase{net::ErrorCode::TooManyGuesses,
                                                       Refusal::TooManyGuesses},
                                           RefusalCase{net::ErrorCode::NameInvalid, Refusal::NameInvalid},
                                           RefusalCase{net::ErrorCode::BadFrame, Refusal::Stopped}));

TEST_F(LinkLogin, a_full_server_is_tried_again_once_one_was_in) {
    join();
    server.login_error = net::Error{
        .code = net::ErrorCode::Full, .text = "Full.", .retry_after = {}, .tries_left = 0, .suggestion = {}};
    network.cut_all();
    loop.advance({60'000});
    EXPECT_THAT(run->told<model::Refused>(), IsEmpty());
    server.login_error.reset();
    settle();
    EXPECT_EQ(run->state(), ConnectionState::Online);
}

TEST_F(LinkLogin, a_server_that_says_nothing_is_given_up_and_tried_again) {
    network.silent = true;
    start();
    run->command(to_home(server.passkey()));
    loop.advance({16'000});
    ASSERT_THAT(run->told<model::Offline>(), SizeIs(1));
    EXPECT_THAT(run->told<model::Offline>()[0].reason, HasSubstr("did not answer"));
    network.silent = false;
    settle();
    EXPECT_EQ(run->state(), ConnectionState::Online);
}

TEST_F(LinkLogin, an_unreachable_server_is_tried_until_it_is_there) {
    network.places.clear();
    start();
    run->command(to_home(server.passkey()));
    loop.advance({20'000});
    EXPECT_EQ(run->state(), ConnectionState::Offline);
    EXPECT_GT(network.dials(), 2u);
    network.places[home] = server.place();
    settle();
    EXPECT_EQ(run->state(), ConnectionState::Online);
}

TEST_F(LinkLogin, a_login_cut_at_any_frame_succeeds_later_and_registers_once) {
    std::size_t frames = 0;
    {
        join();
        frames = network.delivered();
    }
    ASSERT_GT(frames, 9u);
    for (std::size_t cut = 1; cut <= frames; ++cut) {
        testing::VirtualLoop own_loop;
        testing::MemoryNetwork own_network(own_loop);
        testing::ToyServer own_server(own_loop, 3);
        MemoryProfile own_profile(transport::system_random());
        own_network.places[home] = own_server.place();
        ClientRun own_run(own_loop, own_network, own_profile, Completeness::Newest, cut);
        own_network.cut_after = cut;
        own_run.command(to_home(own_server.passkey()));
        own_loop.advance({50});
        own_network.cut_after.reset();
        own_loop.advance({60'000});
        EXPECT_EQ(own_run.state(), ConnectionState::Online) << "cut after frame " << cut;
        EXPECT_THAT(own_server.users, SizeIs(1)) << "cut after frame " << cut;
        EXPECT_THAT(own_profile.servers(), SizeIs(1)) << "cut after frame " << cut;
        EXPECT_EQ(own_network.open_connections(), 1u) << "cut after frame " << cut;
    }
}

}  // namespace
}  // namespace crosstalk::link
