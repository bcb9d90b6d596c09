// Names of files that people send one another: what is left of one can be shown in a line and made a file of, beneath any
// folder, on Linux, macOS and Windows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace crosstalk::text {

// What a file is called of whose name nothing is left.
inline constexpr std::string_view nameless_file = "file";

// `name` may be anything, a path too: it never leads into another folder. The server applies it to what is sent, and
// clients to what a server says.
// - Replaced by "_": the separators / and \, what Windows forbids (< > : " | ? *), bytes that are not UTF-8.
// - Dropped: controls; format characters, all that turn text around, join or are ignored when drawn; private characters
//   and noncharacters; of many combining marks in a row all but the first. Other white space becomes a blank.
// - Dots, dashes and blanks at the beginning, dots and blanks at the end.
// - A device of Windows (CON, NUL.txt, com1) gets a "_" in front.
// The result is NFC, 1 to net::max_file_name_bytes long (what is cut is not its extension), and safe_file_name changes
// it no more.
std::string safe_file_name(std::string_view name);

// "photo.png", 2 -> "photo (2).png", for a folder that has the other already. `name` is safe, and the result, too, within
// the limit.
std::string numbered_file_name(std::string_view name, std::uint32_t number);

// "png" of "Photo.PNG": in small ASCII letters, without the dot. Empty if there is none.
std::string file_extension(std::string_view name);

// Named as a picture that clients show: png, jpg, jpeg, bmp, gif.
bool has_picture_extension(std::string_view name);

}  // namespace crosstalk::text
