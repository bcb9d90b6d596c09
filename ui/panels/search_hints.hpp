// What may be typed next into the field that searches all rooms: the filters of its language, and names behind them. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "client/model/model.hpp"
#include "ui/finding/folded_text.hpp"

namespace crosstalk::ui {

struct SearchHint {
    std::string shown;
    std::string about;
    std::string typed;  // the whole field, when it is taken
};

inline constexpr std::size_t most_search_hints = 6;

/// For the word at the end of what is typed. None for plain words that begin no filter.
std::vector<SearchHint> search_hints(std::string_view typed, const model::Model& model, TextFolder& folder);

}  // namespace crosstalk::ui
