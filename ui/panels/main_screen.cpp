#include "ui/panels/main_screen.hpp"

#include <imgui.h>

#include <algorithm>
#include <utility>
#include <variant>

#include "net/text/utf8.hpp"
#include "ui/panels/rail.hpp"
#include "ui/panels/rooms_panel.hpp"
#include "ui/panels/server_menu.hpp"
#include "ui/panels/side_panel.hpp"
#include "ui/panels/status_bar.hpp"
#include "ui/panels/transfers_panel.hpp"
#include "ui/panels/typed_at.hpp"
#include "ui/panels/unread.hpp"

namespace crosstalk::ui {

namespace {

// A letter typed anywhere goes into the composer, and the keyboard with it.
void type_anywhere(Composer& composer, bool plays) {
    ImGuiIO& io = ImGui::GetIO();
    if (io.WantTextInput || ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup)) return;
    if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_V)) {
        if (const char* clipboard = ImGui::GetClipboardText()) composer.paste(clipboard);
    }
    if (io.KeyCtrl || io.KeyAlt || io.KeySuper) return;
    std::string typed;
    for (const ImWchar character : io.InputQueueCharacters) {
        if (character >= 32) text::append_utf8(typed, character);
    }
    // A blank presses what has the focus.
    if (typed == " " && io.NavVisible) return;
    // Digits and a blank make moves in the game that has the keyboard.
    if (plays && typed.find_first_not_of("0123456789 ") == std::string::npos) return;
    if (typed.empty()) return;
    composer.insert(typed);
    // The composer has the keyboard from this frame on, and would take them again.
    io.InputQueueCharacters.resize(0);
}

// What a page fills: everything beside the rail and above the status bar.
Box page_of(const Layout& layout, Box window) {
    if (layout.rail) window.min.x = layout.rail->max.x;
    if (layout.status) window.max.y = layout.status->min.y;
    return window;
}

// Below the server's head where it is shown, else beside the logo.
Box server_menu_place(const Theme& theme, const Layout& layout, Page page, Box window) {
    ImVec2 at = window.min;
    if (layout.rail) at.x = layout.rail->max.x;
    if (layout.one_pane) at.y += theme.px(measure::conversation_header);
    if (layout.server_header_shown && page == Page::Conversation) at.y += theme.px(measure::server_header);
    at.x += theme.px(space::control);
    return {at, at};
}

}  // namespace

net::RoomId MainScreen::room_in(const model::Model& model) {
    begin_on(model.server());
    if (model.room(room_) == nullptr) room_ = net::lobby;
    if (model.room(room_) == nullptr && !model.rooms().empty()) room_ = model.rooms().front();
    return room_;
}

// Rooms of another server have the same ids.
void MainScreen::begin_on(const model::ServerIdentity& server) {
    if (server.key == server_) return;
    server_ = server.key;
    conversations_.clear();
    typed_ = {};
    sides_.forget_server();
    dialogs_.close_all();
    notices_.toasts().clear_leading();
    switcher_.close();
    viewer_.close();
    file_errands_.forget();
    games_.forget_live();
    history_ = {};
    room_ = net::lobby;
    page_ = Page::Conversation;
    pane_ = Pane::Conversation;
}

void MainScreen::keep_drafts(const model::Model& model, Preferences& preferences, Commands& commands) {
    if (model.server().key != server_) return;
    for (const auto& [room, conversation] : conversations_)
        conversation->keep_draft(preferences, draft_name(preferences, model, room), commands);
}

Conversation& MainScreen::conversation_of(net::RoomId room) {
    std::unique_ptr<Conversation>& conversation = conversations_[room];
    if (conversation == nullptr) conversation = std::make_unique<Conversation>();
    return *conversation;
}

void MainScreen::draw(const Scene& scene, Box window) {
    const model::Room* room = scene.room();
    if (room == nullptr) return;
    had_server_ = true;
    std::erase_if(conversations_, [&](const auto& entry) {
        if (scene.model.room(entry.first) != nullptr) return false;
        keep_draft_of(entry.first, scene);
        return true;
    });
    const Theme& theme = scene.context.theme;
    const bool is_wide = window.width() / theme.scale() >= measure::wide;
    const Side side = sides_.side_in(is_wide ? WindowWidth::Wide : WindowWidth::Narrow);
    const Layout layout = lay_out_main(theme, window, pane_, SideColumn::width_of(side));
    history_.went_to(room_);
    obey_keys(scene, layout, side);
    file_errands_.go_on(scene);
    limit_transfers(scene);
    messages_shown_ = page_ == Page::Conversation && layout.conversation.has_value() && !viewer_.is_open();
    running_ = running_games(scene.model, scene.now.server_ms);
    cards_ = cards_place(scene, layout, window);
    hand_focus(FocusPane::Rail);
    if (layout.rail) draw_rail(scene, *layout.rail, rail_state(scene, layout, side));
    if (viewer_.is_open()) {
        viewer_.draw(scene, page_of(layout, window));
    } else if (page_ == Page::Settings) {
        hand_focus(FocusPane::Messages);
        settings_.draw(scene, page_of(layout, window));
    } else {
        draw_columns(scene, layout, *room, side);
    }
    draw_server_menu(scene, server_menu_place(theme, layout, page_, window));
    draw_games(scene, layout, window);
    if (layout.status)
        draw_status_bar(scene.context, scene.now, *layout.status, scene.model, running_, scene.commands);
    switcher_.draw(scene);
    dialogs_.draw(scene);
    if (file_errands_.is_dragged_over()) draw_drop_place(scene, layout.conversation.value_or(window));
}

RailState MainScreen::rail_state(const Scene& scene, const Layout& layout, Side side) const {
    const TransferCounts transfers = counts_of(scene.model);
    return {.page = page_,
            .side = side,
            .notices = notices_.log().unseen(),
            .transfers = transfers.under_way,
            .failed = transfers.failed,
            .turns = games_.turns(),
            .menu_marked = !layout.server_header_shown};
}

// Over what was said long ago: never over people, and not over the newest messages at the bottom or the find bar.
Box MainScreen::cards_place(const Scene& scene, const Layout& layout, Box window) {
    Box place = messages_shown_ ? *layout.conversation : window;
    place.min.y += scene.px(measure::conversation_header);
    if (!messages_shown_) return place;
    if (layout.one_pane && !running_.empty()) place.min.y += scene.px(measure::game_strip);
    if (conversation_of(scene.here).find_bar().is_open()) place.min.y += FindBar::height(scene.context);
    place.max.y -= scene.px(measure::typing_line + measure::composer + space::medium);
    if (layout.side_slides_over && layout.side) place.max.x = layout.side->min.x;
    // Too little beside what slides over.
    const bool is_narrow = place.width() < scene.px(measure::members);
    return is_narrow ? Box{place.min, {layout.conversation->max.x, place.max.y}} : place;
}

void MainScreen::draw_columns(const Scene& scene, const Layout& layout, const model::Room& room, Side side) {
    if (layout.rooms) {
        hand_focus(FocusPane::Rooms);
        const auto header = layout.server_header_shown ? ServerHeader::Shown : ServerHeader::Hidden;
        Box rooms = *layout.rooms;
        if (layout.one_pane) rooms = draw_rail_strip(scene, rooms, rail_state(scene, layout, side));
        draw_rooms(scene, rooms, rooms_scroll_, header, running_);
    }
    if (layout.conversation) draw_conversation(scene, layout, room, side);
    if (!layout.side) return;
    if (layout.side_slides_over) {
        fill_box(*ImGui::GetWindowDrawList(),
                 {layout.conversation->min, {layout.side->min.x, layout.side->max.y}},
                 with_opacity(scene.color(Role::Overlay), slide_over_dim));
    }
    hand_focus(FocusPane::Side);
    Box place = *layout.side;
    // The others have a head of their own, with the way back.
    if (layout.one_pane && (side == Side::Members || side == Side::Nothing))
        place = draw_side_head(scene, place, "Members");
    sides_.draw(scene, place, room, side, notices_.log());
}

void MainScreen::draw_conversation(const Scene& scene, const Layout& layout, const model::Room& room,
                                   Side side) {
    Conversation& conversation = conversation_of(room.id);
    ConversationFrame frame{
        .back_shown = layout.one_pane,
        .unread_elsewhere = unread_in_all(scene.model, scene.preferences, scene.now.wall_ms, room.id),
        .members_shown = side == Side::Members && !layout.one_pane,
        .pins_shown = side == Side::Pins && !layout.one_pane};
    if (layout.one_pane) frame.games = running_;
    if (dialogs_.is_empty() && !switcher_.is_open()) {
        type_anywhere(conversation.composer(), games_.has_keyboard());
        if (!pasted_.empty()) conversation.composer().paste(pasted_);
    }
    pasted_.clear();
    const ConversationWish wish = conversation.draw(scene, *layout.conversation, frame, room);
    if (wish.go_back) pane_ = Pane::Rooms;
    if (wish.toggle_members)
        show_side(side == Side::Members && !layout.one_pane ? Side::Nothing : Side::Members);
    if (wish.toggle_pins) toggle_side(scene, Side::Pins, layout.one_pane ? Side::Nothing : side);
    if (wish.line) obey_line(*wish.line, conversation.composer().last_sent(), scene, conversation, room);
    typed_.go_on(scene, conversation);
}

void MainScreen::keep_draft_of(net::RoomId room, const Scene& scene) {
    const auto found = conversations_.find(room);
    if (found != conversations_.end())
        found->second->keep_draft(scene.preferences, draft_name(scene.preferences, scene.model, room),
                                  scene.commands);
}

void MainScreen::choose(net::RoomId room, const Scene& scene) {
    if (room != room_) {
        keep_draft_of(room_, scene);
        const auto left = conversations_.find(room_);
        if (left != conversations_.end()) left->second->leave();
    }
    room_ = room;
    page_ = Page::Conversation;
    pane_ = Pane::Conversation;
}

void MainScreen::show_side(Side side) {
    sides_.show(side);
    pane_ = side == Side::Nothing ? Pane::Conversation : Pane::Side;
    page_ = Page::Conversation;
    // They stand in the list, which they would cover.
    if (side == Side::Notices) notices_.toasts().clear_passing();
}

// What is typed goes on in the panel, where it can be changed.
void MainScreen::obey_line(const model::CommandLine& line, const std::string& typed, const Scene& scene,
                           Conversation& conversation, const model::Room& room) {
    constexpr std::string_view search = "/search ";
    if (line.command->name == "search" && typed.starts_with(search))
        return scene.commands.show(SearchFor{typed.substr(search.size())});
    typed_.obey(line, scene, conversation, room);
}

// --- what is told

void MainScreen::hear(const model::LinkEvent& event) {
    notices_.hear(event);
    sides_.hear(event);
    saver_.hear(event);
    games_.hear(event);
}

void MainScreen::tell(const model::Model& model, Preferences& preferences, const Moment& now,
                      Commands& commands) {
    saver_.go_on(model, preferences, commands);
    games_.go_on(model, preferences, now, commands);
    notices_.tell({.model = model,
                   .preferences = preferences,
                   .now = now,
                   .here = room_in(model),
                   .sight = messages_shown_ ? Sight::Conversation : Sight::Elsewhere,
                   .games_shown = games_.shown()},
                  commands);
}

void MainScreen::draw_toasts(const Scene& scene) {
    if (scene.commands.asks<CopyText>()) notices_.say(Icon::Copy, "Copied", {}, scene.now.steady_ms);
    const ImGuiViewport& viewport = *ImGui::GetMainViewport();
    const Box window = box_at(viewport.Pos, viewport.Size.x, viewport.Size.y);
    const bool pressed = notices_.draw(scene, std::exchange(cards_, std::nullopt).value_or(window));
    if (pressed && scene.room() != nullptr && messages_shown_)
        conversation_of(scene.here).composer().take_focus();
}

// --- what panels asked for

void MainScreen::carry_out(const Scene& scene) {
    std::vector<WindowCommand> wanted = scene.commands.take_window();
    for (WindowCommand& command : wanted)
        std::visit([&](auto& one) { take(one, scene); }, command);
    if (!wanted.empty()) scene.commands.wake_in(0);
}

void MainScreen::take(GoToRoom& command, const Scene& scene) {
    if (scene.model.room(command.room) != nullptr) choose(command.room, scene);
}

void MainScreen::take(EnterRoom& command, const Scene& scene) {
    net::JoinRoom join;
    join.room = command.room;
    typed_.follow_into(join, scene.model);
    scene.commands.send(model::Perform{std::move(join), {}});
}

void MainScreen::take(GoToMessage& command, const Scene& scene) {
    const model::Room* room = scene.model.room(command.room);
    if (room == nullptr) return;
    choose(command.room, scene);
    Conversation& conversation = conversation_of(command.room);
    conversation.sync(scene, *room);
    conversation.go_to(command.sequence, scene.now, *room, scene.commands);
}

void MainScreen::take(GoToPerson& command, const Scene& scene) {
    typed_.go_to(command.user, scene);
}

void MainScreen::take(ShowPage& command, const Scene&) {
    page_ = command.page;
    pane_ = Pane::Conversation;
}

void MainScreen::take(ShowSetting& command, const Scene&) {
    page_ = Page::Settings;
    settings_.go_to(command.setting);
}

void MainScreen::take(ShowSide& command, const Scene&) {
    show_side(command.side);
}

void MainScreen::take(OpenDialog& command, const Scene&) {
    if (command.dialog != nullptr) dialogs_.open(std::move(command.dialog));
}

void MainScreen::take(PutInComposer& command, const Scene& scene) {
    if (scene.room() == nullptr) return;
    choose(scene.here, scene);
    conversation_of(scene.here).composer().insert(command.text);
}

void MainScreen::take(OpenSwitcher&, const Scene&) {
    if (dialogs_.is_empty()) switcher_.open();
}

void MainScreen::take(SearchFor& command, const Scene&) {
    show_side(Side::Search);
    sides_.search_for(std::move(command.typed));
}

void MainScreen::take(SayBriefly& command, const Scene& scene) {
    notices_.say(command.icon, std::move(command.title), std::move(command.body), scene.now.steady_ms);
}

void MainScreen::take(SayLine& command, const Scene& scene) {
    const model::Room* room = scene.room();
    if (room == nullptr) return;
    const model::Line line = model::parse_line(command.line, typed_at(scene.now));
    Conversation& conversation = conversation_of(room->id);
    if (const auto* typed = std::get_if<model::CommandLine>(&line)) {
        obey_line(*typed, command.line, scene, conversation, *room);
    } else if (const auto* bad = std::get_if<model::BadLine>(&line)) {
        conversation.answer({bad->text});
    } else {
        scene.commands.send(model::Post{room->id, std::get<model::SayText>(line).text, {}, {}});
    }
}

}  // namespace crosstalk::ui
