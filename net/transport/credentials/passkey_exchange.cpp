#include "net/transport/credentials/passkey_exchange.hpp"

#include <sodium.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace crosstalk::transport {
namespace {

constexpr std::string_view client_name = "crosstalk/1 client";
constexpr std::string_view server_name = "crosstalk/1 server";
constexpr std::string_view client_role = "client";
constexpr std::string_view server_role = "server";

Bytes bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

Secret generator_for(const ExchangeTerms& terms) {
    const Secret password = length_prefixed({terms.secret.bytes(), terms.server.bytes});
    const Secret channel = length_prefixed({bytes_of(client_name), bytes_of(server_name)});
    return cpace_generator(password.bytes(), channel.bytes(), terms.connection.bytes);
}

Secret confirmation_of(std::string_view role, const Secret& key, const Secret& transcript) {
    const Secret input = length_prefixed({bytes_of(role), transcript.bytes()});
    Secret confirmation = Secret::zeros(crypto_auth_hmacsha512_BYTES);
    crypto_auth_hmacsha512_state state;
    crypto_auth_hmacsha512_init(&state, key.bytes().data(), key.size());
    crypto_auth_hmacsha512_update(&state, input.bytes().data(), input.size());
    crypto_auth_hmacsha512_final(&state, confirmation.writable().data());
    sodium_memzero(&state, sizeof state);
    return confirmation;
}

struct Confirmations {
    Secret clients;
    Secret servers;
};

struct Shares {
    CpaceShare clients;
    CpaceShare servers;
};

/// Both confirmations, as the one who holds `scalar` expects them after the other one sent `theirs`.
std::optional<Confirmations> confirmations(const ExchangeTerms& terms, const Secret& scalar,
                                           const CpaceShare& theirs, const Shares& shares) {
    const std::optional<Secret> element = cpace_shared_element(scalar, theirs);
    if (!element) return std::nullopt;
    const Secret transcript =
        cpace_transcript({shares.clients, terms.hellos.bytes}, {shares.servers, terms.hellos.bytes});
    const Secret key = cpace_session_key(terms.connection.bytes, *element, transcript);
    return Confirmations{confirmation_of(client_role, key, transcript),
                         confirmation_of(server_role, key, transcript)};
}

Confirmation to_send(const Secret& secret) {
    Confirmation confirmation;
    std::copy(secret.bytes().begin(), secret.bytes().end(), confirmation.bytes.begin());
    return confirmation;
}

}  // namespace

HelloHash hash_of(ClientHelloBytes client, ServerHelloBytes server) {
    const Secret both = length_prefixed({client.bytes, server.bytes});
    HelloHash hash;
    crypto_hash_sha512(hash.bytes.data(), both.bytes().data(), both.size());
    return hash;
}

std::string explain(ExchangeFault fault) {
    switch (fault) {
        case ExchangeFault::WrongConfirmation:
            return "The passkey is not the one of this server. Compare it with what the server shows now: it "
                   "may have "
                   "been changed, or somebody between you and the server pretends to be it.";
        case ExchangeFault::BadShare:
        case ExchangeFault::OutOfOrder:
            return "The other side does not follow the passkey exchange, so it is not to be trusted. Check "
                   "address "
                   "and port; nothing about the passkey was given away.";
    }
    return {};
}

ClientExchange::ClientExchange(ExchangeTerms terms, const FillRandom& random)
    : terms_(std::move(terms)),
      scalar_(cpace_scalar(random)),
      share_(cpace_share(scalar_, generator_for(terms_))) {}

Outcome<Confirmation, ExchangeFault> ClientExchange::receive(const CpaceShare& servers) {
    if (std::exchange(stage_, Stage::Over) != Stage::AwaitingShare) return ExchangeFault::OutOfOrder;
    std::optional<Confirmations> both = confirmations(terms_, scalar_, servers, {share_, servers});
    scalar_ = Secret();
    if (!both) return ExchangeFault::BadShare;
    expected_ = std::move(both->servers);
    stage_ = Stage::AwaitingConfirmation;
    return to_send(both->clients);
}

bool ClientExchange::verify(const Confirmation& servers) {
    if (std::exchange(stage_, Stage::Over) != Stage::AwaitingConfirmation) return false;
    return equal_in_constant_time(expected_.bytes(), servers.bytes);
}

ServerExchange::ServerExchange(ExchangeTerms terms, const FillRandom& random)
    : terms_(std::move(terms)), scalar_(cpace_scalar(random)) {}

Outcome<CpaceShare, ExchangeFault> ServerExchange::receive(const CpaceShare& clients) {
    if (std::exchange(stage_, Stage::Over) != Stage::AwaitingShare) return ExchangeFault::OutOfOrder;
    const CpaceShare ours = cpace_share(scalar_, generator_for(terms_));
    std::optional<Confirmations> both = confirmations(terms_, scalar_, clients, {clients, ours});
    scalar_ = Secret();
    if (!both) return ExchangeFault::BadShare;
    expected_ = std::move(both->clients);
    answer_ = std::move(both->servers);
    stage_ = Stage::AwaitingConfirmation;
    return ours;
}

Outcome<Confirmation, ExchangeFault> ServerExchange::verify(const Confirmation& clients) {
    if (std::exchange(stage_, Stage::Over) != Stage::AwaitingConfirmation) return ExchangeFault::OutOfOrder;
    if (!equal_in_constant_time(expected_.bytes(), clients.bytes)) return ExchangeFault::WrongConfirmation;
    return to_send(answer_);
}

}  // namespace crosstalk::transport
