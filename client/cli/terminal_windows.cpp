#include <windows.h>
// windows.h comes first.
#include <array>
#include <atomic>
#include <cstdlib>
#include <string>

#include "client/cli/terminal.hpp"

namespace crosstalk::cli {

namespace {

std::atomic<HANDLE> stop_event{nullptr};

BOOL WINAPI on_console_event(DWORD) {
    if (const HANDLE event = stop_event.load()) SetEvent(event);
    return TRUE;
}

}  // namespace

struct Terminal::State {
    HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    HANDLE output = GetStdHandle(STD_OUTPUT_HANDLE);
    HANDLE stop = CreateEventW(nullptr, FALSE, FALSE, nullptr);
    HANDLE wake = CreateEventW(nullptr, FALSE, FALSE, nullptr);
    DWORD input_before = 0;
    DWORD output_before = 0;
    bool input_is_console = GetConsoleMode(input, &input_before) != 0;
    bool output_is_console = GetConsoleMode(output, &output_before) != 0;
    bool interactive = false;
    bool ended = false;
    wchar_t high_surrogate = 0;
    std::string left_over;  // of the last characters, what did not fit
    std::atomic<HANDLE> reader{nullptr};
};

Terminal::Terminal(Keys keys) : state_(std::make_unique<State>()) {
    stop_event = state_->stop;
    SetConsoleCtrlHandler(on_console_event, TRUE);
    if (state_->output_is_console)
        SetConsoleMode(state_->output, state_->output_before | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
    if (keys != Keys::OneByOne || !state_->input_is_console || !state_->output_is_console) return;
    const DWORD raw = (state_->input_before & ~static_cast<DWORD>(ENABLE_LINE_INPUT | ENABLE_ECHO_INPUT)) |
                      ENABLE_VIRTUAL_TERMINAL_INPUT | ENABLE_PROCESSED_INPUT;
    state_->interactive = SetConsoleMode(state_->input, raw) != 0;
}

Terminal::~Terminal() {
    stop_event = nullptr;
    SetConsoleCtrlHandler(on_console_event, FALSE);
    if (state_->input_is_console) SetConsoleMode(state_->input, state_->input_before);
    if (state_->output_is_console) SetConsoleMode(state_->output, state_->output_before);
    CloseHandle(state_->stop);
    CloseHandle(state_->wake);
}

bool Terminal::is_interactive() const {
    return state_->interactive;
}

bool Terminal::has_colours() const {
    const char* wish = std::getenv("NO_COLOR");
    return state_->output_is_console && (!wish || *wish == '\0');
}

std::size_t Terminal::columns() const {
    CONSOLE_SCREEN_BUFFER_INFO info = {};
    if (GetConsoleScreenBufferInfo(state_->output, &info) == 0) return 80;
    return static_cast<std::size_t>(info.srWindow.Right - info.srWindow.Left + 1);
}

Input Terminal::read(std::span<char> into) {
    const auto give = [&](std::string bytes) -> Input {
        const std::size_t size = bytes.copy(into.data(), into.size());
        state_->left_over = bytes.substr(size);
        return InputBytes{size};
    };
    const bool takes_bytes = !state_->ended && !into.empty();
    if (takes_bytes && !state_->left_over.empty()) return give(std::move(state_->left_over));
    for (;;) {
        // A pipe or a file cannot be waited for: it is read at once, and wake() cancels the read.
        const bool waits_for_input = state_->input_is_console && takes_bytes;
        const std::array<HANDLE, 3> handles{state_->stop, state_->wake, state_->input};
        const bool reads_at_once = !state_->input_is_console && takes_bytes;
        const DWORD result = WaitForMultipleObjects(waits_for_input ? 3 : 2, handles.data(), FALSE,
                                                    reads_at_once ? 0 : INFINITE);
        if (result == WAIT_OBJECT_0) return InputStop{};
        if (result == WAIT_OBJECT_0 + 1) return InputBytes{};
        if (result == WAIT_FAILED) return InputEnd{};
        if (state_->input_is_console) {
            std::array<wchar_t, 512> wide{};
            DWORD count = 0;
            wide[0] = state_->high_surrogate;
            const DWORD kept = state_->high_surrogate != 0 ? 1 : 0;
            state_->high_surrogate = 0;
            if (ReadConsoleW(state_->input, wide.data() + kept, static_cast<DWORD>(wide.size()) - kept,
                             &count, nullptr) == 0) {
                state_->ended = true;
                return InputEnd{};
            }
            count += kept;
            if (count > 0 && IS_HIGH_SURROGATE(wide[count - 1])) state_->high_surrogate = wide[--count];
            std::string bytes(static_cast<std::size_t>(count) * 3, '\0');
            const int size =
                WideCharToMultiByte(CP_UTF8, 0, wide.data(), static_cast<int>(count), bytes.data(),
                                    static_cast<int>(bytes.size()), nullptr, nullptr);
            bytes.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
            // Ctrl+Z at the beginning of a line ends the input of a console.
            if (!state_->interactive && bytes.starts_with('\x1a')) {
                state_->ended = true;
                return InputEnd{};
            }
            if (!bytes.empty()) return give(std::move(bytes));
            continue;
        }
        HANDLE self = nullptr;
        DuplicateHandle(GetCurrentProcess(), GetCurrentThread(), GetCurrentProcess(), &self, 0, FALSE,
                        DUPLICATE_SAME_ACCESS);
        state_->reader = self;
        DWORD size = 0;
        const bool is_read =
            ReadFile(state_->input, into.data(), static_cast<DWORD>(into.size()), &size, nullptr) != 0;
        state_->reader = nullptr;
        CloseHandle(self);
        if (is_read && size > 0) return InputBytes{size};
        if (!is_read && GetLastError() == ERROR_OPERATION_ABORTED) return InputBytes{};
        state_->ended = true;
        return InputEnd{};
    }
}

void Terminal::wake() {
    SetEvent(state_->wake);
    if (const HANDLE reader = state_->reader.load()) CancelSynchronousIo(reader);
}

bool Terminal::write(std::string_view text) {
    while (!text.empty()) {
        DWORD size = 0;
        if (WriteFile(state_->output, text.data(), static_cast<DWORD>(text.size()), &size, nullptr) == 0)
            return false;
        text.remove_prefix(size);
    }
    return true;
}

}  // namespace crosstalk::cli
