#include "net/discovery/datagram.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string_view>
#include <vector>

#include "net/text/hexadecimal.hpp"
#include "tests/discovery/samples.hpp"

namespace crosstalk::discovery {
namespace {

std::vector<Datagram> all_kinds() {
    return {Question{{0x0102030405060708}}, Answer{{0xFFFFFFFFFFFFFFFF}, sample_server()},
            Announcement{sample_server()}, Farewell{sample_server().key, 12345}};
}

TEST(Datagram, each_kind_comes_back_as_it_was) {
    for (const Datagram& datagram : all_kinds())
        EXPECT_EQ(decode(encode(datagram)), datagram) << datagram.index();
}

TEST(Datagram, the_bytes_are_as_documented) {
    const auto question = encode(all_kinds()[0]);
    EXPECT_EQ(question.size(), question_bytes);
    EXPECT_EQ(text::hexadecimal(std::span(question).first(14)), "4354443101080706050403020100");
    EXPECT_EQ(text::hexadecimal(encode(all_kinds()[3])),
              "4354443104a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebf3930");
    EXPECT_EQ(text::hexadecimal(encode(all_kinds()[2])),
              "43544431034b000000a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebf"
              "0f000000436166c3a920696d204b656c6c657205000000302e392e31010001003930"
              "07000000e803000000");
}

TEST(Datagram, no_answer_is_longer_than_a_question) {
    Advertisement server = sample_server();
    server.name = "";
    for (int i = 0; i < 32; ++i)
        server.name += "é";
    server.version = std::string(max_version_bytes, '9');
    server.users = server.max_sessions = 0xFFFFFFFF;
    ASSERT_TRUE(is_sound(server));
    EXPECT_LE(encode(Answer{{1}, server}).size(), question_bytes);
    EXPECT_EQ(decode(encode(Answer{{1}, server})), Datagram(Answer({1}, server)));
}

TEST(Datagram, what_is_cut_off_anywhere_is_refused_or_sound) {
    for (const Datagram& datagram : all_kinds()) {
        const auto whole = encode(datagram);
        for (std::size_t size = 0; size < whole.size(); ++size)
            EXPECT_FALSE(decode(std::span(whole).first(size))) << datagram.index() << ' ' << size;
    }
}

TEST(Datagram, every_wrong_byte_gives_nothing_or_something_sound) {
    for (const Datagram& datagram : all_kinds()) {
        const auto whole = encode(datagram);
        for (std::size_t at = 0; at < whole.size(); ++at) {
            for (unsigned change = 1; change < 256; ++change) {
                auto wrong = whole;
                wrong[at] ^= static_cast<std::uint8_t>(change);
                const auto read = decode(wrong);
                if (!read) continue;
                const auto* answer = std::get_if<Answer>(&*read);
                ASSERT_TRUE(!answer || is_sound(answer->server));
                ASSERT_EQ(decode(encode(*read)), read);
            }
        }
    }
}

TEST(Datagram, what_a_later_version_appends_is_skipped) {
    for (std::size_t kind = 1; kind < all_kinds().size(); ++kind) {
        auto bytes = encode(all_kinds()[kind]);
        bytes.insert(bytes.end(), 20, 0xEE);
        EXPECT_EQ(decode(bytes), all_kinds()[kind]);
    }
}

TEST(Datagram, a_question_that_is_short_or_has_something_in_its_padding_is_refused) {
    auto bytes = encode(Question{{1}});
    EXPECT_FALSE(decode(std::span(bytes).first(question_bytes - 1)));
    bytes.resize(max_datagram_bytes);
    EXPECT_TRUE(decode(bytes));
    bytes.back() = 1;
    EXPECT_FALSE(decode(bytes));
    bytes.back() = 0;
    bytes.push_back(0);
    EXPECT_FALSE(decode(bytes));
}

TEST(Datagram, a_server_with_a_hostile_name_or_version_is_not_shown_to_anybody) {
    using namespace std::string_view_literals;
    for (const std::string_view name :
         {""sv, "\x1b[31mred"sv, "two\nlines"sv, "zero\0byte"sv, "over\u202Eride"sv, " blank before"sv,
          "zero\u200Bwidth"sv, "\xff\xfe"sv, "e\u0301"sv}) {
        Advertisement server = sample_server();
        server.name = name;
        EXPECT_FALSE(is_sound(server)) << name;
    }
    for (const std::string_view version : {""sv, "1 2"sv, "1\n"sv, "é"sv, "\x7f"sv}) {
        Advertisement server = sample_server();
        server.version = version;
        EXPECT_FALSE(is_sound(server)) << version;
    }
    Advertisement server = sample_server();
    server.name = "Server";
    EXPECT_TRUE(is_sound(server)) << "reserved for servers, not from them";
    EXPECT_TRUE(is_sound(sample_server()));
}

TEST(Datagram, without_a_port_a_key_or_a_protocol_it_is_no_server) {
    Advertisement server = sample_server();
    server.port = 0;
    EXPECT_FALSE(is_sound(server));
    server = sample_server();
    server.key = {};
    EXPECT_FALSE(is_sound(server));
    server = sample_server();
    server.min_protocol = 2;
    EXPECT_FALSE(is_sound(server));
    EXPECT_FALSE(decode(encode(Farewell{sample_server().key, 0})));
}

}  // namespace
}  // namespace crosstalk::discovery
