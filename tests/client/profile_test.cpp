// What every profile promises, for the one in memory and the one on disk alike; then what only a folder can do wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <memory>

#include "client/link/file_profile.hpp"
#include "client/link/memory_profile.hpp"
#include "net/codec.hpp"
#include "net/text/hexadecimal.hpp"
#include "tests/credentials/temporary_folder.hpp"

#ifndef _WIN32
#include <sys/wait.h>
#include <unistd.h>
#endif

namespace crosstalk::link {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;
using testing_credentials::TemporaryFolder;

net::ServerKeyHash server(std::uint8_t fill) {
    net::ServerKeyHash key{};
    key.fill(fill);
    return key;
}

model::SavedServer saved(std::uint8_t fill, std::int64_t last_used) {
    return {{server(fill), "server" + std::to_string(fill), "host:1"}, "me", {last_used}};
}

OutboxItem item(const std::string& text, std::uint64_t number = 0) {
    return {.id = {},
            .ref = "ref of " + text,
            .at = {5},
            .run = {number ? 0xFFFF'FFFF'FFFF'FFFFU : 0},
            .number = {number},
            .command = net::PostMessage{net::lobby, text}};
}

class Profiles : public ::testing::TestWithParam<const char*> {
  protected:
    Profiles() {
        if (std::string(GetParam()) == "memory") {
            profile_ = std::make_unique<MemoryProfile>(transport::system_random());
        } else {
            profile_ = std::make_unique<FileProfile>(folder_.path() / "profile", transport::system_random());
        }
    }
    Profile& profile() { return *profile_; }
    Profile& reopened() {
        if (std::string(GetParam()) == "folder") {
            profile_.reset();
            profile_ = std::make_unique<FileProfile>(folder_.path() / "profile", transport::system_random());
        }
        return *profile_;
    }

  private:
    TemporaryFolder folder_;
    std::unique_ptr<Profile> profile_;
};
INSTANTIATE_TEST_SUITE_P(Both, Profiles, ::testing::Values("memory", "folder"),
                         [](const auto& each) { return std::string(each.param); });

TEST_P(Profiles, the_identity_stays_the_same) {
    const auto key = profile().device_key().public_key();
    EXPECT_EQ(reopened().device_key().public_key(), key);
}

TEST_P(Profiles, servers_are_listed_the_newest_first_and_replaced_by_key) {
    profile().save_server(saved(1, 10));
    profile().save_server(saved(2, 30));
    profile().save_server(saved(3, 20));
    profile().save_server(saved(1, 40));
    EXPECT_THAT(reopened().servers(), ElementsAre(saved(1, 40), saved(2, 30), saved(3, 20)));
}

TEST_P(Profiles, marks_alone_make_no_server_known) {
    profile().keep_marks(server(1), {{{7}, {8}}, {{net::lobby, {{3}, {2}}}}});
    EXPECT_THAT(reopened().servers(), IsEmpty());
}

TEST_P(Profiles, outbox_items_keep_their_order_and_everything_about_them) {
    std::vector<OutboxItem> items{item("a", 1), item("b"), item("c")};
    items[1].command = net::CreateRoom{"den", net::RoomKind::Private, {}};
    items[2].ref = std::string("nul\0 in it", 10);
    profile().add(server(1), items);
    EXPECT_TRUE(items[0].id);
    EXPECT_LT(items[0].id, items[1].id);
    EXPECT_EQ(reopened().outbox(server(1)), items);
    EXPECT_THAT(reopened().outbox(server(2)), IsEmpty());
}

TEST_P(Profiles, a_number_is_stored_and_an_answered_item_goes) {
    std::vector<OutboxItem> items{item("a"), item("b"), item("c")};
    profile().add(server(1), items);
    items[1].run = {77};
    items[1].number = {3};
    profile().renumber(std::array{
        items[1], OutboxItem{.id = {999}, .ref = {}, .at = {}, .run = {}, .number = {}, .command = {}}});
    profile().remove(std::array{items[0].id, OutboxId{999}});
    const auto left = reopened().outbox(server(1));
    ASSERT_THAT(left, SizeIs(2));
    EXPECT_EQ(left[0], items[1]);
    EXPECT_EQ(left[1], items[2]);
}

TEST_P(Profiles, an_answer_is_stored_with_its_item_until_that_is_removed) {
    std::vector<OutboxItem> items{item("a", 1), item("b", 2)};
    profile().add(server(1), items);
    items[0].outcome = net::Outcome{net::Status::NotAllowed, {0xFFFF'FFFF'FFFF'FFFFU}, {7}, {8}};
    profile().answer(std::array{items[0]});
    EXPECT_EQ(reopened().outbox(server(1)), items);
    profile().remove(std::array{items[0].id});
    EXPECT_EQ(reopened().outbox(server(1)), std::vector{items[1]});
}

TEST_P(Profiles, everything_about_an_answer_is_stored) {
    std::vector<OutboxItem> items{item("a", 1)};
    profile().add(server(1), items);
    items[0].outcome = net::Outcome{.status = net::Status::SlowMode,
                                    .room = {1},
                                    .sequence = {2},
                                    .message = {3},
                                    .retry_after = {4'000},
                                    .invite = {0xFFFF'FFFF'FFFF'FFFFU}};
    profile().answer(std::array{items[0]});
    EXPECT_EQ(reopened().outbox(server(1)), items);
}

TEST_P(Profiles, an_item_that_is_added_again_moves_to_the_end) {
    std::vector<OutboxItem> items{item("a", 1), item("b", 2)};
    profile().add(server(1), items);
    items[0].outcome = net::Outcome{.status = net::Status::Muted};
    profile().answer(std::array{items[0]});
    std::vector<OutboxItem> again{items[0]};
    again[0].outcome.reset();
    again[0].number = {};
    profile().add(server(1), again);
    EXPECT_GT(again[0].id, items[1].id);
    EXPECT_THAT(reopened().outbox(server(1)), ElementsAre(items[1], again[0]));
}

TEST_P(Profiles, ignored_people_are_kept_by_server_and_id) {
    profile().ignore(server(1), {{0xFFFF'FFFF'FFFF'FFFFU}, "zoe"});
    profile().ignore(server(1), {{7}, "bob"});
    profile().ignore(server(1), {{7}, "bobby"});
    profile().ignore(server(2), {{7}, "another"});
    profile().ignore(server(1), {{8}, "carol"});
    profile().unignore(server(1), {8});
    profile().unignore(server(1), {99});
    EXPECT_THAT(reopened().ignored(server(1)),
                ElementsAre(net::UserRef{{7}, "bobby"}, net::UserRef{{0xFFFF'FFFF'FFFF'FFFFU}, "zoe"}));
    profile().forget_server(server(1));
    EXPECT_THAT(reopened().ignored(server(1)), IsEmpty());
    EXPECT_THAT(reopened().ignored(server(2)), SizeIs(1));
}

TEST_P(Profiles, ids_are_never_used_again) {
    std::vector<OutboxItem> first{item("a")};
    profile().add(server(1), first);
    profile().remove(std::array{first[0].id});
    std::vector<OutboxItem> second{item("b")};
    reopened().add(server(1), second);
    EXPECT_GT(second[0].id, first[0].id);
}

TEST_P(Profiles, marks_are_kept_by_room_until_they_are_forgotten) {
    profile().keep_marks(server(1), {{{7}, {8}}, {{net::lobby, {{3}, {2}}}}});
    profile().keep_marks(server(1), {{{9}, {0xFFFF'FFFF'FFFF'FFFFU}}, {{{2048}, {{5}, {5}, {4}}}}});
    profile().keep_marks(server(2), {{{1}, {1}}, {{net::lobby, {{9}, {9}}}}});
    const Marks expected{{{9}, {0xFFFF'FFFF'FFFF'FFFFU}},
                         {{net::lobby, {{3}, {2}, {}}}, {{2048}, {{5}, {5}, {4}}}}};
    EXPECT_EQ(reopened().marks(server(1)), expected);
    profile().forget_marks(server(1));
    EXPECT_EQ(reopened().marks(server(1)), Marks{});
    EXPECT_THAT(reopened().marks(server(2)).rooms, SizeIs(1));
}

TEST_P(Profiles, a_forgotten_server_leaves_nothing) {
    std::vector<OutboxItem> items{item("a")};
    profile().save_server(saved(1, 1));
    profile().add(server(1), items);
    profile().keep_marks(server(1), {{{7}, {8}}, {{net::lobby, {{3}, {2}}}}});
    profile().forget_server(server(1));
    EXPECT_THAT(reopened().servers(), IsEmpty());
    EXPECT_THAT(reopened().outbox(server(1)), IsEmpty());
    EXPECT_EQ(reopened().marks(server(1)), Marks{});
}

TEST_P(Profiles, settings_are_kept_and_an_empty_one_is_gone) {
    profile().keep_setting("a", "1");
    profile().keep_setting("b", "2");
    profile().keep_setting("a", "3");
    profile().keep_setting("b", "");
    EXPECT_THAT(reopened().settings(), ElementsAre(::testing::Pair("a", "3")));
}

TEST_P(Profiles, settings_come_back_as_they_were_whatever_is_in_them) {
    const std::map<std::string, std::string> all{
        {"look.palette", "dark"},
        {"look.zoom", "125"},
        {"notices.sound", "off"},
        {"notices.keywords", "on, \"quoted\", 100 %, \\ \t \n [look] # none"},
        {"notices.quiet-from", "23:00"},
        {"odd name.with blanks", "true"},
        {"odd.more.dots", "007"},
        {"plain", "-5"},
        {"kept.draft.1", "half a thought"},
    };
    for (const auto& [name, value] : all)
        profile().keep_setting(name, value);
    EXPECT_EQ(reopened().settings(), all);
}

// --- only on disk

// --- transfers

StoredTransfer stored_transfer(const std::string& name) {
    StoredTransfer transfer;
    transfer.shown.kind = model::TransferKind::Send;
    transfer.shown.state = model::TransferState::Paused;
    transfer.shown.room = {3};
    transfer.shown.source = {{3}, {4}, 5, {6}};
    transfer.shown.ref = "ref";
    transfer.shown.name = name;
    transfer.shown.size = 7;
    transfer.shown.hash.fill(8);
    transfer.shown.moved = 9;
    transfer.shown.path = "/home/me/" + name;
    transfer.shown.reason = "why";
    transfer.shown.can_retry = transfer.shown.by_itself = true;
    transfer.shown.at = {10};
    transfer.group = ~std::uint64_t{0};
    transfer.place = 1;
    transfer.group_size = 2;
    transfer.text = "look";
    transfer.reply_to = {11};
    transfer.width = 12;
    transfer.height = 13;
    transfer.upload = {14};
    transfer.stamp = {15, -16};
    transfer.wanted = "w";
    transfer.part = "p";
    transfer.target = "t";
    return transfer;
}

TEST_P(Profiles, transfers_are_kept_whole_and_in_order) {
    std::vector<StoredTransfer> kept{stored_transfer("a"), stored_transfer("b")};
    profile().keep_transfers(server(1), kept);
    EXPECT_TRUE(kept[0].shown.id);
    EXPECT_LT(kept[0].shown.id, kept[1].shown.id);
    EXPECT_EQ(reopened().transfers(server(1)), kept);
    EXPECT_THAT(profile().transfers(server(2)), IsEmpty());
}

TEST_P(Profiles, a_transfer_is_replaced_in_its_place) {
    std::vector<StoredTransfer> kept{stored_transfer("a"), stored_transfer("b")};
    profile().keep_transfers(server(1), kept);
    kept[0].upload = {99};
    kept[0].shown.state = model::TransferState::Done;
    profile().keep_transfers(server(1), std::span(kept).first(1));
    EXPECT_EQ(reopened().transfers(server(1)), kept);
}

TEST_P(Profiles, a_forgotten_transfer_stays_so_and_its_id_with_it) {
    std::vector<StoredTransfer> kept{stored_transfer("a")};
    profile().keep_transfers(server(1), kept);
    profile().forget_transfers(std::array{kept[0].shown.id});
    profile().keep_transfers(server(1), kept);
    EXPECT_THAT(reopened().transfers(server(1)), IsEmpty());
    std::vector<StoredTransfer> later{stored_transfer("b")};
    profile().keep_transfers(server(1), later);
    EXPECT_GT(later[0].shown.id, kept[0].shown.id);
}

TEST_P(Profiles, a_forgotten_server_has_no_transfers) {
    std::vector<StoredTransfer> kept{stored_transfer("a")};
    std::vector<StoredTransfer> others{stored_transfer("b")};
    profile().keep_transfers(server(1), kept);
    profile().keep_transfers(server(2), others);
    profile().forget_server(server(1));
    EXPECT_THAT(reopened().transfers(server(1)), IsEmpty());
    EXPECT_THAT(profile().transfers(server(2)), SizeIs(1));
}

TEST_P(Profiles, an_answer_keeps_its_upload) {
    std::vector<OutboxItem> items{item("a", 1)};
    profile().add(server(1), items);
    items[0].outcome = net::Outcome{.status = net::Status::Done, .upload = {77}};
    profile().answer(items);
    EXPECT_EQ(reopened().outbox(server(1))[0].outcome->upload, net::UploadId{77});
}

class ProfileFolder : public ::testing::Test {
  protected:
    [[nodiscard]] fs::path path() const { return folder_.path() / "profile"; }
    std::unique_ptr<FileProfile> open() const {
        return std::make_unique<FileProfile>(path(), transport::system_random());
    }
    [[nodiscard]] ProfileError error() const {
        try {
            open();
        } catch (const ProfileError& caught) {
            return caught;
        }
        ADD_FAILURE() << "it was opened";
        return {ProfileError::Kind::WriteFailed, ""};
    }
    void run_sql(const char* sql) const {
        sqlite3* database = nullptr;
        ASSERT_EQ(sqlite3_open((path() / "profile.db").string().c_str(), &database), SQLITE_OK);
        EXPECT_EQ(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(database);
    }

    TemporaryFolder folder_;
};

TEST_F(ProfileFolder, a_second_user_of_a_profile_is_told_that_it_is_in_use) {
    auto first = open();
    EXPECT_EQ(error().kind(), ProfileError::Kind::InUse);
    EXPECT_THAT(error().what(), HasSubstr("in use"));
    first->keep_setting("a", "1");
    first.reset();
    EXPECT_EQ(open()->settings().size(), 1u);
}

#ifndef _WIN32
TEST_F(ProfileFolder, another_process_is_refused_too_and_a_killed_one_leaves_outbox_and_no_lock) {
    int ready[2];
    ASSERT_EQ(pipe(ready), 0);
    const pid_t child = fork();
    if (child == 0) {
        auto profile = open();
        std::vector<OutboxItem> items{item("a"), item("b", 2)};
        profile->add(server(1), items);
        profile->remove(std::array{items[0].id});
        const ssize_t written = write(ready[1], "x", 1);
        if (written == 1) pause();
        _exit(1);
    }
    char byte = 0;
    ASSERT_EQ(read(ready[0], &byte, 1), 1);
    EXPECT_EQ(error().kind(), ProfileError::Kind::InUse);
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    close(ready[0]);
    close(ready[1]);
    const auto left = open()->outbox(server(1));
    ASSERT_THAT(left, SizeIs(1));
    EXPECT_EQ(std::get<net::PostMessage>(left[0].command).text, "b");
}

TEST_F(ProfileFolder, a_process_killed_at_any_moment_keeps_what_was_accepted_and_nothing_twice) {
    for (int round = 0; round < 10; ++round) {
        int accepted[2];
        ASSERT_EQ(pipe(accepted), 0);
        const pid_t child = fork();
        if (child == 0) {
            auto profile = open();
            for (unsigned char number = 0; number < 250; ++number) {
                std::vector<OutboxItem> items{item(std::to_string(number))};
                profile->add(server(1), items);
                if (write(accepted[1], &number, 1) != 1) _exit(1);
            }
            pause();
            _exit(1);
        }
        close(accepted[1]);
        // Killed while it writes on: after so many acceptances that were seen.
        unsigned char newest = 0;
        for (int seen = 0; seen < 1 + round * 23; ++seen)
            ASSERT_EQ(read(accepted[0], &newest, 1), 1);
        kill(child, SIGKILL);
        while (read(accepted[0], &newest, 1) == 1)
            continue;
        waitpid(child, nullptr, 0);
        close(accepted[0]);
        auto profile = open();
        const auto left = profile->outbox(server(1));
        // One more may have been written whose acceptance was not told.
        ASSERT_GE(left.size(), newest + 1U) << "round " << round;
        ASSERT_LE(left.size(), newest + 2U) << "round " << round;
        for (std::size_t i = 0; i < left.size(); ++i) {
            ASSERT_EQ(std::get<net::PostMessage>(left[i].command).text, std::to_string(i));
        }
        profile->forget_server(server(1));
    }
}

TEST_F(ProfileFolder, nobody_else_can_read_it) {
    open()->keep_setting("a", "1");
    const auto others = fs::perms::group_all | fs::perms::others_all;
    EXPECT_EQ(fs::status(path()).permissions() & others, fs::perms::none);
    for (const auto& file : fs::directory_iterator(path())) {
        EXPECT_EQ(file.status().permissions() & others, fs::perms::none) << file.path();
    }
}
#endif

#ifdef __linux__
// Nobody can make files there, root neither: as on a stick that is locked.
TEST_F(ProfileFolder, one_that_takes_no_files_is_refused_and_says_what_could_not_be_kept) {
    try {
        FileProfile("/proc/self", transport::system_random());
        FAIL() << "it was opened";
    } catch (const ProfileError& error) {
        EXPECT_EQ(error.kind(), ProfileError::Kind::Unreadable);
        EXPECT_THAT(error.what(), HasSubstr("Nothing can be kept in the profile folder /proc/self"));
        EXPECT_THAT(error.what(), HasSubstr("--profile DIR"));
    }
}
#endif

TEST_F(ProfileFolder, a_newer_schema_is_refused_and_left_alone) {
    open()->keep_setting("a", "1");
    run_sql("PRAGMA user_version = 99");
    EXPECT_EQ(error().kind(), ProfileError::Kind::NewerSchema);
    EXPECT_THAT(error().what(), HasSubstr("newer"));
    run_sql("PRAGMA user_version = 3");
    EXPECT_EQ(open()->settings().at("a"), "1");
}

// As the first version made it, with something of everything in it: never to be changed.
constexpr const char* version_1 = R"(
PRAGMA journal_mode = WAL;
CREATE TABLE servers (
    key BLOB PRIMARY KEY, name TEXT NOT NULL, address TEXT NOT NULL, user TEXT NOT NULL, last_used INTEGER NOT NULL);
CREATE TABLE journals (server BLOB PRIMARY KEY, position INTEGER NOT NULL, entry INTEGER NOT NULL);
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT, server BLOB NOT NULL, ref TEXT NOT NULL, at INTEGER NOT NULL,
    run INTEGER NOT NULL, number INTEGER NOT NULL, command BLOB NOT NULL,
    status INTEGER, room INTEGER, sequence INTEGER, message INTEGER);
CREATE TABLE marks (
    server BLOB NOT NULL, room INTEGER NOT NULL, sequence INTEGER NOT NULL, posts INTEGER NOT NULL,
    PRIMARY KEY (server, room)) WITHOUT ROWID;
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
PRAGMA application_id = 1129469011;
PRAGMA user_version = 1;
INSERT INTO servers VALUES (x'0101010101010101010101010101010101010101010101010101010101010101', 'server1', 'host:1', 'me', 10);
INSERT INTO journals VALUES (x'0101010101010101010101010101010101010101010101010101010101010101', 7, 8);
INSERT INTO marks VALUES (x'0101010101010101010101010101010101010101010101010101010101010101', 1, 3, 2);
INSERT INTO settings VALUES ('theme', 'dark');
)";

TEST_F(ProfileFolder, one_of_the_first_version_is_taken_over_and_a_copy_of_it_stays) {
    fs::create_directory(path());
    run_sql(version_1);
    // A post of the room 1 with the text "old", as it was written then.
    const net::Bytes command =
        net::encode_command({.origin = {}, .command = net::PostMessage{net::lobby, "old"}});
    run_sql(
        ("INSERT INTO outbox (server, ref, at, run, number, command, status, room, sequence, message) VALUES "
         "(x'0101010101010101010101010101010101010101010101010101010101010101', 'r', 5, 6, 7, x'" +
         text::hexadecimal(command) + "', 3, 1, 0, 0)")
            .c_str());
    {
        auto profile = open();
        EXPECT_THAT(profile->servers(), ElementsAre(saved(1, 10)));
        EXPECT_EQ(profile->settings().at("theme"), "dark");
        const Marks expected{{{7}, {8}}, {{net::lobby, {{3}, {2}, {}}}}};
        EXPECT_EQ(profile->marks(server(1)), expected);
        ASSERT_THAT(profile->outbox(server(1)), SizeIs(1));
        EXPECT_EQ(std::get<net::PostMessage>(profile->outbox(server(1))[0].command).text, "old");
        EXPECT_EQ(profile->outbox(server(1))[0].outcome->status, net::Status::NotAllowed);
        profile->ignore(server(1), {{9}, "bob"});
        std::vector<StoredTransfer> kept{stored_transfer("a")};
        profile->keep_transfers(server(1), kept);
        EXPECT_EQ(profile->transfers(server(1)), kept);
        profile->keep_setting("theme", "light");
    }
    EXPECT_THAT(open()->ignored(server(1)), SizeIs(1));
    fs::rename(path() / "profile-1.db", path() / "profile.db");
    fs::remove(path() / "profile.db-wal");
    fs::remove(path() / "settings.toml");
    EXPECT_EQ(open()->settings().at("theme"), "dark") << "the copy is whole";
}

TEST_F(ProfileFolder, settings_of_the_database_move_to_the_file_once) {
    open()->keep_setting("kept.draft.1", "half a thought");
    run_sql(
        "INSERT INTO settings VALUES ('look.palette', 'light'), ('look.zoom', '150'), ('connect.host', "
        "'attic')");
    {
        auto profile = open();
        EXPECT_THAT(profile->settings(),
                    ElementsAre(Pair("kept.connect.host", "attic"), Pair("kept.draft.1", "half a thought"),
                                Pair("look.palette", "light"), Pair("look.zoom", "150")));
        EXPECT_THAT(testing_credentials::content_of(path() / "settings.toml"),
                    HasSubstr("[look]\npalette = \"light\"\nzoom = 150\n"));
        profile->keep_setting("look.palette", "");
    }
    EXPECT_FALSE(open()->settings().contains("look.palette")) << "what was reset stays so";
}

TEST_F(ProfileFolder, a_broken_settings_file_is_put_aside_and_told) {
    open();
    testing_credentials::put(path() / "settings.toml", "[look\npalette = 3");
    auto profile = open();
    EXPECT_THAT(profile->settings(), IsEmpty());
    EXPECT_THAT(profile->take_trouble().value_or(""), HasSubstr("settings.toml.broken"));
    EXPECT_FALSE(profile->take_trouble()) << "once";
    EXPECT_EQ(testing_credentials::content_of(path() / "settings.toml.broken"), "[look\npalette = 3");
}

TEST_F(ProfileFolder, a_foreign_database_is_refused_and_left_alone) {
    fs::create_directory(path());
    run_sql("CREATE TABLE cats (name TEXT)");
    EXPECT_EQ(error().kind(), ProfileError::Kind::Unreadable);
    EXPECT_THAT(error().what(), HasSubstr("not a Crosstalk profile"));
    run_sql("SELECT name FROM cats");
}

TEST_F(ProfileFolder, a_file_that_is_no_database_is_refused_and_left_alone) {
    fs::create_directory(path());
    testing_credentials::put(path() / "profile.db", "this is not SQLite, and long enough to be looked at");
    EXPECT_EQ(error().kind(), ProfileError::Kind::Unreadable);
    EXPECT_EQ(testing_credentials::content_of(path() / "profile.db").substr(0, 11), "this is not");
}

TEST_F(ProfileFolder, a_damaged_database_is_refused) {
    {
        auto profile = open();
        for (int i = 0; i < 500; ++i)
            profile->keep_setting("kept." + std::string(200, 'k') + std::to_string(i), "value");
    }
    std::string content = testing_credentials::content_of(path() / "profile.db");
    ASSERT_GT(content.size(), 20'000u);
    for (std::size_t i = 4096 * 2; i < content.size(); i += 97)
        content[i] = static_cast<char>(content[i] ^ 0x5A);
    testing_credentials::put(path() / "profile.db", content);
    EXPECT_EQ(error().kind(), ProfileError::Kind::Unreadable);
}

TEST_F(ProfileFolder, an_unreadable_identity_is_refused_and_left_alone) {
    open();
    testing_credentials::put(path() / "identity.key", "no key");
    EXPECT_EQ(error().kind(), ProfileError::Kind::Unreadable);
    EXPECT_EQ(testing_credentials::content_of(path() / "identity.key"), "no key");
}

TEST_F(ProfileFolder, a_file_in_the_place_of_the_folder_is_refused) {
    testing_credentials::put(path(), "a file");
    EXPECT_EQ(error().kind(), ProfileError::Kind::Unreadable);
}

}  // namespace
}  // namespace crosstalk::link
