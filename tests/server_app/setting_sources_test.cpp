// Settings by flag, environment and file: who counts more, and what a mistake is answered.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "server/app/setting_table.hpp"
#include "server/app/settings_file.hpp"
#include "tests/server_app/given_settings.hpp"
#include "tests/support/temporary_folder.hpp"

namespace crosstalk::server {
namespace {

namespace fs = std::filesystem;

using ::crosstalk::testing::refusal_of;
using ::crosstalk::testing::settings_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// A data folder with server.toml, that only its owner may read.
class SettingSources : public ::testing::Test {
  protected:
    void write(const std::string& text) {
        std::ofstream(file(), std::ios::binary) << text;
        fs::permissions(file(), fs::perms::owner_read | fs::perms::owner_write);
    }
    [[nodiscard]] fs::path file() const { return folder_ / "server.toml"; }
    [[nodiscard]] Environment in_folder(Environment more = {}) const {
        more.emplace_back("CROSSTALK_SERVER_DATA", folder_.path().string());
        return more;
    }
    // What a file with this text is answered.
    std::string fault_of(const std::string& text) {
        write(text);
        return refusal_of({}, in_folder());
    }

  private:
    testing::TemporaryFolder folder_;
};

TEST_F(SettingSources, a_file_sets_everything_that_a_flag_sets) {
    write(
        "listen = ['127.0.0.1:0', '[::1]:5000']\n"
        "passkey = 'correct horse battery staple'\n"
        "name = 'Attic LAN'\n"
        "history = 20\n"
        "ready-file = '/run/ready.json'\n"
        "keep = 365\n"
        "log-level = 'debug'\n"
        "log-file = '/var/log/chat.log'\n"
        "no-discovery = true\n"
        "[limit]\n"
        "sessions = 200\n"
        "post-burst = 5\n");
    const Settings settings = settings_of({}, in_folder());
    EXPECT_EQ(settings.listen.size(), 2u);
    EXPECT_EQ(settings.passkey, "correct horse battery staple");
    EXPECT_EQ(settings.name, "Attic LAN");
    EXPECT_EQ(settings.history, 20);
    EXPECT_EQ(settings.ready_file, "/run/ready.json");
    EXPECT_EQ(settings.keep, std::chrono::days(365));
    EXPECT_EQ(settings.log_level, LogLevel::Debug);
    EXPECT_EQ(settings.log_file, "/var/log/chat.log");
    EXPECT_TRUE(settings.no_discovery);
    EXPECT_EQ(settings.limits.sessions, 200);
    EXPECT_EQ(settings.limits.post_burst, 5);
    EXPECT_THAT(settings.warnings, IsEmpty());
}

TEST_F(SettingSources, a_flag_counts_more_than_the_environment_and_that_more_than_the_file) {
    write("name = 'file'\nhistory = 20\nkeep = 30\n[limit]\nsessions = 1\npost-burst = 1\nroom-burst = 1\n");
    const Environment environment = in_folder({{"CROSSTALK_SERVER_NAME", "environment"},
                                               {"CROSSTALK_SERVER_HISTORY", "21"},
                                               {"CROSSTALK_SERVER_LIMIT", "post-burst=2, room-burst=2"}});
    const Settings settings = settings_of({"--name", "flag", "--limit", "room-burst=3"}, environment);
    EXPECT_EQ(settings.name, "flag");
    EXPECT_EQ(settings.history, 21);
    EXPECT_EQ(settings.keep, std::chrono::days(30));
    EXPECT_EQ(settings.limits.sessions, 1);
    EXPECT_EQ(settings.limits.post_burst, 2);
    EXPECT_EQ(settings.limits.room_burst, 3);
}

TEST_F(SettingSources, addresses_of_a_stronger_source_take_the_place_of_those_of_a_weaker_one) {
    write("listen = '127.0.0.1:5000'\n");
    EXPECT_EQ(settings_of({}, in_folder()).listen.front().port, 5000);
    const Environment environment = in_folder({{"CROSSTALK_SERVER_LISTEN", "127.0.0.1:6000, [::1]:6000"}});
    const auto two = settings_of({}, environment).listen;
    ASSERT_EQ(two.size(), 2u);
    EXPECT_EQ(two[1].host, "::1");
    EXPECT_EQ(settings_of({"--listen", "127.0.0.1:7000"}, environment).listen.size(), 1u);
}

TEST_F(SettingSources, every_setting_is_known_to_the_environment_by_its_flags_name) {
    for (const SettingRow& row : setting_rows()) {
        if (row.name == "config" || row.name == "data") continue;
        // A file may have any name; nothing else is called like this.
        const auto parsed = testing::parse({}, in_folder({{variable_of(row), "\x01"}}));
        if (const auto* settings = std::get_if<Settings>(&parsed)) {
            EXPECT_FALSE(row.is_same(*settings, settings_of({}, in_folder()))) << row.name;
        } else {
            EXPECT_THAT(std::get<Exit>(parsed).text,
                        HasSubstr("crosstalk-server: " + variable_of(row) + ": "));
        }
    }
    EXPECT_EQ(variable_of(*find_setting("log-level")), "CROSSTALK_SERVER_LOG_LEVEL");
}

TEST_F(SettingSources, an_empty_variable_says_nothing) {
    EXPECT_EQ(settings_of({}, in_folder({{"CROSSTALK_SERVER_NAME", ""}})).name, "Crosstalk");
}

TEST_F(SettingSources, a_variable_that_is_no_setting_is_told_and_not_refused) {
    const Settings settings = settings_of(
        {},
        in_folder({{"CROSSTALK_SERVER_PORT_12345_TCP", "tcp://10.0.0.1:12345"}, {"CROSSTALK_SERVERS", "x"}}));
    EXPECT_THAT(settings.warnings, ElementsAre(HasSubstr("CROSSTALK_SERVER_PORT_12345_TCP")));
}

TEST_F(SettingSources, a_switch_takes_what_people_write) {
    for (const char* on : {"true", "1", "yes", "on"})
        EXPECT_TRUE(settings_of({}, in_folder({{"CROSSTALK_SERVER_NO_DISCOVERY", on}})).no_discovery) << on;
    for (const char* off : {"false", "0", "no", "off"})
        EXPECT_FALSE(settings_of({}, in_folder({{"CROSSTALK_SERVER_NO_DISCOVERY", off}})).no_discovery)
            << off;
    EXPECT_TRUE(settings_of({"--no-discovery"}, in_folder()).no_discovery);
}

TEST_F(SettingSources, a_mistake_in_the_file_is_answered_with_its_line_and_what_is_allowed) {
    const std::string shown = file().string();
    EXPECT_THAT(
        fault_of("name = 'x'\n\nhistroy = 20\n"),
        HasSubstr(shown + ", line 3, histroy: there is no such setting. There are listen, data, passkey"));
    EXPECT_THAT(fault_of("\nhistory = 0\n"),
                HasSubstr(", line 2, history: takes a whole number from 1 to 200."));
    EXPECT_THAT(fault_of("history = '20'\n"),
                HasSubstr("line 1, history: takes a whole number without quotes."));
    EXPECT_THAT(fault_of("history = 2.5\n"), HasSubstr("takes a whole number without quotes."));
    EXPECT_THAT(fault_of("name = 7\n"), HasSubstr("line 1, name: takes a text in quotes."));
    EXPECT_THAT(fault_of("no-discovery = 'yes'\n"), HasSubstr("takes true or false without quotes."));
    EXPECT_THAT(fault_of("listen = [1]\n"), HasSubstr("takes a text in quotes, or a list of them"));
    EXPECT_THAT(fault_of("listen = []\n"), HasSubstr("names no address"));
    EXPECT_THAT(fault_of("limit = 3\n"), HasSubstr("is a table: a line [limit]"));
    EXPECT_THAT(fault_of("[limit]\nsessions = 0\n"),
                HasSubstr("line 2, limit: sessions takes a whole number from 1 to 1000000."));
    EXPECT_THAT(fault_of("[limit]\n\nsesions = 5\n"),
                HasSubstr("line 3, limit: there is no limit with the name 'sesions'"));
    EXPECT_THAT(fault_of("[limit]\nsessions = 'x'\n"), HasSubstr("limit.sessions: takes a whole number"));
    EXPECT_THAT(fault_of("[server]\nname = 'x'\n"), HasSubstr("line 1, server: there is no such setting"));
    EXPECT_THAT(fault_of("config = 'x'\n"), HasSubstr("line 1, config: there is no such setting"));
    EXPECT_THAT(fault_of("keep = 1\nkeep = 2\n"), HasSubstr("line 2"));
    EXPECT_THAT(fault_of("name = \n"), HasSubstr("line 1: this is not TOML"));
}

TEST_F(SettingSources, every_refusal_is_one_line) {
    for (const char* text : {"\"a\\nb\" = 3\n", "name = \"a\\nb\"\n", "listen = \"a\\nb\"\n",
                             "[limit]\n\"a\\nb\" = 3\n", "[limit]\n\"a\\nb\" = 'x'\n"}) {
        const std::string refused = fault_of(text);
        EXPECT_TRUE(refused.ends_with(" See --help.\n")) << refused;
        EXPECT_EQ(std::ranges::count(refused, '\n'), 1) << refused;
    }
}

TEST_F(SettingSources, a_passkey_that_is_refused_is_not_repeated) {
    const std::vector<std::string> refused{fault_of("passkey = 'hunter2'\n"),
                                           fault_of("passkey = 'hunter2\n"),
                                           fault_of("passkey = hunter2\n"),
                                           fault_of("passkey = ['hunter2']\n"),
                                           fault_of("name = 'x'passkey = 'hunter2'\n"),
                                           refusal_of({"--passkey", "hunter2"}),
                                           refusal_of({}, {{"CROSSTALK_SERVER_PASSKEY", "hunter2"}})};
    for (const std::string& text : refused) {
        EXPECT_NE(text, "");
        EXPECT_THAT(text, Not(HasSubstr("hunter2")));
    }
}

#ifndef _WIN32
TEST_F(SettingSources, a_passkey_that_others_may_read_is_warned_of) {
    write("passkey = 'correct horse battery staple'\n");
    fs::permissions(file(), fs::perms::others_read, fs::perm_options::add);
    EXPECT_THAT(settings_of({}, in_folder()).warnings, ElementsAre(HasSubstr("chmod 600")));
    write("name = 'Attic'\n");
    fs::permissions(file(), fs::perms::others_read, fs::perm_options::add);
    EXPECT_THAT(settings_of({}, in_folder()).warnings, IsEmpty());
}
#endif

TEST_F(SettingSources, a_file_that_is_named_must_be_there_and_the_usual_one_need_not) {
    EXPECT_EQ(settings_of({}, in_folder()).name, "Crosstalk");
    EXPECT_THAT(refusal_of({"--config", "/nonexistent.toml"}),
                HasSubstr("there is no file /nonexistent.toml"));
    EXPECT_THAT(refusal_of({}, {{"CROSSTALK_SERVER_CONFIG", "/nonexistent.toml"}}),
                HasSubstr("/nonexistent.toml"));
}

TEST_F(SettingSources, a_file_that_is_named_may_say_where_the_data_is) {
    write("data = '/srv/chat'\nname = 'Attic'\n");
    const std::string path = file().string();
    const Settings settings = settings_of({"--config", path.c_str()});
    EXPECT_EQ(settings.name, "Attic");
    EXPECT_EQ(settings_of({"--config", path.c_str()}, {}).data.path, "/srv/chat");
    EXPECT_EQ(settings_of({"--config", path.c_str(), "--data", "/srv/other"}).data.path, "/srv/other");
    EXPECT_EQ(settings_of({"--config", path.c_str(), "users"}, {}).data.path, "/srv/chat");
    EXPECT_THAT(refusal_of({}, in_folder()), HasSubstr("line 1, data: the file lies in the data folder"));
}

TEST_F(SettingSources, a_subcommand_does_not_ask_for_settings_of_a_server) {
    write("this is no TOML");
    EXPECT_TRUE(settings_of({"users"}, in_folder({{"CROSSTALK_SERVER_HISTORY", "none"}})).subcommand);
}

TEST_F(SettingSources, what_is_no_ordinary_file_is_refused) {
    fs::create_directory(file());
    EXPECT_THAT(refusal_of({}, in_folder()), HasSubstr("not an ordinary file"));
    fs::remove(file());
    EXPECT_THAT(fault_of(std::string(100'000, '#')), HasSubstr("too large"));
    EXPECT_NE(fault_of(std::string(60'000, '[')), "");
    EXPECT_NE(fault_of(std::string("name = 'a\0b'", 12)), "");
    EXPECT_NE(fault_of("name = '\xff\xfe'\n"), "");
}

// --- docs/server.md

std::string table_of_settings() {
    std::string text = "| setting | default | what it is | changes |\n|---|---|---|---|\n";
    for (const SettingRow& row : setting_rows()) {
        text += "| `" + std::string(row.name) + (row.value.empty() ? "" : " " + std::string(row.value)) +
                "` | " + std::string(row.name == "data" ? "see below" : row.standard) + " | " +
                std::string(row.help) + " | " + (row.takes == Takes::Reload ? "by `reload`" : "at a start") +
                " |\n";
    }
    return text;
}

TEST(ServerDocs, the_table_of_settings_is_the_programs) {
    const fs::path path = fs::path(CROSSTALK_SOURCE) / "docs" / "server.md";
    std::ifstream in(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    const std::string begin = "build/dev/bin/test_server_app -->\n";
    ASSERT_NE(text.find(begin), std::string::npos);
    const std::size_t from = text.find(begin) + begin.size();
    const std::size_t to = text.find("<!-- settings: end -->");
    ASSERT_NE(to, std::string::npos);
    ASSERT_LE(from, to);
    if (std::getenv("CROSSTALK_UPDATE_GOLDEN") != nullptr) {
        text.replace(from, to - from, table_of_settings());
        std::ofstream(path, std::ios::binary) << text;
    } else {
        EXPECT_EQ(text.substr(from, to - from), table_of_settings())
            << "CROSSTALK_UPDATE_GOLDEN=1 build/dev/bin/test_server_app writes it";
    }
}

TEST(ServerDocs, the_example_of_a_file_is_one_that_a_server_takes) {
    std::ifstream in(fs::path(CROSSTALK_SOURCE) / "docs" / "server.md", std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const std::string begin = "```toml\n";
    const std::size_t from = text.find(begin);
    ASSERT_NE(from, std::string::npos);
    const std::string example =
        text.substr(from + begin.size(), text.find("```\n", from + begin.size()) - from - begin.size());
    Settings settings;
    const auto given = parse_settings_file(example, "the example");
    EXPECT_GT(given.size(), 3u);
    for (const GivenSetting& each : given)
        EXPECT_EQ(each.row->take(settings, each.values), std::nullopt) << each.where;
}

}  // namespace
}  // namespace crosstalk::server
