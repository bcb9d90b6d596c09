#include "ui/panels/shell.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "net/text/utf8.hpp"
#include "ui/panels/members_panel.hpp"
#include "ui/panels/rail.hpp"
#include "ui/panels/rooms_panel.hpp"
#include "ui/panels/status_bar.hpp"

namespace crosstalk::ui {

namespace {

constexpr const char* palette_setting = "look.palette";
constexpr const char* zoom_setting = "look.zoom";
constexpr float zoom_step = 0.1F;
constexpr std::int64_t frame_ms = 16;  // while something moves

constexpr const char* only_in_terminal =
    "The window has no place for this. The terminal client, crosstalk-cli, does it with the same words.";

std::uint64_t unread_in_all(const model::Model& model, net::RoomId but) {
    std::uint64_t sum = 0;
    for (const net::RoomId id : model.rooms()) {
        if (id != but) sum += model.room(id)->unread();
    }
    return sum;
}

// The session's screen stays while the link reconnects; only somebody's wish or a refusal ends it.
bool shows_session(const model::Model& model) {
    const model::ConnectionState state = model.connection().state;
    return !model.rooms().empty() && state != model::ConnectionState::Idle &&
           state != model::ConnectionState::Refused;
}

std::string tag_of(const model::Room& room) {
    return (room.kind == net::RoomKind::Direct ? "@" : "#") + room.name;
}

// One command explained, or the names of all, a line for each group.
std::vector<std::string> help_on(const model::ComposerCommand* command) {
    if (command != nullptr) {
        return {model::usage_of(*command), std::string(command->help),
                "For example " + std::string(command->example)};
    }
    std::vector<std::string> lines;
    const model::ComposerCommand* before = nullptr;
    for (const model::ComposerCommand& each : model::composer_commands()) {
        if (before == nullptr || before->group != each.group) {
            lines.push_back(std::string(model::title_of(each.group)) + ":");
        }
        before = &each;
        lines.back() += " /" + std::string(each.name);
    }
    lines.emplace_back("/help COMMAND explains one of them.");
    return lines;
}

std::vector<std::string> rooms_of(const model::Model& model) {
    std::vector<std::string> lines;
    for (const net::RoomId id : model.rooms()) {
        const model::Room& room = *model.room(id);
        lines.push_back(tag_of(room) +
                        (room.unread() > 0 ? ", " + std::to_string(room.unread()) + " unread" : ""));
    }
    for (const model::Invitation& invitation : model.invitations())
        lines.push_back("#" + invitation.room.name + " (invited; /join enters it)");
    constexpr std::size_t most = 12;
    if (lines.size() > most) {
        const std::size_t more = lines.size() - most;
        lines.resize(most);
        lines.push_back("and " + std::to_string(more) + " more at the left");
    }
    return lines;
}

// Whether this is the room that a command was to make or enter.
bool is_meant(const model::Room& room, const net::Command& command) {
    if (const auto* create = std::get_if<net::CreateRoom>(&command)) {
        return room.name == create->name && room.kind == create->kind;
    }
    if (const auto* open = std::get_if<net::OpenDirect>(&command)) return room.peer.id == open->user;
    const auto* join = std::get_if<net::JoinRoom>(&command);
    return join != nullptr && (join->room ? room.id == join->room : room.name == join->name);
}

}  // namespace

// What was chosen in this window counts at once; what the profile holds is told at the start only.
std::string Shell::setting(const model::Model& model, const std::string& name) const {
    if (const auto chosen = chosen_.find(name); chosen != chosen_.end()) return chosen->second;
    const auto kept = model.settings().find(name);
    return kept == model.settings().end() ? std::string() : kept->second;
}

void Shell::choose_setting(const std::string& name, const std::string& value, Commands& commands) {
    chosen_.insert_or_assign(name, value);
    commands.send(model::KeepSetting{name, value});
    commands.wake_in(0);
}

float Shell::zoom_of(const model::Model& model) const {
    const std::string kept = setting(model, zoom_setting);
    const int percent = kept.empty() ? 100 : std::atoi(kept.c_str());
    return std::clamp(static_cast<float>(percent) / 100, 0.5F, 3.0F);
}

Palette Shell::palette_of(const model::Model& model) const {
    const std::string kept = setting(model, palette_setting);
    if (kept == "light") return Palette::Light;
    if (kept == "high-contrast") return Palette::HighContrast;
    return Palette::Dark;
}

Shell::Shell(ShellStart start) : start_(std::move(start)), theme_(make_theme({})) {}

const Theme& Shell::theme(const model::Model& model) {
    ThemeChoice choice = theme_.choice();
    choice.palette = palette_of(model);
    choice.scale = std::clamp(start_.display_scale * zoom_of(model), scale_least, scale_most);
    const ThemeChoice& now = theme_.choice();
    if (choice.palette != now.palette || choice.scale != now.scale) theme_ = make_theme(choice);
    return theme_;
}

std::string Shell::title(const model::Model& model) const {
    if (!shows_session(model)) return "Crosstalk";
    const model::Room* room = model.room(room_);
    const std::uint64_t unread = unread_in_all(model, {});
    return (unread > 0 ? "(" + std::to_string(unread) + ") " : std::string()) + "#" +
           (room == nullptr ? "lobby" : room->name) + " - Crosstalk";
}

void Shell::draw(const Fonts& fonts, const Moment& now, const model::Model& model, Commands& commands) {
    if (!std::exchange(started_, true)) {
        ConnectFields& fields = connect_.fields();
        if (!start_.name.empty()) fields.name = start_.name;
        if (!start_.passkey.empty()) fields.passkey = start_.passkey;
        if (!start_.invite.empty()) {
            connect_.use_invite(start_.invite, commands);
        } else if (!start_.connect.empty()) {
            commands.send(model::Connect{.address = start_.connect,
                                         .name = fields.name,
                                         .passkey = fields.passkey,
                                         .invite = {},
                                         .saved = {}});
        }
    }
    zoom(model, commands);
    if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_Q)) commands.ask(QuitProgram{});

    const ImGuiViewport& viewport = *ImGui::GetMainViewport();
    ImGui::SetNextWindowPos(viewport.Pos);
    ImGui::SetNextWindowSize(viewport.Size);
    constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                                       ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                       ImGuiWindowFlags_NoBringToFrontOnFocus |
                                       ImGuiWindowFlags_NoScrollWithMouse;
    ImGui::Begin("shell", nullptr, flags);
    FrameNeeds needs;
    const Context context{.theme = theme_,
                          .fonts = fonts,
                          .needs = needs,
                          .now_ms = now.steady_ms,
                          .composition = now.composition};
    if (shows_session(model)) {
        draw_main(context, now, model, commands);
    } else {
        const Box window{viewport.Pos, {viewport.Pos.x + viewport.Size.x, viewport.Pos.y + viewport.Size.y}};
        connect_.draw(context, now, window, model, commands);
    }
    ImGui::End();
    if (needs.another_frame) commands.wake_in(frame_ms);
    // The caret blinks at 2 Hz while something is being written.
    if (ImGui::GetIO().WantTextInput) commands.wake_in(500);
}

void Shell::draw_main(const Context& context, const Moment& now, const model::Model& model,
                      Commands& commands) {
    const ImGuiViewport& viewport = *ImGui::GetMainViewport();
    const Box window{viewport.Pos, {viewport.Pos.x + viewport.Size.x, viewport.Pos.y + viewport.Size.y}};
    if (model.room(room_) == nullptr) room_ = net::lobby;
    if (model.room(room_) == nullptr) room_ = model.rooms().front();
    const model::Room& room = *model.room(room_);
    std::erase_if(conversations_, [&](const auto& entry) { return model.room(entry.first) == nullptr; });

    const bool is_wide = window.width() / context.theme.scale() >= 1100;
    const MembersWanted members = members_.value_or(is_wide ? MembersWanted::Shown : MembersWanted::Hidden);
    const Layout layout = lay_out_main(context.theme, window, pane_, members);

    if (layout.rail && draw_rail(context, *layout.rail, unread_in_all(model, room.id)).next_palette) {
        next_palette(commands);
    }
    if (layout.rooms) {
        const auto header = layout.server_header_shown ? ServerHeader::Shown : ServerHeader::Hidden;
        const auto chosen = draw_rooms(context, *layout.rooms, rooms_scroll_, header, room_, model, commands);
        if (chosen) choose(*chosen);
    }
    if (layout.conversation) {
        auto& conversation = conversations_[room.id];
        if (conversation == nullptr) conversation = std::make_unique<Conversation>();
        const ConversationFrame frame{.back_shown = layout.one_pane,
                                      .unread_elsewhere = unread_in_all(model, room.id),
                                      .members_shown = members == MembersWanted::Shown && !layout.one_pane};
        type_anywhere(conversation->composer());
        const ConversationWish wish =
            conversation->draw(context, now, *layout.conversation, frame, model, room, commands);
        if (wish.go_back) pane_ = Pane::Rooms;
        if (wish.toggle_members) {
            if (layout.one_pane) {
                pane_ = Pane::Members;
            } else {
                members_ = members == MembersWanted::Shown ? MembersWanted::Hidden : MembersWanted::Shown;
            }
        }
        if (wish.line) obey(*wish.line, now, *conversation, model, room, commands);
        take_up_waiting(now, model, commands);
        tell_failures(*conversation, model);
        go_where_one_entered(model, commands);
    }
    if (layout.members) {
        if (layout.members_slide_over) {
            fill_box(*ImGui::GetWindowDrawList(),
                     {layout.conversation->min, {layout.members->min.x, layout.members->max.y}},
                     with_opacity(context.color(Role::Overlay), slide_over_dim));
        }
        const auto wish = draw_members(context, now, *layout.members, members_scroll_, model, room, commands);
        if (wish) obey(*wish, model, room, commands);
        if (layout.one_pane && ImGui::IsKeyPressed(ImGuiKey_Escape)) pane_ = Pane::Conversation;
    }
    if (layout.status) draw_status_bar(context, now, *layout.status, model, commands);
}

void Shell::choose(net::RoomId room) {
    if (room != room_) {
        const auto left = conversations_.find(room_);
        if (left != conversations_.end() && left->second != nullptr) left->second->leave();
    }
    room_ = room;
    pane_ = Pane::Conversation;
}

void Shell::next_palette(Commands& commands) {
    const char* next = "light";
    if (theme_.palette() == Palette::Light) next = "high-contrast";
    if (theme_.palette() == Palette::HighContrast) next = "dark";
    choose_setting(palette_setting, next, commands);
}

void Shell::obey(const PersonWish& wish, const model::Model& model, const model::Room& room,
                 Commands& commands) {
    switch (wish.deed) {
        case PersonDeed::Message:
            if (const model::Room* direct = model.direct(wish.user.id)) return choose(direct->id);
            return perform(model::Perform{net::OpenDirect{wish.user.id}, {}}, model, commands);
        case PersonDeed::Mention: {
            const auto conversation = conversations_.find(room.id);
            const bool has_blank = wish.user.name.find(' ') != std::string::npos;
            const std::string name = has_blank ? "\"" + wish.user.name + "\"" : wish.user.name;
            if (conversation != conversations_.end())
                conversation->second->composer().insert("@" + name + " ");
            pane_ = Pane::Conversation;
            return;
        }
        case PersonDeed::Ignore:
            return commands.send(model::Ignore{wish.user});
        case PersonDeed::Heed:
            return commands.send(model::Unignore{wish.user.id});
    }
}

// What a command typed into the composer means for the window.
void Shell::obey(const model::CommandLine& line, const Moment& now, Conversation& conversation,
                 const model::Model& model, const model::Room& room, Commands& commands,
                 const model::Findings& found) {
    const model::Step step = model::next_step(line, model, room.id, found);
    if (const auto* bad = std::get_if<model::BadLine>(&step)) {
        conversation.composer().give_back();
        return conversation.answer({bad->text});
    }
    if (const auto* deed = std::get_if<model::Deed>(&step)) {
        return carry_out(*deed, now, conversation, model, room, commands);
    }
    if (std::holds_alternative<model::NeedPeople>(std::get<model::Need>(step))) {
        waiting_ = WaitingLine{line, room.id};
        commands.send(model::LoadMembers{net::lobby});
        return;
    }
    conversation.answer({only_in_terminal});
}

void Shell::perform(const model::LinkCommand& command, const model::Model& model, Commands& commands) {
    const auto* wanted = std::get_if<model::Perform>(&command);
    const bool enters = wanted && (std::holds_alternative<net::CreateRoom>(wanted->command) ||
                                   std::holds_alternative<net::JoinRoom>(wanted->command) ||
                                   std::holds_alternative<net::OpenDirect>(wanted->command));
    if (enters) entering_ = Entering{wanted->command, {model.rooms().begin(), model.rooms().end()}};
    commands.send(command);
}

void Shell::go_where_one_entered(const model::Model& model, Commands& commands) {
    if (!entering_) return;
    for (const net::RoomId id : model.rooms()) {
        if (entering_->before.contains(id) || !is_meant(*model.room(id), entering_->command)) continue;
        const std::string text = std::exchange(entering_, std::nullopt)->text;
        if (!text.empty()) commands.send(model::Post{id, text, {}, {}});
        return choose(id);
    }
}

// A post that failed says so in its place in the list; other commands have none.
void Shell::tell_failures(Conversation& conversation, const model::Model& model) {
    std::set<std::string> told;
    for (const model::PendingChange& change : model.changes()) {
        if (change.state != model::PendingState::Failed) continue;
        if (!failures_told_.contains(change.ref)) {
            conversation.answer({change.reason});
            const bool meant_room = std::holds_alternative<net::OpenDirect>(change.command);
            // What was to be said there is not lost.
            if (meant_room && entering_)
                conversation.composer().insert(std::exchange(entering_, std::nullopt)->text);
        }
        told.insert(change.ref);
    }
    failures_told_ = std::move(told);
}

void Shell::take_up_waiting(const Moment& now, const model::Model& model, Commands& commands) {
    if (!waiting_) return;
    const model::Room* room = model.room(waiting_->room);
    const model::Room* lobby = model.room(net::lobby);
    const auto conversation = conversations_.find(waiting_->room);
    const bool is_lost = room == nullptr || lobby == nullptr || conversation == conversations_.end() ||
                         model.connection().state != model::ConnectionState::Online;
    if (is_lost) return waiting_.reset();
    if (lobby->members_state != model::Room::MembersState::Loaded) return;
    const model::CommandLine line = std::exchange(waiting_, std::nullopt)->line;
    model::Findings found;
    found.people = true;
    obey(line, now, *conversation->second, model, *room, commands, found);
}

void Shell::carry_out(const model::Deed& deed, const Moment& now, Conversation& conversation,
                      const model::Model& model, const model::Room& room, Commands& commands) {
    if (const auto* tell = std::get_if<model::Tell>(&deed)) {
        // The answer to a question has no place here yet.
        if (std::holds_alternative<model::Ask>(tell->command)) return conversation.answer({only_in_terminal});
        perform(tell->command, model, commands);
    } else if (const auto* help = std::get_if<model::ShowHelp>(&deed)) {
        conversation.answer(help_on(help->command));
    } else if (std::holds_alternative<model::Quit>(deed)) {
        commands.ask(QuitProgram{});
    } else if (std::holds_alternative<model::ShowRooms>(deed)) {
        pane_ = Pane::Rooms;
        conversation.answer(rooms_of(model));
    } else if (const auto* members = std::get_if<model::ShowMembers>(&deed)) {
        if (members->room != room.id) choose(members->room);
        members_ = MembersWanted::Shown;
        pane_ = Pane::Members;
        conversation.answer({"The members of " + tag_of(room) + " stand at the right."});
    } else if (const auto* to = std::get_if<model::SwitchTo>(&deed)) {
        choose(to->room);
    } else if (const auto* place = std::get_if<model::ShowPlace>(&deed)) {
        if (place->sequence) {
            conversation.go_to(place->sequence, now, room, commands);
        } else {
            conversation.go_to(place->at, room, commands);
        }
    } else if (const auto* shown = std::get_if<model::ShowMessage>(&deed)) {
        conversation.answer({shown->message.author.name + ": " + shown->message.text});
    } else if (std::holds_alternative<model::ShowOlder>(deed)) {
        commands.send(model::LoadOlder{room.id, room.loaded_from});
    } else if (std::holds_alternative<model::ShowMyself>(deed)) {
        conversation.answer({"You are " + model.me().name + " on " + model.server().name + " (" +
                             model.server().address + ")."});
    } else if (const auto* say = std::get_if<model::SayTo>(&deed)) {
        perform(model::Perform{net::OpenDirect{say->user.id}, {}}, model, commands);
        entering_->text = say->text;
    } else {
        conversation.answer({only_in_terminal});
    }
}

// A letter typed anywhere goes into the composer, and the keyboard with it.
void Shell::type_anywhere(Composer& composer) {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.WantTextInput || ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup)) return;
    if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_V)) {
        if (const char* clipboard = ImGui::GetClipboardText()) composer.insert(clipboard);
    }
    if (io.KeyCtrl || io.KeyAlt || io.KeySuper) return;
    std::string typed;
    for (const ImWchar character : io.InputQueueCharacters) {
        if (character >= 32) text::append_utf8(typed, character);
    }
    if (!typed.empty()) composer.insert(typed);
}

void Shell::zoom(const model::Model& model, Commands& commands) {
    const float zoom = zoom_of(model);
    float wanted = zoom;
    if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_Equal) ||
        ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Equal) ||
        ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_KeypadAdd)) {
        wanted += zoom_step;
    }
    if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_Minus) ||
        ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_KeypadSubtract)) {
        wanted -= zoom_step;
    }
    if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_0)) wanted = 1;
    if (wanted == zoom) return;
    const float clamped =
        std::clamp(wanted, scale_least / start_.display_scale, scale_most / start_.display_scale);
    choose_setting(zoom_setting, std::to_string(static_cast<int>(std::lround(clamped * 100))), commands);
}

}  // namespace crosstalk::ui
