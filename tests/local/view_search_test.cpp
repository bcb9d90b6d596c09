// A search in steps: what it does between them, and how much in each.
#include "server/local/view_search.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/temporary_folder.hpp"

namespace crosstalk::local {
namespace {

constexpr net::RoomId hall{2048};
constexpr net::RoomId attic{3072};

struct ViewSearchTest : ::testing::Test {
    testing::TemporaryFolder folder;
    ViewTables tables{folder / "view.db"};
    std::vector<hub::Change> changes;
    std::uint64_t said = 0;

    net::MessageId say(const std::string& text, net::RoomId room) {
        ++said;
        changes.emplace_back(hub::MessageRow{.room = room,
                                             .id = {said},
                                             .sequence = {said},
                                             .revision = {said},
                                             .at = {static_cast<std::int64_t>(said)},
                                             .text = text});
        return {said};
    }
    void store() {
        const net::Mark next{tables.mark().position.next(), {1}};
        const hub::AppliedEntry entry{next, {static_cast<std::int64_t>(said)}, 1, std::move(changes)};
        tables.store(std::span(&entry, 1));
        changes.clear();
    }
    // Rooms in which much was said, the words mostly in the attic: the index is not asked for the room then.
    void fill() {
        for (const net::RoomId room : {hall, attic})
            changes.emplace_back(hub::RoomRow{.id = room, .head = {20'000}, .posts = {20'000}});
        say("the first needle", hall);
        for (int count = 0; count < 12'000; ++count)
            say("needle", attic);
        say("the last needle", hall);
        store();
    }
    static std::vector<std::string> texts(const net::SearchPage& page) {
        std::vector<std::string> all;
        for (const net::Hit& hit : page.hits)
            all.push_back(hit.snippet);
        return all;
    }
};

using Texts = std::vector<std::string>;

TEST_F(ViewSearchTest, looking_through_much_takes_several_steps) {
    fill();
    for (const char* words : {"needle", ""}) {
        ViewSearch search(tables, {.words = words, .rooms = {hall}});
        int steps = 1;
        for (; !search.step(); ++steps) {
        }
        EXPECT_EQ(steps, 3);
        EXPECT_EQ(texts(search.page()), (Texts{"the last needle", "the first needle"}));
    }
}

TEST_F(ViewSearchTest, what_is_found_quickly_takes_one_step) {
    fill();
    ViewSearch search(tables, {.words = "needle", .rooms = {attic}});
    EXPECT_TRUE(search.step());
    EXPECT_EQ(search.page().hits.size(), 50u);
}

TEST_F(ViewSearchTest, rooms_that_hold_little_are_found_in_one_step_however_common_the_words_are_elsewhere) {
    fill();
    constexpr net::RoomId cellar{4096};
    changes.emplace_back(hub::RoomRow{.id = cellar, .head = {1}, .posts = {0}});
    say("a needle in the cellar", cellar);
    store();
    for (const char* words : {"needle", ""}) {
        ViewSearch search(tables, {.words = words, .rooms = {cellar}});
        EXPECT_TRUE(search.step());
        EXPECT_EQ(texts(search.page()), Texts{"a needle in the cellar"});
    }
}

TEST_F(ViewSearchTest, what_changed_between_two_steps_is_shown_as_it_is_at_the_end) {
    fill();
    const net::MessageId deleted = say("a needle to be deleted", hall);
    const net::MessageId edited = say("a needle to be edited", hall);
    const net::MessageId kept = say("a needle", hall);
    store();
    ViewSearch search(tables, {.words = "needle", .rooms = {hall}});
    ASSERT_FALSE(search.step());
    changes.emplace_back(hub::MessageDeleted{hall, deleted, {30'000}});
    changes.emplace_back(hub::TextChanged{hall, edited, {30'001}, {1}, "nothing of the kind"});
    changes.emplace_back(hub::TextChanged{hall, kept, {30'002}, {1}, "another needle"});
    store();
    while (!search.step()) {
    }
    EXPECT_EQ(texts(search.page()), (Texts{"another needle", "the last needle", "the first needle"}));
}

TEST_F(ViewSearchTest, what_was_purged_or_dissolved_between_two_steps_is_not_shown) {
    fill();
    say("new needle", hall);
    store();
    ViewSearch purged(tables, {.words = "needle", .rooms = {hall}});
    ASSERT_FALSE(purged.step());
    changes.emplace_back(hub::MessagesPurged{hall, {static_cast<std::int64_t>(said)}});
    store();
    while (!purged.step()) {
    }
    EXPECT_EQ(texts(purged.page()), Texts{"new needle"});
    ViewSearch dissolved(tables, {.words = "needle", .rooms = {hall}});
    ASSERT_FALSE(dissolved.step());
    changes.emplace_back(hub::RoomDissolved{hall});
    store();
    while (!dissolved.step()) {
    }
    EXPECT_TRUE(dissolved.page().hits.empty());
}

// Another program may have had other rules of what a link is.
TEST_F(ViewSearchTest, the_index_keeps_to_what_was_a_link_when_the_text_was_stored) {
    changes.emplace_back(hub::RoomRow{.id = hall, .head = {9}, .posts = {9}});
    const net::MessageId edited = say("gopher://a.example", hall);
    const net::MessageId deleted = say("gopher://b.example", hall);
    say("gopher://c.example", hall);
    store();
    tables.database().execute(
        "UPDATE messages SET has_link = 1; INSERT INTO search(search) VALUES ('rebuild')");
    changes.emplace_back(hub::TextChanged{hall, edited, {10}, {5}, "gopher://d.example"});
    changes.emplace_back(hub::MessageDeleted{hall, deleted, {11}});
    store();
    tables.verify();
    ViewSearch search(tables, {.rooms = {hall}, .has = net::Has::Link});
    while (!search.step()) {
    }
    EXPECT_EQ(texts(search.page()), Texts{"gopher://c.example"});
    changes.emplace_back(hub::RoomDissolved{hall});
    store();
    while (!tables.removal().is_done())
        tables.removal().step();
    tables.verify();
}

}  // namespace
}  // namespace crosstalk::local
