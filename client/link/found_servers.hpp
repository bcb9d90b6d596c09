// The servers that were heard of lately: bounded, ageing, one entry per key whatever its addresses. Pure: the time comes in.
//
// Who answers a question of ours is there; who is only heard of may be anybody's invention. So an answer's words go before
// hearsay, and hearsay never takes the place of an answer. And whoever is near hears a question and may answer it with the key
// of somebody else: so what is said counts for the address that it came from, and who has answered longest goes first.
#pragma once

#include <cstddef>
#include <cstdint>
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
    // Addresses of one server that answer within it belong to its arrival; what answers later stands behind them.
    static constexpr net::Milliseconds arrival{10'000};

    // True: the list has changed, here and below. Of the answers from one address to one question the first counts.
    bool answered(const discovery::Advertisement& server, const discovery::IpAddress& from,
                  net::Milliseconds round_trip, net::Milliseconds now);
    bool heard(const discovery::Advertisement& server, const discovery::IpAddress& from,
               net::Milliseconds now);
    bool left(const net::ServerKeyHash& key, const discovery::IpAddress& from, net::Milliseconds now);
    bool expire(net::Milliseconds now);

    // Whether it has answered from there and that still counts.
    [[nodiscard]] bool has_answered(const net::ServerKeyHash& key, const discovery::IpAddress& from) const;

    // By name, then by key; each says what its first address says.
    [[nodiscard]] std::vector<model::FoundServer> list() const;

  private:
    struct Place {
        discovery::IpAddress address;
        discovery::Advertisement server;  // as it is told from there
        net::Milliseconds since;          // of the first answer, or else of the first hearsay
        net::Milliseconds until;
        net::Milliseconds asked;                      // when the question was that it has answered last
        std::optional<net::Milliseconds> round_trip;  // if it has answered
    };
    struct Entry {
        std::vector<Place> places;  // never empty

        [[nodiscard]] bool has_answered() const;
        [[nodiscard]] bool has_answered_with(std::uint16_t port) const;
        // The best first.
        [[nodiscard]] std::vector<Place> sorted() const;
    };
    using Entries = std::map<net::ServerKeyHash, Entry>;

    Entry* entry_for(const discovery::Advertisement& server, const discovery::IpAddress& from,
                     bool is_answer);
    bool make_room(const discovery::IpAddress& from, bool is_answer);
    [[nodiscard]] std::size_t servers_at(const discovery::IpAddress& address) const;
    static Place* place_for(Entry& entry, const discovery::IpAddress& from, bool is_answer,
                            net::Milliseconds now);

    Entries entries_;
};

}  // namespace crosstalk::link
