// The addresses that others reach this server by. They follow the networks of the machine: a laptop goes to another
// room, a service starts before the network is there.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "net/ids.hpp"
#include "net/transport/address.hpp"
#include "net/transport/lifetime.hpp"
#include "net/transport/likely_address.hpp"
#include "net/transport/loop.hpp"

namespace crosstalk::server {

// Thread: the loop's.
class OwnAddresses {
  public:
    struct Means {
        transport::Loop& loop;                      // outlives it
        std::vector<transport::Address> listening;  // not empty
        std::uint16_t port = 0;                     // that was given to the listener
        // Called by look() and by the rounds, never while it is made. What it throws comes out there.
        std::function<void(const std::vector<transport::Address>&)> changed;
        // Tests have networks of their own.
        std::function<std::string()> likely = transport::likely_address;
        // How soon a network that came is noticed.
        net::Milliseconds round{5'000};
    };

    // Looks at once, and every round from then on.
    explicit OwnAddresses(Means means);
    OwnAddresses(const OwnAddresses&) = delete;
    OwnAddresses& operator=(const OwnAddresses&) = delete;

    // Without a network the last ones stay: whoever comes back finds the server where it was.
    void look();
    // Without doubles, in the order of `listening`.
    [[nodiscard]] const std::vector<transport::Address>& as_of_last_look() const { return addresses_; }

  private:
    [[nodiscard]] std::vector<transport::Address> reachable_by(const std::string& likely) const;
    void look_again_later();

    Means means_;
    bool follows_networks_;  // a named address is that one, whatever networks there are
    std::vector<transport::Address> addresses_;
    transport::Lifetime lifetime_;
};

}  // namespace crosstalk::server
