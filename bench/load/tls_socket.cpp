#include "bench/load/tls_socket.hpp"

#include <openssl/err.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace crosstalk::bench {

namespace {

// What one read takes from the socket at most: two records.
constexpr std::size_t read_bytes = 33 * 1024;

void require(bool done, const char* what) {
    if (!done) throw std::runtime_error(std::string(what) + ": " + transport::take_openssl_error());
}

int write_to_socket(BIO* bio, const char* bytes, int size) {
    BIO_clear_retry_flags(bio);
    const auto* socket = static_cast<TlsSocket*>(BIO_get_data(bio));
    const auto sent = send(socket->descriptor(), bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL);
    if (sent < 0 && errno == EAGAIN) BIO_set_retry_write(bio);
    return static_cast<int>(sent);
}

long control(BIO*, int command, long, void*) {
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

}  // namespace

transport::SslContextHandle make_client_context(std::string_view application_protocol) {
    transport::prepare_openssl();
    transport::SslContextHandle made(SSL_CTX_new(TLS_client_method()));
    SSL_CTX* context = made.get();
    require(context != nullptr && SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION) == 1 &&
                SSL_CTX_set_ciphersuites(context, "TLS_AES_128_GCM_SHA256") == 1 &&
                SSL_CTX_set1_groups_list(context, "X25519") == 1,
            "TLS could not be set up");
    SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nullptr);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                  SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_read_ahead(context, 1);
    SSL_CTX_set_default_read_buffer_len(context, read_bytes);
    if (application_protocol.empty()) return made;
    std::string list(1, static_cast<char>(application_protocol.size()));
    list += application_protocol;
    require(SSL_CTX_set_alpn_protos(context, reinterpret_cast<const unsigned char*>(list.data()),
                                    static_cast<unsigned>(list.size())) == 0,
            "the application protocol could not be set");
    return made;
}

BIO_METHOD* TlsSocket::method() {
    static BIO_METHOD* const made = [] {
        BIO_METHOD* method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "stamped socket");
        BIO_meth_set_read(method, [](BIO* bio, char* into, int size) {
            BIO_clear_retry_flags(bio);
            const int got =
                static_cast<TlsSocket*>(BIO_get_data(bio))
                    ->receive({reinterpret_cast<std::uint8_t*>(into), static_cast<std::size_t>(size)});
            if (got < 0 && errno == EAGAIN) BIO_set_retry_read(bio);
            return got;
        });
        BIO_meth_set_write(method, write_to_socket);
        BIO_meth_set_ctrl(method, control);
        return method;
    }();
    return made;
}

TlsSocket::TlsSocket(int socket, Stamps stamps) : socket_(socket), stamps_(stamps) {
    if (stamps_ != Stamps::Kernel) return;
    const int yes = 1;
    if (setsockopt(socket_, SOL_SOCKET, SO_TIMESTAMPNS, &yes, sizeof yes) != 0) stamps_ = Stamps::TimeOfRead;
}

TlsSocket::~TlsSocket() {
    close(socket_);
}

bool TlsSocket::has_failed() const {
    int error = 0;
    socklen_t size = sizeof error;
    return getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0;
}

std::string TlsSocket::read_clear() {
    std::array<char, 4096> bytes{};
    const auto got = recv(socket_, bytes.data(), bytes.size(), 0);
    return got > 0 ? std::string(bytes.data(), static_cast<std::size_t>(got)) : std::string();
}

int TlsSocket::receive(std::span<std::uint8_t> into) {
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(timespec))> control_bytes{};
    iovec part{into.data(), into.size()};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    if (stamps_ == Stamps::Kernel) {
        message.msg_control = control_bytes.data();
        message.msg_controllen = control_bytes.size();
    }
    const auto got = recvmsg(socket_, &message, 0);
    emptied_ = got < static_cast<ssize_t>(into.size());
    if (got <= 0) return static_cast<int>(got);
    if (stamps_ == Stamps::TimeOfRead) return static_cast<int>(got);
    for (cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr;
         header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_TIMESTAMPNS) continue;
        timespec time{};
        std::memcpy(&time, CMSG_DATA(header), sizeof time);
        arrival_ = instant_of(time);
        return static_cast<int>(got);
    }
    arrival_ = now();
    return static_cast<int>(got);
}

TlsSocket::State TlsSocket::state_of(int result) const {
    switch (SSL_get_error(ssl_.get(), result)) {
        case SSL_ERROR_NONE:
            return State::Done;
        case SSL_ERROR_WANT_READ:
            return State::WantRead;
        case SSL_ERROR_WANT_WRITE:
            return State::WantWrite;
        default:
            return State::Ended;
    }
}

TlsSocket::State TlsSocket::shake_hands(SSL_CTX* context) {
    if (!ssl_) {
        ssl_.reset(SSL_new(context));
        BIO* bio = BIO_new(method());
        BIO_set_data(bio, this);
        BIO_set_init(bio, 1);
        SSL_set_bio(ssl_.get(), bio, bio);
    }
    ERR_clear_error();
    return state_of(SSL_connect(ssl_.get()));
}

TlsSocket::State TlsSocket::read(std::span<std::uint8_t> into, std::size_t& size) {
    ERR_clear_error();
    size = 0;
    const int result = SSL_read_ex(ssl_.get(), into.data(), into.size(), &size);
    if (stamps_ == Stamps::TimeOfRead) arrival_ = now();
    return state_of(result);
}

bool TlsSocket::is_dry() const {
    return emptied_ && SSL_has_pending(ssl_.get()) == 0;
}

TlsSocket::State TlsSocket::write(std::span<const std::uint8_t> bytes, std::size_t& size) {
    ERR_clear_error();
    size = 0;
    return state_of(SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &size));
}

}  // namespace crosstalk::bench
