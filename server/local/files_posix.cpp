#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "server/local/files.hpp"

namespace crosstalk::local {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const char* what, const fs::path& path, int error) {
    throw fs::filesystem_error(what, path, std::error_code(error, std::generic_category()));
}

int number(std::intptr_t handle) {
    return static_cast<int>(handle);
}

}  // namespace

File::File(const fs::path& path, Mode mode) : path_(path) {
    int flags = O_CLOEXEC | O_NOFOLLOW | (mode == Mode::Read ? O_RDONLY : O_RDWR);
    if (mode == Mode::Create) flags |= O_CREAT;
    handle_ = ::open(path.c_str(), flags, S_IRUSR | S_IWUSR);
    if (handle_ < 0) fail("cannot open", path, errno);
}

File::File(File&& other) noexcept
    : path_(std::move(other.path_)), handle_(std::exchange(other.handle_, -1)) {}

File::~File() {
    if (handle_ >= 0) ::close(number(handle_));
}

std::uint64_t File::size() const {
    struct stat status {};
    if (::fstat(number(handle_), &status) != 0) fail("cannot read", path_, errno);
    return static_cast<std::uint64_t>(status.st_size);
}

void File::write_at(std::uint64_t offset, std::span<const std::uint8_t> bytes) {
    while (!bytes.empty()) {
        const ssize_t written =
            ::pwrite(number(handle_), bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("cannot write", path_, errno);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
        offset += static_cast<std::uint64_t>(written);
    }
}

std::size_t File::read_at(std::uint64_t offset, std::span<std::uint8_t> bytes) const {
    std::size_t total = 0;
    while (total < bytes.size()) {
        const ssize_t read = ::pread(number(handle_), bytes.data() + total, bytes.size() - total,
                                     static_cast<off_t>(offset + total));
        if (read < 0 && errno == EINTR) continue;
        if (read < 0) fail("cannot read", path_, errno);
        if (read == 0) break;
        total += static_cast<std::size_t>(read);
    }
    return total;
}

void File::sync() {
#ifdef __APPLE__
    // There fsync() leaves in the disk's own memory what a power cut takes away.
    const bool is_done = ::fcntl(number(handle_), F_FULLFSYNC) == 0 || ::fsync(number(handle_)) == 0;
#else
    const bool is_done = ::fdatasync(number(handle_)) == 0;
#endif
    if (!is_done) fail("cannot write", path_, errno);
}

bool is_lack_of_space(const std::error_code& error) {
    if (error.category() != std::generic_category() && error.category() != std::system_category())
        return false;
    return error.value() == ENOSPC || error.value() == EDQUOT || error.value() == EFBIG;
}

void sync_file(const fs::path& path) {
    File(path, File::Mode::ReadWrite).sync();
}

void sync_folder_of(const fs::path& path) {
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0) fail("cannot open", folder, errno);
    const int error = ::fsync(opened) == 0 ? 0 : errno;
    ::close(opened);
    // Some file systems have no such operation and answer EINVAL.
    if (error != 0 && error != EINVAL) fail("cannot write", folder, error);
}

}  // namespace crosstalk::local
