#include "ui/notices/unread_badge.hpp"

#include "ui/notices/room_rules.hpp"

namespace crosstalk::ui {

Badge badge_of(const model::Model& model, Preferences& preferences, const KeywordCalls& calls,
               std::int64_t wall_ms) {
    const RoomRules rules(preferences, model.server().key);
    Badge badge;
    for (const net::RoomId id : model.rooms()) {
        const model::Room& room = *model.room(id);
        if (room.unread() == 0 || rules.is_muted(id, wall_ms)) continue;
        badge.count += calls_in(room, &calls);
        badge.dot = true;
    }
    badge.dot = badge.dot && badge.count == 0;
    return badge;
}

}  // namespace crosstalk::ui
