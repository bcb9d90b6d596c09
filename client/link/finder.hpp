// Looks for servers on a thread of its own, for as long as somebody wants to see them: a window while it shows its list.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "client/model/found_server.hpp"
#include "net/inbox.hpp"
#include "net/transport/interfaces.hpp"

namespace crosstalk::link {

// Needs no profile and no link. Costs a thread, four sockets and a round of questions every three seconds.
class Finder {
  public:
    // All that are there, at each change; only the newest list counts.
    using Inbox = net::Inbox<std::vector<model::FoundServer>>;

    // The networks to look on. Tests have networks of their own.
    using Interfaces = std::function<std::vector<transport::Interface>()>;

    // `also` are addresses of saved servers, HOST:PORT, which are asked wherever they are. The inbox must outlive this; its
    // wake function runs on this one's thread, as does `interfaces`.
    Finder(std::vector<std::string> also, Inbox& inbox, Interfaces interfaces = transport::list_interfaces);
    Finder(const Finder&) = delete;
    Finder& operator=(const Finder&) = delete;
    // Ends the thread, at once.
    ~Finder();

  private:
    class Thread;
    std::unique_ptr<Thread> thread_;
};

}  // namespace crosstalk::link
