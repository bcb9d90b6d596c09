// The games of this window: keeps those against the computer, has a window for each, asks for its moves and for its sounds.
// One after the other they stand above everything but dialogs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "games/random.hpp"
#include "ui/games/game_window.hpp"
#include "ui/games/practice.hpp"
#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

inline constexpr std::size_t most_games = 8;

/// One line of the menu of games.
struct GameLine {
    GameId id;
    std::string words;  // "Gomoku, hard: your turn"
    bool is_my_turn = false;
};

/// One per window. Thread: the one that draws.
class GamesDesk {
  public:
    /// In a window of its own, which gets the keyboard. False: there are too many.
    bool begin(const PracticeTerms& terms, const Moment& now);
    /// Its window stands before the others and gets the keyboard.
    void show(GameId id, const Moment& now);
    /// The next one, those that are closed too; nothing if there is none.
    void show_next(const Moment& now);

    void hear(const DesktopEvent& event);
    /// What time and the thinking thread bring, whether or not a frame is drawn.
    void go_on(const model::Model& model, const Preferences& preferences, const Moment& now,
               Commands& commands);
    /// Windows, within `place`. True if the last one that had the keyboard was closed.
    bool draw(const Scene& scene, Box place);

    /// Keys go to a game, as of the last frame.
    [[nodiscard]] bool has_keyboard() const { return focused_.has_value(); }
    [[nodiscard]] bool is_any_open() const;
    /// Esc while a game has the keyboard: what it asks is taken back; false if it asked nothing.
    bool step_out();

    [[nodiscard]] std::vector<GameLine> lines() const;
    [[nodiscard]] std::size_t turns() const;

  private:
    struct Place {
        Practice practice;
        bool is_open = true;
        bool wants_focus = true;
        std::optional<ImVec2> at{};  // of its upper left corner; nothing: not placed yet
        std::size_t number = 0;      // the first stands further up than the second
        GameWindowMemory memory{};
    };
    enum class After : std::uint8_t { Stays, Closed };

    Place* find(GameId id);
    After draw_one(const Scene& scene, Box place, Place& game);
    Box box_of(const Scene& scene, Box place, Place& game) const;
    void obey(const GamePress& press, Place& game, const Scene& scene, After& after);
    void close(Place& game, const Scene& scene);

    std::vector<Place> games_;
    std::vector<MoveThought> thoughts_;
    std::optional<GameId> focused_;
    std::uint64_t last_id_ = 0;
};

}  // namespace crosstalk::ui
