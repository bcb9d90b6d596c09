#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "client/images/helper_process.hpp"

#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

extern char** environ;

namespace crosstalk::images {

namespace {

using Clock = std::chrono::steady_clock;

#ifdef MSG_NOSIGNAL
constexpr int send_flags = MSG_DONTWAIT | MSG_NOSIGNAL;
#else
constexpr int send_flags = MSG_DONTWAIT;
#endif

class PipeInterruption final : public Interruption {
  public:
    PipeInterruption() {
        if (::pipe(ends_.data()) != 0)
            throw std::system_error(errno, std::generic_category(),
                                    "no pipe could be made for decoding pictures");
        for (const int fd : ends_) {
            ::fcntl(fd, F_SETFD, FD_CLOEXEC);
            ::fcntl(fd, F_SETFL, O_NONBLOCK);
        }
    }
    ~PipeInterruption() override {
        for (const int fd : ends_)
            ::close(fd);
    }
    // Nobody reads it, so it stays set.
    void set() override {
        const char byte = 0;
        [[maybe_unused]] const ssize_t written = ::write(ends_[1], &byte, 1);
    }
    [[nodiscard]] int descriptor() const { return ends_[0]; }

  private:
    std::array<int, 2> ends_{-1, -1};
};

// What the process has used of a processor; empty where that is not told.
std::optional<std::chrono::nanoseconds> processor_time([[maybe_unused]] pid_t pid) {
#if defined(_POSIX_CPUTIME) && defined(__linux__)
    clockid_t clock{};
    timespec used{};
    if (::clock_getcpuclockid(pid, &clock) != 0 || ::clock_gettime(clock, &used) != 0) return std::nullopt;
    return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
#else
    return std::nullopt;
#endif
}

class PosixHelper final : public HelperProcess {
  public:
    PosixHelper(pid_t pid, int socket, int interruption)
        : pid_(pid), socket_(socket), interruption_(interruption) {}
    ~PosixHelper() override { PosixHelper::end(); }

    void begin(const Patience& patience) override {
        patience_ = patience;
        begun_ = Clock::now();
        used_before_ = processor_time(pid_);
    }

    Talk write(std::span<const std::uint8_t> bytes) override {
        while (!bytes.empty()) {
            const ssize_t size = ::send(socket_, bytes.data(), bytes.size(), send_flags);
            if (size > 0) {
                bytes = bytes.subspan(static_cast<std::size_t>(size));
            } else if (size < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
                return Talk::Ended;
            }
            if (bytes.empty()) break;
            if (const Talk waited = wait_for(POLLOUT); waited != Talk::Done) return waited;
        }
        return Talk::Done;
    }

    Talk read(std::span<std::uint8_t> to) override {
        while (!to.empty()) {
            const ssize_t size = ::recv(socket_, to.data(), to.size(), MSG_DONTWAIT);
            if (size == 0) return Talk::Ended;
            if (size > 0) {
                to = to.subspan(static_cast<std::size_t>(size));
            } else if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
                return Talk::Ended;
            }
            if (to.empty()) break;
            if (const Talk waited = wait_for(POLLIN); waited != Talk::Done) return waited;
        }
        return Talk::Done;
    }

    // Anything that it says unasked, its end included, means that it is not what it was.
    bool is_alive() override {
        pollfd waiting{socket_, POLLIN, 0};
        return pid_ > 0 && ::poll(&waiting, 1, 0) == 0;
    }

    HelperEnd end() override {
        if (pid_ <= 0) return end_;
        ::kill(pid_, SIGKILL);
        ::close(socket_);
        int status = 0;
        while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
        }
        pid_ = -1;
        if (WIFEXITED(status)) end_.status = WEXITSTATUS(status);
        if (WIFSIGNALED(status)) end_.signal = WTERMSIG(status);
        return end_;
    }

  private:
    Talk wait_for(short what) {
        for (;;) {
            const std::chrono::milliseconds left = time_left();
            if (left.count() <= 0) return Talk::TooSlow;
            std::array<pollfd, 2> waiting{{{socket_, what, 0}, {interruption_, POLLIN, 0}}};
            const int ready = ::poll(waiting.data(), waiting.size(), static_cast<int>(left.count()));
            if (ready < 0 && errno != EINTR) return Talk::Ended;
            if (waiting[1].revents != 0) return Talk::Interrupted;
            if (ready > 0) return Talk::Done;
        }
    }

    // How long nothing can have gone too far. A helper that works uses up both kinds of patience, one that hangs the
    // second alone.
    [[nodiscard]] std::chrono::milliseconds time_left() const {
        using std::chrono::milliseconds;
        const auto gone = std::chrono::duration_cast<milliseconds>(Clock::now() - begun_);
        milliseconds left = patience_.wall - gone;
        const auto used = processor_time(pid_);
        if (used && used_before_)
            left = std::min(
                left, patience_.processor - std::chrono::duration_cast<milliseconds>(*used - *used_before_));
        // A day is waited for in pieces.
        return std::min(left, milliseconds(std::chrono::hours(1)));
    }

    pid_t pid_;
    int socket_;
    int interruption_;
    Patience patience_;
    Clock::time_point begun_;
    std::optional<std::chrono::nanoseconds> used_before_;
    HelperEnd end_;
};

// Where the libraries are, and how the sanitizers of a test report: neither a name nor an address of the user.
std::vector<char*> inherited_environment() {
    static constexpr std::array<std::string_view, 5> names{
        "LD_LIBRARY_PATH=", "ASAN_OPTIONS=", "LSAN_OPTIONS=", "TSAN_OPTIONS=", "UBSAN_OPTIONS="};
    std::vector<char*> variables;
    for (char** each = environ; each != nullptr && *each != nullptr; ++each) {
        const std::string_view variable(*each);
        if (std::ranges::any_of(names, [&](std::string_view name) { return variable.starts_with(name); }))
            variables.push_back(*each);
    }
    variables.push_back(nullptr);
    return variables;
}

// -1 if it cannot be started.
pid_t spawn(const std::string& program, const std::vector<std::string>& arguments, int socket) {
    std::vector<char*> words{const_cast<char*>(program.c_str())};
    for (const std::string& argument : arguments)
        words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    std::vector<char*> environment = inherited_environment();

    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&files, socket, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, socket, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
#if defined(__GLIBC__)
    posix_spawn_file_actions_addclosefrom_np(&files, 3);
#endif
    sigset_t defaults;
    sigemptyset(&defaults);
    for (const int signal : {SIGPIPE, SIGINT, SIGTERM, SIGCHLD})
        sigaddset(&defaults, signal);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, static_cast<short>(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK));
    pid_t pid = -1;
    const int error =
        ::posix_spawn(&pid, program.c_str(), &files, &attributes, words.data(), environment.data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return error == 0 ? pid : -1;
}

}  // namespace

std::unique_ptr<Interruption> make_interruption() {
    return std::make_unique<PipeInterruption>();
}

std::unique_ptr<HelperProcess> start_helper(const std::string& program,
                                            const std::vector<std::string>& arguments,
                                            Interruption& interruption) {
    if (program.empty()) return nullptr;
    std::array<int, 2> ends{-1, -1};
#ifdef SOCK_CLOEXEC
    constexpr int type = SOCK_STREAM | SOCK_CLOEXEC;
#else
    constexpr int type = SOCK_STREAM;
#endif
    if (::socketpair(AF_UNIX, type, 0, ends.data()) != 0) return nullptr;
    for (const int fd : ends)
        ::fcntl(fd, F_SETFD, FD_CLOEXEC);
#ifdef SO_NOSIGPIPE
    const int yes = 1;
    ::setsockopt(ends[0], SOL_SOCKET, SO_NOSIGPIPE, &yes, sizeof yes);
#endif
    const pid_t pid = spawn(program, arguments, ends[1]);
    ::close(ends[1]);
    if (pid <= 0) {
        ::close(ends[0]);
        return nullptr;
    }
    return std::make_unique<PosixHelper>(pid, ends[0],
                                         static_cast<PipeInterruption&>(interruption).descriptor());
}

std::string own_program() {
#ifdef __linux__
    return "/proc/self/exe";
#elif defined(__APPLE__)
    std::array<char, 4096> path{};
    auto size = static_cast<std::uint32_t>(path.size());
    return _NSGetExecutablePath(path.data(), &size) == 0 ? std::string(path.data()) : std::string();
#else
    return {};
#endif
}

}  // namespace crosstalk::images
