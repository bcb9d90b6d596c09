// The thread that thinks for the computer player.
#include "client/app/thinker.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>
#include <mutex>

namespace crosstalk::app {
namespace {

using games::Kind;
using games::Level;
using games::Position;

// What was told, one after the other. While it is held the thread waits in the middle of telling.
class Told {
  public:
    void put(ui::MoveThought thought) {
        std::unique_lock lock(mutex_);
        thoughts_.push_back(thought);
        changed_.notify_all();
        changed_.wait(lock, [this] { return !held_; });
    }
    ui::MoveThought next() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return !thoughts_.empty(); });
        const ui::MoveThought thought = thoughts_.front();
        thoughts_.pop_front();
        return thought;
    }
    void hold(bool held) {
        const std::lock_guard lock(mutex_);
        held_ = held;
        changed_.notify_all();
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<ui::MoveThought> thoughts_;
    bool held_ = false;
};

ui::ThinkOfMove wish(std::uint64_t game, std::uint64_t ticket, Kind kind, Level level) {
    return {ui::GameId{game}, ui::ThinkTicket{ticket}, Position(kind), level, 5};
}

TEST(Thinker, finds_the_move_that_the_search_finds) {
    Told told;
    Thinker thinker([&](ui::MoveThought thought) { told.put(thought); });
    for (const Kind kind : {Kind::TicTacToe, Kind::Misere, Kind::Ultimate}) {
        thinker.ask(wish(1, 7, kind, Level::Medium));
        const ui::MoveThought thought = told.next();
        EXPECT_EQ(thought.game, ui::GameId{1});
        EXPECT_EQ(thought.ticket, ui::ThinkTicket{7});
        EXPECT_EQ(thought.cell, games::choose_move(Position(kind), Level::Medium, 5));
    }
}

// A board on which there is something to think about.
ui::ThinkOfMove long_wish(std::uint64_t game) {
    ui::ThinkOfMove wanted = wish(game, 1, Kind::Gomoku, Level::Hard);
    for (const int cell : {112, 97, 113, 98, 128, 81})
        EXPECT_EQ(wanted.position.play({static_cast<std::uint8_t>(cell)}), games::MoveResult::Done);
    return wanted;
}

// Busy telling, so that what is asked now is heard at once.
void keep_busy(Thinker& thinker, Told& told) {
    told.hold(true);
    thinker.ask(wish(99, 1, Kind::TicTacToe, Level::Easy));
    EXPECT_EQ(told.next().game, ui::GameId{99});
}

TEST(Thinker, a_short_thought_does_not_wait_for_a_long_one) {
    Told told;
    Thinker thinker([&](ui::MoveThought thought) { told.put(thought); });
    keep_busy(thinker, told);
    thinker.ask(long_wish(1));
    thinker.ask(wish(2, 1, Kind::TicTacToe, Level::Easy));
    told.hold(false);
    EXPECT_EQ(told.next().game, ui::GameId{2});
    EXPECT_EQ(told.next().game, ui::GameId{1});
}

TEST(Thinker, what_is_given_up_or_asked_anew_is_not_answered) {
    Told told;
    Thinker thinker([&](ui::MoveThought thought) { told.put(thought); });
    keep_busy(thinker, told);
    thinker.ask(wish(1, 1, Kind::TicTacToe, Level::Easy));
    thinker.ask(wish(2, 1, Kind::TicTacToe, Level::Easy));
    thinker.stop(ui::GameId{1});
    thinker.ask(wish(2, 2, Kind::TicTacToe, Level::Easy));
    told.hold(false);
    const ui::MoveThought thought = told.next();
    EXPECT_EQ(thought.game, ui::GameId{2});
    EXPECT_EQ(thought.ticket, ui::ThinkTicket{2});
}

TEST(Thinker, ends_in_the_middle_of_a_thought_or_without_any) {
    Told told;
    Thinker idle([](ui::MoveThought) {});
    idle.stop(ui::GameId{1});
    Thinker thinker([&](ui::MoveThought thought) { told.put(thought); });
    keep_busy(thinker, told);
    for (std::uint64_t game = 1; game <= 8; ++game)
        thinker.ask(long_wish(game));
    thinker.ask(wish(9, 1, Kind::TicTacToe, Level::Easy));
    told.hold(false);
    EXPECT_EQ(told.next().game, ui::GameId{9}) << "now it is in the midst of the others";
}

}  // namespace
}  // namespace crosstalk::app
