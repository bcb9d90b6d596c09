#include <SDL.h>

#include "client/app/platform.hpp"

namespace crosstalk::app {

bool has_graphics_processor() {
    return true;
}

void prefer_renderers() {
    SDL_SetHint(SDL_HINT_RENDER_DRIVER, "direct3d11");
}

void ignore_broken_pipes() {}

}  // namespace crosstalk::app
