#include "ui/panels/found_servers.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>

#include "ui/theme/icons.hpp"
#include "ui/widgets/card.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/mark.hpp"

namespace crosstalk::ui {

namespace {

constexpr float row_height = 72;  // at 100 %
constexpr float icon_side = 44;
constexpr float users_width = 96;
constexpr float ping_width = 84;
constexpr float wide_from = 520;  // below, people and the time it takes stand in the second line
constexpr std::size_t most_shown = 12;
// What a person notices when typing: up to here an answer is at once, quick, or neither.
constexpr std::int64_t at_once_ms = 8;
constexpr std::int64_t quick_ms = 40;

std::string users_in_words(const model::FoundServer& server) {
    return std::to_string(server.users) + " online";
}

// Empty: it has not answered.
std::string time_in_words(const model::FoundServer& server) {
    if (!server.round_trip) return "";
    return server.round_trip->value < 1 ? "< 1 ms" : std::to_string(server.round_trip->value) + " ms";
}

int bars_of(net::Milliseconds round_trip) {
    if (round_trip.value <= at_once_ms) return 3;
    return round_trip.value <= quick_ms ? 2 : 1;
}

// Why it will hardly let one in, by what it says of itself; empty: it may.
std::string_view obstacle(const model::FoundServer& server) {
    if (!server.is_compatible) return "Another version";
    return server.is_full() ? "Full" : "";
}

std::string obstacle_explained(const model::FoundServer& server) {
    if (!server.is_compatible) {
        return "It says that it runs Crosstalk " + server.version +
               ", which this one does not understand. Use the same version on both machines.";
    }
    return "It says that as many are in it as it takes: " + std::to_string(server.max_sessions) +
           ". You can try all the same.";
}

// Gives its left edge.
float draw_deed(const Context& context, Box row, const model::FoundServer& server) {
    const Theme& theme = context.theme;
    const Type type{TypeStyle::Ui, Face::SemiBold};
    const std::string_view words = obstacle(server).empty() ? "Join" : obstacle(server);
    const float left = row.max.x - theme.px(space::page) - std::ceil(text_width(context, type, words));
    draw_text(*ImGui::GetWindowDrawList(), context,
              {left, std::floor(row.center().y - theme.type_row(type.style) / 2)}, type,
              theme[obstacle(server).empty() ? Role::Accent : Role::TextMuted], words);
    return left - theme.px(space::group);
}

// How many are there and how far it is, at the right. Gives its left edge.
float draw_figures(const Context& context, Box row, float right, const model::FoundServer& server) {
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Type type{TypeStyle::Ui};
    const float top = std::floor(row.center().y - theme.type_row(type.style) / 2);
    const float ping = right - theme.px(ping_width);
    if (server.round_trip) {
        draw_signal(draw, theme, {ping, row.center().y + theme.px(6)}, bars_of(*server.round_trip));
        draw_text(draw, context, {ping + theme.px(22), top}, type, theme[Role::TextSecondary],
                  time_in_words(server));
    }
    const float users = ping - theme.px(users_width);
    const float glyph = theme.px(16);
    draw_icon(draw, theme, Icon::People, {users + glyph / 2, row.center().y}, glyph,
              theme[Role::TextSecondary]);
    draw_text_within(draw, context, {users + glyph + theme.px(space::small), top},
                     theme.px(users_width) - glyph - theme.px(space::control),
                     {TypeStyle::Ui, Face::SemiBold}, theme[Role::Text], users_in_words(server));
    return users - theme.px(space::medium);
}

// The name with a lock, and below it where it is.
void draw_words(const Context& context, Box row, float left, float right, const model::FoundServer& server,
                std::string_view more) {
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Type name{TypeStyle::Body, Face::SemiBold};
    const Type address{TypeStyle::Code, Face::Mono};
    const float name_row = theme.type_row(name.style);
    const float about_row = theme.type_row(TypeStyle::Ui);
    const float top = std::floor(row.center().y - (name_row + about_row) / 2);
    const float glyph = theme.px(14);
    const float for_name = right - left - glyph - theme.px(space::control);
    const float width = std::min(for_name, std::ceil(text_width(context, name, server.name)));
    draw_text_within(draw, context, {left, top}, for_name, name, theme[Role::Text], server.name);
    draw_icon(draw, theme, Icon::Lock,
              {left + width + theme.px(space::control) + glyph / 2, top + name_row / 2}, glyph,
              theme[Role::TextMuted]);
    const float address_top = top + name_row + std::floor((about_row - theme.type_row(address.style)) / 2);
    const float wide =
        std::min(std::ceil(text_width(context, address, server.addresses.front())), right - left);
    draw_text_within(draw, context, {left, address_top}, wide, address, theme[Role::TextSecondary],
                     server.addresses.front());
    const float x = left + wide + theme.px(space::medium);
    if (!more.empty() && x < right)
        draw_text_within(draw, context, {x, top + name_row}, right - x, {TypeStyle::Ui},
                         theme[Role::TextSecondary], more);
}

bool draw_row(const Context& context, Box row, const model::FoundServer& server) {
    const Theme& theme = context.theme;
    const ItemState state =
        cut_card(context, "found", row, {.fill = Role::Panel, .outline = Role::BorderControl});
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float side = theme.px(icon_side);
    const Box icon =
        box_at({row.min.x + theme.px(space::card), std::floor(row.center().y - side / 2)}, side, side);
    draw_icon_tile(draw, context, icon, Icon::Network, Role::Accent, Role::AccentTint);
    float right = draw_deed(context, row, server);
    std::string more;
    if (row.width() >= theme.px(wide_from)) {
        right = draw_figures(context, row, right, server);
    } else {
        more = users_in_words(server) + (server.round_trip ? ", " + time_in_words(server) : "");
    }
    draw_words(context, row, icon.max.x + theme.px(space::medium), right, server, more);
    // Anybody may have said it, or it may have changed: only the server itself can refuse.
    if (!obstacle(server).empty()) tooltip(context, state, obstacle_explained(server));
    return state.pressed;
}

void draw_looking(const Context& context, Box box) {
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_card(draw, context, box);
    const float inset = theme.px(space::page);
    const float rows = theme.type_row(TypeStyle::Body) + theme.type_row(TypeStyle::Ui);
    const float top = std::floor(box.center().y - rows / 2);
    const float room = box.width() - 2 * inset;
    draw_text_within(draw, context, {box.min.x + inset, top}, room, {TypeStyle::Body, Face::SemiBold},
                     theme[Role::Text], "No server here yet");
    draw_text_within(draw, context, {box.min.x + inset, top + theme.type_row(TypeStyle::Body)}, room,
                     {TypeStyle::Ui}, theme[Role::TextSecondary],
                     "Still looking. Host one yourself, or enter an address.");
}

}  // namespace

std::uint64_t id_of(const net::ServerKeyHash& server) {
    std::uint64_t id = 0;
    std::memcpy(&id, server.data(), sizeof id);
    return id;
}

std::vector<const model::FoundServer*> strangers_among(std::span<const model::FoundServer> found,
                                                       std::span<const model::SavedServer> saved,
                                                       const net::ServerKeyHash& hosted) {
    std::vector<const model::FoundServer*> strangers;
    for (const model::FoundServer& server : found) {
        const bool is_saved =
            std::ranges::any_of(saved, [&](const auto& each) { return each.server.key == server.key; });
        if (!is_saved && server.key != hosted && !server.addresses.empty()) strangers.push_back(&server);
    }
    return strangers;
}

const model::FoundServer* found_as(std::span<const model::FoundServer> found, const net::ServerKeyHash& key) {
    const auto server = std::ranges::find(found, key, &model::FoundServer::key);
    return server == found.end() || server->addresses.empty() ? nullptr : &*server;
}

FoundServersDrawn draw_found_servers(const Context& context, ImVec2 min, float width,
                                     std::span<const model::FoundServer* const> servers) {
    FoundServersDrawn drawn{.pressed = nullptr, .bottom = min.y};
    if (servers.empty()) {
        const Box box = box_at(min, width, context.px(row_height));
        draw_looking(context, box);
        drawn.bottom = box.max.y;
    }
    for (const model::FoundServer* server : servers.first(std::min(servers.size(), most_shown))) {
        const IdScope scope(id_of(server->key));
        const float top = drawn.bottom + (server == servers.front() ? 0 : context.px(space::control));
        const Box row = box_at({min.x, top}, width, context.px(row_height));
        if (draw_row(context, row, *server)) drawn.pressed = server;
        drawn.bottom = row.max.y;
    }
    return drawn;
}

float found_servers_height(const Context& context, std::size_t count) {
    const auto rows = static_cast<float>(std::clamp<std::size_t>(count, 1, most_shown));
    return rows * context.px(row_height) + (rows - 1) * context.px(space::control);
}

}  // namespace crosstalk::ui
