#include "server/app/caretaker.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "server/app/snapshots.hpp"
#include "tests/server_app/small_server.hpp"
#include "tests/support/temporary_folder.hpp"

namespace crosstalk::server {
namespace {

using std::chrono::days;
using ::testing::ElementsAre;
using testing::files_with;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::make_older;
using ::testing::Not;
using testing::Person;
using testing::SmallServer;

// Words that nothing else holds, of which the search index cannot share a beginning.
const std::string secret = "qzvxkjwp";
const std::string other = "wjkpbvqx";

struct CaretakerTest : ::testing::Test {
    testing::TemporaryFolder temporary;
    DataFolder folder{temporary.path()};

    std::vector<std::uint64_t> snapshots() const {
        std::vector<std::uint64_t> positions;
        for (const Snapshot& snapshot : snapshots_in(folder))
            positions.push_back(snapshot.position.value);
        return positions;
    }
    void make_snapshots_older(days age) const {
        for (const Snapshot& snapshot : snapshots_in(folder))
            make_older(snapshot.file, age);
    }
    // An hour passes, and the caretaker looks around.
    static void an_hour_later(SmallServer& server) {
        server.wait_for_the_caretaker();
        ASSERT_TRUE(server.runtime().let_time_pass());
        server.wait_for_the_caretaker();
    }
};

TEST_F(CaretakerTest, the_first_start_makes_a_snapshot) {
    SmallServer server(folder);
    server.caretaker().start();
    server.wait_for_the_caretaker();
    EXPECT_THAT(snapshots(), ElementsAre(1));
    EXPECT_EQ(std::filesystem::status(snapshot_file(folder, {1})).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(CaretakerTest, within_a_week_there_is_no_other) {
    SmallServer server(folder);
    server.caretaker().start();
    server.wait_for_the_caretaker();
    server.post(server.person("ada"), net::lobby, "hello");
    make_snapshots_older(days(6));
    an_hour_later(server);
    EXPECT_THAT(snapshots(), ElementsAre(1));
}

TEST_F(CaretakerTest, each_week_makes_one_and_the_journal_forgets_what_the_older_of_two_holds) {
    SmallServer server(folder);
    server.caretaker().start();
    server.wait_for_the_caretaker();
    const Person ada = server.person("ada");
    server.post(ada, net::lobby, "hello");
    make_snapshots_older(days(7));
    an_hour_later(server);
    EXPECT_THAT(snapshots(), ElementsAre(1, 3));
    EXPECT_EQ(server.trimmed(), net::Position{1});

    server.post(ada, net::lobby, "again");
    make_snapshots_older(days(7));
    an_hour_later(server);
    EXPECT_THAT(snapshots(), ElementsAre(3, 4));
    EXPECT_EQ(server.trimmed(), net::Position{3});
}

TEST_F(CaretakerTest, a_server_where_nothing_happens_makes_none) {
    SmallServer server(folder);
    server.caretaker().start();
    server.wait_for_the_caretaker();
    make_snapshots_older(days(30));
    an_hour_later(server);
    EXPECT_THAT(snapshots(), ElementsAre(1));
}

TEST_F(CaretakerTest, no_snapshot_is_kept_for_more_than_two_weeks_once_there_is_a_newer_one) {
    SmallServer server(folder);
    server.caretaker().start();
    server.wait_for_the_caretaker();
    server.person("ada");
    make_snapshots_older(days(7));
    an_hour_later(server);
    ASSERT_THAT(snapshots(), ElementsAre(1, 2));

    make_older(snapshot_file(folder, {1}), days(14));
    make_older(snapshot_file(folder, {2}), days(6));
    an_hour_later(server);
    EXPECT_THAT(snapshots(), ElementsAre(2));
    EXPECT_EQ(server.trimmed(), net::Position{2});
}

TEST_F(CaretakerTest, a_snapshot_that_the_journal_has_not_reached_is_another_servers_and_goes) {
    {
        SmallServer server(folder);
        server.caretaker().start();
        server.wait_for_the_caretaker();
    }
    std::filesystem::rename(snapshot_file(folder, {1}), snapshot_file(folder, {1000}));
    SmallServer server(folder);
    server.caretaker().start();
    server.wait_for_the_caretaker();
    EXPECT_THAT(snapshots(), ElementsAre(2));
}

TEST_F(CaretakerTest, what_is_left_of_a_snapshot_that_a_crash_cut_short_goes) {
    std::filesystem::create_directory(folder.snapshots());
    const auto rest = folder.snapshots() / "view-17.db.unfinished";
    std::ofstream(rest) << secret;
    SmallServer server(folder);
    server.caretaker().start();
    server.wait_for_the_caretaker();
    EXPECT_FALSE(std::filesystem::exists(rest));
}

TEST_F(CaretakerTest, a_server_goes_on_from_a_snapshot_and_the_journal) {
    {
        SmallServer server(folder);
        server.caretaker().start();
        const Person ada = server.person("ada");
        server.post(ada, net::lobby, "before");
        make_snapshots_older(days(8));
        an_hour_later(server);
        server.post(ada, net::lobby, "after");
        server.catch_up();
    }
    std::filesystem::remove(folder.view());
    std::filesystem::remove(folder.view().string() + "-wal");
    std::filesystem::copy_file(snapshots_in(folder).back().file, folder.view());
    SmallServer server(folder);
    EXPECT_EQ(server.archived(net::lobby), "before after ");
}

TEST_F(CaretakerTest, what_was_purged_is_in_no_file) {
    SmallServer server(folder);
    server.caretaker().start();
    const Person ada = server.person("ada");
    server.post(ada, net::lobby, secret + " is said");
    server.does(ada, net::EditMessage{net::lobby, server.post(ada, net::lobby, "a"), other + " is better"});
    make_snapshots_older(days(8));
    an_hour_later(server);
    server.catch_up();
    ASSERT_THAT(files_with(folder.path, secret), Not(IsEmpty()));

    const net::Timestamp before = server.runtime().now;
    server.post(ada, net::lobby, "stays");
    server.by_server(net::PurgeMessages{net::lobby, before + net::Milliseconds{1}});
    server.wait_for_the_caretaker();
    EXPECT_EQ(server.archived(net::lobby), "stays ");
    EXPECT_THAT(files_with(folder.path, secret), IsEmpty());
    EXPECT_THAT(files_with(folder.path, other), IsEmpty());
    EXPECT_FALSE(std::filesystem::exists(folder.purge_mark()));
    EXPECT_THAT(server.warnings(), IsEmpty());
}

// Rows that move from page to page leave copies of themselves, which overwriting what is freed does not reach.
TEST_F(CaretakerTest, of_many_purges_not_one_leaves_a_word_in_a_file) {
    SmallServer server(folder);
    server.caretaker().start();
    const Person ada = server.person("ada");
    const net::RoomId kept =
        server.does(ada, net::CreateRoom{"kept", net::RoomKind::Public, "kept"}).outcome.room;
    std::mt19937 random(7);
    for (int round = 0; round < 12; ++round) {
        std::vector<net::MessageTarget> targets;
        for (int i = 0; i < 60; ++i) {
            const auto filling = [&] { return std::string(random() % (i % 20 == 0 ? 5'000 : 600), '.'); };
            targets.push_back(server.post(ada, net::lobby, filling() + secret));
            server.post(ada, kept, filling());
            const net::MessageTarget target = targets[random() % targets.size()];
            if (i % 3 == 0) server.does(ada, net::EditMessage{net::lobby, target, secret + filling()});
            if (i % 5 == 0) server.does(ada, net::DeleteMessage{net::lobby, target});
        }
        server.by_server(net::PurgeMessages{net::lobby, server.runtime().now + net::Milliseconds{1}});
        server.post(ada, kept, "meanwhile");
        server.wait_for_the_caretaker();
        ASSERT_THAT(files_with(folder.path, secret), IsEmpty()) << "in round " << round;
    }
}

TEST_F(CaretakerTest, a_purge_that_a_crash_cut_short_is_finished_at_the_next_start) {
    {
        SmallServer server(folder);
        const Person ada = server.person("ada");
        server.post(ada, net::lobby, secret);
        server.by_server(net::PurgeMessages{net::lobby, server.runtime().now + net::Milliseconds{1}});
        EXPECT_TRUE(std::filesystem::exists(folder.purge_mark()));
    }
    ASSERT_THAT(files_with(folder.path, secret), Not(IsEmpty()));
    SmallServer server(folder);
    server.caretaker().start();
    server.wait_for_the_caretaker();
    EXPECT_THAT(files_with(folder.path, secret), IsEmpty());
    EXPECT_FALSE(std::filesystem::exists(folder.purge_mark()));
}

TEST_F(CaretakerTest, what_the_journal_forgets_it_can_still_prove) {
    SmallServer server(folder);
    server.caretaker().start();
    const Person ada = server.person("ada");
    std::vector<net::Mark> marks;
    for (int i = 0; i < 20; ++i) {
        server.post(ada, net::lobby, "hello");
        marks.push_back(server.state().mark);
        if (i % 7 != 6) continue;
        server.by_server(net::PurgeMessages{net::lobby, server.runtime().now + net::Milliseconds{1}});
        server.wait_for_the_caretaker();
    }
    EXPECT_GT(server.trimmed(), marks[10].position);
    for (const net::Mark& mark : marks)
        EXPECT_EQ(server.records().journal.id_at(mark.position), mark.entry) << mark.position.value;
}

TEST_F(CaretakerTest, a_purge_takes_copies_of_older_formats_along) {
    SmallServer server(folder);
    server.caretaker().start();
    server.wait_for_the_caretaker();
    server.post(server.person("ada"), net::lobby, "hello");
    const auto copy = folder.path / "journal.db.format-1";
    std::filesystem::copy_file(folder.journal(), copy);
    server.by_server(net::PurgeMessages{net::lobby, server.runtime().now + net::Milliseconds{1}});
    server.wait_for_the_caretaker();
    EXPECT_FALSE(std::filesystem::exists(copy));
}

TEST_F(CaretakerTest, deleted_text_is_in_no_file_two_snapshots_later) {
    SmallServer server(folder);
    server.caretaker().start();
    const Person ada = server.person("ada");
    const net::MessageTarget message = server.post(ada, net::lobby, secret);
    make_snapshots_older(days(7));
    an_hour_later(server);
    server.does(ada, net::DeleteMessage{net::lobby, message});
    server.catch_up();
    EXPECT_THAT(files_with(folder.path, secret), Not(IsEmpty()));

    for (int week = 0; week < 2; ++week) {
        make_snapshots_older(days(7));
        server.post(ada, net::lobby, "life goes on");
        an_hour_later(server);
    }
    EXPECT_THAT(files_with(folder.path, secret), IsEmpty());
}

TEST_F(CaretakerTest, what_is_older_than_what_is_kept_is_purged_at_the_start_and_each_day) {
    {
        SmallServer server(folder);
        const Person ada = server.person("ada");
        server.post(ada, net::lobby, secret);
        server.runtime().now = server.runtime().now + net::Milliseconds{24 * SmallServer::hour.value};
        server.post(ada, net::lobby, other);
    }
    SmallServer server(folder, days(1));
    server.caretaker().start();
    server.wait_until([&] { return server.archived(net::lobby) == other + " "; });
    server.wait_for_the_caretaker();
    EXPECT_THAT(files_with(folder.path, secret), IsEmpty());

    server.runtime().now = server.runtime().now + net::Milliseconds{24 * SmallServer::hour.value};
    ASSERT_TRUE(server.runtime().let_time_pass());
    server.wait_until([&] { return server.archived(net::lobby).empty(); });
    server.wait_for_the_caretaker();
    EXPECT_THAT(files_with(folder.path, other), IsEmpty());
}

TEST_F(CaretakerTest, where_nothing_is_old_enough_nothing_is_written) {
    SmallServer server(folder, days(30));
    server.post(server.person("ada"), net::lobby, "hello");
    const net::Position before = server.state().mark.position;
    server.caretaker().start();
    server.wait_for_the_caretaker();
    an_hour_later(server);
    EXPECT_EQ(server.state().mark.position, before);
}

TEST_F(CaretakerTest, a_snapshot_that_cannot_be_made_is_told_of_and_the_journal_keeps_everything) {
    std::ofstream(folder.snapshots()) << "in the way";
    SmallServer server(folder);
    server.caretaker().start();
    server.wait_for_the_caretaker();
    EXPECT_THAT(server.warnings(), ElementsAre(HasSubstr("no snapshot of the archive could be made")));
    EXPECT_EQ(server.trimmed(), net::Position{0});

    std::filesystem::remove(folder.snapshots());
    an_hour_later(server);
    EXPECT_THAT(snapshots(), ElementsAre(1));
}

// --- files

TEST_F(CaretakerTest, bodies_that_nothing_names_go_and_the_others_stay) {
    const auto text = [](const std::string& body) { return net::Bytes(body.begin(), body.end()); };
    SmallServer server(folder);
    const Person ada = server.person("ada");
    server.post_file(ada, net::lobby, text(secret + " posted"));
    const net::MessageTarget twin = server.post_file(ada, net::lobby, text(secret + " posted"));
    const net::MessageTarget gone = server.post_file(ada, net::lobby, text(secret + " gone"));
    server.upload(ada, text(secret + " waiting"));
    const net::UploadId dropped = server.upload(ada, text(secret + " dropped"));
    const net::UploadId picture = server.upload(ada, text(secret + " picture"));
    server.does(ada, net::SetProfile{.card = {.picture = picture}});
    server.does(ada, net::DeleteMessage{net::lobby, twin});
    server.does(ada, net::DeleteMessage{net::lobby, gone});
    server.does(ada, net::DropUpload{dropped});
    server.caretaker().start();
    server.wait_for_the_caretaker();
    const auto kept = [&] { return files_with(folder.files(), secret).size(); };
    EXPECT_EQ(kept(), 5u);
    // The clock of the server goes an hour for each command.
    for (int hours = 0; hours < 25; ++hours)
        server.by_server(net::ServerStarted{});
    const net::MessageTarget late = server.post_file(ada, net::lobby, text(secret + " late"));
    server.does(ada, net::DeleteMessage{net::lobby, late});
    an_hour_later(server);
    for (int rounds = 0; rounds < 1000 && kept() > 4; ++rounds) {
        bool is_answered = false;
        server.blobs().read({}, 0, 1, [&](auto, auto) { is_answered = true; });
        server.wait_until([&] { return is_answered; });
    }
    for (const char* name : {" posted", " waiting", " picture", " late"})
        EXPECT_THAT(files_with(folder.files(), secret + name), ::testing::SizeIs(1)) << name;
}

}  // namespace
}  // namespace crosstalk::server
