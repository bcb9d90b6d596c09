// A client that is told of things, on a stage.
#pragma once

#include <string_view>
#include <vector>

#include "tests/panels/stage.hpp"
#include "ui/notices/notice_desk.hpp"
#include "ui/notices/room_rules.hpp"

namespace crosstalk::ui::twin {

struct Telltale {
    Stage stage{900, 700};
    NoticeDesk desk;
    Notifier notifier;
    NoticeLog log;
    Preferences& preferences = stage.preferences;
    bool has_focus = true;
    std::vector<net::MessageId> games_shown;

    Telltale() { preferences.learn({}); }
    void hear(const model::LinkEvent& event) {
        stage.hear(event);
        notifier.hear(event);
        desk.hear(event);
    }
    [[nodiscard]] Moment now() const {
        Moment moment = stage.now;
        moment.window_has_focus = has_focus;
        return moment;
    }
    [[nodiscard]] Surroundings around(const Moment& moment, Sight sight) const {
        return {.model = stage.model,
                .preferences = preferences,
                .now = moment,
                .here = stage.here,
                .sight = sight,
                .games_shown = games_shown};
    }
    std::vector<Telling> told(Sight sight) {
        const Moment moment = now();
        return notifier.tell(around(moment, sight), log);
    }
    void set(SettingId id, std::string_view value) { preferences.set(id, value, stage.commands); }
    RoomRules rules() { return {preferences, stage.model.server().key}; }
};

}  // namespace crosstalk::ui::twin
