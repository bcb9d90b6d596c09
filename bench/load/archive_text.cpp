#include "bench/load/archive_text.hpp"

#include <cmath>

#include "bench/load/message_text.hpp"

namespace crosstalk::bench {

namespace {

constexpr std::uint64_t one_in_chinese = 50;
constexpr std::uint64_t one_in_apart = 20;

// SplitMix64 (Steele, Lea, Flood 2014): the same numbers everywhere.
class Dice {
  public:
    // Mixed, since otherwise each text would repeat the one before from the second word on.
    explicit Dice(TextNumber number) : state_(mixed(number.value)) {}
    // From 0 to below `count`; rank k is 1/k as likely as the first.
    Rank rank(std::uint32_t count) {
        const double share = static_cast<double>(next() >> 11U) * 0x1p-53;
        return {static_cast<std::uint32_t>(std::pow(static_cast<double>(count), share)) - 1};
    }

  private:
    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15U;
        return mixed(state_);
    }
    static std::uint64_t mixed(std::uint64_t value) {
        value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
        value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
        return value ^ (value >> 31U);
    }
    std::uint64_t state_;
};

std::string syllable(std::uint32_t number) {
    return {"bcdfghjklmnpqrstvwyz"[number / 5], "aeiou"[number % 5]};
}

std::string filled_up(std::string text) {
    text.append(message_bytes - text.size(), '.');
    return text;
}

}  // namespace

// The more frequent, the shorter.
std::string archive_word(Rank rank) {
    constexpr std::uint32_t syllables = 100;
    const std::uint32_t last = rank.value % syllables;
    const std::uint32_t middle = rank.value / syllables % syllables;
    const std::uint32_t first = rank.value / syllables / syllables;
    if (rank.value < syllables) return syllable(last) + "n";
    if (first == 0) return syllable(middle) + syllable(last) + "r";
    return syllable(first) + syllable(middle) + syllable(last) + "s";
}

std::string archive_character(Rank rank) {
    const std::uint32_t code = 0x4E00 + 6 * rank.value;
    return {static_cast<char>(0xE0U | code >> 12U), static_cast<char>(0x80U | (code >> 6U & 0x3FU)),
            static_cast<char>(0x80U | (code & 0x3FU))};
}

std::string archive_text(TextNumber number) {
    Dice dice(number);
    std::string text;
    if (number.value % one_in_chinese == 0) {
        while (text.size() + 3 <= message_bytes)
            text += archive_character(dice.rank(archive_characters));
        return filled_up(std::move(text));
    }
    if (number.value % one_in_apart == 3) text = first_apart;
    if (number.value % one_in_apart == 13) text = second_apart;
    for (;;) {
        const std::string word = (text.empty() ? "" : " ") + archive_word(dice.rank(archive_words));
        if (text.size() + word.size() > message_bytes) return filled_up(std::move(text));
        text += word;
    }
}

}  // namespace crosstalk::bench
