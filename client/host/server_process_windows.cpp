#include <windows.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <system_error>
#include <utility>

#include "client/host/server_process.hpp"

namespace crosstalk::host {

namespace {

using Clock = std::chrono::steady_clock;

// How often it is looked whether the pipe has something: a read of an anonymous one cannot be given up.
constexpr DWORD look_again_after_ms = 20;

[[noreturn]] void fail(const char* what) {
    throw std::system_error(static_cast<int>(::GetLastError()), std::system_category(), what);
}

std::wstring wide(const std::string& text) {
    const int size = static_cast<int>(text.size());
    std::wstring result(
        static_cast<std::size_t>(::MultiByteToWideChar(CP_UTF8, 0, text.data(), size, nullptr, 0)), L'\0');
    ::MultiByteToWideChar(CP_UTF8, 0, text.data(), size, result.data(), static_cast<int>(result.size()));
    return result;
}

// As CommandLineToArgvW reads it: backslashes count only in front of quotes.
std::wstring quoted(const std::wstring& word) {
    std::wstring line = L"\"";
    std::size_t slashes = 0;
    for (const wchar_t each : word) {
        if (each == L'"') line.append(slashes + 1, L'\\');
        slashes = each == L'\\' ? slashes + 1 : 0;
        line += each;
    }
    line.append(slashes, L'\\');
    return line + L'"';
}

class WindowsServer final : public ServerProcess {
  public:
    WindowsServer(HANDLE process, HANDLE output) : process_(process), output_(output) {}
    ~WindowsServer() override {
        WindowsServer::hang_up();
        ::CloseHandle(process_);
    }

    std::optional<std::string> hear(std::chrono::milliseconds patience) override {
        const auto until = Clock::now() + patience;
        for (;;) {
            DWORD waiting = 0;
            if (::PeekNamedPipe(output_, nullptr, 0, nullptr, &waiting, nullptr) == 0) return std::nullopt;
            if (waiting > 0) break;
            const bool ended = ::WaitForSingleObject(process_, look_again_after_ms) == WAIT_OBJECT_0;
            if (ended &&
                (::PeekNamedPipe(output_, nullptr, 0, nullptr, &waiting, nullptr) == 0 || waiting == 0))
                return std::nullopt;
            if (Clock::now() >= until) return std::nullopt;
        }
        std::array<char, 4096> part;
        DWORD size = 0;
        if (::ReadFile(output_, part.data(), static_cast<DWORD>(part.size()), &size, nullptr) == 0)
            return std::nullopt;
        std::string text(part.data(), size);
        std::erase(text, '\r');
        return text;
    }

    void hang_up() override {
        if (output_ != nullptr) ::CloseHandle(std::exchange(output_, nullptr));
    }
    void kill() override { ::TerminateProcess(process_, 1); }
    bool has_ended() override { return ::WaitForSingleObject(process_, 0) == WAIT_OBJECT_0; }

  private:
    HANDLE process_;
    HANDLE output_;
};

// NAME=VALUE, each with its end, and an empty one. The system wants them sorted by name, without case.
std::wstring environment_with(const ServerProcess::Variables& variables) {
    std::vector<std::wstring> all;
    wchar_t* const block = ::GetEnvironmentStringsW();
    for (const wchar_t* each = block; each != nullptr && *each != L'\0'; each += all.back().size() + 1)
        all.emplace_back(each);
    if (block != nullptr) ::FreeEnvironmentStringsW(block);
    for (const auto& [name, value] : variables) {
        const std::wstring start = wide(name) + L"=";
        std::erase_if(all, [&](const std::wstring& each) {
            return ::_wcsnicmp(each.c_str(), start.c_str(), start.size()) == 0;
        });
        all.push_back(start + wide(value));
    }
    std::ranges::sort(all, [](const std::wstring& left, const std::wstring& right) {
        return ::_wcsicmp(left.c_str(), right.c_str()) < 0;
    });
    std::wstring result;
    for (const std::wstring& each : all)
        result.append(each).push_back(L'\0');
    result.push_back(L'\0');
    return result;
}

// Starts it with one handle and no other.
PROCESS_INFORMATION start(const std::string& program, std::wstring line, std::wstring environment,
                          HANDLE output) {
    SIZE_T size = 0;
    ::InitializeProcThreadAttributeList(nullptr, 1, 0, &size);
    std::vector<std::byte> storage(size);
    auto* attributes = reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(storage.data());
    if (::InitializeProcThreadAttributeList(attributes, 1, 0, &size) == 0)
        fail("the server could not be started");
    STARTUPINFOEXW startup{};
    startup.StartupInfo.cb = sizeof startup;
    startup.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
    startup.StartupInfo.hStdOutput = output;
    startup.StartupInfo.hStdError = output;
    startup.lpAttributeList = attributes;
    PROCESS_INFORMATION process{};
    const bool is_started =
        ::UpdateProcThreadAttribute(attributes, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, &output, sizeof output,
                                    nullptr, nullptr) != 0 &&
        ::CreateProcessW(wide(program).c_str(), line.data(), nullptr, nullptr, TRUE,
                         CREATE_NO_WINDOW | CREATE_NEW_PROCESS_GROUP | CREATE_UNICODE_ENVIRONMENT |
                             EXTENDED_STARTUPINFO_PRESENT,
                         environment.data(), nullptr, &startup.StartupInfo, &process) != 0;
    ::DeleteProcThreadAttributeList(attributes);
    if (!is_started) fail("the server could not be started");
    return process;
}

}  // namespace

std::unique_ptr<ServerProcess> start_server(const std::string& program,
                                            const std::vector<std::string>& arguments,
                                            const ServerProcess::Variables& variables) {
    SECURITY_ATTRIBUTES inherited{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
    HANDLE ours = nullptr;
    HANDLE theirs = nullptr;
    if (::CreatePipe(&ours, &theirs, &inherited, 0) == 0) fail("no pipe could be made");
    ::SetHandleInformation(ours, HANDLE_FLAG_INHERIT, 0);
    std::wstring line = quoted(wide(program));
    for (const std::string& argument : arguments)
        line += L" " + quoted(wide(argument));
    try {
        const PROCESS_INFORMATION process =
            start(program, std::move(line), environment_with(variables), theirs);
        ::CloseHandle(theirs);
        ::CloseHandle(process.hThread);
        return std::make_unique<WindowsServer>(process.hProcess, ours);
    } catch (...) {
        ::CloseHandle(theirs);
        ::CloseHandle(ours);
        throw;
    }
}

}  // namespace crosstalk::host
