#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <stdexcept>

#include "client/cli/terminal.hpp"

namespace crosstalk::cli {

namespace {

// A signal handler may do no more than write to a pipe; this is its writing end.
std::atomic<int> signal_pipe{-1};

constexpr char stop_mark = 's';
constexpr char redraw_mark = 'r';
constexpr char wake_mark = 'w';

void tell(char mark) {
    const int saved = errno;
    const int pipe = signal_pipe.load();
    if (pipe >= 0) {
        const ssize_t written = ::write(pipe, &mark, 1);
        static_cast<void>(written);  // a full pipe has woken the reader already
    }
    errno = saved;
}

extern "C" void on_stop_signal(int) {
    tell(stop_mark);
}
extern "C" void on_continue_signal(int) {
    tell(redraw_mark);
}

void handle(int signal, void (*handler)(int)) {
    struct sigaction action = {};
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    sigaction(signal, &action, nullptr);
}

}  // namespace

struct Terminal::State {
    std::array<int, 2> pipe{-1, -1};
    bool interactive = false;
    bool ended = false;
    termios before{};

    void enter_raw() const {
        termios raw = before;
        raw.c_iflag &= ~static_cast<tcflag_t>(ICRNL | IXON);
        // Signals stay with the system: Ctrl+C and Ctrl+Z work as everywhere.
        raw.c_lflag &= ~static_cast<tcflag_t>(ECHO | ICANON | IEXTEN);
        raw.c_cc[VMIN] = 1;
        raw.c_cc[VTIME] = 0;
        tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
    }
};

Terminal::Terminal(Keys keys) : state_(std::make_unique<State>()) {
    if (::pipe(state_->pipe.data()) != 0) {
        throw std::runtime_error("No pipe could be made. Close some programs and try again.");
    }
    for (const int end : state_->pipe) {
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
    signal_pipe = state_->pipe[1];
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        handle(signal, on_stop_signal);
    handle(SIGPIPE, SIG_IGN);
    const bool is_terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
    const char* kind = std::getenv("TERM");
    const bool is_dumb = !kind || std::string_view(kind) == "dumb" || *kind == '\0';
    if (keys != Keys::OneByOne || !is_terminal || is_dumb) return;
    if (tcgetattr(STDIN_FILENO, &state_->before) != 0) return;
    state_->interactive = true;
    handle(SIGCONT, on_continue_signal);
    handle(SIGWINCH, on_continue_signal);
    state_->enter_raw();
}

Terminal::~Terminal() {
    if (state_->interactive) tcsetattr(STDIN_FILENO, TCSADRAIN, &state_->before);
    signal_pipe = -1;
    ::close(state_->pipe[0]);
    ::close(state_->pipe[1]);
}

bool Terminal::is_interactive() const {
    return state_->interactive;
}

bool Terminal::has_colours() const {
    const char* wish = std::getenv("NO_COLOR");
    const char* kind = std::getenv("TERM");
    const bool is_dumb = !kind || std::string_view(kind) == "dumb" || *kind == '\0';
    return isatty(STDOUT_FILENO) && !is_dumb && (!wish || *wish == '\0');
}

std::size_t Terminal::columns() const {
    winsize size = {};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
    return size.ws_col;
}

Input Terminal::read(std::span<char> into) {
    const bool takes_bytes = !state_->ended && !into.empty();
    for (;;) {
        std::array<pollfd, 2> waits{pollfd{state_->pipe[0], POLLIN, 0},
                                    pollfd{takes_bytes ? STDIN_FILENO : -1, POLLIN, 0}};
        if (::poll(waits.data(), waits.size(), -1) < 0) {
            if (errno == EINTR) continue;
            return InputEnd{};
        }
        if (waits[0].revents != 0) {
            char mark = wake_mark;
            if (::read(state_->pipe[0], &mark, 1) != 1) continue;
            if (mark == stop_mark) return InputStop{};
            if (mark == wake_mark) return InputBytes{};
            if (state_->interactive) state_->enter_raw();
            return InputRedraw{};
        }
        if (waits[1].revents == 0) continue;
        const ssize_t size = ::read(STDIN_FILENO, into.data(), into.size());
        if (size > 0) return InputBytes{static_cast<std::size_t>(size)};
        if (size < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        state_->ended = true;  // from now on only signals are waited for
        return InputEnd{};
    }
}

void Terminal::wake() {
    tell(wake_mark);
}

bool Terminal::write(std::string_view text) {
    while (!text.empty()) {
        const ssize_t size = ::write(STDOUT_FILENO, text.data(), text.size());
        if (size > 0) {
            text.remove_prefix(static_cast<std::size_t>(size));
            continue;
        }
        if (errno == EINTR) continue;
        if (errno != EAGAIN) return false;
        pollfd wait{STDOUT_FILENO, POLLOUT, 0};
        ::poll(&wait, 1, -1);
    }
    return true;
}

}  // namespace crosstalk::cli
