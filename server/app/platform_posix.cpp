#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <thread>

#include "net/transport/local_names.hpp"
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

std::optional<int> reload_signal() {
    return SIGHUP;
}

bool has_lost_its_terminal() {
    // A terminal that has hung up is a terminal still, and answers nothing.
    struct stat status {};
    const bool is_device = fstat(STDOUT_FILENO, &status) == 0 && S_ISCHR(status.st_mode);
    return is_device && isatty(STDOUT_FILENO) == 0 && errno == EIO;
}

// sd_notify(3), without its library.
void tell_service_manager([[maybe_unused]] ServiceState state) {
#ifdef __linux__
    const char* name = std::getenv("NOTIFY_SOCKET");
    sockaddr_un address{};
    if (name == nullptr || (name[0] != '/' && name[0] != '@')) return;
    const std::size_t length = std::strlen(name);
    if (length >= sizeof(address.sun_path)) return;
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, name, length);
    if (name[0] == '@') address.sun_path[0] = '\0';  // a name in no folder
    const char* text = state == ServiceState::Ready       ? "READY=1\n"
                       : state == ServiceState::Reloading ? "RELOADING=1\n"
                                                          : "STOPPING=1\n";
    const int descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return;
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + length);
    // Whoever does not listen need not know.
    [[maybe_unused]] const ssize_t sent =
        ::sendto(descriptor, text, std::strlen(text), MSG_NOSIGNAL | MSG_DONTWAIT,
                 reinterpret_cast<const sockaddr*>(&address), size);
    ::close(descriptor);
#endif
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

bool wait_for_end(std::uint64_t process, std::chrono::milliseconds patience) {
    const auto pid = static_cast<pid_t>(process);
    const auto until = std::chrono::steady_clock::now() + patience;
#ifdef SYS_pidfd_open
    // Ready when the process has ended. Older kernels do not have it.
    const auto descriptor = static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
    if (descriptor >= 0) {
        pollfd waiting{descriptor, POLLIN, 0};
        const bool has_ended = ::poll(&waiting, 1, static_cast<int>(patience.count())) > 0;
        ::close(descriptor);
        return has_ended;
    }
#endif
    while (::kill(pid, 0) == 0 || errno == EPERM) {
        if (std::chrono::steady_clock::now() >= until) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return true;
}

std::vector<std::filesystem::path> control_sockets_of(const std::filesystem::path& data_folder) {
    std::vector<std::filesystem::path> files{data_folder / "control.sock"};
    if (const auto session = transport::session_folder()) {
        const std::uint64_t number = transport::number_of_folder(data_folder);
        files.push_back(*session / ("crosstalk-server-" + std::to_string(number)));
    }
    return files;
}

void make_room_for_socket(const std::filesystem::path& /*file*/) {}

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
