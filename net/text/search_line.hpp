// What a line typed into a search field asks for:
//
//     supper "on friday" from:ada from:"Bob Smith" in:#kitchen in:@ada has:link before:2026-01-02 after:7d sort:relevance
//
// Words and "quoted phrases" must all be in a message. Filters:
//
//     from:NAME      said by; several: by any of them; me is oneself
//     in:ROOM        in that room, with or without '#'; in:@NAME in the private messages with that person; several: any
//     has:link       link, image or file
//     before:DATE    before that day, month or year, or before that moment (see times.hpp)
//     after:DATE     after its end
//     on:DATE        within it; during: is the same
//     sort:newest    newest (the rule) or relevance
//
// The value stands right behind the colon, in quotation marks if it holds blanks. Other words with a colon are words.
// A '"' amid a word is only a sign.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "net/ids.hpp"

namespace crosstalk::text {

// The same enumerators as net::Has and net::SearchOrder, which stand above this level.
enum class SearchHas : std::uint8_t { Anything, Link, Image, File };
enum class SearchSort : std::uint8_t { Newest, Relevance };

struct SearchLine {
    std::vector<std::string> words;    // as typed
    std::vector<std::string> phrases;  // of quotation marks, which are not in them
    std::vector<std::string> from;     // names as typed, without '@'
    std::vector<std::string> rooms;    // names as typed, without '#'
    std::vector<std::string> people;   // those of in:@NAME
    SearchHas has = SearchHas::Anything;
    net::Timestamp since;  // 0: no bound
    net::Timestamp until;  // 0: no bound; itself not included
    SearchSort sort = SearchSort::Newest;

    friend bool operator==(const SearchLine&, const SearchLine&) = default;
};

// Bytes [begin, end) of the line are wrong. `text` is for people: what is wrong, then how to write it.
struct SearchFault {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string text;

    friend bool operator==(const SearchFault&, const SearchFault&) = default;
};

// `typed` is any bytes.
std::variant<SearchLine, SearchFault> parse_search(std::string_view typed, net::Timestamp now,
                                                   std::chrono::minutes utc_offset);

// Words and phrases as net::Search::words carries them: words, then "phrases" in quotation marks.
std::string words_of(const SearchLine& line);

}  // namespace crosstalk::text
