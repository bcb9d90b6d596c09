#include "net/transport/credentials/symbol_checks.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace crosstalk::transport {
namespace {

using Symbols = std::vector<std::uint8_t>;

Symbols checked(Symbols values) {
    for (const std::uint8_t check : check_symbols(values))
        values.push_back(check);
    return values;
}

Symbols sample(std::size_t size) {
    Symbols values;
    for (std::size_t i = 0; i < size; ++i)
        values.push_back(static_cast<std::uint8_t>(i * i * 7 + 3 * i + 5) % 32);
    return checked(values);
}

TEST(SymbolChecks, what_they_were_made_for_fits) {
    for (std::size_t size = 1; size <= max_checked_symbols - 2; ++size)
        EXPECT_FALSE(find_mistake(sample(size))) << size;
}

TEST(SymbolChecks, every_single_wrong_symbol_is_found_at_its_place) {
    for (const std::size_t size : {13U, 18U, 29U}) {
        const Symbols right = sample(size);
        for (std::size_t place = 0; place < right.size(); ++place) {
            for (std::uint8_t other = 1; other < 32; ++other) {
                Symbols wrong = right;
                wrong[place] ^= other;
                const auto mistake = find_mistake(wrong);
                ASSERT_TRUE(mistake);
                EXPECT_EQ(mistake->place, place);
                EXPECT_FALSE(mistake->swapped);
            }
        }
    }
}

TEST(SymbolChecks, every_two_wrong_symbols_are_found) {
    const Symbols right = sample(18);
    for (std::size_t first = 0; first < right.size(); ++first) {
        for (std::size_t second = first + 1; second < right.size(); ++second) {
            for (unsigned both = 0; both < 32 * 32; ++both) {
                Symbols wrong = right;
                wrong[first] ^= static_cast<std::uint8_t>(both % 32);
                wrong[second] ^= static_cast<std::uint8_t>(both / 32);
                if (wrong == right) continue;
                ASSERT_TRUE(find_mistake(wrong)) << first << ' ' << second << ' ' << both;
            }
        }
    }
}

TEST(SymbolChecks, neighbours_that_changed_places_are_told_from_a_wrong_symbol) {
    const Symbols right = sample(13);
    std::size_t placed = 0;
    for (std::size_t place = 0; place + 1 < right.size(); ++place) {
        Symbols wrong = right;
        std::swap(wrong[place], wrong[place + 1]);
        if (wrong == right) continue;
        const auto mistake = find_mistake(wrong);
        ASSERT_TRUE(mistake);
        if (!mistake->place) continue;
        ++placed;
        EXPECT_EQ(mistake->place, place);
        EXPECT_TRUE(mistake->swapped);
    }
    EXPECT_GT(placed, right.size() / 2);
}

}  // namespace
}  // namespace crosstalk::transport
