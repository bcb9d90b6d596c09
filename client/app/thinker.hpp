// Thinks for the computer player: a thread that begins with the first question and goes round the open ones, slice by slice,
// so that none of them waits for another and each can be given up at once.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "ui/games/thinking.hpp"

namespace crosstalk::app {

// Thread: that which made it, for all calls. The destructor gives up what is being thought after the present slice,
// which takes some milliseconds.
class Thinker {
  public:
    // Called on the thread of the thinker; must not throw.
    using Told = std::function<void(ui::MoveThought)>;

    explicit Thinker(Told told) : told_(std::move(told)) {}
    ~Thinker();
    Thinker(const Thinker&) = delete;
    Thinker& operator=(const Thinker&) = delete;

    void ask(ui::ThinkOfMove wanted);
    void stop(ui::GameId game);

  private:
    using Wish = std::variant<ui::ThinkOfMove, ui::StopThinking>;

    void put(Wish wish);
    void run();

    Told told_;
    std::mutex mutex_;  // the mailbox of the thread
    std::condition_variable arrived_;
    std::vector<Wish> wishes_;
    bool stopped_ = false;
    std::thread thread_;
};

}  // namespace crosstalk::app
