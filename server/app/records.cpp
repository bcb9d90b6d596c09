#include "server/app/records.hpp"

namespace crosstalk::server {

std::string title_of(const hub::State& state, const hub::Room& room) {
    if (room.row.kind != net::RoomKind::Direct) return "#" + room.row.name;
    std::string title;
    for (const auto& [user, row] : room.members) {
        if (!title.empty()) title += ' ';
        title += "@" + state.ref(user).name;
    }
    return title;
}

}  // namespace crosstalk::server
