#include "server/runtime/login.hpp"

#include <algorithm>

#include "net/text/names.hpp"
#include "server/runtime/guesser.hpp"

namespace crosstalk::server {

namespace {

Dismissal out_of_turn() {
    return {.code = net::ErrorCode::BadFrame,
            .text = "This client sent something that is not due during login. Update it, or report this.",
            .retry_after = {},
            .then = net::AfterGoodbye::Stay};
}

// A name that is free but for the number: how far to look before giving up.
constexpr std::uint64_t max_number = 100'000;

net::PasskeyKind kind_of(const transport::Passkey& passkey) {
    return passkey.kind() == transport::PasskeyKind::Generated ? net::PasskeyKind::Generated
                                                               : net::PasskeyKind::Chosen;
}

}  // namespace

Login::Login(LoginDesk desk, transport::Peer peer, std::function<void(net::Bytes)> send)
    : desk_(std::move(desk)), peer_(std::move(peer)), send_(std::move(send)) {}

LoginStep Login::receive(const net::FromClient& message, std::span<const std::uint8_t> payload,
                         net::Tag tag) {
    return std::visit(
        [&]<class M>(const M& known) -> LoginStep {
            if constexpr (std::is_same_v<M, net::Hello>) {
                return take(known, payload, tag);
            } else if constexpr (requires { take(known, tag); }) {
                return take(known, tag);
            } else {
                return out_of_turn();
            }
        },
        message);
}

LoginStep Login::take(const net::Hello& hello, std::span<const std::uint8_t> payload, net::Tag tag) {
    if (stage_ != Stage::Hello) return out_of_turn();
    if (hello.min_version > net::protocol_version || hello.max_version < net::protocol_version) {
        return Dismissal{.code = net::ErrorCode::Version,
                         .text = hello.min_version > net::protocol_version
                                     ? "This server is older than your program. Update the server."
                                     : "This server needs a newer program. Update yours.",
                         .retry_after = {}};
    }
    if (hello.role != net::ConnectionRole::Chat) {
        return Dismissal{.code = net::ErrorCode::Version,
                         .text = "This server has no file transfer. Update the server.",
                         .retry_after = {}};
    }
    program_ = hello.program;
    const net::Bytes answer = net::encode(net::ServerHello{.version = net::protocol_version,
                                                           .features = 0,
                                                           .passkey_kind = kind_of(desk_.options.passkey),
                                                           .name = desk_.options.name},
                                          tag);
    hellos_ = transport::hash_of({payload}, {std::span(answer).subspan(net::frame_header_bytes)});
    send_(answer);
    stage_ = Stage::Proof;
    return Waiting{};
}

LoginStep Login::take(const net::Authenticate& proof, net::Tag tag) {
    if (stage_ != Stage::Proof) return out_of_turn();
    if (!has_signed(proof.device, proof.signature)) return out_of_turn();
    const hub::Device* device = desk_.state.device(proof.device);
    if (device == nullptr) {
        send_error(net::ErrorCode::UnknownDevice,
                   "This server does not know this device yet. Enter the passkey that the server shows.",
                   tag);
        return Waiting{};
    }
    return LoggedIn{device->row.user, device->row.id};
}

LoginStep Login::take(const net::PasskeyStart& start, net::Tag tag) {
    if (stage_ != Stage::Proof) return out_of_turn();
    const auto guess =
        desk_.guesses.begin(guesser(peer_.address), std::chrono::milliseconds(desk_.runtime.steady().value));
    if (!guess.allowed) {
        return Dismissal{.code = net::ErrorCode::TooManyGuesses,
                         .text = "Too many wrong passkeys from your address. Wait, then enter the right one.",
                         .retry_after = {guess.wait.count()}};
    }
    tries_left_ = guess.tries_left;
    const bool is_invite = start.secret == net::SecretKind::Invite;
    // Nobody may come in with the empty token of a server that has no invite.
    if (is_invite && desk_.options.invite_token.empty()) return wrong_passkey();
    exchange_.emplace(transport::ExchangeTerms{.secret = is_invite ? desk_.options.invite_token
                                                                   : desk_.options.passkey.code(),
                                               .server = peer_.server,
                                               .connection = peer_.binding,
                                               .hellos = hellos_},
                      [this](std::span<std::uint8_t> out) { desk_.runtime.random(out); });
    const auto share = exchange_->receive(transport::CpaceShare{start.point});
    if (!share) return wrong_passkey();
    send_(net::encode(net::PasskeyReply{share->bytes}, tag));
    stage_ = Stage::Confirmation;
    return Waiting{};
}

LoginStep Login::take(const net::PasskeyConfirm& confirm, net::Tag tag) {
    if (stage_ != Stage::Confirmation) return out_of_turn();
    const auto answer = exchange_->verify(transport::Confirmation{confirm.confirmation});
    if (!answer) return wrong_passkey();
    if (!has_signed(confirm.device, confirm.signature)) return out_of_turn();
    desk_.guesses.succeeded(guesser(peer_.address));
    exchange_.reset();
    const hub::Device* known = desk_.state.device(confirm.device);
    send_(net::encode(net::Admitted{answer->bytes, known != nullptr}, tag));
    if (known != nullptr) return LoggedIn{known->row.user, known->row.id};
    device_ = confirm.device;
    stage_ = Stage::Name;
    return Waiting{};
}

LoginStep Login::take(const net::Register& wish, net::Tag tag) {
    if (stage_ != Stage::Name) return out_of_turn();
    wish_ = wish;
    wish_tag_ = tag;
    const auto made = text::make_name(wish.name);
    if (const auto* fault = std::get_if<text::NameFault>(&made)) {
        send_error(net::ErrorCode::NameInvalid, explain(*fault, wish.name), tag);
        return Waiting{};
    }
    const auto& name = std::get<text::Name>(made);
    if (is_free(name.key)) {
        stage_ = Stage::Registering;
        desk_.create_user({name.display, name.key, device_});
        return Waiting{};
    }
    if (wish.any_number) return take_next_free_name();
    std::string suggestion;
    for (std::uint64_t number = 2; number < 100 && suggestion.empty(); ++number) {
        const std::string candidate = text::numbered_name(name.display, number);
        if (is_free(text::name_key(candidate))) suggestion = candidate;
    }
    send_error(net::ErrorCode::NameTaken,
               "Somebody here has this name, or one that looks like it. Choose another.", tag, suggestion);
    return Waiting{};
}

LoginStep Login::take_next_free_name() {
    const auto base = std::get<text::Name>(text::make_name(wish_.name));
    for (; next_number_ < max_number; ++next_number_) {
        const std::string candidate = text::numbered_name(base.display, next_number_);
        const std::string key = text::name_key(candidate);
        if (!is_free(key)) continue;
        ++next_number_;
        stage_ = Stage::Registering;
        desk_.create_user({candidate, key, device_});
        return Waiting{};
    }
    stage_ = Stage::Name;
    send_error(net::ErrorCode::NameTaken, "No numbered form of this name is free. Choose another name.",
               wish_tag_);
    return Waiting{};
}

LoginStep Login::registered(const net::Outcome& outcome) {
    if (const hub::Device* device = desk_.state.device(device_))
        return LoggedIn{device->row.user, device->row.id};
    stage_ = Stage::Name;
    if (outcome.status == net::Status::NameTaken && wish_.any_number) return take_next_free_name();
    send_error(net::ErrorCode::NameTaken,
               "Somebody took this name a moment ago, or one that looks like it. Choose another.", wish_tag_);
    return Waiting{};
}

LoginStep Login::wrong_passkey() {
    exchange_.reset();
    return Dismissal{.code = net::ErrorCode::Passkey,
                     .text = "Wrong passkey. Enter the one that the server shows; it changes at each start.",
                     .retry_after = {},
                     .tries_left = static_cast<std::uint32_t>(tries_left_)};
}

bool Login::is_free(const std::string& name_key) const {
    return !desk_.state.users_by_name_key.contains(name_key) && !desk_.is_being_taken(name_key);
}

bool Login::has_signed(const net::DeviceKey& device, const net::Signature& signature) const {
    const transport::LoginTerms terms{transport::LoginRole::Chat, peer_.binding, peer_.server};
    return transport::verify_login({device}, terms, {signature});
}

void Login::send_error(net::ErrorCode code, std::string text, net::Tag tag, std::string suggestion) {
    send_(net::encode(net::Error{.code = code,
                                 .text = std::move(text),
                                 .retry_after = {},
                                 .tries_left = 0,
                                 .suggestion = std::move(suggestion)},
                      tag));
}

}  // namespace crosstalk::server
