#include "client/app/desktop/child_process_posix.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <utility>

extern char** environ;

namespace crosstalk::app {

namespace {

// Where the end of a child cannot be waited for.
constexpr std::chrono::milliseconds look_again_after{300};

struct Pipe {
    Descriptor read;
    Descriptor write;
};

Pipe make_pipe() {
    std::array<int, 2> ends{-1, -1};
    if (::pipe(ends.data()) != 0) return {};
    for (const int fd : ends)
        ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

Descriptor descriptor_of_exit([[maybe_unused]] int pid) {
#if defined(__linux__) && defined(SYS_pidfd_open)
    return Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
#else
    return {};
#endif
}

// -1 if it cannot be started. Standard error goes nowhere: what such programs print is for developers.
int spawn(const std::vector<std::string>& command, int input, int output) {
    std::vector<char*> arguments;
    for (const std::string& argument : command)
        arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);

    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    if (input >= 0) {
        posix_spawn_file_actions_adddup2(&files, input, 0);
    } else {
        posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    }
    if (output >= 0) {
        posix_spawn_file_actions_adddup2(&files, output, 1);
    } else {
        posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    }
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    // Sockets, locks and databases are no business of these programs.
#if defined(__GLIBC__)
    posix_spawn_file_actions_addclosefrom_np(&files, 3);
#endif
    sigset_t defaults;
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, static_cast<short>(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK));
    pid_t pid = -1;
    const int error = posix_spawnp(&pid, arguments.front(), &files, &attributes, arguments.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return error == 0 ? pid : -1;
}

}  // namespace

std::string find_program(std::string_view name) {
    const char* path = std::getenv("PATH");
    std::string_view left = path == nullptr ? "/usr/local/bin:/usr/bin:/bin" : path;
    while (!left.empty()) {
        const std::size_t end = left.find(':');
        const std::string_view folder = left.substr(0, end);
        left.remove_prefix(end == std::string_view::npos ? left.size() : end + 1);
        if (!folder.starts_with('/')) continue;  // never from where we happen to stand
        std::string full = std::string(folder) + "/" + std::string(name);
        if (::access(full.c_str(), X_OK) == 0) return full;
    }
    return {};
}

Children::~Children() {
    for (auto& [id, child] : children_) {
        loop_.cancel(child.patience);
        for (const Descriptor* fd : {&child.output, &child.input, &child.exit}) {
            if (fd->is_open()) loop_.forget(fd->get());
        }
        if (child.life == ChildLife::Independent || child.pid <= 0) continue;
        ::kill(child.pid, SIGKILL);
        int status = 0;
        while (::waitpid(child.pid, &status, 0) < 0 && errno == EINTR) {
        }
    }
}

ChildId Children::start(ChildCall call, std::function<void(const ChildResult&)> done) {
    const ChildId id{++last_};
    Child& child = children_[id];
    child.life = call.life;
    child.most_output = call.most_output;
    child.unwritten = std::move(call.input);
    child.done = std::move(done);

    Pipe output;
    Pipe input;
    if (call.life == ChildLife::Ours) output = make_pipe();
    if (!child.unwritten.empty()) input = make_pipe();
    const std::string program = find_program(call.command.front());
    if (!program.empty()) {
        call.command.front() = program;
        child.pid = spawn(call.command, input.read.get(), output.write.get());
    }
    if (child.pid <= 0) {
        loop_.post([this, id] { finish(id); });
        return id;
    }
    if (call.patience.count() > 0) child.patience = loop_.after(call.patience, [this, id] { end(id); });
    child.exit = descriptor_of_exit(child.pid);
    if (input.write.is_open()) {
        child.input = std::move(input.write);
        ::fcntl(child.input.get(), F_SETFL, O_NONBLOCK);
        loop_.watch(child.input.get(), Waiting::ToWrite, [this, id] { write_input(id); });
    }
    if (output.read.is_open()) {
        child.output = std::move(output.read);
        ::fcntl(child.output.get(), F_SETFL, O_NONBLOCK);
        loop_.watch(child.output.get(), Waiting::ToRead, [this, id] { read_output(id); });
    }
    wait_for_end(id);
    return id;
}

void Children::end(ChildId id) {
    const auto found = children_.find(id);
    if (found != children_.end() && found->second.pid > 0) ::kill(found->second.pid, SIGKILL);
}

void Children::write_input(ChildId id) {
    Child& child = children_.at(id);
    const auto written = ::write(child.input.get(), child.unwritten.data(), child.unwritten.size());
    if (written < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (written > 0) child.unwritten.erase(0, static_cast<std::size_t>(written));
    if (written > 0 && !child.unwritten.empty()) return;
    loop_.forget(child.input.get());
    child.input.close();
}

void Children::read_output(ChildId id) {
    Child& child = children_.at(id);
    std::array<char, 65536> bytes{};
    const auto count = ::read(child.output.get(), bytes.data(), bytes.size());
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
    const bool fits =
        count > 0 && child.result.output.size() + static_cast<std::size_t>(count) <= child.most_output;
    if (fits) {
        child.result.output.append(bytes.data(), static_cast<std::size_t>(count));
        return;
    }
    if (count > 0) end(id);  // it says more than it may
    loop_.forget(child.output.get());
    child.output.close();
}

void Children::wait_for_end(ChildId id) {
    const Child& child = children_.at(id);
    if (child.exit.is_open()) {
        loop_.watch(child.exit.get(), Waiting::ToRead, [this, id] { look_whether_ended(id); });
    } else {
        loop_.after(look_again_after, [this, id] { look_whether_ended(id); });
    }
}

void Children::look_whether_ended(ChildId id) {
    const auto found = children_.find(id);
    if (found == children_.end()) return;
    Child& child = found->second;
    int status = 0;
    const pid_t ended = ::waitpid(child.pid, &status, WNOHANG);
    if (ended == 0 || (ended < 0 && errno == EINTR)) {
        wait_for_end(id);
        return;
    }
    child.pid = -1;
    child.result.exited = ended > 0 && WIFEXITED(status);
    if (child.result.exited) child.result.status = WEXITSTATUS(status);
    finish(id);
}

void Children::finish(ChildId id) {
    auto found = children_.extract(id);
    if (found.empty()) return;
    Child& child = found.mapped();
    loop_.cancel(child.patience);
    // What it wrote before it ended is still in the pipe.
    if (child.output.is_open()) {
        std::array<char, 65536> bytes{};
        for (ssize_t count = 0; (count = ::read(child.output.get(), bytes.data(), bytes.size())) > 0;) {
            if (child.result.output.size() + static_cast<std::size_t>(count) > child.most_output) {
                child.result.exited = false;
                break;
            }
            child.result.output.append(bytes.data(), static_cast<std::size_t>(count));
        }
    }
    for (const Descriptor* fd : {&child.output, &child.input, &child.exit}) {
        if (fd->is_open()) loop_.forget(fd->get());
    }
    if (child.done) child.done(child.result);
}

}  // namespace crosstalk::app
