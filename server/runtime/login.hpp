// The way from an encrypted connection to a known user: hellos, then a device's signature, or the passkey and a name.
// Nothing of the server's state but its name leaves before this is over.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "net/codec.hpp"
#include "net/transport/channel.hpp"
#include "net/transport/credentials/device_key.hpp"
#include "net/transport/credentials/guess_limiter.hpp"
#include "net/transport/credentials/passkey_exchange.hpp"
#include "net/transport/runtime.hpp"
#include "server/hub/hub.hpp"
#include "server/runtime/options.hpp"

namespace crosstalk::server {

// What a login may ask of the node. References stay valid as long as the session does.
struct LoginDesk {
    const NodeOptions& options;
    const hub::State& state;
    transport::GuessLimiter& guesses;
    transport::Runtime& runtime;
    // Appends CreateUser; the answer comes back through Login::registered().
    std::function<void(net::CreateUser)> create_user;
    // Whether somebody is being given that name right now.
    std::function<bool(const std::string& name_key)> is_being_taken;
};

// The connection is to be closed, with this told to the peer.
struct Dismissal {
    net::ErrorCode code = net::ErrorCode::BadFrame;
    std::string text;  // for people
    net::Milliseconds retry_after;
    std::uint32_t tries_left = 0;
    net::AfterGoodbye then = net::AfterGoodbye::Stay;
};

// The user is known: send Welcome.
struct LoggedIn {
    net::UserId user;
    net::DeviceId device;
};

// Wait for the next frame, or for registered().
struct Waiting {};

using LoginStep = std::variant<Waiting, LoggedIn, Dismissal>;

// Thread: the loop's.
class Login {
  public:
    Login(LoginDesk desk, transport::Peer peer, std::function<void(net::Bytes)> send);

    // `payload` as it came, for the hash of the hellos.
    LoginStep receive(const net::FromClient& message, std::span<const std::uint8_t> payload, net::Tag tag);
    // The answer to create_user().
    LoginStep registered(const net::Outcome& outcome);

    [[nodiscard]] const std::string& program() const { return program_; }

  private:
    enum class Stage : std::uint8_t { Hello, Proof, Confirmation, Name, Registering };

    LoginStep take(const net::Hello& hello, std::span<const std::uint8_t> payload, net::Tag tag);
    LoginStep take(const net::Authenticate& proof, net::Tag tag);
    LoginStep take(const net::PasskeyStart& start, net::Tag tag);
    LoginStep take(const net::PasskeyConfirm& confirm, net::Tag tag);
    LoginStep take(const net::Register& wish, net::Tag tag);

    LoginStep wrong_passkey();
    LoginStep take_next_free_name();
    [[nodiscard]] bool is_free(const std::string& name_key) const;
    [[nodiscard]] bool has_signed(const net::DeviceKey& device, const net::Signature& signature) const;
    void send_error(net::ErrorCode code, std::string text, net::Tag tag, std::string suggestion = {});

    LoginDesk desk_;
    transport::Peer peer_;
    std::function<void(net::Bytes)> send_;
    Stage stage_ = Stage::Hello;
    transport::HelloHash hellos_;
    std::optional<transport::ServerExchange> exchange_;
    int tries_left_ = 0;       // after the guess that is being made
    net::DeviceKey device_{};  // proved, once stage_ is Name
    std::string program_;
    net::Register wish_;  // what is being registered
    net::Tag wish_tag_;
    std::uint64_t next_number_ = 2;
};

}  // namespace crosstalk::server
