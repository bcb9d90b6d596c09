#include "client/app/worker.hpp"

#include <utility>

namespace crosstalk::app {

Worker::~Worker() {
    {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
        waiting_.clear();
    }
    arrived_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void Worker::ask(Work work) {
    if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(std::move(work));
    }
    arrived_.notify_one();
}

void Worker::run() {
    while (true) {
        Work work;
        {
            std::unique_lock lock(mutex_);
            arrived_.wait(lock, [this] { return stopped_ || !waiting_.empty(); });
            if (stopped_) return;
            work = std::move(waiting_.front());
            waiting_.pop_front();
        }
        work();
    }
}

}  // namespace crosstalk::app
