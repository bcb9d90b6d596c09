#include "client/windows/process.hpp"

#include <cstddef>
#include <string_view>

#include "client/windows/text.hpp"

namespace crosstalk::windows {

namespace {

// As CommandLineToArgvW reads it: backslashes count only in front of quotes.
std::wstring quoted(std::wstring_view word) {
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

std::wstring command_line(const NewProcess& wanted) {
    std::wstring line = quoted(wide(wanted.program));
    for (const std::string& argument : wanted.arguments)
        line += L" " + quoted(wide(argument));
    return line;
}

// A list of attributes that says: this handle, and no other.
class OneHandle {
  public:
    explicit OneHandle(HANDLE handle) : handle_(handle) {
        SIZE_T size = 0;
        InitializeProcThreadAttributeList(nullptr, 1, 0, &size);
        storage_.resize(size);
        is_made_ = InitializeProcThreadAttributeList(list(), 1, 0, &size) != 0;
        is_good_ = is_made_ && UpdateProcThreadAttribute(list(), 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST,
                                                         &handle_, sizeof handle_, nullptr, nullptr) != 0;
    }
    OneHandle(const OneHandle&) = delete;
    OneHandle& operator=(const OneHandle&) = delete;
    ~OneHandle() {
        if (is_made_) DeleteProcThreadAttributeList(list());
    }
    [[nodiscard]] LPPROC_THREAD_ATTRIBUTE_LIST list() {
        return reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(storage_.data());
    }
    explicit operator bool() const { return is_good_; }

  private:
    HANDLE handle_;
    std::vector<std::byte> storage_;
    bool is_made_ = false;
    bool is_good_ = false;
};

}  // namespace

StartedProcess start(const NewProcess& wanted) {
    OneHandle inherited(wanted.output);
    if (!inherited) return {};
    STARTUPINFOEXW startup{};
    startup.StartupInfo.cb = sizeof startup;
    startup.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
    startup.StartupInfo.hStdInput = wanted.reads_output ? wanted.output : nullptr;
    startup.StartupInfo.hStdOutput = wanted.output;
    startup.StartupInfo.hStdError = wanted.writes_errors ? wanted.output : nullptr;
    startup.lpAttributeList = inherited.list();
    std::wstring line = command_line(wanted);
    std::wstring block = wanted.environment;
    wchar_t* const environment = block.empty() ? nullptr : block.data();
    const std::wstring program = wide(wanted.program);
    const DWORD flags = wanted.flags | EXTENDED_STARTUPINFO_PRESENT | CREATE_UNICODE_ENVIRONMENT;
    PROCESS_INFORMATION process{};
    const BOOL is_started =
        wanted.token == nullptr
            ? CreateProcessW(program.c_str(), line.data(), nullptr, nullptr, TRUE, flags, environment,
                             nullptr, &startup.StartupInfo, &process)
            : CreateProcessAsUserW(wanted.token, program.c_str(), line.data(), nullptr, nullptr, TRUE, flags,
                                   environment, nullptr, &startup.StartupInfo, &process);
    if (is_started == 0) return {};
    return {.process = Handle(process.hProcess), .thread = Handle(process.hThread)};
}

}  // namespace crosstalk::windows
