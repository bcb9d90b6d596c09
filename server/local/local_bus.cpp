#include "server/local/local_bus.hpp"

#include <utility>

namespace crosstalk::local {

void LocalBus::publish(ports::Signal signal) {
    queue_.push_back({signal, subscribers_.size()});
    if (queue_.size() == 1) tasks_.after({}, [this] { deliver(); });
}

void LocalBus::subscribe(std::function<void(const ports::Signal&)> subscriber) {
    subscribers_.push_back(std::move(subscriber));
}

void LocalBus::deliver() {
    // What a subscriber publishes now waits for the next task, or two could keep the loop for themselves.
    for (std::size_t left = queue_.size(); left > 0; --left) {
        for (std::size_t index = 0; index < queue_.front().subscribers; ++index)
            subscribers_[index](queue_.front().signal);
        queue_.pop_front();
    }
    if (!queue_.empty()) tasks_.after({}, [this] { deliver(); });
}

}  // namespace crosstalk::local
