#include "bench/bare/tls.hpp"

#include <openssl/err.h>

#include <stdexcept>

#include "net/transport/credentials/certificate.hpp"

namespace crosstalk::bench {

namespace {

void require(bool done, const char* what) {
    if (!done) throw std::runtime_error(std::string(what) + ": " + transport::take_openssl_error());
}

Progress progress_of(const SSL* ssl, int result) {
    switch (SSL_get_error(ssl, result)) {
        case SSL_ERROR_NONE:
            return Progress::Moved;
        case SSL_ERROR_WANT_READ:
            return Progress::WantRead;
        case SSL_ERROR_WANT_WRITE:
            return Progress::WantWrite;
        default:
            return Progress::Ended;
    }
}

}  // namespace

SslContextHandle make_bare_context() {
    transport::prepare_openssl();
    const auto certificate = transport::ServerCertificate::generate();
    SslContextHandle made(SSL_CTX_new(TLS_server_method()));
    SSL_CTX* context = made.get();
    require(context != nullptr && SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION) == 1 &&
                SSL_CTX_set_ciphersuites(context, "TLS_AES_128_GCM_SHA256") == 1 &&
                SSL_CTX_set1_groups_list(context, "X25519") == 1 && SSL_CTX_set_num_tickets(context, 0) == 1,
            "TLS could not be set up");
    require(SSL_CTX_use_certificate(context, certificate.certificate()) == 1 &&
                SSL_CTX_use_PrivateKey(context, certificate.key()) == 1,
            "the key could not be used");
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                  SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_read_ahead(context, 1);
    return made;
}

Progress accept_step(SSL* ssl) {
    ERR_clear_error();
    return progress_of(ssl, SSL_accept(ssl));
}

Moved read_some(SSL* ssl, std::span<unsigned char> into) {
    ERR_clear_error();
    Moved moved;
    moved.progress = progress_of(ssl, SSL_read_ex(ssl, into.data(), into.size(), &moved.size));
    return moved;
}

Moved write_some(SSL* ssl, std::span<const unsigned char> bytes) {
    ERR_clear_error();
    Moved moved;
    moved.progress = progress_of(ssl, SSL_write_ex(ssl, bytes.data(), bytes.size(), &moved.size));
    return moved;
}

}  // namespace crosstalk::bench
