#include "server/runtime/device_codes.hpp"

#include <algorithm>

#include "net/transport/credentials/passkey.hpp"
#include "server/hub/permissions.hpp"
#include "server/runtime/proofs.hpp"

namespace crosstalk::server {

bool may_make_code(const hub::State& state, net::Timestamp now, net::UserId maker, net::UserId user) {
    if (state.user(user) == nullptr) return false;
    if (maker == user) return true;
    if (hub::authorize(state, now, net::lobby, maker, hub::Action::Serve) != net::Status::Done) return false;
    const hub::Room& lobby = *state.room(net::lobby);
    return hub::rank_of(state, lobby, maker) > hub::rank_of(state, lobby, user);
}

std::string DeviceCodes::make(net::UserId user, net::DeviceId maker, const transport::FillRandom& random,
                              net::Milliseconds now) {
    std::erase_if(codes_, [&](const auto& entry) { return entry.second.until <= now; });
    const transport::Passkey code = transport::Passkey::generate(random);
    codes_[user] = {digest_of(code), maker, {now.value + valid.value}};
    return code.spelled_out();
}

std::optional<DeviceCodes::Use> DeviceCodes::take(const std::string& typed, const hub::State& state,
                                                  net::Timestamp at, net::Milliseconds now) {
    const auto digest = digest_of_code(typed);
    if (!digest) return std::nullopt;
    const auto found =
        std::ranges::find_if(codes_, [&](const auto& entry) { return entry.second.digest == *digest; });
    if (found == codes_.end()) return std::nullopt;
    const net::UserId user = found->first;
    const Code code = found->second;
    codes_.erase(found);
    if (code.until <= now) return std::nullopt;
    const hub::Device* maker = state.device(code.maker);
    const bool still_may = maker != nullptr && !maker->row.removed &&
                           state.ban(net::lobby, maker->row.user, at) == nullptr &&
                           may_make_code(state, at, maker->row.user, user);
    if (!still_may) return std::nullopt;
    return Use{user, maker->row.user, maker->row.user != user};
}

}  // namespace crosstalk::server
