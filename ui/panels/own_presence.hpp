// How one wants to be seen: chosen once, kept in the profile, and told to the server at each start.
#pragma once

#include <string_view>

#include "ui/panels/scene.hpp"
#include "ui/theme/person.hpp"

namespace crosstalk::ui {

/// Offline: invisible to others.
net::PresenceState chosen_presence(const Preferences& preferences);
void choose_presence(const Scene& scene, net::PresenceState state);

/// What stands on one's own picture: what was chosen, or that one is away by itself or without a connection.
Presence own_presence(const Scene& scene);
/// "Online", "Invisible", "Reconnecting"
std::string_view own_presence_in_words(const Scene& scene);

/// Tells the link once what was chosen at an earlier start, before one comes in: nobody sees the invisible arrive. One per
/// window. Thread: the one that draws.
class PresenceKeeper {
  public:
    /// Worth a call in each frame; nothing before the profile has told what it holds.
    void tell(const Preferences& preferences, Commands& commands);

  private:
    bool told_ = false;
};

}  // namespace crosstalk::ui
