// How one wants to be seen: chosen once, kept in the profile, and told to the server at each start.
#pragma once

#include <string_view>

#include "ui/panels/scene.hpp"
#include "ui/theme/person.hpp"

namespace crosstalk::ui {

/// Offline: invisible to others. Busy is the setting "do not disturb", wherever that is switched.
net::PresenceState chosen_presence(const Preferences& preferences);
/// As the others shall see it now: in quiet time as if do not disturb had been chosen. Who is invisible stays so.
net::PresenceState told_presence(const Preferences& preferences, const Moment& now);
void choose_presence(const Scene& scene, net::PresenceState state);

/// What stands on one's own picture: what was chosen, or that one is away by itself or without a connection.
Presence own_presence(const Scene& scene);
/// "Online", "Invisible", "Reconnecting"
std::string_view own_presence_in_words(const Scene& scene);

/// Tells the link how one is to be seen, whenever that changes: at the start before one comes in, so that nobody sees the
/// invisible arrive; by the settings; and when quiet time begins and ends. One per window. Thread: the one that draws.
class PresenceKeeper {
  public:
    /// Worth a call in each frame; nothing before the profile has told what it holds.
    void tell(const Preferences& preferences, const Moment& now, Commands& commands);

  private:
    net::PresenceState told_ = net::PresenceState::Online;  // what a server takes for granted
};

}  // namespace crosstalk::ui
