// What a file is, as far as its name says, and how that and its size are told. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "net/files.hpp"

namespace crosstalk::ui {

enum class FileKind : std::uint8_t { Picture, Sound, Film, Archive, Document, Text, Program, Other };

/// Fetched and decoded without being asked for, up to this size; above, a picture is a card like other files.
inline constexpr std::uint64_t shown_picture_most_bytes = 16ULL * 1024 * 1024;
/// The same of the first lines of a text.
inline constexpr std::uint64_t shown_text_most_bytes = 256ULL * 1024;

/// A smaller copy of a picture is offered above either; it has at most so many pixels on a side.
inline constexpr std::uint32_t smaller_copy_side = 1920;
inline constexpr std::uint64_t smaller_copy_from_bytes = 1'000'000;

FileKind kind_of(std::string_view name);
/// "ZIP archive", "PNG picture", "XYZ file", "File".
std::string kind_in_words(std::string_view name);

/// Whether the conversation shows its pixels, or its first lines.
bool is_shown_as_picture(const net::File& file);
bool is_shown_as_text(const net::File& file);

}  // namespace crosstalk::ui
