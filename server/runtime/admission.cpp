#include "server/runtime/admission.hpp"

#include <algorithm>

#include "net/transport/credentials/invite.hpp"

namespace crosstalk::server {

Admission::Admission(transport::Passkey passkey, transport::Secret invite_token)
    : passkey_(std::move(passkey)),
      invite_token_(std::move(invite_token)),
      invite_hint_(transport::invite_hint(invite_token_.bytes())) {}

void Admission::rotate(transport::Passkey passkey) {
    passkey_ = std::move(passkey);
    invite_token_ = {};
    ++generation_;
}

std::optional<Admission::Key> Admission::by_invite(std::uint64_t hint, const hub::State& state,
                                                   net::Timestamp now) const {
    // Nobody may come in with the empty token of a server that has no start-up invite.
    if (hint == invite_hint_ && !invite_token_.empty()) return Key{invite_token_, {}, generation_};
    for (const auto& [id, row] : state.invites) {
        if (row.until > now && transport::invite_hint(row.token) == hint)
            return Key{transport::Secret(std::span(row.token)), id, generation_};
    }
    return std::nullopt;
}

bool Admission::has_lapsed(std::uint64_t hint, const hub::State& state, net::Timestamp now) const {
    return std::ranges::any_of(state.invites, [&](const auto& entry) {
        return entry.second.until <= now && transport::invite_hint(entry.second.token) == hint;
    });
}

bool Admission::still_admits(const Key& key, const hub::State& state, net::Timestamp now) const {
    return key.invite ? state.invite(key.invite, now) != nullptr : key.generation == generation_;
}

}  // namespace crosstalk::server
