#include "net/transport/credentials/fingerprint.hpp"

#include <cstddef>
#include <string_view>

namespace crosstalk::transport {

std::string in_groups(const Fingerprint& fingerprint) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    for (std::size_t i = 0; i < fingerprint.bytes.size(); ++i) {
        if (i > 0 && i % 2 == 0) text += ' ';
        text += digits[fingerprint.bytes[i] >> 4];
        text += digits[fingerprint.bytes[i] & 0x0F];
    }
    return text;
}

}  // namespace crosstalk::transport
