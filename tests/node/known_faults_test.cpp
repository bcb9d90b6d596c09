// The faults that earlier chat systems of this kind are known for, each by its name.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/node/node_world.hpp"

namespace crosstalk::server {
namespace {

using ::testing::SizeIs;

class KnownFaults : public ::testing::Test {
  protected:
    KnownFaults() {
        world.start();
        anna.join_server("Anna");
    }

    // Everything a connection may do before it has proved the passkey.
    void try_everything(Client& eve) {
        eve.connect();
        eve.say_hello();
        eve.authenticate();
        eve.start_exchange(transport::Secret(std::string_view("a guess")));
    }

    NodeWorld world;
    Client anna{world, "10.0.0.1"};
};

TEST_F(KnownFaults, history_is_not_sent_before_the_passkey_is_checked) {
    anna.post(net::lobby, "for those who are in");
    for (const net::FromClient& wish : {net::FromClient{net::History{.room = net::lobby, .limit = 50}},
                                        net::FromClient{net::Watch{{net::lobby, {}, true}}},
                                        net::FromClient{net::Resume{{}, {{net::lobby, {}, true}}}},
                                        net::FromClient{net::Members{net::lobby, {}}}}) {
        SCOPED_TRACE(wish.index());
        Client eve(world, "10.0.0.66");
        try_everything(eve);
        eve.send_bytes(net::encode_any(wish));
        world.loop.advance({2000});
        EXPECT_FALSE(eve.got_bytes_of("for those who are in"));
        EXPECT_FALSE(eve.got_bytes_of("Anna"));
        EXPECT_FALSE(eve.got_bytes_of("lobby"));
        EXPECT_TRUE(eve.is_closed);
    }
}

TEST_F(KnownFaults, nobody_joins_the_broadcast_list_before_login) {
    Client eve(world, "10.0.0.66");
    try_everything(eve);
    eve.forget();
    anna.post(net::lobby, "for those who are in");
    world.loop.advance({3000});
    EXPECT_TRUE(eve.was_told_nothing());
    Client half(world, "10.0.0.67");
    half.connect();
    half.say_hello();
    half.prove_passkey();  // let in, but without a name yet
    half.forget();
    anna.post(net::lobby, "for those who are in");
    world.loop.advance({3000});
    EXPECT_TRUE(half.was_told_nothing());
}

TEST_F(KnownFaults, a_name_with_spaces_is_one_name) {
    Client bert(world, "10.0.0.2");
    bert.join_server("Bert the Great");
    anna.watch(net::lobby);
    bert.post(net::lobby, "hello");
    const auto event = anna.take_all<net::Event>().back();
    const auto& posted = std::get<net::MessagePosted>(event.fact);
    EXPECT_EQ(posted.author.name, "Bert the Great");
    EXPECT_EQ(posted.text, "hello");
}

TEST_F(KnownFaults, two_sends_are_two_messages_and_one_send_in_pieces_is_one) {
    world.network.weather.piece = [] { return std::size_t{7}; };
    anna.watch(net::lobby);
    anna.forget();
    net::Bytes both = net::encode(net::Submit{anna.run, {1}, net::PostMessage{net::lobby, "first"}});
    const net::Bytes second = net::encode(net::Submit{anna.run, {2}, net::PostMessage{net::lobby, "second"}});
    both.insert(both.end(), second.begin(), second.end());
    anna.send_bytes(both);
    world.loop.advance({500});
    const auto events = anna.take_all<net::Event>();
    ASSERT_THAT(events, SizeIs(2));
    EXPECT_EQ(std::get<net::MessagePosted>(events[0].fact).text, "first");
    EXPECT_EQ(std::get<net::MessagePosted>(events[1].fact).text, "second");
}

TEST_F(KnownFaults, text_that_looks_like_the_protocol_is_text) {
    const std::string markers = "[HISTORY_END]\n/file evil.exe 100\n{\"type\":\"system\"}\n<<<EOF>>>\r\n";
    anna.watch(net::lobby);
    anna.post(net::lobby, markers);
    const auto events = anna.take_all<net::Event>();
    ASSERT_THAT(events, SizeIs(1));
    EXPECT_THAT(std::get<net::MessagePosted>(events[0].fact).text, ::testing::HasSubstr("[HISTORY_END]"));
    anna.send(net::History{.room = net::lobby, .limit = 50});
    world.settle();
    EXPECT_THAT(anna.take<net::HistoryPage>().messages, SizeIs(1));
}

TEST_F(KnownFaults, a_newline_forges_nobody_elses_line) {
    Client bert(world, "10.0.0.2");
    bert.join_server("Bert");
    anna.watch(net::lobby);
    bert.post(net::lobby, "hi\nAnna: I owe Bert 100 euros");
    const auto events = anna.take_all<net::Event>();
    ASSERT_THAT(events, SizeIs(1)) << "one message, whatever is in it";
    const auto& posted = std::get<net::MessagePosted>(events[0].fact);
    EXPECT_EQ(posted.author, bert.welcome.user);
    EXPECT_EQ(posted.text, "hi\nAnna: I owe Bert 100 euros");
    // Nor does a name with one.
    Client eve(world, "10.0.0.3");
    eve.connect();
    eve.say_hello();
    eve.prove_passkey();
    eve.register_as("Eve\nAnna");
    EXPECT_EQ(eve.take<net::Error>().code, net::ErrorCode::NameInvalid);
}

TEST_F(KnownFaults, the_author_is_who_logged_in_whatever_the_frame_says) {
    Client bert(world, "10.0.0.2");
    bert.join_server("Bert");
    anna.watch(net::lobby);
    // The frame has no field for an author; the run of another device is just a number.
    bert.send(net::Submit{anna.run, {1}, net::PostMessage{net::lobby, "from whom?"}});
    world.settle();
    const auto events = anna.take_all<net::Event>();
    ASSERT_THAT(events, SizeIs(1));
    EXPECT_EQ(std::get<net::MessagePosted>(events[0].fact).author, bert.welcome.user);
    EXPECT_EQ(anna.post(net::lobby, "mine").status, net::Status::Done) << "and takes no number of hers";
}

}  // namespace
}  // namespace crosstalk::server
