// How the archive finds what it is asked for: by its indexes, however much it holds.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <set>
#include <string>
#include <vector>

#include "server/local/view_search.hpp"
#include "server/local/view_tables.hpp"
#include "tests/support/random_history.hpp"
#include "tests/support/temporary_folder.hpp"

namespace crosstalk::local {
namespace {

struct ViewPlansTest : ::testing::Test {
    testing::TemporaryFolder folder;
    ViewTables tables{folder / "view.db"};
    std::set<std::string> of_the_start = statements();

    // All that the connection has prepared.
    std::set<std::string> statements() {
        std::set<std::string> all;
        sqlite3* handle = tables.database().handle();
        for (sqlite3_stmt* each = sqlite3_next_stmt(handle, nullptr); each != nullptr;
             each = sqlite3_next_stmt(handle, each))
            all.insert(sqlite3_sql(each));
        return all;
    }
    // What SQLite says about how it runs the statement, a line for each step.
    std::vector<std::string> plan_of(const std::string& sql) {
        std::vector<std::string> lines;
        sqlite3_stmt* explain = nullptr;
        const std::string question = "EXPLAIN QUERY PLAN " + sql;
        if (sqlite3_prepare_v2(tables.database().handle(), question.c_str(), -1, &explain, nullptr) !=
            SQLITE_OK)
            return lines;  // the index has statements of its own
        while (sqlite3_step(explain) == SQLITE_ROW)
            lines.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(explain, 3)));
        sqlite3_finalize(explain);
        return lines;
    }
    void search(const ports::SearchQuery& query) {
        ViewSearch search(tables, query);
        while (!search.step()) {
        }
        static_cast<void>(search.page());
    }
    void store(std::vector<hub::Change> changes) {
        const net::Mark next{tables.mark().position.next(), {1}};
        const hub::AppliedEntry entry{next, {1}, 1, std::move(changes)};
        tables.store(std::span(&entry, 1));
    }
};

TEST_F(ViewPlansTest, no_question_and_no_entry_looks_through_a_table) {
    constexpr net::RoomId hall{2'048};
    testing::RandomHistory history(1);
    tables.store(history.next(2'000));
    static_cast<void>(tables.page({.room = net::lobby}));
    static_cast<void>(tables.page({.room = net::lobby, .before = {9}}));
    static_cast<void>(tables.page({.room = net::lobby, .after = {9}}));
    static_cast<void>(tables.page({.room = net::lobby, .at = {9}}));
    static_cast<void>(tables.rows_above({.room = net::lobby, .have = {9}}));
    for (const hub::MessageRow& message : history.messages()) {
        static_cast<void>(tables.message_facts(message.room, message.id, {1}));
        static_cast<void>(tables.messages(message.room, {message.id}, {}));
        static_cast<void>(tables.former_texts(message.room, message.id));
        static_cast<void>(tables.file(message.room, message.id, 0));
        static_cast<void>(tables.file_usage(message.author));
        static_cast<void>(tables.game(message.room, message.id));
    }
    for (const net::GamePhase phase : {net::GamePhase::Running, net::GamePhase::Finished})
        static_cast<void>(tables.games({.rooms = {net::lobby}, .phase = phase, .before = {9}}));
    static_cast<void>(tables.marks_after_purge(net::lobby));
    static_cast<void>(tables.audit(net::lobby, {}));
    store({hub::RoomRow{.id = hall}});
    static_cast<void>(tables.audit(hall, {}));
    for (const char* words : {"hello", ""}) {
        search({.words = words, .rooms = {net::lobby}, .since = {1}, .until = net::for_good});
        search({.words = words, .rooms = {hall}, .from = {{1}}, .has = net::Has::Link});
    }
    search({.words = "hello", .rooms = {net::lobby}, .order = net::SearchOrder::Relevance});
    while (!tables.removal().is_done())
        tables.removal().step();

    int looked_at = 0;
    for (const std::string& sql : statements()) {
        if (of_the_start.contains(sql) || sql.starts_with("EXPLAIN")) continue;
        for (const std::string& line : plan_of(sql)) {
            ++looked_at;
            // The index itself is asked for words, and tables of one row are what they are.
            const bool is_search =
                line.starts_with("SCAN search VIRTUAL TABLE INDEX") && sql.find("MATCH") != std::string::npos;
            const bool is_short = line == "SCAN state" || line == "SCAN removals";
            EXPECT_TRUE(is_search || is_short || !line.starts_with("SCAN")) << line << " in " << sql;
            // Sorted are at most the changes since somebody was here, and the reactions of one message.
            const bool may_sort = sql.find("messages_by_revision") != std::string::npos ||
                                  sql.find("FROM reactions") != std::string::npos;
            EXPECT_TRUE(may_sort || line.find("TEMP B-TREE") == std::string::npos) << line << " in " << sql;
        }
    }
    EXPECT_GT(looked_at, 50);
}

TEST_F(ViewPlansTest, a_page_of_a_room_goes_along_its_own_index) {
    store({hub::RoomRow{.id = {2'048}}});
    static_cast<void>(tables.page({.room = {2'048}, .before = {9}}));
    static_cast<void>(tables.page({.room = {2'048}, .after = {9}}));
    static_cast<void>(tables.rows_above({.room = {2'048}, .have = {9}}));
    int pages = 0;
    for (const std::string& sql : statements()) {
        if (sql.find("m.room = ?") == std::string::npos || sql.find("m.id = ?") != std::string::npos)
            continue;
        ++pages;
        EXPECT_THAT(plan_of(sql).front(),
                    ::testing::HasSubstr("USING INDEX messages_by_sequence (room=? AND sequence"));
    }
    EXPECT_GE(pages, 3);
}

// What a plain post costs: each statement more would be paid by every message.
TEST_F(ViewPlansTest, a_post_is_two_statements_beside_those_of_its_group) {
    const auto post = [&](std::uint64_t number) {
        store({hub::RoomRow{.id = {2'048}, .head = {number}, .posts = {number}},
               hub::MessageRow{.room = {2'048},
                               .id = {number},
                               .sequence = {number},
                               .revision = {number},
                               .at = {1},
                               .text = "hello"},
               hub::ResultRow{.device = {1}, .run = {1}, .number = {number}, .position = {number}}});
    };
    post(1);
    std::vector<std::string> run;
    sqlite3_trace_v2(
        tables.database().handle(), SQLITE_TRACE_STMT,
        [](unsigned, void* into, void*, void* sql) {
            // The index's own statements come as comments.
            const std::string text = static_cast<const char*>(sql);
            if (!text.starts_with("--")) static_cast<std::vector<std::string>*>(into)->push_back(text);
            return 0;
        },
        &run);
    post(2);
    sqlite3_trace_v2(tables.database().handle(), 0, nullptr, nullptr);
    using ::testing::StartsWith;
    EXPECT_THAT(run, ::testing::ElementsAre(StartsWith("BEGIN"), StartsWith("INSERT INTO messages"),
                                            StartsWith("INSERT INTO search"),
                                            StartsWith("INSERT OR REPLACE INTO rooms"),
                                            StartsWith("INSERT OR REPLACE INTO results"),
                                            StartsWith("UPDATE state"), StartsWith("COMMIT")));
}

}  // namespace
}  // namespace crosstalk::local
