// Away by itself: whoever has touched neither keyboard nor pointer for a while is shown as away, and as online again at
// the next touch. What somebody chose to be seen as is left alone. Shared by the window and the terminal; pure.
#pragma once

#include <chrono>
#include <optional>

#include "client/model/link_command.hpp"

namespace crosstalk::model {

// Unless somebody wants another time.
inline constexpr std::chrono::minutes away_after{10};

class Idleness {
  public:
    // Since any moment, by a clock that never goes back.
    using Time = std::chrono::nanoseconds;

    explicit Idleness(Time now) : touched_(now) {}

    // Somebody is there. Returns what the server has to be told, if anything; so does passed().
    [[nodiscard]] std::optional<SetPresence> touch(Time now);
    // To be called when next() has come.
    [[nodiscard]] std::optional<SetPresence> passed(Time now);
    [[nodiscard]] std::optional<Time> next() const;

    // How long nothing must be touched; nothing: whoever is online stays so.
    void wait_for(std::optional<std::chrono::minutes> after) { after_ = after; }
    // Somebody chose what to be seen as.
    void chose(net::PresenceState state);

  private:
    [[nodiscard]] bool can_go_away() const {
        return after_ && chosen_ == net::PresenceState::Online && !is_away_;
    }

    Time touched_;
    std::optional<std::chrono::minutes> after_ = away_after;
    net::PresenceState chosen_ = net::PresenceState::Online;
    bool is_away_ = false;  // by itself
};

}  // namespace crosstalk::model
