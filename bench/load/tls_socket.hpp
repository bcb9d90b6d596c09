// A client's TLS connection over a non-blocking socket, which tells when what it read had arrived at the kernel.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "bench/load/clock.hpp"
#include "net/transport/credentials/openssl_handles.hpp"

namespace crosstalk::bench {

// TLS 1.3, AES-128-GCM, X25519; believes any certificate. `application_protocol` may be empty.
transport::SslContextHandle make_client_context(std::string_view application_protocol);

enum class Stamps : std::uint8_t { Kernel, TimeOfRead };

class TlsSocket {
  public:
    enum class State : std::uint8_t { Done, WantRead, WantWrite, Ended };

    // Takes the connecting socket.
    TlsSocket(int socket, Stamps stamps);
    ~TlsSocket();
    TlsSocket(const TlsSocket&) = delete;
    TlsSocket& operator=(const TlsSocket&) = delete;

    [[nodiscard]] int descriptor() const { return socket_; }
    [[nodiscard]] SSL* ssl() const { return ssl_.get(); }
    // Whether the connection failed; to be asked when the socket first becomes writable.
    [[nodiscard]] bool has_failed() const;
    // Before the encryption: takes what is there.
    std::string read_clear();

    // Repeat until Done.
    State shake_hands(SSL_CTX* context);
    // `size` gets what was read, 0 unless Done.
    State read(std::span<std::uint8_t> into, std::size_t& size);
    // After a Done: the socket may have given all it had, so that epoll is to be asked before it is read again.
    [[nodiscard]] bool is_dry() const;
    // When the bytes of the last Done had arrived.
    [[nodiscard]] Instant arrival() const { return arrival_; }
    State write(std::span<const std::uint8_t> bytes, std::size_t& size);

  private:
    static BIO_METHOD* method();
    int receive(std::span<std::uint8_t> into);
    [[nodiscard]] State state_of(int result) const;

    int socket_;
    Stamps stamps_;
    transport::SslHandle ssl_;
    bool emptied_ = true;  // the last read from the socket got less than it asked for
    Instant arrival_;
};

}  // namespace crosstalk::bench
