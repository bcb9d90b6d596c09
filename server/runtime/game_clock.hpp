// Keeps the time of games: says Tick when a deadline has come, and whether those who play are connected. The journal hears
// only what changes a game; while nobody plays it hears nothing.
#pragma once

#include <functional>
#include <set>
#include <vector>

#include "net/commands.hpp"
#include "server/hub/state.hpp"
#include "server/ports/runtime.hpp"

namespace crosstalk::server {

// Thread: the loop's.
class GameClock {
  public:
    struct Means {
        const hub::State& state;
        ports::Runtime& runtime;
        std::function<net::Timestamp()> now;  // of an entry made now
        std::function<bool(net::UserId)> is_here;
        std::function<void(net::Command)> command;  // into the journal
    };
    explicit GameClock(Means means) : means_(std::move(means)) {}
    ~GameClock() { means_.runtime.cancel(timer_); }
    GameClock(const GameClock&) = delete;
    GameClock& operator=(const GameClock&) = delete;

    // The server is ready. Until then time does not run, and nobody is missed.
    void start();
    // Says when it was, so that what comes until the next start does not count.
    void stop();
    // After each entry.
    void applied(const net::Command& command, const std::vector<hub::Change>& changes);
    // Somebody came or went.
    void look_at(net::UserId user);

  private:
    void arm();
    void tick();
    [[nodiscard]] bool is_awaited(net::UserId user, bool is_here) const;

    Means means_;
    bool is_running_ = false;
    bool is_ticking_ = false;           // a Tick is on its way
    std::set<net::UserId> being_told_;  // of them a NotePlayer is on its way
    ports::TimerId timer_;
    net::Timestamp armed_for_;
};

}  // namespace crosstalk::server
