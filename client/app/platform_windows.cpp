#include <SDL.h>
#include <objbase.h>
#include <windows.h>

#include "client/app/platform.hpp"

namespace crosstalk::app {

bool has_graphics_processor() {
    return true;
}

void prefer_renderers() {
    SDL_SetHint(SDL_HINT_RENDER_DRIVER, "direct3d11");
}

// SDL before 2.26.4 opens WASAPI's devices on a thread without COM only by luck. The thread ends with the program.
void prepare_sound_thread() {
    CoInitializeEx(nullptr, COINIT_MULTITHREADED);
}

std::int64_t thread_cpu_us() {
    FILETIME made{};
    FILETIME ended{};
    FILETIME kernel{};
    FILETIME user{};
    if (GetThreadTimes(GetCurrentThread(), &made, &ended, &kernel, &user) == 0) return 0;
    const auto tenths = [](const FILETIME& time) {
        return (static_cast<std::int64_t>(time.dwHighDateTime) << 32) + time.dwLowDateTime;
    };
    return (tenths(kernel) + tenths(user)) / 10;
}

// A program with a window has none of its own, even if it was started in one.
bool has_terminal() {
    return GetConsoleWindow() != nullptr;
}

void ignore_broken_pipes() {}

}  // namespace crosstalk::app
