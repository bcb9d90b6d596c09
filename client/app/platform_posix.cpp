#include <SDL.h>
#include <unistd.h>

#include <csignal>
#include <ctime>
#include <filesystem>

#include "client/app/platform.hpp"

namespace crosstalk::app {

void take_terminal() {}

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

void prepare_sound_thread() {}

std::int64_t thread_cpu_us() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::int64_t{time.tv_sec} * 1'000'000 + time.tv_nsec / 1'000;
}

bool has_terminal() {
    return isatty(STDERR_FILENO) == 1;
}

void ignore_broken_pipes() {
    std::signal(SIGPIPE, SIG_IGN);
}

}  // namespace crosstalk::app
