// How much is unread in all.
#pragma once

#include <cstdint>

#include "client/model/model.hpp"
#include "ui/notices/room_rules.hpp"

namespace crosstalk::ui {

/// But for rooms that are muted, which call nobody.
inline std::uint64_t unread_in_all(const model::Model& model, Preferences& preferences, std::int64_t wall_ms,
                                   net::RoomId but = {}) {
    const RoomRules rules(preferences, model.server().key);
    std::uint64_t sum = 0;
    for (const net::RoomId id : model.rooms()) {
        if (id == but) continue;
        const std::uint64_t unread = model.room(id)->unread();
        if (unread > 0 && !rules.is_muted(id, wall_ms)) sum += unread;
    }
    return sum;
}

}  // namespace crosstalk::ui
