#include "client/app/desktop/native_window.hpp"

#include <SDL_syswm.h>

namespace crosstalk::app {

DesktopSettings native_window(SDL_Window* window) {
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (SDL_GetWindowWMInfo(window, &info) != SDL_TRUE) return {};
#ifdef SDL_VIDEO_DRIVER_X11
    if (info.subsystem == SDL_SYSWM_X11) return {DisplayServer::X11, info.info.x11.window};
#endif
#ifdef SDL_VIDEO_DRIVER_WINDOWS
    if (info.subsystem == SDL_SYSWM_WINDOWS) {
        return {DisplayServer::Other, reinterpret_cast<std::uintptr_t>(info.info.win.window)};
    }
#endif
    return {info.subsystem == SDL_SYSWM_WAYLAND ? DisplayServer::Wayland : DisplayServer::Other, 0};
}

}  // namespace crosstalk::app
