#include "ui/finding/fuzzy.hpp"

#include <algorithm>
#include <utility>

namespace crosstalk::ui {

namespace {

// A sign at the beginning of a word counts much, one behind the sign before it too; gaps cost a little.
constexpr int at_name_begin = 24;
constexpr int at_word_begin = 16;
constexpr int behind_the_last = 12;
constexpr int each_sign = 4;
constexpr int each_gap = 1;
constexpr int gap_most = 10;
constexpr int whole_name = 40;

bool is_between(char32_t sign) {
    return sign == U' ' || sign == U'-' || sign == U'_' || sign == U'.' || sign == U'/' || sign == U'#' ||
           sign == U'@' || sign == U'(';
}

int value_of(const std::u32string& name, std::size_t at, bool is_behind_last) {
    if (is_behind_last) return each_sign + behind_the_last;
    if (at == 0) return each_sign + at_name_begin;
    return each_sign + (is_between(name[at - 1]) ? at_word_begin : 0);
}

// The end of the first place where all signs stand in order, then the nearest beginning of it; or the word as a whole at the
// beginning of a word, which is what people mean.
std::optional<std::vector<std::size_t>> places_of(const std::u32string& word, const std::u32string& name,
                                                  std::size_t& steps) {
    std::vector<std::size_t> places(word.size());
    std::optional<std::size_t> whole;
    for (std::size_t at = 0; at + word.size() <= name.size(); ++at) {
        ++steps;
        // Looked at only where a word begins, each sign of the name at most once for each word of it.
        if (at > 0 && !is_between(name[at - 1])) continue;
        const bool fits = std::u32string_view(name).substr(at, word.size()) == word;
        steps += fits ? word.size() : 1;
        if (!fits) continue;
        whole = at;
        break;
    }
    if (!whole) {
        const std::size_t found = name.find(word);
        steps += name.size();
        if (found != std::u32string::npos) whole = found;
    }
    if (whole) {
        for (std::size_t sign = 0; sign < word.size(); ++sign)
            places[sign] = *whole + sign;
        return places;
    }
    std::size_t sign = 0;
    std::size_t end = 0;
    for (; end < name.size() && sign < word.size(); ++end, ++steps) {
        if (name[end] == word[sign]) ++sign;
    }
    if (sign < word.size()) return std::nullopt;
    for (std::size_t at = end; at > 0 && sign > 0; --at, ++steps) {
        if (name[at - 1] == word[sign - 1]) places[--sign] = at - 1;
    }
    return places;
}

int score_of(const std::u32string& name, const std::vector<std::size_t>& places) {
    int score = 0;
    for (std::size_t sign = 0; sign < places.size(); ++sign) {
        const bool is_behind = sign > 0 && places[sign] == places[sign - 1] + 1;
        score += value_of(name, places[sign], is_behind);
        if (sign == 0 || is_behind) continue;
        const auto gap = static_cast<int>(places[sign] - places[sign - 1] - 1);
        score -= std::min(gap * each_gap, gap_most);
    }
    return score;
}

}  // namespace

FuzzyQuery::FuzzyQuery(std::string_view typed, TextFolder& folder) {
    std::u32string word;
    for (const char32_t sign : folder.folded(typed, typed_most)) {
        if (sign != U' ') {
            word += sign;
        } else if (!word.empty()) {
            words_.push_back(std::exchange(word, {}));
        }
    }
    if (!word.empty()) words_.push_back(std::move(word));
}

std::optional<FuzzyFit> FuzzyQuery::fit(std::string_view name, TextFolder& folder) const {
    FuzzyFit fit;
    if (words_.empty()) return fit;
    FoldedText folded;
    folder.fold(name, folded, name_most);
    std::vector<bool> marked(folded.signs.size());
    for (const std::u32string& word : words_) {
        const auto places = places_of(word, folded.signs, fit.steps);
        if (!places) return std::nullopt;
        fit.score += score_of(folded.signs, *places);
        if (word.size() == folded.signs.size()) fit.score += whole_name;
        for (const std::size_t place : *places)
            marked[place] = true;
    }
    // Of two that fit alike, the shorter name is meant.
    fit.score -= static_cast<int>(std::min<std::size_t>(folded.signs.size(), 32)) / 4;
    for (std::size_t at = 0; at < marked.size(); ++at) {
        if (!marked[at]) continue;
        const ByteRange bytes = folded.bytes(at, at + 1);
        if (!fit.ranges.empty() && fit.ranges.back().end >= bytes.begin) {
            fit.ranges.back().end = bytes.end;
        } else {
            fit.ranges.push_back(bytes);
        }
    }
    return fit;
}

}  // namespace crosstalk::ui
