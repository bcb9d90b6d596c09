#include "ui/list/attachment_layout.hpp"

#include <algorithm>
#include <cmath>

#include "ui/files/file_kind.hpp"

namespace crosstalk::ui {

namespace {

AttachmentKind kind_of_place(const net::File& file, Previews previews) {
    if (previews == Previews::Hidden) return AttachmentKind::Card;
    if (is_shown_as_picture(file)) return AttachmentKind::Picture;
    return is_shown_as_text(file) ? AttachmentKind::Text : AttachmentKind::Card;
}

PictureSize picture_size(const net::File& file, PictureSize most, const Theme& theme) {
    if (file.width == 0 || file.height == 0) return {most.width * 4 / 5, most.height * 4 / 5};
    return fitted_size(file.width, file.height, most, theme);
}

}  // namespace

PictureSize fitted_size(std::uint32_t width, std::uint32_t height, PictureSize most, const Theme& theme) {
    const double own_width = std::max<double>(1, width) * theme.scale();
    const double own_height = std::max<double>(1, height) * theme.scale();
    const double factor = std::min({1.0, most.width / own_width, most.height / own_height});
    const int least = theme.pixels(measure::picture_least);
    const auto side = [&](double own, int largest) {
        return std::clamp(static_cast<int>(std::lround(own * factor)), std::min(least, largest), largest);
    };
    return {side(own_width, most.width), side(own_height, most.height)};
}

int lay_out_attachments(std::span<const net::File> files, const Theme& theme, int width, Previews previews,
                        std::vector<AttachmentPlace>& places) {
    places.clear();
    const int gap = theme.pixels(space::control);
    const bool is_alone = files.size() == 1;
    const PictureSize most{
        std::min(width, theme.pixels(is_alone ? measure::image_most_width : measure::image_tile_width)),
        theme.pixels(is_alone ? measure::image_most_height : measure::image_tile_height)};
    const int card = std::min(width, theme.pixels(measure::file_card_width));
    const int card_height = theme.pixels(measure::file_card);
    const int text_height = measure::preview_rows * static_cast<int>(theme.type_row(TypeStyle::Code)) +
                            2 * theme.pixels(measure::code_padding);
    int left = 0;
    int top = 0;
    int row = 0;  // height of the present one
    for (const net::File& file : files) {
        AttachmentPlace place{.kind = kind_of_place(file, previews)};
        if (place.kind == AttachmentKind::Picture) {
            const PictureSize size = picture_size(file, most, theme);
            place.width = size.width;
            place.height = size.height;
        } else if (place.kind == AttachmentKind::Text) {
            place.width = std::min(width, theme.pixels(measure::code_most));
            place.height = card_height + text_height;
        } else {
            place.width = card;
            place.height = card_height;
        }
        if (left > 0 && left + place.width > width) {
            top += row + gap;
            left = row = 0;
        }
        place.left = left;
        place.top = top;
        left += place.width + gap;
        row = std::max(row, place.height);
        places.push_back(place);
    }
    return top + row;
}

}  // namespace crosstalk::ui
