// The rooms that were shown, for going back and forward through them as in a browser. Pure.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "net/ids.hpp"

namespace crosstalk::ui {

/// One per window. Thread: the one that draws.
class RoomHistory {
  public:
    static constexpr std::size_t most = 100;

    /// Somebody went there; what lay ahead is forgotten. Nothing if one is there already.
    void went_to(net::RoomId room);
    /// Rooms that are gone are passed over. Nothing: there is none in that direction.
    std::optional<net::RoomId> back(const std::function<bool(net::RoomId)>& is_there) {
        return step(-1, is_there);
    }
    std::optional<net::RoomId> forward(const std::function<bool(net::RoomId)>& is_there) {
        return step(1, is_there);
    }

  private:
    std::optional<net::RoomId> step(std::ptrdiff_t by, const std::function<bool(net::RoomId)>& is_there);

    std::vector<net::RoomId> rooms_;
    std::size_t at_ = 0;  // in rooms_, if there are any
};

}  // namespace crosstalk::ui
