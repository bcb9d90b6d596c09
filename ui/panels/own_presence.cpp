#include "ui/panels/own_presence.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

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
    return found == words.end() ? net::PresenceState::Online : found->state;
}

void choose_presence(const Scene& scene, net::PresenceState state) {
    scene.commands.send(model::SetPresence{state});
    // Online is how it is without any choice.
    const std::string_view word =
        state == net::PresenceState::Online ? "" : std::ranges::find(words, state, &Word::state)->kept;
    scene.preferences.keep(kept_name, std::string(word), scene.commands);
}

Presence own_presence(const Scene& scene) {
    if (!scene.is_online()) return Presence::Offline;
    const net::PresenceState chosen = chosen_presence(scene.preferences);
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
    const net::PresenceState chosen = chosen_presence(scene.preferences);
    if (chosen == net::PresenceState::Online) return presence_name(own_presence(scene));
    return std::ranges::find(words, chosen, &Word::state)->shown;
}

void PresenceKeeper::tell(const Preferences& preferences, Commands& commands) {
    if (told_ || !preferences.is_learnt()) return;
    told_ = true;
    const net::PresenceState chosen = chosen_presence(preferences);
    if (chosen != net::PresenceState::Online) commands.send(model::SetPresence{chosen});
}

}  // namespace crosstalk::ui
