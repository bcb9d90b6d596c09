// The screen of somebody who is connected: rooms, the conversation and what stands beside it, pages and dialogs.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "ui/panels/conversation.hpp"
#include "ui/panels/dialog.hpp"
#include "ui/panels/layout.hpp"
#include "ui/panels/scene.hpp"
#include "ui/panels/settings_page.hpp"
#include "ui/panels/typed_commands.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

/// One per window. Thread: the one that draws.
class MainScreen {
  public:
    /// `scene.here` is room() of before.
    void draw(const Scene& scene, Box window);
    /// The room that is shown; made one that there is, if it is gone.
    net::RoomId room_in(const model::Model& model);
    /// What is written in any room is kept for the next start.
    void keep_drafts(const model::Model& model, Preferences& preferences, Commands& commands);
    /// Does what this frame's panels asked of the window.
    void carry_out(const Scene& scene);

  private:
    Conversation& conversation_of(net::RoomId room);
    void draw_columns(const Scene& scene, const Layout& layout, const model::Room& room, Side side);
    void draw_conversation(const Scene& scene, const Layout& layout, const model::Room& room, Side side);
    void draw_side(const Scene& scene, Box box, const model::Room& room, Side side);
    void obey_keys(const Scene& scene, const Layout& layout);
    void choose(net::RoomId room);
    void begin_on(const model::ServerIdentity& server);
    void show_side(Side side);

    void take(GoToRoom& command, const Scene& scene);
    void take(GoToMessage& command, const Scene& scene);
    void take(GoToPerson& command, const Scene& scene);
    void take(ShowPage& command, const Scene& scene);
    void take(ShowSetting& command, const Scene& scene);
    void take(ShowSide& command, const Scene& scene);
    void take(OpenDialog& command, const Scene& scene);
    void take(PutInComposer& command, const Scene& scene);
    void take(SayLine& command, const Scene& scene);

    std::map<net::RoomId, std::unique_ptr<Conversation>> conversations_;
    TypedCommands typed_;
    DialogStack dialogs_;
    net::ServerKeyHash server_{};  // whose rooms these are
    net::RoomId room_ = net::lobby;
    Page page_ = Page::Conversation;
    std::optional<Side> side_;  // empty: as the width suggests
    Pane pane_ = Pane::Conversation;
    SettingsPage settings_;
    ScrollArea rooms_scroll_;
    ScrollArea members_scroll_;
};

}  // namespace crosstalk::ui
