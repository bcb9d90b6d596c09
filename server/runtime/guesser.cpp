#include "server/runtime/guesser.hpp"

#include <openssl/x509v3.h>

#include <algorithm>
#include <memory>

namespace crosstalk::server {

transport::GuesserAddress guesser(const std::string& address) {
    const std::unique_ptr<ASN1_OCTET_STRING, decltype(&ASN1_OCTET_STRING_free)> parsed(
        a2i_IPADDRESS(address.c_str()), &ASN1_OCTET_STRING_free);
    if (parsed == nullptr) return transport::GuesserAddress::ipv4({});
    const unsigned char* bytes = ASN1_STRING_get0_data(parsed.get());
    if (ASN1_STRING_length(parsed.get()) == 4) {
        std::array<std::uint8_t, 4> four{};
        std::copy_n(bytes, four.size(), four.begin());
        return transport::GuesserAddress::ipv4(four);
    }
    std::array<std::uint8_t, 16> sixteen{};
    std::copy_n(bytes, sixteen.size(), sixteen.begin());
    return transport::GuesserAddress::ipv6(sixteen);
}

}  // namespace crosstalk::server
