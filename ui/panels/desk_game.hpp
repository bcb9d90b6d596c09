// What the desk knows of any game that has a window: what it shows, what is pressed in it, and what time brings.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ui/games/game_news.hpp"
#include "ui/games/game_view.hpp"
#include "ui/games/thinking.hpp"
#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

/// What a game goes on in, whether or not a frame is drawn.
struct DeskMoment {
    const model::Model& model;
    const Moment& now;
    Commands& commands;
};

enum class WindowStays : std::uint8_t { Open, Closed };

/// Thread: the one that draws.
class DeskGame {
  public:
    DeskGame() = default;
    virtual ~DeskGame() = default;
    DeskGame(const DeskGame&) = delete;
    DeskGame& operator=(const DeskGame&) = delete;

    [[nodiscard]] virtual GameId id() const = 0;
    [[nodiscard]] virtual games::Kind kind() const = 0;
    [[nodiscard]] virtual GameView view(const Moment& now) const = 0;
    /// "Gomoku, hard: your turn".
    [[nodiscard]] virtual std::string words() const = 0;
    [[nodiscard]] virtual bool is_my_turn() const = 0;
    /// There is something to come back to when its window is closed.
    [[nodiscard]] virtual bool waits() const = 0;

    /// Everything but CopyMoves.
    virtual WindowStays obey(const GamePress& press, const Scene& scene) = 0;
    virtual void go_on(const DeskMoment& at) = 0;
    virtual void take(const MoveThought&, const Moment&) {}
    virtual std::vector<GameNews> take_news() = 0;

    /// Its window opens again, or closes.
    virtual void open(const Moment&) {}
    virtual void close(const Moment&) {}
    /// It is let go of.
    virtual void end(Commands&) {}
};

}  // namespace crosstalk::ui
