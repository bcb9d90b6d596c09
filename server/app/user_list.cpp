#include "server/app/user_list.hpp"

#include "net/names_of.hpp"
#include "net/text/times.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

namespace crosstalk::server {

namespace {

constexpr std::size_t users_at_once = 200;

// When something ends; null: never.
Json end_of(net::Timestamp until) {
    return until == net::for_good ? Json(nullptr) : Json(text::rfc3339(until));
}

// Lapsed ones are not among them.
using Bans = std::map<net::UserId, std::vector<std::pair<net::RoomId, hub::BanRow>>>;
Bans bans_in(const hub::State& state, net::Timestamp now) {
    Bans bans;
    for (const auto& [id, room] : state.rooms) {
        for (const auto& [user, row] : room.bans) {
            if (row.until > now) bans[user].emplace_back(id, row);
        }
    }
    return bans;
}

Json ban_of(const hub::State& state, net::RoomId id, const hub::BanRow& row) {
    const hub::Room* room = state.room(id);
    return {{"room", room == nullptr ? "" : title_of(state, *room)},
            {"by", state.ref(row.by).name},
            {"at", text::rfc3339(row.at)},
            {"until", end_of(row.until)},
            {"reason", row.reason},
            {"addresses", row.addresses.size()}};
}

struct Listing {
    Records records;
    std::function<bool(net::UserId)> is_online;
    Reply reply;
    net::Timestamp now;
    Bans bans;
    net::UserId last;  // told already
};

Json row_of(const Listing& listing, const hub::State& state, const hub::User& user) {
    const auto devices =
        std::ranges::count_if(user.devices, [&](net::DeviceId id) { return !state.device(id)->row.removed; });
    Json row{{"id", std::to_string(user.row.id.value)},
             {"name", user.row.name},
             {"role", name_of(user.row.role)},
             {"created", text::rfc3339(user.row.created)},
             {"seen", user.row.seen ? Json(text::rfc3339(user.row.seen)) : Json(nullptr)},
             {"online", listing.is_online && listing.is_online(user.row.id)},
             {"devices", devices}};
    if (user.row.muted_until > listing.now) row["muted_until"] = end_of(user.row.muted_until);
    row["bans"] = Json::array();
    if (const auto bans = listing.bans.find(user.row.id); bans != listing.bans.end()) {
        for (const auto& [room, ban] : bans->second)
            row["bans"].push_back(ban_of(state, room, ban));
    }
    return row;
}

void go_on(const std::shared_ptr<Listing>& listing) {
    const hub::State& state = listing->records.state();
    auto user = state.users.upper_bound(listing->last);
    for (std::size_t i = 0; i < users_at_once && user != state.users.end(); ++i, ++user) {
        listing->reply.row(row_of(*listing, state, user->second));
        listing->last = user->first;
    }
    if (user == state.users.end()) return listing->reply.end("");
    listing->reply.when_taken([listing] { go_on(listing); });
}

}  // namespace

void list_users(const Records& records, std::function<bool(net::UserId)> is_online, Reply reply) {
    const hub::State& state = records.state();
    go_on(std::make_shared<Listing>(
        Listing{records, std::move(is_online), std::move(reply), state.at, bans_in(state, state.at), {}}));
}

}  // namespace crosstalk::server
