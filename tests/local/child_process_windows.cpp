// Windows cannot fork: tests that kill a child of their own are not run there. tests/windows kills whole servers instead.
#include "tests/local/child_process.hpp"

#include <system_error>

namespace crosstalk::testing {

namespace {

[[noreturn]] void fail() {
    throw std::system_error(std::make_error_code(std::errc::not_supported), "a child process");
}

}  // namespace

ChildProcess::ChildProcess(const std::function<void(int)>& /*life*/) : process_(0) {
    fail();
}

ChildProcess::~ChildProcess() = default;

std::string ChildProcess::read(std::size_t /*bytes*/) {
    fail();
}

std::string ChildProcess::read_all() {
    fail();
}

void ChildProcess::kill() {}

void write_all(int /*pipe*/, const void* /*bytes*/, std::size_t /*size*/) {
    fail();
}

void wait_to_be_killed() {}

void become_nobody() {}

}  // namespace crosstalk::testing
