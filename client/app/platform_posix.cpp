#include <SDL.h>

#include <csignal>
#include <filesystem>

#include "client/app/platform.hpp"

namespace crosstalk::app {

bool has_graphics_processor() {
#ifdef __linux__
    std::error_code error;
    for (const auto& device : std::filesystem::directory_iterator("/dev/dri", error)) {
        if (device.path().filename().string().starts_with("renderD")) return true;
    }
    return false;
#else
    return true;
#endif
}

void prefer_renderers() {}

void ignore_broken_pipes() {
    std::signal(SIGPIPE, SIG_IGN);
}

}  // namespace crosstalk::app
