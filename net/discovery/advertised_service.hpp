// A server as a service of DNS-SD (RFC 6763) over multicast DNS (RFC 6762), for networks and programs that know these:
//
//   _crosstalk._tcp.local                          PTR  4500 s   Name (7f3a91c2d0e4)._crosstalk._tcp.local
//   Name (7f3a91c2d0e4)._crosstalk._tcp.local      SRV   120 s   port, crosstalk-7f3a91c2d0e4.local
//                                                  TXT  4500 s   txtvers=1 id=KEY name= ver= proto=1-1 users= max= lock=made|own
//   crosstalk-7f3a91c2d0e4.local                   A, AAAA  120 s
//
// The digits are the first 48 bits of the key's hash, so two servers of one name are two services, and names need not be
// probed for and defended (RFC 6762 8.1, 9): who has the same digits is the same server, or lies. Absent, too: NSEC records
// (6.1) and the aggregation of known answers over several packets (7.2); who asks so is answered once too often.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "net/discovery/datagram.hpp"
#include "net/discovery/dns_message.hpp"
#include "net/discovery/ip_address.hpp"

namespace crosstalk::discovery {

inline constexpr std::uint16_t mdns_port = 5353;
inline constexpr std::uint8_t mdns_ipv4_group[4]{224, 0, 0, 251};
/// ff02::fb.
inline constexpr std::uint8_t mdns_ipv6_group[16]{0xFF, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFB};
/// RFC 6762 11.
inline constexpr int mdns_hops = 255;

/// What is known of one server from one response.
struct AdvertisedService {
    Advertisement server;
    /// May be empty: then it is where the response came from.
    std::vector<IpAddress> addresses;
    bool is_leaving = false;
};

/// "Who is there?", to the group.
dns::Message service_question();

/// How a server is to answer.
struct ServiceAnswer {
    dns::Message message;
    /// To the group; else to who has asked.
    bool to_all = true;
};

/// From which port a question came: not from mdns_port comes who knows ordinary DNS only (RFC 6762 6.7).
enum class Asker : std::uint8_t { Multicast, Legacy };

/// `addresses` are those of the interface that is spoken on. Nothing: it asks for nothing of ours, or knows it already.
std::optional<ServiceAnswer> answer_service_question(const dns::Message& question, Asker asker,
                                                     const Advertisement& server,
                                                     std::span<const IpAddress> addresses);

/// Unasked: at the start and when something has changed.
dns::Message announce_service(const Advertisement& server, std::span<const IpAddress> addresses);
/// RFC 6762 10.1.
dns::Message end_service(const Advertisement& server, std::span<const IpAddress> addresses);

/// The servers in a response, at most a handful: those of which it says everything, as ours do.
std::vector<AdvertisedService> services_in(const dns::Message& response);

}  // namespace crosstalk::discovery
