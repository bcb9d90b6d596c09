// One-time codes that make the next device one of a known user. They live in memory only: a restart ends them.
#pragma once

#include <optional>
#include <string>

#include <map>

#include "net/ids.hpp"
#include "net/transport/credentials/random.hpp"
#include "server/hub/state.hpp"

namespace crosstalk::server {

// Thread: the loop's. Times are of a clock that never goes back.
class DeviceCodes {
  public:
    static constexpr net::Milliseconds valid{10 * 60 * 1000};

    // A new code, spelled out, for `user`; an older one of that user ends. `maker` is the device that asked for it.
    std::string make(net::UserId user, net::DeviceId maker, const transport::FillRandom& random,
                     net::Milliseconds now);

    struct Use {
        net::UserId user;
        net::UserId maker;
        bool remove_others = false;  // somebody else made it: the old devices are lost
    };
    // Ends the code. Nothing: there is no such code, or who made it could not make it any more.
    std::optional<Use> take(const std::string& typed, const hub::State& state, net::Timestamp at,
                            net::Milliseconds now);

  private:
    struct Code {
        net::Digest digest{};  // a code is never compared itself: how long that takes would tell of it
        net::DeviceId maker;
        net::Milliseconds until;
    };

    std::map<net::UserId, Code> codes_;
};

// Whether this user may make a code for that one: anybody for itself, an admin of the server for those below it.
bool may_make_code(const hub::State& state, net::Timestamp now, net::UserId maker, net::UserId user);

}  // namespace crosstalk::server
