#include <SDL.h>
#include <objbase.h>
#include <windows.h>

#include <cstdio>

#include "client/app/platform.hpp"

namespace crosstalk::app {

namespace {

// A file, a pipe or a console, and not nothing.
bool leads_somewhere(DWORD stream) {
    const HANDLE handle = GetStdHandle(stream);
    return handle != nullptr && handle != INVALID_HANDLE_VALUE && GetFileType(handle) != FILE_TYPE_UNKNOWN;
}

}  // namespace

void take_terminal() {
    const bool has_output = leads_somewhere(STD_OUTPUT_HANDLE);
    const bool has_errors = leads_somewhere(STD_ERROR_HANDLE);
    if ((has_output && has_errors) || AttachConsole(ATTACH_PARENT_PROCESS) == 0) return;
    if (!has_output) std::freopen("CONOUT$", "w", stdout);
    if (!has_errors) std::freopen("CONOUT$", "w", stderr);
}

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

bool has_terminal() {
    return GetConsoleWindow() != nullptr || leads_somewhere(STD_ERROR_HANDLE);
}

void ignore_broken_pipes() {}

}  // namespace crosstalk::app
