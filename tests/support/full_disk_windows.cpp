// Windows has no such limit of a process: tests that need one are not run there.
#include <system_error>

#include "tests/support/full_disk.hpp"

namespace crosstalk::testing {

FullDisk::FullDisk(std::uint64_t bytes_per_file) : before_(bytes_per_file) {
    throw std::system_error(std::make_error_code(std::errc::not_supported), "a limit of the size of files");
}

FullDisk::~FullDisk() = default;

}  // namespace crosstalk::testing
