// What is seen of each user: put together of what each of its sessions wants to be seen as.
#pragma once

#include <algorithm>
#include <cstddef>
#include <unordered_map>
#include <utility>
#include <vector>

#include "net/messages.hpp"

namespace crosstalk::server {

// A session that has not said yet what it wants is not in here: others must not see somebody for the moment between its
// login and its wish to be invisible. Thread: the loop's.
class Presences {
  public:
    // Offline: invisible. True: what others see of the user has changed.
    bool set(net::UserId user, net::SessionId session, net::PresenceState state) {
        const net::PresenceState before = shown(user);
        auto& sessions = users_[user];
        const auto known = std::ranges::find(sessions, session, &Wish::first);
        if (known == sessions.end()) {
            sessions.emplace_back(session, state);
        } else {
            known->second = state;
        }
        return shown(user) != before;
    }

    bool remove(net::UserId user, net::SessionId session) {
        const auto found = users_.find(user);
        if (found == users_.end()) return false;
        const net::PresenceState before = shown(user);
        std::erase_if(found->second, [&](const Wish& wish) { return wish.first == session; });
        if (found->second.empty()) users_.erase(found);
        return shown(user) != before;
    }

    // A session takes the place of another: nobody notices, unless it says something else.
    void replace(net::UserId user, net::SessionId old, net::SessionId session) {
        const auto found = users_.find(user);
        if (found == users_.end()) return;
        const auto known = std::ranges::find(found->second, old, &Wish::first);
        if (known != found->second.end()) known->first = session;
    }

    // To others: invisible goes before busy, busy before online, online before away.
    [[nodiscard]] net::PresenceState shown(net::UserId user) const {
        const auto found = users_.find(user);
        if (found == users_.end()) return net::PresenceState::Offline;
        for (const net::PresenceState state :
             {net::PresenceState::Offline, net::PresenceState::Busy, net::PresenceState::Online}) {
            if (std::ranges::find(found->second, state, &Wish::second) != found->second.end()) return state;
        }
        return net::PresenceState::Away;
    }

    // How many others see; who is invisible is not told by a number either.
    [[nodiscard]] std::size_t seen() const {
        return static_cast<std::size_t>(std::ranges::count_if(
            users_, [this](const auto& user) { return shown(user.first) != net::PresenceState::Offline; }));
    }

    // To the user itself, which is not invisible to itself.
    [[nodiscard]] net::PresenceState own(net::UserId user) const {
        const auto found = users_.find(user);
        if (found == users_.end()) return net::PresenceState::Offline;
        for (const net::PresenceState state :
             {net::PresenceState::Busy, net::PresenceState::Online, net::PresenceState::Away}) {
            if (std::ranges::find(found->second, state, &Wish::second) != found->second.end()) return state;
        }
        return net::PresenceState::Online;
    }

  private:
    using Wish = std::pair<net::SessionId, net::PresenceState>;

    std::unordered_map<net::UserId, std::vector<Wish>> users_;  // none is empty
};

}  // namespace crosstalk::server
