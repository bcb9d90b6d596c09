#include <windows.h>

#include <sddl.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "client/app/handover.hpp"
#include "client/app/handover_words.hpp"
#include "client/windows/handle.hpp"
#include "net/transport/local_names.hpp"

namespace crosstalk::app {

namespace {

namespace fs = std::filesystem;
using windows::Handle;

constexpr auto patience_ms = static_cast<DWORD>(handover_patience.count());

// The account that a process runs under, as text; empty if it is not to be known.
std::wstring account_of(HANDLE process) {
    HANDLE opened = nullptr;
    if (OpenProcessToken(process, TOKEN_QUERY, &opened) == 0) return {};
    const Handle token(opened);
    std::vector<std::uint8_t> bytes(SECURITY_MAX_SID_SIZE + sizeof(TOKEN_USER));
    DWORD size = 0;
    if (GetTokenInformation(token.get(), TokenUser, bytes.data(), static_cast<DWORD>(bytes.size()), &size) ==
        0)
        return {};
    wchar_t* text = nullptr;
    if (ConvertSidToStringSidW(reinterpret_cast<const TOKEN_USER*>(bytes.data())->User.Sid, &text) == 0)
        return {};
    std::wstring account(text);
    LocalFree(text);
    return account;
}

std::wstring pipe_of(const fs::path& profile) {
    return L"\\\\.\\pipe\\crosstalk-" + account_of(GetCurrentProcess()) + L"-" +
           std::to_wstring(transport::number_of_folder(profile));
}

// A pipe that nobody but this account may open. INVALID_HANDLE_VALUE if somebody has made one of that name already.
Handle new_pipe(const std::wstring& name) {
    const std::wstring account = account_of(GetCurrentProcess());
    if (account.empty()) return Handle(nullptr);
    SECURITY_ATTRIBUTES rights{
        .nLength = sizeof rights, .lpSecurityDescriptor = nullptr, .bInheritHandle = FALSE};
    const std::wstring only_me = L"D:P(A;;GA;;;" + account + L")";
    if (ConvertStringSecurityDescriptorToSecurityDescriptorW(only_me.c_str(), SDDL_REVISION_1,
                                                             &rights.lpSecurityDescriptor, nullptr) == 0) {
        return Handle(nullptr);
    }
    Handle pipe(CreateNamedPipeW(name.c_str(),
                                 PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED | FILE_FLAG_FIRST_PIPE_INSTANCE,
                                 PIPE_TYPE_BYTE | PIPE_READMODE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS,
                                 1, max_handed_bytes, max_handed_bytes, patience_ms, &rights));
    LocalFree(rights.lpSecurityDescriptor);
    return pipe;
}

enum class Came : std::uint8_t { Done, TooLate, Failed, Ending };

// One operation on a pipe at a time, given up when it takes too long or when the thread has to end.
class Operation {
  public:
    Operation(HANDLE pipe, HANDLE ending)
        : pipe_(pipe), ending_(ending), done_(CreateEventW(nullptr, TRUE, FALSE, nullptr)) {}

    Came accept() {
        return finish(INFINITE,
                      ConnectNamedPipe(pipe_, prepared()) != 0 || GetLastError() == ERROR_PIPE_CONNECTED);
    }
    Came read(char* to, DWORD most, DWORD& size) {
        const Came came = finish(patience_ms, ReadFile(pipe_, to, most, nullptr, prepared()) != 0);
        size = size_;
        return came;
    }
    Came write(std::string_view text) {
        const auto size = static_cast<DWORD>(text.size());
        return finish(patience_ms, WriteFile(pipe_, text.data(), size, nullptr, prepared()) != 0);
    }

  private:
    OVERLAPPED* prepared() {
        state_ = {};
        state_.hEvent = done_.get();
        ResetEvent(done_.get());
        return &state_;
    }
    Came finish(DWORD wait_ms, bool is_done) {
        size_ = 0;
        if (!is_done && GetLastError() != ERROR_IO_PENDING) return Came::Failed;
        const std::array<HANDLE, 2> both{done_.get(), ending_};
        const DWORD woken =
            is_done ? WAIT_OBJECT_0
                    : WaitForMultipleObjects(ending_ == nullptr ? 1 : 2, both.data(), FALSE, wait_ms);
        if (woken == WAIT_OBJECT_0) {
            const bool whole = GetOverlappedResult(pipe_, &state_, &size_, FALSE) != 0;
            return whole || is_done ? Came::Done : Came::Failed;
        }
        CancelIo(pipe_);
        GetOverlappedResult(pipe_, &state_, &size_, TRUE);
        return woken == WAIT_OBJECT_0 + 1 ? Came::Ending : Came::TooLate;
    }

    HANDLE pipe_;
    HANDLE ending_;  // an event; null: nobody ends it
    Handle done_;
    OVERLAPPED state_{};
    DWORD size_ = 0;
};

// Without its end; nothing if none came in time.
std::optional<std::string> read_line(Operation& operation) {
    HandoverLine line;
    std::array<char, 256> part{};
    while (!line.is_too_long()) {
        DWORD size = 0;
        if (operation.read(part.data(), static_cast<DWORD>(part.size()), size) != Came::Done || size == 0)
            return std::nullopt;
        if (auto whole = line.take({part.data(), size})) return whole;
    }
    return std::nullopt;
}

// Thread: that which made it; `taken` runs on its own.
class PipeHandover final : public Handover {
  public:
    PipeHandover(Handle pipe, Handle ending, Taken taken)
        : pipe_(std::move(pipe)),
          ending_(std::move(ending)),
          taken_(std::move(taken)),
          thread_([this] { run(); }) {}
    ~PipeHandover() override {
        SetEvent(ending_.get());
        thread_.join();
    }

  private:
    void run() {
        Operation operation(pipe_.get(), ending_.get());
        for (;;) {
            const Came came = operation.accept();
            if (came == Came::Ending) return;
            if (came == Came::Done) serve(operation);
            DisconnectNamedPipe(pipe_.get());
            // Somebody who opens and closes it for ever shall not take a processor.
            if (WaitForSingleObject(ending_.get(), 20) == WAIT_OBJECT_0) return;
        }
    }
    void serve(Operation& operation) {
        auto line = read_line(operation);
        auto link = line ? link_of_request(std::move(*line)) : std::nullopt;
        if (!link || operation.write(handover_answer) != Came::Done) return;
        taken_(std::move(*link));
        // What is not read yet would go with the connection: until the other side has closed it.
        char nothing = 0;
        DWORD size = 0;
        operation.read(&nothing, 1, size);
    }

    Handle pipe_;
    Handle ending_;
    Taken taken_;
    std::thread thread_;
};

// Whoever made a pipe of that name first might be another account that waits for invites.
bool is_ours(HANDLE pipe) {
    ULONG server = 0;
    if (GetNamedPipeServerProcessId(pipe, &server) == 0) return false;
    const Handle process(OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, server));
    if (!process) return false;
    const std::wstring account = account_of(process.get());
    return !account.empty() && account == account_of(GetCurrentProcess());
}

}  // namespace

std::unique_ptr<Handover> await_handover(const fs::path& profile, Handover::Taken taken) {
    Handle pipe = new_pipe(pipe_of(profile));
    Handle ending(CreateEventW(nullptr, TRUE, FALSE, nullptr));
    if (!pipe || !ending) return nullptr;
    return std::make_unique<PipeHandover>(std::move(pipe), std::move(ending), std::move(taken));
}

Handed hand_over(const fs::path& profile, const std::string& link) {
    const auto request = handover_request(link);
    if (!request) return Handed::ToNobody;
    const std::wstring name = pipe_of(profile);
    if (WaitNamedPipeW(name.c_str(), patience_ms) == 0) return Handed::ToNobody;
    const Handle pipe(CreateFileW(name.c_str(), GENERIC_READ | GENERIC_WRITE, 0, nullptr, OPEN_EXISTING,
                                  FILE_FLAG_OVERLAPPED | SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION,
                                  nullptr));
    if (!pipe || !is_ours(pipe.get())) return Handed::ToNobody;
    // The window comes to the front for this, which Windows grants to who has the keyboard only.
    AllowSetForegroundWindow(ASFW_ANY);
    Operation operation(pipe.get(), nullptr);
    if (operation.write(*request) != Came::Done) return Handed::ToNobody;
    const auto answer = read_line(operation);
    return answer && is_handover_answer(*answer) ? Handed::ToAWindow : Handed::ToNobody;
}

}  // namespace crosstalk::app
