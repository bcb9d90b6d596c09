#include "server/app/own_addresses.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "net/transport/credentials/host.hpp"

namespace crosstalk::server {

namespace {

bool is_everywhere(const transport::Address& listening) {
    return listening.host == "0.0.0.0" || listening.host == "::";
}

bool is_loopback(const std::string& host) {
    const auto address = transport::parse_ipv4(host);
    return address && address->bytes.front() == 127;
}

}  // namespace

OwnAddresses::OwnAddresses(Means means)
    : means_(std::move(means)),
      follows_networks_(std::ranges::any_of(means_.listening, is_everywhere)),
      addresses_(reachable_by(follows_networks_ ? means_.likely() : std::string())) {
    if (follows_networks_) look_again_later();
}

std::vector<transport::Address> OwnAddresses::reachable_by(const std::string& likely) const {
    std::vector<transport::Address> addresses;
    for (const transport::Address& listening : means_.listening) {
        transport::Address address{is_everywhere(listening) ? likely : listening.host, means_.port};
        if (std::ranges::find(addresses, address) == addresses.end()) addresses.push_back(std::move(address));
    }
    return addresses;
}

void OwnAddresses::look() {
    if (!follows_networks_) return;
    std::string likely;
    try {
        likely = means_.likely();
    } catch (const std::system_error&) {
        return;  // no descriptor was free to ask with, which says nothing of the networks
    }
    if (is_loopback(likely)) return;
    auto addresses = reachable_by(likely);
    if (addresses == addresses_) return;
    addresses_ = std::move(addresses);
    means_.changed(addresses_);
}

void OwnAddresses::look_again_later() {
    means_.loop.after(means_.round, [this, alive = lifetime_.watch()] {
        if (alive.expired()) return;
        look_again_later();
        look();
    });
}

}  // namespace crosstalk::server
