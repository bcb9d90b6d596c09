// winsock2.h stands before what includes windows.h, which makes "interface" another word for "struct".
// clang-format off
#include <winsock2.h>
#include <ws2tcpip.h>
#include <iphlpapi.h>
// clang-format on

#include <string>
#include <string_view>
#include <vector>

#include "net/transport/interfaces.hpp"
#include "net/transport/ip_addresses.hpp"

namespace crosstalk::transport {

namespace {

using discovery::IpAddress;

constexpr unsigned ipv4_prefix_bits = 96;

// The highest address of the network, which the system does not name.
std::optional<IpAddress> broadcast_of(const IpAddress& own, unsigned bits) {
    if (!own.is_ipv4() || bits > 30) return std::nullopt;
    IpAddress broadcast = own;
    for (unsigned bit = ipv4_prefix_bits + bits; bit < 128; ++bit)
        broadcast.bytes[bit / 8] |= static_cast<std::uint8_t>(0x80U >> bit % 8);
    return broadcast;
}

// As the settings of Windows call it. It is people who give such names: what is no text becomes U+FFFD.
std::string name_of(const IP_ADAPTER_ADDRESSES& adapter) {
    const std::wstring_view wide = adapter.FriendlyName ? adapter.FriendlyName : L"";
    if (wide.empty()) return adapter.AdapterName;
    const int size = static_cast<int>(wide.size());
    const int bytes = ::WideCharToMultiByte(CP_UTF8, 0, wide.data(), size, nullptr, 0, nullptr, nullptr);
    std::string name(static_cast<std::size_t>(bytes), '\0');
    ::WideCharToMultiByte(CP_UTF8, 0, wide.data(), size, name.data(), bytes, nullptr, nullptr);
    return name;
}

Interface interface_of(const IP_ADAPTER_ADDRESSES& adapter) {
    Interface made;
    made.index = adapter.IfIndex != 0 ? adapter.IfIndex : adapter.Ipv6IfIndex;
    made.name = name_of(adapter);
    made.is_loopback = adapter.IfType == IF_TYPE_SOFTWARE_LOOPBACK;
    made.has_multicast = (adapter.Flags & IP_ADAPTER_NO_MULTICAST) == 0;
    for (const auto* each = adapter.FirstUnicastAddress; each; each = each->Next) {
        const auto own = ip_address_of(each->Address.lpSockaddr);
        if (!own) continue;
        const unsigned bits = each->OnLinkPrefixLength;
        const unsigned all = own->is_ipv4() ? bits + ipv4_prefix_bits : bits;
        made.addresses.push_back(
            {{*own, static_cast<std::uint8_t>(all > 128 ? 128 : all)}, broadcast_of(*own, bits)});
    }
    return made;
}

}  // namespace

std::vector<Interface> list_interfaces() {
    constexpr ULONG flags = GAA_FLAG_SKIP_ANYCAST | GAA_FLAG_SKIP_MULTICAST | GAA_FLAG_SKIP_DNS_SERVER;
    constexpr int most_tries = 4;
    ULONG size = 16 * 1024;
    // Of the type they hold, so that they are aligned.
    std::vector<IP_ADAPTER_ADDRESSES> buffer;
    ULONG result = ERROR_BUFFER_OVERFLOW;
    for (int i = 0; i < most_tries && result == ERROR_BUFFER_OVERFLOW; ++i) {
        buffer.resize(size / sizeof(IP_ADAPTER_ADDRESSES) + 1);
        size = static_cast<ULONG>(buffer.size() * sizeof(IP_ADAPTER_ADDRESSES));
        result = ::GetAdaptersAddresses(AF_UNSPEC, flags, nullptr, buffer.data(), &size);
    }
    std::vector<Interface> interfaces;
    if (result != ERROR_SUCCESS) return interfaces;
    for (const auto* adapter = buffer.data(); adapter; adapter = adapter->Next) {
        if (adapter->OperStatus != IfOperStatusUp) continue;
        Interface made = interface_of(*adapter);
        if (!made.addresses.empty()) interfaces.push_back(std::move(made));
    }
    return interfaces;
}

}  // namespace crosstalk::transport
