// What a panel draws with and from. Made once a frame, passed by const&.
#pragma once

#include "client/model/model.hpp"
#include "ui/notices/keyword_calls.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/errands.hpp"
#include "ui/panels/moment.hpp"
#include "ui/panels/outside.hpp"
#include "ui/settings/preferences.hpp"
#include "ui/theme/context.hpp"

namespace crosstalk::ui {

class HostingDesk;
class NetworkDesk;

struct Scene {
    const Context& context;
    const Moment& now;
    const model::Model& model;
    Preferences& preferences;
    Errands& errands;
    Commands& commands;
    net::RoomId here;                     // the room that is shown
    Outside* outside = nullptr;           // null where nothing is around the window
    const KeywordCalls* calls = nullptr;  // null: there are no keywords
    HostingDesk* hosting = nullptr;       // null where nothing is around the window
    NetworkDesk* network = nullptr;       // the same

    float px(float at_100_percent) const { return context.px(at_100_percent); }
    Color color(Role role) const { return context.color(role); }
    /// Null before the first login.
    const model::Room* room() const { return model.room(here); }
    bool is_online() const { return model.connection().state == model::ConnectionState::Online; }
};

}  // namespace crosstalk::ui
