// One open file of this system, and what systems do differently about names. Internal to client/files; what differs is in
// system_file_posix.cpp and system_file_windows.cpp. Everything throws FileError but what says otherwise.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

#include "client/files/file_access.hpp"

namespace crosstalk::files {

// Thread: one at a time; every call blocks on the disk.
class SystemFile {
  public:
    enum class Mode : std::uint8_t {
        Read,    // an ordinary file; links are followed
        Make,    // a new one, without the right to be executed
        Append,  // one that is there, ordinary and of one name; links are not followed
    };
    SystemFile(const std::filesystem::path& path, Mode mode);
    SystemFile(const SystemFile&) = delete;
    SystemFile& operator=(const SystemFile&) = delete;
    ~SystemFile();

    [[nodiscard]] Stamp stamp() const;
    // Fewer only at the end of the file.
    std::size_t read(std::uint64_t offset, std::span<std::uint8_t> out);
    void append(std::span<const std::uint8_t> bytes);
    // It survives a power cut from here on.
    void sync();

  private:
    std::filesystem::path path_;
#ifdef _WIN32
    void* handle_;
#else
    int handle_;
#endif
};

// FileError Exists if there is anything of the new name.
void rename_to_free_name(const std::filesystem::path& from, const std::filesystem::path& to);
void rename_over(const std::filesystem::path& from, const std::filesystem::path& to);
// Programs are to know that it comes from elsewhere; where the system has no such thing, nothing. No errors.
void mark_as_foreign(const std::filesystem::path& path);
// No errors.
void mark_as_changed_now(const std::filesystem::path& path);
// No errors.
bool is_there(const std::filesystem::path& path);

// --- error texts

FileError unreadable(FileError::Kind kind, const std::filesystem::path& path, const std::string& cause);
FileError unwritable(FileError::Kind kind, const std::filesystem::path& path, const std::string& cause);

}  // namespace crosstalk::files
