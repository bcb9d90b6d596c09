// Links that the desktop opened with this window: an invite, or a room. They lead nowhere unknown by themselves, since any page
// in a browser can open one.
#pragma once

#include <optional>
#include <string>

#include "ui/panels/connect_screen.hpp"
#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

/// With this program: one that was just started, or one that gave the link to the window that is open. Whoever tells it has
/// looked that it is one. Empty: the window was wanted, and nothing more.
struct LinkOpened {
    std::string link;                            // an invite, a secret then, or a room (room_link.hpp)
    std::optional<net::ServerKeyHash> server{};  // of an invite
};

/// One per window. Thread: the one that draws. The newest link takes the place of one that still waits.
class OpenedLinks {
  public:
    void hear(const LinkOpened& opened);
    /// While the connect screen is shown: an invite is offered there; a room waits for its server, which is entered if it knows
    /// this device.
    void lead_in(ConnectScreen& connect, const model::Model& model, Commands& commands);
    /// On a server: asks whether to leave it for that of an invite; shows a room.
    void lead_on(const Scene& scene);

  private:
    std::optional<LinkOpened> waiting_;
    bool on_the_way_ = false;  // to the server of the room
};

}  // namespace crosstalk::ui
