#include "net/transport/credentials/short_code.hpp"

#include <cassert>
#include <cstddef>
#include <span>

#include "net/transport/credentials/typed_symbols.hpp"

namespace crosstalk::transport {
namespace {

constexpr std::size_t bits_per_symbol = 5;
constexpr std::size_t passkey_symbols = 8;
constexpr std::size_t symbols_per_group = 4;
// Without the check symbol.
constexpr std::size_t default_port_symbols = 15;
constexpr std::size_t any_port_symbols = 18;

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

}  // namespace

std::string explain(ShortCodeFault fault) {
    switch (fault) {
        case ShortCodeFault::Empty:
            return "No code was given. Type the one that the server shows.";
        case ShortCodeFault::UnknownSymbol:
            return "A code has letters and digits only, and never a U. Compare it with what the server "
                   "shows.";
        case ShortCodeFault::WrongLength:
            return "A code has 16 or 19 letters and digits. Compare it with what the server shows.";
        case ShortCodeFault::Mistyped:
            return "This code is mistyped: its last symbol does not fit the others. Compare it with what the "
                   "server "
                   "shows; nothing was sent, so this does not count as a try.";
    }
    return {};
}

Outcome<ShortCode, ShortCodeFault> parse_short_code(std::string_view typed) {
    const Outcome<Secret, SymbolFault> symbols = read_symbols(typed, any_port_symbols + 1);
    if (!symbols) {
        return symbols.fault() == SymbolFault::TooMany ? ShortCodeFault::WrongLength
                                                       : ShortCodeFault::UnknownSymbol;
    }
    if (symbols->empty()) return ShortCodeFault::Empty;
    const bool has_port = symbols->size() == any_port_symbols + 1;
    if (!has_port && symbols->size() != default_port_symbols + 1) return ShortCodeFault::WrongLength;
    if (!check_symbol_fits(symbols->bytes())) return ShortCodeFault::Mistyped;

    SymbolReader reader(symbols->bytes());
    Ipv4 address;
    for (std::uint8_t& byte : address.bytes)
        byte = static_cast<std::uint8_t>(reader.read(8));
    const std::uint64_t zero = reader.read(has_port ? 2 : 3);
    const auto port = has_port ? static_cast<std::uint16_t>(reader.read(16)) : default_port;
    if (zero != 0 || port == 0 || (has_port && port == default_port)) return ShortCodeFault::Mistyped;

    Secret values = Secret::zeros(passkey_symbols + 1);
    const std::span<std::uint8_t> code = values.writable().first(passkey_symbols);
    for (std::uint8_t& value : code)
        value = static_cast<std::uint8_t>(reader.read(bits_per_symbol));
    values.writable().back() = check_symbol(code);
    Outcome<Passkey, PasskeyFault> passkey =
        Passkey::parse(write_symbols(values.bytes()), PasskeyKind::Generated);
    assert(passkey);
    return ShortCode{address, port, *passkey};
}

std::optional<std::string> spell_short_code(const ShortCode& code) {
    assert(code.port != 0);
    if (code.passkey.kind() != PasskeyKind::Generated) return std::nullopt;
    const bool has_port = code.port != default_port;
    SymbolWriter writer(has_port ? any_port_symbols : default_port_symbols);
    for (const std::uint8_t byte : code.address.bytes)
        writer.write(byte, 8);
    writer.write(0, has_port ? 2 : 3);
    if (has_port) writer.write(code.port, 16);
    const Outcome<Secret, SymbolFault> passkey = read_symbols(code.passkey.code().text(), passkey_symbols);
    for (const std::uint8_t value : passkey->bytes())
        writer.write(value, bits_per_symbol);
    assert(writer.full());
    const std::uint8_t check = check_symbol(writer.values());
    return with_dashes(write_symbols(writer.values()) + write_symbols({&check, 1}), symbols_per_group);
}

}  // namespace crosstalk::transport
