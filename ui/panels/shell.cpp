#include "ui/panels/shell.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <utility>

#include "client/model/words.hpp"
#include "ui/notices/unread_badge.hpp"
#include "ui/panels/unread.hpp"
#include "ui/settings/shortcuts.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::int64_t frame_ms = 16;   // while something moves
constexpr std::int64_t caret_ms = 500;  // the caret blinks at 2 Hz while something is being written
constexpr std::int64_t caret_blinks_for_ms =
    11'000;  // after the last input; a little longer than the caret itself

// The session's screen stays while the link reconnects; only somebody's wish or a refusal ends it.
bool shows_session(const model::Model& model) {
    const model::ConnectionState state = model.connection().state;
    return !model.rooms().empty() && state != model::ConnectionState::Idle &&
           state != model::ConnectionState::Refused;
}

}  // namespace

Shell::Shell(ShellStart start) : start_(std::move(start)), theme_(make_theme({})) {
    if (start_.no_discovery)
        preferences_.hold_off(SettingId::FindServers,
                              "Off because of --no-discovery or CROSSTALK_NO_DISCOVERY");
}

void Shell::hear(const model::LinkEvent& event) {
    if (const auto* known = std::get_if<model::SettingsKnown>(&event)) preferences_.learn(known->settings);
    if (const auto* trouble = std::get_if<model::Trouble>(&event)) {
        trouble_ = trouble->text;
        connect_.tell(trouble->text);
    }
    errands_.hear(event);
    clock_.hear(event);
    main_.hear(event);
}

void Shell::hear(const DesktopEvent& event) {
    main_.notices().hear(event);
    main_.hear(event);
    if (const auto* hosting = std::get_if<HostingChanged>(&event)) hosting_.hear(*hosting);
    if (const auto* checked = std::get_if<NetworkChecked>(&event)) network_.hear(*checked);
    if (const auto* found = std::get_if<ServersFound>(&event)) connect_.hear(*found);
    if (const auto* pasted = std::get_if<SelectionPasted>(&event)) main_.paste(pasted->text);
    if (const auto* scale = std::get_if<DisplayScaleChanged>(&event)) start_.display_scale = scale->scale;
    if (const auto* changed = std::get_if<SystemLookChanged>(&event))
        preferences_.learn_system(changed->look);
}

Badge Shell::badge(const model::Model& model, const Moment& now) {
    calls_.learn(model, preferences_.text(SettingId::NoticeKeywords));
    return shows_session(model) ? badge_of(model, preferences_, calls_, now.wall_ms) : Badge{};
}

const Theme& Shell::theme() {
    const ThemeChoice choice = preferences_.theme_choice(start_.display_scale);
    if (choice != theme_.choice()) theme_ = make_theme(choice);
    return theme_;
}

Moment Shell::by_server(Moment now) {
    now.server_ms = clock_.now_ms(now);
    return now;
}

void Shell::tell(const Moment& outside, const model::Model& model, Commands& commands) {
    const Moment now = by_server(outside);
    presence_.tell(preferences_, now, commands);
    main_.tell(model, preferences_, now, commands);
    hosting_.tell(model, errands_, commands);
    // What is meant for oneself counts; if there is none of it, what is unread at all.
    calls_.learn(model, preferences_.text(SettingId::NoticeKeywords));
    const Badge meant = badge_of(model, preferences_, calls_, now.wall_ms);
    waiting_ = meant.count > 0 ? meant.count : unread_in_all(model, preferences_, now.wall_ms);
}

std::string Shell::title(const model::Model& model) const {
    if (!shows_session(model)) return "Crosstalk";
    return (waiting_ > 0 ? "(" + std::to_string(waiting_) + ") " : std::string()) + room_name_ +
           " - Crosstalk";
}

bool Shell::shows_servers(const model::Model& model) const {
    const bool wanted = preferences_.is_learnt() && preferences_.is_on(SettingId::FindServers);
    return started_ && wanted && model.revision() != 0 && !shows_session(model);
}

void Shell::begin(Commands& commands) {
    hosting_.look(commands);
    ConnectFields& fields = connect_.fields();
    if (!start_.name.empty()) fields.name = start_.name;
    if (!start_.passkey.empty()) fields.passkey = start_.passkey;
    if (!start_.invite.empty()) {
        connect_.use_invite(start_.invite, commands);
    } else if (!start_.connect.empty()) {
        connect_.use_address(start_.connect);
        commands.send(model::Connect{.address = start_.connect,
                                     .name = fields.name,
                                     .passkey = fields.passkey,
                                     .invite = {},
                                     .saved = {}});
    }
}

void Shell::draw(const Fonts& fonts, const Moment& outside, const model::Model& model, Commands& commands) {
    const Moment now = by_server(outside);
    if (!std::exchange(started_, true)) begin(commands);
    zoom(commands);
    if (shortcut_pressed(preferences_, ShortcutId::Quit)) commands.ask(QuitProgram{});

    const ImGuiViewport& viewport = *ImGui::GetMainViewport();
    ImGui::SetNextWindowPos(viewport.Pos);
    ImGui::SetNextWindowSize(viewport.Size);
    constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                                       ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                       ImGuiWindowFlags_NoBringToFrontOnFocus |
                                       ImGuiWindowFlags_NoScrollWithMouse;
    ImGui::Begin("shell", nullptr, flags);
    FrameNeeds needs;
    people_.learn(model, main_.room_in(model));
    const Context context{.theme = theme_,
                          .fonts = fonts,
                          .needs = needs,
                          .now_ms = now.steady_ms,
                          .composition = now.composition,
                          .writing = now.writing,
                          .chosen = &people_.chosen(),
                          .pictures = start_.pictures,
                          .portraits = &people_.portraits()};
    draw_screen(context, now, model, commands);
    presence_.tell(preferences_, now, commands);  // what was chosen in this frame
    preferences_.keep_rested(now.steady_ms, commands);
    ImGui::End();
    if (needs.another_frame) commands.wake_in(frame_ms);
    if (needs.wake_ms) commands.wake_in(*needs.wake_ms);
    if (!ImGui::GetCurrentContext()->InputEventsTrail.empty()) last_input_ms_ = now.steady_ms;
    const bool blinks = now.window_has_focus && now.steady_ms - last_input_ms_ <= caret_blinks_for_ms;
    if (blinks && ImGui::GetIO().WantTextInput) commands.wake_in(caret_ms);
}

void Shell::draw_screen(const Context& context, const Moment& now, const model::Model& model,
                        Commands& commands) {
    const ImGuiViewport& viewport = *ImGui::GetMainViewport();
    const Box window{viewport.Pos, {viewport.Pos.x + viewport.Size.x, viewport.Pos.y + viewport.Size.y}};
    tell(now, model, commands);
    const Scene scene{
        context,        now,     model,     preferences_, errands_, commands, main_.room_in(model),
        start_.outside, &calls_, &hosting_, &network_};
    if (!shows_session(model)) {
        opened_.lead_in(connect_, model, commands);
        connect_.draw(scene, window);
        // The rooms that cards lead to are left.
        main_.notices().toasts().clear_leading();
        main_.draw_without_server(scene, window);
        main_.draw_toasts(scene);
        return main_.carry_out(scene);
    }
    connect_.forget_code();
    connect_.forget_join_code();
    opened_.lead_on(scene);
    const model::Room* room = scene.room();
    room_name_ = room == nullptr ? "#lobby" : model::tag_of(*room);
    if (!trouble_.empty()) show_trouble(now);
    main_.draw(scene, window);
    main_.draw_toasts(scene);
    main_.carry_out(scene);
}

// Long enough to be read twice.
void Shell::show_trouble(const Moment& now) {
    constexpr std::int64_t stays_ms = 20'000;
    main_.notices().toasts().show({.key = 0,
                                   .icon = Icon::Warning,
                                   .by = {},
                                   .title = "Something does not work",
                                   .body = std::exchange(trouble_, {}),
                                   .go = {},
                                   .stays_ms = stays_ms},
                                  now.steady_ms);
}

// To the next multiple of ten, whatever stands there.
void Shell::zoom(Commands& commands) {
    constexpr int step = 10;
    const int zoom = preferences_.number(SettingId::Zoom);
    int wanted = zoom;
    if (shortcut_pressed(preferences_, ShortcutId::ZoomIn)) wanted = zoom - zoom % step + step;
    if (shortcut_pressed(preferences_, ShortcutId::ZoomOut))
        wanted = zoom - (zoom % step == 0 ? step : zoom % step);
    if (shortcut_pressed(preferences_, ShortcutId::ZoomNormal)) wanted = 100;
    if (wanted != zoom) preferences_.set_number(SettingId::Zoom, wanted, commands);
}

}  // namespace crosstalk::ui
