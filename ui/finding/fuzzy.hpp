// How well a name fits what somebody typed in a hurry: all its signs in order, perhaps with others in between. Pure.
//
// Both are cut (typed_most, name_most), and a name is walked twice for each word that was typed: the work is linear in the
// name, whatever it holds.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/finding/folded_text.hpp"

namespace crosstalk::ui {

inline constexpr std::size_t typed_most = 64;  // signs
inline constexpr std::size_t name_most = 256;

struct FuzzyFit {
    int score = 0;                  // higher is better; comparable between names for the same typed text
    std::vector<ByteRange> ranges;  // of the name, in order: what fitted
    std::size_t steps = 0;          // the work it was, for the test that shows it to be linear
};

/// What somebody typed, folded once for many names. Blanks part it into words, each of which has to fit.
class FuzzyQuery {
  public:
    FuzzyQuery() = default;
    FuzzyQuery(std::string_view typed, TextFolder& folder);

    [[nodiscard]] bool is_empty() const { return words_.empty(); }
    /// Nothing if it does not fit. An empty query fits everything with a score of 0.
    [[nodiscard]] std::optional<FuzzyFit> fit(std::string_view name, TextFolder& folder) const;

  private:
    std::vector<std::u32string> words_;
};

}  // namespace crosstalk::ui
