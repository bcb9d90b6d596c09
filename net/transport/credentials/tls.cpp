#include "net/transport/credentials/tls.hpp"

#include <openssl/err.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include "net/transport/credentials/aes_hardware.hpp"
#include "net/transport/credentials/certificate.hpp"
#include "net/transport/credentials/credential_error.hpp"

namespace crosstalk::transport {
namespace {

// Our certificate takes about 350 bytes; the default would let a hostile server send 100 KB of them.
constexpr long max_certificate_bytes = 4096;

void require(bool done, const char* what) {
    if (!done)
        throw CredentialError(std::string("TLS could not be set up (") + what + "): " + take_openssl_error() +
                              ".");
}

/// The list of one name as it goes over the wire: its length, then the name (RFC 7301).
constexpr auto protocol_list = [] {
    std::array<unsigned char, application_protocol.size() + 1> list{};
    list[0] = static_cast<unsigned char>(application_protocol.size());
    std::copy(application_protocol.begin(), application_protocol.end(), list.begin() + 1);
    return list;
}();

int select_protocol(SSL*, const unsigned char** selected, unsigned char* selected_size,
                    const unsigned char* offered, unsigned int offered_size, void*) {
    unsigned char* match = nullptr;
    const int found = SSL_select_next_proto(&match, selected_size, protocol_list.data(), protocol_list.size(),
                                            offered, offered_size);
    if (found != OPENSSL_NPN_NEGOTIATED) return SSL_TLSEXT_ERR_ALERT_FATAL;
    *selected = match;
    return SSL_TLSEXT_ERR_OK;
}

/// OpenSSL asks select_protocol only when the client offered any; a client that offers none is turned away
/// here, before anything was computed for it.
int require_protocol_offer(SSL* ssl, int* alert, void*) {
    const unsigned char* offer = nullptr;
    std::size_t size = 0;
    if (SSL_client_hello_get0_ext(ssl, TLSEXT_TYPE_application_layer_protocol_negotiation, &offer, &size) ==
        1) {
        return SSL_CLIENT_HELLO_SUCCESS;
    }
    *alert = SSL_AD_NO_APPLICATION_PROTOCOL;
    return SSL_CLIENT_HELLO_ERROR;
}

/// No authority is asked: the caller compares the fingerprint.
int accept_any_chain(X509_STORE_CTX*, void*) {
    return 1;
}

bool protocol_agreed(const SSL* ssl) {
    const unsigned char* name = nullptr;
    unsigned int size = 0;
    SSL_get0_alpn_selected(ssl, &name, &size);
    return std::string_view(reinterpret_cast<const char*>(name), size) == application_protocol;
}

bool was_cut(unsigned long code) {
    return ERR_GET_LIB(code) == ERR_LIB_SYS ||
           (ERR_GET_LIB(code) == ERR_LIB_SSL && ERR_GET_REASON(code) == SSL_R_UNEXPECTED_EOF_WHILE_READING);
}

TlsState state_after(const SSL* ssl, int result) {
    switch (SSL_get_error(ssl, result)) {
        case SSL_ERROR_NONE:
            return TlsState::Done;
        case SSL_ERROR_WANT_READ:
            return TlsState::WantRead;
        case SSL_ERROR_WANT_WRITE:
            return TlsState::WantWrite;
        case SSL_ERROR_ZERO_RETURN:
            return TlsState::Closed;
        case SSL_ERROR_SYSCALL:
            return TlsState::Cut;
        default:
            return was_cut(ERR_peek_last_error()) ? TlsState::Cut : TlsState::Refused;
    }
}

}  // namespace

TlsContext::TlsContext(Role role) : role_(role) {
    prepare_openssl();
    context_.reset(SSL_CTX_new(role == Role::Server ? TLS_server_method() : TLS_client_method()));
    require(context_ != nullptr, "context");
    SSL_CTX* context = context_.get();

    require(SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION) == 1 &&
                SSL_CTX_set_max_proto_version(context, TLS1_3_VERSION) == 1,
            "version");
    require(SSL_CTX_set1_groups_list(context, "X25519:P-256") == 1, "groups");
    require(SSL_CTX_set1_sigalgs_list(context, "ECDSA+SHA256") == 1, "signatures");
    require(SSL_CTX_set_ciphersuites(
                context, has_aes_hardware() ? "TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256"
                                            : "TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256") == 1,
            "ciphers");

    SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                  SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_read_ahead(context, 1);
    SSL_CTX_set_max_cert_list(context, max_certificate_bytes);
    require(SSL_CTX_set_max_early_data(context, 0) == 1 && SSL_CTX_set_recv_max_early_data(context, 0) == 1,
            "0-RTT");
}

TlsContext TlsContext::for_server(const ServerCertificate& certificate) {
    TlsContext made(Role::Server);
    SSL_CTX* context = made.get();
    require(SSL_CTX_use_certificate(context, certificate.certificate()) == 1 &&
                SSL_CTX_use_PrivateKey(context, certificate.key()) == 1 &&
                SSL_CTX_check_private_key(context) == 1,
            "the server's key");
    require(SSL_CTX_set_num_tickets(context, 0) == 1, "tickets");
    SSL_CTX_set_options(context, SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
    SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nullptr);
    SSL_CTX_set_client_hello_cb(context, require_protocol_offer, nullptr);
    SSL_CTX_set_alpn_select_cb(context, select_protocol, nullptr);
    return made;
}

TlsContext TlsContext::for_client() {
    TlsContext made(Role::Client);
    SSL_CTX* context = made.get();
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_cert_verify_callback(context, accept_any_chain, nullptr);
    // This one function returns zero when all is well.
    require(SSL_CTX_set_alpn_protos(context, protocol_list.data(), protocol_list.size()) == 0, "protocol");
    return made;
}

SslHandle TlsContext::open(int socket) const {
    SslHandle ssl(SSL_new(context_.get()));
    require(ssl != nullptr && SSL_set_fd(ssl.get(), socket) == 1, "connection");
    if (role_ == Role::Server) {
        SSL_set_accept_state(ssl.get());
    } else {
        SSL_set_connect_state(ssl.get());
    }
    return ssl;
}

TlsStep handshake_step(SSL* ssl) {
    ERR_clear_error();
    const TlsState state = state_after(ssl, SSL_do_handshake(ssl));
    if (state == TlsState::Done && !protocol_agreed(ssl)) return {TlsState::Refused};
    return {state};
}

TlsStep read_step(SSL* ssl, std::span<std::uint8_t> into) {
    assert(!into.empty());
    ERR_clear_error();
    std::size_t size = 0;
    const int result = SSL_read_ex(ssl, into.data(), into.size(), &size);
    return {result == 1 ? TlsState::Done : state_after(ssl, result), size};
}

TlsStep write_step(SSL* ssl, std::span<const std::uint8_t> bytes) {
    assert(!bytes.empty());
    ERR_clear_error();
    std::size_t size = 0;
    const int result = SSL_write_ex(ssl, bytes.data(), bytes.size(), &size);
    return {result == 1 ? TlsState::Done : state_after(ssl, result), size};
}

TlsStep close_step(SSL* ssl) {
    ERR_clear_error();
    const int result = SSL_shutdown(ssl);
    // Zero: our goodbye is sent, the other one has not come yet. Nobody waits for it.
    return {result >= 0 ? TlsState::Done : state_after(ssl, result)};
}

std::string explain_tls_failure(SSL* ssl) {
    const unsigned long code = ERR_peek_last_error();
    const std::string technical = take_openssl_error();
    const int reason = ERR_GET_LIB(code) == ERR_LIB_SSL ? ERR_GET_REASON(code) : 0;
    if (code == 0 && SSL_is_init_finished(ssl) && !protocol_agreed(ssl)) {
        return "The other side speaks TLS but is not Crosstalk. Check address and port.";
    }
    switch (reason) {
        case SSL_R_WRONG_VERSION_NUMBER:
        case SSL_R_HTTP_REQUEST:
        case SSL_R_HTTPS_PROXY_REQUEST:
        case SSL_R_UNEXPECTED_MESSAGE:
        case SSL_R_BAD_RECORD_TYPE:
            return "The other side does not speak TLS, so it is not Crosstalk. Check address and port.";
        case SSL_R_UNSUPPORTED_PROTOCOL:
        case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
        case SSL_R_VERSION_TOO_LOW:
            return "The other side does not speak TLS 1.3. Check address and port, or update it.";
        case SSL_R_NO_APPLICATION_PROTOCOL:
        case SSL_R_TLSV1_ALERT_NO_APPLICATION_PROTOCOL:
        case SSL_R_CALLBACK_FAILED:
            return "The other side speaks TLS but is not Crosstalk, or a version of it that does not fit. "
                   "Check "
                   "address and port, and update the older one.";
        case SSL_R_NO_SUITABLE_KEY_SHARE:
        case SSL_R_NO_SUITABLE_GROUPS:
        case SSL_R_NO_SHARED_GROUPS:
        case SSL_R_NO_SHARED_CIPHER:
        case SSL_R_NO_SUITABLE_SIGNATURE_ALGORITHM:
        case SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE:
            return "The two sides have no encryption in common (" + technical +
                   "). Check address and port, and update the older one.";
        default:
            break;
    }
    return "The encrypted connection failed (" + technical +
           "). Try again; if it stays so, something between the two machines changes what they send.";
}

std::optional<Fingerprint> peer_fingerprint(const SSL* ssl) {
    if (SSL_is_init_finished(ssl) == 0) return std::nullopt;
    const X509* certificate = SSL_get0_peer_certificate(ssl);
    if (certificate == nullptr) return std::nullopt;
    return fingerprint_of(certificate);
}

ChannelBinding channel_binding(SSL* ssl) {
    constexpr std::string_view label = "EXPORTER-Channel-Binding";
    ERR_clear_error();
    ChannelBinding binding;
    const unsigned char no_context = 0;
    const bool done = SSL_is_init_finished(ssl) != 0 &&
                      SSL_export_keying_material(ssl, binding.bytes.data(), binding.bytes.size(),
                                                 label.data(), label.size(), &no_context, 0, 1) == 1;
    if (!done) {
        throw CredentialError("The connection has no channel binding before its handshake is complete: " +
                              take_openssl_error() + ".");
    }
    return binding;
}

}  // namespace crosstalk::transport
