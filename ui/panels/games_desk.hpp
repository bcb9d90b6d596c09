// The games of this window: keeps those against the computer and those against people, has a window for each, and tells of
// them by sounds. One after the other they stand above everything but dialogs.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ui/games/game_window.hpp"
#include "ui/games/practice.hpp"
#include "ui/panels/desk_game.hpp"

namespace crosstalk::ui {

class LiveAtDesk;

/// Windows that one opens; games of one's own on a server come to these.
inline constexpr std::size_t most_games = 8;

/// One line of the menu of games.
struct GameLine {
    GameId id;
    std::string words;  // "Gomoku, hard: your turn"
    bool is_my_turn = false;
};

/// Whether somebody is writing, whose keyboard no window takes by itself.
enum class Hands : std::uint8_t { Free, Busy };
/// Games of a server stand only on its own screen.
enum class OnScreen : std::uint8_t { All, Practice };

/// One per window. Thread: the one that draws.
class GamesDesk {
  public:
    GamesDesk();
    ~GamesDesk();
    GamesDesk(const GamesDesk&) = delete;
    GamesDesk& operator=(const GamesDesk&) = delete;

    /// In a window of its own, which gets the keyboard. False: there are too many.
    bool begin(const PracticeTerms& terms, const Moment& now);
    /// The same for a game of the server, to play, to watch or to look back on. `room` may be 0 if the model knows it.
    bool open(net::MessageId message, net::RoomId room, const Moment& now);
    /// Its window stands before the others and gets the keyboard.
    void show(GameId id, const Moment& now);
    /// The next one, those that are closed too; nothing if there is none.
    void show_next(const Moment& now);
    /// Another server: its games are not those of this one.
    void forget_live();

    void hear(const DesktopEvent& event);
    /// A game of one's own that begins gets a window. So do those that run when one comes back.
    void hear(const model::LinkEvent& event);
    /// What time, the server and the thinking thread bring, whether or not a frame is drawn.
    void go_on(const model::Model& model, const Preferences& preferences, const Moment& now,
               Commands& commands);
    /// Windows, within `place`. True if the last one that had the keyboard was closed.
    bool draw(const Scene& scene, Box place, Hands hands, OnScreen which);

    /// Keys go to a game, as of the last frame.
    [[nodiscard]] bool has_keyboard() const { return focused_.has_value(); }
    [[nodiscard]] bool is_any_open() const;
    /// Esc while a game has the keyboard: what it asks is taken back; false if it asked nothing.
    bool step_out();

    [[nodiscard]] std::vector<GameLine> lines(OnScreen which) const;
    [[nodiscard]] std::size_t turns() const;
    /// Games of the server whose windows are open.
    [[nodiscard]] std::vector<net::MessageId> shown() const;

  private:
    // How a window that was just opened comes.
    enum class Arrival : std::uint8_t { Done, InFront, WithKeyboard };
    struct Place {
        std::unique_ptr<DeskGame> game;
        LiveAtDesk* live = nullptr;  // the same, if it is one
        bool is_open = true;
        Arrival arrival = Arrival::WithKeyboard;
        std::optional<ImVec2> at{};      // of its upper left corner; nothing: not placed yet
        std::size_t number = 0;          // the first stands further up than the second
        std::uint32_t hurried_move = 0;  // for which the clock has warned
        bool comes_in_front = false;     // with this frame
        GameWindowMemory memory{};
    };

    Place* find(GameId id);
    Place* find_live(net::MessageId message);
    Place& add(std::unique_ptr<DeskGame> game, LiveAtDesk* live, Arrival arrival);
    Place& add_live(net::RoomId room, net::MessageId message, Arrival arrival);
    void bring(Place& place, Arrival arrival, const Moment& now);
    // --- what the server tells
    void ask_for_running(const model::Model& model, Commands& commands);
    void take_up(const model::Model& model, const Moment& now);
    void take_up_one(const model::KnownGame& known, const Moment& now);
    void hear_page(const net::GamesPage& page);
    void sound(Place& place, const Preferences& preferences, const Moment& now, Commands& commands);
    void warn_of_clock(Place& place, const Moment& now, Commands& commands, std::vector<GameNews>& news);
    void clear_ended(Commands& commands);
    // --- windows
    WindowStays draw_one(const Scene& scene, Box place, Place& game, Hands hands);
    void arrive(Place& game, Hands hands) const;
    Box box_of(const Scene& scene, Box place, Place& game) const;
    static WindowStays obey(const GamePress& press, Place& game, const Scene& scene);
    void close(Place& game, const Scene& scene);

    std::vector<Place> games_;
    std::vector<MoveThought> thoughts_;
    std::vector<net::MessageId> begun_;  // heard of since go_on: one's own, perhaps
    std::optional<GameId> focused_;
    std::uint64_t last_id_ = 0;
    bool asks_running_ = false;   // of the server, with the next go_on
    net::MessageId asks_before_;  // of that question
    std::string asked_ref_;       // of the one that is under way
    std::uint64_t questions_ = 0;
};

}  // namespace crosstalk::ui
