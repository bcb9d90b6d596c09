// What the keyboard does in the main screen; see main_screen.hpp.
#include <imgui.h>

#include <algorithm>
#include <vector>

#include "ui/notices/room_rules.hpp"
#include "ui/panels/dialogs/shortcuts_dialog.hpp"
#include "ui/panels/main_screen.hpp"
#include "ui/panels/server_menu.hpp"
#include "ui/settings/shortcuts.hpp"
#include "ui/widgets/keys.hpp"
#include "ui/widgets/popup.hpp"

namespace crosstalk::ui {

namespace {

// The room so many places further, round the end; only those that `counts` says.
template <typename Counts>
std::optional<net::RoomId> room_further(const std::vector<net::RoomId>& rooms, net::RoomId here,
                                        std::ptrdiff_t by, Counts counts) {
    const auto count = static_cast<std::ptrdiff_t>(rooms.size());
    const auto found = std::ranges::find(rooms, here);
    if (found == rooms.end()) return std::nullopt;
    std::ptrdiff_t at = found - rooms.begin();
    for (std::ptrdiff_t step = 1; step < count; ++step) {
        at = (at + by + count) % count;
        const net::RoomId room = rooms[static_cast<std::size_t>(at)];
        if (counts(room)) return room;
    }
    return std::nullopt;
}

}  // namespace

void MainScreen::obey_keys(const Scene& scene, const Layout& layout, Side side) {
    if (!dialogs_.is_empty() || switcher_.is_open() || is_popup_open() || viewer_.is_open()) return;
    play_by_keys(scene);
    go_by_keys(scene);
    show_by_keys(scene, side);
    find_by_keys(scene);
    walk_panes(scene, layout);
    if (ImGui::IsKeyPressed(ImGuiKey_Escape) && scene.context.composition.empty())
        step_out(scene, layout, side);
}

// --- from room to room

void MainScreen::go_by_keys(const Scene& scene) {
    const Preferences& preferences = scene.preferences;
    const std::vector<net::RoomId>& rooms = scene.model.rooms();
    const auto go = [&](std::optional<net::RoomId> room) {
        if (room) scene.commands.show(GoToRoom{*room});
    };
    const auto any = [](net::RoomId) { return true; };
    const RoomRules rules(scene.preferences, scene.model.server().key);
    const auto is_unread = [&](net::RoomId id) {
        const model::Room& room = *scene.model.room(id);
        return room.unread() > 0 && !rules.is_muted(id, scene.now.wall_ms);
    };
    if (shortcut_pressed(preferences, ShortcutId::PreviousRoom)) go(room_further(rooms, room_, -1, any));
    if (shortcut_pressed(preferences, ShortcutId::NextRoom)) go(room_further(rooms, room_, 1, any));
    if (shortcut_pressed(preferences, ShortcutId::PreviousUnread))
        go(room_further(rooms, room_, -1, is_unread));
    if (shortcut_pressed(preferences, ShortcutId::NextUnread)) go(room_further(rooms, room_, 1, is_unread));
    const auto is_there = [&](net::RoomId id) { return scene.model.room(id) != nullptr; };
    if (shortcut_pressed(preferences, ShortcutId::Back)) go(history_.back(is_there));
    if (shortcut_pressed(preferences, ShortcutId::Forward)) go(history_.forward(is_there));
    const std::size_t number = room_number_pressed();
    if (number > 0 && number <= rooms.size()) go(rooms[number - 1]);
}

// --- what is shown

void MainScreen::show_by_keys(const Scene& scene, Side side) {
    const Preferences& preferences = scene.preferences;
    if (shortcut_pressed(preferences, ShortcutId::QuickSwitch)) switcher_.open();
    if (shortcut_pressed(preferences, ShortcutId::Shortcuts))
        scene.commands.show(OpenDialog{std::make_unique<ShortcutsDialog>()});
    if (shortcut_pressed(preferences, ShortcutId::Settings))
        scene.commands.show(ShowPage{page_ == Page::Settings ? Page::Conversation : Page::Settings});
    if (shortcut_pressed(preferences, ShortcutId::ServerMenu)) open_menu(server_menu);
    if (shortcut_pressed(preferences, ShortcutId::SearchAll)) scene.commands.show(ShowSide{Side::Search});
    if (shortcut_pressed(preferences, ShortcutId::Pins)) toggle_side(scene, Side::Pins, side);
    if (shortcut_pressed(preferences, ShortcutId::Notices)) toggle_side(scene, Side::Notices, side);
    if (shortcut_pressed(preferences, ShortcutId::Transfers)) toggle_side(scene, Side::Transfers, side);
    const bool can_send = page_ == Page::Conversation && scene.room() != nullptr &&
                          conversation_of(scene.here).composer().takes_text();
    if (shortcut_pressed(preferences, ShortcutId::Attach) && can_send)
        scene.commands.show(PickToSend{scene.here});
    if (shortcut_pressed(preferences, ShortcutId::Members)) toggle_side(scene, Side::Members, side);
}

void MainScreen::toggle_side(const Scene& scene, Side side, Side shown) {
    scene.commands.show(ShowSide{side == shown ? Side::Nothing : side});
}

void MainScreen::find_by_keys(const Scene& scene) {
    if (page_ != Page::Conversation || scene.room() == nullptr) return;
    FindBar& bar = conversation_of(scene.here).find_bar();
    const bool goes_on = shortcut_pressed(scene.preferences, ShortcutId::FindNext) ||
                         shortcut_pressed(scene.preferences, ShortcutId::FindPrevious);
    if (shortcut_pressed(scene.preferences, ShortcutId::Find) || (goes_on && !bar.is_open())) {
        pane_ = Pane::Conversation;
        bar.open();
    }
}

// --- out again

void MainScreen::step_out(const Scene& scene, const Layout& layout, Side side) {
    if (page_ != Page::Conversation || scene.room() == nullptr) return;
    Conversation& conversation = conversation_of(scene.here);
    // These take the key themselves.
    if (conversation.composer().offers_choices() || conversation.has_answer()) return;
    take_key(ImGuiKey_Escape);
    if (games_.has_keyboard()) {
        if (!games_.step_out()) conversation.composer().take_focus();
        return;
    }
    if (conversation.find_bar().is_open()) {
        conversation.find_bar().close();
        conversation.composer().take_focus();
    } else if (layout.one_pane && pane_ != Pane::Conversation) {
        pane_ = Pane::Conversation;
        conversation.composer().take_focus();
    } else if (!layout.one_pane && side != Side::Nothing &&
               (side != Side::Members || layout.side_slides_over)) {
        sides_.step_out(side);
        pane_ = Pane::Conversation;
        conversation.composer().take_focus();
    } else if (!conversation.composer().step_out()) {
        conversation.go_to_end(*scene.room(), scene.commands);
    }
}

// --- from pane to pane

MainScreen::FocusPane MainScreen::pane_with_focus(const Scene& scene, const Layout& layout) {
    if (games_.has_keyboard()) return FocusPane::Game;
    if (page_ == Page::Conversation && conversation_of(scene.here).composer().has_focus())
        return FocusPane::Composer;
    const Box focused = focused_box();
    if (focused.width() <= 0) return FocusPane::Composer;
    const ImVec2 center = focused.center();
    const auto holds = [&](const std::optional<Box>& box) { return box && box->contains(center); };
    if (holds(layout.side)) return FocusPane::Side;
    if (holds(layout.rail)) return FocusPane::Rail;
    if (holds(layout.rooms)) return FocusPane::Rooms;
    return FocusPane::Messages;
}

void MainScreen::walk_panes(const Scene& scene, const Layout& layout) {
    const bool next = shortcut_pressed(scene.preferences, ShortcutId::NextPane);
    if (!next && !shortcut_pressed(scene.preferences, ShortcutId::PreviousPane)) return;
    std::vector<FocusPane> panes;
    const bool talks = layout.conversation && page_ == Page::Conversation;
    if (layout.rail) panes.push_back(FocusPane::Rail);
    if (layout.rooms) panes.push_back(FocusPane::Rooms);
    if (layout.conversation) panes.push_back(FocusPane::Messages);
    if (talks && conversation_of(scene.here).composer().takes_text()) panes.push_back(FocusPane::Composer);
    if (layout.side && page_ == Page::Conversation) panes.push_back(FocusPane::Side);
    if (games_.is_any_open()) panes.push_back(FocusPane::Game);
    const auto here = std::ranges::find(panes, pane_with_focus(scene, layout));
    const auto count = static_cast<std::ptrdiff_t>(panes.size());
    const std::ptrdiff_t from = here == panes.end() ? 0 : here - panes.begin();
    const FocusPane wanted = panes[static_cast<std::size_t>((from + (next ? 1 : count - 1)) % count)];
    if (wanted == FocusPane::Game) return games_.show_next(scene.now);
    focus_wanted_ = wanted;
    if (!talks) return;
    Conversation& conversation = conversation_of(scene.here);
    if (wanted == FocusPane::Composer) {
        conversation.composer().take_focus();
        focus_wanted_.reset();
    } else if (wanted == FocusPane::Messages) {
        conversation.focus_messages();
        focus_wanted_.reset();
    }
}

void MainScreen::hand_focus(FocusPane pane) {
    if (focus_wanted_ != pane) return;
    focus_wanted_.reset();
    focus_next_item();
}

}  // namespace crosstalk::ui
