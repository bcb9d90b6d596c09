// What --find prints of a server.
#include "client/cli/finding.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace crosstalk::cli {
namespace {

using ::testing::HasSubstr;

model::FoundServer cellar() {
    return {.key = {0xAB},
            .name = "Café im Keller",
            .version = "0.9.1",
            .addresses = {"192.168.1.20:12345", "[fe80::1%eth0]:12345"},
            .users = 7,
            .max_sessions = 1000,
            .is_compatible = true,
            .chosen_passkey = false,
            .round_trip = net::Milliseconds{2}};
}

TEST(CliFinding, people_read_two_lines_about_a_server) {
    EXPECT_EQ(plain_line_of(cellar(), Acquaintance::Known),
              "Café im Keller   192.168.1.20:12345\n"
              "      | 7 online, answers in 2 ms, known, version 0.9.1, also at [fe80::1%eth0]:12345\n");
}

TEST(CliFinding, what_is_not_as_usual_is_said) {
    model::FoundServer server = cellar();
    server.users = 1000;
    server.is_compatible = false;
    server.chosen_passkey = true;
    server.round_trip.reset();
    const std::string text = plain_line_of(server, Acquaintance::New);
    EXPECT_THAT(text,
                HasSubstr("| full, heard of but does not answer, new: its passkey lets new devices in"));
    EXPECT_THAT(text, HasSubstr("which this program cannot talk to"));
    EXPECT_THAT(plain_line_of(cellar(), Acquaintance::Unknown), HasSubstr(", its passkey or join code lets"));
}

TEST(CliFinding, scripts_read_one_object) {
    EXPECT_EQ(
        json_line_of(cellar(), Acquaintance::Known),
        R"({"event":"server","name":"Café im Keller","fingerprint":"ab)" + std::string(62, '0') +
            R"(","address":"192.168.1.20:12345","addresses":["192.168.1.20:12345","[fe80::1%eth0]:12345"],)"
            R"("users":7,"max_sessions":1000,"version":"0.9.1","compatible":true,"own_passkey":false,)"
            R"("ping_ms":2,"known":true})"
            "\n");
    model::FoundServer silent = cellar();
    silent.round_trip.reset();
    EXPECT_THAT(json_line_of(silent, Acquaintance::Unknown), HasSubstr(R"("ping_ms":null,"known":null})"));
}

}  // namespace
}  // namespace crosstalk::cli
