// The TLS of the bare baseline: OpenSSL on the socket, nothing in between.
#pragma once

#include <span>

#include "net/transport/credentials/openssl_handles.hpp"

namespace crosstalk::bench {

using transport::SslContextHandle;
using transport::SslHandle;

// TLS 1.3, AES-128-GCM, X25519, a fresh P-256 key; no tickets; idle connections keep no buffers. Accepts any
// application protocol or none.
SslContextHandle make_bare_context();

enum class Progress : unsigned char { Moved, WantRead, WantWrite, Ended };

struct Moved {
    Progress progress = Progress::Moved;
    std::size_t size = 0;
};

Progress accept_step(SSL* ssl);
Moved read_some(SSL* ssl, std::span<unsigned char> into);
Moved write_some(SSL* ssl, std::span<const unsigned char> bytes);

}  // namespace crosstalk::bench
