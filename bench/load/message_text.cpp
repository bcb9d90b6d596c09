#include "bench/load/message_text.hpp"

#include <charconv>
#include <cstring>

namespace crosstalk::bench {

namespace {

constexpr std::size_t number_at = 5;
constexpr std::size_t filler_at = 14;
constexpr std::size_t filler_bytes = message_bytes - filler_at;
constexpr std::size_t shifts = 26;

// Every filler is a piece of this, so that comparing is one memcmp.
const std::string letters = [] {
    std::string made;
    for (std::size_t i = 0; i < filler_bytes + shifts; ++i)
        made += static_cast<char>('a' + i % shifts);
    return made;
}();

void write_hexadecimal(std::uint32_t value, std::size_t digits, char* out) {
    for (std::size_t i = digits; i-- > 0; value >>= 4U)
        out[i] = "0123456789abcdef"[value & 15U];
}

std::optional<std::uint32_t> read_hexadecimal(const char* from, std::size_t digits) {
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(from, from + digits, value, 16);
    if (error != std::errc{} || end != from + digits) return std::nullopt;
    return value;
}

}  // namespace

std::string text_of(const PostKey& key) {
    std::string text(message_bytes, ' ');
    write_hexadecimal(key.sender.value, 4, text.data());
    write_hexadecimal(key.number.value, 8, text.data() + number_at);
    std::memcpy(text.data() + filler_at, letters.data() + key.number.value % shifts, filler_bytes);
    return text;
}

std::optional<PostKey> key_of(std::string_view text) {
    if (text.size() != message_bytes || text[4] != ' ' || text[13] != ' ') return std::nullopt;
    const auto sender = read_hexadecimal(text.data(), 4);
    const auto number = read_hexadecimal(text.data() + number_at, 8);
    if (!sender || !number) return std::nullopt;
    if (std::memcmp(text.data() + filler_at, letters.data() + *number % shifts, filler_bytes) != 0)
        return std::nullopt;
    return PostKey{{*sender}, {*number}};
}

}  // namespace crosstalk::bench
