// The system's own name for an SDL window.
#pragma once

#include <SDL.h>

#include "client/app/desktop/desktop.hpp"

namespace crosstalk::app {

// Who shows it, and its X11 id or HWND; 0 where windows have no such name. Thread: the one that made the window.
DesktopSettings native_window(SDL_Window* window);

}  // namespace crosstalk::app
