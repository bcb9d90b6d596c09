#include "ui/panels/room_history.hpp"

namespace crosstalk::ui {

void RoomHistory::went_to(net::RoomId room) {
    if (!rooms_.empty()) {
        if (rooms_[at_] == room) return;
        rooms_.resize(at_ + 1);
    }
    rooms_.push_back(room);
    if (rooms_.size() > most) rooms_.erase(rooms_.begin());
    at_ = rooms_.size() - 1;
}

std::optional<net::RoomId> RoomHistory::step(std::ptrdiff_t by,
                                             const std::function<bool(net::RoomId)>& is_there) {
    if (rooms_.empty()) return std::nullopt;
    const net::RoomId here = rooms_[at_];
    for (std::ptrdiff_t at = static_cast<std::ptrdiff_t>(at_) + by;
         at >= 0 && at < static_cast<std::ptrdiff_t>(rooms_.size()); at += by) {
        const net::RoomId room = rooms_[static_cast<std::size_t>(at)];
        if (room == here || !is_there(room)) continue;
        at_ = static_cast<std::size_t>(at);
        return room;
    }
    return std::nullopt;
}

}  // namespace crosstalk::ui
