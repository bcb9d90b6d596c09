#include "net/transport/credentials/join_code.hpp"

#include <array>
#include <cassert>
#include <span>

#include "net/transport/credentials/symbol_checks.hpp"
#include "net/transport/credentials/typed_symbols.hpp"

namespace crosstalk::transport {
namespace {

constexpr std::size_t bits_per_symbol = 5;
constexpr std::size_t passkey_symbols = 8;
constexpr std::size_t symbols_per_group = 5;
// Without the check symbols.
constexpr std::size_t short_symbols = 13;
constexpr std::size_t long_symbols = 18;
constexpr std::size_t checks = 2;
constexpr std::size_t place_bits = 25;
static_assert(place_bits + passkey_symbols * bits_per_symbol == short_symbols * bits_per_symbol);

struct Range {
    std::uint32_t first;
    unsigned bits;  // of the address that are free in it
};
constexpr std::array<Range, 6> ranges{{{0x0A000000, 24},
                                       {0xC0A80000, 16},
                                       {0xAC100000, 20},
                                       {0xA9FE0000, 16},
                                       {0x64400000, 22},
                                       {0x7F000000, 16}}};

std::uint32_t number_of(const Ipv4& address) {
    std::uint32_t number = 0;
    for (const std::uint8_t byte : address.bytes)
        number = number << 8U | byte;
    return number;
}

Ipv4 address_of(std::uint32_t number) {
    Ipv4 address;
    for (std::size_t i = address.bytes.size(); i-- > 0; number >>= 8U)
        address.bytes[i] = static_cast<std::uint8_t>(number & 0xFFU);
    return address;
}

/// Nothing for an address that everybody may have.
std::optional<std::uint32_t> place_of(const Ipv4& address) {
    const std::uint32_t number = number_of(address);
    std::uint32_t before = 0;
    for (const Range& range : ranges) {
        if (number >> range.bits == range.first >> range.bits) return before + (number - range.first);
        before += std::uint32_t{1} << range.bits;
    }
    return std::nullopt;
}

/// Nothing behind the last range.
std::optional<Ipv4> address_at(std::uint32_t place) {
    for (const Range& range : ranges) {
        const std::uint32_t size = std::uint32_t{1} << range.bits;
        if (place < size) return address_of(range.first + place);
        place -= size;
    }
    return std::nullopt;
}

/// Numbers of any width, one behind the other, as five-bit values.
class SymbolWriter {
  public:
    explicit SymbolWriter(std::size_t symbols) : values_(Secret::zeros(symbols)) {}
    void write(std::uint64_t number, std::size_t bits) {
        for (std::size_t i = bits; i-- > 0; ++at_) {
            const auto bit = static_cast<std::uint8_t>(number >> i & 1);
            std::uint8_t& value = values_.writable()[at_ / bits_per_symbol];
            value = static_cast<std::uint8_t>(value << 1 | bit);
        }
    }
    bool full() const { return at_ == values_.size() * bits_per_symbol; }
    std::span<const std::uint8_t> values() const { return values_.bytes(); }

  private:
    Secret values_;
    std::size_t at_ = 0;
};

class SymbolReader {
  public:
    explicit SymbolReader(std::span<const std::uint8_t> values) : values_(values) {}
    std::uint64_t read(std::size_t bits) {
        std::uint64_t number = 0;
        for (std::size_t i = 0; i < bits; ++i, ++at_) {
            const std::uint8_t value = values_[at_ / bits_per_symbol];
            number = number << 1 | (value >> (bits_per_symbol - 1 - at_ % bits_per_symbol) & 1U);
        }
        return number;
    }

  private:
    std::span<const std::uint8_t> values_;
    std::size_t at_ = 0;
};

bool is_separator(char character) {
    return character == '-' || character == ' ' || character == '\t';
}

/// Which group the first thing that is no symbol stands in.
std::size_t group_of_stranger(std::string_view typed) {
    std::size_t symbols = 0;
    for (std::size_t end = 1; end <= typed.size(); ++end) {
        const auto read = read_symbols(typed.substr(0, end), long_symbols + checks);
        // The first bytes of a longer dash are none yet.
        if (read) symbols = read->size();
    }
    return symbols / symbols_per_group + 1;
}

JoinCodeFault fault_of(const SymbolMistake& mistake) {
    using Kind = JoinCodeFault::Kind;
    const std::size_t group = mistake.place ? *mistake.place / symbols_per_group + 1 : 0;
    return {mistake.swapped ? Kind::Swapped : Kind::Mistyped, group, 0};
}

struct Target {
    Ipv4 address;
    std::uint16_t port = default_port;
};

/// Nothing for a form that is never made.
std::optional<Target> read_target(SymbolReader& reader, bool is_long) {
    if (!is_long) {
        const auto address = address_at(static_cast<std::uint32_t>(reader.read(place_bits)));
        return address ? std::optional(Target{*address, default_port}) : std::nullopt;
    }
    const std::uint64_t zero = reader.read(2);
    const Ipv4 address = address_of(static_cast<std::uint32_t>(reader.read(32)));
    const auto port = static_cast<std::uint16_t>(reader.read(16));
    const bool has_short_form = port == default_port && place_of(address);
    if (zero != 0 || port == 0 || has_short_form) return std::nullopt;
    return Target{address, port};
}

std::string where(std::size_t group) {
    constexpr std::array<std::string_view, 4> names{"first", "second", "third", "fourth"};
    if (group == 0 || group > names.size()) return {};
    return ", most likely in the " + std::string(names[group - 1]) + " group";
}

std::string explain_length(std::size_t symbols) {
    std::string text = "A join code has three or four groups of five letters and digits";
    if (symbols > long_symbols + checks) return text + ", and this is longer. Type the code alone.";
    const bool lacks_one = symbols % symbols_per_group == symbols_per_group - 1;
    text += ", and this has " + std::to_string(symbols) + " in all";
    if (lacks_one && symbols > short_symbols) text += ": one is missing";
    return text + ". Compare it with what the server shows.";
}

}  // namespace

std::string explain(const JoinCodeFault& fault) {
    constexpr std::string_view compare =
        ". Compare it with what the server shows; nothing was sent, so this does not count as a try.";
    using Kind = JoinCodeFault::Kind;
    switch (fault.kind) {
        case Kind::Empty:
            return "No join code was given. Type the one that the server shows.";
        case Kind::UnknownSymbol:
            return "There is something that no join code has" + where(fault.group) +
                   ". It has letters and digits only, and never a U. Compare it with what the server shows.";
        case Kind::WrongLength:
            return explain_length(fault.symbols);
        case Kind::Mistyped:
            return "This join code is mistyped" + where(fault.group) + std::string(compare);
        case Kind::Swapped:
            return "Two letters or digits of this join code have changed places" + where(fault.group) +
                   std::string(compare);
    }
    return {};
}

Outcome<JoinCode, JoinCodeFault> parse_join_code(std::string_view typed) {
    using Kind = JoinCodeFault::Kind;
    constexpr std::size_t most_symbols = long_symbols + checks;
    const Outcome<Secret, SymbolFault> symbols = read_symbols(typed, most_symbols);
    if (!symbols) {
        if (symbols.fault() == SymbolFault::TooMany)
            return JoinCodeFault{Kind::WrongLength, 0, most_symbols + 1};
        return JoinCodeFault{Kind::UnknownSymbol, group_of_stranger(typed), 0};
    }
    const std::size_t size = symbols->size();
    if (size == 0) return JoinCodeFault{Kind::Empty, 0, 0};
    const bool is_long = size == most_symbols;
    if (!is_long && size != short_symbols + checks) return JoinCodeFault{Kind::WrongLength, 0, size};
    if (const auto mistake = find_mistake(symbols->bytes())) return fault_of(*mistake);

    SymbolReader reader(symbols->bytes());
    const std::optional<Target> target = read_target(reader, is_long);
    if (!target) return JoinCodeFault{};
    Secret values = Secret::zeros(passkey_symbols + 1);
    const std::span<std::uint8_t> code = values.writable().first(passkey_symbols);
    for (std::uint8_t& value : code)
        value = static_cast<std::uint8_t>(reader.read(bits_per_symbol));
    values.writable().back() = check_symbol(code);
    Outcome<Passkey, PasskeyFault> passkey =
        Passkey::parse(write_symbols(values.bytes()), PasskeyKind::Generated);
    assert(passkey);
    return JoinCode{target->address, target->port, *passkey};
}

bool looks_like_join_code(std::string_view typed) {
    const Outcome<Secret, SymbolFault> symbols = read_symbols(typed, long_symbols + checks);
    if (!symbols) return false;
    if (symbols->size() != short_symbols + checks && symbols->size() != long_symbols + checks) return false;
    if (!find_mistake(symbols->bytes())) return true;
    std::size_t in_group = 0;
    for (const char character : typed) {
        if (!is_separator(character)) {
            ++in_group;
        } else if (in_group != 0) {
            if (in_group != symbols_per_group) return false;
            in_group = 0;
        }
        if (in_group > symbols_per_group) return false;
    }
    return true;
}

std::optional<std::string> spell_join_code(const JoinCode& code) {
    assert(code.port != 0);
    if (code.passkey.kind() != PasskeyKind::Generated) return std::nullopt;
    const auto place = code.port == default_port ? place_of(code.address) : std::nullopt;
    SymbolWriter writer(place ? short_symbols : long_symbols);
    if (place) {
        writer.write(*place, place_bits);
    } else {
        writer.write(0, 2);
        writer.write(number_of(code.address), 32);
        writer.write(code.port, 16);
    }
    const Outcome<Secret, SymbolFault> passkey = read_symbols(code.passkey.code().text(), passkey_symbols);
    for (const std::uint8_t value : passkey->bytes())
        writer.write(value, bits_per_symbol);
    assert(writer.full());
    const auto checked = check_symbols(writer.values());
    return with_dashes(write_symbols(writer.values()) + write_symbols(checked), symbols_per_group);
}

}  // namespace crosstalk::transport
