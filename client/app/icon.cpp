#include "client/app/icon.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "ui/theme/theme.hpp"

namespace crosstalk::app {

namespace {

// In the units of assets/icon.svg: 128 x 128.
constexpr float units = 128.0F;

struct Point {
    float x;
    float y;
};
Point operator-(Point a, Point b) {
    return {a.x - b.x, a.y - b.y};
}
float dot(Point a, Point b) {
    return a.x * b.x + a.y * b.y;
}
float length(Point a) {
    return std::hypot(a.x, a.y);
}

// Signed distances to shapes, negative inside.
float to_disc(Point at, Point center, float radius) {
    return length(at - center) - radius;
}
float to_segment(Point at, Point from, Point to) {
    const Point along = to - from;
    const float share = std::clamp(dot(at - from, along) / dot(along, along), 0.0F, 1.0F);
    return length(at - Point{from.x + along.x * share, from.y + along.y * share});
}
float to_rounded_square(Point at, Point center, float half, float radius) {
    const Point out{std::abs(at.x - center.x) - half + radius, std::abs(at.y - center.y) - half + radius};
    return length({std::max(out.x, 0.0F), std::max(out.y, 0.0F)}) + std::min(std::max(out.x, out.y), 0.0F) -
           radius;
}
// A stroke with ends cut off square.
float to_bar(Point at, Point from, Point to, float width) {
    const Point along = to - from;
    const float whole = length(along);
    const Point direction{along.x / whole, along.y / whole};
    const Point relative = at - from;
    const float x = std::abs(dot(relative, direction) - whole / 2) - whole / 2;
    const float y = std::abs(relative.x * direction.y - relative.y * direction.x) - width / 2;
    return length({std::max(x, 0.0F), std::max(y, 0.0F)}) + std::min(std::max(x, y), 0.0F);
}
float to_triangle(Point at, const std::array<Point, 3>& corners) {
    float nearest = units;
    bool left = true;
    bool right = true;
    for (std::size_t i = 0; i < 3; ++i) {
        const Point from = corners[i];
        const Point to = corners[(i + 1) % 3];
        nearest = std::min(nearest, to_segment(at, from, to));
        const Point along = to - from;
        const float side = along.x * (at.y - from.y) - along.y * (at.x - from.x);
        left = left && side <= 0;
        right = right && side >= 0;
    }
    return left || right ? -nearest : nearest;
}

// The numbers as strokes in a box of 1 x 2.
constexpr std::array stroke_1{Point{0.15F, 0.4F}, Point{0.6F, 0}, Point{0.6F, 2}};
constexpr std::array stroke_2{Point{0, 0.45F}, Point{0.2F, 0.1F},  Point{0.5F, 0}, Point{0.8F, 0.1F},
                              Point{1, 0.5F},  Point{0.9F, 0.85F}, Point{0, 2},    Point{1, 2}};
constexpr std::array stroke_3{Point{0.05F, 0.25F}, Point{0.5F, 0},      Point{0.95F, 0.3F},
                              Point{0.9F, 0.7F},   Point{0.45F, 0.95F}, Point{1, 1.3F},
                              Point{0.95F, 1.7F},  Point{0.5F, 2},      Point{0, 1.75F}};
constexpr std::array stroke_4{Point{0.75F, 2}, Point{0.75F, 0}, Point{-0.05F, 1.4F}, Point{1.1F, 1.4F}};
constexpr std::array stroke_5{Point{0.95F, 0}, Point{0.12F, 0}, Point{0.05F, 0.95F}, Point{0.5F, 0.75F},
                              Point{1, 1.05F}, Point{1, 1.55F}, Point{0.5F, 2},      Point{0, 1.8F}};
constexpr std::array stroke_6{Point{0.85F, 0.05F}, Point{0.35F, 0.35F}, Point{0, 1},
                              Point{0, 1.5F},      Point{0.5F, 2},      Point{1, 1.6F},
                              Point{1, 1.2F},      Point{0.5F, 0.85F},  Point{0.05F, 1.2F}};
constexpr std::array stroke_7{Point{0, 0}, Point{1, 0}, Point{0.4F, 2}};
constexpr std::array stroke_8{Point{0.5F, 0.95F}, Point{0.08F, 0.65F}, Point{0.08F, 0.3F}, Point{0.5F, 0},
                              Point{0.92F, 0.3F}, Point{0.92F, 0.65F}, Point{0.5F, 0.95F}, Point{0, 1.3F},
                              Point{0, 1.65F},    Point{0.5F, 2},      Point{1, 1.65F},    Point{1, 1.3F},
                              Point{0.5F, 0.95F}};
constexpr std::array stroke_9{Point{0.15F, 1.95F}, Point{0.65F, 1.65F}, Point{1, 1},
                              Point{1, 0.5F},      Point{0.5F, 0},      Point{0, 0.4F},
                              Point{0, 0.8F},      Point{0.5F, 1.15F},  Point{0.95F, 0.8F}};
constexpr std::array<std::span<const Point>, 9> digits{stroke_1, stroke_2, stroke_3, stroke_4, stroke_5,
                                                       stroke_6, stroke_7, stroke_8, stroke_9};

float to_strokes(Point at, std::span<const Point> points) {
    float nearest = units;
    for (std::size_t i = 0; i + 1 < points.size(); ++i)
        nearest = std::min(nearest, to_segment(at, points[i], points[i + 1]));
    return nearest;
}

// One pixel while it is painted; premultiplied, 0 to 1.
struct Paint {
    float red = 0;
    float green = 0;
    float blue = 0;
    float alpha = 0;

    void cover(ui::Color color, float share) {
        const float rest = 1 - share;
        red = static_cast<float>(color.red) / 255 * share + red * rest;
        green = static_cast<float>(color.green) / 255 * share + green * rest;
        blue = static_cast<float>(color.blue) / 255 * share + blue * rest;
        alpha = share + alpha * rest;
    }
    void cut_out(float share) {
        const float rest = 1 - share;
        red *= rest;
        green *= rest;
        blue *= rest;
        alpha *= rest;
    }
    [[nodiscard]] std::uint32_t pixel() const {
        const auto byte = [](float value) {
            return static_cast<std::uint32_t>(std::clamp(value, 0.0F, 1.0F) * 255 + 0.5F);
        };
        if (alpha <= 0) return 0;
        return byte(red / alpha) | byte(green / alpha) << 8U | byte(blue / alpha) << 16U | byte(alpha) << 24U;
    }
};

class Painter {
  public:
    Painter(int side, const ui::Badge& badge) : unit_(units / static_cast<float>(side)), badge_(badge) {}

    [[nodiscard]] Paint paint(Point at) const {
        Paint paint;
        draw_logo(paint, at);
        if (badge_.count > 0 || badge_.dot) draw_badge(paint, at);
        return paint;
    }

  private:
    // How much of a pixel at this distance from the edge lies inside.
    [[nodiscard]] float share(float distance) const {
        return std::clamp(0.5F - distance / unit_, 0.0F, 1.0F);
    }
    [[nodiscard]] ui::Color color(ui::Role role) const { return theme_[role]; }

    // As ui/theme/logo.cpp draws it.
    void draw_logo(Paint& paint, Point at) const {
        const ui::Color ground = color(ui::Role::Panel);
        paint.cover(ground, share(to_rounded_square(at, {64, 64}, 60, 28)));
        paint.cover(color(ui::Role::O), share(to_triangle(at, {{{26, 72}, {24, 108}, {58, 96}}}) - 2));
        const float ring = to_disc(at, {61, 65}, 35);
        paint.cover(ground, share(ring));
        paint.cover(color(ui::Role::O), share(std::abs(ring) - 6));
        paint.cover(ground, share(to_bar(at, {61, 65}, {102, 24}, 25)));
        paint.cover(color(ui::Role::X), share(to_segment(at, {47, 51}, {75, 79}) - 6));
        paint.cover(color(ui::Role::X), share(to_segment(at, {47, 79}, {101, 25}) - 6));
    }

    void draw_badge(Paint& paint, Point at) const {
        const bool counts = badge_.count > 0;
        const float radius = counts ? 35.0F : 20.0F;
        const Point center{units - radius - 1, units - radius - 1};
        const float disc = to_disc(at, center, radius);
        paint.cut_out(share(disc - 6));
        paint.cover(color(counts ? ui::Role::DangerFill : ui::Role::Accent), share(disc));
        if (!counts) return;
        const ui::Color ink = color(ui::Role::DangerFillText);
        const auto in_box = [&](float left, float size) {
            return Point{(at.x - left) / size, (at.y - center.y) / size + 1};
        };
        if (badge_.count <= 9) {
            constexpr float size = 20;
            const float distance =
                to_strokes(in_box(center.x - size / 2, size), digits[badge_.count - 1]) * size;
            paint.cover(ink, share(distance - 4.5F));
            return;
        }
        constexpr float size = 17;
        paint.cover(ink, share(to_strokes(in_box(center.x - 21, size), stroke_9) * size - 4));
        const Point plus{center.x + 14, center.y};
        const float across = to_segment(at, {plus.x - 9, plus.y}, {plus.x + 9, plus.y});
        const float down = to_segment(at, {plus.x, plus.y - 9}, {plus.x, plus.y + 9});
        paint.cover(ink, share(std::min(across, down) - 3.5F));
    }

    float unit_;  // of the picture, per pixel
    ui::Badge badge_;
    ui::Theme theme_ = ui::make_theme({});
};

}  // namespace

IconPixels draw_icon(int side, const ui::Badge& badge) {
    IconPixels icon;
    icon.side = std::clamp(side, 16, 256);
    const Painter painter(icon.side, badge);
    const float unit = units / static_cast<float>(icon.side);
    icon.pixels.reserve(static_cast<std::size_t>(icon.side) * static_cast<std::size_t>(icon.side));
    for (int y = 0; y < icon.side; ++y) {
        for (int x = 0; x < icon.side; ++x) {
            const Point center{(static_cast<float>(x) + 0.5F) * unit, (static_cast<float>(y) + 0.5F) * unit};
            icon.pixels.push_back(painter.paint(center).pixel());
        }
    }
    return icon;
}

}  // namespace crosstalk::app
