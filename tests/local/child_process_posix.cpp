#include "tests/local/child_process.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <exception>
#include <limits>
#include <system_error>

namespace crosstalk::testing {

ChildProcess::ChildProcess(const std::function<void(int pipe)>& life) {
    int ends[2];
    if (::pipe(ends) != 0) throw std::system_error(errno, std::generic_category());
    process_ = ::fork();
    if (process_ < 0) throw std::system_error(errno, std::generic_category());
    if (process_ == 0) {
        ::close(ends[0]);
        try {
            life(ends[1]);
        } catch (const std::exception& error) {
            std::fprintf(stderr, "in the child: %s\n", error.what());
        }
        // Without the destructors and the report of the test program that this is a copy of.
        ::_exit(0);
    }
    ::close(ends[1]);
    pipe_ = ends[0];
}

ChildProcess::~ChildProcess() {
    kill();
    ::close(pipe_);
}

std::string ChildProcess::read(std::size_t bytes) {
    std::string text;
    char buffer[4096];
    while (text.size() < bytes) {
        const ssize_t count = ::read(pipe_, buffer, std::min(sizeof buffer, bytes - text.size()));
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break;
        text.append(buffer, static_cast<std::size_t>(count));
    }
    return text;
}

std::string ChildProcess::read_all() {
    return read(std::numeric_limits<std::size_t>::max());
}

void ChildProcess::kill() {
    if (process_ < 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = -1;
}

void write_all(int pipe, const void* bytes, std::size_t size) {
    const char* next = static_cast<const char*>(bytes);
    while (size > 0) {
        const ssize_t written = ::write(pipe, next, size);
        if (written <= 0) ::_exit(1);
        next += written;
        size -= static_cast<std::size_t>(written);
    }
}

void wait_to_be_killed() {
    ::pause();
}

void become_nobody() {
    if (::geteuid() != 0) return;
    constexpr unsigned nobody = 65534;
    if (::setresgid(nobody, nobody, nobody) != 0 || ::setresuid(nobody, nobody, nobody) != 0) ::_exit(1);
}

}  // namespace crosstalk::testing
