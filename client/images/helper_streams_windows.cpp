#include <windows.h>

#include <algorithm>
#include <cstddef>

#include "client/images/helper_streams.hpp"

namespace crosstalk::images {

namespace {

constexpr std::size_t at_once = 1U << 20U;

}  // namespace

bool read_input(std::span<std::uint8_t> to) {
    const HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    while (!to.empty()) {
        DWORD size = 0;
        if (ReadFile(input, to.data(), static_cast<DWORD>(std::min(to.size(), at_once)), &size, nullptr) ==
                0 ||
            size == 0)
            return false;
        to = to.subspan(size);
    }
    return true;
}

bool write_output(std::span<const std::uint8_t> bytes) {
    const HANDLE output = GetStdHandle(STD_OUTPUT_HANDLE);
    while (!bytes.empty()) {
        DWORD size = 0;
        const auto wanted = static_cast<DWORD>(std::min(bytes.size(), at_once));
        if (WriteFile(output, bytes.data(), wanted, &size, nullptr) == 0 || size == 0) return false;
        bytes = bytes.subspan(size);
    }
    return true;
}

}  // namespace crosstalk::images
