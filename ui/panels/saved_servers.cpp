#include "ui/panels/saved_servers.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "ui/panels/found_servers.hpp"
#include "ui/widgets/card.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/mark.hpp"

namespace crosstalk::ui {

namespace {

constexpr float first_height = 72;  // at 100 %
constexpr float further_height = measure::saved_server;
constexpr std::size_t most_shown = 8;
constexpr std::string_view join = "Join";
constexpr std::string_view enter = "Enter";

// The name, and below it where it is and who one is there.
void draw_words(const Context& context, Box row, float right, const model::SavedServer& saved,
                const model::FoundServer* found, Type name) {
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float left = row.min.x + theme.px(space::page);
    const Type about{TypeStyle::Ui};
    const Type address{TypeStyle::Code, Face::Mono};
    const float name_row = theme.type_row(name.style);
    const float about_row = theme.type_row(about.style);
    const float top = std::floor(row.center().y - (name_row + about_row) / 2);
    draw_text_within(draw, context, {left, top}, right - left, name, theme[Role::Text], saved.server.name);
    std::string as = "as " + saved.user;
    if (found != nullptr) as += ", " + std::to_string(found->users) + " online";
    // The address is what can be looked up again: the name gives way first.
    const float wide = std::min(std::ceil(text_width(context, address, saved.server.address)), right - left);
    const float address_top = top + name_row + std::floor((about_row - theme.type_row(address.style)) / 2);
    draw_text_within(draw, context, {left, address_top}, wide, address, theme[Role::TextSecondary],
                     saved.server.address);
    const float x = left + wide + theme.px(space::medium);
    if (x < right)
        draw_text_within(draw, context, {x, top + name_row}, right - x, about, theme[Role::TextSecondary],
                         as);
}

// Looks like the main button; the whole card is pressed. Gives its left edge.
float draw_join(const Context& context, Box row, const ItemState& state) {
    // Enter is for whatever shows the ring, and only then for this.
    const bool takes_enter = state.focused || !ImGui::GetIO().NavVisible;
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Type type{TypeStyle::Body, Face::SemiBold};
    const float words = std::ceil(text_width(context, type, join));
    const float padding = theme.px(measure::button_padding);
    const float cap = takes_enter ? theme.px(space::medium) + key_cap_width(context, enter) : 0;
    const float width = 2 * padding + words + cap;
    const float height = theme.px(measure::field);
    const Box plate =
        box_at({row.max.x - theme.px(space::page) - width, row.center().y - height / 2}, width, height);
    fill_box(draw, plate, mix(theme[Role::Accent], theme[Role::AccentHover], state.hover),
             theme.px(radius::control));
    const Color ink = theme[Role::AccentText];
    draw_text(draw, context,
              {plate.min.x + padding, std::floor(plate.center().y - theme.type_row(type.style) / 2)}, type,
              ink, join);
    if (takes_enter)
        draw_key_cap(draw, context,
                     {plate.min.x + padding + words + theme.px(space::medium), plate.center().y}, enter, ink,
                     ink);
    return plate.min.x;
}

bool draw_first(const Context& context, Box box, const model::SavedServer& saved,
                const model::FoundServer* found) {
    const ItemState state = cut_card(context, "saved", box, {.ribbon = Role::Accent});
    const ImGuiIO& io = ImGui::GetIO();
    const bool entered = !io.NavVisible && !io.WantTextInput &&
                         (ImGui::IsKeyPressed(ImGuiKey_Enter) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter));
    const float right = draw_join(context, box, state) - context.px(space::group);
    draw_words(context, box, right, saved, found, {TypeStyle::Title, Face::SemiBold});
    return state.pressed || entered;
}

bool draw_further(const Context& context, Box box, const model::SavedServer& saved,
                  const model::FoundServer* found) {
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ItemState state = item(context, "saved", box);
    draw_card(draw, context, box);
    fill_box(draw, box.grown(-theme.px(line::border)), with_opacity(theme[Role::Hover], state.hover),
             theme.px(radius::card));
    draw_focus_ring(draw, context, state, box, theme.px(radius::card), RingPlace::Inside);
    const Type type{TypeStyle::Ui, Face::SemiBold};
    const float words = std::ceil(text_width(context, type, join));
    const float x = box.max.x - theme.px(space::page) - words;
    draw_text(draw, context, {x, std::floor(box.center().y - theme.type_row(type.style) / 2)}, type,
              theme[Role::Accent], join);
    draw_words(context, box, x - theme.px(space::group), saved, found, {TypeStyle::Body, Face::SemiBold});
    return state.pressed;
}

}  // namespace

SavedServersDrawn draw_saved_servers(const Context& context, ImVec2 min, float width,
                                     const std::vector<model::SavedServer>& servers,
                                     std::span<const model::FoundServer> found, FirstServer first) {
    const float gap = context.px(space::control);
    SavedServersDrawn drawn;
    float top = min.y;
    for (std::size_t index = 0; index < std::min(servers.size(), most_shown); ++index) {
        const model::SavedServer& saved = servers[index];
        const IdScope scope(id_of(saved.server.key));
        const Box box = box_at({min.x, top}, width, context.px(index == 0 ? first_height : further_height));
        const bool is_in_front = index == 0 && first == FirstServer::InFront;
        const model::FoundServer* as_found = found_as(found, saved.server.key);
        const bool pressed = is_in_front ? draw_first(context, box, saved, as_found)
                                         : draw_further(context, box, saved, as_found);
        if (pressed) drawn.pressed = &saved;
        top = box.max.y + gap;
    }
    drawn.bottom = top - gap;
    return drawn;
}

float saved_servers_height(const Context& context, const std::vector<model::SavedServer>& servers) {
    const auto further = static_cast<float>(std::min(servers.size(), most_shown)) - 1;
    if (further < 0) return 0;
    return context.px(first_height) + further * context.px(further_height + space::control);
}

}  // namespace crosstalk::ui
