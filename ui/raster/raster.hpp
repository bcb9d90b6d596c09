// Draws Dear ImGui's triangles into memory, for machines without a graphics card and for tests.
//
// It exists because SDL's software renderer moves every corner of a triangle to a whole pixel, which turns round shapes
// and thin lines into steps. Here corners keep 1/256 of a pixel and shared edges are drawn once, as graphics cards do,
// so a picture made here is the picture that a card makes.
#pragma once

#include <cstdint>

#include "ui/theme/color.hpp"

struct ImDrawData;

namespace crosstalk::ui {

/// Rows of pixels in the byte order red, green, blue, alpha; `stride` counts pixels.
struct PixelTarget {
    std::uint32_t* pixels = nullptr;
    int width = 0;
    int height = 0;
    int stride = 0;
};

/// A picture to draw with ImDrawList::AddImage: cast its address to ImTextureID. Not premultiplied. It must live until
/// the frame is drawn.
struct RasterTexture {
    const std::uint32_t* pixels = nullptr;
    int width = 0;
    int height = 0;
};

/// Tells Dear ImGui what this renderer can do. Once, before the first frame of the present ImGui context.
void start_raster();
/// Gives up the textures of the present ImGui context; before it is destroyed.
void stop_raster();

/// Fills the target with `ground` and draws the frame over it. Reads glyphs from Dear ImGui's own memory: nothing is
/// uploaded or copied.
void draw_with_raster(ImDrawData& frame, const PixelTarget& target, Color ground);

}  // namespace crosstalk::ui
