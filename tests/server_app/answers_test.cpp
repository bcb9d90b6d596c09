// What the subcommands are told: users, rooms, backups, checks.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "server/app/administration.hpp"
#include "server/app/backup.hpp"
#include "server/app/room_export.hpp"
#include "server/app/user_list.hpp"
#include "server/app/verification.hpp"
#include "tests/local/text_of.hpp"
#include "tests/server_app/small_server.hpp"
#include "tests/support/temporary_folder.hpp"

namespace crosstalk::server {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::Person;
using ::testing::SizeIs;
using testing::SmallServer;

struct Told {
    std::vector<Json> rows;
    std::string failure;

    [[nodiscard]] std::vector<std::string> all(const char* key) const {
        std::vector<std::string> values;
        for (const Json& row : rows)
            values.push_back(row.value(key, ""));
        return values;
    }
};

struct AnswersTest : ::testing::Test {
    testing::TemporaryFolder temporary;
    DataFolder folder{temporary / "data"};
    DataFolder copy{temporary / "copy"};

    AnswersTest() { std::filesystem::create_directory(folder.path); }

    // By a server that runs.
    template <class Answer>
    static Told ask(SmallServer& server, Answer answer) {
        Told told;
        bool ended = false;
        answer(Reply{.row = [&](const Json& row) { told.rows.push_back(row); },
                     .when_taken = [&](std::function<void()> more) { server.loop().post(std::move(more)); },
                     .end =
                         [&](const std::string& failure) {
                             told.failure = failure;
                             ended = true;
                         }});
        server.wait_until([&] { return ended; });
        return told;
    }
    // Where none runs.
    static Told ask(const DataFolder& at, const Request& request) {
        Told told;
        answer_without_server(at, request,
                              {.row = [&](const Json& row) { told.rows.push_back(row); },
                               .when_taken = {},
                               .end = [&](const std::string& failure) { told.failure = failure; }});
        return told;
    }
    static Told check_files(const DataFolder& at, ArchiveIs archive) {
        Told told;
        verify_files(at, archive, [&](const Json& row) { told.rows.push_back(row); });
        return told;
    }
};

// --- users

TEST_F(AnswersTest, every_user_is_listed_with_what_an_operator_asks_for) {
    SmallServer server(folder);
    const Person ada = server.person("ada");
    const Person eve = server.person("eve");
    server.by_server(net::SetOwnerCode{{7}});
    server.does(ada, net::ClaimOwner{"", {7}});
    server.by_server(net::AddDevice{ada.user, {9}, false});
    server.by_server(net::KeepMarks{ada.user, server.runtime().now, {}});
    server.does(ada, net::BanUser{.room = net::lobby,
                                  .user = eve.user,
                                  .span = {},
                                  .reason = "spam",
                                  .with_addresses = true,
                                  .addresses = {{"192.0.2.7"}}});
    const Told told = ask(server, [&](const Reply& reply) {
        list_users(
            server.records(), [&](net::UserId user) { return user == ada.user; }, reply);
    });
    ASSERT_EQ(told.rows.size(), 2U);
    EXPECT_EQ(told.rows[0]["name"], "ada");
    EXPECT_EQ(told.rows[0]["role"], "owner");
    EXPECT_EQ(told.rows[0]["devices"], 2);
    EXPECT_EQ(told.rows[0]["online"], true);
    EXPECT_THAT(told.rows[0]["seen"].get<std::string>(), HasSubstr("2025-06-15T"));
    EXPECT_THAT(told.rows[0]["bans"], IsEmpty());
    EXPECT_EQ(told.rows[1]["role"], "member");
    EXPECT_EQ(told.rows[1]["seen"], nullptr);
    ASSERT_EQ(told.rows[1]["bans"].size(), 1U);
    EXPECT_EQ(told.rows[1]["bans"][0]["room"], "#lobby");
    EXPECT_EQ(told.rows[1]["bans"][0]["by"], "ada");
    EXPECT_EQ(told.rows[1]["bans"][0]["reason"], "spam");
    EXPECT_EQ(told.rows[1]["bans"][0]["until"], nullptr);
    EXPECT_EQ(told.rows[1]["bans"][0]["addresses"], 1);
    // Addresses are for the server alone.
    EXPECT_THAT(told.rows[1].dump(), Not(HasSubstr("192.0.2.7")));
}

TEST_F(AnswersTest, hundreds_of_users_are_listed_once_each) {
    SmallServer server(folder);
    for (int i = 0; i < 450; ++i)
        server.person("user " + std::to_string(i));
    const Told told = ask(server, [&](const Reply& reply) { list_users(server.records(), {}, reply); });
    ASSERT_EQ(told.rows.size(), 450U);
    EXPECT_EQ(told.rows[449]["name"], "user 449");
}

// --- export

TEST_F(AnswersTest, a_room_is_exported_whole_and_in_order) {
    SmallServer server(folder);
    const Person ada = server.person("ada");
    std::vector<std::string> said;
    for (int i = 0; i < 450; ++i) {
        said.push_back("message " + std::to_string(i));
        server.post(ada, net::lobby, said.back());
    }
    const Told told =
        ask(server, [&](const Reply& reply) { export_rooms(server.records(), "#Lobby", reply); });
    EXPECT_EQ(told.failure, "");
    EXPECT_EQ(told.all("text"), said);
    EXPECT_THAT(told.all("room"), Each("#lobby"));
}

TEST_F(AnswersTest, all_rooms_are_exported_one_after_the_other_with_what_became_of_messages) {
    SmallServer server(folder);
    const Person ada = server.person("ada");
    const Person bob = server.person("bob");
    const net::RoomId direct = server.does(ada, net::OpenDirect{bob.user}).outcome.room;
    const net::MessageTarget first = server.post(ada, net::lobby, "first");
    server.post(ada, direct, "between us");
    server.does(ada, net::EditMessage{net::lobby, first, "better"});
    server.does(bob, net::React{net::lobby, first, "👍", true});
    const net::UploadId plan =
        server.does(ada, net::BeginUpload{"plan.png", 1'234, {0xAB}, 0, 0}).outcome.upload;
    server.by_server(net::FinishUpload{plan});
    server.does(ada,
                net::PostMessage{.room = direct, .text = "", .mentions = {}, .files = {{plan, 640, 480}}});
    const net::MessageTarget second = server.post(bob, net::lobby, "gone soon");
    server.does(bob, net::DeleteMessage{net::lobby, second});
    const Told told = ask(server, [&](const Reply& reply) { export_rooms(server.records(), "", reply); });
    EXPECT_THAT(told.all("room"), ElementsAre("#lobby", "#lobby", "@ada @bob", "@ada @bob"));
    EXPECT_THAT(told.all("text"), ElementsAre("better", "", "between us", ""));
    EXPECT_FALSE(told.rows[2].contains("files"));
    const Json file{{"name", "plan.png"},
                    {"size", 1'234},
                    {"sha256", "ab" + std::string(62, '0')},
                    {"width", 640},
                    {"height", 480}};
    EXPECT_EQ(told.rows[3]["files"], Json::array({file}));
    EXPECT_TRUE(told.rows[0].contains("edited"));
    EXPECT_EQ(told.rows[0]["reactions"][0]["emoji"], "👍");
    EXPECT_EQ(told.rows[0]["reactions"][0]["count"], 1);
    EXPECT_EQ(told.rows[0]["reactions"][0]["users"][0], std::to_string(bob.user.value));
    EXPECT_EQ(told.rows[1]["deleted"], true);
    EXPECT_EQ(told.rows[2]["from"]["name"], "ada");
}

TEST_F(AnswersTest, a_room_may_be_named_by_its_number_and_must_be_if_names_are_not_enough) {
    SmallServer server(folder);
    const Person ada = server.person("ada");
    const Person bob = server.person("bob");
    const net::RoomId one =
        server.does(ada, net::CreateRoom{"plans", net::RoomKind::Private, "plans"}).outcome.room;
    server.does(bob, net::CreateRoom{"plans", net::RoomKind::Private, "plans"});
    server.post(ada, one, "mine");
    const auto told = [&](const std::string& room) {
        return ask(server, [&](const Reply& reply) { export_rooms(server.records(), room, reply); });
    };
    EXPECT_THAT(told("plans").failure, HasSubstr(std::to_string(one.value)));
    EXPECT_THAT(told(std::to_string(one.value)).all("text"), ElementsAre("mine"));
    EXPECT_THAT(told("nowhere").failure, HasSubstr("no room nowhere"));
    EXPECT_THAT(told("#1").failure, HasSubstr("no room"));
    EXPECT_THAT(told("\x1b[31m\xff").failure, Not(HasSubstr("\x1b")));
}

// --- backup

TEST_F(AnswersTest, a_server_goes_on_from_its_backup_as_it_was) {
    Told told;
    hub::Snapshot before;
    {
        SmallServer server(folder);
        server.caretaker().start();
        const Person ada = server.person("ada");
        server.post(ada, net::lobby, "before");
        told = ask(server, [&](const Reply& reply) { make_backup(server.records(), copy.path, reply); });
        server.post(ada, net::lobby, "after");
    }
    EXPECT_EQ(told.failure, "");
    EXPECT_EQ(told.rows.at(0)["folder"], copy.path.string());
    EXPECT_EQ(std::filesystem::status(copy.path).permissions(), std::filesystem::perms::owner_all);
    EXPECT_THAT(ask(copy, Verify{}).all("problem"), Each(""));
    SmallServer restored(copy);
    EXPECT_EQ(restored.archived(net::lobby), "before ");
    EXPECT_EQ(restored.state().users.begin()->second.row.name, "ada");
    restored.post(restored.person("bob"), net::lobby, "on we go");
    EXPECT_EQ(restored.archived(net::lobby), "before on we go ");
}

TEST_F(AnswersTest, a_backup_without_a_server_holds_what_the_archive_did_not_yet) {
    const auto early = temporary / "early.db";
    {
        SmallServer server(folder);
        const Person ada = server.person("ada");
        server.catch_up();
        std::filesystem::copy_file(folder.view(), early);
        server.post(ada, net::lobby, "late");
        server.catch_up();
    }
    std::filesystem::remove(folder.view());
    std::filesystem::rename(early, folder.view());
    EXPECT_EQ(ask(folder, MakeBackup{copy.path}).failure, "");
    SmallServer restored(copy);
    EXPECT_EQ(restored.archived(net::lobby), "late ");
}

TEST_F(AnswersTest, a_backup_never_replaces_anything) {
    { const SmallServer server(folder); }
    std::filesystem::create_directory(copy.path);
    EXPECT_THAT(ask(folder, MakeBackup{copy.path}).failure, HasSubstr("is there already"));
    EXPECT_TRUE(std::filesystem::is_empty(copy.path));
    EXPECT_THAT(ask(folder, MakeBackup{temporary / "no/such/folder"}).failure, HasSubstr("cannot be made"));
}

TEST_F(AnswersTest, a_backup_has_the_bodies_that_it_names_and_no_others) {
    const auto text = [](const std::string& body) { return net::Bytes(body.begin(), body.end()); };
    net::MessageTarget deleted;
    {
        SmallServer server(folder);
        const Person ada = server.person("ada");
        server.post_file(ada, net::lobby, text("posted"));
        deleted = server.post_file(ada, net::lobby, text("deleted"));
        server.upload(ada, text("not posted yet"));
        server.does(ada, net::BeginUpload{.name = "x", .size = 100});
        server.does(ada, net::DeleteMessage{net::lobby, deleted});
        server.catch_up();
    }
    EXPECT_EQ(ask(folder, MakeBackup{copy.path}).failure, "");
    EXPECT_EQ(add_files(folder, copy), 0u);
    EXPECT_THAT(testing::files_with(copy.files(), "posted"), SizeIs(2));
    EXPECT_THAT(testing::files_with(copy.files(), "deleted"), IsEmpty());
    EXPECT_FALSE(std::filesystem::exists(copy.files() / "uploads"));

    // What was lost before is said; the rest is there.
    std::filesystem::remove_all(copy.path);
    std::filesystem::remove(folder.files() / local::DiskBlobs::place_of(net::sha256(text("posted"))));
    EXPECT_EQ(ask(folder, MakeBackup{copy.path}).failure, "");
    EXPECT_EQ(add_files(folder, copy), 1u);
    EXPECT_THAT(testing::files_with(copy.files(), "posted"), SizeIs(1));
}

// --- verify

TEST_F(AnswersTest, a_sound_server_is_found_sound_running_or_not) {
    {
        SmallServer server(folder);
        server.caretaker().start();
        const Person ada = server.person("ada");
        for (int i = 0; i < 1'500; ++i)
            server.post(ada, net::lobby, "message");
        server.wait_for_the_caretaker();
        const Told told = ask(server, [&](const Reply& reply) { verify_running(server.records(), reply); });
        EXPECT_THAT(told.all("problem"), Each(""));
        EXPECT_THAT(told.all("checked"),
                    ElementsAre("the archive", "the journal", "that the archive belongs to the journal"));
    }
    EXPECT_THAT(ask(folder, Verify{}).all("problem"), Each(""));
    const Told files = check_files(folder, ArchiveIs::Whole);
    // There is no key: this server never spoke to anybody.
    EXPECT_THAT(files.all("checked"), ElementsAre("the server's key", HasSubstr("the snapshot"), "0 files"));
    EXPECT_THAT(files.rows[0]["problem"], HasSubstr("missing"));
    EXPECT_EQ(files.rows[1]["problem"], "");
}

TEST_F(AnswersTest, a_running_server_finds_what_is_wrong_with_its_journal) {
    {
        SmallServer server(folder);
        for (int i = 0; i < 20; ++i)
            server.person("user " + std::to_string(i));
        server.catch_up();
    }
    SmallServer server(folder);
    bool done = false;
    server.records().journal.on_disk([&](local::Database& journal) {
        journal.execute("UPDATE entries SET previous = 1 WHERE position = 5");
        return [&] { done = true; };
    });
    server.wait_until([&] { return done; });
    const Told told = ask(server, [&](const Reply& reply) { verify_running(server.records(), reply); });
    EXPECT_THAT(told.all("problem"), ElementsAre("", HasSubstr("entry 5 does not follow entry 4"), ""));
}

TEST_F(AnswersTest, a_damaged_archive_is_told_of_with_the_way_back) {
    {
        SmallServer server(folder);
        server.caretaker().start();
        server.wait_for_the_caretaker();
        const Person ada = server.person("ada");
        for (int i = 0; i < 200; ++i)
            server.post(ada, net::lobby, std::string(500, 'x'));
        server.catch_up();
    }
    {
        std::fstream file(folder.view(), std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(static_cast<std::streamoff>(std::filesystem::file_size(folder.view()) / 2));
        file << std::string(20'000, '\7');
    }
    const Told databases = ask(folder, Verify{});
    EXPECT_EQ(databases.rows.at(0)["checked"], "the archive");
    EXPECT_THAT(databases.rows.at(0)["problem"], HasSubstr("is damaged"));
    EXPECT_TRUE(tells_of_damaged_archive(databases.rows.at(0)));
    EXPECT_EQ(databases.rows.at(1)["problem"], "") << "the journal is whole";
    const Told files = check_files(folder, ArchiveIs::Damaged);
    EXPECT_THAT(files.rows.back().value("remedy", ""), HasSubstr("view-1.db"));
}

TEST_F(AnswersTest, files_that_do_not_belong_together_are_told_of) {
    const auto other = DataFolder{temporary / "other"};
    std::filesystem::create_directory(other.path);
    {
        SmallServer one(folder);
        one.person("ada");
        one.catch_up();
        SmallServer two(other);
        two.person("eve");
        two.catch_up();
    }
    std::filesystem::copy_file(other.journal(), folder.journal(),
                               std::filesystem::copy_options::overwrite_existing);
    const Told told = ask(folder, Verify{});
    EXPECT_THAT(told.rows.back()["problem"], HasSubstr("do not belong together"));
}

TEST_F(AnswersTest, a_damaged_body_of_a_file_is_named) {
    // SHA-256 of "body".
    const std::string hash = "230d8358dc8e8890b4c58deeb62912ee2f20357ae92a5cc861b98e68fe31acb5";
    std::filesystem::create_directories(folder.files() / hash.substr(0, 2));
    const auto file = folder.files() / hash.substr(0, 2) / hash.substr(2);
    testing::put(file, "body");
    EXPECT_THAT(check_files(folder, ArchiveIs::Whole).all("checked"),
                ElementsAre("the server's key", "1 file"));
    testing::put(file, "bodY");
    const Told told = check_files(folder, ArchiveIs::Whole);
    EXPECT_THAT(told.rows.at(1)["problem"], HasSubstr("is damaged"));
}

TEST_F(AnswersTest, a_body_that_a_message_names_and_that_is_missing_is_named_running_or_not) {
    // SHA-256 of "body".
    const std::string hash = "230d8358dc8e8890b4c58deeb62912ee2f20357ae92a5cc861b98e68fe31acb5";
    net::Digest digest{};
    for (std::size_t index = 0; index < digest.size(); ++index)
        digest[index] = static_cast<std::uint8_t>(std::stoi(hash.substr(2 * index, 2), nullptr, 16));
    const auto body = folder.files() / hash.substr(0, 2) / hash.substr(2);
    {
        SmallServer server(folder);
        const Person ada = server.person("ada");
        const auto upload = [&](const std::string& name) {
            const net::UploadId id = server.does(ada, net::BeginUpload{name, 4, digest, 0, 0}).outcome.upload;
            server.by_server(net::FinishUpload{id});
            return id;
        };
        server.does(ada, net::PostMessage{.room = net::lobby,
                                          .text = "",
                                          .mentions = {},
                                          .files = {{upload("plan.png"), 0, 0}, {upload("twin.png"), 0, 0}}});
        server.does(ada, net::SetProfile{{0, "", upload("face.png")}, ""});
        server.catch_up();
        const Told told = ask(server, [&](const Reply& reply) { verify_running(server.records(), reply); });
        EXPECT_THAT(told.all("checked"),
                    ElementsAre("the archive", "the file plan.png of message 2 in room 1",
                                "the file twin.png of message 2 in room 1", HasSubstr("the picture of user"),
                                "the bodies of 3 files that the archive names", "the journal",
                                "that the archive belongs to the journal"));
        EXPECT_THAT(told.rows.at(1)["problem"], HasSubstr("is missing"));
        EXPECT_EQ(told.rows.at(4)["problem"], "3 of them are missing or damaged.");
    }
    std::filesystem::create_directories(body.parent_path());
    testing::put(body, "too long");
    EXPECT_THAT(ask(folder, Verify{}).rows.at(1)["problem"], HasSubstr("has 8 bytes instead of 4"));
    testing::put(body, "body");
    const Told told = ask(folder, Verify{});
    EXPECT_THAT(told.all("problem"), Each(""));
    EXPECT_EQ(told.rows.at(1)["checked"], "the bodies of 3 files that the archive names");
}

// --- without a server

TEST_F(AnswersTest, a_folder_without_a_server_is_not_made_one) {
    EXPECT_THROW((void)ask(folder, ListUsers{}), std::runtime_error);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path));
    EXPECT_THAT(ask(folder, Verify{}).all("problem"), Each(HasSubstr("is missing")));
    EXPECT_TRUE(std::filesystem::is_empty(folder.path));
}

TEST_F(AnswersTest, a_new_owner_code_waits_for_the_next_start) {
    { const SmallServer server(folder); }
    const Told told = ask(folder, ResetOwner{});
    EXPECT_EQ(testing::content_of(folder.next_owner_code()), told.rows.at(0).value("owner_code", "") + "\n");
}

TEST_F(AnswersTest, there_is_no_passkey_to_rotate) {
    { const SmallServer server(folder); }
    EXPECT_THAT(ask(folder, RotatePasskey{}).failure, HasSubstr("next start"));
}

}  // namespace
}  // namespace crosstalk::server
