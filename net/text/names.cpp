#include "net/text/names.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "net/limits.hpp"
#include "net/text/characters.hpp"
#include "net/text/confusables.hpp"
#include "net/text/graphemes.hpp"
#include "net/text/normal_form.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::text {
namespace {

constexpr std::array<std::string_view, 24> reserved{
    "server", "system", "crosstalk", "admin", "admins",  "administrator", "moderator", "mod",
    "owner",  "root",   "operator",  "staff", "support", "everyone",      "everybody", "all",
    "here",   "room",   "channel",   "you",   "me",      "nobody",        "unknown",   "deleted",
};

constexpr std::size_t max_marks_in_a_row = 4;
constexpr char32_t emoji_selector = 0xFE0F;

// Every code point of Unicode 15 is stable after three rounds; the bound is for tables to come.
constexpr int max_rounds = 8;

std::string with_single_spaces(std::string_view text) {
    std::string result;
    for (const char each : text) {
        if (each == ' ' && (result.empty() || result.back() == ' ')) continue;
        result += each;
    }
    if (!result.empty() && result.back() == ' ') result.pop_back();
    return result;
}

std::optional<NameFault> fault_of_kind(CharacterKind kind) {
    switch (kind) {
        case CharacterKind::Control:
            return NameFault::ControlCharacter;
        case CharacterKind::Invisible:
            return NameFault::InvisibleCharacter;
        case CharacterKind::Private:
            return NameFault::PrivateCharacter;
        case CharacterKind::Unassigned:
            return NameFault::UnassignedCharacter;
        case CharacterKind::OtherSpace:
            return NameFault::StrangeSpace;
        case CharacterKind::LetterOrDigit:
        case CharacterKind::Mark:
        case CharacterKind::Other:
        case CharacterKind::Space:
            break;
    }
    return std::nullopt;
}

std::optional<NameFault> fault_of_characters(std::string_view name) {
    char32_t previous = U' ';
    std::size_t marks = 0;
    for (const CodePoint each : CodePoints(name)) {
        const CharacterKind kind = kind_of(each.value);
        const bool selects_emoji = each.value == emoji_selector && may_be_drawn_as_emoji(previous);
        if (!selects_emoji) {
            if (const auto fault = fault_of_kind(kind)) return fault;
        }
        if (kind == CharacterKind::Mark) {
            if (previous == U' ') return NameFault::StrayMark;
            if (++marks > max_marks_in_a_row) return NameFault::StackedMarks;
        } else {
            marks = 0;
        }
        previous = each.value;
    }
    return std::nullopt;
}

bool has_letter_or_digit(std::string_view name) {
    return std::ranges::any_of(
        CodePoints(name), [](CodePoint each) { return kind_of(each.value) == CharacterKind::LetterOrDigit; });
}

std::string capitalized(std::string_view ascii_word, std::size_t letters) {
    std::string result{ascii_word};
    for (std::size_t index = 0; index < std::min(letters, result.size()); ++index) {
        result[index] = static_cast<char>(result[index] - 'a' + 'A');
    }
    return result;
}

bool is_reserved(const Name& name) {
    // Not the keys of capitals: they are those of the small letters.
    static const std::set<std::string> keys = [] {
        std::set<std::string> result;
        for (const std::string_view word : reserved)
            result.insert(name_key(word));
        return result;
    }();
    static const std::set<std::string> looks = [] {
        std::set<std::string> result;
        for (const std::string_view word : reserved) {
            for (const std::size_t letters : {std::size_t{0}, std::size_t{1}, word.size()}) {
                result.insert(name_look(capitalized(word, letters)));
            }
        }
        return result;
    }();
    return keys.contains(name.key) || looks.contains(name.look);
}

// Repeats `step` until it changes nothing any more, which is what makes a key the key of itself.
template <class Step>
std::string settled(std::string text, Step step) {
    for (int round = 0; round < max_rounds; ++round) {
        std::string next = step(text);
        if (next == text) break;
        text = std::move(next);
    }
    return text;
}

std::string folded_skeleton(std::string_view text) {
    return nfkc_casefold(skeleton(text));
}

}  // namespace

std::string name_key(std::string_view text) {
    return settled(nfkc_casefold(text), folded_skeleton);
}

std::string name_look(std::string_view text) {
    return settled(folded_skeleton(nfkc(text)), [](std::string_view drawn) {
        std::string next = folded_skeleton(drawn);
        std::ranges::replace(next, 'i', 'l');
        return next;
    });
}

std::variant<Name, NameFault> make_name(std::string_view text) {
    if (!is_valid_utf8(text)) return NameFault::NotUtf8;
    if (text.size() > max_asked_name_bytes) return NameFault::TooManyBytes;

    Name name;
    name.display = with_single_spaces(nfkc(text));
    if (name.display.empty()) return NameFault::Empty;
    if (const auto fault = fault_of_characters(name.display)) return *fault;
    if (count_graphemes(name.display, net::max_name_graphemes) > net::max_name_graphemes) {
        return NameFault::TooManyGraphemes;
    }
    if (name.display.size() > net::max_name_bytes) return NameFault::TooManyBytes;
    if (std::string_view{"@#/:"}.find(name.display.front()) != std::string_view::npos)
        return NameFault::LeadingSign;
    if (!has_letter_or_digit(name.display)) return NameFault::WithoutLetterOrDigit;

    name.key = name_key(name.display);
    name.look = name_look(name.display);
    if (is_reserved(name)) return NameFault::Reserved;
    return name;
}

bool are_confusable(const Name& one, const Name& other) {
    return one.key == other.key || one.look == other.look;
}

std::string numbered_name(std::string_view base, std::uint64_t number) {
    const std::string tail = '-' + std::to_string(number);
    std::string_view kept = first_graphemes(base, net::max_name_graphemes - tail.size());
    while (kept.size() + tail.size() > net::max_name_bytes) {
        kept = first_graphemes(kept, count_graphemes(kept) - 1);
    }
    while (kept.ends_with(' '))
        kept.remove_suffix(1);
    return std::string{kept} + tail;
}

std::span<const std::string_view> reserved_names() {
    return reserved;
}

}  // namespace crosstalk::text
