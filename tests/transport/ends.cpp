#include "tests/transport/ends.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>

namespace crosstalk::transport::testing {

namespace {

constexpr net::Milliseconds patience{20'000};

std::span<const std::uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string text_of(std::span<const std::uint8_t> bytes) {
    return {bytes.begin(), bytes.end()};
}

}  // namespace

net::SharedFrame frame(std::uint16_t type, std::string_view payload) {
    net::Bytes bytes(net::frame_header_bytes + payload.size());
    net::write_header({.size = static_cast<std::uint32_t>(payload.size()), .type = type, .tag = {}},
                      std::span(bytes).first<net::frame_header_bytes>());
    std::copy(payload.begin(), payload.end(), bytes.begin() + net::frame_header_bytes);
    return std::make_shared<const net::Bytes>(std::move(bytes));
}

const ServerCertificate& shared_certificate() {
    static const ServerCertificate certificate = ServerCertificate::generate();
    return certificate;
}

void run_until(Loop& loop, const std::function<bool()>& done) {
    bool too_late = false;
    const LoopTimerId timer = loop.after(patience, [&] { too_late = true; });
    while (!done() && !too_late)
        loop.run_one();
    loop.cancel(timer);
    if (too_late) throw std::runtime_error("what was awaited did not happen");
}

void End::received(const net::FrameView& view) {
    ASSERT_FALSE(is_closed);
    if (on_frame) return on_frame(view);
    frames.push_back({view.header.type, text_of(view.payload)});
}

void End::closed(const std::string& why) {
    ASSERT_FALSE(is_closed);
    is_closed = true;
    reason = why;
    channel = nullptr;
}

Server::Server(Loop& loop, const net::Limits& with, const std::vector<Address>& addresses)
    : limits(with),
      listener(loop, TlsContext::for_server(shared_certificate()), limits,
               {.admit =
                    [this](const std::string& address) {
                        admitted.push_back(address);
                        return admits;
                    },
                .left = [this](const std::string&, const std::string& reason) { left.push_back(reason); },
                .opened = [this](Channel& channel, const Peer& peer) -> ChannelOwner* {
                    if (!wants_channels) return nullptr;
                    ends.push_back(std::make_unique<End>());
                    ends.back()->channel = &channel;
                    ends.back()->peer = peer;
                    if (on_open) on_open(*ends.back());
                    return ends.back().get();
                },
                .trouble = [this](const std::string& text) { troubles.push_back(text); }}),
      port(listener.listen(addresses)) {}

ChannelOwner* Client::opened(Channel& channel, const Peer& peer) {
    if (!wants_channel) return nullptr;
    end.channel = &channel;
    end.peer = peer;
    return &end;
}

RawPeer::RawPeer(std::uint16_t port, int receive_buffer)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (receive_buffer > 0)
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(port);
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&at), sizeof at), 0);
    ::fcntl(socket_, F_SETFL, O_NONBLOCK);
    const int yes = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    ssl_ = context_.open(socket_);
    // OpenSSL never sees the socket: bytes go through memory.
    SSL_set_bio(ssl_.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    BIO_set_mem_eof_return(SSL_get_rbio(ssl_.get()), -1);
    handshake_step(ssl_.get());
}

RawPeer::~RawPeer() {
    if (socket_ >= 0) ::close(socket_);
}

void RawPeer::send_raw(std::string_view bytes) {
    if (bytes.empty() || socket_ < 0) return;
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && (errno == EPIPE || errno == ECONNRESET)) return;
    ASSERT_EQ(sent, static_cast<ssize_t>(bytes.size()));
}

std::string RawPeer::take_outgoing() {
    char* data = nullptr;
    const long size = BIO_get_mem_data(SSL_get_wbio(ssl_.get()), &data);
    std::string bytes(data, static_cast<std::size_t>(size));
    static_cast<void>(BIO_reset(SSL_get_wbio(ssl_.get())));
    return bytes;
}

std::string RawPeer::encrypt(std::string_view plain) {
    while (!plain.empty()) {
        const TlsStep step = write_step(ssl_.get(), bytes_of(plain));
        EXPECT_EQ(step.state, TlsState::Done);
        if (step.state != TlsState::Done) break;
        plain.remove_prefix(step.size);
    }
    return take_outgoing();
}

void RawPeer::take_in(std::size_t at_most) {
    std::array<char, 16 * 1024> buffer;
    while (at_most > 0 && socket_ >= 0) {
        const ssize_t size = ::recv(socket_, buffer.data(), std::min(buffer.size(), at_most), 0);
        if (size < 0 && (errno == EAGAIN || errno == EINTR)) return;
        if (size <= 0) {
            closed_ = true;
            reset_ = size < 0;
            return;
        }
        at_most -= static_cast<std::size_t>(size);
        BIO_write(SSL_get_rbio(ssl_.get()), buffer.data(), static_cast<int>(size));
    }
}

bool RawPeer::step() {
    take_in(1024 * 1024);
    advance();
    if (!closed_) send_raw(take_outgoing());
    return !closed_;
}

void RawPeer::advance() {
    if (!handshake_done()) handshake_step(ssl_.get());
    std::array<std::uint8_t, 16 * 1024> buffer;
    while (handshake_done()) {
        const TlsStep step = read_step(ssl_.get(), buffer);
        closed_in_tls_ = closed_in_tls_ || step.state == TlsState::Closed;
        if (step.state != TlsState::Done) break;
        plain_.append(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(step.size));
    }
}

bool RawPeer::handshake_done() const {
    return SSL_is_init_finished(ssl_.get()) != 0;
}

ChannelBinding RawPeer::binding() const {
    return channel_binding(ssl_.get());
}

void RawPeer::reset() {
    const linger at_once{1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    ::close(socket_);
    socket_ = -1;
}

void run_until(Loop& loop, RawPeer& peer, const std::function<bool()>& done) {
    const net::Milliseconds start = loop.now();
    while (!done()) {
        loop.poll();
        peer.step();
        if (loop.now().value > start.value + patience.value)
            throw std::runtime_error("what was awaited did not happen");
    }
}

std::vector<End::Frame> frames_of(std::string_view stream) {
    net::FrameSplitter splitter(net::max_frame_bytes);
    splitter.append(bytes_of(stream));
    std::vector<End::Frame> frames;
    for (;;) {
        const net::FrameSplitter::Next next = splitter.next();
        const auto* view = std::get_if<net::FrameView>(&next);
        if (view == nullptr) break;
        frames.push_back({view->header.type, text_of(view->payload)});
    }
    EXPECT_FALSE(splitter.inside_frame()) << "the stream ends inside a frame";
    return frames;
}

}  // namespace crosstalk::transport::testing
