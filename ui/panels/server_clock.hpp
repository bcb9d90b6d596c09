// What the server's clock says, by which deadlines of games and of challenges count. Nothing tells it for certain: whatever the
// server says carries its time, and was said before it was heard. So the clock is ahead of each of these by at least what has
// passed since, and the one that has come fastest is the nearest to the truth.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include "client/model/link_event.hpp"
#include "ui/panels/moment.hpp"

namespace crosstalk::ui {

/// Never ahead of the server, and behind it by the fastest way of a message. Thread: the one that draws.
class ServerClock {
  public:
    /// A new connection begins anew: its server may be another one, or have been set meanwhile.
    void hear(const model::LinkEvent& event) {
        if (const auto* online = std::get_if<model::Online>(&event)) {
            behind_ms_.reset();
            heard_ms_ = online->server_now.value;
        } else if (const auto* happened = std::get_if<model::Happened>(&event)) {
            heard_ms_ = std::max(heard_ms_, happened->event.at.value);
        }
    }
    /// Since 1970; this machine's, until the server was heard. Right after what was heard.
    std::int64_t now_ms(const Moment& now) {
        if (heard_ms_ > 0) {
            const std::int64_t behind = now.steady_ms - heard_ms_;
            behind_ms_ = std::min(behind_ms_.value_or(behind), behind);
            heard_ms_ = 0;
        }
        return behind_ms_ ? now.steady_ms - *behind_ms_ : now.wall_ms;
    }

  private:
    std::int64_t heard_ms_ = 0;  // the newest that came since now_ms was asked
    std::optional<std::int64_t>
        behind_ms_;  // the server's clock is so far behind the steady one of this machine
};

}  // namespace crosstalk::ui
