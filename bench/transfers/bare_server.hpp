// The least that keeping and giving a file can cost: TLS 1.3 on a blocking socket, SHA-256 of what passes, and on the disk
// before it is acknowledged. One connection after the other, one thread.
#pragma once

#include <cstdint>
#include <filesystem>

#include "bench/bare/tls.hpp"
#include "bench/transfers/bare_protocol.hpp"

namespace crosstalk::bench {

// Thread: any one. Throws std::runtime_error when the system refuses.
class BareFileServer {
  public:
    // Listens on a free port of 127.0.0.1; what is put is kept in `file`.
    explicit BareFileServer(std::filesystem::path file);
    ~BareFileServer();
    BareFileServer(const BareFileServer&) = delete;
    BareFileServer& operator=(const BareFileServer&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }
    // One connection from its beginning to its end.
    void serve_one();

  private:
    void put(SSL* ssl, std::uint64_t size) const;
    void get(SSL* ssl, std::uint64_t size, BareOrder order) const;

    std::filesystem::path file_;
    SslContextHandle context_;
    int listening_ = -1;
    std::uint16_t port_ = 0;
};

}  // namespace crosstalk::bench
