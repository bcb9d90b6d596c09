#include "ui/panels/own_presence.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "ui/notices/notifier.hpp"
#include "ui/panels/presence.hpp"

namespace crosstalk::ui {

namespace {

constexpr const char* kept_name = "kept.presence";

struct Word {
    net::PresenceState state;
    std::string_view kept;
    std::string_view shown;
};
constexpr std::array<Word, 4> words = {{{net::PresenceState::Online, "online", "Online"},
                                        {net::PresenceState::Away, "away", "Away"},
                                        {net::PresenceState::Busy, "busy", "Do not disturb"},
                                        {net::PresenceState::Offline, "invisible", "Invisible"}}};

}  // namespace

net::PresenceState chosen_presence(const Preferences& preferences) {
    const auto* found = std::ranges::find(words, preferences.kept(kept_name), &Word::kept);
    const net::PresenceState kept = found == words.end() ? net::PresenceState::Online : found->state;
    if (kept == net::PresenceState::Offline) return kept;
    return preferences.is_on(SettingId::DoNotDisturb) ? net::PresenceState::Busy : kept;
}

net::PresenceState told_presence(const Preferences& preferences, const Moment& now) {
    const net::PresenceState chosen = chosen_presence(preferences);
    if (chosen == net::PresenceState::Offline) return chosen;
    return is_quiet(preferences, now) ? net::PresenceState::Busy : chosen;
}

void choose_presence(const Scene& scene, net::PresenceState state) {
    const bool is_quiet_wanted = state == net::PresenceState::Busy;
    if (scene.preferences.is_on(SettingId::DoNotDisturb) != is_quiet_wanted)
        scene.preferences.set(SettingId::DoNotDisturb, is_quiet_wanted ? "on" : "off", scene.commands);
    // Online is how it is without any choice, and do not disturb is a setting.
    const bool is_plain = state == net::PresenceState::Online || is_quiet_wanted;
    const std::string_view word = is_plain ? "" : std::ranges::find(words, state, &Word::state)->kept;
    scene.preferences.keep(kept_name, std::string(word), scene.commands);
    scene.commands.send(model::SetPresence{told_presence(scene.preferences, scene.now)});
}

Presence own_presence(const Scene& scene) {
    if (!scene.is_online()) return Presence::Offline;
    const net::PresenceState chosen = told_presence(scene.preferences, scene.now);
    const model::Room* lobby = scene.model.room(net::lobby);
    if (chosen == net::PresenceState::Online && lobby != nullptr) {
        const auto me = lobby->members.find(scene.model.me().id);
        const bool is_away =
            me != lobby->members.end() && me->second.presence.state == net::PresenceState::Away;
        if (is_away) return Presence::Away;
    }
    return presence_of(chosen);
}

std::string_view own_presence_in_words(const Scene& scene) {
    switch (scene.model.connection().state) {
        case model::ConnectionState::Online:
            break;
        case model::ConnectionState::Connecting:
            return "Connecting";
        case model::ConnectionState::Offline:
            return "Reconnecting";
        default:
            return "Offline";
    }
    const net::PresenceState chosen = told_presence(scene.preferences, scene.now);
    if (chosen == net::PresenceState::Online) return presence_name(own_presence(scene));
    return std::ranges::find(words, chosen, &Word::state)->shown;
}

void PresenceKeeper::tell(const Preferences& preferences, const Moment& now, Commands& commands) {
    if (!preferences.is_learnt()) return;
    if (const auto left = quiet_changes_in(preferences, now)) commands.wake_in(*left);
    const net::PresenceState wanted = told_presence(preferences, now);
    if (std::exchange(told_, wanted) != wanted) commands.send(model::SetPresence{wanted});
}

}  // namespace crosstalk::ui
