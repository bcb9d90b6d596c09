// What somebody has chosen: the settings of the table, and small things that the window keeps for the next time (drafts,
// recent emoji, rules of rooms). What is chosen counts at once and goes into the profile.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "net/ids.hpp"
#include "ui/list/calendar.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/desktop_event.hpp"
#include "ui/settings/setting_table.hpp"
#include "ui/theme/theme.hpp"

namespace crosstalk::ui {

/// Thread: the one that draws.
class Preferences {
  public:
    Preferences();

    /// What the profile holds, told once at the start. What does not belong to a setting of today is left alone.
    void learn(const std::map<std::string, std::string>& kept);
    [[nodiscard]] bool is_learnt() const { return learnt_; }

    [[nodiscard]] bool is_on(SettingId id) const { return number(id) != 0; }
    /// Of a choice, which one it is; of a switch, 1 for on; of a time of day, the minutes.
    [[nodiscard]] int number(SettingId id) const { return numbers_[static_cast<std::size_t>(id)]; }
    [[nodiscard]] const std::string& text(SettingId id) const { return texts_[static_cast<std::size_t>(id)]; }
    [[nodiscard]] bool is_normal(SettingId id) const { return text(id) == setting_of(id).normal; }

    /// Nothing happens for a value that is none.
    void set(SettingId id, std::string_view value, Commands& commands);
    /// A letter was typed: it counts at once, and goes into the profile when nothing was typed for a second.
    void set_while_typed(SettingId id, std::string_view value, std::int64_t now_ms, Commands& commands);
    /// What was typed goes into the profile now: the field is left, or the program ends.
    void keep_typed(Commands& commands);
    /// The same for what has rested long enough. Once per frame.
    void keep_rested(std::int64_t now_ms, Commands& commands);
    void set_number(SettingId id, int number, Commands& commands);
    void reset(SettingId id, Commands& commands) { set(id, setting_of(id).normal, commands); }

    /// A switch is off, whatever was chosen, which stays as it is: the program was started so. `why` in one line, for people.
    void hold_off(SettingId id, std::string why);
    /// Empty: what was chosen counts.
    [[nodiscard]] std::string_view why_held_off(SettingId id) const;

    /// Things that are no settings, under names that begin with "kept."; empty: nothing was kept.
    [[nodiscard]] const std::string& kept(const std::string& name) const;
    void keep(const std::string& name, std::string value, Commands& commands);

    /// The server's key as it stands in names of what is kept for its rooms: in hexadecimal. Made anew for another server
    /// only, since each room asks for it in each frame.
    [[nodiscard]] const std::string& word_of(const net::ServerKeyHash& server);

    /// What the system around the window prefers: counts where the choice is "system".
    void learn_system(const SystemLook& look) { system_ = look; }
    [[nodiscard]] const SystemLook& system() const { return system_; }

    /// The look that these make on a display of that scale.
    [[nodiscard]] ThemeChoice theme_choice(float display_scale) const;
    [[nodiscard]] ClockStyle clock() const;
    /// How long nothing must be touched before one is shown as away; nothing: never.
    [[nodiscard]] std::optional<std::chrono::minutes> away_after() const;

  private:
    void take(SettingId id, std::string value);
    void write_down(SettingId id, Commands& commands);

    bool learnt_ = false;
    std::array<std::string, setting_count> texts_;
    std::array<int, setting_count> numbers_{};
    std::map<SettingId, std::string> held_off_;  // and why
    std::map<SettingId, std::int64_t> typed_;    // not in the profile yet, and when it shall be
    std::map<std::string, std::string> kept_;
    net::ServerKeyHash server_{};  // that word_of_server_ is about
    std::string word_of_server_;   // empty: nobody has asked
    SystemLook system_;
};

}  // namespace crosstalk::ui
