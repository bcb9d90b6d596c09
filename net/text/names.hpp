// Names of users and rooms: one spelling, nothing hidden, and no two that people would take for one another.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "net/text/name_fault.hpp"

namespace crosstalk::text {

// More than this is refused before it is normalized. No name within the limits needs half as much.
inline constexpr std::size_t max_asked_name_bytes = 1024;

// Made by make_name only. A name is taken when its key is that of another of its kind. The key is not meant
// to be read: "Tom" has the key "torn".
struct Name {
    std::string display;  // NFKC, 1 to 32 graphemes, at most 64 bytes; single spaces inside are allowed
    std::string key;      // name_key(display)

    friend bool operator==(const Name&, const Name&) = default;
};

// `text` may be anything; what is judged is normalized_name(text). make_name(name.display) gives the same name
// again.
std::variant<Name, NameFault> make_name(std::string_view text);

// Why a server may not be called so. The same rules, but for the words that speak for a server: those bind people only.
std::optional<NameFault> fault_of_server_name(std::string_view text);

// NFKC, trimmed, runs of spaces made one. Of more than max_asked_name_bytes, and of what is not UTF-8, nothing.
std::string normalized_name(std::string_view text);

// Equal for texts that differ in case or width only, or that look the same in small letters or in capitals:
// NFKC case folding, capital twins and the UTS #39 skeleton (confusables.hpp), repeated until nothing changes,
// so that name_key(name_key(x)) == name_key(x). Letters that people tell apart stay apart, with one exception:
// i and l are one, because the capital of the first is drawn like the second, so "Ian" takes "Lan" too. At most
// 6 bytes for each byte of a name; a text longer than names are costs what normal_form.hpp says.
std::string name_key(std::string_view text);

// "Anonymous", 7 -> "Anonymous-7": what an untouched default name becomes when it is taken. `base` is the
// display of a name and is cut at a grapheme where the result would not be one. Different numbers give
// different keys.
std::string numbered_name(std::string_view base, std::uint64_t number);

// Names that speak for the server or address everybody; a name with the key of one of them is Reserved. "all"
// is absent on purpose: it has the key of "Ali".
std::span<const std::string_view> reserved_names();

}  // namespace crosstalk::text
