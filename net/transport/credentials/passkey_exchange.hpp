// How a new device and a server prove to each other that they know the same passkey, without telling it to anybody who
// does not. Pure state machines: bytes in, bytes out.
//
//   client                                   server
//   share()              -- Ya ------------> receive(Ya)
//   receive(Yb)          <- Yb ------------
//                        -- confirmation --> verify(confirmation)
//   verify(confirmation) <- confirmation --
//
// CPace (cpace.hpp), the client being the initiator, with
//   PRS  length-prefixed: the secret's bytes, the fingerprint of the server's key
//   CI   length-prefixed: "crosstalk/1 client", "crosstalk/1 server"
//   sid  the channel binding of the TLS connection
//   ADa, ADb  the hash of both hellos
// and a confirmation is HMAC-SHA512 with the key ISK over length-prefixed: the role's name ("client", "server"), the
// transcript of both shares and their associated data. So whoever stands in the middle with another key or on two TLS
// connections fails even if both ends know the passkey, and gets one guess per exchange.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "net/transport/credentials/channel_binding.hpp"
#include "net/transport/credentials/cpace.hpp"
#include "net/transport/credentials/fingerprint.hpp"
#include "net/transport/credentials/outcome.hpp"
#include "net/transport/credentials/random.hpp"
#include "net/transport/credentials/secret.hpp"

namespace crosstalk::transport {

/// SHA-512 over both hellos, so that nobody can change what was negotiated before.
struct HelloHash {
    std::array<std::uint8_t, 64> bytes{};

    auto operator<=>(const HelloHash&) const = default;
};

struct ClientHelloBytes {
    Bytes bytes;
};
struct ServerHelloBytes {
    Bytes bytes;
};

/// The payloads of the two frames as they went over the wire.
HelloHash hash_of(ClientHelloBytes client, ServerHelloBytes server);

struct Confirmation {
    std::array<std::uint8_t, 64> bytes{};
};

/// What both ends must agree on. `secret` is Passkey::code() or an invite's token.
struct ExchangeTerms {
    Secret secret;
    Fingerprint server;
    ChannelBinding connection;
    HelloHash hellos;
};

enum class ExchangeFault {
    BadShare,           ///< Not an element of the group, or the neutral one: only an attacker sends these.
    WrongConfirmation,  ///< The other end knows another secret, or somebody stands in between. These look the same.
    OutOfOrder,         ///< A message that is not due, or any message after a fault.
};

/// For people at the client's end.
std::string explain(ExchangeFault fault);

// Both: one thread at a time; used for one exchange and dead after the first fault, so that one exchange never
// answers two guesses. Keys are wiped as soon as they have been used.

class ClientExchange {
  public:
    ClientExchange(ExchangeTerms terms, const FillRandom& random);

    const CpaceShare& share() const { return share_; }
    /// The server's share gives our confirmation.
    Outcome<Confirmation, ExchangeFault> receive(const CpaceShare& servers);
    /// True exactly once, if the server knows the secret and has the key whose fingerprint is in the terms.
    bool verify(const Confirmation& servers);

  private:
    enum class Stage { AwaitingShare, AwaitingConfirmation, Over };

    ExchangeTerms terms_;
    Secret scalar_;
    CpaceShare share_;
    Secret expected_;
    Stage stage_ = Stage::AwaitingShare;
};

class ServerExchange {
  public:
    ServerExchange(ExchangeTerms terms, const FillRandom& random);

    /// The client's share gives ours.
    Outcome<CpaceShare, ExchangeFault> receive(const CpaceShare& clients);
    /// The client's confirmation gives ours; only now is it known that the client knows the secret.
    Outcome<Confirmation, ExchangeFault> verify(const Confirmation& clients);

  private:
    enum class Stage { AwaitingShare, AwaitingConfirmation, Over };

    ExchangeTerms terms_;
    Secret scalar_;
    Secret expected_;
    Secret answer_;
    Stage stage_ = Stage::AwaitingShare;
};

}  // namespace crosstalk::transport
