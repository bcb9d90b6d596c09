// What the window is told of a server on its machine. That one is really started is tried with real processes (tests/e2e).
#include "client/host/host.hpp"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/support/temporary_folder.hpp"

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
    const testing::TemporaryFolder temporary;
    Host host("/nowhere/crosstalk", temporary.path() / "server");
    const model::Hosting weak = host.start({.name = "Attic", .passkey = "1234", .folder = {}});
    EXPECT_EQ(weak.state, model::Hosting::State::Off);
    EXPECT_EQ(weak.field, model::HostField::Passkey);
    const model::Hosting relative = host.start({.name = "Attic", .passkey = {}, .folder = "here"});
    EXPECT_EQ(relative.field, model::HostField::Folder);
    std::ofstream(temporary.path() / "a-file") << "not a folder";
    const model::Hosting file =
        host.start({.name = "Attic", .passkey = {}, .folder = (temporary.path() / "a-file").string()});
    EXPECT_EQ(file.state, model::Hosting::State::Off);
    EXPECT_NE(file.fault, "");
    const model::Hosting gone = host.start({.name = "Attic", .passkey = {}, .folder = {}});
    EXPECT_EQ(gone.state, model::Hosting::State::Off);
    EXPECT_NE(gone.fault, "") << "this program is not there";
    EXPECT_EQ(host.look().state, model::Hosting::State::Off);
    EXPECT_EQ(host.stop().state, model::Hosting::State::Off);
}

TEST(Host, the_name_of_the_server_that_ran_there_last_is_told) {
    const testing::TemporaryFolder temporary;
    const std::filesystem::path folder = temporary.path() / "stopped";
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

// A program that does nothing of what a server does but say what it says. Its folder holds no way to ask it.
struct HostOfScript : ::testing::Test {
    testing::TemporaryFolder temporary;
    const std::filesystem::path usual = temporary.path() / "profile" / "server";
    const std::filesystem::path program = temporary.path() / "program";

    void write(const std::string& lines) {
        std::ofstream(program) << "#!/bin/sh\n" << lines;
        std::filesystem::permissions(program, std::filesystem::perms::owner_all);
    }
    void write_server() {
        write(
            "while [ $# -gt 0 ]; do [ \"$1\" = --ready-file ] && ready=$2; shift; done\n"
            "umask 077\n"
            "echo \"{\\\"name\\\":\\\"Attic LAN\\\",\\\"fingerprint\\\":\\\"" +
            fingerprint +
            "\\\",\\\"port\\\":12345,\\\"pid\\\":$$}\" >\"$ready\"\n"
            "echo crosstalk-server listens on port 12345.\n"
            "exec sleep 600\n");
    }
};

TEST_F(HostOfScript, a_server_that_cannot_be_asked_runs_all_the_same_and_is_ended) {
    write_server();
    Host host(program.string(), usual);
    const model::Hosting started = host.start({.name = "Attic LAN", .passkey = {}, .folder = {}});
    ASSERT_EQ(started.state, model::Hosting::State::Running) << started.fault;
    EXPECT_EQ(host.look().state, model::Hosting::State::Running);
    const model::Hosting stopped = host.stop();
    EXPECT_EQ(stopped.state, model::Hosting::State::Off) << stopped.fault;
    EXPECT_EQ(stopped.server.name, "Attic LAN");
}

TEST_F(HostOfScript, the_next_window_knows_the_folder_that_was_chosen) {
    write_server();
    const std::string chosen = (temporary.path() / "chosen").string();
    {
        Host host(program.string(), usual);
        ASSERT_EQ(host.start({.name = "Attic LAN", .passkey = {}, .folder = chosen}).state,
                  model::Hosting::State::Running);
        EXPECT_EQ(host.stop().server.folder, chosen);
    }
    Host next(program.string(), usual);
    EXPECT_EQ(next.look().server.folder, chosen);
    ASSERT_EQ(next.start({.name = "Attic LAN", .passkey = {}, .folder = {}}).state,
              model::Hosting::State::Running);
    EXPECT_EQ(next.stop().server.folder, "") << "the usual one needs no saying";
    Host last(program.string(), usual);
    EXPECT_EQ(last.look().server, model::HostedServer{.name = "Attic LAN"});
}

TEST_F(HostOfScript, a_start_that_nobody_waits_for_any_more_is_ended) {
    write("exec sleep 600\n");
    Host host(program.string(), usual);
    host.give_up();
    const model::Hosting given_up = host.start({.name = "Attic LAN", .passkey = {}, .folder = {}});
    EXPECT_EQ(given_up.state, model::Hosting::State::Off);
    EXPECT_NE(given_up.fault.find("did not get ready"), std::string::npos) << given_up.fault;
}

TEST_F(HostOfScript, a_port_that_is_taken_and_one_that_is_not_allowed_are_two_things) {
    const auto field = [&](const std::string& complaint) {
        write("echo 'crosstalk-server: " + complaint + "'\nexit 1\n");
        Host host(program.string(), usual);
        return host.start({.name = "Attic LAN", .passkey = {}, .folder = {}, .port = 443}).field;
    };
    EXPECT_EQ(field("Port 443 is already in use on this machine."), model::HostField::PortInUse);
    EXPECT_EQ(field("Port 443 is not allowed for this account."), model::HostField::Port);
    EXPECT_EQ(field("Port 4430 is already in use on this machine."), model::HostField::None);
}

}  // namespace
}  // namespace crosstalk::host
