#include "net/text/emoji_table.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "net/text/ascii.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::text {
namespace {

constexpr Emoji table[] = {
#include "net/text/emoji_rows.inc"
};

constexpr std::array<std::string_view, emoji_group_count> titles{
    "Smileys & Emotion", "People & Body", "Animals & Nature", "Food & Drink", "Travel & Places",
    "Activities",        "Objects",       "Symbols",          "Flags"};

constexpr std::string_view emoji_selector = "\uFE0F";
constexpr char32_t first_tone = 0x1F3FB;

// Only where one may stand: behind something else than another selector.
std::string without_selectors(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    bool may_stand = false;
    for (std::size_t at = 0; at < text.size();) {
        const bool is_selector = text.substr(at).starts_with(emoji_selector);
        const std::size_t bytes = is_selector ? emoji_selector.size() : 1;
        if (!is_selector || !may_stand) result += text.substr(at, bytes);
        may_stand = !is_selector;
        at += bytes;
    }
    return result;
}

// The name and each alias.
template <class Visit>
void for_each_shortcode(const Emoji& emoji, Visit visit) {
    visit(emoji.name);
    for (std::string_view rest = emoji.aliases; !rest.empty();) {
        const std::size_t size = std::min(rest.find(' '), rest.size());
        visit(rest.substr(0, size));
        rest.remove_prefix(std::min(size + 1, rest.size()));
    }
}

struct Index {
    std::vector<std::pair<std::string, const Emoji*>> by_text;  // sorted, without variation selectors
    std::vector<std::pair<std::string_view, const Emoji*>> by_shortcode;  // sorted
    std::array<std::vector<const Emoji*>, emoji_group_count> groups;

    Index() {
        for (const Emoji& emoji : table) {
            by_text.emplace_back(without_selectors(emoji.text), &emoji);
            for_each_shortcode(emoji,
                               [&](std::string_view each) { by_shortcode.emplace_back(each, &emoji); });
            if (!emoji.has_tone) groups[static_cast<std::size_t>(emoji.group)].push_back(&emoji);
        }
        std::ranges::sort(by_text);
        std::ranges::sort(by_shortcode);
    }
};

const Index& the_index() {
    static const Index index;
    return index;
}

template <class Entries>
const Emoji* find_in(const Entries& entries, std::string_view wanted) {
    const auto found = std::ranges::lower_bound(
        entries, wanted, {}, [](const auto& entry) -> std::string_view { return entry.first; });
    return found != entries.end() && found->first == wanted ? found->second : nullptr;
}

// How well a shortcode fits what was typed; the lower the better.
enum class Fit : std::uint8_t { Exact, Beginning, Word, Inside, None };

Fit fit_of(std::string_view shortcode, std::string_view typed) {
    std::size_t at = shortcode.find(typed);
    if (at == std::string_view::npos) return Fit::None;
    if (at == 0) return shortcode.size() == typed.size() ? Fit::Exact : Fit::Beginning;
    for (; at != std::string_view::npos; at = shortcode.find(typed, at + 1))
        if (shortcode[at - 1] == '_' || shortcode[at - 1] == '-') return Fit::Word;
    return Fit::Inside;
}

}  // namespace

std::string_view title_of(EmojiGroup group) {
    return titles[static_cast<std::size_t>(group)];
}

std::span<const Emoji> all_emoji() {
    return table;
}

std::span<const Emoji* const> emoji_of(EmojiGroup group) {
    return the_index().groups[static_cast<std::size_t>(group)];
}

const Emoji* find_emoji(std::string_view text) {
    return find_in(the_index().by_text, without_selectors(text));
}

const Emoji* emoji_named(std::string_view shortcode) {
    const std::string wanted = ascii_lower(shortcode);
    if (const Emoji* const found = find_in(the_index().by_shortcode, wanted)) return found;
    const std::string_view base = std::string_view{wanted}.substr(0, wanted.find("_tone"));
    if (base.size() + 6 != wanted.size() || wanted.back() < '1' || wanted.back() > '5') return nullptr;
    const Emoji* const plain = find_in(the_index().by_shortcode, base);
    if (plain == nullptr || plain->has_tone) return nullptr;
    const Emoji& toned = with_tone(*plain, static_cast<SkinTone>(wanted.back() - '0'));
    return &toned == plain ? nullptr : &toned;
}

const Emoji& with_tone(const Emoji& emoji, SkinTone tone) {
    if (tone == SkinTone::None || emoji.has_tone) return emoji;
    std::string toned_all;
    for (const CodePoint each : CodePoints(emoji.text)) {
        if (each.value == 0xFE0F) continue;
        std::string toned;
        append_utf8(toned, each.value);
        append_utf8(toned, first_tone + static_cast<char32_t>(tone) - 1);
        // Whatever may have a tone has it alone too: the astronaut's person may, the rocket beside it may not.
        if (find_in(the_index().by_text, toned) == nullptr) toned.resize(each.bytes);
        toned_all += toned;
    }
    const Emoji* const found = find_in(the_index().by_text, toned_all);
    return found == nullptr ? emoji : *found;
}

std::vector<EmojiMatch> complete_emoji(std::string_view typed, std::size_t most) {
    if (typed.empty()) return {};
    const std::string wanted = ascii_lower(typed);
    std::array<std::vector<EmojiMatch>, static_cast<std::size_t>(Fit::None)> by_fit;
    for (const Emoji& emoji : table) {
        if (emoji.has_tone) continue;
        Fit best = Fit::None;
        std::string_view shortcode;
        for_each_shortcode(emoji, [&](std::string_view each) {
            const Fit fit = fit_of(each, wanted);
            if (fit < best) {
                best = fit;
                shortcode = each;
            }
        });
        if (best != Fit::None) by_fit[static_cast<std::size_t>(best)].push_back({&emoji, shortcode});
    }
    std::vector<EmojiMatch> result;
    for (const auto& matches : by_fit) {
        const std::size_t taken = std::min(most - result.size(), matches.size());
        result.insert(result.end(), matches.begin(), matches.begin() + static_cast<std::ptrdiff_t>(taken));
    }
    return result;
}

}  // namespace crosstalk::text
