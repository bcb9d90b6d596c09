#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <utility>

#include "client/host/server_process.hpp"

extern char** environ;

namespace crosstalk::host {

namespace {

class PosixServer final : public ServerProcess {
  public:
    PosixServer(pid_t pid, int output) : pid_(pid), output_(output) {}
    ~PosixServer() override {
        PosixServer::hang_up();
        PosixServer::has_ended();
    }

    std::optional<std::string> hear(std::chrono::milliseconds patience) override {
        pollfd waiting{output_, POLLIN, 0};
        int ready = 0;
        do {
            ready = ::poll(&waiting, 1, static_cast<int>(patience.count()));
        } while (ready < 0 && errno == EINTR);
        if (ready == 0) return std::string();
        if (ready < 0) return std::nullopt;
        std::array<char, 4096> part;
        const ssize_t size = ::read(output_, part.data(), part.size());
        if (size <= 0) return std::nullopt;
        return std::string(part.data(), static_cast<std::size_t>(size));
    }

    void hang_up() override {
        if (output_ >= 0) ::close(output_);
        output_ = -1;
    }

    void ask_to_end() override {
        if (pid_ > 0) ::kill(pid_, SIGTERM);
    }

    void kill() override {
        if (pid_ > 0) ::kill(pid_, SIGKILL);
    }

    bool has_ended() override {
        if (pid_ > 0 && ::waitpid(pid_, nullptr, WNOHANG) == pid_) pid_ = -1;
        return pid_ < 0;
    }

  private:
    pid_t pid_;
    int output_;
};

class SpawnSettings {
  public:
    explicit SpawnSettings(int output) {
        ::posix_spawn_file_actions_init(&actions_);
        ::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        ::posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions_, output, STDERR_FILENO);
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 34)
        ::posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
#endif
        ::posix_spawnattr_init(&attributes_);
        sigset_t signals;
        sigfillset(&signals);
        ::posix_spawnattr_setsigdefault(&attributes_, &signals);
        sigemptyset(&signals);
        ::posix_spawnattr_setsigmask(&attributes_, &signals);
        short flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
#ifdef POSIX_SPAWN_SETSID
        flags |= POSIX_SPAWN_SETSID;
#endif
        ::posix_spawnattr_setflags(&attributes_, flags);
    }
    SpawnSettings(const SpawnSettings&) = delete;
    SpawnSettings& operator=(const SpawnSettings&) = delete;
    ~SpawnSettings() {
        ::posix_spawn_file_actions_destroy(&actions_);
        ::posix_spawnattr_destroy(&attributes_);
    }
    [[nodiscard]] const posix_spawn_file_actions_t* actions() const {
        return &actions_;
    }
    [[nodiscard]] const posix_spawnattr_t* attributes() const {
        return &attributes_;
    }

  private:
    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (std::string& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

std::vector<std::string> environment_with(const ServerProcess::Variables& variables) {
    std::vector<std::string> all;
    for (char** each = environ; each != nullptr && *each != nullptr; ++each)
        all.emplace_back(*each);
    for (const auto& variable : variables) {
        std::string text = variable.first + "=";
        std::erase_if(all, [&](const std::string& each) { return each.starts_with(text); });
        text += variable.second;
        all.push_back(std::move(text));
    }
    return all;
}

}  // namespace

std::unique_ptr<ServerProcess> start_server(const std::string& program,
                                            const std::vector<std::string>& arguments,
                                            const ServerProcess::Variables& variables) {
    std::array<int, 2> ends{-1, -1};
    if (::pipe(ends.data()) != 0)
        throw std::system_error(errno, std::generic_category(), "no pipe could be made");
    for (const int end : ends)
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
    std::vector<std::string> words = arguments;
    words.insert(words.begin(), "crosstalk");
    std::vector<std::string> all = environment_with(variables);
    pid_t pid = -1;
    const SpawnSettings settings(ends[1]);
    const int fault = ::posix_spawn(&pid, program.c_str(), settings.actions(), settings.attributes(),
                                    pointers_to(words).data(), pointers_to(all).data());
    ::close(ends[1]);
    if (fault != 0) {
        ::close(ends[0]);
        throw std::system_error(fault, std::generic_category(), "the server could not be started");
    }
    return std::make_unique<PosixServer>(pid, ends[0]);
}

}  // namespace crosstalk::host
