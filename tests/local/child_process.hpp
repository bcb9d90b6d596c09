// A process that runs one function and can be killed at any moment.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

namespace crosstalk::testing {

// Thread: one; when it is made there must be no other thread in this process.
class ChildProcess {
  public:
    // `life` writes to the descriptor it is given; its return is the child's end.
    explicit ChildProcess(const std::function<void(int pipe)>& life);
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;
    ~ChildProcess();

    // Waits for so many bytes; fewer only when the child has ended.
    std::string read(std::size_t bytes);
    // Everything up to the child's end.
    std::string read_all();
    // SIGKILL; returns when the child is gone.
    void kill();

  private:
    int process_;
    int pipe_ = -1;
};

void write_all(int pipe, const void* bytes, std::size_t size);

// Does nothing until a signal ends the process: only in a child.
void wait_to_be_killed();

// Gives up the rights of root, for good: only in a child.
void become_nobody();

}  // namespace crosstalk::testing
