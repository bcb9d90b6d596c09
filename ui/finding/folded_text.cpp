#include "ui/finding/folded_text.hpp"

#include "net/text/characters.hpp"
#include "net/text/normal_form.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::size_t known_most = 20'000;

}  // namespace

const std::u32string& TextFolder::fold_of(char32_t sign) {
    if (known_.size() >= known_most) known_.clear();
    const auto [place, is_new] = known_.try_emplace(sign);
    if (!is_new) return place->second;
    std::string one;
    text::append_utf8(one, sign);
    const std::string decomposed = text::nfd(text::nfkc_casefold(one));
    for (const text::CodePoint each : text::CodePoints(decomposed)) {
        if (text::kind_of(each.value) != text::CharacterKind::Mark) place->second += each.value;
    }
    return place->second;
}

void TextFolder::fold(std::string_view text, FoldedText& out, std::size_t most_signs) {
    out.signs.clear();
    out.begins.clear();
    out.ends.clear();
    std::uint32_t at = 0;
    const auto put = [&](char32_t sign, std::uint32_t end) {
        out.signs += sign;
        out.begins.push_back(at);
        out.ends.push_back(end);
    };
    for (const text::CodePoint each : text::CodePoints(text)) {
        if (out.signs.size() >= most_signs) return;
        const std::uint32_t end = at + static_cast<std::uint32_t>(each.bytes);
        if (each.value < 0x80) {
            const bool is_capital = each.value >= U'A' && each.value <= U'Z';
            put(is_capital ? each.value + (U'a' - U'A') : each.value, end);
        } else if (each.is_well_formed()) {
            const std::u32string& folded = fold_of(each.value);
            for (const char32_t sign : folded)
                put(sign, end);
            // A mark belongs to what stands before it.
            if (folded.empty() && !out.ends.empty()) out.ends.back() = end;
        }
        at = end;
    }
}

std::u32string TextFolder::folded(std::string_view text, std::size_t most_signs) {
    FoldedText out;
    fold(text, out, most_signs);
    return std::move(out.signs);
}

}  // namespace crosstalk::ui
