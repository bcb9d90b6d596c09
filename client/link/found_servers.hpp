// The servers that were heard of lately: bounded, ageing, one entry per key whatever its addresses. Pure: the time comes in.
//
// Who answers a question of ours is there; who is only heard of may be anybody's invention. So an answer's words go before
// hearsay, and hearsay never takes the place of an answer.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

#include "client/model/found_server.hpp"
#include "net/discovery/datagram.hpp"
#include "net/discovery/ip_address.hpp"

namespace crosstalk::link {

// One thread. Times are of any clock that never goes back.
class FoundServers {
  public:
    static constexpr std::size_t most_servers = 64;
    static constexpr std::size_t most_addresses = 4;
    // Of one machine: more is a flood.
    static constexpr std::size_t most_per_address = 8;
    // Three rounds of questions and a bit: two answers may be lost.
    static constexpr net::Milliseconds lifetime{10'000};
    // What a farewell leaves to a server that has answered: anybody may have sent it.
    static constexpr net::Milliseconds after_farewell{3'500};

    // True: the list has changed, here and below.
    bool answered(const discovery::Advertisement& server, const discovery::IpAddress& from,
                  net::Milliseconds round_trip, net::Milliseconds now);
    bool heard(const discovery::Advertisement& server, const discovery::IpAddress& from,
               net::Milliseconds now);
    bool left(const net::ServerKeyHash& key, const discovery::IpAddress& from, net::Milliseconds now);
    bool expire(net::Milliseconds now);

    // Whether it has answered from there and that still counts.
    [[nodiscard]] bool has_answered(const net::ServerKeyHash& key, const discovery::IpAddress& from) const;

    // By name, then by key.
    [[nodiscard]] std::vector<model::FoundServer> list() const;

  private:
    struct Place {
        discovery::IpAddress address;
        net::Milliseconds until;
        std::optional<net::Milliseconds> round_trip;  // if it has answered
    };
    struct Entry {
        discovery::Advertisement server;
        std::vector<Place> places;  // never empty

        [[nodiscard]] bool has_answered() const;
    };
    using Entries = std::map<net::ServerKeyHash, Entry>;

    Entry* entry_for(const discovery::Advertisement& server, const discovery::IpAddress& from,
                     bool is_answer);
    bool make_room(const discovery::IpAddress& from, bool is_answer);
    [[nodiscard]] std::size_t servers_at(const discovery::IpAddress& address) const;
    static Place* place_for(Entry& entry, const discovery::IpAddress& from, bool is_answer);

    Entries entries_;
};

}  // namespace crosstalk::link
