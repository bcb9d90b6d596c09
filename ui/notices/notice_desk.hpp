// Carries out what the notifier decides: cards, sounds, the desktop's notifications; keeps the list of notices over restarts
// under "kept.notices.<server key in hexadecimal>".
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "ui/notices/notice_log.hpp"
#include "ui/notices/notifier.hpp"
#include "ui/notices/toasts.hpp"
#include "ui/panels/desktop_event.hpp"

namespace crosstalk::ui {

class Commands;

/// One per window. Thread: the one that draws.
class NoticeDesk {
  public:
    void hear(const model::LinkEvent& event) { notifier_.hear(event); }
    /// A click on a notification of the desktop leads to the message with the next frame.
    void hear(const DesktopEvent& event);
    /// What was heard since the last call is told, whether or not a frame is drawn.
    void tell(const Surroundings& around, Commands& commands);
    /// Toasts in `place`, and where a click led. Call last in the frame. True if the keyboard goes back to the composer.
    bool draw(const Scene& scene, Box place);
    /// At once: the program ends.
    void keep(Preferences& preferences, Commands& commands);

    NoticeLog& log() { return log_; }
    [[nodiscard]] const NoticeLog& log() const { return log_; }
    Toasts& toasts() { return toasts_; }
    /// What was told of that game in the window is answered.
    void withdraw(net::MessageId game);
    /// Shows a few words that concern nobody else.
    void say(Icon icon, std::string title, std::string body, std::int64_t now_ms);

  private:
    void begin_on(const Surroundings& around, Commands& commands);
    void carry_out(Telling telling, const Surroundings& around, Commands& commands);
    void tell_desktop(const Telling& telling, Commands& commands);
    void withdraw_read(const model::Model& model, Commands& commands);
    void withdraw_games(const Surroundings& around, Commands& commands);
    void keep_when_due(const Surroundings& around, Commands& commands);

    Notifier notifier_;
    NoticeLog log_;
    Toasts toasts_;
    net::ServerKeyHash server_{};
    std::string kept_name_;  // empty: not known yet
    std::uint64_t kept_version_ = 0;
    std::int64_t kept_ms_ = 0;
    // What is withdrawn from there when it is out of date: messages and invitations, the newest of each room.
    struct OnDesktop {
        net::Sequence place;
        bool is_invitation = false;
    };
    std::map<net::RoomId, OnDesktop> on_desktop_;
    std::map<net::MessageId, Notice> games_on_desktop_;
    std::map<net::MessageId, NoticeKind> games_told_;  // by a card that may still stand there
    std::optional<net::RoomId> clicked_;
    std::optional<net::MessageId> clicked_game_;
};

}  // namespace crosstalk::ui
