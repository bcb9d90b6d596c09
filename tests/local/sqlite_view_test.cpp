// What the contract does not say about the view in SQLite: size, killed processes, damage.
#include "server/local/sqlite_view.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <random>

#include "tests/local/child_process.hpp"
#include "tests/local/small_disk.hpp"
#include "tests/local/text_of.hpp"
#include "tests/support/memory_view.hpp"
#include "tests/support/random_history.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/waiting_loop.hpp"

namespace crosstalk::local {
namespace {

using hub::AppliedEntry;
using testing::error_of;
using ::testing::HasSubstr;

constexpr net::RoomId hall{2048};

struct SqliteViewTest : ::testing::Test {
    testing::TemporaryFolder folder;
    std::filesystem::path file = folder / "view.db";
    testing::WaitingLoop loop;
    std::vector<std::string> failures;
    std::unique_ptr<SqliteView> view;
    net::Mark mark;
    net::Sequence head;
    std::map<net::RoomId, net::PostCount> posts;

    hub::Snapshot open() {
        view.reset();
        view = std::make_unique<SqliteView>(file, loop.poster());
        hub::Snapshot snapshot = view->load();
        view->on_failure([this](std::string reason) { failures.push_back(std::move(reason)); });
        mark = snapshot.mark;
        return snapshot;
    }
    // One entry with one message; its id is 1,000 above its position.
    AppliedEntry entry(const std::string& text, net::RoomId room = hall) {
        mark = {mark.position.next(), {mark.position.value + 7}};
        head = head.next();
        net::PostCount& count = posts[room];
        count = count.next();
        return {mark,
                {1},
                1,
                {hub::RoomRow{.id = room, .name = "room", .name_key = "room", .head = head, .posts = count},
                 hub::MessageRow{.room = room,
                                 .id = {1'000 + mark.position.value},
                                 .sequence = head,
                                 .revision = head,
                                 .at = {1},
                                 .text = text}}};
    }
    void post(const std::string& text, net::RoomId room = hall) { view->apply({entry(text, room)}); }
    bool stored() {
        return loop.run_until([&] { return view->applied() == mark.position; });
    }
    std::vector<std::string> texts_found(const std::string& words) {
        std::optional<net::SearchPage> answer;
        view->search({.words = words, .rooms = {hall}}, mark.position,
                     [&](net::SearchPage page) { answer = std::move(page); });
        EXPECT_TRUE(loop.run_until([&] { return answer.has_value(); }));
        std::vector<std::string> texts;
        for (const net::Hit& hit : answer.value_or(net::SearchPage{}).hits)
            texts.push_back(hit.snippet);
        return texts;
    }
    void tamper(const std::string& sql) {
        Database database(file, "the archive", Durability::Full, 100);
        database.execute(sql);
    }
};

using Texts = std::vector<std::string>;

// --- size and time

TEST_F(SqliteViewTest, a_hundred_thousand_messages_come_back_as_they_were) {
    constexpr std::uint64_t count = 100'000;
    open();
    const auto text = [](std::uint64_t sequence) { return "message number " + std::to_string(sequence); };
    std::vector<AppliedEntry> entries;
    for (std::uint64_t sequence = 1; sequence <= count; ++sequence)
        entries.push_back(entry(text(sequence)));
    view->apply(std::move(entries));
    ASSERT_TRUE(stored());
    open();
    net::Sequence before;
    std::uint64_t expected = count;
    while (before != net::Sequence{1}) {
        std::optional<ports::Page> page;
        view->page({.room = hall, .before = before}, {},
                   [&](ports::Page answer) { page = std::move(answer); });
        ASSERT_TRUE(loop.run_until([&] { return page.has_value(); }));
        for (auto message = page->messages.rbegin(); message != page->messages.rend(); ++message) {
            ASSERT_EQ(message->sequence.value, expected);
            ASSERT_EQ(message->text, text(expected));
            --expected;
        }
        ASSERT_NE(page->from, before);
        before = page->from;
    }
    EXPECT_EQ(expected, 0u);
    EXPECT_EQ(texts_found("77777"), Texts{text(77'777)});
}

TEST_F(SqliteViewTest, a_query_does_not_wait_for_everything_that_is_to_be_stored) {
    open();
    std::vector<AppliedEntry> entries;
    for (int count = 0; count < 20'000; ++count)
        entries.push_back(entry("a message like many others"));
    view->apply(std::move(entries));
    std::optional<net::Mark> seen;
    view->rows_above({.room = hall}, {1}, [&](const ports::Rows& rows) { seen = rows.mark; });
    ASSERT_TRUE(loop.run_until([&] { return seen.has_value(); }));
    EXPECT_LT(seen->position.value, 20'000u);
    EXPECT_TRUE(stored());
}

TEST_F(SqliteViewTest, everything_is_durable_after_a_moment_of_silence) {
    open();
    post("the only one");
    EXPECT_TRUE(loop.run_until([&] {
        // Tasks of the view come only when something has happened: nothing here waits for time.
        return view->durable() == mark.position;
    }));
}

// --- faults

TEST_F(SqliteViewTest, a_killed_view_has_lost_at_most_what_it_had_not_said_to_be_stored) {
    testing::ViewRows model;
    testing::RandomHistory history(5);
    std::vector<AppliedEntry> past = history.next(8'000);
    std::mt19937_64 random(1);
    std::uint64_t at = 0;
    for (int round = 0; round < 8 && at < past.size(); ++round) {
        std::string said;
        {
            testing::ChildProcess child([&](int pipe) {
                testing::WaitingLoop childs_loop;
                SqliteView childs(file, childs_loop.poster());
                const std::uint64_t from = childs.load().mark.position.value;
                childs.apply({past.begin() + static_cast<std::ptrdiff_t>(from), past.end()});
                std::uint64_t applied = from;
                while (childs_loop.run_until([&] { return childs.applied().value != applied; })) {
                    applied = childs.applied().value;
                    testing::write_all(pipe, &applied, sizeof applied);
                    if (applied == past.size()) return;
                }
            });
            said = child.read((1 + random() % 5) * sizeof(std::uint64_t));
            child.kill();
            said += child.read_all();
        }
        std::uint64_t last_said = 0;
        ASSERT_GE(said.size(), sizeof last_said);
        std::memcpy(&last_said, said.data() + (said.size() / sizeof last_said - 1) * sizeof last_said,
                    sizeof last_said);
        SqliteView(file, loop.poster()).verify();
        const hub::Snapshot loaded = open();
        ASSERT_GE(loaded.mark.position.value, last_said);
        for (; at < loaded.mark.position.value; ++at)
            model.apply(past[at]);
        ASSERT_EQ(loaded, model.snapshot());
        view.reset();
    }
}

TEST_F(SqliteViewTest, a_full_disk_ends_it_and_the_rest_is_replayed) {
    testing::SmallDisk disk(3'072);
    if (!disk.mounted()) GTEST_SKIP() << "this account may not mount";
    file = disk.path() / "view.db";
    testing::RandomHistory history(6);
    const std::vector<AppliedEntry> past = history.next(20'000);
    open();
    view->apply(past);
    ASSERT_TRUE(loop.run_until([&] { return !failures.empty(); }));
    EXPECT_THAT(failures.front(), HasSubstr("the disk is full. Free some space"));
    view.reset();
    std::filesystem::copy(disk.path(), folder / "copy");
    file = folder / "copy/view.db";
    SqliteView(file, loop.poster()).verify();
    const std::uint64_t kept = open().mark.position.value;
    testing::ViewRows model;
    for (const AppliedEntry& each : past)
        model.apply(each);
    view->apply({past.begin() + static_cast<std::ptrdiff_t>(kept), past.end()});
    mark = past.back().mark;
    ASSERT_TRUE(stored());
    EXPECT_EQ(open(), model.snapshot());
}

TEST_F(SqliteViewTest, a_second_server_on_the_same_folder_is_told_so) {
    open();
    EXPECT_THAT(error_of([&] { SqliteView(file, loop.poster()); }), HasSubstr("in use by another server"));
}

TEST_F(SqliteViewTest, a_newer_format_is_refused) {
    open();
    view.reset();
    tamper("PRAGMA user_version = 9");
    const std::string before = testing::content_of(file);
    EXPECT_THAT(error_of([&] { SqliteView(file, loop.poster()); }),
                HasSubstr("written by a newer Crosstalk (format 9"));
    EXPECT_EQ(testing::content_of(file), before);
}

TEST_F(SqliteViewTest, a_journal_in_its_place_is_refused) {
    open();
    view.reset();
    tamper("PRAGMA application_id = 1");
    EXPECT_THAT(error_of([&] { SqliteView(file, loop.poster()); }),
                HasSubstr("is not the archive of a Crosstalk server"));
}

TEST_F(SqliteViewTest, a_damaged_file_is_named_and_left_as_it_is) {
    open();
    for (int count = 0; count < 2'000; ++count)
        post("a message");
    ASSERT_TRUE(stored());
    view.reset();
    std::string content = testing::content_of(file);
    std::fill(content.begin() + 4096, content.end(), '\x55');
    testing::put(file, content);
    EXPECT_THAT(error_of([&] { SqliteView(file, loop.poster()); }), HasSubstr("is damaged"));
    EXPECT_EQ(testing::content_of(file), content);
}

TEST_F(SqliteViewTest, verify_notices_an_index_that_does_not_fit) {
    open();
    post("hello");
    ASSERT_TRUE(stored());
    view.reset();
    SqliteView(file, loop.poster()).verify();
    tamper("UPDATE messages SET text = 'goodbye'");
    EXPECT_THAT(error_of([&] { SqliteView(file, loop.poster()).verify(); }), HasSubstr("is damaged"));
}

}  // namespace
}  // namespace crosstalk::local
