#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "net/text/paths.hpp"
#include "net/transport/credentials/credential_error.hpp"
#include "net/transport/credentials/private_file.hpp"

namespace crosstalk::transport {
namespace {

namespace fs = std::filesystem;

constexpr mode_t owner_only = S_IRUSR | S_IWUSR;

std::string remedy(int error) {
    switch (error) {
        case EACCES:
        case EPERM:
            return "Check who owns the folder and its permissions.";
        case EROFS:
            return "The file system is mounted read-only: choose another folder.";
        case ENOSPC:
        case EDQUOT:
            return "Free some space, or choose another folder.";
        case ENOENT:
        case ENOTDIR:
            return "Create the folder first, or choose another one.";
        default:
            return "Check the disk, or choose another folder.";
    }
}

[[noreturn]] void fail(const fs::path& path, const char* what, int error) {
    throw CredentialError(text::utf8_of(path) + " could not be " + what + ": " +
                          std::generic_category().message(error) + ". " + remedy(error));
}

class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(other.number_) { other.number_ = -1; }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    int number() const { return number_; }
    bool valid() const { return number_ >= 0; }

  private:
    int number_;
};

/// Zero, or the error.
int write_all(int descriptor, std::span<const std::uint8_t> content) {
    while (!content.empty()) {
        const ssize_t written = ::write(descriptor, content.data(), content.size());
        if (written < 0) {
            if (errno == EINTR) continue;
            return errno;
        }
        content = content.subspan(static_cast<std::size_t>(written));
    }
    return ::fsync(descriptor) == 0 ? 0 : errno;
}

/// A name that came into being is only safe once its folder is on the disk too.
void sync_folder_of(const fs::path& path) {
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened.valid()) fail(path, "written", errno);
    // Some file systems have no such operation and answer EINVAL.
    if (::fsync(opened.number()) != 0 && errno != EINVAL) fail(path, "written", errno);
}

/// The complete content under a name of its own beside `path`; removed again unless it is renamed away.
class Draft {
  public:
    Draft(const fs::path& path, std::span<const std::uint8_t> content) {
        constexpr int attempts = 100;
        int error = EEXIST;
        for (int attempt = 0; attempt < attempts && error == EEXIST; ++attempt) {
            name_ = path;
            name_ += "." + std::to_string(::getpid()) + "-" + std::to_string(attempt) + ".tmp";
            const Descriptor opened(
                ::open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, owner_only));
            if (!opened.valid()) {
                error = errno;
                continue;
            }
            error = write_all(opened.number(), content);
            if (error == 0) return;
            ::unlink(name_.c_str());
        }
        fail(path, "written", error);
    }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    ~Draft() {
        if (!renamed_) ::unlink(name_.c_str());
    }
    const fs::path& name() const { return name_; }
    void was_renamed() { renamed_ = true; }

  private:
    fs::path name_;
    bool renamed_ = false;
};

bool lacks_hard_links(int error) {
    return error == EPERM || error == EOPNOTSUPP || error == ENOSYS || error == EMLINK;
}

/// For file systems without hard links (FAT, some network mounts).
NewFile write_in_place(const fs::path& path, std::span<const std::uint8_t> content) {
    const Descriptor opened(
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, owner_only));
    if (!opened.valid()) {
        if (errno == EEXIST) return NewFile::AlreadyThere;
        fail(path, "written", errno);
    }
    if (const int error = write_all(opened.number(), content); error != 0) {
        ::unlink(path.c_str());
        fail(path, "written", error);
    }
    sync_folder_of(path);
    return NewFile::Written;
}

}  // namespace

NewFile write_new_private_file(const fs::path& path, std::span<const std::uint8_t> content) {
    const Draft draft(path, content);
    // A link is made only where no name is yet, and it is made of a file that is already complete.
    if (::link(draft.name().c_str(), path.c_str()) != 0) {
        if (errno == EEXIST) return NewFile::AlreadyThere;
        if (!lacks_hard_links(errno)) fail(path, "written", errno);
        return write_in_place(path, content);
    }
    sync_folder_of(path);
    return NewFile::Written;
}

void replace_private_file(const fs::path& path, std::span<const std::uint8_t> content) {
    Draft draft(path, content);
    if (::rename(draft.name().c_str(), path.c_str()) != 0) fail(path, "replaced", errno);
    draft.was_renamed();
    sync_folder_of(path);
}

std::optional<PrivateFile> read_private_file(const fs::path& path) {
    // O_NONBLOCK: opening a pipe in the file's place must not wait for a writer.
    const Descriptor opened(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    if (!opened.valid()) {
        if (errno == ENOENT) return std::nullopt;
        fail(path, "read", errno);
    }
    struct stat status {};
    if (::fstat(opened.number(), &status) != 0) fail(path, "read", errno);
    if (!S_ISREG(status.st_mode)) {
        throw CredentialError(text::utf8_of(path) + " is not an ordinary file. Move away what stands there.");
    }
    if (status.st_size < 0 || static_cast<std::uintmax_t>(status.st_size) > max_private_file_bytes) {
        throw CredentialError(text::utf8_of(path) +
                              " is far too large for what it should hold. Move it away.");
    }
    Secret content = Secret::zeros(static_cast<std::size_t>(status.st_size));
    std::span<std::uint8_t> rest = content.writable();
    while (!rest.empty()) {
        const ssize_t read = ::read(opened.number(), rest.data(), rest.size());
        if (read < 0) {
            if (errno == EINTR) continue;
            fail(path, "read", errno);
        }
        if (read == 0)
            throw CredentialError(text::utf8_of(path) + " became shorter while it was read. Try again.");
        rest = rest.subspan(static_cast<std::size_t>(read));
    }
    const bool exposed = (status.st_mode & (S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH)) != 0;
    return PrivateFile{std::move(content), exposed ? Exposure::ReadableByOthers : Exposure::Private};
}

void keep_private(const fs::path& path) {
    std::error_code error;
    ::chmod(path.c_str(), fs::is_directory(path, error) ? S_IRWXU : owner_only);
}

// Files have modes of their own here, so a folder that was there may let in whom it likes.
void make_private_folder(const fs::path& folder, std::string_view /*own*/, std::error_code& error) {
    if (fs::create_directories(folder, error)) keep_private(folder);
}

Exposure exposure_in(const fs::path& /*folder*/) {
    return Exposure::Private;
}

}  // namespace crosstalk::transport
