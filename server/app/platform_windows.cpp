#include <io.h>
#include <process.h>
#include <windows.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "net/text/paths.hpp"
#include "net/transport/credentials/private_file.hpp"
#include "net/transport/local_names.hpp"
#include "server/app/platform.hpp"

namespace crosstalk::server {

std::filesystem::path default_data_folder() {
    const wchar_t* local = _wgetenv(L"LOCALAPPDATA");
    return std::filesystem::path(local == nullptr ? L"." : local) / "Crosstalk" / "server";
}

std::vector<std::pair<std::string, std::string>> environment_variables() {
    std::vector<std::pair<std::string, std::string>> variables;
    wchar_t* const block = ::GetEnvironmentStringsW();
    for (const wchar_t* each = block; each != nullptr && *each != L'\0';) {
        const std::wstring_view text = each;
        const std::size_t equals = text.find(L'=', 1);  // the system's own begin with one
        if (equals != std::wstring_view::npos)
            variables.emplace_back(text::utf8_of(text.substr(0, equals)),
                                   text::utf8_of(text.substr(equals + 1)));
        each += text.size() + 1;
    }
    if (block != nullptr) ::FreeEnvironmentStringsW(block);
    return variables;
}

bool is_terminal_output() {
    return _isatty(_fileno(stdout)) != 0;
}

void ignore_broken_pipes() {}

std::optional<int> reload_signal() {
    return std::nullopt;
}

bool has_lost_its_terminal() {
    return false;
}

void tell_service_manager(ServiceState) {}

void raise_open_file_limit() {}

std::uint64_t process_id() {
    return static_cast<std::uint64_t>(_getpid());
}

bool wait_for_end(std::uint64_t process, std::chrono::milliseconds patience) {
    const HANDLE handle = ::OpenProcess(SYNCHRONIZE, FALSE, static_cast<DWORD>(process));
    if (handle == nullptr) return ::GetLastError() == ERROR_INVALID_PARAMETER;  // there is no such process
    const bool has_ended =
        ::WaitForSingleObject(handle, static_cast<DWORD>(patience.count())) == WAIT_OBJECT_0;
    ::CloseHandle(handle);
    return has_ended;
}

// In a folder of its own, which says who may come in: what a socket itself says about that is not asked everywhere.
std::vector<std::filesystem::path> control_sockets_of(const std::filesystem::path& data_folder) {
    std::vector<std::filesystem::path> files{data_folder / "control" / "socket"};
    if (const wchar_t* local = _wgetenv(L"LOCALAPPDATA"); local != nullptr && *local != L'\0') {
        const std::uint64_t number = transport::number_of_folder(data_folder);
        files.push_back(std::filesystem::path(local) / "Crosstalk" / ("control-" + std::to_string(number)) /
                        "socket");
    }
    return files;
}

void make_room_for_socket(const std::filesystem::path& file) {
    std::error_code error;
    std::filesystem::create_directories(file.parent_path().parent_path(), error);
    if (std::filesystem::create_directory(file.parent_path(), error))
        transport::keep_private(file.parent_path());
}

SocketName::SocketName(const std::filesystem::path& file) : text_(text::utf8_of(file)) {}

SocketName::~SocketName() = default;

}  // namespace crosstalk::server
