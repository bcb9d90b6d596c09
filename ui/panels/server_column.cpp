#include "ui/panels/server_column.hpp"

#include <imgui.h>

#include <algorithm>
#include <span>

#include "ui/panels/hosting_desk.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/card.hpp"
#include "ui/widgets/keys.hpp"

namespace crosstalk::ui {

namespace {

constexpr float first_steps_height = 132;  // at 100 %

float title_height(const Context& context) {
    return context.theme.type_row(TypeStyle::Title) + context.px(space::medium);
}

void draw_title(const Context& context, ImVec2 at, std::string_view words) {
    draw_text(*ImGui::GetWindowDrawList(), context, at, {TypeStyle::Title, Face::SemiBold},
              context.color(Role::Text), words);
}

// For somebody who has never been anywhere, where nobody looks for servers. Gives its lower edge.
float draw_first_steps(const Context& context, ImVec2 min, float width) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Box panel = box_at(min, width, context.px(first_steps_height));
    draw_card(draw, context, panel);
    const float inset = context.px(space::page);
    float row = panel.min.y + context.px(space::group);
    const auto line = [&](Type type, Role role, std::string_view text) {
        draw_text_within(draw, context, {panel.min.x + inset, row}, panel.width() - 2 * inset, type,
                         context.color(role), text);
        row += context.theme.type_row(type.style) + context.px(space::small);
    };
    line({TypeStyle::Body, Face::SemiBold}, Role::Text, "Start one on any machine of your network");
    line({TypeStyle::Code, Face::Mono}, Role::TextSecondary, "crosstalk-server");
    line({TypeStyle::Ui}, Role::TextSecondary, "It shows its address, a passkey and an invite link.");
    line({TypeStyle::Ui}, Role::TextSecondary, "No account and no Internet are needed.");
    return panel.max.y;
}

// A quiet button at the right end of a title.
bool draw_beside_title(const Scene& scene, const char* id, ImVec2 min, float width, std::string_view label) {
    const Context& context = scene.context;
    const Box row = box_at(min, width, context.theme.type_row(TypeStyle::Title));
    const ButtonLook look{.kind = ButtonKind::Quiet, .icon = Icon::Network};
    const float wide = button_width(context, label, look);
    const float height = context.px(measure::hit);
    const Box box = box_at({row.max.x - wide, row.center().y - height / 2}, wide, height);
    return button(context, id, box, label, look);
}

// The settings are behind a login, which may be what somebody looks for.
void offer_to_look(const Scene& scene, ImVec2 min, float width) {
    constexpr SettingId id = SettingId::FindServers;
    const bool is_choice = !scene.preferences.is_on(id) && scene.preferences.why_held_off(id).empty();
    if (is_choice && draw_beside_title(scene, "look", min, width, "Look on this network"))
        scene.preferences.set_number(id, 1, scene.commands);
}

// Whoever misses a server is told what may be in its way. True when that is wanted.
bool offer_check(const Scene& scene, ImVec2 min, float width) {
    return scene.network != nullptr && draw_beside_title(scene, "check", min, width, "Check the network");
}

}  // namespace

std::vector<const model::FoundServer*> ServerColumn::strangers(const Scene& scene) const {
    if (!found_) return {};
    const bool hosts = scene.hosting != nullptr && scene.hosting->runs();
    return strangers_among(*found_, scene.model.saved_servers(),
                           hosts ? scene.hosting->hosting().server.key : net::ServerKeyHash{});
}

bool ServerColumn::has_servers(const Scene& scene) const {
    return !scene.model.saved_servers().empty() || !strangers(scene).empty();
}

float ServerColumn::height(const Scene& scene) const {
    const Context& context = scene.context;
    const std::vector<model::SavedServer>& saved = scene.model.saved_servers();
    const std::size_t found = strangers(scene).size();
    float height = 0;
    if (!saved.empty()) height += title_height(context) + saved_servers_height(context, saved);
    if (found == 0) return height;
    if (height > 0) height += context.px(space::section);
    return height + title_height(context) + found_servers_height(context, found);
}

ServerColumnDrawn ServerColumn::draw(const Scene& scene, ImVec2 min, float width,
                                     ServerColumnLook look) const {
    const bool has_saved = !scene.model.saved_servers().empty();
    const bool has_found = !strangers(scene).empty();
    ServerColumnDrawn drawn{.bottom = min.y};
    if (has_saved) draw_saved(scene, min, width, look, drawn);
    if (has_saved && !has_found) return drawn;
    const float top = has_saved ? drawn.bottom + scene.px(space::section) : min.y;
    if (found_) {
        draw_found(scene, {min.x, top}, width, drawn);
        return drawn;
    }
    draw_title(scene.context, min, "No server yet?");
    offer_to_look(scene, min, width);
    drawn.bottom = draw_first_steps(scene.context, {min.x, min.y + title_height(scene.context)}, width);
    return drawn;
}

void ServerColumn::draw_found(const Scene& scene, ImVec2 min, float width, ServerColumnDrawn& drawn) const {
    const Context& context = scene.context;
    draw_title(context, min, "On this network");
    drawn.checks = offer_check(scene, min, width);
    const FoundServersDrawn found =
        draw_found_servers(context, {min.x, min.y + title_height(context)}, width, strangers(scene));
    drawn.found = found.pressed;
    drawn.bottom = found.bottom;
}

void ServerColumn::draw_saved(const Scene& scene, ImVec2 min, float width, ServerColumnLook look,
                              ServerColumnDrawn& drawn) const {
    const Context& context = scene.context;
    draw_title(context, min, "Saved servers");
    offer_to_look(scene, min, width);
    if (found_ && strangers(scene).empty()) drawn.checks = offer_check(scene, min, width);
    const std::span<const model::FoundServer> found =
        found_ ? std::span<const model::FoundServer>(*found_) : std::span<const model::FoundServer>();
    if (look.takes_focus) focus_next_item();
    const SavedServersDrawn saved = draw_saved_servers(context, {min.x, min.y + title_height(context)}, width,
                                                       scene.model.saved_servers(), found, look.first);
    drawn.bottom = saved.bottom;
    drawn.saved = saved.pressed;
    if (drawn.saved == nullptr) return;
    // It may have moved; its key is what counts.
    drawn.address = drawn.saved->server.address;
    const model::FoundServer* as_found = found_as(found, drawn.saved->server.key);
    if (as_found != nullptr &&
        std::ranges::find(as_found->addresses, drawn.address) == as_found->addresses.end())
        drawn.address = as_found->addresses.front();
}

}  // namespace crosstalk::ui
