// What the window is told of a server on its machine. That one is really started is tried with real processes (tests/e2e).
#include "client/host/host.hpp"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <string>

namespace crosstalk::host {
namespace {

const std::string fingerprint(64, 'a');
// 32 bytes 0xaa and 16 bytes 0x01, as links spell them.
const std::string invite = "crosstalk://192.168.1.5:12345/#" +
                           std::string("qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo") +
                           ".AQEBAQEBAQEBAQEBAQEBAQ";

std::string status(const std::string& more = "") {
    return R"({"name":"Attic LAN","addresses":["192.168.1.5:12345","[fd00::5]:12345"],"port":12345,)"
           R"("passkey":"7K4-MP2-QXS","fingerprint":")" +
           fingerprint + R"(","pid":77,"users":3)" + more + "}";
}

TEST(HostStatus, what_a_server_says_of_itself_is_read) {
    const auto server =
        parse_status(status(R"(,"invite":")" + invite + R"(","join_code":"7K4MP-2QXS9-ABCDE")"));
    ASSERT_TRUE(server.has_value());
    EXPECT_EQ(server->name, "Attic LAN");
    EXPECT_EQ(server->addresses.size(), 2U);
    EXPECT_EQ(server->port, 12'345);
    EXPECT_EQ(server->key[0], 0xaa);
    EXPECT_EQ(server->key[31], 0xaa);
    EXPECT_EQ(server->users, 3U);
    EXPECT_EQ(server->process, 77U);
    EXPECT_EQ(server->join_code, "7K4MP-2QXS9-ABCDE");
    EXPECT_EQ(server->invite, invite);
    EXPECT_TRUE(server->own_invite.starts_with("crosstalk://127.0.0.1:12345/#")) << "by the loopback";
    EXPECT_EQ(server->own_invite.substr(29), invite.substr(31)) << "the same secret";
}

TEST(HostStatus, without_an_invite_there_is_none_by_the_loopback) {
    const auto server = parse_status(status());
    ASSERT_TRUE(server.has_value());
    EXPECT_EQ(server->invite, "");
    EXPECT_EQ(server->own_invite, "");
}

TEST(HostStatus, what_is_no_status_is_nothing) {
    for (const std::string text :
         {"", "{", "[]", "null", "{}", R"({"port":12345})", R"({"port":70000,"fingerprint":"aa"})",
          R"({"port":"12345","fingerprint":7})"})
        EXPECT_FALSE(parse_status(text).has_value()) << text;
    std::string no_hexadecimal = status();
    no_hexadecimal.replace(no_hexadecimal.find("aaaa"), 1, "z");
    EXPECT_FALSE(parse_status(no_hexadecimal).has_value());
}

TEST(HostArguments, only_the_first_one_makes_a_server_of_the_program) {
    const std::array<const char*, 2> host{"crosstalk", "--host"};
    const std::array<const char*, 3> window{"crosstalk", "--name", "--host"};
    EXPECT_TRUE(asks_for_host(2, host.data()));
    EXPECT_FALSE(asks_for_host(3, window.data()));
    EXPECT_FALSE(asks_for_host(1, host.data()));
}

TEST(Host, a_wish_that_cannot_be_met_starts_nothing) {
    Host host("/nowhere/crosstalk", std::filesystem::current_path() / "server");
    const model::Hosting weak = host.start({.name = "Attic", .passkey = "1234", .folder = {}});
    EXPECT_EQ(weak.state, model::Hosting::State::Off);
    EXPECT_EQ(weak.field, model::HostField::Passkey);
    const model::Hosting relative = host.start({.name = "Attic", .passkey = {}, .folder = "here"});
    EXPECT_EQ(relative.field, model::HostField::Folder);
    std::ofstream("a-file") << "not a folder";
    const model::Hosting file = host.start(
        {.name = "Attic", .passkey = {}, .folder = (std::filesystem::current_path() / "a-file").string()});
    EXPECT_EQ(file.state, model::Hosting::State::Off);
    EXPECT_NE(file.fault, "");
    const model::Hosting gone = host.start({.name = "Attic", .passkey = {}, .folder = {}});
    EXPECT_EQ(gone.state, model::Hosting::State::Off);
    EXPECT_NE(gone.fault, "") << "this program is not there";
    EXPECT_EQ(host.look().state, model::Hosting::State::Off);
    EXPECT_EQ(host.stop().state, model::Hosting::State::Off);
}

TEST(Host, the_name_of_the_server_that_ran_there_last_is_told) {
    const std::filesystem::path folder = std::filesystem::current_path() / "stopped";
    std::filesystem::create_directory(folder);
    Host host("/nowhere/crosstalk", folder);
    EXPECT_EQ(host.look().server.name, "");
    std::ofstream(folder / "hosted.json")
        << R"({"name":"Attic LAN","fingerprint":")" << std::string(64, 'a') << R"(","port":12345})";
    std::filesystem::permissions(folder / "hosted.json", std::filesystem::perms::owner_read);
    const model::Hosting off = host.look();
    EXPECT_EQ(off.state, model::Hosting::State::Off);
    EXPECT_EQ(off.server, model::HostedServer{.name = "Attic LAN"});
}

}  // namespace
}  // namespace crosstalk::host
