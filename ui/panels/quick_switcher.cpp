#include "ui/panels/quick_switcher.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "ui/panels/dialogs/practice_dialog.hpp"
#include "ui/panels/presence.hpp"
#include "ui/settings/shortcuts.hpp"
#include "ui/widgets/bare_window.hpp"
#include "ui/widgets/card.hpp"
#include "ui/widgets/field.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/keys.hpp"
#include "ui/widgets/mark.hpp"
#include "ui/widgets/tinted_text.hpp"

namespace crosstalk::ui {

namespace {

constexpr const char* popup_id = "switcher";
constexpr float width_most = 560;
constexpr float rows_shown = 9;
constexpr float row_glyph = 18;
constexpr float edge_least = 16;
constexpr float from_top_share = 0.14F;  // of the window's height
constexpr std::size_t typed_bytes_most = 200;
constexpr std::string_view hint = "Go to a room, a person, a /command or a setting";
constexpr std::string_view help = "Up and Down choose, Enter goes there. # only rooms, @ people, / commands.";

Icon icon_of(const Destination& to, const model::Model& model) {
    switch (to.kind) {
        case Destination::Kind::Room: {
            const model::Room* room = model.room(to.room);
            return room != nullptr && room->kind == net::RoomKind::Private ? Icon::Lock : Icon::Hash;
        }
        case Destination::Kind::Person:
            return Icon::User;
        case Destination::Kind::Command:
            return Icon::Keyboard;
        case Destination::Kind::Setting:
            return Icon::Gear;
        case Destination::Kind::Game:
            return Icon::Games;
        case Destination::Kind::Practice:
            return Icon::Robot;
    }
    return Icon::Hash;
}

}  // namespace

void go_to(const Destination& destination, const Scene& scene) {
    switch (destination.kind) {
        case Destination::Kind::Room:
            if (scene.model.room(destination.room) == nullptr)
                return scene.commands.show(EnterRoom{destination.room});
            return scene.commands.show(GoToRoom{destination.room});
        case Destination::Kind::Person:
            return scene.commands.show(GoToPerson{destination.user});
        case Destination::Kind::Command:
            return scene.commands.show(PutInComposer{"/" + std::string(destination.command) + " "});
        case Destination::Kind::Setting:
            return scene.commands.show(ShowSetting{destination.setting});
        case Destination::Kind::Game:
            return scene.commands.show(OpenGame{destination.game});
        case Destination::Kind::Practice:
            return scene.commands.show(OpenDialog{std::make_unique<PracticeDialog>()});
    }
}

void draw_jump_field(const Scene& scene, Box box) {
    const Context& context = scene.context;
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ItemState state = item(context, "jump", box);
    const float corner = theme.px(radius::control);
    fill_box(draw, box, mix(theme[Role::Window], theme[Role::Hover], state.hover), corner);
    outline_box(draw, box, theme[Role::BorderControl], corner, theme.px(line::border));
    draw_focus_ring(draw, context, state, box, corner);
    const float side = theme.px(16);
    float x = box.min.x + theme.px(space::control);
    draw_icon(draw, theme, Icon::Search, {x + side / 2, box.center().y}, side, theme[Role::TextSecondary]);
    x += side + theme.px(space::control);
    const std::string keys = keys_of(scene.preferences, ShortcutId::QuickSwitch);
    const float cap = key_cap_width(context, keys);
    const float cap_left = box.max.x - theme.px(space::control) - cap;
    const Type type{TypeStyle::Body};
    draw_text_within(draw, context, {x, std::round(box.center().y - theme.type_row(type.style) / 2)},
                     cap_left - theme.px(space::control) - x, type, theme[Role::TextMuted], "Jump to");
    draw_key_cap(draw, context, {cap_left, box.center().y}, keys, theme[Role::TextSecondary],
                 theme[Role::Border]);
    if (state.pressed) scene.commands.show(OpenSwitcher{});
}

void QuickSwitcher::open() {
    open_ = true;
    focus_wanted_ = true;
    typed_.clear();
    typed_of_found_.clear();
    revision_of_found_ = 0;
    chosen_ = 0;
    scroll_ = {};
}

void QuickSwitcher::refresh(const Scene& scene) {
    if (typed_ == typed_of_found_ && revision_of_found_ == scene.model.revision() && revision_of_found_ != 0)
        return;
    if (typed_ != typed_of_found_) {
        chosen_ = 0;
        scroll_ = {};
    }
    typed_of_found_ = typed_;
    revision_of_found_ = scene.model.revision();
    found_ = destinations(typed_, scene.model, scene.here, folder_, scene.calls);
    chosen_ = std::min(chosen_, found_.empty() ? 0 : found_.size() - 1);
}

void QuickSwitcher::obey_keys(const Scene& scene) {
    // The field keeps the keyboard, while these walk through the rows.
    own_keys({ImGuiKey_DownArrow, ImGuiKey_UpArrow, ImGuiKey_PageDown, ImGuiKey_PageUp});
    const std::size_t count = found_.size();
    const auto step = [&](std::size_t by) {
        if (count == 0) return;
        chosen_ = (chosen_ + by) % count;
        scroll_to_chosen_ = true;
    };
    const auto page = static_cast<std::size_t>(rows_shown) - 1;
    if (ImGui::IsKeyPressed(ImGuiKey_DownArrow)) step(1);
    if (ImGui::IsKeyPressed(ImGuiKey_UpArrow)) step(count - (count == 0 ? 0 : 1));
    if (ImGui::IsKeyPressed(ImGuiKey_PageDown) && count > 0) step(std::min(page, count - 1 - chosen_));
    if (ImGui::IsKeyPressed(ImGuiKey_PageUp) && count > 0) step(count - std::min(page, chosen_));
    const bool enter = ImGui::IsKeyPressed(ImGuiKey_Enter) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter);
    if (enter && chosen_ < count) {
        go_to(found_[chosen_], scene);
        open_ = false;
    }
    if (ImGui::IsKeyPressed(ImGuiKey_Escape)) {
        take_key(ImGuiKey_Escape);
        open_ = false;
    }
}

void QuickSwitcher::draw_row(const Scene& scene, Box row, std::size_t index) {
    const Context& context = scene.context;
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Destination& to = found_[index];
    const IdScope scope(index + 1);
    const ItemState state = item(context, "row", row);
    const bool is_chosen = index == chosen_;
    if (is_chosen) {
        fill_selected(draw, context, row, theme.px(radius::control));
    } else {
        fill_box(draw, row, with_opacity(theme[Role::Hover], state.hover), theme.px(radius::control));
    }
    const float side = theme.px(measure::avatar_small);
    float x = row.min.x + theme.px(space::control);
    if (to.user.id) {
        draw_avatar_with_presence(draw, context, {x, std::round(row.center().y - side / 2)},
                                  measure::avatar_small,
                                  {to.user.id.value, to.user.name, presence_in(scene.model, to.user.id)},
                                  theme[is_chosen ? Role::Selected : Role::Panel]);
    } else {
        draw_icon(draw, theme, icon_of(to, scene.model), {x + side / 2, row.center().y}, theme.px(row_glyph),
                  theme[Role::TextSecondary]);
    }
    x += side + theme.px(space::control);
    const float right = row.max.x - theme.px(space::control);
    const Type name{TypeStyle::Body, Face::SemiBold};
    const Type about{TypeStyle::Small};
    const float about_width = std::min(std::ceil(text_width(context, about, to.about)), (right - x) / 2);
    draw_tinted_text(draw, context, {x, std::round(row.center().y - theme.type_row(name.style) / 2)},
                     right - about_width - theme.px(space::medium) - x,
                     {name, theme[Role::Text], theme[Role::Accent]}, to.name, to.ranges);
    draw_text_within(draw, context,
                     {right - about_width, std::round(row.center().y - theme.type_row(about.style) / 2)},
                     about_width, about, theme[Role::TextMuted], to.about);
    if (!state.pressed) return;
    go_to(to, scene);
    open_ = false;
}

void QuickSwitcher::draw_rows(const Scene& scene, Box area) {
    const Context& context = scene.context;
    const float height = context.px(measure::popup_row);
    if (std::exchange(scroll_to_chosen_, false)) {
        const float top = static_cast<float>(chosen_) * height;
        scroll_.offset = std::clamp(scroll_.offset, std::max(0.0F, top + height - area.height()), top);
    }
    const ImVec2 origin = begin_scroll_area(context, "rows", area, scroll_);
    for (std::size_t index = 0; index < found_.size(); ++index)
        draw_row(scene,
                 box_at({area.min.x, origin.y + static_cast<float>(index) * height}, area.width(), height),
                 index);
    end_scroll_area(context, area, static_cast<float>(found_.size()) * height, scroll_);
}

// At the upper part of the window, as high as what was found, up to rows_shown.
Box QuickSwitcher::place_in_window(const Context& context) const {
    const Theme& theme = context.theme;
    const ImGuiViewport& viewport = *ImGui::GetMainViewport();
    const float edge = theme.px(edge_least);
    const float row = theme.px(measure::popup_row);
    const float chrome = 2 * theme.px(space::medium) + theme.px(measure::field) +
                         2 * theme.px(space::control) + theme.type_row(TypeStyle::Small);
    const float most = std::floor((viewport.Size.y - 2 * edge - chrome) / row) * row;
    const auto found = static_cast<float>(std::max<std::size_t>(found_.size(), 1));
    const float height = chrome + std::min({rows_shown * row, most, found * row});
    const float width = std::min(theme.px(width_most), viewport.Size.x - 2 * edge);
    const float top = std::min(std::round(viewport.Size.y * from_top_share), viewport.Size.y - edge - height);
    return box_at({std::round(viewport.Pos.x + (viewport.Size.x - width) / 2), viewport.Pos.y + top}, width,
                  height);
}

void QuickSwitcher::draw_contents(const Scene& scene, Box box) {
    const Context& context = scene.context;
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_card(draw, context, box,
              {.fill = Role::Panel, .outline = Role::BorderControl, .corner = radius::card});
    // Enter and the arrows are the list's, whatever the field makes of them.
    obey_keys(scene);
    const float padding = theme.px(space::medium);
    const Box typing = box_at({box.min.x + padding, box.min.y + padding}, box.width() - 2 * padding,
                              theme.px(measure::field));
    const bool wants_focus = std::exchange(focus_wanted_, false);
    field(context, "typed", typing, typed_,
          {.hint = hint,
           .icon = Icon::Search,
           .bytes_most = typed_bytes_most,
           .request = wants_focus ? FieldRequest::Refill : FieldRequest::Nothing});
    refresh(scene);
    const float help_top = box.max.y - padding - theme.type_row(TypeStyle::Small);
    const Box list{{typing.min.x, typing.max.y + theme.px(space::control)},
                   {typing.max.x, help_top - theme.px(space::control)}};
    if (found_.empty()) {
        draw_text_centered(draw, context, list, {TypeStyle::Ui}, theme[Role::TextMuted],
                           "Nothing has that name.");
    } else {
        draw_rows(scene, list);
    }
    draw_text_within(draw, context, {list.min.x + theme.px(space::tiny), help_top}, list.width(),
                     {TypeStyle::Small}, theme[Role::TextMuted], help);
}

void QuickSwitcher::draw(const Scene& scene) {
    if (!open_) return;
    if (!ImGui::IsPopupOpen(popup_id)) ImGui::OpenPopup(popup_id);
    refresh(scene);
    const Box box = place_in_window(scene.context);
    if (!begin_bare_modal(popup_id, box)) {
        open_ = false;
        return;
    }
    draw_contents(scene, box);
    // A click beside it closes it.
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !box.contains(ImGui::GetIO().MousePos)) open_ = false;
    if (!open_) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
}

}  // namespace crosstalk::ui
