#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

#include "server/app/platform.hpp"

namespace crosstalk::server {

std::filesystem::path default_data_folder() {
    if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && *data != '\0') {
        return std::filesystem::path(data) / "crosstalk" / "server";
    }
    const char* home = std::getenv("HOME");
    return std::filesystem::path(home == nullptr ? "." : home) / ".local" / "share" / "crosstalk" / "server";
}

bool is_terminal_output() {
    return isatty(STDOUT_FILENO) == 1;
}

void ignore_broken_pipes() {
    std::signal(SIGPIPE, SIG_IGN);
}

void raise_open_file_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

std::uint64_t process_id() {
    return static_cast<std::uint64_t>(getpid());
}

}  // namespace crosstalk::server
