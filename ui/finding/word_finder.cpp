#include "ui/finding/word_finder.hpp"

#include <algorithm>
#include <utility>

#include "net/text/characters.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::size_t words_most = 32;
constexpr std::size_t word_most = 128;  // signs

bool is_blank(char32_t sign) {
    return sign == U' ' || sign == U'\t' || sign == U'\n';
}

bool is_in_word(char32_t sign) {
    return text::kind_of(sign) == text::CharacterKind::LetterOrDigit;
}

// Of a script that puts blanks between words; others write a word as one sign.
bool is_spaced(char32_t sign) {
    constexpr char32_t first_of_east_asia = 0x2E80;
    return sign < first_of_east_asia && is_in_word(sign);
}

}  // namespace

template <typename Found>
void WordFinder::each_place(const Word& word, const std::u32string& text, Found found) {
    std::size_t matched = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        while (matched > 0 && word.signs[matched] != text[at])
            matched = word.borders[matched - 1];
        if (word.signs[matched] == text[at]) ++matched;
        if (matched < word.signs.size()) continue;
        if (!found(at + 1)) return;
        matched = 0;
    }
}

WordFinder::Word WordFinder::made_of(std::u32string signs) {
    Word word{std::move(signs), {}};
    word.borders.resize(word.signs.size());
    for (std::size_t at = 1, border = 0; at < word.signs.size(); ++at) {
        while (border > 0 && word.signs[border] != word.signs[at])
            border = word.borders[border - 1];
        if (word.signs[border] == word.signs[at]) ++border;
        word.borders[at] = border;
    }
    return word;
}

void WordFinder::add(std::u32string signs) {
    if (signs.empty() || words_.size() == words_most) return;
    if (signs.size() > word_most) signs.resize(word_most);
    words_.push_back(made_of(std::move(signs)));
}

void WordFinder::look_for(std::string_view typed) {
    words_.clear();
    phrase_ = {};
    std::u32string phrase;
    std::u32string word;
    bool quoted = false;
    for (const char32_t sign : folder_.folded(typed)) {
        // The same blanks between them as one would write.
        if (sign != U'"' && !(is_blank(sign) && (phrase.empty() || phrase.back() == U' ')))
            phrase += is_blank(sign) ? U' ' : sign;
        if (sign == U'"') {
            add(std::exchange(word, {}));
            quoted = !quoted;
        } else if (is_blank(sign) && !quoted) {
            add(std::exchange(word, {}));
        } else {
            word += sign;
        }
    }
    add(std::move(word));
    while (!phrase.empty() && phrase.back() == U' ')
        phrase.pop_back();
    if (words_.size() > 1 && phrase.size() <= word_most) phrase_ = made_of(std::move(phrase));
}

bool WordFinder::fits(std::string_view text) {
    if (words_.empty()) return false;
    folder_.fold(text, folded_);
    return std::ranges::all_of(words_, [this](const Word& word) {
        bool found = false;
        each_place(word, folded_.signs, [&](std::size_t) {
            found = true;
            return false;
        });
        return found;
    });
}

void WordFinder::find(const Word& word, std::vector<ByteRange>& ranges) const {
    const std::u32string& signs = folded_.signs;
    const bool stands_alone = words_.size() > 1 && word.signs.size() == 1 && is_spaced(word.signs.front());
    each_place(word, signs, [&](std::size_t end) {
        const std::size_t begin = end - word.signs.size();
        const bool touches =
            (begin > 0 && is_in_word(signs[begin - 1])) || (end < signs.size() && is_in_word(signs[end]));
        if (!stands_alone || !touches) ranges.push_back(folded_.bytes(begin, end));
        return true;
    });
}

void WordFinder::find(std::string_view text, std::vector<ByteRange>& ranges) {
    ranges.clear();
    if (!fits(text)) return;
    if (!phrase_.signs.empty()) find(phrase_, ranges);
    if (!ranges.empty()) return;
    for (const Word& word : words_)
        find(word, ranges);
    std::ranges::sort(ranges, {}, &ByteRange::begin);
    std::size_t kept = 0;
    for (const ByteRange& each : ranges) {
        if (kept > 0 && each.begin <= ranges[kept - 1].end) {
            ranges[kept - 1].end = std::max(ranges[kept - 1].end, each.end);
        } else {
            ranges[kept++] = each;
        }
    }
    ranges.resize(kept);
}

void KeywordFinder::look_for(std::string_view keywords) {
    if (typed_ == keywords) return;
    typed_ = keywords;
    words_.clear();
    std::u32string word;
    const auto put = [&] {
        while (!word.empty() && is_blank(word.back()))
            word.pop_back();
        if (!word.empty() && words_.size() < words_most) words_.push_back(word);
        word.clear();
    };
    for (const char32_t sign : folder_.folded(keywords)) {
        if (sign == U',' || sign == U';' || sign == U'\n') {
            put();
        } else if (!word.empty() || !is_blank(sign)) {
            if (word.size() < word_most) word += sign;
        }
    }
    put();
}

bool KeywordFinder::finds_one_in(std::string_view text) {
    if (words_.empty()) return false;
    const std::u32string signs = folder_.folded(text);
    return std::ranges::any_of(words_, [&](const std::u32string& word) {
        for (std::size_t at = signs.find(word); at != std::u32string::npos; at = signs.find(word, at + 1)) {
            const std::size_t end = at + word.size();
            const bool begins = at == 0 || !is_in_word(signs[at - 1]) || !is_in_word(word.front());
            const bool ends = end == signs.size() || !is_in_word(signs[end]) || !is_in_word(word.back());
            if (begins && ends) return true;
        }
        return false;
    });
}

}  // namespace crosstalk::ui
