#include <windows.h>

#include <aclapi.h>
#include <sddl.h>

#include <string>
#include <system_error>
#include <vector>

#include "net/text/paths.hpp"
#include "net/transport/credentials/credential_error.hpp"
#include "net/transport/credentials/private_file.hpp"

namespace crosstalk::transport {
namespace {

namespace fs = std::filesystem;

const char* remedy(DWORD error) {
    switch (error) {
        case ERROR_ACCESS_DENIED:
        case ERROR_WRITE_PROTECT:
        case ERROR_SHARING_VIOLATION:
            return "Check the folder and its permissions, or choose another folder.";
        case ERROR_DISK_FULL:
        case ERROR_HANDLE_DISK_FULL:
            return "Free some space, or choose another folder.";
        case ERROR_FILE_NOT_FOUND:
        case ERROR_PATH_NOT_FOUND:
        case ERROR_DIRECTORY:
            return "Create the folder first, or choose another one.";
        default:
            return "Check the disk, or choose another folder.";
    }
}

[[noreturn]] void fail(const fs::path& path, const char* what, DWORD error) {
    throw CredentialError(text::utf8_of(path) + " could not be " + what + ": " +
                          std::system_category().message(static_cast<int>(error)) + ". " + remedy(error));
}

[[noreturn]] void refuse(const fs::path& path) {
    throw CredentialError(text::utf8_of(path) + " is not an ordinary file. Move away what stands there.");
}

class OpenHandle {
  public:
    explicit OpenHandle(HANDLE handle) : handle_(handle) {}
    OpenHandle(const OpenHandle&) = delete;
    OpenHandle& operator=(const OpenHandle&) = delete;
    ~OpenHandle() { close(); }
    void close() {
        if (valid()) ::CloseHandle(handle_);
        handle_ = INVALID_HANDLE_VALUE;
    }
    HANDLE get() const { return handle_; }
    bool valid() const { return handle_ != INVALID_HANDLE_VALUE && handle_ != nullptr; }

  private:
    HANDLE handle_;
};

/// The account that this program runs for.
class Account {
  public:
    explicit Account(const fs::path& path) {
        HANDLE token_handle = nullptr;
        if (!::OpenProcessToken(::GetCurrentProcess(), TOKEN_QUERY, &token_handle))
            fail(path, "written", ::GetLastError());
        const OpenHandle token(token_handle);
        DWORD size = 0;
        ::GetTokenInformation(token.get(), TokenUser, nullptr, 0, &size);
        buffer_.resize(size / sizeof(std::max_align_t) + 1);
        if (!::GetTokenInformation(token.get(), TokenUser, buffer_.data(), size, &size)) {
            fail(path, "written", ::GetLastError());
        }
    }
    PSID sid() const { return reinterpret_cast<const TOKEN_USER*>(buffer_.data())->User.Sid; }

  private:
    std::vector<std::max_align_t> buffer_;
};

/// An access list with this account and the system on it and nobody else; what the folder would pass on is
/// left out. It names the account, not the owner: what an elevated program makes may belong to all administrators.
class OwnerOnly {
  public:
    /// `passed_on`: in the words of an access list, to what of it that is made in a folder later.
    explicit OwnerOnly(const fs::path& path, const std::wstring& passed_on = {}) {
        LPWSTR account = nullptr;
        if (!::ConvertSidToStringSidW(Account(path).sid(), &account)) fail(path, "written", ::GetLastError());
        const std::wstring all = L"(A;" + passed_on + L";FA;;;";
        const std::wstring list = L"D:P" + all + account + L")" + all + L"SY)";
        ::LocalFree(account);
        if (!::ConvertStringSecurityDescriptorToSecurityDescriptorW(list.c_str(), SDDL_REVISION_1,
                                                                    &descriptor_, nullptr)) {
            fail(path, "written", ::GetLastError());
        }
        attributes_.nLength = sizeof(attributes_);
        attributes_.lpSecurityDescriptor = descriptor_;
    }
    OwnerOnly(const OwnerOnly&) = delete;
    OwnerOnly& operator=(const OwnerOnly&) = delete;
    ~OwnerOnly() { ::LocalFree(descriptor_); }
    SECURITY_ATTRIBUTES* attributes() { return &attributes_; }
    PSECURITY_DESCRIPTOR descriptor() const { return descriptor_; }

  private:
    PSECURITY_DESCRIPTOR descriptor_ = nullptr;
    SECURITY_ATTRIBUTES attributes_{};
};

/// Zero, or the error.
DWORD write_all(HANDLE file, std::span<const std::uint8_t> content) {
    while (!content.empty()) {
        DWORD written = 0;
        if (!::WriteFile(file, content.data(), static_cast<DWORD>(content.size()), &written, nullptr)) {
            return ::GetLastError();
        }
        content = content.subspan(written);
    }
    return ::FlushFileBuffers(file) ? 0 : ::GetLastError();
}

/// The complete content under a name of its own beside `path`; removed again unless it is renamed away.
class Draft {
  public:
    Draft(const fs::path& path, std::span<const std::uint8_t> content) {
        OwnerOnly owner_only(path);
        constexpr int attempts = 100;
        DWORD error = ERROR_FILE_EXISTS;
        for (int attempt = 0; attempt < attempts && error == ERROR_FILE_EXISTS; ++attempt) {
            name_ = path;
            name_ += "." + std::to_string(::GetCurrentProcessId()) + "-" + std::to_string(attempt) + ".tmp";
            OpenHandle file(::CreateFileW(name_.c_str(), GENERIC_WRITE, 0, owner_only.attributes(),
                                          CREATE_NEW, FILE_ATTRIBUTE_NORMAL, nullptr));
            if (!file.valid()) {
                error = ::GetLastError();
                continue;
            }
            error = write_all(file.get(), content);
            if (error == 0) return;
            file.close();
            ::DeleteFileW(name_.c_str());
        }
        fail(path, "written", error);
    }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    ~Draft() {
        if (!renamed_) ::DeleteFileW(name_.c_str());
    }
    /// Zero, or the error.
    DWORD rename_to(const fs::path& path, DWORD flags) {
        if (!::MoveFileExW(name_.c_str(), path.c_str(), flags | MOVEFILE_WRITE_THROUGH))
            return ::GetLastError();
        renamed_ = true;
        return 0;
    }

  private:
    fs::path name_;
    bool renamed_ = false;
};

bool holds_only(const fs::path& folder, std::string_view own) {
    std::error_code error;
    const fs::path name = text::path_of(own);
    for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
         entry.increment(error)) {
        if (entry->path().filename() != name) return false;
    }
    return !error;
}

/// Whether `entry` of a folder's access list lets others read than this account, the system and administrators, whom
/// no list keeps out.
bool lets_others_read(const ACE_HEADER* entry, PSID account) {
    if (entry->AceType != ACCESS_ALLOWED_ACE_TYPE) return false;
    const auto* allowed = reinterpret_cast<const ACCESS_ALLOWED_ACE*>(entry);
    if ((allowed->Mask & (FILE_READ_DATA | GENERIC_READ | GENERIC_ALL)) == 0) return false;
    PSID who = const_cast<DWORD*>(&allowed->SidStart);
    for (const WELL_KNOWN_SID_TYPE trusted :
         {WinLocalSystemSid, WinBuiltinAdministratorsSid, WinCreatorOwnerSid, WinCreatorOwnerRightsSid}) {
        if (::IsWellKnownSid(who, trusted)) return false;
    }
    return !::EqualSid(who, account);
}

}  // namespace

NewFile write_new_private_file(const fs::path& path, std::span<const std::uint8_t> content) {
    Draft draft(path, content);
    const DWORD error = draft.rename_to(path, 0);
    if (error == ERROR_ALREADY_EXISTS || error == ERROR_FILE_EXISTS) return NewFile::AlreadyThere;
    if (error != 0) fail(path, "written", error);
    return NewFile::Written;
}

void replace_private_file(const fs::path& path, std::span<const std::uint8_t> content) {
    Draft draft(path, content);
    if (const DWORD error = draft.rename_to(path, MOVEFILE_REPLACE_EXISTING); error != 0)
        fail(path, "replaced", error);
}

std::optional<PrivateFile> read_private_file(const fs::path& path) {
    const OpenHandle file(::CreateFileW(path.c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_DELETE,
                                        nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr));
    if (!file.valid()) {
        const DWORD error = ::GetLastError();
        if (error == ERROR_FILE_NOT_FOUND) return std::nullopt;
        std::error_code unknown;
        if (fs::is_directory(path, unknown)) refuse(path);
        fail(path, "read", error);
    }
    if (::GetFileType(file.get()) != FILE_TYPE_DISK) refuse(path);
    LARGE_INTEGER size{};
    if (!::GetFileSizeEx(file.get(), &size)) fail(path, "read", ::GetLastError());
    if (size.QuadPart < 0 || static_cast<std::uint64_t>(size.QuadPart) > max_private_file_bytes) {
        throw CredentialError(text::utf8_of(path) +
                              " is far too large for what it should hold. Move it away.");
    }
    Secret content = Secret::zeros(static_cast<std::size_t>(size.QuadPart));
    std::span<std::uint8_t> rest = content.writable();
    while (!rest.empty()) {
        DWORD read = 0;
        if (!::ReadFile(file.get(), rest.data(), static_cast<DWORD>(rest.size()), &read, nullptr)) {
            fail(path, "read", ::GetLastError());
        }
        if (read == 0)
            throw CredentialError(text::utf8_of(path) + " became shorter while it was read. Try again.");
        rest = rest.subspan(read);
    }
    return PrivateFile{std::move(content), Exposure::Private};
}

void keep_private(const fs::path& path) {
    try {
        std::error_code error;
        const OwnerOnly owner_only(path, fs::is_directory(path, error) ? L"OICI" : L"");
        // The call that goes down into what a folder holds already is not wanted, and under wine adds what the
        // folder above would pass on.
        ::SetFileSecurityW(path.c_str(), DACL_SECURITY_INFORMATION, owner_only.descriptor());
    } catch (const CredentialError&) {
        return;  // a system that does not tell whose program this is
    }
}

void make_private_folder(const fs::path& folder, std::string_view own, std::error_code& error) {
    const bool is_new = fs::create_directories(folder, error);
    // Never a whole drive: others may want to put something there tomorrow.
    const bool is_drive = !folder.has_relative_path();
    if (!is_new && (error || is_drive || !holds_only(folder, own))) return;
    keep_private(folder);
    if (fs::exists(folder / text::path_of(own), error)) keep_private(folder / text::path_of(own));
    error.clear();
}

Exposure exposure_in(const fs::path& folder) {
    const Account account(folder);
    std::wstring name = folder.wstring();
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    PACL list = nullptr;
    if (::GetNamedSecurityInfoW(name.data(), SE_FILE_OBJECT, DACL_SECURITY_INFORMATION, nullptr, nullptr,
                                &list, nullptr, &descriptor) != ERROR_SUCCESS)
        return Exposure::Private;
    // No list lets in everybody.
    bool is_open = list == nullptr;
    for (DWORD index = 0; !is_open && index < list->AceCount; ++index) {
        void* entry = nullptr;
        is_open = ::GetAce(list, index, &entry) &&
                  lets_others_read(static_cast<const ACE_HEADER*>(entry), account.sid());
    }
    ::LocalFree(descriptor);
    return is_open ? Exposure::ReadableByOthers : Exposure::Private;
}

}  // namespace crosstalk::transport
