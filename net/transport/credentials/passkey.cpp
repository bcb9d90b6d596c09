#include "net/transport/credentials/passkey.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <utility>

#include "net/transport/credentials/typed_symbols.hpp"

namespace crosstalk::transport {
namespace {

constexpr std::size_t code_symbols = 8;
constexpr std::size_t typed_symbols = code_symbols + 1;
constexpr std::size_t symbols_per_group = 3;

std::string_view without_blanks_around(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n\v\f";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

bool is_control(char character) {
    const auto code = static_cast<unsigned char>(character);
    return code < 0x20 || code == 0x7F;
}

/// The bytes of a chosen passkey, before anybody asks how strong it is.
Outcome<Secret, PasskeyFault> chosen_code(std::string_view text) {
    const std::string_view trimmed = without_blanks_around(text);
    if (trimmed.empty()) return PasskeyFault::Empty;
    if (trimmed.size() > max_passkey_bytes) return PasskeyFault::TooLong;
    if (std::any_of(trimmed.begin(), trimmed.end(), is_control)) return PasskeyFault::ControlCharacter;
    return Secret(trimmed);
}

Outcome<Secret, PasskeyFault> generated_code(std::string_view typed) {
    const Outcome<Secret, SymbolFault> values = read_symbols(typed, typed_symbols);
    if (!values) {
        return values.fault() == SymbolFault::TooMany ? PasskeyFault::WrongLength
                                                      : PasskeyFault::UnknownSymbol;
    }
    if (values->empty()) return PasskeyFault::Empty;
    if (values->size() != typed_symbols) return PasskeyFault::WrongLength;
    if (!check_symbol_fits(values->bytes())) return PasskeyFault::Mistyped;
    return Secret(write_symbols(values->bytes().first(code_symbols)));
}

/// Removes the first character from `text`, which is not empty. Bytes that are no UTF-8 count as characters too.
std::int64_t take_character(std::string_view& text) {
    const auto is_continuation = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; };
    std::int64_t code = static_cast<unsigned char>(text.front());
    text.remove_prefix(1);
    constexpr int most_continuations = 3;
    for (int i = 0; code >= 0xC0 && i < most_continuations && !text.empty() && is_continuation(text.front());
         ++i) {
        code = code << 6 | (static_cast<unsigned char>(text.front()) & 0x3F);
        text.remove_prefix(1);
    }
    return code;
}

}  // namespace

std::string explain(PasskeyFault fault) {
    switch (fault) {
        case PasskeyFault::Empty:
            return "No passkey was given. Type the one that the server shows.";
        case PasskeyFault::UnknownSymbol:
            return "A passkey has letters and digits only, and never a U. Compare it with what the server "
                   "shows.";
        case PasskeyFault::WrongLength:
            return "A passkey has nine letters and digits, like 7K4-MP2-QXS. Compare it with what the server "
                   "shows.";
        case PasskeyFault::Mistyped:
            return "This passkey is mistyped: its last symbol does not fit the others. Compare it with what "
                   "the "
                   "server shows; nothing was sent, so this does not count as a try.";
        case PasskeyFault::TooLong:
            return "This passkey is too long: at most 128 bytes are allowed.";
        case PasskeyFault::ControlCharacter:
            return "This passkey has a line break or another invisible character in it. Write it on one "
                   "line.";
        case PasskeyFault::Weak:
            return "This passkey is too easy to guess. Take at least 9 small letters, or 8 small letters and "
                   "digits, "
                   "or 13 digits; runs (aaa, abc, 321) do not count. Without an own "
                   "passkey the "
                   "server makes a good one.";
    }
    return {};
}

double estimated_bits(std::string_view text) {
    bool digits = false;
    bool small = false;
    bool capital = false;
    bool other_ascii = false;
    bool beyond_ascii = false;
    std::size_t counted = 0;
    constexpr std::int64_t far = 1'000'000'000;
    std::int64_t before = -far;
    std::int64_t step_before = far;
    while (!text.empty()) {
        const std::int64_t code = take_character(text);
        if (code >= '0' && code <= '9') {
            digits = true;
        } else if (code >= 'a' && code <= 'z') {
            small = true;
        } else if (code >= 'A' && code <= 'Z') {
            capital = true;
        } else if (code < 0x80) {
            other_ascii = true;
        } else {
            beyond_ascii = true;
        }
        const std::int64_t step = code - before;
        const bool goes_on = std::abs(step) <= 1 && step == step_before;
        if (!goes_on) ++counted;
        before = code;
        step_before = step;
    }
    const int alphabet = 10 * digits + 26 * small + 26 * capital + 33 * other_ascii + 100 * beyond_ascii;
    return alphabet == 0 ? 0.0 : static_cast<double>(counted) * std::log2(alphabet);
}

Passkey Passkey::generate(const FillRandom& random) {
    std::array<std::uint8_t, 5> bits{};
    static_assert(bits.size() * 8 == code_symbols * 5);
    random(bits);
    std::uint64_t number = 0;
    for (const std::uint8_t byte : bits)
        number = number << 8 | byte;
    std::array<std::uint8_t, code_symbols> values{};
    for (std::size_t i = values.size(); i-- > 0; number >>= 5)
        values[i] = static_cast<std::uint8_t>(number & 31);
    Passkey passkey(PasskeyKind::Generated, Secret(write_symbols(values)));
    wipe(bits);
    wipe(values);
    return passkey;
}

Outcome<Passkey, PasskeyFault> Passkey::parse(std::string_view typed, PasskeyKind kind) {
    const Outcome<Secret, PasskeyFault> code =
        kind == PasskeyKind::Generated ? generated_code(typed) : chosen_code(typed);
    if (!code) return code.fault();
    return Passkey(kind, *code);
}

Outcome<Passkey, PasskeyFault> Passkey::choose(std::string_view text) {
    Outcome<Passkey, PasskeyFault> chosen = parse(text, PasskeyKind::Chosen);
    if (!chosen) return chosen;
    Outcome<Passkey, PasskeyFault> generated = parse(text, PasskeyKind::Generated);
    if (generated && generated->spelled_out() == chosen->spelled_out()) return generated;
    if (estimated_bits(chosen->code().text()) < min_passkey_bits) return PasskeyFault::Weak;
    return chosen;
}

std::string Passkey::spelled_out() const {
    if (kind_ == PasskeyKind::Chosen) return std::string(code_.text());
    const Outcome<Secret, SymbolFault> values = read_symbols(code_.text(), code_symbols);
    const std::uint8_t check = check_symbol(values->bytes());
    return with_dashes(std::string(code_.text()) + write_symbols({&check, 1}), symbols_per_group);
}

}  // namespace crosstalk::transport
