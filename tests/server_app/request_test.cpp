#include "server/app/request.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <variant>
#include <vector>

namespace crosstalk::server {
namespace {

using ::testing::HasSubstr;

std::string fault_of(std::string_view line) {
    const auto parsed = parse_request(line);
    const auto* fault = std::get_if<std::string>(&parsed);
    return fault == nullptr ? "" : *fault;
}

TEST(Request, every_request_is_read_as_it_was_written) {
    const std::vector<Request> requests{MakeBackup{"/srv/a backup \"of\" ünïcode"},
                                        Verify{},
                                        ExportRooms{"#lobby"},
                                        ExportRooms{},
                                        ListUsers{},
                                        ResetOwner{},
                                        RotatePasskey{},
                                        ReloadSettings{},
                                        AskHealth{},
                                        AskStatus{},
                                        StopServer{}};
    for (const Request& request : requests) {
        const std::string line = line_of(request);
        ASSERT_EQ(line.back(), '\n');
        ASSERT_EQ(line.find('\n'), line.size() - 1);
        const auto parsed = parse_request(std::string_view(line).substr(0, line.size() - 1));
        ASSERT_TRUE(std::holds_alternative<Request>(parsed)) << line;
        EXPECT_EQ(std::get<Request>(parsed), request);
    }
}

TEST(Request, what_is_no_request_gets_a_reason) {
    for (const std::string line :
         {"", "users", "[]", "null", "17", "{", "{}", R"({"request":7})", R"({"request":"dance"})",
          R"({"request":["users"]})", "\xff\xfe", R"({"request":"\ud800"})"}) {
        EXPECT_NE(fault_of(line), "") << line;
    }
}

TEST(Request, a_backup_wants_an_absolute_path) {
    EXPECT_THAT(fault_of(R"({"request":"backup"})"), HasSubstr("absolute"));
    EXPECT_THAT(fault_of(R"({"request":"backup","folder":""})"), HasSubstr("absolute"));
    EXPECT_THAT(fault_of(R"({"request":"backup","folder":"here"})"), HasSubstr("absolute"));
    EXPECT_THAT(fault_of(R"({"request":"backup","folder":["/srv"]})"), HasSubstr("absolute"));
    EXPECT_THAT(fault_of(R"({"request":"backup","folder":"/srv\u0000/etc"})"), HasSubstr("absolute"));
}

TEST(Request, a_long_line_is_refused_unread) {
    const std::string line = R"({"request":"export","room":")" + std::string(max_request_bytes, 'x') + "\"}";
    EXPECT_THAT(fault_of(line), HasSubstr("too long"));
    EXPECT_THROW((void)line_of(ExportRooms{std::string(max_request_bytes, 'x')}), std::runtime_error);
}

TEST(Request, deep_nesting_is_harmless) {
    const std::string line = R"({"request":)" + std::string(max_request_bytes - 20, '[');
    EXPECT_NE(fault_of(line), "");
}

TEST(Request, what_is_not_utf_8_cannot_be_asked) {
    EXPECT_THROW((void)line_of(ExportRooms{"\xff"}), std::runtime_error);
}

}  // namespace
}  // namespace crosstalk::server
