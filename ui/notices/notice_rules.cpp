#include "ui/notices/notice_rules.hpp"

namespace crosstalk::ui {

std::string where_of(const model::Room& room) {
    return room.kind == net::RoomKind::Direct ? std::string() : "#" + room.name;
}

NoticeLevel level_of(const model::Room& room, const Surroundings& around) {
    const RoomRules rules(around.preferences, around.model.server().key);
    if (const auto chosen = rules.chosen_level(room.id)) return *chosen;
    if (room.kind == net::RoomKind::Direct) return NoticeLevel::All;
    return static_cast<NoticeLevel>(around.preferences.number(SettingId::NoticeRule));
}

bool is_muted(net::RoomId room, const Surroundings& around) {
    return RoomRules(around.preferences, around.model.server().key).is_muted(room, around.now.wall_ms);
}

bool is_looked_at(net::RoomId room, const Surroundings& around) {
    return around.now.window_has_focus && around.sight == Sight::Conversation && around.here == room;
}

bool is_meant(NoticeKind kind) {
    return kind != NoticeKind::Message;
}

bool passes(NoticeLevel level, NoticeKind kind) {
    switch (level) {
        case NoticeLevel::All:
            return true;
        case NoticeLevel::Mentions:
            return is_meant(kind);
        case NoticeLevel::Nothing:
            return false;
    }
    return false;
}

bool is_past(const Notice& notice, const model::Model& model) {
    if (notice.kind == NoticeKind::Rematch) {
        // The message is that of the game, which one may have read long ago.
        const model::KnownGame* known = model.games().find(notice.game);
        return known != nullptr && known->game.rematch != net::RematchState::Offered &&
               known->game.rematch != net::RematchState::Expired;
    }
    const model::Room* room = model.room(notice.room);
    return room != nullptr && notice.place && notice.place <= room->read.sequence;
}

}  // namespace crosstalk::ui
