// A series against the computer, at the desk: asks for the computer's moves.
#pragma once

#include "ui/games/practice.hpp"
#include "ui/panels/desk_game.hpp"

namespace crosstalk::ui {

class PracticeAtDesk final : public DeskGame {
  public:
    /// As Practice.
    PracticeAtDesk(GameId id, const PracticeTerms& terms, std::uint64_t seed, const Moment& now)
        : practice_(id, terms, seed, now.steady_ms) {}

    [[nodiscard]] GameId id() const override { return practice_.id(); }
    [[nodiscard]] games::Kind kind() const override { return practice_.terms().kind; }
    [[nodiscard]] GameView view(const Moment& now) const override { return practice_.view(now.steady_ms); }
    [[nodiscard]] std::string words() const override;
    [[nodiscard]] bool is_my_turn() const override { return practice_.is_my_turn(); }
    [[nodiscard]] bool waits() const override;
    WindowStays obey(const GamePress& press, const Scene& scene) override;
    void go_on(const DeskMoment& at) override;
    void take(const MoveThought& thought, const Moment& now) override {
        practice_.take(thought, now.steady_ms);
    }
    std::vector<GameNews> take_news() override { return practice_.take_news(); }
    void open(const Moment& now) override { practice_.come_back(now.steady_ms); }
    void close(const Moment& now) override { practice_.leave(now.steady_ms); }
    void end(Commands& commands) override { commands.ask(StopThinking{practice_.id()}); }

  private:
    Practice practice_;
};

}  // namespace crosstalk::ui
