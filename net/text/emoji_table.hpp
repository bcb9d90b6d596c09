// All emoji by Unicode's list, their names and those that people type between two colons, made at build time by
// tools/make-emoji-table from emoji-test.txt and assets/emoji-aliases.txt.
//
// Everything here lives as long as the program. The first call makes an index in about a millisecond.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace crosstalk::text {

// The groups and their order are those of Unicode's emoji charts.
enum class EmojiGroup : std::uint8_t {
    Smileys,
    People,
    Nature,
    Food,
    Travel,
    Activities,
    Objects,
    Symbols,
    Flags
};
inline constexpr std::size_t emoji_group_count = 9;

// For people: "Smileys & Emotion".
std::string_view title_of(EmojiGroup group);

enum class SkinTone : std::uint8_t { None, Light, MediumLight, Medium, MediumDark, Dark };

struct Emoji {
    std::string_view text;     // fully qualified: with its variation selectors
    std::string_view name;     // "thumbs_up"; emoji_named(name) is this emoji
    std::string_view aliases;  // "+1 thumbsup like yes", may be empty; emoji_named of each is this emoji
    EmojiGroup group = EmojiGroup::Smileys;
    bool has_tone = false;  // one of the five variants of another emoji, which pickers show in its place
};

// All of them in the order of the charts.
std::span<const Emoji> all_emoji();

// Those of a group in the order of the charts, without the variants by skin tone: what a picker shows.
std::span<const Emoji* const> emoji_of(EmojiGroup group);

// The emoji that `text` is, with or without its variation selectors; nullptr for anything else and for what is newer
// than the table.
const Emoji* find_emoji(std::string_view text);

// By its name or one of its aliases without colons, in any case; "wave_tone3" is "wave" in the third skin tone.
// nullptr: there is none.
const Emoji* emoji_named(std::string_view shortcode);

// The same with that tone for everybody in it; `emoji` itself where Unicode has no such variant.
const Emoji& with_tone(const Emoji& emoji, SkinTone tone);

struct EmojiMatch {
    const Emoji* emoji = nullptr;
    std::string_view shortcode;  // its name or alias that fits best, without colons

    friend bool operator==(const EmojiMatch&, const EmojiMatch&) = default;
};

// What ":smi" may become: at most `most` emoji that have `typed` (without the colon, in any case) in a name or alias.
// First what is called exactly that, then what begins with it, then where a word begins with it, then the others; in each
// of these in the order of the charts, the same every time. Each emoji once, none with a skin tone. Nothing for an empty
// `typed`.
std::vector<EmojiMatch> complete_emoji(std::string_view typed, std::size_t most = 20);

}  // namespace crosstalk::text
