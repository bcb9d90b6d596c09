// Who is named by a message: @name, @"name with blanks", @room.
//
// '@' must not stand directly behind a letter, a digit or another '@' (that is an e-mail address) nor in code or a
// link, and "\@" is only a sign. Names may hold blanks, so several ends are possible: the longest one that
// `is_name` knows counts. A name ends where no letter, digit or '@' follows, and no hyphen, dot or underscore with
// a letter or digit behind it: "@ada's" and "@ada." name Ada, "@ada-2", "@ada.com" and "@adam" do not. Scripts that
// are written without blanks need the quotation marks.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace crosstalk::text {

// Asked with keys as name_key makes them (names.hpp). Must not throw.
using IsName = std::function<bool(std::string_view key)>;

struct Mention {
    std::size_t begin = 0;  // bytes of the text; the '@' and the quotation marks belong to it
    std::size_t end = 0;
    std::string key;  // of the name; empty: everybody in the room

    [[nodiscard]] bool is_room() const { return key.empty(); }
    friend bool operator==(const Mention&, const Mention&) = default;
};

// Of one text so many names are looked up at most, then every '@' is only a sign: 50 people can be named and
// nobody can make the reader work. Making a key costs microseconds.
inline constexpr std::size_t max_name_lookups = 1'000;

// In order of the text, repetitions included. "@room" and "@everyone", in any case, are always told: whether the
// author may is not known here. Linear in `text`, plus at most max_name_lookups questions.
std::vector<Mention> find_mentions(std::string_view text, const IsName& is_name);

}  // namespace crosstalk::text
