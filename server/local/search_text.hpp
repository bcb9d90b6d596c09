// What of a message goes into the search index.
//
// The index splits text where words end, but Chinese, Japanese and Korean runs have no such places: they are indexed
// as pairs of neighbouring characters, and their last character alone, so that every character begins something:
//
//   "chat 中文字!"  ->  "chat  中文 文字 字 !"
//
// Beside the text stand words that say what the message is: its room, its author, that it holds a link.
//
// No Unicode tables but SQLite's own tokenizer's: an index made by an older build must stay true.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "net/ids.hpp"

namespace crosstalk::local {

std::string search_text(std::string_view text);

// The parts of the text, in order, that search_text() puts spaces between; pairs overlap. Views into the text.
std::vector<std::string_view> search_pieces(std::string_view text);

// A piece of text that is unspaced throughout or nowhere. Views into the text.
struct TextRun {
    std::string_view text;
    bool unspaced = false;
};
std::vector<TextRun> text_runs(std::string_view text);

// " ab bc cd" of "abcd"; nothing of a single character.
std::string neighbour_pairs(std::string_view text);

// "room2048 user1024 link"
std::string search_about(net::RoomId room, net::UserId author, bool has_link);
std::string room_word(net::RoomId room);
std::string author_word(net::UserId author);
inline constexpr std::string_view link_word = "link";

}  // namespace crosstalk::local
