#include "bench/load/crosstalk_login.hpp"

#include <array>
#include <stdexcept>
#include <utility>

#include "net/transport/credentials/passkey.hpp"
#include "net/transport/credentials/random.hpp"

namespace crosstalk::bench {

transport::DeviceKey device_key(std::size_t device) {
    return transport::DeviceKey::generate([device](std::span<std::uint8_t> seed) {
        for (std::size_t i = 0; i < seed.size(); ++i)
            seed[i] = i < sizeof device ? static_cast<std::uint8_t>(device >> (8 * i)) : std::uint8_t{0xB7};
    });
}

net::RunId new_run() {
    net::RunId run;
    while (!run) {
        std::array<std::uint8_t, sizeof run.value> bytes{};
        transport::system_random()(bytes);
        for (const std::uint8_t byte : bytes)
            run.value = run.value << 8U | byte;
    }
    return run;
}

CrosstalkLogin::CrosstalkLogin(CrosstalkDevice device, transport::Peer peer, Send send)
    : device_(std::move(device)), peer_(std::move(peer)), send_(std::move(send)) {}

void CrosstalkLogin::begin() {
    net::Hello hello;
    hello.program = "crosstalk-bench-load";
    hello.session = device_.files_of;
    if (device_.files_of) hello.role = net::ConnectionRole::File;
    const net::Bytes frame = net::encode(hello);
    hello_.assign(frame.begin() + net::frame_header_bytes, frame.end());
    send_(frame);
}

bool CrosstalkLogin::receive(const net::FromServer& message, std::span<const std::uint8_t> payload) {
    if (const auto* hello = std::get_if<net::ServerHello>(&message)) {
        passkey_kind_ = hello->passkey_kind;
        hellos_ = transport::hash_of({hello_}, {net::Bytes(payload.begin(), payload.end())});
        send_(net::encode(net::Authenticate{device_.key.public_key().bytes, signature()}));
    } else if (const auto* reply = std::get_if<net::PasskeyReply>(&message)) {
        if (!exchange_) throw std::runtime_error("the server answered what nobody asked");
        const auto confirmation = exchange_->receive(transport::CpaceShare{reply->point});
        if (!confirmation) throw std::runtime_error(explain(confirmation.fault()));
        send_(net::encode(
            net::PasskeyConfirm{confirmation->bytes, device_.key.public_key().bytes, signature()}));
    } else if (const auto* admitted = std::get_if<net::Admitted>(&message)) {
        if (!exchange_ || !exchange_->verify(transport::Confirmation{admitted->confirmation}))
            throw std::runtime_error("the server does not know the passkey");
        exchange_.reset();
        if (!admitted->known_device) send_(net::encode(net::Register{device_.name, false}));
    } else if (const auto* error = std::get_if<net::Error>(&message)) {
        if (error->code != net::ErrorCode::UnknownDevice || device_.passkey.empty())
            throw std::runtime_error("the server refused: " + error->text);
        start_exchange();
    } else if (std::holds_alternative<net::Welcome>(message) ||
               std::holds_alternative<net::FilesReady>(message)) {
        return true;
    } else {
        throw std::runtime_error("the server sent something that is not due during login");
    }
    return false;
}

void CrosstalkLogin::start_exchange() {
    const auto kind = passkey_kind_ == net::PasskeyKind::Generated ? transport::PasskeyKind::Generated
                                                                   : transport::PasskeyKind::Chosen;
    const auto passkey = transport::Passkey::parse(device_.passkey, kind);
    if (!passkey) throw std::runtime_error(explain(passkey.fault()));
    exchange_.emplace(transport::ExchangeTerms{.secret = passkey->code(),
                                               .server = peer_.server,
                                               .connection = peer_.binding,
                                               .hellos = hellos_},
                      transport::system_random());
    send_(net::encode(net::PasskeyStart{net::SecretKind::Passkey, exchange_->share().bytes}));
}

net::Signature CrosstalkLogin::signature() const {
    const auto role = device_.files_of ? transport::LoginRole::File : transport::LoginRole::Chat;
    return device_.key.sign_login({.role = role, .connection = peer_.binding, .server = peer_.server}).bytes;
}

}  // namespace crosstalk::bench
