#include "ui/panels/status_bar.hpp"

#include <imgui.h>

#include <algorithm>
#include <span>
#include <string>

#include "client/model/words.hpp"
#include "net/text/hexadecimal.hpp"
#include "ui/files/file_kind.hpp"
#include "ui/panels/transfers_panel.hpp"
#include "ui/theme/icons.hpp"
#include "ui/theme/person.hpp"
#include "ui/widgets/item.hpp"

namespace crosstalk::ui {

namespace {

std::string seconds_until(std::int64_t then_ms, std::int64_t now_ms) {
    return std::to_string(std::max<std::int64_t>(0, (then_ms - now_ms + 999) / 1000)) + " s";
}

// Of a connection that there is: without one nothing is encrypted. Returns where it ends.
float draw_encryption(const Context& context, Box box, float left, const net::ServerKeyHash& key) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Type type{TypeStyle::Small};
    const Color ink = context.color(Role::TextSecondary);
    const float row = box.center().y - context.theme.type_row(TypeStyle::Small) / 2;
    const float glyph = context.px(14);
    const float shield_left = left;
    draw_icon(draw, context.theme, Icon::Shield, {left + glyph / 2, box.center().y}, glyph,
              context.color(Role::Success));
    left += glyph + context.px(space::small);
    left += draw_text(draw, context, {left, row}, type, ink, "Encrypted");
    left += context.px(space::small);
    // Two groups are enough to recognise it; the rest is in the tooltip.
    left += draw_text(draw, context, {left, row}, {TypeStyle::Small, Face::Mono}, ink,
                      text::hexadecimal_in_groups(std::span(key).first(4)));
    const Box shield{{shield_left, box.min.y}, {left, box.max.y}};
    tooltip(context, item(context, "encryption", shield),
            "TLS 1.3. Fingerprint of this server: " + text::hexadecimal_in_groups(key));
    return left;
}

// "2 transfers, 48 MB/s", which leads to them. At the right of the box, if it has the room.
void draw_transfers_entry(const Context& context, Box box, const model::Model& model, Commands& commands) {
    const TransferCounts counts = counts_of(model);
    if (counts.under_way == 0) return;
    std::string words =
        std::to_string(counts.under_way) + (counts.under_way == 1 ? " transfer" : " transfers");
    if (counts.rate > 0) words += ", " + model::size_in_words(counts.rate) + "/s";
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Type type{TypeStyle::Small};
    const float glyph = context.px(14);
    const float width = digits_width(context, type, words);
    const Box place{{box.max.x - width - glyph - context.px(space::small), box.min.y}, box.max};
    if (place.min.x < box.min.x) return;
    const ItemState state = item(context, "transfers-under-way", place);
    const Color ink = context.color(state.hovered ? Role::Text : Role::TextSecondary);
    draw_icon(draw, context.theme, Icon::Transfers, {place.min.x + glyph / 2, box.center().y}, glyph, ink);
    draw_digits(draw, context,
                {box.max.x - width, box.center().y - context.theme.type_row(TypeStyle::Small) / 2}, type, ink,
                words);
    draw_focus_ring(draw, context, state, place, context.px(radius::code), RingPlace::Inside);
    if (state.pressed) commands.show(ShowSide{Side::Transfers});
}

}  // namespace

void draw_status_bar(const Context& context, const Moment& now, Box box, const model::Model& model,
                     std::span<const RunningGame> games, Commands& commands) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    fill_box(draw, box, context.color(Role::Rail));
    horizontal_line(draw, box.min.x, box.max.x, box.min.y, context.color(Role::Border),
                    context.px(line::border));
    const Type type{TypeStyle::Small};
    const float row = box.center().y - context.theme.type_row(TypeStyle::Small) / 2;
    float left = box.min.x + context.px(space::card);
    const auto say = [&](Color color, std::string_view text) {
        left += draw_text(draw, context, {left, row}, type, color, text) + context.px(space::group);
    };
    const auto dot = [&](Presence presence) {
        const float size = context.px(measure::presence);
        draw_presence(draw, context.theme, {left + size / 2, box.center().y}, size, presence,
                      context.color(Role::Rail));
        left += size + context.px(space::control);
    };

    const model::Connection& connection = model.connection();
    switch (connection.state) {
        case model::ConnectionState::Online: {
            dot(Presence::Online);
            say(context.color(Role::TextSecondary), "Connected");
            if (connection.round_trip) {
                say(context.color(Role::TextSecondary), std::to_string(connection.round_trip.value) + " ms");
            }
            break;
        }
        case model::ConnectionState::Offline: {
            dot(Presence::Away);
            say(context.color(Role::Warning),
                "Reconnecting in " + seconds_until(connection.retry_at.value, now.wall_ms));
            const float width = text_width(context, type, "Retry now");
            const Box retry{{left, box.min.y}, {left + width, box.max.y}};
            const ItemState state = item(context, "retry", retry);
            draw_text(draw, context, {left, row}, type,
                      context.color(state.hovered ? Role::AccentHover : Role::Accent), "Retry now");
            draw_focus_ring(draw, context, state, retry, context.px(radius::code), RingPlace::Inside);
            tooltip(context, state, connection.reason);
            if (state.pressed) commands.send(model::RetryNow{});
            left = retry.max.x + context.px(space::group);
            commands.wake_in(1000);
            break;
        }
        case model::ConnectionState::Connecting: {
            dot(Presence::Away);
            say(context.color(Role::TextSecondary), "Connecting");
            break;
        }
        default: {
            dot(Presence::Offline);
            say(context.color(Role::TextSecondary), "Offline");
            break;
        }
    }
    if (connection.state == model::ConnectionState::Online)
        left = draw_encryption(context, box, left, model.server().key);
    const std::string zoom = std::to_string(static_cast<int>(context.theme.scale() * 100 + 0.5F)) + " %";
    const float width = digits_width(context, type, zoom);
    draw_digits(draw, context, {box.max.x - context.px(space::card) - width, row}, type,
                context.color(Role::TextSecondary), zoom);
    Box rest{{left + context.px(space::group), box.min.y},
             {box.max.x - context.px(space::card) - width - context.px(space::group), box.max.y}};
    rest.max.x = draw_game_status(context, rest, games, commands);
    draw_transfers_entry(context, rest, model, commands);
}

}  // namespace crosstalk::ui
