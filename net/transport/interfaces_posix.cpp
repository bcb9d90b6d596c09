#include <ifaddrs.h>
#include <net/if.h>
#include <sys/socket.h>

#include <bit>
#include <map>
#include <memory>

#include "net/transport/interfaces.hpp"
#include "net/transport/ip_addresses.hpp"

namespace crosstalk::transport {

namespace {

using discovery::IpAddress;

constexpr unsigned ipv4_prefix_bits = 96;

std::uint8_t prefix_bits(const sockaddr* mask, const IpAddress& address) {
    const auto bytes = ip_address_of(mask);
    if (!bytes) return 128;
    unsigned bits = 0;
    const std::size_t begin = address.is_ipv4() ? 12 : 0;
    for (std::size_t i = begin; i < bytes->bytes.size(); ++i)
        bits += static_cast<unsigned>(std::popcount(bytes->bytes[i]));
    return static_cast<std::uint8_t>(bits + (address.is_ipv4() ? ipv4_prefix_bits : 0));
}

std::optional<IpAddress> broadcast_of(const ifaddrs& entry, const IpAddress& own) {
    if (!own.is_ipv4()) return std::nullopt;
    // The system names none, but all programs of the machine are reached by it.
    if (own.is_loopback()) return IpAddress::ipv4({127, 255, 255, 255});
    if ((entry.ifa_flags & IFF_BROADCAST) == 0) return std::nullopt;
    return ip_address_of(entry.ifa_broadaddr);
}

}  // namespace

std::vector<Interface> list_interfaces() {
    ifaddrs* list = nullptr;
    if (::getifaddrs(&list) != 0) return {};
    const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> owner(list, &::freeifaddrs);
    std::map<std::uint32_t, Interface> found;
    for (const ifaddrs* entry = list; entry; entry = entry->ifa_next) {
        const auto own = ip_address_of(entry->ifa_addr);
        if (!own || (entry->ifa_flags & IFF_UP) == 0) continue;
        const std::uint32_t index = ::if_nametoindex(entry->ifa_name);
        if (index == 0) continue;
        Interface& interface = found[index];
        interface.index = index;
        interface.name = entry->ifa_name;
        interface.is_loopback = (entry->ifa_flags & IFF_LOOPBACK) != 0;
        interface.has_multicast = (entry->ifa_flags & IFF_MULTICAST) != 0;
        interface.addresses.push_back(
            {{*own, prefix_bits(entry->ifa_netmask, *own)}, broadcast_of(*entry, *own)});
    }
    std::vector<Interface> interfaces;
    for (auto& [index, interface] : found)
        interfaces.push_back(std::move(interface));
    return interfaces;
}

}  // namespace crosstalk::transport
