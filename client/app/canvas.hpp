// Where a frame goes: through SDL's renderer to the graphics card, or drawn by the processor into the window.
#pragma once

#include <SDL.h>

#include <cstdint>
#include <memory>
#include <span>

#include "ui/theme/color.hpp"

namespace crosstalk::app {

struct TextureSize {
    int width = 0;
    int height = 0;
};

// Thread: the main one. Lives between the making and the destruction of Dear ImGui's context.
class Canvas {
  public:
    virtual ~Canvas() = default;
    virtual void begin_frame() = 0;
    // Shows Dear ImGui's present frame on `background`.
    virtual void present(ui::Color background) = 0;
    // The card forgot its textures: those of Dear ImGui come back, those made here are gone and must be made again.
    virtual void textures_lost() {}

    // Pictures for ImDrawList::AddImage: an ImTextureID, or 0 if it cannot be had. RGBA, rows from above without gaps; the
    // bytes are copied.
    virtual std::uint64_t make_texture(TextureSize size, std::span<const std::uint8_t> pixels) = 0;
    virtual void update_texture(std::uint64_t texture, std::span<const std::uint8_t> pixels) = 0;
    virtual void drop_texture(std::uint64_t texture) = 0;
    [[nodiscard]] virtual int texture_side_most() const = 0;
};

// nullptr if there is no renderer worth having.
std::unique_ptr<Canvas> make_renderer_canvas(SDL_Window* window);
// Needs no graphics card and draws what one would draw.
std::unique_ptr<Canvas> make_processor_canvas(SDL_Window* window);

}  // namespace crosstalk::app
