#include "net/transport/credentials/typed_symbols.hpp"

#include <array>
#include <optional>

namespace crosstalk::transport {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::uint32_t base = 32;
static_assert(alphabet.size() == base);

std::optional<std::uint8_t> value_of(char typed) {
    if (typed >= 'a' && typed <= 'z') typed = static_cast<char>(typed - 'a' + 'A');
    if (typed == 'O') typed = '0';
    if (typed == 'I' || typed == 'L') typed = '1';
    const std::size_t value = alphabet.find(typed);
    if (value == std::string_view::npos) return std::nullopt;
    return static_cast<std::uint8_t>(value);
}

/// How many bytes of a space or dash `text` begins with: also the ones that messengers put in the place of a plain dash
/// (U+2010 to U+2015, U+2212) and the no-break space (U+00A0).
std::size_t separator_size(std::string_view text) {
    if (text[0] == ' ' || text[0] == '-' || text[0] == '\t' || text[0] == '\n' || text[0] == '\r') return 1;
    if (text.starts_with("\u00A0")) return 2;
    for (const std::string_view dash :
         {"\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2015", "\u2212"}) {
        if (text.starts_with(dash)) return dash.size();
    }
    return 0;
}

/// The sum over `values`, of which the last counts `weight_of_last` times, the one before it the other weight of 1 and 2.
std::uint32_t luhn_sum(std::span<const std::uint8_t> values, std::uint32_t weight_of_last) {
    std::uint32_t sum = 0;
    std::uint32_t weight = weight_of_last;
    for (auto value = values.rbegin(); value != values.rend(); ++value) {
        const std::uint32_t product = *value * weight;
        sum += product / base + product % base;
        weight = 3 - weight;
    }
    return sum;
}

}  // namespace

Outcome<Secret, SymbolFault> read_symbols(std::string_view text, std::size_t max_symbols) {
    Secret values = Secret::zeros(max_symbols);
    std::size_t count = 0;
    while (!text.empty()) {
        if (const std::size_t size = separator_size(text); size > 0) {
            text.remove_prefix(size);
            continue;
        }
        const std::optional<std::uint8_t> value = value_of(text.front());
        if (!value) return SymbolFault::UnknownSymbol;
        if (count == max_symbols) return SymbolFault::TooMany;
        values.writable()[count++] = *value;
        text.remove_prefix(1);
    }
    return Secret(values.bytes().first(count));
}

std::string write_symbols(std::span<const std::uint8_t> values) {
    std::string symbols;
    symbols.reserve(values.size());
    for (const std::uint8_t value : values)
        symbols += alphabet[value % base];
    return symbols;
}

std::uint8_t check_symbol(std::span<const std::uint8_t> values) {
    return static_cast<std::uint8_t>((base - luhn_sum(values, 2) % base) % base);
}

bool check_symbol_fits(std::span<const std::uint8_t> values) {
    return !values.empty() && luhn_sum(values, 1) % base == 0;
}

std::string with_dashes(std::string_view symbols, std::size_t group) {
    std::string text;
    text.reserve(symbols.size() + symbols.size() / group);
    for (std::size_t i = 0; i < symbols.size(); ++i) {
        if (i > 0 && i % group == 0) text += '-';
        text += symbols[i];
    }
    return text;
}

}  // namespace crosstalk::transport
