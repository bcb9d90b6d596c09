#include "net/transport/credentials/symbol_checks.hpp"

#include <cassert>

namespace crosstalk::transport {
namespace {

constexpr unsigned order = 31;  // of the group of powers of 2
constexpr unsigned polynomial = 0b100101;

struct Tables {
    std::array<std::uint8_t, order> power{};
    std::array<std::uint8_t, order + 1> logarithm{};  // of 0: unused
};

constexpr Tables make_tables() {
    Tables tables;
    unsigned value = 1;
    for (unsigned i = 0; i < order; ++i) {
        tables.power[i] = static_cast<std::uint8_t>(value);
        tables.logarithm[value] = static_cast<std::uint8_t>(i);
        value <<= 1U;
        if (value > order) value ^= polynomial;
    }
    return tables;
}

constexpr Tables tables = make_tables();

std::uint8_t power_of_two(std::size_t exponent) {
    return tables.power[exponent % order];
}

std::uint8_t times(std::uint8_t left, std::uint8_t right) {
    if (left == 0 || right == 0) return 0;
    return power_of_two(std::size_t{tables.logarithm[left]} + tables.logarithm[right]);
}

std::uint8_t divided(std::uint8_t left, std::uint8_t right) {
    assert(right != 0);
    if (left == 0) return 0;
    return power_of_two(std::size_t{tables.logarithm[left]} + order - tables.logarithm[right]);
}

struct Sums {
    std::uint8_t plain = 0;
    std::uint8_t weighted = 0;
};

Sums sums_of(std::span<const std::uint8_t> values) {
    Sums sums;
    for (std::size_t i = 0; i < values.size(); ++i) {
        sums.plain = static_cast<std::uint8_t>(sums.plain ^ values[i]);
        sums.weighted = static_cast<std::uint8_t>(sums.weighted ^ times(values[i], power_of_two(i)));
    }
    return sums;
}

// Which two neighbours give the right sums when they change places, if there is one such pair only.
std::optional<std::size_t> place_of_swap(std::span<const std::uint8_t> values, const Sums& sums) {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i + 1 < values.size(); ++i) {
        const auto difference = static_cast<std::uint8_t>(values[i] ^ values[i + 1]);
        const auto weights = static_cast<std::uint8_t>(power_of_two(i) ^ power_of_two(i + 1));
        if (times(difference, weights) != sums.weighted) continue;
        if (found) return std::nullopt;
        found = i;
    }
    return found;
}

}  // namespace

std::array<std::uint8_t, 2> check_symbols(std::span<const std::uint8_t> values) {
    assert(values.size() + 2 <= max_checked_symbols);
    const Sums sums = sums_of(values);
    const std::uint8_t before_last = power_of_two(values.size());
    const std::uint8_t last = power_of_two(values.size() + 1);
    // Two equations: first + second = plain, first * before_last + second * last = weighted.
    const auto second = divided(static_cast<std::uint8_t>(sums.weighted ^ times(sums.plain, before_last)),
                                static_cast<std::uint8_t>(before_last ^ last));
    return {static_cast<std::uint8_t>(sums.plain ^ second), second};
}

std::optional<SymbolMistake> find_mistake(std::span<const std::uint8_t> values) {
    const Sums sums = sums_of(values);
    if (sums.plain == 0 && sums.weighted == 0) return std::nullopt;
    if (sums.plain == 0) {
        const auto place = place_of_swap(values, sums);
        return SymbolMistake{place, place.has_value()};
    }
    if (sums.weighted == 0) return SymbolMistake{};
    const std::size_t place = tables.logarithm[divided(sums.weighted, sums.plain)];
    return place < values.size() ? SymbolMistake{place, false} : SymbolMistake{};
}

}  // namespace crosstalk::transport
