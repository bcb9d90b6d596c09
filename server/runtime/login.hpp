// The way from an encrypted connection to a known user: hellos, then a device's signature, or a secret that admits and
// a name or a device code; for files there is only the signature. Nothing of the server's state but its name leaves
// before this is over.
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
#include "server/runtime/admission.hpp"
#include "server/runtime/device_codes.hpp"
#include "server/runtime/dismissal.hpp"
#include "server/runtime/options.hpp"

namespace crosstalk::server {

// What a login may ask of the node. References stay valid as long as the session does.
struct LoginDesk {
    const NodeOptions& options;
    const Admission& admission;
    const hub::State& state;
    transport::GuessLimiter& guesses;
    DeviceCodes& codes;
    transport::Runtime& runtime;
    // The time that an entry made now would have.
    std::function<net::Timestamp()> now;
    // Appends CreateUser or AddDevice; the answer comes back through Login::registered().
    std::function<void(net::Command)> append;
    // Whether somebody is being given that name right now.
    std::function<bool(const std::string& name_key)> is_being_taken;
};

// The user is known: send Welcome, or FilesReady.
struct LoggedIn {
    net::UserId user;
    net::DeviceId device;
    net::SessionId chat;  // that a file connection names as its own; 0: it is a chat itself
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
    // The answer to append().
    LoginStep registered(const net::Outcome& outcome);

    [[nodiscard]] const std::string& program() const { return program_; }

  private:
    enum class Stage : std::uint8_t { Hello, Proof, Confirmation, Name, Registering };

    LoginStep take(const net::Hello& hello, std::span<const std::uint8_t> payload, net::Tag tag);
    LoginStep take(const net::Authenticate& proof, net::Tag tag);
    LoginStep take(const net::PasskeyStart& start, net::Tag tag);
    LoginStep take(const net::PasskeyConfirm& confirm, net::Tag tag);
    LoginStep take(const net::Register& wish, net::Tag tag);

    LoginStep unknown_invite(std::uint64_t hint);
    LoginStep wrong_secret();
    LoginStep refuse_secret(const char* text);
    LoginStep take_name();
    LoginStep take_next_free_name();
    LoginStep take_code(const net::Register& wish, net::Tag tag);
    LoginStep create_user(const std::string& name, const std::string& name_key);
    [[nodiscard]] bool is_free(const std::string& name_key) const;
    LoginStep enter(const hub::DeviceRow& device) const;
    [[nodiscard]] bool is_for_files() const { return role_ == net::ConnectionRole::File; }
    [[nodiscard]] bool has_signed(const net::DeviceKey& device, const net::Signature& signature) const;
    void send_error(net::Error error, net::Tag tag);

    LoginDesk desk_;
    transport::Peer peer_;
    std::function<void(net::Bytes)> send_;
    Stage stage_ = Stage::Hello;
    transport::HelloHash hellos_;
    std::optional<transport::ServerExchange> exchange_;
    Admission::Key key_;  // what the device brings; the secret itself is in the exchange only
    bool brings_invite_ = false;
    int tries_left_ = 0;       // after the guess that is being made
    net::DeviceKey device_{};  // proved, once stage_ is Name
    net::ConnectionRole role_ = net::ConnectionRole::Chat;
    net::SessionId chat_;  // with the role File
    std::string program_;
    net::Register wish_;  // what is being registered
    net::Tag wish_tag_;
    std::uint64_t next_number_ = 2;
};

}  // namespace crosstalk::server
