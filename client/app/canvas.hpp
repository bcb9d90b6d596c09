// Where a frame goes: through SDL's renderer to the graphics card, or drawn by the processor into the window.
#pragma once

#include <SDL.h>

#include <memory>

#include "ui/theme/color.hpp"

namespace crosstalk::app {

// Thread: the main one. Lives between the making and the destruction of Dear ImGui's context.
class Canvas {
  public:
    virtual ~Canvas() = default;
    virtual void begin_frame() = 0;
    // Shows Dear ImGui's present frame on `background`.
    virtual void present(ui::Color background) = 0;
    // The card forgot its textures.
    virtual void textures_lost() {}
};

// nullptr if there is no renderer worth having.
std::unique_ptr<Canvas> make_renderer_canvas(SDL_Window* window);
// Needs no graphics card and draws what one would draw.
std::unique_ptr<Canvas> make_processor_canvas(SDL_Window* window);

}  // namespace crosstalk::app
