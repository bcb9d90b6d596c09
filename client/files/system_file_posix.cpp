#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "client/files/system_file.hpp"

namespace crosstalk::files {

namespace {

FileError::Kind kind_of(int error) {
    switch (error) {
        case ENOENT:
        case ENOTDIR:
            return FileError::Kind::NotFound;
        case EACCES:
        case EPERM:
        case EROFS:
            return FileError::Kind::NotAllowed;
        case EISDIR:
        case ELOOP:
        case ENXIO:
            return FileError::Kind::NotAFile;
        case EEXIST:
            return FileError::Kind::Exists;
        case ENOSPC:
        case EDQUOT:
        case EFBIG:
            return FileError::Kind::NoSpace;
        default:
            return FileError::Kind::Failed;
    }
}

std::string text_of(int error) {
    return std::generic_category().message(error);
}

FileError unreadable(const std::filesystem::path& path, int error) {
    return unreadable(kind_of(error), path, text_of(error));
}
FileError unwritable(const std::filesystem::path& path, int error) {
    return unwritable(kind_of(error), path, text_of(error));
}

int flags_of(SystemFile::Mode mode) {
    switch (mode) {
        case SystemFile::Mode::Read:
            // A pipe without a writer would stop everything.
            return O_RDONLY | O_NONBLOCK | O_CLOEXEC;
        case SystemFile::Mode::Make:
            return O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_APPEND | O_CLOEXEC;
        case SystemFile::Mode::Append:
            return O_WRONLY | O_NOFOLLOW | O_APPEND | O_NONBLOCK | O_CLOEXEC;
    }
    return O_RDONLY;
}

// For file systems that can neither refuse to replace nor give a file two names.
bool rename_over_a_placeholder(const std::filesystem::path& from, const std::filesystem::path& to) {
    const int made = ::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (made < 0) return false;
    ::close(made);
    if (::rename(from.c_str(), to.c_str()) == 0) return true;
    const int error = errno;
    ::unlink(to.c_str());
    errno = error;
    return false;
}

void sync_folder(const std::filesystem::path& folder) {
    const int handle = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0) return;
    ::fsync(handle);
    ::close(handle);
}

}  // namespace

SystemFile::SystemFile(const std::filesystem::path& path, Mode mode) : path_(path) {
    constexpr mode_t nobody_executes = 0666;
    handle_ = ::open(path.c_str(), flags_of(mode), nobody_executes);
    if (handle_ < 0) throw mode == Mode::Read ? unreadable(path, errno) : unwritable(path, errno);
    struct stat found {};
    const bool is_known = ::fstat(handle_, &found) == 0;
    const bool is_ordinary = is_known && S_ISREG(found.st_mode);
    if (is_ordinary && (mode != Mode::Append || found.st_nlink == 1)) return;
    ::close(handle_);
    if (mode == Mode::Append) throw unwritable(FileError::Kind::NotFound, path, {});
    throw unreadable(FileError::Kind::NotAFile, path, {});
}

SystemFile::~SystemFile() {
    ::close(handle_);
}

Stamp SystemFile::stamp() const {
    struct stat found {};
    if (::fstat(handle_, &found) != 0) throw unreadable(path_, errno);
    constexpr std::int64_t second = 1'000'000'000;
    return {static_cast<std::uint64_t>(found.st_size),
            std::int64_t{found.st_mtim.tv_sec} * second + found.st_mtim.tv_nsec};
}

std::size_t SystemFile::read(std::uint64_t offset, std::span<std::uint8_t> out) {
    std::size_t done = 0;
    while (done < out.size()) {
        const ssize_t count =
            ::pread(handle_, out.data() + done, out.size() - done, static_cast<off_t>(offset + done));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw unreadable(path_, errno);
        if (count == 0) break;
        done += static_cast<std::size_t>(count);
    }
    return done;
}

void SystemFile::append(std::span<const std::uint8_t> bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(handle_, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw unwritable(path_, errno);
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
}

void SystemFile::sync() {
    if (::fsync(handle_) != 0) throw unwritable(path_, errno);
}

void rename_to_free_name(const std::filesystem::path& from, const std::filesystem::path& to) {
    bool is_done = false;
#ifdef RENAME_NOREPLACE
    is_done = ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0;
    if (!is_done && errno != EINVAL && errno != ENOSYS) throw unwritable(to, errno);
#endif
    if (!is_done && ::link(from.c_str(), to.c_str()) == 0) {
        ::unlink(from.c_str());
        is_done = true;
    }
    if (!is_done && errno == EEXIST) throw unwritable(to, errno);
    if (!is_done && !rename_over_a_placeholder(from, to)) throw unwritable(to, errno);
    sync_folder(to.parent_path());
}

void rename_over(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) throw unwritable(to, errno);
}

void mark_as_foreign(const std::filesystem::path&) {}

void mark_as_changed_now(const std::filesystem::path& path) {
    std::error_code ignored;
    std::filesystem::last_write_time(path, std::filesystem::file_time_type::clock::now(), ignored);
}

bool is_there(const std::filesystem::path& path) {
    struct stat found {};
    return ::lstat(path.c_str(), &found) == 0;
}

}  // namespace crosstalk::files
