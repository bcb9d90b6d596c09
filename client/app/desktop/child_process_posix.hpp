// Small programs of the desktop as children: no shell, no waiting, nothing inherited but the environment.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "client/app/desktop/work_loop_posix.hpp"

namespace crosstalk::app {

struct ChildId {
    std::uint64_t value = 0;
    auto operator<=>(const ChildId&) const = default;
};

struct ChildResult {
    // What exit() was given; empty if the program could not be started, was killed, or said more than allowed.
    int status = -1;
    bool exited = false;
    std::string output;
};

enum class ChildLife : std::uint8_t {
    Ours,        // ended when we end
    Independent  // a program that people go on using
};

struct ChildCall {
    std::vector<std::string> command;  // the first is looked for on PATH
    std::string input;                 // its standard input; empty: /dev/null
    std::size_t most_output = 1 << 20;
    ChildLife life = ChildLife::Ours;
    std::chrono::milliseconds patience{0};  // then it is killed; 0: for ever
};

// The full path of a program on PATH; empty if it is not there or not executable.
std::string find_program(std::string_view name);

// Thread: that of the loop.
class Children {
  public:
    explicit Children(WorkLoop& loop) : loop_(loop) {}
    Children(const Children&) = delete;
    Children& operator=(const Children&) = delete;
    // Ends those that are ours and forgets the others; nobody is called any more.
    ~Children();

    // `done` runs once, never inside this call. With ChildLife::Independent the output is not read.
    ChildId start(ChildCall call, std::function<void(const ChildResult&)> done);
    // Ends it; `done` still runs.
    void end(ChildId child);

  private:
    struct Child {
        int pid = -1;
        ChildLife life{};
        Descriptor output;
        Descriptor input;
        Descriptor exit;  // ready when it has ended, where the system offers that
        std::string unwritten;
        std::size_t most_output = 0;
        ChildResult result;
        std::function<void(const ChildResult&)> done;
        TimerId patience;
    };

    void read_output(ChildId id);
    void write_input(ChildId id);
    void look_whether_ended(ChildId id);
    void wait_for_end(ChildId id);
    void finish(ChildId id);

    WorkLoop& loop_;
    std::map<ChildId, Child> children_;
    std::uint64_t last_ = 0;
};

}  // namespace crosstalk::app
