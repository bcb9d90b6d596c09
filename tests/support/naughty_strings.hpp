// Texts that have broken other programs: each is valid UTF-8, and to be kept, found and shown like any other.
#pragma once

#include <array>
#include <string_view>

namespace crosstalk::testing {

using namespace std::string_view_literals;

inline constexpr std::array naughty_strings{
    // for SQL
    "1; DROP TABLE messages"sv,
    "' OR 1=1 -- "sv,
    "'; SELECT * FROM users; --"sv,
    "%27 OR %271%27=%271"sv,
    "\\'"sv,
    "''"sv,
    "NULL"sv,
    "null\0byte"sv,
    "x'00'"sv,
    "?1 :name @name $name"sv,
    // for the search index
    "\"unbalanced"sv,
    "\"\""sv,
    "AND"sv,
    "OR NOT"sv,
    "a AND"sv,
    "NEAR(a b, 5)"sv,
    "NEAR("sv,
    "text : hello"sv,
    "about : room1"sv,
    "{about text} : x"sv,
    "- about : x"sv,
    "^first"sv,
    "pre*"sv,
    "*"sv,
    "a + b"sv,
    "(((("sv,
    "room1 user1024 link"sv,
    "rank MATCH 'bm25()'"sv,
    "search"sv,
    "'delete'"sv,
    // for formats and shells
    "%s%s%s%n%x"sv,
    "{0} {} ${HOME}"sv,
    "$(touch /tmp/x) `id`"sv,
    "<script>alert(1)</script>"sv,
    "../../etc/passwd"sv,
    "C:\\con\\nul"sv,
    "-rf --help"sv,
    "\x1B[31mred\x1B[0m\a\b"sv,
    "\r\n\r\nHTTP/1.1 200 OK"sv,
    "http://"sv,
    "HTTPS://EXAMPLE.ORG/?q='\"><"sv,
    "see http://a.b/c, and https://d.e"sv,
    // for numbers
    "0"sv,
    "-1"sv,
    "1e1000"sv,
    "NaN"sv,
    "Infinity"sv,
    "0x7fffffffffffffff"sv,
    "9223372036854775808"sv,
    "1,000.00"sv,
    // for Unicode
    "\uFEFFbyte order mark"sv,
    "zero\u200Bwidth\u200Djoin"sv,
    "\u202Eright to left\u202C"sv,
    "\u00AD\u2060\u180E"sv,
    "Z\u0351\u036B\u0343a\u0329\u0323l\u034Dg\u0321o\u034E"sv,
    "\u0301\u0301alone"sv,
    "e\u0301 é E\u0301 É"sv,
    "İıſK Straße ŒUVRE ﬁ"sv,
    "ΣΊΣΥΦΟΣ σίσυφος"sv,
    "пример ПРИМЕР"sv,
    "مرحبا بالعالم"sv,
    "नमस्ते"sv,
    "สวัสดี"sv,
    "田中さんにあげて下さい"sv,
    "パーティーへ行かないか"sv,
    "사회과학원 어학연구소"sv,
    "か\u3099き\u3099 がぎ ガ・ギ"sv,
    "𠜎𠜱𠝹𠱓"sv,
    "中a文b字"sv,
    "ﾊﾝｶｸ"sv,
    "\u3000全角　空白\u3000"sv,
    "👩‍👩‍👧‍👦🏳️‍🌈🇨🇭"sv,
    "1️⃣ ❤️ ☺"sv,
    "\U0010FFFF\uFFFD\uFFFF"sv,
    "ƎͶ¡⅁"sv,
    "½ ² ₂ Ⅷ"sv,
};

}  // namespace crosstalk::testing
