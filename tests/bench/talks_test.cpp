#include "bench/load/talk.hpp"

#include <gtest/gtest.h>

namespace {

using namespace crosstalk::bench;

struct Listening : TalkOwner {
    void send(std::span<const std::uint8_t> bytes) override { sent += text_in(bytes); }
    void joined() override { ++joins; }
    void delivered(std::string_view text) override { texts.emplace_back(text); }
    void acknowledged(std::size_t count) override { acknowledgements += count; }
    void failed(const std::string& reason) override { failure = reason; }

    std::string sent;
    int joins = 0;
    std::vector<std::string> texts;
    std::size_t acknowledgements = 0;
    std::string failure;
};

struct Case {
    std::string protocol;
    std::string to_receiver;  // lets it in, then delivers "one" and "two two"
    std::string to_sender;    // lets it in, then accepts two posts
};

void PrintTo(const Case& tried, std::ostream* out) {
    *out << tried.protocol;
}

struct ATalk : testing::TestWithParam<Case> {};

// Gives the bytes in pieces of every size, as a stream may, with what was not taken before them.
void feed(Talk& talk, const std::string& stream, std::size_t piece) {
    std::string waiting;
    for (std::size_t at = 0; at < stream.size(); at += piece) {
        waiting += stream.substr(at, piece);
        waiting.erase(0, talk.take(bytes_of(waiting)));
    }
    EXPECT_EQ(waiting, "");
}

TEST_P(ATalk, delivers_whole_texts_however_the_stream_is_cut) {
    const auto protocol = make_protocol(GetParam().protocol, {});
    for (std::size_t piece = 1; piece <= GetParam().to_receiver.size(); ++piece) {
        Listening owner;
        const auto talk = protocol->make(owner, {.duty = Duty::Receive, .device = 1});
        talk->opened(nullptr);
        feed(*talk, GetParam().to_receiver, piece);
        EXPECT_EQ(owner.joins, 1);
        EXPECT_EQ(owner.texts, (std::vector<std::string>{"one", "two two"}));
        EXPECT_EQ(owner.failure, "");
    }
}

TEST_P(ATalk, counts_what_was_accepted) {
    const auto protocol = make_protocol(GetParam().protocol, {});
    Listening owner;
    const auto talk = protocol->make(owner, {.duty = Duty::Send, .device = 1});
    talk->opened(nullptr);
    talk->post("one");
    talk->post("two two");
    feed(*talk, GetParam().to_sender, 3);
    EXPECT_EQ(owner.joins, 1);
    EXPECT_EQ(owner.acknowledgements, protocol->acknowledges() ? 2u : 0u);
    EXPECT_EQ(owner.failure, "");
}

std::string bare_frame(char size, char type, char tag) {
    return std::string{size, 0, 0, 0, type, 0, 0, 0, tag, 0, 0, 0};
}

INSTANTIATE_TEST_SUITE_P(
    OfEachServer, ATalk,
    testing::Values(
        Case{"bare", bare_frame(0, 2, 0) + bare_frame(3, 5, 0) + "one" + bare_frame(7, 5, 0) + "two two",
             bare_frame(0, 4, 1) + bare_frame(0, 4, 2)},
        Case{"redis",
             "*3\r\n$9\r\nsubscribe\r\n$5\r\nlobby\r\n:1\r\n*3\r\n$7\r\nmessage\r\n$5\r\nlobby\r\n$"
             "3\r\none\r\n"
             "*3\r\n$7\r\nmessage\r\n$5\r\nlobby\r\n$7\r\ntwo two\r\n",
             ":1\r\n:1\r\n"},
        Case{"irc",
             ":s 001 b1 :Welcome\r\n:s 366 b1 #lobby :End\r\n:b2!x@y PRIVMSG #lobby :one\r\nPING :s\r\n"
             ":b2!x@y PRIVMSG #lobby :two two\r\n",
             ":s 001 b1 :Welcome\r\n:s 366 b1 #lobby :End\r\n"},
        Case{"mqtt",
             std::string("\x20\2\0\0", 4) + std::string("\x90\3\0\1\0", 5) +
                 std::string("\x30\x0a\0\5lobbyone", 12) + std::string("\x30\x0e\0\5lobbytwo two", 16),
             std::string("\x20\2\0\0\x40\2\0\1\x40\2\0\2", 12)},
        Case{"nats", "+OK\r\n+OK\r\nMSG lobby 1 3\r\none\r\nPING\r\nMSG lobby 1 7\r\ntwo two\r\n",
             "+OK\r\n+OK\r\n+OK\r\n"}),
    [](const auto& tested) { return tested.param.protocol; });

TEST(Protocols, are_known_by_name) {
    for (const char* name : {"crosstalk", "bare", "redis", "irc", "mqtt", "nats"})
        EXPECT_NE(make_protocol(name, {}), nullptr) << name;
    EXPECT_EQ(make_protocol("telnet", {}), nullptr);
}

TEST(ABareTalk, fails_when_an_acknowledgement_was_skipped) {
    const auto protocol = make_bare_protocol();
    Listening owner;
    const auto talk = protocol->make(owner, {.duty = Duty::Send, .device = 1});
    talk->take(bytes_of(bare_frame(0, 4, 2)));
    EXPECT_NE(owner.failure, "");
}

}  // namespace
