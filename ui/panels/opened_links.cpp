#include "ui/panels/opened_links.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "ui/panels/dialogs/follow_invite.hpp"
#include "ui/panels/dialogs/link_question.hpp"
#include "ui/panels/room_link.hpp"

namespace crosstalk::ui {

void OpenedLinks::hear(const LinkOpened& opened) {
    if (opened.link.empty()) return;
    waiting_ = opened;
    on_the_way_ = false;
}

void OpenedLinks::lead_in(ConnectScreen& connect, const model::Model& model, Commands& commands) {
    // Which servers know this device is told a moment after the start.
    if (!waiting_ || on_the_way_ || model.revision() == 0) return;
    if (waiting_->server) {
        connect.offer_invite(waiting_->link, *waiting_->server);
        waiting_.reset();
        return;
    }
    const auto room = read_room_link(waiting_->link);
    const auto saved = std::ranges::find_if(model.saved_servers(), [&](const model::SavedServer& each) {
        return room && leads_to(*room, each.server.key);
    });
    if (saved == model.saved_servers().end()) {
        connect.tell(room ? "The link leads to a room of a server that does not know this device. Join the "
                            "server first, then follow the link again."
                          : "The link of a room is cut off. Ask for the whole one.");
        waiting_.reset();
        return;
    }
    on_the_way_ = true;
    connect.rejoin(*saved, commands);
}

void OpenedLinks::lead_on(const Scene& scene) {
    if (!waiting_) return;
    const LinkOpened opened = *std::exchange(waiting_, std::nullopt);
    if (!opened.server) return follow_link(scene, opened.link);
    if (*opened.server == scene.model.server().key) return;  // one is there
    scene.commands.show(OpenDialog{std::make_unique<FollowInviteDialog>(opened.link, *opened.server)});
}

}  // namespace crosstalk::ui
