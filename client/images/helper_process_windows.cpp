// Tried under wine, where a job and a low integrity level forbid little; on a real Windows not yet.
#include <windows.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <system_error>
#include <utility>

#include "client/images/helper_process.hpp"
#include "client/images/sandbox.hpp"
#include "client/windows/process.hpp"
#include "client/windows/text.hpp"

namespace crosstalk::images {

namespace {

using windows::Handle;
using Clock = std::chrono::steady_clock;

constexpr DWORD pipe_buffer = 256U << 10U;
constexpr DWORD at_once = 1U << 20U;
// How often the process's clock is looked at.
constexpr std::chrono::milliseconds look_again_after{100};

class EventInterruption final : public Interruption {
  public:
    EventInterruption() : event_(CreateEventW(nullptr, TRUE, FALSE, nullptr)) {
        if (!event_)
            throw std::system_error(static_cast<int>(GetLastError()), std::system_category(),
                                    "no event could be made for decoding pictures");
    }
    void set() override { SetEvent(event_.get()); }
    [[nodiscard]] HANDLE event() const { return event_.get(); }

  private:
    Handle event_;
};

class WindowsHelper final : public HelperProcess {
  public:
    WindowsHelper(Handle process, Handle job, Handle pipe, HANDLE interruption)
        : process_(std::move(process)),
          job_(std::move(job)),
          pipe_(std::move(pipe)),
          done_(CreateEventW(nullptr, TRUE, FALSE, nullptr)),
          interruption_(interruption) {}
    ~WindowsHelper() override { WindowsHelper::end(); }

    void begin(const Patience& patience) override {
        patience_ = patience;
        begun_ = Clock::now();
        used_before_ = processor_time();
    }

    Talk write(std::span<const std::uint8_t> bytes) override {
        while (!bytes.empty()) {
            OVERLAPPED overlapped{};
            overlapped.hEvent = done_.get();
            const auto wanted = static_cast<DWORD>(std::min<std::size_t>(bytes.size(), at_once));
            const BOOL begun = WriteFile(pipe_.get(), bytes.data(), wanted, nullptr, &overlapped);
            DWORD size = 0;
            if (const Talk talk = finish(overlapped, begun, size); talk != Talk::Done) return talk;
            bytes = bytes.subspan(size);
        }
        return Talk::Done;
    }

    Talk read(std::span<std::uint8_t> to) override {
        while (!to.empty()) {
            OVERLAPPED overlapped{};
            overlapped.hEvent = done_.get();
            const auto wanted = static_cast<DWORD>(std::min<std::size_t>(to.size(), at_once));
            const BOOL begun = ReadFile(pipe_.get(), to.data(), wanted, nullptr, &overlapped);
            DWORD size = 0;
            if (const Talk talk = finish(overlapped, begun, size); talk != Talk::Done) return talk;
            to = to.subspan(size);
        }
        return Talk::Done;
    }

    bool is_alive() override {
        DWORD waiting = 0;
        return WaitForSingleObject(process_.get(), 0) == WAIT_TIMEOUT &&
               PeekNamedPipe(pipe_.get(), nullptr, 0, nullptr, &waiting, nullptr) != 0 && waiting == 0;
    }

    HelperEnd end() override {
        if (!process_) return end_;
        TerminateJobObject(job_.get(), 1);
        WaitForSingleObject(process_.get(), INFINITE);
        DWORD status = 0;
        if (GetExitCodeProcess(process_.get(), &status) != 0) end_.status = static_cast<int>(status);
        process_ = Handle();
        return end_;
    }

  private:
    // Waits until the transfer is done. One that is given up is cancelled before its buffer goes away.
    Talk finish(OVERLAPPED& overlapped, BOOL begun, DWORD& size) {
        if (begun == 0 && GetLastError() != ERROR_IO_PENDING) return Talk::Ended;
        const std::array<HANDLE, 2> waiting{interruption_, done_.get()};
        Talk talk = Talk::Done;
        for (bool waits = true; waits;) {
            const auto left = time_left();
            const DWORD span =
                left.count() <= 0 ? 0 : static_cast<DWORD>(std::min(left, look_again_after).count());
            const DWORD woken = WaitForMultipleObjects(2, waiting.data(), FALSE, span);
            waits = woken == WAIT_TIMEOUT && left.count() > 0;
            if (woken == WAIT_OBJECT_0) talk = Talk::Interrupted;
            if (woken == WAIT_TIMEOUT && !waits) talk = Talk::TooSlow;
            if (woken == WAIT_FAILED) talk = Talk::Ended;
        }
        if (talk != Talk::Done) CancelIoEx(pipe_.get(), &overlapped);
        const bool is_good = GetOverlappedResult(pipe_.get(), &overlapped, &size, TRUE) != 0 && size > 0;
        return talk == Talk::Done && !is_good ? Talk::Ended : talk;
    }

    [[nodiscard]] std::chrono::milliseconds processor_time() const {
        FILETIME created{};
        FILETIME ended{};
        FILETIME kernel{};
        FILETIME user{};
        if (GetProcessTimes(process_.get(), &created, &ended, &kernel, &user) == 0) return {};
        // In units of 100 ns.
        const auto value = [](const FILETIME& time) {
            return static_cast<std::int64_t>(time.dwHighDateTime) << 32 |
                   static_cast<std::int64_t>(time.dwLowDateTime);
        };
        return std::chrono::milliseconds((value(kernel) + value(user)) / 10'000);
    }

    [[nodiscard]] std::chrono::milliseconds time_left() const {
        const auto gone = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begun_);
        return std::min(patience_.wall - gone, patience_.processor - (processor_time() - used_before_));
    }

    Handle process_;
    Handle job_;  // its end is the process's
    Handle pipe_;
    Handle done_;
    HANDLE interruption_;
    Patience patience_;
    Clock::time_point begun_;
    std::chrono::milliseconds used_before_{0};
    HelperEnd end_;
};

// Both ends of a pipe: ours for overlapped transfers, the helper's inherited and blocking.
bool make_pipe(Handle& ours, Handle& theirs) {
    static std::atomic<unsigned> made{0};
    const std::wstring name = L"\\\\.\\pipe\\crosstalk-decoder-" + std::to_wstring(GetCurrentProcessId()) +
                              L"-" + std::to_wstring(made.fetch_add(1));
    ours = Handle(CreateNamedPipeW(
        name.c_str(), PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED | FILE_FLAG_FIRST_PIPE_INSTANCE,
        PIPE_TYPE_BYTE | PIPE_READMODE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS, 1, pipe_buffer,
        pipe_buffer, 0, nullptr));
    if (!ours) return false;
    SECURITY_ATTRIBUTES inherited{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
    theirs = Handle(
        CreateFileW(name.c_str(), GENERIC_READ | GENERIC_WRITE, 0, &inherited, OPEN_EXISTING, 0, nullptr));
    return static_cast<bool>(theirs);
}

// Our own token without privileges and with low integrity: no file or key of the user can be written.
Handle restricted_token() {
    Handle own;
    Handle restricted;
    constexpr DWORD rights = TOKEN_DUPLICATE | TOKEN_QUERY | TOKEN_ASSIGN_PRIMARY | TOKEN_ADJUST_DEFAULT;
    if (OpenProcessToken(GetCurrentProcess(), rights, own.out()) == 0) return {};
    if (CreateRestrictedToken(own.get(), DISABLE_MAX_PRIVILEGE, 0, nullptr, 0, nullptr, 0, nullptr,
                              restricted.out()) == 0)
        return {};
    std::array<std::byte, SECURITY_MAX_SID_SIZE> sid{};
    DWORD size = static_cast<DWORD>(sid.size());
    if (CreateWellKnownSid(WinLowLabelSid, nullptr, sid.data(), &size) == 0) return {};
    TOKEN_MANDATORY_LABEL label{};
    label.Label.Attributes = SE_GROUP_INTEGRITY;
    label.Label.Sid = sid.data();
    if (SetTokenInformation(restricted.get(), TokenIntegrityLevel, &label, sizeof label + size) == 0)
        return {};
    return restricted;
}

// Ends its process with itself; no second process, no more memory than it needs, no desktop.
Handle make_job() {
    Handle job(CreateJobObjectW(nullptr, nullptr));
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
    limits.BasicLimitInformation.LimitFlags =
        JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | JOB_OBJECT_LIMIT_ACTIVE_PROCESS |
        JOB_OBJECT_LIMIT_PROCESS_MEMORY | JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION;
    limits.BasicLimitInformation.ActiveProcessLimit = 1;
    limits.ProcessMemoryLimit = sandbox_memory_bytes;
    JOBOBJECT_BASIC_UI_RESTRICTIONS desktop{};
    desktop.UIRestrictionsClass = JOB_OBJECT_UILIMIT_DESKTOP | JOB_OBJECT_UILIMIT_EXITWINDOWS |
                                  JOB_OBJECT_UILIMIT_GLOBALATOMS | JOB_OBJECT_UILIMIT_HANDLES |
                                  JOB_OBJECT_UILIMIT_READCLIPBOARD | JOB_OBJECT_UILIMIT_WRITECLIPBOARD |
                                  JOB_OBJECT_UILIMIT_DISPLAYSETTINGS | JOB_OBJECT_UILIMIT_SYSTEMPARAMETERS;
    if (!job ||
        SetInformationJobObject(job.get(), JobObjectExtendedLimitInformation, &limits, sizeof limits) == 0 ||
        SetInformationJobObject(job.get(), JobObjectBasicUIRestrictions, &desktop, sizeof desktop) == 0)
        return {};
    return job;
}

// Starts it suspended, so that it is in its job before it runs.
Handle start_in_job(const windows::NewProcess& wanted, HANDLE job) {
    auto [process, thread] = windows::start(wanted);
    if (!process) return {};
    if (AssignProcessToJobObject(job, process.get()) == 0 ||
        ResumeThread(thread.get()) == static_cast<DWORD>(-1)) {
        TerminateProcess(process.get(), 1);
        return {};
    }
    return std::move(process);
}

}  // namespace

std::unique_ptr<Interruption> make_interruption() {
    return std::make_unique<EventInterruption>();
}

std::unique_ptr<HelperProcess> start_helper(const std::string& program,
                                            const std::vector<std::string>& arguments,
                                            Interruption& interruption) {
    Handle ours;
    Handle theirs;
    const Handle token = restricted_token();
    Handle job = make_job();
    if (program.empty() || !token || !job || !make_pipe(ours, theirs)) return nullptr;
    Handle process = start_in_job({.program = program,
                                   .arguments = arguments,
                                   .output = theirs.get(),
                                   .reads_output = true,
                                   .token = token.get(),
                                   .flags = CREATE_SUSPENDED | CREATE_NO_WINDOW,
                                   .environment = {}},
                                  job.get());
    if (!process) return nullptr;
    return std::make_unique<WindowsHelper>(std::move(process), std::move(job), std::move(ours),
                                           static_cast<EventInterruption&>(interruption).event());
}

std::string own_program() {
    std::wstring path(32'768, L'\0');
    path.resize(GetModuleFileNameW(nullptr, path.data(), static_cast<DWORD>(path.size())));
    return windows::narrow(path);
}

}  // namespace crosstalk::images
