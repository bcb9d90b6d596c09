// The two ends of the process: what comes in from the keyboard or a pipe, what goes out, and who asks it to end. What
// differs between systems is in terminal_posix.cpp and terminal_windows.cpp.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <variant>

namespace crosstalk::cli {

struct InputBytes {
    std::size_t size = 0;  // 0: wake() was called
};
struct InputEnd {};
// Ctrl+C, SIGTERM, the terminal was closed.
struct InputStop {};
// The terminal came back to the foreground: draw again.
struct InputRedraw {};
using Input = std::variant<InputBytes, InputEnd, InputStop, InputRedraw>;

enum class Keys : std::uint8_t {
    AsLines,   // as the system gives them
    OneByOne,  // if both ends are a terminal: each key at once, not echoed
};

// At most one at a time. Puts the terminal back as it was when it is destroyed.
class Terminal {
  public:
    explicit Terminal(Keys keys);
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;
    ~Terminal();

    // Keys come one by one.
    [[nodiscard]] bool is_interactive() const;
    // The output understands colours and wants them.
    [[nodiscard]] bool has_colours() const;
    [[nodiscard]] std::size_t columns() const;

    // One thread, for instance one of its own: waits. Stop and redraw may come any number of times. Where `into` is
    // empty, bytes are left where they are and only the rest is waited for.
    Input read(std::span<char> into);
    // Any thread: makes a read() that waits, or the next one, come back with no bytes.
    void wake();

    // The main thread. All of it, at once; false if nobody takes it any more.
    bool write(std::string_view text);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace crosstalk::cli
