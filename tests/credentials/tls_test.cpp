#include "net/transport/credentials/tls.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/err.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "net/transport/credentials/certificate.hpp"
#include "net/transport/credentials/credential_error.hpp"

namespace crosstalk::transport {
namespace {

using ::testing::HasSubstr;

/// Two connected non-blocking sockets.
class Sockets {
  public:
    Sockets() {
        // As every process that uses these connections must: OpenSSL answers a cut with an alert.
        std::signal(SIGPIPE, SIG_IGN);
        EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends_), 0);
    }
    Sockets(const Sockets&) = delete;
    Sockets& operator=(const Sockets&) = delete;
    ~Sockets() {
        cut_client();
        ::close(ends_[0]);
    }
    int server() const { return ends_[0]; }
    int client() const { return ends_[1]; }
    void cut_client() {
        if (ends_[1] >= 0) ::close(ends_[1]);
        ends_[1] = -1;
    }

  private:
    int ends_[2] = {-1, -1};
};

const ServerCertificate& shared_certificate() {
    static const ServerCertificate certificate = ServerCertificate::generate();
    return certificate;
}

struct Outcome {
    TlsState server = TlsState::WantRead;
    TlsState client = TlsState::WantRead;
    std::string server_text;
    std::string client_text;
};

bool is_final(TlsState state) {
    return state != TlsState::WantRead && state != TlsState::WantWrite;
}

/// Lets both ends take turns until both have an end, or until neither can go on.
Outcome shake_hands(SSL* server, SSL* client) {
    Outcome outcome;
    constexpr int more_turns_than_any_handshake_takes = 20;
    for (int turn = 0; turn < more_turns_than_any_handshake_takes; ++turn) {
        if (!is_final(outcome.client)) {
            outcome.client = handshake_step(client).state;
            if (outcome.client == TlsState::Refused) outcome.client_text = explain_tls_failure(client);
        }
        if (!is_final(outcome.server)) {
            outcome.server = handshake_step(server).state;
            if (outcome.server == TlsState::Refused) outcome.server_text = explain_tls_failure(server);
        }
    }
    return outcome;
}

/// One established connection of ours, as most tests want it.
struct Connection {
    Sockets sockets;
    TlsContext server_context = TlsContext::for_server(shared_certificate());
    TlsContext client_context = TlsContext::for_client();
    SslHandle server = server_context.open(sockets.server());
    SslHandle client = client_context.open(sockets.client());
    Outcome outcome = shake_hands(server.get(), client.get());
};

std::span<const std::uint8_t> bytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

TEST(Tls, both_ends_finish_and_agree_on_tls13_with_x25519) {
    const Connection connection;
    ASSERT_EQ(connection.outcome.server, TlsState::Done);
    ASSERT_EQ(connection.outcome.client, TlsState::Done);
    EXPECT_STREQ(SSL_get_version(connection.client.get()), "TLSv1.3");
    EXPECT_EQ(SSL_get_negotiated_group(connection.client.get()), NID_X25519);
}

TEST(Tls, the_client_learns_the_fingerprint_of_the_server_it_talks_to) {
    const Connection connection;
    EXPECT_EQ(peer_fingerprint(connection.client.get()), shared_certificate().fingerprint());
    EXPECT_EQ(peer_fingerprint(connection.server.get()), std::nullopt) << "clients have no certificates";
}

TEST(Tls, there_is_no_fingerprint_and_no_binding_before_the_handshake_is_complete) {
    const Sockets sockets;
    const SslHandle client = TlsContext::for_client().open(sockets.client());
    EXPECT_EQ(handshake_step(client.get()).state, TlsState::WantRead);
    EXPECT_EQ(peer_fingerprint(client.get()), std::nullopt);
    EXPECT_THROW(channel_binding(client.get()), CredentialError);
}

TEST(Tls, the_channel_binding_is_equal_at_both_ends_and_different_for_each_connection) {
    const Connection one;
    const Connection other;
    EXPECT_EQ(channel_binding(one.server.get()), channel_binding(one.client.get()));
    EXPECT_NE(channel_binding(one.client.get()), channel_binding(other.client.get()));
    EXPECT_NE(channel_binding(one.client.get()), ChannelBinding{});
}

TEST(Tls, the_channel_binding_is_the_one_of_rfc_9266) {
    const Connection connection;
    ChannelBinding expected;
    ASSERT_EQ(
        SSL_export_keying_material(connection.client.get(), expected.bytes.data(), expected.bytes.size(),
                                   "EXPORTER-Channel-Binding", 24, nullptr, 0, 0),
        1);
    EXPECT_EQ(channel_binding(connection.server.get()), expected);
}

TEST(Tls, the_cipher_follows_the_client_when_the_server_has_aes) {
    Sockets sockets;
    const TlsContext server_context = TlsContext::for_server(shared_certificate());
    const TlsContext client_context = TlsContext::for_client();
    ASSERT_EQ(
        SSL_CTX_set_ciphersuites(client_context.get(), "TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256"),
        1);
    const SslHandle server = server_context.open(sockets.server());
    const SslHandle client = client_context.open(sockets.client());
    ASSERT_EQ(shake_hands(server.get(), client.get()).client, TlsState::Done);
    EXPECT_STREQ(SSL_get_cipher_name(client.get()), "TLS_CHACHA20_POLY1305_SHA256");
}

TEST(Tls, text_arrives_and_then_the_reader_is_told_to_wait) {
    const Connection connection;
    EXPECT_EQ(write_step(connection.client.get(), bytes("hello")).size, 5u);
    std::uint8_t buffer[64] = {};
    const TlsStep step = read_step(connection.server.get(), buffer);
    EXPECT_EQ(step.state, TlsState::Done);
    EXPECT_EQ(std::string_view(reinterpret_cast<const char*>(buffer), step.size), "hello");
    EXPECT_EQ(read_step(connection.server.get(), buffer).state, TlsState::WantRead);
}

TEST(Tls, no_ticket_and_no_session_to_resume_reaches_the_client) {
    const Connection connection;
    write_step(connection.server.get(), bytes("hello"));
    std::uint8_t buffer[64] = {};
    ASSERT_EQ(read_step(connection.client.get(), buffer).state, TlsState::Done);
    EXPECT_EQ(SSL_SESSION_is_resumable(SSL_get0_session(connection.client.get())), 0);
    EXPECT_EQ(SSL_get_num_tickets(connection.server.get()), 0u);
}

TEST(Tls, a_full_socket_asks_to_wait_and_the_write_goes_on_from_another_address) {
    Connection connection;
    const std::string sent(4 * 1024 * 1024, 'x');
    std::string received;
    std::size_t written = 0;
    bool blocked = false;
    std::vector<std::uint8_t> buffer(64 * 1024);
    while (received.size() < sent.size()) {
        while (written < sent.size()) {
            const std::string moved = sent.substr(written, 100'000);
            const TlsStep step = write_step(connection.server.get(), bytes(moved));
            if (step.state == TlsState::WantWrite) {
                blocked = true;
                break;
            }
            ASSERT_EQ(step.state, TlsState::Done);
            ASSERT_GT(step.size, 0u);
            written += step.size;
        }
        for (;;) {
            const TlsStep step = read_step(connection.client.get(), buffer);
            if (step.state == TlsState::WantRead) break;
            ASSERT_EQ(step.state, TlsState::Done);
            received.append(reinterpret_cast<const char*>(buffer.data()), step.size);
        }
    }
    EXPECT_TRUE(blocked);
    EXPECT_EQ(received, sent);
}

TEST(Tls, a_goodbye_and_a_cut_are_told_apart) {
    std::uint8_t buffer[16] = {};
    const Connection polite;
    EXPECT_EQ(close_step(polite.client.get()).state, TlsState::Done);
    EXPECT_EQ(read_step(polite.server.get(), buffer).state, TlsState::Closed);

    Connection rude;
    rude.sockets.cut_client();
    EXPECT_EQ(read_step(rude.server.get(), buffer).state, TlsState::Cut);
}

TEST(Tls, a_connection_cut_during_the_handshake_is_cut) {
    Sockets sockets;
    const TlsContext context = TlsContext::for_server(shared_certificate());
    const SslHandle server = context.open(sockets.server());
    sockets.cut_client();
    EXPECT_EQ(handshake_step(server.get()).state, TlsState::Cut);
}

TEST(Tls, every_changed_byte_of_an_encrypted_record_is_refused) {
    constexpr std::size_t header_bytes = 5;
    for (std::size_t position = 0; position < header_bytes + 5 + 17; ++position) {
        SCOPED_TRACE(position);
        const Connection connection;
        ASSERT_EQ(write_step(connection.client.get(), bytes("hello")).state, TlsState::Done);
        std::vector<std::uint8_t> record(256);
        const ssize_t size = ::recv(connection.sockets.server(), record.data(), record.size(), 0);
        ASSERT_EQ(size, static_cast<ssize_t>(header_bytes + 5 + 17));
        record.resize(static_cast<std::size_t>(size));
        record[position] ^= 0x01;
        ASSERT_EQ(::send(connection.sockets.client(), record.data(), record.size(), 0), size);
        std::uint8_t buffer[64] = {};
        const TlsState state = read_step(connection.server.get(), buffer).state;
        // A longer length makes the reader wait for bytes that never come; all else is refused at once.
        EXPECT_TRUE(state == TlsState::Refused ||
                    (state == TlsState::WantRead && (position == 3 || position == 4)))
            << static_cast<int>(state);
    }
}

using Change = std::function<void(SSL_CTX*)>;

/// A stranger's client against our server.
Outcome with_changed_client(const Change& change) {
    const Sockets sockets;
    const TlsContext server_context = TlsContext::for_server(shared_certificate());
    const SslContextHandle client_context(SSL_CTX_new(TLS_client_method()));
    const unsigned char protocols[] =
        "\x0b"
        "crosstalk/1";
    SSL_CTX_set_alpn_protos(client_context.get(), protocols, sizeof protocols - 1);
    change(client_context.get());
    const SslHandle server = server_context.open(sockets.server());
    const SslHandle client(SSL_new(client_context.get()));
    SSL_set_fd(client.get(), sockets.client());
    SSL_set_connect_state(client.get());
    return shake_hands(server.get(), client.get());
}

/// Our client against a stranger's server.
Outcome with_changed_server(X509* certificate, EVP_PKEY* key, const Change& change) {
    const Sockets sockets;
    const TlsContext client_context = TlsContext::for_client();
    const SslContextHandle server_context(SSL_CTX_new(TLS_server_method()));
    SSL_CTX_use_certificate(server_context.get(), certificate);
    SSL_CTX_use_PrivateKey(server_context.get(), key);
    change(server_context.get());
    const SslHandle client = client_context.open(sockets.client());
    const SslHandle server(SSL_new(server_context.get()));
    SSL_set_fd(server.get(), sockets.server());
    SSL_set_accept_state(server.get());
    return shake_hands(server.get(), client.get());
}

int agree_to_anything(SSL*, const unsigned char** selected, unsigned char* size, const unsigned char* offered,
                      unsigned int, void*) {
    *size = offered[0];
    *selected = offered + 1;
    return SSL_TLSEXT_ERR_OK;
}

TEST(Tls, an_ordinary_client_with_our_protocol_name_gets_in) {
    EXPECT_EQ(with_changed_client([](SSL_CTX*) {}).server, TlsState::Done);
}

TEST(Tls, the_server_refuses_tls_1_2) {
    const Outcome outcome =
        with_changed_client([](SSL_CTX* context) { SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION); });
    EXPECT_EQ(outcome.server, TlsState::Refused);
    EXPECT_THAT(outcome.server_text, HasSubstr("TLS 1.3"));
}

TEST(Tls, the_client_refuses_tls_1_2) {
    const Outcome outcome = with_changed_server(
        shared_certificate().certificate(), shared_certificate().key(), [](SSL_CTX* context) {
            SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION);
            SSL_CTX_set_alpn_select_cb(context, agree_to_anything, nullptr);
        });
    EXPECT_EQ(outcome.client, TlsState::Refused);
    EXPECT_THAT(outcome.client_text, HasSubstr("TLS 1.3"));
}

TEST(Tls, the_server_refuses_the_groups_that_cost_much) {
    for (const char* group : {"ffdhe2048", "ffdhe8192", "P-384", "P-521", "X448"}) {
        SCOPED_TRACE(group);
        const Outcome outcome = with_changed_client(
            [group](SSL_CTX* context) { ASSERT_EQ(SSL_CTX_set1_groups_list(context, group), 1); });
        EXPECT_EQ(outcome.server, TlsState::Refused);
        EXPECT_THAT(outcome.server_text, HasSubstr("no encryption in common"));
    }
}

TEST(Tls, the_client_refuses_the_groups_that_cost_much) {
    const Outcome outcome = with_changed_server(
        shared_certificate().certificate(), shared_certificate().key(), [](SSL_CTX* context) {
            ASSERT_EQ(SSL_CTX_set1_groups_list(context, "ffdhe8192"), 1);
            SSL_CTX_set_alpn_select_cb(context, agree_to_anything, nullptr);
        });
    EXPECT_NE(outcome.client, TlsState::Done);
}

TEST(Tls, a_client_with_p256_only_is_served) {
    EXPECT_EQ(
        with_changed_client([](SSL_CTX* context) { SSL_CTX_set1_groups_list(context, "P-256"); }).server,
        TlsState::Done);
}

TEST(Tls, the_server_refuses_another_protocol_name_and_none) {
    const Outcome other = with_changed_client([](SSL_CTX* context) {
        const unsigned char web[] = "\x02h2";
        SSL_CTX_set_alpn_protos(context, web, sizeof web - 1);
    });
    EXPECT_EQ(other.server, TlsState::Refused);
    EXPECT_THAT(other.server_text, HasSubstr("not Crosstalk"));

    const Outcome none =
        with_changed_client([](SSL_CTX* context) { SSL_CTX_set_alpn_protos(context, nullptr, 0); });
    EXPECT_EQ(none.server, TlsState::Refused);
    EXPECT_THAT(none.server_text, HasSubstr("not Crosstalk"));
    EXPECT_THAT(none.client_text, HasSubstr("a version of it that does not fit"))
        << "turned away by an alert, not after a complete handshake";
}

TEST(Tls, the_client_refuses_a_server_that_ignores_the_protocol_name) {
    const Outcome outcome =
        with_changed_server(shared_certificate().certificate(), shared_certificate().key(), [](SSL_CTX*) {});
    EXPECT_EQ(outcome.client, TlsState::Refused);
    EXPECT_THAT(outcome.client_text, HasSubstr("not Crosstalk"));
}

TEST(Tls, the_client_is_told_by_our_server_that_the_protocol_name_does_not_fit) {
    const Sockets sockets;
    const TlsContext server_context = TlsContext::for_server(shared_certificate());
    const TlsContext client_context = TlsContext::for_client();
    const unsigned char future[] =
        "\x0b"
        "crosstalk/9";
    SSL_CTX_set_alpn_protos(client_context.get(), future, sizeof future - 1);
    const SslHandle server = server_context.open(sockets.server());
    const SslHandle client = client_context.open(sockets.client());
    const Outcome outcome = shake_hands(server.get(), client.get());
    EXPECT_EQ(outcome.client, TlsState::Refused);
    EXPECT_THAT(outcome.client_text, HasSubstr("a version of it that does not fit"));
}

TEST(Tls, the_client_refuses_a_key_of_another_kind) {
    const KeyHandle key(EVP_RSA_gen(2048));
    const CertificateHandle certificate(X509_dup(shared_certificate().certificate()));
    ASSERT_EQ(X509_set_pubkey(certificate.get(), key.get()), 1);
    ASSERT_GT(X509_sign(certificate.get(), key.get(), EVP_sha256()), 0);
    const Outcome outcome = with_changed_server(certificate.get(), key.get(), [](SSL_CTX* context) {
        SSL_CTX_set_alpn_select_cb(context, agree_to_anything, nullptr);
    });
    EXPECT_NE(outcome.client, TlsState::Done);
    EXPECT_NE(outcome.server, TlsState::Done);
}

TEST(Tls, a_server_that_does_not_speak_tls_is_named_as_such) {
    const Sockets sockets;
    const SslHandle client = TlsContext::for_client().open(sockets.client());
    ASSERT_EQ(handshake_step(client.get()).state, TlsState::WantRead);
    const std::string answer = "HTTP/1.1 400 Bad Request\r\n\r\n";
    ASSERT_EQ(::send(sockets.server(), answer.data(), answer.size(), 0), static_cast<ssize_t>(answer.size()));
    ASSERT_EQ(handshake_step(client.get()).state, TlsState::Refused);
    EXPECT_THAT(explain_tls_failure(client.get()), HasSubstr("does not speak TLS"));
}

TEST(Tls, garbage_that_begins_like_tls_is_refused_without_a_crash) {
    const TlsContext context = TlsContext::for_server(shared_certificate());
    for (int seed = 0; seed < 64; ++seed) {
        const Sockets sockets;
        const SslHandle server = context.open(sockets.server());
        std::string record = {0x16, 0x03, 0x01, 0x00, 0x40};
        for (int i = 0; i < 0x40; ++i)
            record += static_cast<char>(seed * 31 + i * (seed + 7));
        ASSERT_EQ(::send(sockets.client(), record.data(), record.size(), 0),
                  static_cast<ssize_t>(record.size()));
        const TlsState state = handshake_step(server.get()).state;
        EXPECT_TRUE(state == TlsState::Refused || state == TlsState::WantRead);
        if (state == TlsState::WantRead) continue;
        EXPECT_FALSE(explain_tls_failure(server.get()).empty());
    }
}

}  // namespace
}  // namespace crosstalk::transport
