// A game against a person, or one that is watched, at the desk: takes it from the model, and asks the server for what is pressed
// and for what the model does not know.
#pragma once

#include <string>

#include "ui/games/live_game.hpp"
#include "ui/panels/desk_game.hpp"
#include "ui/panels/own_errand.hpp"

namespace crosstalk::ui {

class LiveAtDesk final : public DeskGame {
  public:
    /// `room` may be 0 if the model knows the game.
    LiveAtDesk(GameId id, net::RoomId room, net::MessageId message) : live_(id, room, message) {}

    [[nodiscard]] net::MessageId message() const { return live_.message(); }
    [[nodiscard]] bool is_mine() const { return live_.is_mine(); }
    [[nodiscard]] bool is_running() const { return live_.is_running(); }
    /// It has begun just now.
    void announce() { live_.announce(); }
    /// From now on it is that game.
    void go_on_with(net::MessageId message);
    /// There was a cut: what was asked may be lost, and more may have happened than the room tells.
    void ask_again() {
        asked_for_ = {};
        was_cut_off_ = true;
    }
    void hear(const model::QuestionFailed& failed);

    [[nodiscard]] GameId id() const override { return live_.id(); }
    [[nodiscard]] games::Kind kind() const override;
    [[nodiscard]] GameView view(const Moment& now) const override { return live_.view(now.server_ms); }
    [[nodiscard]] std::string words() const override { return live_.words(); }
    [[nodiscard]] bool is_my_turn() const override { return live_.is_my_turn(); }
    [[nodiscard]] bool waits() const override { return live_.is_mine() && live_.is_running(); }
    WindowStays obey(const GamePress& press, const Scene& scene) override;
    void go_on(const DeskMoment& at) override;
    void open(const Moment&) override { is_open_ = true; }
    void close(const Moment&) override { is_open_ = false; }
    void end(Commands& commands) override { look_away(commands); }
    std::vector<GameNews> take_news() override { return live_.take_news(); }

  private:
    // What was asked for: again when more has become of it.
    struct AskedFor {
        net::MessageId message;
        bool is_over = false;
        friend bool operator==(const AskedFor&, const AskedFor&) = default;
    };
    void ask_for_detail(const model::KnownGame* known, const DeskMoment& at);
    void hear_answers();
    // The players see who looks at their game.
    void tell_look(const DeskMoment& at);
    void look_away(Commands& commands);

    LiveGame live_;
    OwnErrand moving_;
    OwnErrand doing_;
    AskedFor asked_for_;
    std::string ref_;  // of that question
    bool was_cut_off_ = false;
    bool is_open_ = true;
    std::optional<model::Spectate> looks_at_;  // as the server was told
    std::uint64_t questions_ = 0;
};

}  // namespace crosstalk::ui
