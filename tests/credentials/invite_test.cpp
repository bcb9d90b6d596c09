#include "net/transport/credentials/invite.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/credentials/seeded_random.hpp"

namespace crosstalk::transport {
namespace {

using testing_credentials::seeded_random;

// The bytes 0 to 31 and 240 to 255.
const std::string fingerprint_text = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
const std::string token_text = "8PHy8_T19vf4-fr7_P3-_w";
const std::string secret_part = "/#" + fingerprint_text + "." + token_text;
const std::string link = "crosstalk://192.168.1.20:12345" + secret_part;

Invite example(const std::string& host = "192.168.1.20") {
    Invite invite{host, 12345, {}, Secret::zeros(invite_token_bytes)};
    for (std::size_t i = 0; i < 32; ++i)
        invite.fingerprint.bytes[i] = static_cast<std::uint8_t>(i);
    for (std::size_t i = 0; i < 16; ++i)
        invite.token.writable()[i] = static_cast<std::uint8_t>(240 + i);
    return invite;
}

void expect_same(const Invite& left, const Invite& right) {
    EXPECT_EQ(left.host, right.host);
    EXPECT_EQ(left.port, right.port);
    EXPECT_EQ(left.fingerprint, right.fingerprint);
    EXPECT_TRUE(left.token == right.token);
}

TEST(Invite, it_is_written_as_documented) {
    EXPECT_EQ(link_of(example()), link);
    EXPECT_EQ(link_of(example("2001:db8::1")), "crosstalk://[2001:db8::1]:12345" + secret_part);
    EXPECT_EQ(link_of(example("my-pc.local")), "crosstalk://my-pc.local:12345" + secret_part);
}

TEST(Invite, it_comes_back_as_it_was) {
    for (const char* host : {"192.168.1.20", "::1", "2001:db8::8:800:200C:417A", "my-pc.local"}) {
        const auto parsed = parse_invite(link_of(example(host)));
        ASSERT_TRUE(parsed) << host;
        expect_same(*parsed, example(host));
    }
}

TEST(Invite, the_longest_host_still_fits) {
    const std::string label(63, 'a');
    const Invite longest = example(label + "." + label + "." + label + "." + std::string(61, 'b'));
    EXPECT_LE(link_of(longest).size(), max_invite_bytes);
    EXPECT_TRUE(parse_invite(link_of(longest)));
}

TEST(Invite, blanks_around_it_and_capitals_in_the_scheme_do_no_harm) {
    EXPECT_TRUE(parse_invite("  " + link + "\r\n"));
    EXPECT_TRUE(parse_invite("Crosstalk" + link.substr(9)));
}

TEST(Invite, each_fault_is_named) {
    const std::string good = "crosstalk://1.2.3.4:5";
    const struct {
        std::string text;
        InviteFault fault;
    } cases[] = {
        {"", InviteFault::NotAnInvite},
        {"   ", InviteFault::NotAnInvite},
        {"https://192.168.1.20:12345" + secret_part, InviteFault::NotAnInvite},
        {"crosstalk:/1.2.3.4:5" + secret_part, InviteFault::NotAnInvite},
        {"192.168.1.20:12345" + secret_part, InviteFault::NotAnInvite},
        {"Join us: " + link, InviteFault::NotAnInvite},
        {"crosstalk://", InviteFault::BadHost},
        {"crosstalk://:12345" + secret_part, InviteFault::BadHost},
        {"crosstalk://1.2.3.400:5" + secret_part, InviteFault::BadHost},
        {"crosstalk://::1:5" + secret_part, InviteFault::BadHost},
        {"crosstalk://[::1:5" + secret_part, InviteFault::BadHost},
        {"crosstalk://[1.2.3.4]:5" + secret_part, InviteFault::BadHost},
        {"crosstalk://[fe80::1%eth0]:5" + secret_part, InviteFault::BadHost},
        {"crosstalk://user@host:5" + secret_part, InviteFault::BadHost},
        {"crosstalk://a b:5" + secret_part, InviteFault::BadHost},
        {"crosstalk://1.2.3.4" + secret_part, InviteFault::BadPort},
        {"crosstalk://1.2.3.4:" + secret_part, InviteFault::BadPort},
        {"crosstalk://1.2.3.4:0" + secret_part, InviteFault::BadPort},
        {"crosstalk://1.2.3.4:05" + secret_part, InviteFault::BadPort},
        {"crosstalk://1.2.3.4:65536" + secret_part, InviteFault::BadPort},
        {"crosstalk://1.2.3.4:-5" + secret_part, InviteFault::BadPort},
        {"crosstalk://1.2.3.4:5x" + secret_part, InviteFault::BadPort},
        {"crosstalk://[::1]5" + secret_part, InviteFault::BadPort},
        {good, InviteFault::Incomplete},
        {good + "/", InviteFault::Incomplete},
        {good + "/#", InviteFault::Incomplete},
        {good + "/#" + fingerprint_text, InviteFault::Incomplete},
        {good + "/?" + secret_part.substr(2), InviteFault::Incomplete},
        {good + "/x#" + secret_part.substr(2), InviteFault::Incomplete},
        {good + "/#." + token_text, InviteFault::BadFingerprint},
        {good + "/#" + fingerprint_text.substr(1) + "." + token_text, InviteFault::BadFingerprint},
        {good + "/#" + fingerprint_text + "A." + token_text, InviteFault::BadFingerprint},
        {good + "/#" + fingerprint_text + "=." + token_text, InviteFault::BadFingerprint},
        {good + "/#" + fingerprint_text.substr(0, 42) + "9." + token_text, InviteFault::BadFingerprint},
        {good + "/#+" + fingerprint_text.substr(1) + "." + token_text, InviteFault::BadFingerprint},
        {good + "/#" + fingerprint_text + ".", InviteFault::BadToken},
        {good + "/#" + fingerprint_text + "." + token_text.substr(1), InviteFault::BadToken},
        {good + "/#" + fingerprint_text + "." + token_text + "A", InviteFault::BadToken},
        {good + "/#" + fingerprint_text + "." + token_text + "==", InviteFault::BadToken},
        {good + "/#" + fingerprint_text + "." + token_text.substr(0, 21) + "x", InviteFault::BadToken},
        {good + "/#" + fingerprint_text + "." + token_text + ".", InviteFault::BadToken},
        {good + "/#" + fingerprint_text + "." + token_text + " more text", InviteFault::BadToken},
        {good + secret_part + std::string(max_invite_bytes, 'A'), InviteFault::TooLong},
    };
    for (const auto& example : cases) {
        SCOPED_TRACE(example.text);
        const auto parsed = parse_invite(example.text);
        ASSERT_FALSE(parsed);
        EXPECT_EQ(parsed.fault(), example.fault);
        EXPECT_GT(explain(parsed.fault()).size(), 20u);
        EXPECT_EQ(explain(parsed.fault()).find(token_text), std::string::npos);
    }
}

TEST(Invite, every_truncation_is_refused) {
    for (std::size_t size = 0; size < link.size(); ++size)
        EXPECT_FALSE(parse_invite(link.substr(0, size))) << size;
}

TEST(Invite, every_changed_character_is_refused_or_means_something_else) {
    for (std::size_t position = 0; position < link.size(); ++position) {
        for (int character = 0; character < 256; ++character) {
            std::string changed = link;
            changed[position] = static_cast<char>(character);
            if (changed == link) continue;
            const auto parsed = parse_invite(changed);
            // What is accepted is spelled in the one way; only the scheme may have capitals.
            const bool in_scheme = position < 9;
            if (!parsed || in_scheme) continue;
            ASSERT_EQ(link_of(*parsed), changed);
        }
    }
}

TEST(Invite, a_hint_is_the_beginning_of_the_tokens_hash) {
    // SHA-256 of nothing begins with e3b0c44298fc1c14.
    EXPECT_EQ(invite_hint({}), 0x141c'fc98'42c4'b0e3U);
    const Secret one = new_invite_token(seeded_random(1));
    EXPECT_EQ(invite_hint(one.bytes()), invite_hint(one.bytes()));
    EXPECT_NE(invite_hint(one.bytes()), invite_hint(new_invite_token(seeded_random(2)).bytes()));
}

TEST(Invite, tokens_are_not_the_same_twice) {
    const Secret one = new_invite_token(system_random());
    EXPECT_EQ(one.size(), invite_token_bytes);
    EXPECT_FALSE(one == new_invite_token(system_random()));
    EXPECT_TRUE(new_invite_token(seeded_random(1)) == new_invite_token(seeded_random(1)));
}

}  // namespace
}  // namespace crosstalk::transport
