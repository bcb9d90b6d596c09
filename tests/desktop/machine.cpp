#include "tests/desktop/machine.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
#include <iterator>

namespace crosstalk::app::twin {

Environment::~Environment() {
    for (auto each = before_.rbegin(); each != before_.rend(); ++each) {
        if (each->second) {
            ::setenv(each->first.c_str(), each->second->c_str(), 1);
        } else {
            ::unsetenv(each->first.c_str());
        }
    }
}

void Environment::remember(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    before_.emplace_back(name, value == nullptr ? std::nullopt : std::optional<std::string>(value));
}

void Environment::set(const std::string& name, const std::string& value) {
    remember(name);
    ::setenv(name.c_str(), value.c_str(), 1);
}

void Environment::unset(const std::string& name) {
    remember(name);
    ::unsetenv(name.c_str());
}

Machine::Machine(Path path) {
    const char* usual = std::getenv("PATH");
    const std::string rest = path == Path::Alone || usual == nullptr ? "" : std::string(":") + usual;
    environment_.set("PATH", folder_.path().string() + rest);
    for (const char* name : {"DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "DISPLAY", "WAYLAND_DISPLAY",
                             "GTK_THEME", "XDG_CURRENT_DESKTOP"})
        environment_.unset(name);
}

void Machine::install(const std::string& program, const std::string& script) {
    const std::filesystem::path path = folder() / program;
    std::ofstream(path) << "#!/bin/sh\ncd '" << folder().string() << "'\n" << script << "\n";
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
}

std::string Machine::read(const std::string& file) const {
    std::ifstream in(folder() / file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

Program::Program(std::vector<std::string> command) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return;
    std::vector<char*> arguments;
    for (std::string& each : command)
        arguments.push_back(each.data());
    arguments.push_back(nullptr);
    pid_ = ::fork();
    if (pid_ == 0) {
        ::dup2(ends[1], 1);
        const int nowhere = ::open("/dev/null", O_WRONLY);
        ::dup2(nowhere, 2);
        ::execvp(arguments.front(), arguments.data());
        ::_exit(127);
    }
    ::close(ends[1]);
    output_ = ends[0];
}

Program::~Program() {
    if (pid_ > 0) {
        ::kill(pid_, SIGKILL);
        int status = 0;
        ::waitpid(pid_, &status, 0);
    }
    if (output_ >= 0) ::close(output_);
}

std::string Program::line() {
    std::string line;
    char c = 0;
    while (::read(output_, &c, 1) == 1 && c != '\n')
        line += c;
    return line;
}

std::string Program::rest() {
    std::string all;
    std::array<char, 65536> bytes{};
    for (ssize_t count = 0; (count = ::read(output_, bytes.data(), bytes.size())) > 0;)
        all.append(bytes.data(), static_cast<std::size_t>(count));
    return all;
}

int Program::end_status() {
    int status = 0;
    ::waitpid(std::exchange(pid_, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace crosstalk::app::twin
