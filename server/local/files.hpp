// Files as durable storage: what the standard library lacks. All that differs between systems about it is in
// files_posix.cpp and files_windows.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <system_error>

namespace crosstalk::local {

// Functions that touch the disk block, and throw std::filesystem::filesystem_error.

// The disk is full, a quota is used up, or the file would become larger than it may.
bool is_lack_of_space(const std::error_code& error);

// Returns when the file's content is on the disk.
void sync_file(const std::filesystem::path& path);
// Returns when the folder that holds `path` knows it for good. Does nothing on systems that have no such call.
void sync_folder_of(const std::filesystem::path& path);

// An open file, for reading and writing at any place. Thread: one at a time.
class File {
  public:
    enum class Mode : std::uint8_t { Read, ReadWrite, Create };  // Create: also when it exists; owner only

    File(const std::filesystem::path& path, Mode mode);
    File(File&& other) noexcept;
    File& operator=(File&&) = delete;
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File();

    [[nodiscard]] std::uint64_t size() const;
    // All of it, or it throws.
    void write_at(std::uint64_t offset, std::span<const std::uint8_t> bytes);
    // Answers how many bytes were read: fewer than asked for only at the end of the file.
    [[nodiscard]] std::size_t read_at(std::uint64_t offset, std::span<std::uint8_t> bytes) const;
    // Returns when content and size are on the disk.
    void sync();

  private:
    std::filesystem::path path_;
    std::intptr_t handle_;
};

}  // namespace crosstalk::local
