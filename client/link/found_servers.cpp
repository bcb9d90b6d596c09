#include "client/link/found_servers.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

#include "net/messages/type.hpp"
#include "net/transport/address.hpp"
#include "net/transport/datagram_sockets.hpp"

namespace crosstalk::link {

bool FoundServers::Entry::has_answered() const {
    return std::ranges::any_of(places, [](const Place& place) { return place.round_trip.has_value(); });
}

bool FoundServers::Entry::has_answered_with(std::uint16_t port) const {
    return std::ranges::any_of(
        places, [&](const Place& place) { return place.round_trip && place.server.port == port; });
}

// People and logs know IPv4 best; a link-local address means nothing on another machine. But what came after the others goes
// behind them whatever it is, and being quick, which is for who answers to choose, counts for nothing.
std::vector<FoundServers::Place> FoundServers::Entry::sorted() const {
    const bool is_proven = has_answered();
    auto first = net::Milliseconds{std::numeric_limits<std::int64_t>::max()};
    for (const Place& place : places)
        if (place.round_trip || !is_proven) first = std::min(first, place.since);
    auto sorted = places;
    std::ranges::sort(sorted, {}, [&](const Place& place) {
        const bool is_late = place.since.value - first.value >= arrival.value;
        return std::tuple(!place.round_trip, is_late, place.address.is_loopback(),
                          place.address.is_link_local(), !place.address.is_ipv4(), place.since,
                          place.address);
    });
    return sorted;
}

std::size_t FoundServers::servers_at(const discovery::IpAddress& address) const {
    return static_cast<std::size_t>(std::ranges::count_if(entries_, [&](const auto& entry) {
        return std::ranges::find(entry.second.places, address, &Place::address) != entry.second.places.end();
    }));
}

// Makes room for one more where it is wanted; only an answer drives out hearsay. False: there is none.
bool FoundServers::make_room(const discovery::IpAddress& from, bool is_answer) {
    const bool is_flood = servers_at(from) >= most_per_address;
    if (!is_flood && entries_.size() < most_servers) return true;
    if (!is_answer) return false;
    const auto hearsay = std::ranges::find_if(entries_, [&](const auto& entry) {
        const auto& places = entry.second.places;
        const bool is_there = std::ranges::find(places, from, &Place::address) != places.end();
        return !entry.second.has_answered() && (is_there || !is_flood);
    });
    if (hearsay == entries_.end()) return false;
    entries_.erase(hearsay);
    return true;
}

// nullptr: there is no room for it.
FoundServers::Entry* FoundServers::entry_for(const discovery::Advertisement& server,
                                             const discovery::IpAddress& from, bool is_answer) {
    if (const auto known = entries_.find(server.key); known != entries_.end()) return &known->second;
    return make_room(from, is_answer) ? &entries_[server.key] : nullptr;
}

// nullptr: there is no room for it.
FoundServers::Place* FoundServers::place_for(Entry& entry, const discovery::IpAddress& from, bool is_answer,
                                             net::Milliseconds now) {
    if (const auto known = std::ranges::find(entry.places, from, &Place::address);
        known != entry.places.end())
        return &*known;
    if (entry.places.size() >= most_addresses) {
        if (!is_answer) return nullptr;
        const auto hearsay =
            std::ranges::find_if(entry.places, [](const Place& place) { return !place.round_trip; });
        if (hearsay == entry.places.end()) return nullptr;
        entry.places.erase(hearsay);
    }
    return &entry.places.emplace_back(
        Place{.address = from, .server = {}, .since = now, .until = {}, .asked = {}, .round_trip = {}});
}

bool FoundServers::answered(const discovery::Advertisement& server, const discovery::IpAddress& from,
                            net::Milliseconds round_trip, net::Milliseconds now) {
    Entry* const entry = entry_for(server, from, true);
    if (!entry) return false;
    Place* const place = place_for(*entry, from, true, now);
    if (!place) return false;
    const net::Milliseconds asked{now.value - round_trip.value};
    if (!place->round_trip) {
        place->since = now;
    } else if (asked <= place->asked) {
        return false;
    }
    const bool is_news = place->server != server || place->round_trip != round_trip;
    place->server = server;
    place->asked = asked;
    place->round_trip = round_trip;
    place->until = {now.value + lifetime.value};
    return is_news;
}

bool FoundServers::heard(const discovery::Advertisement& server, const discovery::IpAddress& from,
                         net::Milliseconds now) {
    Entry* const entry = entry_for(server, from, false);
    if (!entry) return false;
    // A server has one port: who has answered knows it.
    if (entry->has_answered() && !entry->has_answered_with(server.port)) return false;
    const std::size_t places = entry->places.size();
    Place* const place = place_for(*entry, from, false, now);
    if (!place || place->round_trip) return false;
    const bool is_news = entry->places.size() != places || place->server != server;
    place->server = server;
    place->until = {now.value + lifetime.value};
    return is_news;
}

bool FoundServers::left(const net::ServerKeyHash& key, const discovery::IpAddress& from,
                        net::Milliseconds now) {
    const auto entry = entries_.find(key);
    if (entry == entries_.end()) return false;
    const auto place = std::ranges::find(entry->second.places, from, &Place::address);
    if (place == entry->second.places.end()) return false;
    const std::int64_t rest = place->round_trip ? after_farewell.value : 0;
    place->until = {std::min(place->until.value, now.value + rest)};
    return expire(now);
}

bool FoundServers::expire(net::Milliseconds now) {
    std::size_t gone = 0;
    for (auto& [key, entry] : entries_)
        gone += std::erase_if(entry.places, [&](const Place& place) { return place.until <= now; });
    std::erase_if(entries_, [](const auto& entry) { return entry.second.places.empty(); });
    return gone > 0;
}

bool FoundServers::has_answered(const net::ServerKeyHash& key, const discovery::IpAddress& from) const {
    const auto entry = entries_.find(key);
    if (entry == entries_.end()) return false;
    const auto place = std::ranges::find(entry->second.places, from, &Place::address);
    return place != entry->second.places.end() && place->round_trip;
}

std::vector<model::FoundServer> FoundServers::list() const {
    std::vector<model::FoundServer> list;
    for (const auto& [key, entry] : entries_) {
        const auto places = entry.sorted();
        const discovery::Advertisement& server = places[0].server;
        model::FoundServer& found = list.emplace_back();
        found.key = key;
        found.name = server.name;
        found.version = server.version;
        found.users = server.users;
        found.max_sessions = server.max_sessions;
        found.is_compatible =
            server.min_protocol <= net::protocol_version && net::protocol_version <= server.max_protocol;
        found.chosen_passkey = server.lock == discovery::Lock::ChosenPasskey;
        found.round_trip = places[0].round_trip;
        for (const Place& place : places)
            found.addresses.push_back(
                transport::format({transport::to_string(place.address), place.server.port}));
    }
    std::ranges::sort(list, {},
                      [](const model::FoundServer& server) { return std::tie(server.name, server.key); });
    return list;
}

}  // namespace crosstalk::link
