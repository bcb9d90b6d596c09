// A thread for what a frame must not wait for: reading files, making small ones. It begins with the first piece of work.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace crosstalk::app {

// Thread: that which made it, for all calls. The destructor drops what waits and lets the present piece end.
class Worker {
  public:
    using Work = std::function<void()>;  // must not throw; tells what came of it through an inbox

    Worker() = default;
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    void ask(Work work);

  private:
    void run();

    std::mutex mutex_;  // the mailbox of the thread
    std::condition_variable arrived_;
    std::deque<Work> waiting_;
    bool stopped_ = false;
    std::thread thread_;
};

}  // namespace crosstalk::app
