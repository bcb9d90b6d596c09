#include "ui/panels/dialog.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/panels/scene.hpp"
#include "ui/widgets/bare_window.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/card.hpp"
#include "ui/widgets/form.hpp"
#include "ui/widgets/item.hpp"

namespace crosstalk::ui {

namespace {

constexpr float edge_least = 16;  // between a dialog and the window's edge

// A card in the middle of the window, as wide as the dialog wants and as high as its contents.
Box place_of(const Context& context, const Dialog& dialog, float content_height) {
    const ImGuiViewport& viewport = *ImGui::GetMainViewport();
    const float edge = context.px(edge_least);
    const float chrome = context.px(space::medium + measure::icon_button + 2 * space::control + space::tiny);
    const float width = std::min(context.px(dialog.width()), viewport.Size.x - 2 * edge);
    const float height = std::min(content_height + chrome, viewport.Size.y - 2 * edge);
    return box_at({std::round(viewport.Pos.x + (viewport.Size.x - width) / 2),
                   std::round(viewport.Pos.y + (viewport.Size.y - height) / 2)},
                  std::round(width), std::round(height));
}

}  // namespace

void DialogStack::open(std::unique_ptr<Dialog> dialog) {
    open_.push_back({.dialog = std::move(dialog), .id = ++last_id_, .height = 0, .scroll = {}});
}

void DialogStack::draw(const Scene& scene) {
    // Modal windows of Dear ImGui nest: each is begun inside the one below it.
    if (!open_.empty() && !draw_one(scene, open_.front(), 0)) open_.clear();
}

// False: it and all that stand above it are done.
bool DialogStack::draw_one(const Scene& scene, Entry& entry, std::size_t index) {
    const Context& context = scene.context;
    const Theme& theme = context.theme;
    const IdScope scope(entry.id);
    // The window of a modal popup goes by its name alone, whatever the id scope: each needs its own.
    const std::string name = "dialog " + std::to_string(entry.id);
    if (!ImGui::IsPopupOpen(name.c_str())) ImGui::OpenPopup(name.c_str());
    const Box box = place_of(context, *entry.dialog, entry.height);
    if (!begin_bare_modal(name.c_str(), box)) return false;

    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_card(draw, context, box,
              {.fill = Role::Panel, .outline = Role::BorderControl, .corner = radius::card});
    const float padding = context.px(space::page);
    const float button = context.px(measure::icon_button);
    const Box cross =
        box_at({box.max.x - context.px(space::medium) - button, box.min.y + context.px(space::medium)},
               button, button);
    draw_text_within(draw, context,
                     {box.min.x + padding, cross.center().y - theme.type_row(TypeStyle::Heading) / 2},
                     cross.min.x - box.min.x - padding - context.px(space::control),
                     {TypeStyle::Heading, Face::SemiBold}, theme[Role::Text], entry.dialog->title());

    const Box inner{{box.min.x, cross.max.y + context.px(space::control)},
                    {box.max.x, box.max.y - context.px(space::control)}};
    const ImVec2 origin = begin_scroll_area(context, "contents", inner, entry.scroll);
    Form form(context, {inner.min.x + padding, origin.y}, inner.width() - 2 * padding);
    Staying staying = entry.dialog->draw(scene, form);
    const float height = form.height() + context.px(space::medium);
    end_scroll_area(context, inner, height, entry.scroll);
    if (height != entry.height || entry.frames_to_dim-- > 0) context.needs.another_frame = true;
    entry.frames_to_dim = std::max(entry.frames_to_dim, 0);
    entry.height = height;

    // The cross comes last in the order of Tab.
    if (icon_button(context, "close", cross, Icon::Close, "Close")) staying = Staying::Close;
    const bool has_above = index + 1 < open_.size();
    const bool is_newest = !has_above && !ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId);
    if (is_newest && ImGui::IsKeyPressed(ImGuiKey_Escape)) staying = Staying::Close;
    if (has_above && !draw_one(scene, open_[index + 1], index + 1))
        open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(index) + 1, open_.end());
    if (staying == Staying::Close) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
    return staying == Staying::Open;
}

}  // namespace crosstalk::ui
