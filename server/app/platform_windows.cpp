#include <io.h>
#include <process.h>

#include <cstdio>
#include <cstdlib>

#include "server/app/platform.hpp"

namespace crosstalk::server {

std::filesystem::path default_data_folder() {
    const wchar_t* local = _wgetenv(L"LOCALAPPDATA");
    return std::filesystem::path(local == nullptr ? L"." : local) / "Crosstalk" / "server";
}

bool is_terminal_output() {
    return _isatty(_fileno(stdout)) != 0;
}

void ignore_broken_pipes() {}

void raise_open_file_limit() {}

std::uint64_t process_id() {
    return static_cast<std::uint64_t>(_getpid());
}

}  // namespace crosstalk::server
