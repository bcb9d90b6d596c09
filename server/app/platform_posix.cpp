#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/un.h>
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

std::vector<std::pair<std::string, std::string>> environment_variables() {
    std::vector<std::pair<std::string, std::string>> variables;
    for (char** each = environ; each != nullptr && *each != nullptr; ++each) {
        const std::string text = *each;
        const std::size_t equals = text.find('=');
        if (equals != std::string::npos)
            variables.emplace_back(text.substr(0, equals), text.substr(equals + 1));
    }
    return variables;
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

void keep_to_owner(const std::filesystem::path& path) {
    std::error_code error;
    const bool is_folder = std::filesystem::is_directory(path, error);
    ::chmod(path.c_str(), is_folder ? S_IRWXU : S_IRUSR | S_IWUSR);
}

std::filesystem::path control_socket_in(const std::filesystem::path& data_folder) {
    return data_folder / "control.sock";
}

SocketName::SocketName(const std::filesystem::path& file) : text_(file.string()) {
    if (text_.size() < sizeof(sockaddr_un::sun_path)) return;
    // Linux: an open folder has a short name.
    folder_ = ::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder_ >= 0) text_ = "/proc/self/fd/" + std::to_string(folder_) + "/" + file.filename().string();
}

SocketName::~SocketName() {
    if (folder_ >= 0) ::close(folder_);
}

}  // namespace crosstalk::server
