// What is written in a simulation so that it can be found again wherever it turns up: tokens, which name a post, and
// secrets, which name the room whose business they are.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "net/ids.hpp"

namespace crosstalk::testing {

// A post's name for itself, unique in a run: its author's client and a number that rises in the order of writing.
struct Token {
    std::uint64_t client = 0;
    std::uint64_t number = 0;
    auto operator<=>(const Token&) const = default;
};
// "c3.17 ..." and back; nothing for other texts.
std::string spelled(const Token& token);
std::optional<Token> token_of(const std::string& text);

// Both name a room by the entry that made it: that one is never reused, whatever is lost.
enum class Secrecy : std::uint8_t {
    Said,   // for whoever was ever let in or asked in: posts, edits, reasons
    Shown,  // the same, until the room becomes public: its name and topic
};
struct Secret {
    Secrecy secrecy{};
    net::EntryId made_by;
    friend bool operator==(const Secret&, const Secret&) = default;
};
std::string secret_said(net::EntryId made_by);
std::string secret_shown(net::EntryId made_by);
// All that stand in these bytes.
std::vector<Secret> secrets_in(std::span<const std::uint8_t> bytes);

// Every passkey of a room begins so: it must stand in nothing but what the one who types it sends.
inline constexpr std::string_view passkey_mark = "rawkey";
bool has_passkey(std::span<const std::uint8_t> bytes);

inline std::span<const std::uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace crosstalk::testing
