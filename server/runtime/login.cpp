#include "server/runtime/login.hpp"

#include <algorithm>

#include "net/text/names.hpp"
#include "server/runtime/guesser.hpp"
#include "server/runtime/proofs.hpp"

namespace crosstalk::server {

namespace {

Dismissal out_of_turn() {
    return {.code = net::ErrorCode::BadFrame,
            .text = "This client sent something that is not due during login. Update it, or report this.",
            .retry_after = {},
            .then = net::AfterGoodbye::Stay};
}

// Not the fault of a program: somebody signed for another connection, or with another key.
Dismissal false_signature() {
    return {
        .code = net::ErrorCode::BadFrame,
        .text =
            "This device could not prove who it is: somebody may stand between it and the server. Check the "
            "address, then connect again.",
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
    role_ = hello.role;
    if (is_for_files()) chat_ = hello.session;
    if (is_for_files() && !chat_) return no_such_chat();
    program_ = hello.program;
    const net::Bytes answer = net::encode(net::ServerHello{.version = net::protocol_version,
                                                           .features = 0,
                                                           .passkey_kind = kind_of(desk_.admission.passkey()),
                                                           .name = desk_.options.name},
                                          tag);
    hellos_ = transport::hash_of({payload}, {std::span(answer).subspan(net::frame_header_bytes)});
    send_(answer);
    stage_ = Stage::Proof;
    return Waiting{};
}

LoginStep Login::take(const net::Authenticate& proof, net::Tag tag) {
    if (stage_ != Stage::Proof) return out_of_turn();
    if (!has_signed(proof.device, proof.signature)) return false_signature();
    const hub::Device* device = desk_.state.device(proof.device);
    if (device == nullptr && is_for_files()) return no_such_chat();
    if (device == nullptr) {
        send_error(
            {.code = net::ErrorCode::UnknownDevice,
             .text = "This server does not know this device yet. Enter the passkey that the server shows.",
             .retry_after = {}},
            tag);
        return Waiting{};
    }
    return enter(device->row);
}

LoginStep Login::enter(const hub::DeviceRow& device) const {
    if (device.removed) return device_removed();
    return LoggedIn{device.user, device.id, chat_};
}

LoginStep Login::take(const net::PasskeyStart& start, net::Tag tag) {
    if (stage_ != Stage::Proof || is_for_files()) return out_of_turn();
    const auto guess =
        desk_.guesses.begin(guesser(peer_.address), std::chrono::milliseconds(desk_.runtime.steady().value));
    if (!guess.allowed) {
        return Dismissal{.code = net::ErrorCode::TooManyGuesses,
                         .text = "Too many wrong passkeys from your address. Wait, then enter the right one.",
                         .retry_after = {guess.wait.count()}};
    }
    tries_left_ = guess.tries_left;
    brings_invite_ = start.secret == net::SecretKind::Invite;
    if (brings_invite_) {
        auto invite = desk_.admission.by_invite(start.invite, desk_.state, desk_.now());
        if (!invite) return unknown_invite(start.invite);
        key_ = std::move(*invite);
    } else {
        key_ = desk_.admission.by_passkey();
    }
    exchange_.emplace(transport::ExchangeTerms{.secret = std::exchange(key_.secret, {}),
                                               .server = peer_.server,
                                               .connection = peer_.binding,
                                               .hellos = hellos_},
                      [this](std::span<std::uint8_t> out) { desk_.runtime.random(out); });
    const auto share = exchange_->receive(transport::CpaceShare{start.point});
    if (!share) return wrong_secret();
    send_(net::encode(net::PasskeyReply{share->bytes}, tag));
    stage_ = Stage::Confirmation;
    return Waiting{};
}

LoginStep Login::take(const net::PasskeyConfirm& confirm, net::Tag tag) {
    if (stage_ != Stage::Confirmation) return out_of_turn();
    const auto answer = exchange_->verify(transport::Confirmation{confirm.confirmation});
    if (!answer || !desk_.admission.still_admits(key_, desk_.state, desk_.now())) return wrong_secret();
    if (!has_signed(confirm.device, confirm.signature)) return false_signature();
    desk_.guesses.succeeded(guesser(peer_.address));
    exchange_.reset();
    const hub::Device* known = desk_.state.device(confirm.device);
    send_(net::encode(net::Admitted{answer->bytes, known != nullptr}, tag));
    if (known != nullptr) return enter(known->row);
    if (const hub::BanRow* ban = desk_.state.address_ban(peer_.address, desk_.now()))
        return address_banned(*ban, desk_.now());
    device_ = confirm.device;
    stage_ = Stage::Name;
    return Waiting{};
}

LoginStep Login::take(const net::Register& wish, net::Tag tag) {
    if (stage_ != Stage::Name) return out_of_turn();
    if (!wish.code.empty()) return take_code(wish, tag);
    wish_ = wish;
    wish_tag_ = tag;
    return take_name();
}

// --- a name

LoginStep Login::take_name() {
    const auto made = text::make_name(wish_.name);
    if (const auto* fault = std::get_if<text::NameFault>(&made)) {
        send_error(
            {.code = net::ErrorCode::NameInvalid, .text = explain(*fault, wish_.name), .retry_after = {}},
            wish_tag_);
        return Waiting{};
    }
    const auto& name = std::get<text::Name>(made);
    if (is_free(name.key)) return create_user(name.display, name.key);
    if (wish_.any_number) return take_next_free_name();
    std::string suggestion;
    for (std::uint64_t number = 2; number < 100 && suggestion.empty(); ++number) {
        const std::string candidate = text::numbered_name(name.display, number);
        if (is_free(text::name_key(candidate))) suggestion = candidate;
    }
    send_error({.code = net::ErrorCode::NameTaken,
                .text = "Somebody here has this name, or one that looks like it. Choose another.",
                .retry_after = {},
                .suggestion = suggestion},
               wish_tag_);
    return Waiting{};
}

LoginStep Login::create_user(const std::string& name, const std::string& name_key) {
    if (desk_.state.users.size() >= static_cast<std::size_t>(desk_.options.limits.users_per_server)) {
        return Dismissal{
            .code = net::ErrorCode::Full,
            .text =
                "As many people as this server takes have joined it. Ask who runs it to raise the limit "
                "users-per-server.",
            .retry_after = {}};
    }
    stage_ = Stage::Registering;
    desk_.append(
        net::CreateUser{.name = name, .name_key = name_key, .device = device_, .invite = key_.invite});
    return Waiting{};
}

LoginStep Login::take_next_free_name() {
    const auto base = std::get<text::Name>(text::make_name(wish_.name));
    for (; next_number_ < max_number; ++next_number_) {
        const std::string candidate = text::numbered_name(base.display, next_number_);
        const std::string key = text::name_key(candidate);
        if (!is_free(key)) continue;
        ++next_number_;
        return create_user(candidate, key);
    }
    stage_ = Stage::Name;
    send_error({.code = net::ErrorCode::NameTaken,
                .text = "No numbered form of this name is free. Choose another name.",
                .retry_after = {}},
               wish_tag_);
    return Waiting{};
}

// --- a device code

LoginStep Login::take_code(const net::Register& wish, net::Tag tag) {
    const net::Milliseconds steady = desk_.runtime.steady();
    const auto guess = desk_.guesses.begin(guesser(peer_.address), std::chrono::milliseconds(steady.value));
    if (!guess.allowed) {
        send_error({.code = net::ErrorCode::TooManyGuesses,
                    .text = "Too many wrong codes from your address. Wait, then enter the right one.",
                    .retry_after = {guess.wait.count()}},
                   tag);
        return Waiting{};
    }
    const auto use = desk_.codes.take(wish.code, desk_.state, desk_.now(), steady);
    if (!use) {
        send_error(
            {.code = net::ErrorCode::Code,
             .text = "This code is wrong, was used already, or is older than ten minutes. Ask for a new one.",
             .retry_after = {},
             .tries_left = static_cast<std::uint32_t>(guess.tries_left)},
            tag);
        return Waiting{};
    }
    desk_.guesses.succeeded(guesser(peer_.address));
    wish_ = {};
    wish_tag_ = tag;
    stage_ = Stage::Registering;
    desk_.append(net::AddDevice{
        .user = use->user, .device = device_, .remove_others = use->remove_others, .by = use->maker});
    return Waiting{};
}

// --- what became of it

LoginStep Login::registered(const net::Outcome& outcome) {
    if (const hub::Device* device = desk_.state.device(device_)) return enter(device->row);
    stage_ = Stage::Name;
    if (outcome.status == net::Status::NotAllowed) {
        return Dismissal{.code = net::ErrorCode::Passkey,
                         .text = "This invite was used up or taken back a moment ago. Ask for a new one.",
                         .retry_after = {}};
    }
    if (outcome.status == net::Status::NameTaken && wish_.any_number) return take_next_free_name();
    if (outcome.status != net::Status::NameTaken) {
        const bool too_many = outcome.status == net::Status::TooMany;
        send_error(
            {.code = net::ErrorCode::Code,
             .text = too_many ? "This account has as many devices as it may have. Remove one of them there, "
                                "then ask for a new code."
                              : "This code is no good any more. Ask for a new one.",
             .retry_after = {}},
            wish_tag_);
        return Waiting{};
    }
    send_error({.code = net::ErrorCode::NameTaken,
                .text = "Somebody took this name a moment ago, or one that looks like it. Choose another.",
                .retry_after = {}},
               wish_tag_);
    return Waiting{};
}

// Whoever knows the hint has seen the invite: it may be told what became of it.
LoginStep Login::unknown_invite(std::uint64_t hint) {
    return refuse_secret(
        desk_.admission.has_lapsed(hint, desk_.state, desk_.now())
            ? "This invite has expired. Ask for a new one."
            : "This invite was used up or taken back, or it was made for an earlier start of the "
              "server. Ask for a new one.");
}

LoginStep Login::wrong_secret() {
    return refuse_secret(
        brings_invite_ ? "This invite is not valid, or not any more. Ask for a new one."
                       : "Wrong passkey. Enter the one that the server shows; it changes at each start.");
}

LoginStep Login::refuse_secret(const char* text) {
    exchange_.reset();
    return Dismissal{.code = net::ErrorCode::Passkey,
                     .text = text,
                     .retry_after = {},
                     .tries_left = static_cast<std::uint32_t>(tries_left_)};
}

bool Login::is_free(const std::string& name_key) const {
    return !desk_.state.users_by_name_key.contains(name_key) && !desk_.is_being_taken(name_key);
}

bool Login::has_signed(const net::DeviceKey& device, const net::Signature& signature) const {
    const auto role = is_for_files() ? transport::LoginRole::File : transport::LoginRole::Chat;
    const transport::LoginTerms terms{role, peer_.binding, peer_.server};
    return transport::verify_login({device}, terms, {signature});
}

void Login::send_error(net::Error error, net::Tag tag) {
    send_(net::encode(error, tag));
}

}  // namespace crosstalk::server
