#include <windows.h>

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

#include "client/host/server_process.hpp"
#include "client/windows/process.hpp"
#include "client/windows/text.hpp"

namespace crosstalk::host {

namespace {

using windows::Handle;
using Clock = std::chrono::steady_clock;

// How often it is looked whether the pipe has something: a read of an anonymous one cannot be given up.
constexpr DWORD look_again_after_ms = 20;

[[noreturn]] void fail(const char* what) {
    throw std::system_error(static_cast<int>(::GetLastError()), std::system_category(), what);
}

class WindowsServer final : public ServerProcess {
  public:
    WindowsServer(Handle process, Handle output) : process_(std::move(process)), output_(std::move(output)) {}

    std::optional<std::string> hear(std::chrono::milliseconds patience) override {
        const auto until = Clock::now() + patience;
        for (;;) {
            DWORD waiting = 0;
            if (::PeekNamedPipe(output_.get(), nullptr, 0, nullptr, &waiting, nullptr) == 0)
                return std::nullopt;
            if (waiting > 0) break;
            const bool ended = ::WaitForSingleObject(process_.get(), look_again_after_ms) == WAIT_OBJECT_0;
            if (ended &&
                (::PeekNamedPipe(output_.get(), nullptr, 0, nullptr, &waiting, nullptr) == 0 || waiting == 0))
                return std::nullopt;
            if (Clock::now() >= until) return std::string();
        }
        std::array<char, 4096> part;
        DWORD size = 0;
        if (::ReadFile(output_.get(), part.data(), static_cast<DWORD>(part.size()), &size, nullptr) == 0)
            return std::nullopt;
        std::string text(part.data(), size);
        std::erase(text, '\r');
        return text;
    }

    void hang_up() override { output_ = Handle(); }
    void ask_to_end() override { WindowsServer::kill(); }
    void kill() override { ::TerminateProcess(process_.get(), 1); }
    bool has_ended() override { return ::WaitForSingleObject(process_.get(), 0) == WAIT_OBJECT_0; }

  private:
    Handle process_;
    Handle output_;
};

// NAME=VALUE, each with its end, and an empty one. The system wants them sorted by name, without case.
std::wstring environment_with(const ServerProcess::Variables& variables) {
    std::vector<std::wstring> all;
    wchar_t* const block = ::GetEnvironmentStringsW();
    for (const wchar_t* each = block; each != nullptr && *each != L'\0'; each += all.back().size() + 1)
        all.emplace_back(each);
    if (block != nullptr) ::FreeEnvironmentStringsW(block);
    for (const auto& [name, value] : variables) {
        const std::wstring start = windows::wide(name) + L"=";
        std::erase_if(all, [&](const std::wstring& each) {
            return ::_wcsnicmp(each.c_str(), start.c_str(), start.size()) == 0;
        });
        all.push_back(start + windows::wide(value));
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

}  // namespace

std::unique_ptr<ServerProcess> start_server(const std::string& program,
                                            const std::vector<std::string>& arguments,
                                            const ServerProcess::Variables& variables) {
    SECURITY_ATTRIBUTES inherited{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
    Handle ours;
    Handle theirs;
    if (::CreatePipe(ours.out(), theirs.out(), &inherited, 0) == 0) fail("no pipe could be made");
    ::SetHandleInformation(ours.get(), HANDLE_FLAG_INHERIT, 0);
    auto started = windows::start({.program = program,
                                   .arguments = arguments,
                                   .output = theirs.get(),
                                   .writes_errors = true,
                                   .flags = CREATE_NO_WINDOW | CREATE_NEW_PROCESS_GROUP,
                                   .environment = environment_with(variables)});
    if (!started.process) fail("the server could not be started");
    return std::make_unique<WindowsServer>(std::move(started.process), std::move(ours));
}

}  // namespace crosstalk::host
