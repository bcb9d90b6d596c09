#include <windows.h>

#include <algorithm>
#include <string_view>
#include <system_error>

#include "client/files/system_file.hpp"

namespace crosstalk::files {

namespace {

FileError::Kind kind_of(DWORD error) {
    switch (error) {
        case ERROR_FILE_NOT_FOUND:
        case ERROR_PATH_NOT_FOUND:
        case ERROR_INVALID_NAME:
        case ERROR_BAD_NETPATH:
            return FileError::Kind::NotFound;
        case ERROR_ACCESS_DENIED:
        case ERROR_SHARING_VIOLATION:
        case ERROR_WRITE_PROTECT:
            return FileError::Kind::NotAllowed;
        case ERROR_FILE_EXISTS:
        case ERROR_ALREADY_EXISTS:
            return FileError::Kind::Exists;
        case ERROR_DISK_FULL:
        case ERROR_HANDLE_DISK_FULL:
            return FileError::Kind::NoSpace;
        default:
            return FileError::Kind::Failed;
    }
}

std::string text_of(DWORD error) {
    return std::system_category().message(static_cast<int>(error));
}

FileError unreadable(const std::filesystem::path& path, DWORD error) {
    return unreadable(kind_of(error), path, text_of(error));
}
FileError unwritable(const std::filesystem::path& path, DWORD error) {
    return unwritable(kind_of(error), path, text_of(error));
}

HANDLE open(const std::filesystem::path& path, SystemFile::Mode mode) {
    constexpr DWORD everybody = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
    switch (mode) {
        case SystemFile::Mode::Read:
            return CreateFileW(path.c_str(), GENERIC_READ, everybody, nullptr, OPEN_EXISTING,
                               FILE_FLAG_SEQUENTIAL_SCAN, nullptr);
        case SystemFile::Mode::Make:
            return CreateFileW(path.c_str(), FILE_APPEND_DATA | FILE_READ_ATTRIBUTES | SYNCHRONIZE, everybody,
                               nullptr, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, nullptr);
        case SystemFile::Mode::Append:
            return CreateFileW(path.c_str(), FILE_APPEND_DATA | FILE_READ_ATTRIBUTES | SYNCHRONIZE, everybody,
                               nullptr, OPEN_EXISTING, FILE_FLAG_OPEN_REPARSE_POINT, nullptr);
    }
    return INVALID_HANDLE_VALUE;
}

}  // namespace

SystemFile::SystemFile(const std::filesystem::path& path, Mode mode)
    : path_(path), handle_(open(path, mode)) {
    if (handle_ == INVALID_HANDLE_VALUE) {
        const DWORD error = GetLastError();
        std::error_code ignored;
        if (mode == Mode::Read && std::filesystem::is_directory(path, ignored)) {
            throw unreadable(FileError::Kind::NotAFile, path, {});
        }
        throw mode == Mode::Read ? unreadable(path, error) : unwritable(path, error);
    }
    BY_HANDLE_FILE_INFORMATION found{};
    const bool is_ordinary = GetFileType(handle_) == FILE_TYPE_DISK &&
                             GetFileInformationByHandle(handle_, &found) != 0 &&
                             (found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) == 0;
    const bool is_link = (found.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0;
    if (is_ordinary && (mode != Mode::Append || (found.nNumberOfLinks == 1 && !is_link))) return;
    CloseHandle(handle_);
    if (mode == Mode::Append) throw unwritable(FileError::Kind::NotFound, path, {});
    throw unreadable(FileError::Kind::NotAFile, path, {});
}

SystemFile::~SystemFile() {
    CloseHandle(handle_);
}

Stamp SystemFile::stamp() const {
    BY_HANDLE_FILE_INFORMATION found{};
    if (GetFileInformationByHandle(handle_, &found) == 0) throw unreadable(path_, GetLastError());
    const auto joined = [](DWORD high, DWORD low) { return std::uint64_t{high} << 32U | low; };
    constexpr std::int64_t tick = 100;  // nanoseconds
    const std::uint64_t ticks =
        joined(found.ftLastWriteTime.dwHighDateTime, found.ftLastWriteTime.dwLowDateTime);
    return {joined(found.nFileSizeHigh, found.nFileSizeLow), static_cast<std::int64_t>(ticks) * tick};
}

std::size_t SystemFile::read(std::uint64_t offset, std::span<std::uint8_t> out) {
    constexpr std::size_t most = 1U << 20U;
    std::size_t done = 0;
    while (done < out.size()) {
        const std::uint64_t at = offset + done;
        OVERLAPPED place{};
        place.Offset = static_cast<DWORD>(at);
        place.OffsetHigh = static_cast<DWORD>(at >> 32U);
        DWORD count = 0;
        const auto wanted = static_cast<DWORD>(std::min(out.size() - done, most));
        if (ReadFile(handle_, out.data() + done, wanted, &count, &place) == 0) {
            const DWORD error = GetLastError();
            if (error == ERROR_HANDLE_EOF) break;
            throw unreadable(path_, error);
        }
        if (count == 0) break;
        done += count;
    }
    return done;
}

void SystemFile::append(std::span<const std::uint8_t> bytes) {
    constexpr std::size_t most = 1U << 20U;
    while (!bytes.empty()) {
        DWORD count = 0;
        const auto wanted = static_cast<DWORD>(std::min(bytes.size(), most));
        if (WriteFile(handle_, bytes.data(), wanted, &count, nullptr) == 0)
            throw unwritable(path_, GetLastError());
        bytes = bytes.subspan(count);
    }
}

void SystemFile::sync() {
    if (FlushFileBuffers(handle_) == 0) throw unwritable(path_, GetLastError());
}

void rename_to_free_name(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (MoveFileExW(from.c_str(), to.c_str(), MOVEFILE_WRITE_THROUGH) == 0)
        throw unwritable(to, GetLastError());
}

void rename_over(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (MoveFileExW(from.c_str(), to.c_str(), MOVEFILE_REPLACE_EXISTING) == 0)
        throw unwritable(to, GetLastError());
}

// The mark of the web: a stream of the file that says where it is from, to Explorer, SmartScreen and Office.
void mark_as_foreign(const std::filesystem::path& path) {
    const std::wstring stream = path.native() + L":Zone.Identifier";
    const HANDLE handle =
        CreateFileW(stream.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (handle == INVALID_HANDLE_VALUE) return;
    constexpr std::string_view internet = "[ZoneTransfer]\r\nZoneId=3\r\n";
    DWORD count = 0;
    WriteFile(handle, internet.data(), static_cast<DWORD>(internet.size()), &count, nullptr);
    CloseHandle(handle);
}

// The standard library would write whole seconds.
void mark_as_changed_now(const std::filesystem::path& path) {
    const HANDLE handle = CreateFileW(path.c_str(), FILE_WRITE_ATTRIBUTES,
                                      FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                      OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (handle == INVALID_HANDLE_VALUE) return;
    FILETIME now{};
    GetSystemTimePreciseAsFileTime(&now);
    SetFileTime(handle, nullptr, nullptr, &now);
    CloseHandle(handle);
}

bool is_there(const std::filesystem::path& path) {
    return GetFileAttributesW(path.c_str()) != INVALID_FILE_ATTRIBUTES;
}

}  // namespace crosstalk::files
