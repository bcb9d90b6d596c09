#include "bench/transfers/bare_server.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <vector>

#include "net/hashing/sha256.hpp"

namespace crosstalk::bench {

namespace {

void require(bool done, const char* what) {
    if (!done) throw std::runtime_error(std::string(what) + ": " + std::strerror(errno));
}

// Closed at the end.
class Descriptor {
  public:
    explicit Descriptor(int descriptor) : descriptor_(descriptor) {
        require(descriptor >= 0, "the bare copy could open no file or socket");
    }
    ~Descriptor() { close(descriptor_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return descriptor_; }

  private:
    int descriptor_;
};

void read_all(SSL* ssl, std::span<unsigned char> into) {
    while (!into.empty()) {
        const Moved moved = read_some(ssl, into);
        if (moved.progress != Progress::Moved) throw std::runtime_error("the client went away");
        into = into.subspan(moved.size);
    }
}

void write_all(SSL* ssl, std::span<const unsigned char> bytes) {
    while (!bytes.empty()) {
        const Moved moved = write_some(ssl, bytes);
        if (moved.progress != Progress::Moved) throw std::runtime_error("the client went away");
        bytes = bytes.subspan(moved.size);
    }
}

}  // namespace

BareFileServer::BareFileServer(std::filesystem::path file)
    : file_(std::move(file)), context_(make_bare_context()) {
    listening_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    require(listening_ >= 0 &&
                bind(listening_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                listen(listening_, 16) == 0 &&
                getsockname(listening_, reinterpret_cast<sockaddr*>(&address), &size) == 0,
            "the bare copy could not listen");
    port_ = ntohs(address.sin_port);
}

BareFileServer::~BareFileServer() {
    close(listening_);
}

void BareFileServer::serve_one() {
    const Descriptor socket(accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC));
    const int yes = 1;
    setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    const SslHandle ssl(SSL_new(context_.get()));
    SSL_set_fd(ssl.get(), socket.get());
    // One connection at a time: it may keep its buffers, and read several records at once.
    SSL_clear_mode(ssl.get(), SSL_MODE_RELEASE_BUFFERS);
    SSL_set_default_read_buffer_len(ssl.get(), 128 * 1024);
    if (accept_step(ssl.get()) != Progress::Moved) throw std::runtime_error("the handshake failed");
    std::array<unsigned char, bare_order_bytes> order{};
    read_all(ssl.get(), order);
    const std::uint64_t size = from_bare(std::span(order).last<bare_number_bytes>());
    const auto kind = static_cast<BareOrder>(order.front());
    if (kind == BareOrder::Put) return put(ssl.get(), size);
    get(ssl.get(), size, kind);
}

void BareFileServer::put(SSL* ssl, std::uint64_t size) const {
    const Descriptor file(open(file_.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600));
    std::vector<unsigned char> step(bare_step_bytes);
    net::Sha256 hash;
    for (std::uint64_t durable = 0; durable < size;) {
        const auto due = static_cast<std::size_t>(std::min<std::uint64_t>(step.size(), size - durable));
        for (std::size_t filled = 0; filled < due;) {
            const Moved moved = read_some(ssl, std::span(step).subspan(filled, due - filled));
            if (moved.progress != Progress::Moved) throw std::runtime_error("the client went away");
            // While it is in the processor's cache.
            hash.add(std::span(step).subspan(filled, moved.size));
            filled += moved.size;
        }
        require(
            pwrite(file.get(), step.data(), due, static_cast<off_t>(durable)) == static_cast<ssize_t>(due) &&
                fdatasync(file.get()) == 0,
            "the bare copy could not write");
        durable += due;
        write_all(ssl, to_bare(durable));
    }
    write_all(ssl, hash.finish());
}

void BareFileServer::get(SSL* ssl, std::uint64_t size, BareOrder order) const {
    const Descriptor file(open(file_.c_str(), O_RDONLY | O_CLOEXEC));
    std::vector<unsigned char> step(64 * 1024);
    net::Sha256 hash;
    for (std::uint64_t given = 0; given < size;) {
        const auto due = static_cast<std::size_t>(std::min<std::uint64_t>(step.size(), size - given));
        require(pread(file.get(), step.data(), due, static_cast<off_t>(given)) == static_cast<ssize_t>(due),
                "the bare copy could not read");
        if (order == BareOrder::Get) hash.add(std::span(step).first(due));
        write_all(ssl, std::span(step).first(due));
        given += due;
    }
    write_all(ssl, order == BareOrder::Get ? hash.finish() : net::Digest{});
}

}  // namespace crosstalk::bench
