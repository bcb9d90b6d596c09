#include "ui/fonts/emoji_glyphs.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "ui/fonts/drawn_text.hpp"

namespace crosstalk::ui {

namespace {

struct Row {
    std::string_view text;  // without variation selectors and skin tones
    std::uint16_t glyph = 0;
};

constexpr Row rows[] = {
#include "ui/fonts/emoji_glyph_rows.inc"
};

constexpr char32_t emoji_selector = 0xFE0F;

constexpr bool is_skin_tone(char32_t c) {
    return c >= 0x1F3FB && c <= 0x1F3FF;
}

// Letters and signs of the text's own font, which only a selector makes emoji.
constexpr bool is_sign_of_text(char32_t c) {
    return c < 0x2300 || c == 0x24C2;
}

constexpr bool may_begin_emoji(char32_t c) {
    if (c >= 0x1F000) return c <= 0x1FAFF;
    if (c < 0x2B56) return c >= 0x203C || c == 0xA9 || c == 0xAE || c < 0x40;
    return c == 0x3030 || c == 0x303D || c == 0x3297 || c == 0x3299;
}

const std::vector<Row>& sorted_rows() {
    static const std::vector<Row> sorted = [] {
        std::vector<Row> all(std::begin(rows), std::end(rows));
        std::ranges::sort(all, {}, &Row::text);
        return all;
    }();
    return sorted;
}

const Row* find_row(std::string_view text) {
    const std::vector<Row>& all = sorted_rows();
    const auto found = std::ranges::lower_bound(all, text, {}, &Row::text);
    return found != all.end() && found->text == text ? &*found : nullptr;
}

// The character's beginning as the table writes it, and where each code point of it ends in both.
class Written {
  public:
    explicit Written(std::string_view character) {
        for (std::size_t at = 0; at < character.size();) {
            const std::size_t begin = at;
            const char32_t c = next_code_point(character, at);
            const bool is_selector = c == emoji_selector;
            if (count_ > 0 && (is_selector || is_skin_tone(c))) {
                ends_[count_ - 1].read = at;
                if (count_ == 1 && is_selector) first_is_selected_ = true;
                continue;
            }
            const std::size_t bytes = at - begin;
            if (count_ == ends_.size() || size_ + bytes > text_.size()) return;
            std::copy_n(character.data() + begin, bytes, text_.data() + size_);
            size_ += bytes;
            ends_[count_++] = {size_, at};
        }
    }

    std::size_t count() const { return count_; }
    bool first_is_selected() const { return first_is_selected_; }
    std::string_view first(std::size_t count) const { return {text_.data(), ends_[count - 1].written}; }
    std::size_t bytes_of_first(std::size_t count) const { return ends_[count - 1].read; }

  private:
    struct End {
        std::size_t written = 0;
        std::size_t read = 0;
    };
    std::array<char, 40> text_{};  // the longest in the table has 28 bytes
    std::array<End, 12> ends_{};   // and 8 code points
    std::size_t size_ = 0;
    std::size_t count_ = 0;
    bool first_is_selected_ = false;
};

}  // namespace

std::optional<EmojiPicture> picture_of(std::string_view character) {
    if (character.empty()) return std::nullopt;
    std::size_t at = 0;
    const char32_t first = next_code_point(character, at);
    if (!may_begin_emoji(first)) return std::nullopt;
    const Written written(character);
    for (std::size_t count = written.count(); count > 0; --count) {
        if (count == 1 && is_sign_of_text(first) && !written.first_is_selected()) return std::nullopt;
        if (const Row* row = find_row(written.first(count)))
            return EmojiPicture{0xE000 + static_cast<char32_t>(row->glyph), written.bytes_of_first(count)};
    }
    return std::nullopt;
}

}  // namespace crosstalk::ui
