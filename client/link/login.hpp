// The client's way from an encrypted connection to Welcome: hellos, then the device's signature, or the passkey
// and a name. Sends the secret's proof only in an exchange that tells a stranger nothing, and takes no Welcome
// from a server that has not proved itself.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <variant>

#include "client/model/link_event.hpp"
#include "net/messages.hpp"
#include "net/transport/channel.hpp"
#include "net/transport/credentials/device_key.hpp"
#include "net/transport/credentials/passkey_exchange.hpp"

namespace crosstalk::link {

// With what a login is tried. Secrets wipe themselves.
struct LoginWish {
    std::string program;
    std::string name;
    bool any_number = false;
    transport::Secret passkey;       // as typed; empty if none was
    transport::Secret invite_token;  // comes before the passkey; empty if there is none
    transport::Secret code;          // makes this a device of the user who has it; empty if there is none
    bool pinned = false;             // the server's key is that of a server this device was let in by

    [[nodiscard]] bool has_secret() const { return !passkey.empty() || !invite_token.empty(); }
};

// Wait for the next frame.
struct Waiting {};
// It is over: try again later by itself, or not at all.
struct TryLater {
    std::string reason;
};
using LoginStep = std::variant<Waiting, net::Welcome, model::Refused, TryLater>;

// Thread: the loop's. One connection each.
class Login {
  public:
    using Send = std::function<void(net::Bytes)>;

    Login(LoginWish wish, transport::Peer peer, const transport::DeviceKey& key,
          const transport::FillRandom& random, Send send);

    void begin();
    // `payload` as it came, for the hash of the hellos.
    LoginStep receive(const net::FromServer& message, std::span<const std::uint8_t> payload);

    // True once the server has proved that it knows the secret: its key may be pinned.
    [[nodiscard]] bool proven() const { return proven_; }

  private:
    enum class Stage : std::uint8_t { Hello, Authenticating, Share, Confirming, Naming, Entering };

    LoginStep take(const net::ServerHello& hello, std::span<const std::uint8_t> payload);
    LoginStep take(const net::PasskeyReply& reply);
    LoginStep take(const net::Admitted& admitted);
    LoginStep take(const net::Welcome& welcome);
    LoginStep take(const net::Error& error);
    LoginStep take(const net::Goodbye& goodbye);

    LoginStep start_exchange();
    [[nodiscard]] net::Signature signature() const;

    LoginWish wish_;
    transport::Peer peer_;
    const transport::DeviceKey& key_;
    transport::FillRandom random_;
    Send send_;
    Stage stage_ = Stage::Hello;
    net::Bytes hello_payload_;
    transport::HelloHash hellos_;
    net::PasskeyKind passkey_kind_{};
    std::optional<transport::ClientExchange> exchange_;
    bool proven_ = false;
};

// What an Error tells a client that was never online before. Also for an Error that comes after login.
model::Refused refusal_of(const net::Error& error);

}  // namespace crosstalk::link
