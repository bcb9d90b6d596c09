#include "tests/support/full_disk.hpp"

#include <sys/resource.h>

#include <csignal>
#include <system_error>

namespace crosstalk::testing {
namespace {

std::uint64_t set_limit(std::uint64_t bytes) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_FSIZE, &limit) != 0) throw std::system_error(errno, std::generic_category());
    const std::uint64_t before = limit.rlim_cur;
    limit.rlim_cur = bytes;
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) throw std::system_error(errno, std::generic_category());
    return before;
}

}  // namespace

FullDisk::FullDisk(std::uint64_t bytes_per_file) {
    // The write is to fail, not the process to end.
    std::signal(SIGXFSZ, SIG_IGN);
    before_ = set_limit(bytes_per_file);
}

FullDisk::~FullDisk() {
    set_limit(before_);
}

}  // namespace crosstalk::testing
