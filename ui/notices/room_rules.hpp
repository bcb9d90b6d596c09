// How much one wants to hear of a room, as somebody has chosen it for this machine. Kept in the profile, one pair of entries
// for each room that has been changed:
//
//   kept.room.<server key in hexadecimal>.<room id>.notice       "all", "mentions" or "nothing"
//   kept.room.<server key in hexadecimal>.<room id>.muted-until  milliseconds since 1970, or "always"
//
// Pure over the preferences: made where it is needed, it remembers nothing itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "client/model/room.hpp"
#include "ui/list/calendar.hpp"
#include "ui/settings/preferences.hpp"

namespace crosstalk::ui {

/// What of a room is worth a notification: everything, what names me, or nothing. Counts are shown whatever it is.
enum class NoticeLevel : std::uint8_t { All, Mentions, Nothing };

/// Thread: the one that draws. Lives shorter than `preferences`.
class RoomRules {
  public:
    RoomRules(Preferences& preferences, const net::ServerKeyHash& server);

    /// What was chosen for it; otherwise everything in a direct room, mentions elsewhere.
    [[nodiscard]] NoticeLevel level(const model::Room& room) const;
    [[nodiscard]] std::optional<NoticeLevel> chosen_level(net::RoomId room) const;
    /// Nothing: as it is for a room that nobody has changed.
    void choose_level(net::RoomId room, std::optional<NoticeLevel> level, Commands& commands);

    /// net::for_good: until somebody ends it. 0 or past: it is not muted.
    [[nodiscard]] net::Timestamp muted_until(net::RoomId room) const;
    [[nodiscard]] bool is_muted(net::RoomId room, std::int64_t wall_ms) const {
        return muted_until(room).value > wall_ms;
    }
    void mute(net::RoomId room, net::Timestamp until, Commands& commands);
    void unmute(net::RoomId room, Commands& commands) { mute(room, {}, commands); }

  private:
    [[nodiscard]] std::string name_of(net::RoomId room, const char* what) const;

    Preferences& preferences_;
    std::string prefix_;
};

/// The next morning at eight, which is what "until tomorrow" means.
net::Timestamp tomorrow_morning(std::int64_t wall_ms, const TimeZone& zone);

}  // namespace crosstalk::ui
