#include "ui/raster/raster.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace crosstalk::ui {

namespace {

// Corners are kept in 1/256 of a pixel.
constexpr int fraction_bits = 8;
constexpr std::int64_t one = 1 << fraction_bits;
constexpr std::int64_t half = one / 2;

struct Clip {
    int left;
    int top;
    int right;
    int bottom;
};

struct Shade {
    float red;
    float green;
    float blue;
    float alpha;
};

std::uint32_t channel(std::uint32_t color, int shift) {
    return color >> shift & 0xFFU;
}

Shade shade_of(ImU32 color) {
    return {static_cast<float>(channel(color, IM_COL32_R_SHIFT)),
            static_cast<float>(channel(color, IM_COL32_G_SHIFT)),
            static_cast<float>(channel(color, IM_COL32_B_SHIFT)),
            static_cast<float>(channel(color, IM_COL32_A_SHIFT))};
}

// Rounded x / 255 for x up to 255 * 255.
std::uint32_t over_255(std::uint32_t x) {
    return (x + 128 + ((x + 128) >> 8U)) >> 8U;
}

void blend(std::uint32_t& pixel, std::uint32_t red, std::uint32_t green, std::uint32_t blue,
           std::uint32_t alpha) {
    if (alpha == 0) return;
    if (alpha == 255) {
        pixel = IM_COL32(red, green, blue, 255);
        return;
    }
    const std::uint32_t rest = 255 - alpha;
    const auto mixed = [&](std::uint32_t source, int shift) {
        return over_255(source * alpha + channel(pixel, shift) * rest);
    };
    pixel = IM_COL32(mixed(red, IM_COL32_R_SHIFT), mixed(green, IM_COL32_G_SHIFT),
                     mixed(blue, IM_COL32_B_SHIFT), 255);
}

void blend(std::uint32_t& pixel, ImU32 color) {
    blend(pixel, channel(color, IM_COL32_R_SHIFT), channel(color, IM_COL32_G_SHIFT),
          channel(color, IM_COL32_B_SHIFT), channel(color, IM_COL32_A_SHIFT));
}

std::uint32_t modulated(ImU32 color, std::uint32_t texel) {
    return IM_COL32(over_255(channel(color, IM_COL32_R_SHIFT) * channel(texel, 0)),
                    over_255(channel(color, IM_COL32_G_SHIFT) * channel(texel, 8)),
                    over_255(channel(color, IM_COL32_B_SHIFT) * channel(texel, 16)),
                    over_255(channel(color, IM_COL32_A_SHIFT) * channel(texel, 24)));
}

std::uint32_t nearest(const RasterTexture& texture, float u, float v) {
    const int x = std::clamp(static_cast<int>(u * static_cast<float>(texture.width)), 0, texture.width - 1);
    const int y = std::clamp(static_cast<int>(v * static_cast<float>(texture.height)), 0, texture.height - 1);
    return texture.pixels[static_cast<std::ptrdiff_t>(y) * texture.width + x];
}

std::uint32_t linear(const RasterTexture& texture, float u, float v) {
    const float x = u * static_cast<float>(texture.width) - 0.5F;
    const float y = v * static_cast<float>(texture.height) - 0.5F;
    const float left = std::floor(x);
    const float top = std::floor(y);
    const auto texel = [&](float column, float row) {
        const int at_x = std::clamp(static_cast<int>(column), 0, texture.width - 1);
        const int at_y = std::clamp(static_cast<int>(row), 0, texture.height - 1);
        return shade_of(texture.pixels[static_cast<std::ptrdiff_t>(at_y) * texture.width + at_x]);
    };
    const float across = x - left;
    const float down = y - top;
    Shade sum{0, 0, 0, 0};
    const auto add = [&sum](const Shade& texel_shade, float share) {
        sum.red += texel_shade.red * share;
        sum.green += texel_shade.green * share;
        sum.blue += texel_shade.blue * share;
        sum.alpha += texel_shade.alpha * share;
    };
    add(texel(left, top), (1 - across) * (1 - down));
    add(texel(left + 1, top), across * (1 - down));
    add(texel(left, top + 1), (1 - across) * down);
    add(texel(left + 1, top + 1), across * down);
    const auto byte = [](float value) { return static_cast<std::uint32_t>(value + 0.5F); };
    return IM_COL32(byte(sum.red), byte(sum.green), byte(sum.blue), byte(sum.alpha));
}

class Canvas {
  public:
    Canvas(const PixelTarget& target, Clip clip, const RasterTexture* texture)
        : target_(target), clip_(clip), texture_(texture) {}

    // Two triangles that make an upright rectangle of one colour: most of what there is to draw.
    bool draw_box(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c, const ImDrawVert& d) const {
        const bool upright = a.pos.y == b.pos.y && c.pos.y == d.pos.y && a.pos.x == d.pos.x &&
                             b.pos.x == c.pos.x && a.pos.x <= b.pos.x && a.pos.y <= d.pos.y &&
                             a.col == b.col && a.col == c.col && a.col == d.col;
        if (!upright) return false;
        const bool solid = same_uv(a, b) && same_uv(a, c) && same_uv(a, d);
        const bool straight = a.uv.y == b.uv.y && c.uv.y == d.uv.y && a.uv.x == d.uv.x && b.uv.x == c.uv.x;
        if (!solid && !straight) return false;

        // A pixel belongs to the box if its centre does.
        const int left = std::max(first_center(a.pos.x), clip_.left);
        const int right = std::min(first_center(c.pos.x), clip_.right);
        const int top = std::max(first_center(a.pos.y), clip_.top);
        const int bottom = std::min(first_center(c.pos.y), clip_.bottom);
        if (left >= right || top >= bottom) return true;
        if (solid) {
            const ImU32 color =
                texture_ == nullptr ? a.col : modulated(a.col, nearest(*texture_, a.uv.x, a.uv.y));
            for (int y = top; y < bottom; ++y)
                fill_span(y, left, right, color);
            return true;
        }
        if (texture_ == nullptr) return true;
        const float step_u = (c.uv.x - a.uv.x) / (c.pos.x - a.pos.x);
        const float step_v = (c.uv.y - a.uv.y) / (c.pos.y - a.pos.y);
        const bool texel_per_pixel = std::abs(step_u * static_cast<float>(texture_->width) - 1.0F) < 0.01F &&
                                     std::abs(step_v * static_cast<float>(texture_->height) - 1.0F) < 0.01F &&
                                     a.pos.x == std::floor(a.pos.x) && a.pos.y == std::floor(a.pos.y);
        for (int y = top; y < bottom; ++y) {
            std::uint32_t* pixels = row(y);
            const float v = a.uv.y + (static_cast<float>(y) + 0.5F - a.pos.y) * step_v;
            for (int x = left; x < right; ++x) {
                const float u = a.uv.x + (static_cast<float>(x) + 0.5F - a.pos.x) * step_u;
                const std::uint32_t texel =
                    texel_per_pixel ? nearest(*texture_, u, v) : linear(*texture_, u, v);
                if ((texel >> 24U) != 0) blend(pixels[x], modulated(a.col, texel));
            }
        }
        return true;
    }

    void draw_triangle(const ImDrawVert& v0, const ImDrawVert& v1, const ImDrawVert& v2) const {
        struct Corner {
            std::int64_t x;
            std::int64_t y;
            const ImDrawVert* vertex;
        };
        const auto corner = [](const ImDrawVert& vertex) {
            return Corner{std::llround(static_cast<double>(vertex.pos.x) * one),
                          std::llround(static_cast<double>(vertex.pos.y) * one), &vertex};
        };
        Corner a = corner(v0);
        Corner b = corner(v1);
        Corner c = corner(v2);
        std::int64_t area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
        if (area == 0) return;
        if (area < 0) {
            std::swap(b, c);
            area = -area;
        }
        // Inside is where all three edge functions are at least 0; a bias makes a shared edge belong to one side.
        struct Edge {
            std::int64_t dx;     // change of the function per pixel to the right
            std::int64_t dy;     // per pixel down
            std::int64_t value;  // at the centre of the pixel that the walk begins with
        };
        const int left = std::max(static_cast<int>(std::min({a.x, b.x, c.x}) >> fraction_bits), clip_.left);
        const int right =
            std::min(static_cast<int>(std::max({a.x, b.x, c.x}) >> fraction_bits) + 1, clip_.right);
        const int top = std::max(static_cast<int>(std::min({a.y, b.y, c.y}) >> fraction_bits), clip_.top);
        const int bottom =
            std::min(static_cast<int>(std::max({a.y, b.y, c.y}) >> fraction_bits) + 1, clip_.bottom);
        if (left >= right || top >= bottom) return;
        const std::int64_t center_x = left * one + half;
        const std::int64_t center_y = top * one + half;
        const auto edge = [&](const Corner& from, const Corner& to) {
            const std::int64_t ex = to.x - from.x;
            const std::int64_t ey = to.y - from.y;
            const bool top_left = ey < 0 || (ey == 0 && ex > 0);
            return Edge{-ey * one, ex * one,
                        ex * (center_y - from.y) - ey * (center_x - from.x) - (top_left ? 0 : 1)};
        };
        std::array<Edge, 3> edges = {edge(b, c), edge(c, a), edge(a, b)};

        const bool one_color = a.vertex->col == b.vertex->col && a.vertex->col == c.vertex->col;
        const bool solid = same_uv(*a.vertex, *b.vertex) && same_uv(*a.vertex, *c.vertex);
        const ImU32 flat = solid && texture_ != nullptr
                               ? modulated(a.vertex->col, nearest(*texture_, a.vertex->uv.x, a.vertex->uv.y))
                               : a.vertex->col;
        const float scale = 1.0F / static_cast<float>(area);
        for (int y = top; y < bottom; ++y) {
            int from = left;
            int to = right;
            for (const Edge& e : edges)
                narrow(e.value, e.dx, left, from, to);
            if (from < to) {
                if (one_color && solid) {
                    fill_span(y, from, to, flat);
                } else {
                    const std::int64_t along = from - left;
                    const float weight_a = static_cast<float>(edges[0].value + along * edges[0].dx) * scale;
                    const float weight_b = static_cast<float>(edges[1].value + along * edges[1].dx) * scale;
                    const float step_a = static_cast<float>(edges[0].dx) * scale;
                    const float step_b = static_cast<float>(edges[1].dx) * scale;
                    shade_span(y, from, to, *a.vertex, *b.vertex, *c.vertex, weight_a, weight_b, step_a,
                               step_b, solid);
                }
            }
            for (Edge& e : edges)
                e.value += e.dy;
        }
    }

  private:
    static bool same_uv(const ImDrawVert& a, const ImDrawVert& b) {
        return a.uv.x == b.uv.x && a.uv.y == b.uv.y;
    }

    // The first pixel whose centre is not left of (or above) the coordinate.
    static int first_center(float at) { return static_cast<int>(std::ceil(at - 0.5F)); }

    // Keeps of [from, to) where value + (x - left) * dx >= 0.
    static void narrow(std::int64_t value, std::int64_t dx, int left, int& from, int& to) {
        if (dx == 0) {
            if (value < 0) to = from;
        } else if (dx > 0) {
            if (value < 0) from = std::max(from, left + static_cast<int>((-value + dx - 1) / dx));
        } else {
            if (value < 0) {
                to = from;
            } else {
                to = std::min(to, left + static_cast<int>(value / -dx) + 1);
            }
        }
    }

    std::uint32_t* row(int y) const {
        return target_.pixels + static_cast<std::ptrdiff_t>(y) * target_.stride;
    }

    void fill_span(int y, int from, int to, ImU32 color) const {
        std::uint32_t* pixels = row(y);
        if (channel(color, IM_COL32_A_SHIFT) == 255) {
            std::fill(pixels + from, pixels + to, color);
        } else {
            for (int x = from; x < to; ++x)
                blend(pixels[x], color);
        }
    }

    void shade_span(int y, int from, int to, const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c,
                    float weight_a, float weight_b, float step_a, float step_b, bool solid) const {
        std::uint32_t* pixels = row(y);
        const Shade sa = shade_of(a.col);
        const Shade sb = shade_of(b.col);
        const Shade sc = shade_of(c.col);
        for (int x = from; x < to; ++x, weight_a += step_a, weight_b += step_b) {
            const float weight_c = 1.0F - weight_a - weight_b;
            const auto mixed = [&](float of_a, float of_b, float of_c) {
                const float value = of_a * weight_a + of_b * weight_b + of_c * weight_c;
                return static_cast<std::uint32_t>(std::clamp(value + 0.5F, 0.0F, 255.0F));
            };
            ImU32 color = IM_COL32(mixed(sa.red, sb.red, sc.red), mixed(sa.green, sb.green, sc.green),
                                   mixed(sa.blue, sb.blue, sc.blue), mixed(sa.alpha, sb.alpha, sc.alpha));
            if (texture_ != nullptr) {
                const float u = a.uv.x * weight_a + b.uv.x * weight_b + c.uv.x * weight_c;
                const float v = a.uv.y * weight_a + b.uv.y * weight_b + c.uv.y * weight_c;
                color = modulated(color, solid ? nearest(*texture_, u, v) : linear(*texture_, u, v));
            }
            blend(pixels[x], color);
        }
    }

    PixelTarget target_;
    Clip clip_;
    const RasterTexture* texture_;
};

RasterTexture* texture_of(ImTextureID id) {
    return reinterpret_cast<RasterTexture*>(static_cast<std::uintptr_t>(id));
}

// Dear ImGui keeps its textures in memory; they are drawn from there.
void follow_texture(ImTextureData& texture) {
    if (texture.Status == ImTextureStatus_OK || texture.Status == ImTextureStatus_Destroyed) return;
    RasterTexture* known = texture_of(texture.TexID);
    if (texture.Status == ImTextureStatus_WantDestroy) {
        if (texture.UnusedFrames == 0) return;
        delete known;
        texture.SetTexID(ImTextureID_Invalid);
        texture.SetStatus(ImTextureStatus_Destroyed);
        return;
    }
    if (known == nullptr) known = new RasterTexture;
    IM_ASSERT(texture.Format == ImTextureFormat_RGBA32);
    *known = {reinterpret_cast<const std::uint32_t*>(texture.GetPixels()), texture.Width, texture.Height};
    texture.SetTexID(static_cast<ImTextureID>(reinterpret_cast<std::uintptr_t>(known)));
    texture.SetStatus(ImTextureStatus_OK);
}

void draw_command(const PixelTarget& target, const ImDrawList& list, const ImDrawCmd& command,
                  ImVec2 origin) {
    const Clip clip{std::max(static_cast<int>(command.ClipRect.x - origin.x), 0),
                    std::max(static_cast<int>(command.ClipRect.y - origin.y), 0),
                    std::min(static_cast<int>(command.ClipRect.z - origin.x), target.width),
                    std::min(static_cast<int>(command.ClipRect.w - origin.y), target.height)};
    if (clip.left >= clip.right || clip.top >= clip.bottom) return;
    const Canvas canvas(target, clip, texture_of(command.GetTexID()));
    const ImDrawIdx* indices = list.IdxBuffer.Data + command.IdxOffset;
    const ImDrawVert* vertices = list.VtxBuffer.Data + command.VtxOffset;
    const auto moved = [&](ImDrawIdx index) {
        ImDrawVert vertex = vertices[index];
        vertex.pos = {vertex.pos.x - origin.x, vertex.pos.y - origin.y};
        return vertex;
    };
    for (unsigned k = 0; k + 2 < command.ElemCount; k += 3) {
        const ImDrawVert a = moved(indices[k]);
        const ImDrawVert b = moved(indices[k + 1]);
        const ImDrawVert c = moved(indices[k + 2]);
        const bool quad =
            k + 5 < command.ElemCount && indices[k + 3] == indices[k] && indices[k + 4] == indices[k + 2];
        if (quad && canvas.draw_box(a, b, c, moved(indices[k + 5]))) {
            k += 3;
            continue;
        }
        canvas.draw_triangle(a, b, c);
    }
}

}  // namespace

void start_raster() {
    ImGuiIO& io = ImGui::GetIO();
    io.BackendRendererName = "crosstalk";
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
}

void stop_raster() {
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        if (texture->RefCount != 1) continue;
        delete texture_of(texture->TexID);
        texture->SetTexID(ImTextureID_Invalid);
        texture->SetStatus(ImTextureStatus_Destroyed);
    }
    ImGui::GetIO().BackendFlags &=
        ~(ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset);
}

void draw_with_raster(ImDrawData& frame, const PixelTarget& target, Color ground) {
    if (frame.Textures != nullptr) {
        for (ImTextureData* texture : *frame.Textures)
            follow_texture(*texture);
    }
    const std::uint32_t clear = IM_COL32(ground.red, ground.green, ground.blue, 255);
    for (int y = 0; y < target.height; ++y) {
        std::uint32_t* pixels = target.pixels + static_cast<std::ptrdiff_t>(y) * target.stride;
        std::fill(pixels, pixels + target.width, clear);
    }
    for (const ImDrawList* list : frame.CmdLists) {
        for (const ImDrawCmd& command : list->CmdBuffer) {
            if (command.UserCallback == nullptr) draw_command(target, *list, command, frame.DisplayPos);
        }
    }
}

}  // namespace crosstalk::ui
