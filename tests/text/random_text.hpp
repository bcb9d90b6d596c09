// Random texts for properties, the same on every machine and in every run: one fixed seed per test.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>

#include "net/text/utf8.hpp"

namespace {

// mt19937_64 gives the same numbers everywhere; the standard distributions do not, so they are not used.
class RandomText {
  public:
    explicit RandomText(std::uint64_t seed) : engine_(seed) {}

    std::size_t below(std::size_t end) { return static_cast<std::size_t>(engine_() % end); }

    // Any bytes: mostly not UTF-8.
    std::string bytes(std::size_t longest) {
        std::string result(below(longest + 1), '\0');
        for (char& each : result)
            each = static_cast<char>(below(256));
        return result;
    }

    // Valid UTF-8, half of it from the code points that rules are about.
    std::string text(std::size_t longest) {
        std::string result;
        for (std::size_t left = below(longest + 1); left > 0; --left) {
            crosstalk::text::append_utf8(result, below(2) == 0 ? troublesome() : scalar_value());
        }
        return result;
    }

    // Valid UTF-8 that often makes a name.
    std::string near_name(std::size_t longest) {
        std::string result;
        for (std::size_t left = below(longest + 1); left > 0; --left) {
            crosstalk::text::append_utf8(result, below(12) == 0 ? troublesome() : letter());
        }
        return result;
    }

  private:
    char32_t scalar_value() {
        const auto value = static_cast<char32_t>(below(0x110000 - 0x800));
        return value < 0xD800 ? value : value + 0x800;
    }

    char32_t letter() {
        static constexpr std::array<char32_t, 9> starts{U'a', U'A',   U'0',   0x410, 0x3B1,
                                                        0xC0, 0x4E00, 0xFF21, 0x5D0};
        return starts[below(starts.size())] + static_cast<char32_t>(below(10));
    }

    char32_t troublesome() {
        static constexpr std::array<char32_t, 44> all{
            0,      '\t',   '\n',   '\r',   ' ',    '@',    '#',     '/',     0x7F,    0x85,    0xA0,
            0xAD,   0xB4,   0x300,  0x301,  0x345,  0x34F,  0x3A3,   0x3C2,   0x115F,  0x1100,  0x1161,
            0x11A8, 0x1680, 0x200B, 0x200D, 0x200E, 0x2028, 0x202E,  0x2066,  0x2800,  0x3000,  0xFB01,
            0xFDFA, 0xFDD0, 0xFE0F, 0xFEFF, 0xFFFD, 0xFFFF, 0x1D165, 0x1F1E9, 0x1F600, 0xE0041, 0xF0000};
        return all[below(all.size())];
    }

    std::mt19937_64 engine_;
};

}  // namespace
