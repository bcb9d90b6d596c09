// What was deleted, edited or purged is really gone: the raw files are searched for it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "server/local/sqlite_view.hpp"
#include "tests/local/text_of.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/waiting_loop.hpp"

namespace crosstalk::local {
namespace {

constexpr net::RoomId hall{2048};
constexpr net::RoomId attic{3072};

struct ViewOverwritingTest : ::testing::Test {
    testing::TemporaryFolder folder;
    std::filesystem::path file = folder / "view.db";
    testing::WaitingLoop loop;
    std::unique_ptr<SqliteView> view;
    net::Mark mark;
    std::map<net::RoomId, net::Sequence> heads;

    void SetUp() override { open(); }
    void open() {
        view.reset();
        view = std::make_unique<SqliteView>(file, loop.poster());
        mark = view->load().mark;
    }

    [[nodiscard]] net::Timestamp now() const {
        return {1'000 * static_cast<std::int64_t>(mark.position.value + 1)};
    }
    void apply(std::vector<hub::Change> changes) {
        const net::Timestamp at = now();
        mark = {mark.position.next(), {mark.position.value + 7}};
        view->apply({hub::AppliedEntry{mark, at, 1, std::move(changes)}});
    }
    net::Sequence take_place(net::RoomId room) { return heads[room] = heads[room].next(); }
    net::MessageId post(const std::string& text, net::RoomId room = hall) {
        const net::Sequence place = take_place(room);
        const auto id = net::make_id<net::MessageId>(mark.position.next(), 0);
        apply({hub::RoomRow{.id = room, .head = place, .posts = {place.value}},
               hub::MessageRow{
                   .room = room, .id = id, .sequence = place, .revision = place, .at = now(), .text = text}});
        return id;
    }
    void edit(net::MessageId message, const std::string& text, net::RoomId room = hall) {
        apply({hub::TextChanged{room, message, take_place(room), now(), text}});
    }
    void react(net::MessageId message, const std::string& emoji) {
        apply({hub::ReactionChanged{hall, message, take_place(hall), {1'024}, emoji, true}});
    }
    void take_back(net::MessageId message) { apply({hub::MessageDeleted{hall, message, take_place(hall)}}); }
    void purge() { apply({hub::MessagesPurged{hall, now()}}); }

    bool overwritten() {
        bool done = false;
        view->when_overwritten(mark.position, [&] { done = true; });
        return loop.run_until([&] { return done; });
    }
    // Everything that lies in the folder, in small letters: the index folds them.
    [[nodiscard]] std::string files() const {
        std::string all;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
            all += testing::content_of(entry.path());
        std::ranges::transform(all, all.begin(), [](char each) {
            return each >= 'A' && each <= 'Z' ? static_cast<char>(each - 'A' + 'a') : each;
        });
        return all;
    }
    // Without its first letters: the index leaves out those that a word shares with the one before it.
    [[nodiscard]] bool lies_in_the_files(const std::string& word) const {
        return files().find(word.substr(3)) != std::string::npos;
    }
    bool stored() {
        return loop.run_until([&] { return view->applied() == mark.position; });
    }
};

TEST_F(ViewOverwritingTest, a_deleted_message) {
    post("first words");
    const net::MessageId id = post("qzxgeheim and xyzverborgen");
    post("last words");
    ASSERT_TRUE(stored());
    EXPECT_TRUE(lies_in_the_files("qzxgeheim"));
    EXPECT_TRUE(lies_in_the_files("xyzverborgen"));
    take_back(id);
    ASSERT_TRUE(overwritten());
    EXPECT_FALSE(lies_in_the_files("qzxgeheim"));
    EXPECT_FALSE(lies_in_the_files("xyzverborgen"));
    EXPECT_TRUE(lies_in_the_files("words"));
}

TEST_F(ViewOverwritingTest, a_deleted_message_with_its_former_texts_and_reactions) {
    const net::MessageId id = post("qzxgeheim");
    edit(id, "xyzverborgen " + std::string(10'000, 'x'));
    edit(id, "jkqunsichtbar");
    react(id, "wvuzeichen");
    ASSERT_TRUE(stored());
    EXPECT_TRUE(lies_in_the_files("qzxgeheim"));
    take_back(id);
    ASSERT_TRUE(overwritten());
    for (const char* word : {"qzxgeheim", "xyzverborgen", "jkqunsichtbar", "wvuzeichen"})
        EXPECT_FALSE(lies_in_the_files(word)) << word;
}

TEST_F(ViewOverwritingTest, names_and_hashes_of_files_of_a_deleted_and_of_a_purged_message) {
    const auto share = [&](const std::string& name, const net::Digest& hash) {
        const net::Sequence place = take_place(hall);
        const auto id = net::make_id<net::MessageId>(mark.position.next(), 0);
        apply({hub::RoomRow{.id = hall, .head = place, .posts = {place.value}},
               hub::MessageRow{.room = hall,
                               .id = id,
                               .sequence = place,
                               .revision = place,
                               .at = now(),
                               .text = "",
                               .files = {{name, 1, hash}}}});
        return id;
    };
    net::Digest hash{};
    std::ranges::fill(hash, std::uint8_t{'#'});
    const std::string hash_text(hash.size(), '#');
    const net::MessageId deleted = share("qzxgeheim.pdf", hash);
    const net::MessageId edited = share("xyzverborgen.png", {1});
    edit(edited, "words");
    ASSERT_TRUE(stored());
    EXPECT_TRUE(lies_in_the_files("qzxgeheim"));
    EXPECT_NE(files().find(hash_text), std::string::npos);
    take_back(deleted);
    ASSERT_TRUE(overwritten());
    EXPECT_FALSE(lies_in_the_files("qzxgeheim"));
    EXPECT_EQ(files().find(hash_text), std::string::npos);
    EXPECT_TRUE(lies_in_the_files("xyzverborgen"));
    purge();
    ASSERT_TRUE(overwritten());
    EXPECT_FALSE(lies_in_the_files("xyzverborgen"));
}

TEST_F(ViewOverwritingTest, the_words_of_an_edited_message_in_the_index) {
    // In the tables the former text stays, for those who keep order.
    const net::MessageId id = post("QZXGEHEIM");
    edit(id, "harmless");
    ASSERT_TRUE(overwritten());
    const std::string content = testing::content_of(file);
    EXPECT_NE(content.find("QZXGEHEIM"), std::string::npos);
    EXPECT_EQ(content.find("geheim"), std::string::npos);
}

TEST_F(ViewOverwritingTest, a_message_in_unspaced_text) {
    const net::MessageId id = post("我們說龘靐齉爨");
    post("我們說");
    take_back(id);
    ASSERT_TRUE(overwritten());
    for (const char* character : {"龘", "靐", "齉", "爨"})
        EXPECT_EQ(files().find(character), std::string::npos) << character;
    EXPECT_NE(files().find("我們"), std::string::npos);
}

TEST_F(ViewOverwritingTest, everything_purged) {
    const net::MessageId edited = post("qzxgeheim");
    edit(edited, "xyzverborgen");
    const net::MessageId stub = post("jkqunsichtbar");
    take_back(stub);
    const net::MessageId liked = post("pqrlangetexte " + std::string(15'000, 'x'));
    react(liked, "wvuzeichen");
    post("elsewhere", attic);
    purge();
    post("afterwards");
    ASSERT_TRUE(overwritten());
    for (const char* word : {"qzxgeheim", "xyzverborgen", "jkqunsichtbar", "pqrlangetexte", "wvuzeichen"})
        EXPECT_FALSE(lies_in_the_files(word)) << word;
    EXPECT_TRUE(lies_in_the_files("elsewhere"));
    EXPECT_TRUE(lies_in_the_files("afterwards"));
}

TEST_F(ViewOverwritingTest, everything_said_in_a_dissolved_room) {
    const net::MessageId id = post("qzxgeheim");
    edit(id, "xyzverborgen");
    post("elsewhere", attic);
    apply({hub::RoomDissolved{hall}});
    ASSERT_TRUE(overwritten());
    EXPECT_FALSE(lies_in_the_files("qzxgeheim"));
    EXPECT_FALSE(lies_in_the_files("xyzverborgen"));
    EXPECT_TRUE(lies_in_the_files("elsewhere"));
}

TEST_F(ViewOverwritingTest, what_an_earlier_process_did_not_finish) {
    const net::MessageId id = post("qzxgeheim");
    for (int count = 0; count < 3'000; ++count)
        post("xyzverborgen" + std::to_string(count), attic);
    take_back(id);
    apply({hub::MessagesPurged{attic, now()}});
    ASSERT_TRUE(stored());
    open();
    ASSERT_TRUE(overwritten());
    EXPECT_FALSE(lies_in_the_files("qzxgeheim"));
    EXPECT_FALSE(lies_in_the_files("xyzverborgen"));
    view.reset();
    SqliteView(file, loop.poster()).verify();
}

TEST_F(ViewOverwritingTest, what_an_earlier_process_did_not_even_begin) {
    const net::MessageId id = post("qzxgeheim");
    ASSERT_TRUE(stored());
    view.reset();
    {
        ViewTables tables(file);
        const net::Mark next{tables.mark().position.next(), {1}};
        const hub::AppliedEntry entry{next, now(), 1, {hub::MessageDeleted{hall, id, take_place(hall)}}};
        tables.store(std::span(&entry, 1));
    }
    EXPECT_TRUE(lies_in_the_files("qzxgeheim"));
    open();
    ASSERT_TRUE(overwritten());
    EXPECT_FALSE(lies_in_the_files("qzxgeheim"));
}

TEST_F(ViewOverwritingTest, when_there_is_nothing_to_overwrite_it_is_said_at_once) {
    EXPECT_TRUE(overwritten());
    post("hello");
    EXPECT_TRUE(overwritten());
    EXPECT_TRUE(overwritten());
}

// Pages that are split and joined leave copies of rows in many places.
TEST_F(ViewOverwritingTest, anything_among_thousands_of_changes) {
    std::mt19937_64 random(3);
    std::map<net::MessageId, std::set<std::string>> words;
    std::set<std::string> gone;
    const auto text = [&](net::MessageId id) {
        std::string word = "qzx";
        for (int letter = 0; letter < 14; ++letter)
            word += static_cast<char>('a' + random() % 26);
        words[id].insert(word);
        const std::size_t size = random() % 20 == 0 ? random() % 6'000 : random() % 300;
        std::string filled = word;
        while (filled.size() < size)
            filled += " filler" + std::to_string(random() % 1'000);
        return filled;
    };
    for (int round = 0; round < 12'000; ++round) {
        const std::uint64_t what = random() % 100;
        auto some = words.lower_bound({random() % (mark.position.value * 1'024 + 1)});
        if (some == words.end()) some = words.begin();
        if (what < 60 || words.empty()) {
            post(text(net::make_id<net::MessageId>(mark.position.next(), 0)));
        } else if (what < 85) {
            edit(some->first, text(some->first));
        } else {
            take_back(some->first);
            gone.insert(some->second.begin(), some->second.end());
            words.erase(some);
        }
    }
    ASSERT_TRUE(overwritten());
    const std::string content = files();
    for (const std::string& word : gone)
        ASSERT_EQ(content.find(word.substr(3)), std::string::npos) << word;
    for (const auto& [id, mine] : words) {
        for (const std::string& word : mine)
            ASSERT_NE(content.find(word), std::string::npos) << word;
    }
    purge();
    ASSERT_TRUE(overwritten());
    EXPECT_FALSE(lies_in_the_files("qzxfiller"));
    view.reset();
    SqliteView(file, loop.poster()).verify();
}

// --- in small steps

TEST_F(ViewOverwritingTest, a_purge_is_done_in_steps_of_a_bounded_size) {
    for (int count = 0; count < 5'000; ++count)
        post("message number " + std::to_string(count));
    ASSERT_TRUE(stored());
    view.reset();
    ViewTables tables(file);
    const hub::AppliedEntry entry{{mark.position.next(), {1}}, now(), 1, {hub::MessagesPurged{hall, now()}}};
    tables.store(std::span(&entry, 1));
    EXPECT_TRUE(tables.page({.room = hall}).messages.empty());
    tables.removal().hurry();
    std::int64_t left = 5'000;
    int steps = 0;
    for (; !tables.removal().is_done(); ++steps) {
        ASSERT_LE(*tables.removal().due(), Removal::Clock::now());
        tables.database().checkpoint();
        tables.removal().step();
        const std::int64_t now_left = tables.database().integer("SELECT count(*) FROM messages");
        EXPECT_LE(left - now_left, 200);
        EXPECT_LE(tables.database().log_pages(), 1'000);
        left = now_left;
    }
    EXPECT_EQ(left, 0);
    EXPECT_GT(steps, 5'000 / 200);
    EXPECT_FALSE(tables.removal().due().has_value());
}

TEST_F(ViewOverwritingTest, single_deletions_wait_after_a_merge_unless_somebody_is_in_a_hurry) {
    const net::MessageId first = post("one");
    const net::MessageId second = post("two");
    ASSERT_TRUE(stored());
    view.reset();
    ViewTables tables(file);
    const auto remove = [&](net::MessageId message) {
        const net::Mark next{tables.mark().position.next(), {1}};
        const hub::AppliedEntry entry{next, now(), 1, {hub::MessageDeleted{hall, message, take_place(hall)}}};
        tables.store(std::span(&entry, 1));
    };
    EXPECT_FALSE(tables.removal().due().has_value());
    remove(first);
    const auto before = Removal::Clock::now();
    EXPECT_LE(*tables.removal().due(), before);
    while (!tables.removal().is_done())
        tables.removal().step();
    remove(second);
    EXPECT_GE(*tables.removal().due(), before + std::chrono::seconds(1));
    tables.removal().hurry();
    EXPECT_LE(*tables.removal().due(), before);
}

}  // namespace
}  // namespace crosstalk::local
