// Who did what: the trail for those who keep order.
#include "server/local/view_rows.hpp"
#include "server/local/view_tables.hpp"

namespace crosstalk::local {

net::AuditPage ViewTables::audit(net::RoomId room, net::Position before) {
    net::AuditPage page{.room = room, .before = before, .entries = {}, .last = true};
    const bool everywhere = room == net::lobby;
    if (!everywhere && !head_of(room)) return page;
    const std::string columns =
        "SELECT a.position, a.at, a.room, a.by, b.name, a.action, a.user, u.name, a.detail"
        "  FROM audit a LEFT JOIN users b ON b.id = a.by LEFT JOIN users u ON u.id = a.user ";
    Query rows = database_.query(
        columns + (everywhere ? "WHERE a.position < ? ORDER BY a.position DESC LIMIT ?"
                              : "WHERE a.position < ? AND a.room = ?3 ORDER BY a.position DESC LIMIT ?2"));
    const std::int64_t bound = upper_bound(before.value);
    const std::size_t limit = net::max_rows_per_frame + 1;
    everywhere ? rows.bind(bound, limit) : rows.bind(bound, limit, room);
    while (rows.step()) {
        if (page.entries.size() == net::max_rows_per_frame) {
            page.last = false;
            break;
        }
        page.entries.push_back({.position = rows.value<net::Position>(0),
                                .at = rows.value<net::Timestamp>(1),
                                .room = rows.value<net::RoomId>(2),
                                .by = {rows.value<net::UserId>(3), std::string(rows.text(4))},
                                .action = rows.value<net::AuditAction>(5),
                                .user = {rows.value<net::UserId>(6), std::string(rows.text(7))},
                                .detail = std::string(rows.text(8))});
    }
    return page;
}

}  // namespace crosstalk::local
