// How both ends speak TLS here, and single steps of a TLS connection on a non-blocking socket. No waiting, no
// asio.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "net/transport/credentials/channel_binding.hpp"
#include "net/transport/credentials/fingerprint.hpp"
#include "net/transport/credentials/openssl_handles.hpp"

namespace crosstalk::transport {

class ServerCertificate;

inline constexpr std::string_view application_protocol = "crosstalk/1";

/// One per process and role. Immutable once built; any thread may open connections from it.
///
/// TLS 1.3 only; groups X25519 and P-256 only (a default OpenSSL 3.0 would also compute ffdhe8192 for
/// strangers); signatures ECDSA P-256 with SHA-256 only; application protocol required at both ends; no
/// tickets, no resumption, no 0-RTT, no client certificates; buffers are released while nothing is in them.
/// Of AES-128-GCM and ChaCha20 the client names first what suits its processor, and the server agrees, unless
/// its own processor has no AES. OpenSSL reads ahead: after a wake-up, read until `WantRead` before waiting
/// for the socket again.
class TlsContext {
  public:
    /// CredentialError when OpenSSL refuses. The certificate may go afterwards.
    static TlsContext for_server(const ServerCertificate& certificate);
    static TlsContext for_client();

    /// A TLS connection over a connected non-blocking socket. The socket stays the caller's and must outlive
    /// it. On Windows the SOCKET is cast to int, as OpenSSL's documentation of SSL_set_fd says. OpenSSL
    /// writes with write(): the process must ignore SIGPIPE.
    SslHandle open(int socket) const;

    SSL_CTX* get() const { return context_.get(); }

  private:
    enum class Role { Client, Server };
    explicit TlsContext(Role role);

    SslContextHandle context_;
    Role role_;
};

enum class TlsState {
    Done,       ///< `size` bytes were moved, or the handshake is complete.
    WantRead,   ///< Wait until the socket can be read, then repeat the call.
    WantWrite,  ///< Wait until the socket can be written, then repeat the call. A write may be repeated from
                ///< another address but with at least the same bytes.
    Closed,     ///< The other end said goodbye in TLS.
    Cut,      ///< The connection ended without that: crash, cable, or somebody who cuts. Nothing more can be
              ///< sent.
    Refused,  ///< TLS failed. explain_tls_failure() says why. Nothing more can be sent but what is already on
              ///< its way.
};

struct TlsStep {
    TlsState state = TlsState::Done;
    std::size_t size = 0;
};

// The steps: one thread at a time per connection, none of them blocks.

/// Repeat until `Done`. The client must then look at peer_fingerprint() before it writes anything. The
/// server's last flight may still have to be written: `Done` comes only after it.
TlsStep handshake_step(SSL* ssl);

/// At least one byte when `Done`. `into` must not be empty.
TlsStep read_step(SSL* ssl, std::span<std::uint8_t> into);

/// May take only the first part of `bytes`, at a record's end (16 KiB). `bytes` must not be empty.
TlsStep write_step(SSL* ssl, std::span<const std::uint8_t> bytes);

/// Says goodbye in TLS; does not wait for the answer. Only after a complete handshake and not after Cut or
/// Refused.
TlsStep close_step(SSL* ssl);

/// For people; to be called on the same thread right after a step that came back `Refused`.
std::string explain_tls_failure(SSL* ssl);

/// Client: which server this is, whatever its certificate says beside the key. Nothing before the handshake
/// is complete.
std::optional<Fingerprint> peer_fingerprint(const SSL* ssl);

/// RFC 9266 (label EXPORTER-Channel-Binding, empty context). Only after a complete handshake, else
/// CredentialError.
ChannelBinding channel_binding(SSL* ssl);

}  // namespace crosstalk::transport
