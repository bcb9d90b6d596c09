// How much is unread in all.
#pragma once

#include <cstdint>

#include "client/model/model.hpp"

namespace crosstalk::ui {

inline std::uint64_t unread_in_all(const model::Model& model, net::RoomId but = {}) {
    std::uint64_t sum = 0;
    for (const net::RoomId id : model.rooms()) {
        if (id != but) sum += model.room(id)->unread();
    }
    return sum;
}

}  // namespace crosstalk::ui
