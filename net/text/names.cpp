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

constexpr std::array<std::string_view, 23> reserved{
    "server", "system",  "crosstalk", "admin", "admins",  "administrator", "moderator", "mod",
    "owner",  "root",    "operator",  "staff", "support", "everyone",      "everybody", "here",
    "room",   "channel", "you",       "me",    "nobody",  "unknown",       "deleted",
};

constexpr std::size_t max_marks_in_a_row = 4;
constexpr char32_t emoji_selector = 0xFE0F;

// The keys of single code points of Unicode 15 need 4; the bound is for mixtures and for tables to come.
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

// See NameFault::MixedAlphabets. Accented letters count as their base.
bool mixes_greek_look_alikes_with_latin(std::string_view name) {
    bool has_look_alike = false;
    bool has_latin = false;
    const std::string small_letters = nfd(nfkc_casefold(name));
    for (const CodePoint each : CodePoints(small_letters)) {
        if (std::u32string_view{U"\u03B2\u03B7\u03BD\u03C5"}.find(each.value) != std::u32string_view::npos) {
            has_look_alike = true;
        }
        if (each.value >= U'a' && each.value <= U'z') has_latin = true;
    }
    return has_look_alike && has_latin;
}

bool is_reserved(const std::string& key) {
    static const std::set<std::string> keys = [] {
        std::set<std::string> result;
        for (const std::string_view word : reserved)
            result.insert(name_key(word));
        return result;
    }();
    return keys.contains(key);
}

}  // namespace

std::string name_key(std::string_view text) {
    std::string key = nfkc_casefold(text);
    for (int round = 0; round < max_rounds; ++round) {
        std::string next = nfkc_casefold(skeleton(with_capital_twins(key)));
        if (next == key) break;
        key = std::move(next);
    }
    return key;
}

std::string normalized_name(std::string_view text) {
    if (text.size() > max_asked_name_bytes) return {};
    return with_single_spaces(nfkc(text));
}

std::variant<Name, NameFault> make_name(std::string_view text) {
    if (!is_valid_utf8(text)) return NameFault::NotUtf8;
    if (text.size() > max_asked_name_bytes) return NameFault::TooManyBytes;

    Name name;
    name.display = normalized_name(text);
    if (name.display.empty()) return NameFault::Empty;
    if (const auto fault = fault_of_characters(name.display)) return *fault;
    if (count_graphemes(name.display, net::max_name_graphemes) > net::max_name_graphemes) {
        return NameFault::TooManyGraphemes;
    }
    if (name.display.size() > net::max_name_bytes) return NameFault::TooManyBytes;
    if (std::string_view{"@#/:"}.find(name.display.front()) != std::string_view::npos)
        return NameFault::LeadingSign;
    if (!has_letter_or_digit(name.display)) return NameFault::WithoutLetterOrDigit;
    if (mixes_greek_look_alikes_with_latin(name.display)) return NameFault::MixedAlphabets;

    name.key = name_key(name.display);
    if (is_reserved(name.key)) return NameFault::Reserved;
    return name;
}

std::optional<NameFault> fault_of_server_name(std::string_view text) {
    const auto made = make_name(text);
    const auto* const fault = std::get_if<NameFault>(&made);
    if (fault == nullptr || *fault == NameFault::Reserved) return std::nullopt;
    return *fault;
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
