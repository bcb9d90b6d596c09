// What admits a new device now: the passkey, the start-up invite and those that admins made.
#pragma once

#include <cstdint>
#include <optional>

#include "net/ids.hpp"
#include "net/transport/credentials/passkey.hpp"
#include "net/transport/credentials/secret.hpp"
#include "server/hub/state.hpp"

namespace crosstalk::server {

// Thread: the loop's.
class Admission {
  public:
    // An empty token: there is no start-up invite.
    Admission(transport::Passkey passkey, transport::Secret invite_token);

    [[nodiscard]] const transport::Passkey& passkey() const { return passkey_; }
    // From now on only this passkey and the invites that admins made admit anybody; what was begun with the old one
    // fails.
    void rotate(transport::Passkey passkey);

    // One secret that was looked up, and how to see later that it still admits.
    struct Key {
        transport::Secret secret;
        net::InviteId invite;          // 0: the passkey or the start-up invite
        std::uint64_t generation = 0;  // of those two
    };
    [[nodiscard]] Key by_passkey() const { return {passkey_.code(), {}, generation_}; }
    // Nothing: no such invite is valid.
    [[nodiscard]] std::optional<Key> by_invite(std::uint64_t hint, const hub::State& state,
                                               net::Timestamp now) const;
    // There was such an invite, and its time is over.
    [[nodiscard]] bool has_lapsed(std::uint64_t hint, const hub::State& state, net::Timestamp now) const;
    [[nodiscard]] bool still_admits(const Key& key, const hub::State& state, net::Timestamp now) const;

  private:
    transport::Passkey passkey_;
    transport::Secret invite_token_;
    std::uint64_t invite_hint_ = 0;
    std::uint64_t generation_ = 1;
};

}  // namespace crosstalk::server
