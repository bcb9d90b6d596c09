// A picture on the screen: asked for, and drawn into a rounded box once it is there.
#pragma once

#include <cstdint>

#include "ui/pictures/pictures.hpp"
#include "ui/theme/context.hpp"

namespace crosstalk::ui {

/// Contained: all of it, with its proportions. Filled: the middle of it, up to the box's edges.
enum class PictureFit : std::uint8_t { Contained, Filled };

struct PictureLook {
    PictureFit fit = PictureFit::Contained;
    PicturePlay play = PicturePlay::Still;
    float corner = 0;  // pixels of the screen
};

/// Draws nothing but the picture, and that only when it is ready. Asks for the frame in which an animation goes on.
PictureShown draw_picture(ImDrawList& draw, const Context& context, Box box, const PictureKey& key,
                          const PictureLook& look);

}  // namespace crosstalk::ui
