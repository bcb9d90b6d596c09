// What of a message goes into the search index, and what a person's input asks of it.
//
// The index splits text where words end, but Chinese, Japanese and Korean runs have no such places: they are indexed
// as pairs of neighbouring characters, and their last character alone, so that every character begins something:
//
//   "chat 中文字!"  ->  "chat  中文 文字 字 !"       asked for "中文字": the phrase "中文 文字"; for "文": anything with 文*
//
// No Unicode tables but SQLite's own tokenizer's: an index made by an older build must stay true.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "net/ids.hpp"

namespace crosstalk::local {

std::string search_text(std::string_view text);

// The word that stands for a room in the index.
std::string search_room(net::RoomId room);

// FTS5 queries: every word of the input (of more than 16 the first) in the column `text`, anywhere or in one of these
// rooms. Empty if there is nothing to look for. Nothing in the input is syntax.
std::string search_query(std::string_view input);
std::string search_query(std::string_view input, std::span<const net::RoomId> rooms);

}  // namespace crosstalk::local
