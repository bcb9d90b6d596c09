#include <windows.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "server/local/files.hpp"

namespace crosstalk::local {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const char* what, const fs::path& path, DWORD error) {
    throw fs::filesystem_error(what, path, std::error_code(static_cast<int>(error), std::system_category()));
}

HANDLE opened(std::intptr_t handle) {
    return reinterpret_cast<HANDLE>(handle);
}

OVERLAPPED place(std::uint64_t offset) {
    OVERLAPPED where{};
    where.Offset = static_cast<DWORD>(offset);
    where.OffsetHigh = static_cast<DWORD>(offset >> 32U);
    return where;
}

constexpr std::size_t most_at_once = 1U << 20U;
const auto closed = reinterpret_cast<std::intptr_t>(INVALID_HANDLE_VALUE);

}  // namespace

// The data folder is made for its owner only, and what is in it inherits that.
File::File(const fs::path& path, Mode mode) : path_(path) {
    const DWORD access = mode == Mode::Read ? GENERIC_READ : GENERIC_READ | GENERIC_WRITE;
    handle_ = reinterpret_cast<std::intptr_t>(
        ::CreateFileW(path.c_str(), access, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                      mode == Mode::Create ? OPEN_ALWAYS : OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr));
    if (handle_ == closed) fail("cannot open", path, ::GetLastError());
}

File::File(File&& other) noexcept
    : path_(std::move(other.path_)), handle_(std::exchange(other.handle_, closed)) {}

File::~File() {
    if (handle_ != closed) ::CloseHandle(opened(handle_));
}

std::uint64_t File::size() const {
    LARGE_INTEGER size{};
    if (!::GetFileSizeEx(opened(handle_), &size)) fail("cannot read", path_, ::GetLastError());
    return static_cast<std::uint64_t>(size.QuadPart);
}

void File::write_at(std::uint64_t offset, std::span<const std::uint8_t> bytes) {
    while (!bytes.empty()) {
        OVERLAPPED where = place(offset);
        DWORD written = 0;
        const auto count = static_cast<DWORD>(std::min(bytes.size(), most_at_once));
        if (!::WriteFile(opened(handle_), bytes.data(), count, &written, &where))
            fail("cannot write", path_, ::GetLastError());
        bytes = bytes.subspan(written);
        offset += written;
    }
}

std::size_t File::read_at(std::uint64_t offset, std::span<std::uint8_t> bytes) const {
    std::size_t total = 0;
    while (total < bytes.size()) {
        OVERLAPPED where = place(offset + total);
        DWORD read = 0;
        const auto count = static_cast<DWORD>(std::min(bytes.size() - total, most_at_once));
        if (!::ReadFile(opened(handle_), bytes.data() + total, count, &read, &where)) {
            if (::GetLastError() == ERROR_HANDLE_EOF) break;
            fail("cannot read", path_, ::GetLastError());
        }
        if (read == 0) break;
        total += read;
    }
    return total;
}

void File::sync() {
    if (!::FlushFileBuffers(opened(handle_))) fail("cannot write", path_, ::GetLastError());
}

bool is_lack_of_space(const std::error_code& error) {
    return error == std::errc::no_space_on_device ||
           (error.category() == std::system_category() &&
            (error.value() == ERROR_DISK_FULL || error.value() == ERROR_HANDLE_DISK_FULL));
}

void sync_file(const fs::path& path) {
    File(path, File::Mode::ReadWrite).sync();
}

void sync_folder_of(const fs::path&) {}

}  // namespace crosstalk::local
