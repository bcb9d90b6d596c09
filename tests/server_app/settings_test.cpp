#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/server_app/given_settings.hpp"

namespace crosstalk::server {
namespace {

using ::crosstalk::testing::refusal_of;
using ::crosstalk::testing::settings_of;
using ::testing::HasSubstr;

Request request_of(const std::vector<const char*>& words) {
    const Settings settings = settings_of(words);
    if (!settings.subcommand) ADD_FAILURE() << "no subcommand";
    return settings.subcommand.value_or(Subcommand{}).request;
}

TEST(Settings, without_a_subcommand_it_serves) {
    EXPECT_FALSE(settings_of({}).subcommand);
    EXPECT_FALSE(settings_of({"--data", "/srv/chat", "--name", "LAN"}).subcommand);
}

TEST(Settings, each_subcommand_is_known) {
    EXPECT_EQ(request_of({"backup", "/srv/backup"}), Request(MakeBackup{"/srv/backup"}));
    EXPECT_EQ(request_of({"verify"}), Request(Verify{}));
    EXPECT_EQ(request_of({"export"}), Request(ExportRooms{}));
    EXPECT_EQ(request_of({"export", "#cats"}), Request(ExportRooms{"#cats"}));
    EXPECT_EQ(request_of({"users"}), Request(ListUsers{}));
    EXPECT_EQ(request_of({"reset-owner"}), Request(ResetOwner{}));
    EXPECT_EQ(request_of({"rotate-passkey"}), Request(RotatePasskey{}));
    EXPECT_EQ(request_of({"reload"}), Request(ReloadSettings{}));
    EXPECT_EQ(request_of({"health"}), Request(AskHealth{}));
    EXPECT_EQ(request_of({"status"}), Request(AskStatus{}));
    EXPECT_EQ(request_of({"stop"}), Request(StopServer{}));
}

TEST(Settings, the_data_folder_may_stand_before_the_subcommand_or_behind_it) {
    EXPECT_EQ(settings_of({"--data", "/srv/chat", "users"}).data.path, "/srv/chat");
    EXPECT_EQ(settings_of({"users", "--data", "/srv/chat"}).data.path, "/srv/chat");
}

TEST(Settings, a_backups_folder_is_made_absolute) {
    const auto here = std::filesystem::current_path();
    EXPECT_EQ(request_of({"backup", "monday"}), Request(MakeBackup{here / "monday"}));
    EXPECT_EQ(request_of({"backup", "../monday/"}), Request(MakeBackup{here.parent_path() / "monday"}));
}

TEST(Settings, export_and_users_have_a_format) {
    EXPECT_EQ(settings_of({"export", "--format", "jsonl"}).subcommand->format, Format::JsonLines);
    EXPECT_EQ(settings_of({"users", "--format", "text"}).subcommand->format, Format::Text);
    EXPECT_NE(refusal_of({"users", "--format", "xml"}), "");
    EXPECT_NE(refusal_of({"verify", "--format", "jsonl"}), "");
}

TEST(Settings, what_a_subcommand_needs_is_asked_for) {
    EXPECT_NE(refusal_of({"backup"}), "");
    EXPECT_NE(refusal_of({"backup", "a", "b"}), "");
    EXPECT_NE(refusal_of({"users", "verify"}), "");
    EXPECT_NE(refusal_of({"dance"}), "");
}

TEST(Settings, a_flag_of_the_server_is_refused_beside_a_subcommand) {
    EXPECT_THAT(refusal_of({"--listen", "127.0.0.1:0", "users"}), HasSubstr("--listen"));
    EXPECT_THAT(refusal_of({"users", "--keep", "3"}), HasSubstr("--keep"));
}

TEST(Settings, a_listener_wants_an_address_and_no_name) {
    EXPECT_THAT(refusal_of({"--listen", "nohost:5000"}), HasSubstr("'nohost' is not an IP address"));
    for (const char* good : {"127.0.0.1:0", "[::1]:5000", "0.0.0.0:5000", "::1"})
        EXPECT_EQ(settings_of({"--listen", good}).listen.size(), 1u) << good;
}

TEST(Settings, a_bare_port_of_metrics_is_one_of_this_machine_alone) {
    EXPECT_FALSE(settings_of({}).metrics);
    EXPECT_EQ(settings_of({"--metrics", "9464"}).metrics, (transport::Address{"127.0.0.1", 9464}));
    EXPECT_EQ(settings_of({"--metrics", "0.0.0.0:9464"}).metrics, (transport::Address{"0.0.0.0", 9464}));
    EXPECT_EQ(settings_of({"--metrics", "[::1]:0"}).metrics, (transport::Address{"::1", 0}));
    // Without a port it would be that of the chat.
    for (const char* bad : {"", "127.0.0.1", "::1", "[::1]", "localhost:9464", ":9464", "65536",
                            "99999999999", "-1", "[]:1", "["})
        EXPECT_THAT(refusal_of({"--metrics", bad}), HasSubstr("--metrics")) << bad;
}

TEST(Settings, a_list_may_be_given_flag_by_flag) {
    EXPECT_EQ(settings_of({"--listen", "127.0.0.1:0", "--listen", "[::1]:0"}).listen.size(), 2u);
    const Settings settings =
        settings_of({"--limit", "sessions=2", "--limit", "post-burst=3", "--limit", "sessions=4"});
    EXPECT_EQ(settings.limits.sessions, 4);
    EXPECT_EQ(settings.limits.post_burst, 3);
}

TEST(Settings, a_refusal_is_one_line_that_says_who_says_it) {
    for (const std::vector<const char*>& words : {std::vector<const char*>{"--nonsense"},
                                                  {"--listen", "nohost:5000"},
                                                  {"--history", "0"},
                                                  {"--limit", "x"},
                                                  {"--keep"},
                                                  {"dance"},
                                                  {"backup"},
                                                  {"--name", ""},
                                                  {"--name", "a", "--name", "b"},
                                                  {"--config", "/nonexistent.toml"}}) {
        const std::string text = refusal_of(words);
        EXPECT_TRUE(text.starts_with("crosstalk-server: ")) << text;
        EXPECT_TRUE(text.ends_with("See --help.\n")) << text;
        EXPECT_EQ(std::ranges::count(text, '\n'), 1) << text;
    }
}

#ifdef __linux__
TEST(Settings, of_a_data_folder_that_cannot_be_written_the_text_speaks) {
    try {
        make_data_folder({"/proc/self"});
        ADD_FAILURE() << "it can be written";
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), HasSubstr("The data folder /proc/self cannot be written"));
    }
}
#endif

TEST(Settings, keep_takes_days) {
    EXPECT_FALSE(settings_of({}).keep);
    EXPECT_EQ(settings_of({"--keep", "30"}).keep, std::chrono::days(30));
    EXPECT_NE(refusal_of({"--keep", "0"}), "");
    EXPECT_NE(refusal_of({"--keep", "36501"}), "");
    EXPECT_NE(refusal_of({"--keep", "a while"}), "");
}

}  // namespace
}  // namespace crosstalk::server
