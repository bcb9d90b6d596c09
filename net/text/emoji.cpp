#include "net/text/emoji.hpp"

#include "net/limits.hpp"
#include "net/text/characters.hpp"
#include "net/text/emoji_table.hpp"
#include "net/text/graphemes.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::text {
namespace {

constexpr char32_t joiner = 0x200D;
constexpr char32_t emoji_selector = 0xFE0F;
constexpr char32_t end_of_tags = 0xE007F;

constexpr bool is_skin_tone(char32_t code_point) {
    return code_point >= 0x1F3FB && code_point <= 0x1F3FF;
}

constexpr bool is_flag_letter(char32_t code_point) {
    return code_point >= 0x1F1E6 && code_point <= 0x1F1FF;
}

constexpr bool is_tag(char32_t code_point) {
    return code_point >= 0xE0020 && code_point <= 0xE007E;
}

// Planned for pictographs, but of a Unicode that is newer than the tables here.
bool is_emoji_to_come(char32_t code_point) {
    return may_be_drawn_as_emoji(code_point) && kind_of(code_point) == CharacterKind::Unassigned;
}

class Reader {
  public:
    explicit Reader(std::string_view rest) : rest_(rest), current_(first_code_point(rest)) {}

    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    [[nodiscard]] std::string_view rest() const { return rest_; }
    [[nodiscard]] char32_t current() const { return current_.value; }
    template <class Accepts>
    bool take(Accepts accepts) {
        if (at_end() || !accepts(current_.value)) return false;
        rest_.remove_prefix(current_.bytes);
        current_ = first_code_point(rest_);
        return true;
    }
    bool take(char32_t code_point) {
        return take([code_point](char32_t each) { return each == code_point; });
    }

  private:
    std::string_view rest_;
    CodePoint current_;  // the first of rest_
};

// One element of a joined sequence: an emoji of its own, with its tone and tags.
bool take_pictograph(Reader& reader) {
    const std::string_view from_here = reader.rest();
    const char32_t base = reader.current();
    if (!reader.take([](char32_t) { return true; })) return false;
    if (!reader.take(emoji_selector)) reader.take(is_skin_tone);
    const std::string_view element = from_here.substr(0, from_here.size() - reader.rest().size());
    if (find_emoji(element) == nullptr && !is_emoji_to_come(base)) return false;
    if (!reader.take(is_tag)) return true;
    while (reader.take(is_tag)) {
    }
    return reader.take(end_of_tags);
}

// Of an emoji that the table does not know: newer than it, or joined of those that it knows.
bool has_the_form_of_emoji(std::string_view text) {
    Reader reader(text);
    if (reader.take(is_flag_letter)) return reader.take(is_flag_letter) && reader.at_end();
    if (!take_pictograph(reader)) return false;
    while (reader.take(joiner)) {
        if (!take_pictograph(reader)) return false;
    }
    return reader.at_end();
}

}  // namespace

bool is_one_emoji(std::string_view text) {
    if (text.size() < 2 || text.size() > net::max_emoji_bytes) return false;
    return find_emoji(text) != nullptr || has_the_form_of_emoji(text);
}

std::string one_emoji(std::string_view text) {
    if (!is_one_emoji(text)) return {};
    const Emoji* const known = find_emoji(text);
    return std::string(known == nullptr ? text : known->text);
}

std::size_t only_emoji(std::string_view text, std::size_t most) {
    std::size_t count = 0;
    while (!text.empty()) {
        const std::string_view next = first_grapheme(text);
        text.remove_prefix(next.size());
        if (next == " " || next == "\n") continue;
        if (count == most || !is_one_emoji(next)) return 0;
        ++count;
    }
    return count;
}

}  // namespace crosstalk::text
