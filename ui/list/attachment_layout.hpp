// How the files of a message stand below its text: side by side while there is room. Pictures have their final size
// before a pixel of them is here, from what their sender says; the rest are cards. Pure.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "net/files.hpp"
#include "ui/theme/theme.hpp"

namespace crosstalk::ui {

enum class AttachmentKind : std::uint8_t {
    Card,
    Picture,
    Text,  // a card with the first lines of the file below
};

/// Whether pictures and texts are shown in the conversation, or every file is a card.
enum class Previews : std::uint8_t { Shown, Hidden };

/// Pixels of the screen, from the left of the text and the top of the files.
struct AttachmentPlace {
    AttachmentKind kind = AttachmentKind::Card;
    int left = 0;
    int top = 0;
    int width = 0;
    int height = 0;
};

/// One place for each file, in order; gives the height of all. `width` is that of the text.
int lay_out_attachments(std::span<const net::File> files, const Theme& theme, int width, Previews previews,
                        std::vector<AttachmentPlace>& places);

/// The largest size with the picture's proportions that fits, never larger than the picture at the theme's scale. What a
/// sender says may be anything: no side gets smaller than what can be pressed.
struct PictureSize {
    int width = 0;
    int height = 0;
};
PictureSize fitted_size(std::uint32_t width, std::uint32_t height, PictureSize most, const Theme& theme);

}  // namespace crosstalk::ui
