// Whether this processor computes AES by itself. Without that, ChaCha20 is several times faster and leaks no
// timing.
#pragma once

namespace crosstalk::transport {

/// False where it is not known.
bool has_aes_hardware();

}  // namespace crosstalk::transport
