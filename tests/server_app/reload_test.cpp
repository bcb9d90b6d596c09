// What a reload changes in a running server, what it names for the next start, and the log that it opens again.
#include "server/app/reload.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "server/app/log.hpp"
#include "server/app/setting_table.hpp"
#include "tests/server_app/given_settings.hpp"
#include "tests/server_app/small_server.hpp"
#include "tests/support/temporary_folder.hpp"

namespace crosstalk::server {
namespace {

using ::crosstalk::testing::settings_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(Reload, what_a_running_server_can_take_it_takes) {
    Settings running = settings_of({});
    const Settings read = settings_of({"--name", "Attic", "--history", "20", "--keep", "30", "--log-level",
                                       "debug", "--limit", "sessions=5"});
    const ReloadReport report = take_over(running, read);
    EXPECT_THAT(report.changed, ElementsAre("name", "history", "keep", "log-level", "limit sessions"));
    EXPECT_THAT(report.at_next_start, IsEmpty());
    for (const SettingRow& row : setting_rows())
        EXPECT_TRUE(row.is_same(running, read)) << row.name;
    EXPECT_THAT(take_over(running, read).changed, IsEmpty());
}

TEST(Reload, what_it_cannot_take_is_named_and_stays_until_the_next_start) {
    const Settings before = settings_of({"--passkey", "correct horse battery staple"});
    Settings running = before;
    const Settings read =
        settings_of({"--listen", "127.0.0.1:5000", "--data", "/srv/chat", "--passkey",
                     "another horse battery staple", "--ready-file", "/x", "--log-file", "/y", "--metrics",
                     "9464", "--no-discovery", "--limit", "rooms-per-user=3", "--limit", "sessions=5"});
    const ReloadReport report = take_over(running, read);
    EXPECT_THAT(report.changed, ElementsAre("limit sessions"));
    EXPECT_THAT(report.at_next_start,
                ElementsAre("listen", "data", "config", "passkey", "ready-file", "log-file", "metrics",
                            "no-discovery", "limit rooms-per-user"));
    for (const SettingRow& row : setting_rows()) {
        if (row.kind == SettingKind::Table) continue;
        EXPECT_TRUE(row.is_same(running, before)) << row.name;
    }
    EXPECT_EQ(running.limits.rooms_per_user, before.limits.rooms_per_user);
    EXPECT_EQ(take_over(running, read).at_next_start, report.at_next_start) << "it still waits";
}

TEST(Reload, the_words_name_settings_and_no_values) {
    Settings running = settings_of({});
    const ReloadReport report =
        take_over(running, settings_of({"--passkey", "correct horse battery staple", "--name", "Attic"}));
    EXPECT_EQ(in_words(report), "From now on: name. From the next start on, and not before: passkey.");
    EXPECT_EQ(in_words({}), "The settings were read again, and nothing has changed.");
    EXPECT_EQ(in_words({.failure = "It rains.", .changed = {}, .at_next_start = {}}),
              "The settings stay as they were. It rains.");
}

// --- the log

class LogFileTest : public ::testing::Test {
  protected:
    [[nodiscard]] static std::string text_of(const std::filesystem::path& path) {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    testing::TemporaryFolder folder;
    std::filesystem::path path = folder / "server.log";
};

TEST_F(LogFileTest, a_log_that_was_renamed_goes_on_under_its_name_once_it_is_opened_again) {
    LogFile file(path, LogLevel::Info);
    const Log log = file.log();
    log(LogLevel::Info, "one");
    std::filesystem::rename(path, folder / "server.log-yesterday");
    log(LogLevel::Info, "two");
    file.reopen();
    log(LogLevel::Info, "three");
    EXPECT_THAT(text_of(folder / "server.log-yesterday"), HasSubstr("two"));
    EXPECT_THAT(text_of(path), HasSubstr("three"));
    EXPECT_THAT(text_of(path), Not(HasSubstr("two")));
}

TEST_F(LogFileTest, a_log_that_cannot_be_opened_again_goes_on_where_it_is) {
    const std::filesystem::path inner = folder / "logs";
    std::filesystem::create_directory(inner);
    LogFile file(inner / "server.log", LogLevel::Info);
    std::filesystem::rename(inner, folder / "moved");
    std::ofstream(inner) << "a file where the folder was";
    EXPECT_THROW(file.reopen(), std::runtime_error);
    file.log()(LogLevel::Info, "still here");
    EXPECT_THAT(text_of(folder / "moved" / "server.log"), HasSubstr("still here"));
}

TEST_F(LogFileTest, its_level_changes_while_it_is_used) {
    LogFile file(path, LogLevel::Warning);
    const Log log = file.log();
    log(LogLevel::Info, "one");
    file.set_level(LogLevel::Debug);
    log(LogLevel::Info, "two");
    EXPECT_THAT(text_of(path), Not(HasSubstr("one")));
    EXPECT_THAT(text_of(path), HasSubstr("two"));
}

// --- the caretaker

TEST(Reload, messages_that_are_too_old_from_now_on_are_purged_at_once) {
    const testing::TemporaryFolder temporary;
    const DataFolder folder{temporary.path()};
    testing::SmallServer server(folder);
    const testing::Person ada = server.person("ada");
    server.post(ada, net::lobby, "long ago");
    server.runtime().now = server.runtime().now + net::Milliseconds{24 * testing::SmallServer::hour.value};
    server.post(ada, net::lobby, "today");
    server.caretaker().start();
    server.wait_for_the_caretaker();
    EXPECT_EQ(server.archived(net::lobby), "long ago today ");
    server.caretaker().keep_messages(std::chrono::days(1));
    server.wait_until([&] { return server.archived(net::lobby) == "today "; });
}

TEST(Reload, without_an_age_from_now_on_nothing_is_purged_any_more) {
    const testing::TemporaryFolder temporary;
    const DataFolder folder{temporary.path()};
    testing::SmallServer server(folder, std::chrono::days(1));
    server.caretaker().start();
    server.wait_for_the_caretaker();
    server.caretaker().keep_messages({});
    server.post(server.person("ada"), net::lobby, "long ago");
    server.catch_up();
    server.runtime().now = server.runtime().now + net::Milliseconds{48 * testing::SmallServer::hour.value};
    const net::Position before = server.state().mark.position;
    server.runtime().let_time_pass();
    server.wait_for_the_caretaker();
    server.catch_up();
    EXPECT_EQ(server.state().mark.position, before);
}

}  // namespace
}  // namespace crosstalk::server
