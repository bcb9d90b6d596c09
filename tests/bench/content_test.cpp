#include "bench/transfers/content.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "net/hashing/sha256.hpp"

namespace {

using namespace crosstalk;
using namespace crosstalk::bench;

std::vector<std::uint8_t> part(const Content& content, std::uint64_t offset, std::size_t count) {
    std::vector<std::uint8_t> bytes(count);
    content.fill(offset, bytes);
    return bytes;
}

TEST(ContentOfAFile, is_the_same_whatever_parts_it_is_made_in) {
    const Content content(ContentSeed{7}, 200'000);
    const auto whole = part(content, 0, 200'000);
    for (const std::size_t step : {std::size_t{1'000}, std::size_t{4'093}, std::size_t{70'001}}) {
        std::vector<std::uint8_t> joined;
        for (std::size_t at = 0; at < whole.size(); at += step) {
            const auto next = part(content, at, std::min(step, whole.size() - at));
            joined.insert(joined.end(), next.begin(), next.end());
        }
        EXPECT_TRUE(joined == whole) << step;
    }
}

TEST(ContentOfAFile, has_no_two_pages_alike) {
    const Content content(ContentSeed{7}, 4 * 1024 * 1024);
    std::set<std::vector<std::uint8_t>> pages;
    for (std::uint64_t at = 0; at < content.size(); at += 4096)
        pages.insert(part(content, at, 4096));
    EXPECT_EQ(pages.size(), content.size() / 4096);
}

TEST(ContentOfAFile, has_the_hash_of_all_its_bytes_and_another_one_with_another_seed) {
    const Content content(ContentSeed{7}, 100'001);
    EXPECT_EQ(content.hash(), net::sha256(part(content, 0, 100'001)));
    EXPECT_NE(content.hash(), Content(ContentSeed{8}, 100'001).hash());
}

}  // namespace
