// The first lines of a file of text, to be shown below its name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace crosstalk::images {

inline constexpr std::size_t max_preview_lines = 6;
inline constexpr std::size_t max_preview_code_points = 500;
// As much of a file as is worth giving.
inline constexpr std::size_t preview_bytes = 16U << 10U;

// `beginning` is the beginning of a file and may end inside a code point. Empty if the file is no text in UTF-8 (UTF-16 is
// none, nor is anything with a zero byte), or if nothing of it would be seen. The result is what a message may
// hold, without empty lines at its end. Linear in `beginning`.
std::optional<std::string> text_preview(std::span<const std::uint8_t> beginning);

}  // namespace crosstalk::images
