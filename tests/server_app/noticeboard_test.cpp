#include "server/app/noticeboard.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "net/transport/credentials/invite.hpp"
#include "net/transport/credentials/join_code.hpp"
#include "net/transport/credentials/random.hpp"
#include "tests/support/temporary_folder.hpp"

namespace crosstalk::server {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using transport::Passkey;

struct NoticeboardTest : ::testing::Test {
    NoticeboardTest() {
        board.put_up({.server_name = "Attic",
                      .program = "crosstalk-server 1",
                      .addresses = {{"192.168.1.20", 12345}, {"fd00::7", 12345}},
                      .port = 12345,
                      .passkey = passkey,
                      .fingerprint = {},
                      .invite_token = transport::new_invite_token(random),
                      .owner_code = "OWN-ERC-ODE",
                      .metrics = {},
                      .process_id = 1});
    }
    static std::string content(const std::filesystem::path& file) {
        std::ifstream stream(file);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    [[nodiscard]] std::string join_file() const { return content(folder.join()); }
    [[nodiscard]] nlohmann::json ready() const { return nlohmann::json::parse(content(ready_file)); }
    static std::string place_of(const nlohmann::json& ready) {
        const auto code = transport::parse_join_code(ready.at("join_code").get<std::string>());
        const auto invite = transport::parse_invite(ready.at("invite").get<std::string>());
        return transport::to_string(code->address) + " " + invite->host;
    }

    testing::TemporaryFolder temporary;
    DataFolder folder{temporary.path()};
    std::filesystem::path ready_file = temporary.path() / "ready.json";
    transport::FillRandom random = transport::system_random();
    Passkey passkey = Passkey::generate(random);
    Noticeboard board{folder, ready_file};
};

TEST_F(NoticeboardTest, code_and_invite_lead_to_the_first_address) {
    EXPECT_EQ(place_of(ready()), "192.168.1.20 192.168.1.20");
    EXPECT_THAT(ready().at("addresses"), ElementsAre("192.168.1.20:12345", "[fd00::7]:12345"));
}

TEST_F(NoticeboardTest, another_address_is_in_every_notice_and_what_else_they_say_stays) {
    const auto before = ready();
    board.addresses_changed({{"10.4.0.9", 12345}});
    EXPECT_EQ(place_of(ready()), "10.4.0.9 10.4.0.9");
    EXPECT_THAT(ready().at("addresses"), ElementsAre("10.4.0.9:12345"));
    EXPECT_THAT(join_file(),
                AllOf(HasSubstr(ready().at("join_code")), HasSubstr(ready().at("invite")),
                      HasSubstr("10.4.0.9:12345"), HasSubstr("OWN-ERC-ODE"), Not(HasSubstr("192.168.1.20"))));
    for (const char* same : {"passkey", "fingerprint", "owner_code", "port"})
        EXPECT_EQ(ready().at(same), before.at(same));
}

TEST_F(NoticeboardTest, an_owner_code_that_was_claimed_does_not_come_back_with_another_address) {
    board.owner_code_ended({});
    board.addresses_changed({{"10.4.0.9", 12345}});
    EXPECT_FALSE(ready().contains("owner_code"));
    EXPECT_THAT(join_file(), Not(HasSubstr("Owner code")));
}

TEST_F(NoticeboardTest, an_invite_that_ended_with_its_passkey_does_not_come_back_with_another_address) {
    const auto rotated = Passkey::generate(random);
    board.passkey_rotated(rotated);
    board.addresses_changed({{"10.4.0.9", 12345}});
    EXPECT_FALSE(ready().contains("invite"));
    EXPECT_EQ(ready().at("passkey"), rotated.spelled_out());
    const auto code = transport::parse_join_code(ready().at("join_code").get<std::string>());
    EXPECT_EQ(code->passkey.spelled_out(), rotated.spelled_out());
}

TEST_F(NoticeboardTest, a_code_is_there_as_soon_as_there_is_an_address_that_fits_in) {
    board.addresses_changed({{"fd00::7", 12345}});
    EXPECT_FALSE(ready().contains("join_code"));
    EXPECT_THAT(join_file(), HasSubstr("only an IPv4 address"));
    board.addresses_changed({{"10.4.0.9", 12345}});
    EXPECT_TRUE(ready().contains("join_code"));
}

TEST_F(NoticeboardTest, a_ready_file_that_was_taken_away_stays_away) {
    std::filesystem::remove(ready_file);
    board.addresses_changed({{"10.4.0.9", 12345}});
    EXPECT_FALSE(std::filesystem::exists(ready_file));
    EXPECT_THAT(join_file(), HasSubstr("10.4.0.9:12345"));
}

}  // namespace
}  // namespace crosstalk::server
