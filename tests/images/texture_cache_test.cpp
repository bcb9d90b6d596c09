#include "client/images/texture_cache.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace crosstalk::images {
namespace {

struct Evicted {
    std::vector<std::string> names;
    auto callback() {
        return [this](int, const std::string& name) { names.push_back(name); };
    }
};
using Names = std::vector<std::string>;

TEST(TextureCache, evicts_what_was_not_used_longest_when_it_has_too_much) {
    Evicted evicted;
    TextureCache<int, std::string> cache(100, evicted.callback());
    for (int key = 1; key <= 3; ++key) {
        cache.begin_frame();
        cache.put(key, std::to_string(key), 40);
    }
    EXPECT_EQ(evicted.names, Names{});
    cache.begin_frame();
    EXPECT_EQ(evicted.names, Names{"1"});
    EXPECT_EQ(cache.find(1), nullptr);
    EXPECT_EQ(cache.bytes(), 80U);
}

TEST(TextureCache, counts_looking_as_use) {
    Evicted evicted;
    TextureCache<int, std::string> cache(100, evicted.callback());
    cache.begin_frame();
    cache.put(1, "1", 40);
    cache.put(2, "2", 40);
    cache.begin_frame();
    ASSERT_NE(cache.find(1), nullptr);
    cache.put(3, "3", 40);
    cache.begin_frame();
    EXPECT_EQ(evicted.names, Names{"2"});
    EXPECT_EQ(cache.find(2), nullptr);
    EXPECT_NE(cache.find(1), nullptr);
}

TEST(TextureCache, never_evicts_what_the_last_frame_has_shown) {
    Evicted evicted;
    TextureCache<int, std::string> cache(10, evicted.callback());
    cache.begin_frame();
    cache.put(1, "1", 40);
    cache.put(2, "2", 40);
    for (int frame = 0; frame < 3; ++frame) {
        cache.begin_frame();
        ASSERT_NE(cache.find(1), nullptr);
        ASSERT_NE(cache.find(2), nullptr);
    }
    EXPECT_EQ(evicted.names, Names{});
    cache.begin_frame();
    cache.begin_frame();
    EXPECT_EQ(evicted.names, (Names{"1", "2"}));
    EXPECT_EQ(cache.bytes(), 0U);
}

TEST(TextureCache, gives_back_every_handle_once) {
    Evicted evicted;
    {
        TextureCache<int, std::string> cache(100, evicted.callback());
        cache.put(1, "old", 10);
        cache.put(1, "new", 20);
        EXPECT_EQ(cache.bytes(), 20U);
        cache.put(2, "two", 10);
        cache.erase(2);
        cache.erase(2);
        EXPECT_EQ(cache.size(), 1U);
    }
    EXPECT_EQ(evicted.names, (Names{"old", "two", "new"}));
}

TEST(TextureCache, takes_handles_that_only_move) {
    int destroyed = 0;
    TextureCache<int, std::unique_ptr<int>> cache(1, [&](int, const std::unique_ptr<int>&) { ++destroyed; });
    cache.put(1, std::make_unique<int>(7), 1);
    EXPECT_EQ(**cache.find(1), 7);
    cache.clear();
    EXPECT_EQ(destroyed, 1);
}

TEST(UploadBudget, lets_through_what_fits_and_at_least_one) {
    UploadBudget budget(100);
    EXPECT_TRUE(budget.take(500));
    EXPECT_FALSE(budget.take(1));
    budget.begin_frame();
    EXPECT_TRUE(budget.take(60));
    EXPECT_FALSE(budget.take(60));
    EXPECT_TRUE(budget.take(40));
    EXPECT_FALSE(budget.take(1));
}

}  // namespace
}  // namespace crosstalk::images
