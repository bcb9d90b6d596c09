// What the contract does not say about the view in SQLite: search, killed processes, damage, size.
#include "server/local/sqlite_view.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <random>
#include <set>

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
                {hub::RoomRow{room, "room", "room", net::RoomKind::Public, {}, head, count},
                 hub::MessageRow{room, {1'000 + mark.position.value}, head, head, {}, {1}, text}}};
    }
    void post(const std::string& text, net::RoomId room = hall) { view->apply({entry(text, room)}); }
    bool stored() {
        return loop.run_until([&] { return view->applied() == mark.position; });
    }
    std::vector<std::string> texts_found(const std::string& words, std::vector<net::RoomId> rooms = {hall},
                                         net::MessageId before = {}, std::size_t limit = 50) {
        std::vector<std::string> texts;
        for (const Found& found : found_by({words, std::move(rooms), before, limit}))
            texts.push_back(found.message.text);
        return texts;
    }
    std::vector<Found> found_by(Search query) {
        std::optional<std::vector<Found>> answer;
        view->search(std::move(query), mark.position,
                     [&](std::vector<Found> found) { answer = std::move(found); });
        EXPECT_TRUE(loop.run_until([&] { return answer.has_value(); }));
        return answer.value_or(std::vector<Found>{});
    }
    void tamper(const std::string& sql) {
        Database database(file, "the archive", Durability::Full, 100);
        database.execute(sql);
    }
};

using Texts = std::vector<std::string>;

// --- search

TEST_F(SqliteViewTest, search_finds_words_whatever_their_case_and_accents) {
    open();
    post("Hello world");
    post("a naïve HELLO");
    post("hell");
    EXPECT_EQ(texts_found("hello"), (Texts{"a naïve HELLO", "Hello world"}));
    EXPECT_EQ(texts_found("NAIVE"), (Texts{"a naïve HELLO"}));
    EXPECT_EQ(texts_found("hello world"), (Texts{"Hello world"}));
    EXPECT_EQ(texts_found("world hello"), (Texts{"Hello world"}));
    EXPECT_EQ(texts_found("hello nobody"), Texts{});
}

TEST_F(SqliteViewTest, search_finds_parts_of_unspaced_text) {
    open();
    post("我們說中文字");
    post("日本語の文");
    post("한국어를 배워요");
    EXPECT_EQ(texts_found("中文"), (Texts{"我們說中文字"}));
    EXPECT_EQ(texts_found("說中文"), (Texts{"我們說中文字"}));
    EXPECT_EQ(texts_found("文"), (Texts{"日本語の文", "我們說中文字"}));
    EXPECT_EQ(texts_found("字"), (Texts{"我們說中文字"}));
    EXPECT_EQ(texts_found("한국"), (Texts{"한국어를 배워요"}));
    EXPECT_EQ(texts_found("中字"), Texts{});
}

TEST_F(SqliteViewTest, search_shows_only_the_rooms_that_were_asked_for) {
    open();
    post("secret", {1025});
    post("secret", {1026});
    post("room1025 is a word like any other", {1026});
    EXPECT_EQ(texts_found("secret", {{1025}}).size(), 1u);
    EXPECT_EQ(texts_found("secret", {{1025}, {1026}}).size(), 2u);
    EXPECT_EQ(texts_found("secret", {{102}, {10250}}), Texts{});
    EXPECT_EQ(texts_found("room1025", {{1025}}), Texts{});
    EXPECT_EQ(texts_found("room1025", {{1026}}).size(), 1u);
}

TEST_F(SqliteViewTest, search_takes_many_rooms_at_once) {
    open();
    post("needle");
    std::vector<net::RoomId> rooms;
    for (std::uint64_t room = 0; room < 600; ++room)
        rooms.push_back({room * 1024 + 5'000'000});
    EXPECT_EQ(texts_found("needle", rooms), Texts{});
    rooms.push_back(hall);
    EXPECT_EQ(texts_found("needle", rooms), Texts{"needle"});
}

TEST_F(SqliteViewTest, search_is_newest_first_and_goes_on_below_the_last_one) {
    open();
    for (int count = 1; count <= 10; ++count)
        post("needle " + std::to_string(count));
    EXPECT_EQ(texts_found("needle", {hall}, {}, 2), (Texts{"needle 10", "needle 9"}));
    EXPECT_EQ(texts_found("needle", {hall}, {1'009}, 2), (Texts{"needle 8", "needle 7"}));
    EXPECT_EQ(texts_found("needle", {hall}, {1'001}, 2), Texts{});
}

TEST_F(SqliteViewTest, search_survives_any_input) {
    open();
    post("needle");
    for (const char* input :
         {"\"", "*", "needle\"", "(", "NEAR(", "needle AND", "- - -", "room:", "\xFF", "^", ""})
        texts_found(input);
    EXPECT_EQ(texts_found("\"needle\""), Texts{"needle"});
    std::mt19937_64 random(1);
    for (int round = 0; round < 300; ++round) {
        std::string input;
        for (std::uint64_t size = random() % 20; size > 0; --size)
            input += static_cast<char>(random());
        texts_found(input);
    }
    EXPECT_TRUE(failures.empty());
}

TEST_F(SqliteViewTest, a_changed_message_is_found_by_its_new_words_only) {
    open();
    post("before 中文");
    AppliedEntry change = entry("");
    std::get<hub::MessageRow>(change.changes[1]) = {hall, {1'001}, {1}, {2}, {}, {1}, "after"};
    view->apply({change});
    EXPECT_EQ(texts_found("before"), Texts{});
    EXPECT_EQ(texts_found("中文"), Texts{});
    EXPECT_EQ(texts_found("after"), Texts{"after"});
    view.reset();
    SqliteView(file, loop.poster()).verify();
}

TEST_F(SqliteViewTest, search_agrees_with_looking_at_every_message) {
    static constexpr std::array<const char*, 8> words{"alpha", "Beta", "GAMMA", "délta",
                                                      "eins",  "zwei", "drei",  "vier"};
    static constexpr std::array<const char*, 8> plain{"alpha", "beta", "gamma", "delta",
                                                      "eins",  "zwei", "drei",  "vier"};
    open();
    std::mt19937_64 random(1);
    struct Message {
        net::RoomId room;
        std::string text;
        std::set<std::string> words;
    };
    std::vector<Message> all;
    std::vector<AppliedEntry> entries;
    for (int count = 0; count < 3'000; ++count) {
        // One room that holds little: there the index is asked another way.
        Message message{random() % 50 == 0 ? net::RoomId{7} : net::RoomId{1024 + random() % 4}, "", {}};
        for (std::uint64_t word = random() % 5; word > 0; --word) {
            const std::size_t which = random() % words.size();
            message.text += std::string(words[which]) + (random() % 2 == 0 ? ", " : " ");
            message.words.insert(plain[which]);
        }
        entries.push_back(entry(message.text, message.room));
        all.push_back(std::move(message));
    }
    view->apply(std::move(entries));
    for (int query = 0; query < 300; ++query) {
        const std::set<std::string> wanted{plain[random() % 8], plain[random() % 8]};
        std::set<net::RoomId> rooms{{1024 + random() % 4}, {1024 + random() % 4}};
        if (query % 3 == 0) rooms = {{7}, {8}};
        const std::size_t limit = 1 + random() % 200;
        const std::uint64_t before = random() % 3'100;
        Texts expected;
        for (std::size_t index = before == 0 ? all.size() : std::min<std::size_t>(before - 1, all.size());
             index > 0 && expected.size() < limit; --index) {
            const Message& message = all[index - 1];
            if (rooms.contains(message.room) && std::ranges::includes(message.words, wanted))
                expected.push_back(message.text);
        }
        std::string input;
        for (const std::string& word : wanted)
            input += word + ' ';
        ASSERT_EQ(texts_found(input, {rooms.begin(), rooms.end()}, {before == 0 ? 0 : 1'000 + before}, limit),
                  expected)
            << input << "before " << before;
    }
}

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
        view->page_before({hall, before, 200}, {}, [&](ports::Page answer) { page = std::move(answer); });
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
    view->rows_above({hall, {}}, {1}, [&](const ports::Rows& rows) { seen = rows.mark; });
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

// Its single words, in lower case, stay in the index until that is merged.
TEST_F(SqliteViewTest, the_text_of_a_message_that_was_taken_back_is_not_in_the_file) {
    open();
    post("Geheimwort and more");
    ASSERT_TRUE(stored());
    AppliedEntry change = entry("");
    std::get<hub::MessageRow>(change.changes[1]) = {hall, {1'001}, {1}, {2}, {}, {1}, ""};
    view->apply({change});
    ASSERT_TRUE(stored());
    EXPECT_EQ(texts_found("Geheimwort"), Texts{});
    view.reset();
    const std::string content = testing::content_of(file);
    EXPECT_NE(content.find("CREATE TABLE messages"), std::string::npos);
    EXPECT_EQ(content.find("Geheimwort"), std::string::npos);
}

}  // namespace
}  // namespace crosstalk::local
