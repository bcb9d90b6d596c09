// The network thread of a client: a loop, a dialer and a LinkCore on a profile. Commands go in from any thread,
// events come out through the inbox.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/link/link_core.hpp"
#include "client/link/profile.hpp"
#include "client/model/link_command.hpp"
#include "client/model/link_event.hpp"
#include "net/inbox.hpp"

namespace crosstalk::link {

struct LinkSettings {
    std::filesystem::path profile;  // the folder
    std::filesystem::path
        downloads{};  // the folder for them unless a setting names another; empty: the system's
    std::string program = "crosstalk";  // name and version, for the server's log
    Completeness completeness = Completeness::Newest;
};

class Link {
  public:
    // Opens the profile and starts the thread. ProfileError if the profile is in use or unreadable. The inbox must
    // outlive the link; its wake function runs on the network thread.
    Link(LinkSettings settings, net::Inbox<model::LinkEvent>& inbox);
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;
    // Says goodbye to the server, for at most 1.5 s, and ends the thread. Unsent posts stay in the profile.
    ~Link();

    // Any thread; in order.
    void send(std::vector<model::LinkCommand> commands);
    void send(model::LinkCommand command);

    // For people: set when other accounts of the machine may read the identity.
    [[nodiscard]] const std::optional<std::string>& warning() const;

  private:
    class Thread;
    std::unique_ptr<Thread> thread_;
};

}  // namespace crosstalk::link
