// Two check symbols behind symbols of five bits, which find more than one does and tell where to look: the Reed-Solomon
// code of distance 3 over GF(32) with the polynomial x^5 + x^2 + 1.
//
// Of the symbols c[0], c[1], ... the sum of c[i] and the sum of c[i] * 2^i are zero. So every single wrong symbol, every two
// wrong ones and every swap are found, and of a single one its place is known.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace crosstalk::transport {

/// With its check symbols. Beyond it the places repeat.
inline constexpr std::size_t max_checked_symbols = 31;

/// What belongs behind `values`, each 0 to 31, at most max_checked_symbols less two.
std::array<std::uint8_t, 2> check_symbols(std::span<const std::uint8_t> values);

struct SymbolMistake {
    /// The place of the wrong symbol, or of the first of two neighbours that have changed places, if there is only one such
    /// place. Two mistakes may look like one elsewhere, so this is where to look first, no more.
    std::optional<std::size_t> place;
    bool swapped = false;
};

/// Nothing when the last two of `values` are the check symbols of those before them.
std::optional<SymbolMistake> find_mistake(std::span<const std::uint8_t> values);

}  // namespace crosstalk::transport
