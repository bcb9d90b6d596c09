// A series of games against the computer on this machine: the referee of all games (games/referee.hpp), with a second player
// who answers at once. Pure: time is given, thinking is asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "games/random.hpp"
#include "games/record.hpp"
#include "ui/games/game_news.hpp"
#include "ui/games/game_view.hpp"
#include "ui/games/thinking.hpp"

namespace crosstalk::ui {

struct PracticeTerms {
    games::Kind kind = games::Kind::TicTacToe;
    games::Level level = games::Level::Medium;
    games::SideWish wish = games::SideWish::First;  // of the person
    games::TimeControl clock;
    friend bool operator==(const PracticeTerms&, const PracticeTerms&) = default;
};

/// The computer's mark is not made sooner than so long after the last one: one sees what one did.
inline constexpr std::int64_t computer_pause_ms = 450;

/// It agrees to a draw when it cannot win any more.
bool can_still_win(const games::Position& position, games::Mark mark);

/// Thread: the one that draws. Times are milliseconds of one clock that never goes back.
class Practice {
  public:
    /// Terms have to be valid; `seed` decides lots and the computer's choices.
    Practice(GameId id, const PracticeTerms& terms, std::uint64_t seed, std::int64_t now_ms);
    /// As whom one plays; until then it is "You".
    void call_me(std::string name, std::uint64_t user);

    [[nodiscard]] GameId id() const { return id_; }
    [[nodiscard]] const PracticeTerms& terms() const { return terms_; }
    [[nodiscard]] const games::GameRecord& record() const { return record_; }
    [[nodiscard]] GameView view(std::int64_t now_ms) const;
    [[nodiscard]] bool is_my_turn() const;

    void play(games::Cell cell, std::uint32_t number, std::int64_t now_ms);
    /// OtherTerms is for whoever keeps the games.
    void act(GameDeed deed, std::int64_t now_ms);
    /// Nobody looks at it: clocks stand still.
    void leave(std::int64_t now_ms);
    void come_back(std::int64_t now_ms);

    void take(const MoveThought& thought, std::int64_t now_ms);
    /// What time brings: flags fall, the computer's move is made. Often.
    void go_on(std::int64_t now_ms);
    /// When go_on has something to do; nothing: not by itself.
    [[nodiscard]] std::optional<std::int64_t> next_ms() const;

    /// To be asked; once for each move of the computer.
    std::optional<ThinkOfMove> take_wish();
    /// Whether what was asked is not wanted any more; once. A new wish takes its place anyway.
    bool take_stop() { return std::exchange(stops_, false); }
    std::vector<GameNews> take_news();

  private:
    void change(games::GameRecord record);
    void answer_draw(std::int64_t now_ms);
    void take_back(std::int64_t now_ms);
    void rematch(std::int64_t now_ms);
    [[nodiscard]] bool is_computers_turn() const;

    GameId id_;
    PracticeTerms terms_;
    std::string my_name_;
    std::uint64_t my_user_ = 1;
    games::Random random_;
    games::GameRecord record_;
    std::string notice_;
    ThinkTicket ticket_;
    bool asked_ = false;  // for the position that there is
    bool stops_ = false;
    std::optional<games::Cell> thought_;
    std::vector<GameNews> news_;
};

}  // namespace crosstalk::ui
