#include "tests/simulation/secrets.hpp"

#include <charconv>

namespace crosstalk::testing {

namespace {

constexpr std::string_view said_mark = "secret";
constexpr std::string_view shown_mark = "hidden";

std::string_view text_of(std::span<const std::uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void find(std::string_view text, std::string_view mark, Secrecy secrecy, std::vector<Secret>& found) {
    for (std::size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1)) {
        const std::string_view digits = text.substr(at + mark.size());
        net::EntryId made_by;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), made_by.value);
        // A snippet or a name may have been cut within the number: then it names nothing.
        if (read.ec == std::errc{} && read.ptr != digits.data() + digits.size() && *read.ptr == '.')
            found.push_back({secrecy, made_by});
    }
}

}  // namespace

std::string spelled(const Token& token) {
    return "c" + std::to_string(token.client) + "." + std::to_string(token.number);
}

std::optional<Token> token_of(const std::string& text) {
    if (text.empty() || text.front() != 'c') return std::nullopt;
    Token token;
    const char* const end = text.data() + text.size();
    const auto client = std::from_chars(text.data() + 1, end, token.client);
    if (client.ec != std::errc{} || client.ptr == end || *client.ptr != '.') return std::nullopt;
    const auto number = std::from_chars(client.ptr + 1, end, token.number);
    if (number.ec != std::errc{}) return std::nullopt;
    return token;
}

std::string secret_said(net::EntryId made_by) {
    return std::string(said_mark) + std::to_string(made_by.value) + ".";
}

std::string secret_shown(net::EntryId made_by) {
    return std::string(shown_mark) + std::to_string(made_by.value) + ".";
}

std::vector<Secret> secrets_in(std::span<const std::uint8_t> bytes) {
    std::vector<Secret> found;
    find(text_of(bytes), said_mark, Secrecy::Said, found);
    find(text_of(bytes), shown_mark, Secrecy::Shown, found);
    return found;
}

bool has_passkey(std::span<const std::uint8_t> bytes) {
    return text_of(bytes).find(passkey_mark) != std::string_view::npos;
}

}  // namespace crosstalk::testing
