#include "net/transport/credentials/fingerprint.hpp"

#include "net/text/hexadecimal.hpp"

namespace crosstalk::transport {

std::string in_groups(const Fingerprint& fingerprint) {
    return text::hexadecimal_in_groups(fingerprint.bytes);
}

}  // namespace crosstalk::transport
