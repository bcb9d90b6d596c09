// Tries what finding and hosting need on this machine's network, once, on a thread of its own.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "client/link/finder.hpp"
#include "client/model/network_report.hpp"
#include "net/inbox.hpp"

namespace crosstalk::link {

struct NetworkWish {
    std::string target;             // HOST[:PORT] that somebody wants to reach; empty: none
    std::uint16_t hosted_port = 0;  // TCP, of a server of one's own that runs here; 0: none does
};

// Needs no profile and no link. Takes some seconds: as long as an answer may take.
class NetworkCheck {
  public:
    // One report comes.
    using Inbox = net::Inbox<model::NetworkReport>;

    // The inbox must outlive this; its wake function runs on this one's thread, as does `interfaces`.
    NetworkCheck(NetworkWish wish, Inbox& inbox, Finder::Interfaces interfaces = transport::list_interfaces);
    NetworkCheck(const NetworkCheck&) = delete;
    NetworkCheck& operator=(const NetworkCheck&) = delete;
    // Ends the thread, at once.
    ~NetworkCheck();

  private:
    class Thread;
    std::unique_ptr<Thread> thread_;
};

}  // namespace crosstalk::link
