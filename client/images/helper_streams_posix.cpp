#include <unistd.h>

#include <cerrno>
#include <cstddef>

#include "client/images/helper_streams.hpp"

namespace crosstalk::images {

bool read_input(std::span<std::uint8_t> to) {
    while (!to.empty()) {
        const ssize_t size = ::read(STDIN_FILENO, to.data(), to.size());
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) return false;
        to = to.subspan(static_cast<std::size_t>(size));
    }
    return true;
}

bool write_output(std::span<const std::uint8_t> bytes) {
    while (!bytes.empty()) {
        const ssize_t size = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(size));
    }
    return true;
}

}  // namespace crosstalk::images
