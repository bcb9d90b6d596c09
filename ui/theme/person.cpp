#include "ui/theme/person.hpp"

#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "ui/pictures/drawn_picture.hpp"

namespace crosstalk::ui {

namespace {

constexpr float pi = std::numbers::pi_v<float>;
constexpr float half_turn = pi;

using Polygon = std::vector<ImVec2>;

// All in the unit square, clockwise on the screen.
Polygon rounded_square() {
    Polygon outline;
    constexpr int steps = 10;
    const float r = radius::avatar_share;
    const std::array<ImVec2, 4> centers = {{{1 - r, r}, {1 - r, 1 - r}, {r, 1 - r}, {r, r}}};
    for (std::size_t corner = 0; corner < 4; ++corner) {
        for (int step = 0; step <= steps; ++step) {
            const float angle =
                (static_cast<float>(corner) - 1.0F + static_cast<float>(step) / steps) * half_turn / 2;
            outline.push_back(
                {centers[corner].x + r * std::cos(angle), centers[corner].y + r * std::sin(angle)});
        }
    }
    return outline;
}

Polygon disc(ImVec2 center, float r) {
    Polygon outline;
    constexpr int steps = 48;
    for (int step = 0; step < steps; ++step) {
        const float angle = 2 * half_turn * static_cast<float>(step) / steps;
        outline.push_back({center.x + r * std::cos(angle), center.y + r * std::sin(angle)});
    }
    return outline;
}

// A bar of half length and half width around a centre, turned by 45 degrees one way or the other.
Polygon bar(ImVec2 center, float length, float width, float turn) {
    const ImVec2 along{std::cos(turn) * length, std::sin(turn) * length};
    const ImVec2 across{-std::sin(turn) * width, std::cos(turn) * width};
    return {{center.x - along.x - across.x, center.y - along.y - across.y},
            {center.x + along.x - across.x, center.y + along.y - across.y},
            {center.x + along.x + across.x, center.y + along.y + across.y},
            {center.x - along.x + across.x, center.y - along.y + across.y}};
}

// Sutherland and Hodgman: what of a convex `figure` lies inside the convex, clockwise `window`.
Polygon clipped(Polygon figure, const Polygon& window) {
    for (std::size_t edge = 0; edge < window.size() && !figure.empty(); ++edge) {
        const ImVec2 a = window[edge];
        const ImVec2 b = window[(edge + 1) % window.size()];
        const auto side = [&](ImVec2 p) { return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x); };
        Polygon kept;
        for (std::size_t k = 0; k < figure.size(); ++k) {
            const ImVec2 from = figure[k];
            const ImVec2 to = figure[(k + 1) % figure.size()];
            const float at_from = side(from);
            const float at_to = side(to);
            if (at_from >= 0) kept.push_back(from);
            if ((at_from >= 0) != (at_to >= 0)) {
                const float share = at_from / (at_from - at_to);
                kept.push_back({from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share});
            }
        }
        figure = std::move(kept);
    }
    return figure;
}

enum class Ink : std::uint8_t { Figure, Fill };

struct Piece {
    Polygon outline;
    Ink ink;
};

// A ring is a disc and a smaller one in the colour of the fill.
using Figure = std::vector<Piece>;

std::array<Figure, avatar_figure_count> make_figures() {
    // A hair inside, so that the figure's soft edge does not show beyond the avatar's own.
    Polygon window = rounded_square();
    for (ImVec2& point : window)
        point = {0.5F + (point.x - 0.5F) * 0.98F, 0.5F + (point.y - 0.5F) * 0.98F};
    const auto piece = [&](Polygon outline, Ink ink) {
        return Piece{clipped(std::move(outline), window), ink};
    };
    return {{
        {piece(bar({0.78F, 0.80F}, 0.48F, 0.115F, pi / 4), Ink::Figure),
         piece(bar({0.78F, 0.80F}, 0.48F, 0.115F, -pi / 4), Ink::Figure)},
        {piece(bar({0.22F, 0.18F}, 0.56F, 0.115F, pi / 4), Ink::Figure),
         piece(bar({0.22F, 0.18F}, 0.56F, 0.115F, -pi / 4), Ink::Figure)},
        {piece(disc({1.0F, 1.0F}, 0.53F), Ink::Figure), piece(disc({1.0F, 1.0F}, 0.32F), Ink::Fill)},
        {piece(disc({0.0F, 1.0F}, 0.50F), Ink::Figure)},
    }};
}

// Somebody's own picture. False: there is none, or it is not here yet.
bool draw_portrait(ImDrawList& draw, const Context& context, Box box, const Person& person) {
    if (context.portraits == nullptr) return false;
    const net::UploadId picture = context.portraits->of(person.user);
    if (!picture) return false;
    const PictureKey key{.source = {.room = {}, .message = {}, .index = 0, .picture_of = {person.user}},
                         .file = {},
                         .portrait = picture};
    const PictureShown shown = draw_picture(
        draw, context, box, key, {.fit = PictureFit::Filled, .corner = box.width() * radius::avatar_share});
    return shown.state == PictureState::Ready;
}

// The capital of a single small letter of Latin, Greek or Cyrillic; everything else as it is.
std::string_view capitalized(std::string_view cluster, std::array<char, 4>& buffer) {
    std::size_t end = 0;
    if (cluster.empty()) return cluster;
    char32_t c = next_code_point(cluster, end);
    if (end != cluster.size()) return cluster;
    const bool offset_by_32 = (c >= U'a' && c <= U'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7) ||
                              (c >= 0x3B1 && c <= 0x3C9 && c != 0x3C2) || (c >= 0x430 && c <= 0x44F);
    if (offset_by_32) {
        c -= 32;
    } else if (c >= 0x450 && c <= 0x45F) {
        c -= 80;
    } else {
        return cluster;
    }
    if (c < 0x80) {
        buffer[0] = static_cast<char>(c);
        return {buffer.data(), 1};
    }
    buffer[0] = static_cast<char>(0xC0U | c >> 6U);
    buffer[1] = static_cast<char>(0x80U | (c & 0x3FU));
    return {buffer.data(), 2};
}

}  // namespace

std::string_view presence_name(Presence presence) {
    switch (presence) {
        case Presence::Online:
            return "Online";
        case Presence::Away:
            return "Away";
        case Presence::Busy:
            return "Do not disturb";
        case Presence::Offline:
            return "Offline";
    }
    return {};
}

void draw_presence(ImDrawList& draw, const Theme& theme, ImVec2 center, float diameter, Presence presence,
                   Color surface) {
    const float r = diameter / 2;
    switch (presence) {
        case Presence::Online:
            draw.AddCircleFilled(center, r, to_im(theme[Role::Online]));
            return;
        case Presence::Away:
            draw.AddCircleFilled(center, r, to_im(theme[Role::Away]));
            draw.AddCircleFilled({center.x - r * 0.45F, center.y - r * 0.40F}, r * 0.84F, to_im(surface));
            return;
        case Presence::Busy: {
            draw.AddCircleFilled(center, r, to_im(theme[Role::Busy]));
            const float width = std::round(r * 1.16F);
            const float height = std::max(1.0F, std::round(r * 0.4F));
            const ImVec2 min{std::round(center.x - width / 2), std::round(center.y - height / 2)};
            fill_box(draw, box_at(min, width, height), surface);
            return;
        }
        case Presence::Offline: {
            const float width = std::max(1.0F, r * 0.4F);
            draw.AddCircle(center, r - width / 2, to_im(theme[Role::Offline]), 0, width);
            return;
        }
    }
}

void draw_avatar(ImDrawList& draw, const Context& context, ImVec2 min, float side, const Person& person) {
    static const std::array<Figure, avatar_figure_count> figures = make_figures();
    if (draw_portrait(draw, context, box_at(min, side, side), person)) return;
    const Theme& theme = context.theme;
    const bool offline = person.presence == Presence::Offline;
    const AvatarShares shares =
        offline ? avatar_offline_shares : avatar_shares[static_cast<std::size_t>(theme.palette())];
    const Color tone =
        offline ? theme[Role::Offline] : theme.name_color(context.person_color_index(person.user));
    const Color fill = mix(theme[Role::Panel], tone, shares.fill);
    const Color figure = mix(theme[Role::Panel], tone, shares.figure);
    fill_box(draw, box_at(min, side, side), fill, side * radius::avatar_share);
    for (const Piece& piece : figures[avatar_figure_index(person.user)]) {
        for (const ImVec2 point : piece.outline)
            draw.PathLineTo({min.x + point.x * side, min.y + point.y * side});
        draw.PathFillConvex(to_im(piece.ink == Ink::Figure ? figure : fill));
    }
    const Color letter = mix(offline ? theme[Role::TextMuted] : tone, theme[Role::Text], avatar_letter_share);
    const std::string_view initial = first_cluster(person.name);
    std::array<char, 4> capital{};
    draw_letter(draw, context, box_at(min, side, side), side * avatar_letter_size, letter,
                capitalized(initial, capital));
}

void draw_avatar_with_presence(ImDrawList& draw, const Context& context, ImVec2 min, float side_at_100,
                               const Person& person, Color surface) {
    const Theme& theme = context.theme;
    const float side = theme.px(side_at_100);
    draw_avatar(draw, context, min, side, person);
    const float diameter =
        theme.px(side_at_100 < measure::avatar_list ? measure::presence_small : measure::presence);
    const float out = theme.px(measure::presence_outside);
    const ImVec2 center{min.x + side + out - diameter / 2, min.y + side + out - diameter / 2};
    draw.AddCircleFilled(center, diameter / 2 + measure::presence_ring * theme.scale(), to_im(surface));
    draw_presence(draw, theme, center, diameter, person.presence, surface);
}

}  // namespace crosstalk::ui
