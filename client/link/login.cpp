#include "client/link/login.hpp"

#include <utility>

#include "client/link/texts.hpp"
#include "net/codec.hpp"
#include "net/transport/credentials/invite.hpp"
#include "net/transport/credentials/passkey.hpp"

namespace crosstalk::link {

namespace {

model::Refused refused(model::Refusal why, std::string text) {
    return {.why = why, .text = std::move(text), .tries_left = 0, .suggestion = {}, .retry_after = {}};
}

LoginStep out_of_turn() {
    return TryLater{"The server sent something that is not due during login."};
}

// People type blanks around it, and small letters; what else there is to forgive is the server's business.
std::string typed_code(const transport::Secret& code) {
    std::string typed(code.text());
    std::erase_if(typed, [](char c) { return c == ' ' || c == '\t'; });
    return typed;
}

transport::PasskeyKind kind_of(net::PasskeyKind kind) {
    return kind == net::PasskeyKind::Generated ? transport::PasskeyKind::Generated
                                               : transport::PasskeyKind::Chosen;
}

}  // namespace

Login::Login(LoginWish wish, transport::Peer peer, const transport::DeviceKey& key,
             const transport::FillRandom& random, Send send)
    : wish_(std::move(wish)), peer_(std::move(peer)), key_(key), random_(random), send_(std::move(send)) {}

void Login::begin() {
    const net::Bytes frame = net::encode(net::Hello{.min_version = net::protocol_version,
                                                    .max_version = net::protocol_version,
                                                    .features = 0,
                                                    .role = net::ConnectionRole::Chat,
                                                    .program = wish_.program});
    hello_payload_.assign(frame.begin() + net::frame_header_bytes, frame.end());
    send_(frame);
}

LoginStep Login::receive(const net::FromServer& message, std::span<const std::uint8_t> payload) {
    return std::visit(
        [&]<class M>(const M& known) -> LoginStep {
            if constexpr (std::is_same_v<M, net::ServerHello>) {
                return take(known, payload);
            } else if constexpr (requires { take(known); }) {
                return take(known);
            } else {
                return out_of_turn();
            }
        },
        message);
}

LoginStep Login::take(const net::ServerHello& hello, std::span<const std::uint8_t> payload) {
    if (stage_ != Stage::Hello) return out_of_turn();
    if (hello.version != net::protocol_version) {
        return refused(model::Refusal::Version,
                       hello.version > net::protocol_version
                           ? "The server needs a newer program. Update this one."
                           : "The server is older than this program. Update the server.");
    }
    passkey_kind_ = hello.passkey_kind;
    hellos_ = transport::hash_of({hello_payload_}, {payload});
    if (!wish_.pinned) return start_exchange();
    send_(net::encode(net::Authenticate{key_.public_key().bytes, signature()}));
    stage_ = Stage::Authenticating;
    return Waiting{};
}

LoginStep Login::start_exchange() {
    if (!wish_.has_secret()) {
        return refused(model::Refusal::PasskeyNeeded,
                       "The server does not know this device yet. Enter the passkey that the server shows.");
    }
    const bool is_invite = !wish_.invite_token.empty();
    transport::Secret secret = wish_.invite_token;
    if (!is_invite) {
        const auto passkey = transport::Passkey::parse(wish_.passkey.text(), kind_of(passkey_kind_));
        if (!passkey) return refused(model::Refusal::Passkey, explain(passkey.fault()));
        secret = passkey->code();
    }
    exchange_.emplace(transport::ExchangeTerms{.secret = std::move(secret),
                                               .server = peer_.server,
                                               .connection = peer_.binding,
                                               .hellos = hellos_},
                      random_);
    send_(net::encode(net::PasskeyStart{
        .secret = is_invite ? net::SecretKind::Invite : net::SecretKind::Passkey,
        .point = exchange_->share().bytes,
        .invite = is_invite ? transport::invite_hint(wish_.invite_token.bytes()) : std::uint64_t{0}}));
    stage_ = Stage::Share;
    return Waiting{};
}

LoginStep Login::take(const net::PasskeyReply& reply) {
    if (stage_ != Stage::Share) return out_of_turn();
    const auto confirmation = exchange_->receive(transport::CpaceShare{reply.point});
    if (!confirmation) return refused(model::Refusal::NotProven, explain(confirmation.fault()));
    send_(net::encode(net::PasskeyConfirm{confirmation->bytes, key_.public_key().bytes, signature()}));
    stage_ = Stage::Confirming;
    return Waiting{};
}

LoginStep Login::take(const net::Admitted& admitted) {
    if (stage_ != Stage::Confirming) return out_of_turn();
    if (!exchange_->verify(transport::Confirmation{admitted.confirmation})) {
        return refused(model::Refusal::NotProven, explain(transport::ExchangeFault::WrongConfirmation));
    }
    exchange_.reset();
    proven_ = true;
    if (admitted.known_device) {
        stage_ = Stage::Entering;
        return Waiting{};
    }
    const std::string code = typed_code(wish_.code);
    if (code.size() > net::max_code_bytes) {
        return refused(model::Refusal::Code,
                       "This is no code: it is too long. Enter the one that was shown.");
    }
    send_(net::encode(net::Register{.name = wish_.name, .any_number = wish_.any_number, .code = code}));
    stage_ = Stage::Naming;
    return Waiting{};
}

LoginStep Login::take(const net::Welcome& welcome) {
    const bool is_due =
        stage_ == Stage::Authenticating || stage_ == Stage::Naming || stage_ == Stage::Entering;
    if (!is_due) return out_of_turn();
    return welcome;
}

LoginStep Login::take(const net::Error& error) {
    if (error.code == net::ErrorCode::UnknownDevice && stage_ == Stage::Authenticating) {
        return start_exchange();
    }
    switch (error.code) {
        case net::ErrorCode::Timeout:
        case net::ErrorCode::Internal:
        case net::ErrorCode::TooSlow:
            return TryLater{in_one_line(error.text, "The server could not log this device in.")};
        default:
            return refusal_of(error);
    }
}

LoginStep Login::take(const net::Goodbye& goodbye) {
    if (goodbye.then == net::AfterGoodbye::Reconnect) {
        return TryLater{in_one_line(goodbye.reason, "The server ended the connection.")};
    }
    return refused(model::Refusal::Stopped, in_one_line(goodbye.reason, "The server ended the connection."));
}

net::Signature Login::signature() const {
    return key_
        .sign_login({.role = transport::LoginRole::Chat, .connection = peer_.binding, .server = peer_.server})
        .bytes;
}

model::Refused refusal_of(const net::Error& error) {
    const auto because = [&](model::Refusal why, std::string_view otherwise) {
        return model::Refused{.why = why,
                              .text = in_one_line(error.text, otherwise),
                              .tries_left = error.tries_left,
                              .suggestion = in_one_line(error.suggestion, ""),
                              .retry_after = error.retry_after};
    };
    switch (error.code) {
        case net::ErrorCode::Passkey:
            return because(model::Refusal::Passkey, "Wrong passkey. Enter the one that the server shows.");
        case net::ErrorCode::TooManyGuesses:
            return because(model::Refusal::TooManyGuesses, "Too many wrong passkeys. Wait, then try again.");
        case net::ErrorCode::UnknownDevice:
            return because(model::Refusal::PasskeyNeeded,
                           "The server does not know this device. Enter the passkey that the server shows.");
        case net::ErrorCode::NameInvalid:
            return because(model::Refusal::NameInvalid, "This cannot be a name here. Choose another.");
        case net::ErrorCode::NameTaken:
            return because(model::Refusal::NameTaken, "Somebody here has this name. Choose another.");
        case net::ErrorCode::Code:
            return because(model::Refusal::Code,
                           "This code is wrong, was used, or is too old. Ask for a new one.");
        case net::ErrorCode::Banned:
            return because(model::Refusal::Banned, "You are banned from this server.");
        case net::ErrorCode::Full:
            return because(model::Refusal::Full, "The server is full. Try again later.");
        case net::ErrorCode::Version:
            return because(model::Refusal::Version,
                           "Server and program are of different versions. Update both.");
        default:
            return because(model::Refusal::Stopped,
                           "The server did not understand this program. Update it, or report this.");
    }
}

}  // namespace crosstalk::link
