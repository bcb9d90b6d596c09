// What of a message goes into the search index.
//
// The index splits text where words end, but Chinese, Japanese and Korean runs have no such places: they are indexed
// as pairs of neighbouring characters, and their last character alone, so that every character begins something:
//
//   "chat 中文字!"  ->  "chat  中文 文字 字 !"
//
// The names of a message's files follow its text. Beside both stand words that say what the message is: its room, its
// author, that it holds a link, files, pictures.
//
// No Unicode tables but SQLite's own tokenizer's: an index made by an older build must stay true.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "net/events.hpp"

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

// The text, then the name of each file on a line of its own.
std::string searched_text(std::string_view text, const std::vector<net::File>& files);

// What a search may ask for. As it was judged when the message was stored: the index must be told the same again when
// the message leaves it.
struct Holds {
    bool link = false;
    bool files = false;
    bool pictures = false;
    friend bool operator==(const Holds&, const Holds&) = default;
};
Holds what_is_held(std::string_view text, const std::vector<net::File>& files);
// A picture by what its sender says, or by its name.
bool is_picture(const net::File& file);

// "room2048 user1024 link file image"
std::string search_about(net::RoomId room, net::UserId author, Holds holds);
std::string room_word(net::RoomId room);
std::string author_word(net::UserId author);
inline constexpr std::string_view link_word = "link";
inline constexpr std::string_view file_word = "file";
inline constexpr std::string_view picture_word = "image";

}  // namespace crosstalk::local
