#include "ui/theme/context.hpp"
#include "ui/theme/marked_text.hpp"

#include <cmath>

namespace crosstalk::ui {

namespace {

constexpr std::string_view ellipsis = "\u2026";
constexpr float cap_height = 0.727F;  // of Inter's capitals, in em

// One text in one font: looks its glyphs up once per code point.
class Run {
  public:
    Run(const Context& context, Type type)
        : Run(context.fonts.at(context.theme, type.style, type.face), context.theme.type_row(type.style)) {}
    Run(FontRef ref, float row) : ref_(ref), baked_(ref.font->GetFontBaked(ref.size)), row_(row) {}

    float advance(char32_t c) const {
        if (c == U'\t') return 4.0F * baked_->GetCharAdvance(' ');
        return baked_->GetCharAdvance(static_cast<ImWchar>(c));
    }
    float width(std::string_view text) const {
        float sum = 0;
        for (DrawnText reader(text); !reader.at_end();)
            sum += advance(reader.next());
        return sum;
    }
    float top(float row) const { return row + std::floor((row_ - ref_.size) / 2); }
    float row_height() const { return row_; }
    float ascent() const { return baked_->Ascent; }

    // `pen` is the unrounded left edge of the glyph's cell, `top` a whole pixel. Gives the vertices it wrote; the
    // caller has reserved four for each code point.
    int glyph(ImDrawList& draw, float pen, float top, ImU32 color, char32_t c) const {
        if (c == U' ' || c == U'\t' || c == U'\n') return 0;
        const ImFontGlyph* found = baked_->FindGlyph(static_cast<ImWchar>(c));
        if (found == nullptr || !found->Visible) return 0;
        const float left = std::round(pen + found->X0);
        const float right = left + (found->X1 - found->X0);
        const float upper = top + found->Y0;
        const float lower = top + found->Y1;
        const ImVec4& clip = draw._CmdHeader.ClipRect;
        if (right <= clip.x || left >= clip.z || lower <= clip.y || upper >= clip.w) return 0;
        const ImU32 ink = found->Colored != 0 ? (color | ~IM_COL32_A_MASK) : color;
        draw.PrimRectUV({left, upper}, {right, lower}, {found->U0, found->V0}, {found->U1, found->V1}, ink);
        return 1;
    }

    // Draws with `step` as the width of the cell that a code point stands in the middle of.
    template <class Step>
    float draw(ImDrawList& draw_list, ImVec2 row, ImU32 color, std::string_view text,
               const Step& step) const {
        const float left = std::round(row.x);
        const float upper = std::round(top(row.y));
        const auto most = static_cast<int>(text.size());
        if (most == 0) return 0;
        draw_list.PrimReserve(most * 6, most * 4);
        const int commands = draw_list.CmdBuffer.Size;
        const unsigned first_vertex = draw_list._VtxCurrentIdx;
        int drawn = 0;
        float pen = left;
        for (DrawnText reader(text); !reader.at_end();) {
            const char32_t c = reader.next();
            const float own = advance(c);
            const float cell = step(c, own);
            drawn += glyph(draw_list, pen + (cell - own) / 2, upper, color, c);
            pen += cell;
        }
        if (draw_list.CmdBuffer.Size != commands) {
            // A glyph was new and the texture had to grow for it: Dear ImGui has begun a command amid what is reserved
            // here. By now all glyphs are there, so once more.
            draw_list.CmdBuffer.pop_back();
            draw_list._VtxCurrentIdx = first_vertex;
            draw_list.PrimUnreserve(most * 6, most * 4);
            draw_list.AddDrawCmd();
            return this->draw(draw_list, row, color, text, step);
        }
        draw_list.PrimUnreserve((most - drawn) * 6, (most - drawn) * 4);
        return pen - left;
    }

  private:
    FontRef ref_;
    ImFontBaked* baked_;
    float row_;
};

void write_down(const Context& context, ImVec2 row, Color color, std::string_view text) {
    if (context.writing != nullptr && !text.empty())
        context.writing->push_back({row, std::string(text), color});
}

bool is_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

}  // namespace

float text_width(const Context& context, Type type, std::string_view text) {
    return Run(context, type).width(text);
}

float draw_text(ImDrawList& draw, const Context& context, ImVec2 row, Type type, Color color,
                std::string_view text) {
    write_down(context, row, color, text);
    return Run(context, type).draw(draw, row, to_im(color), text, [](char32_t, float own) { return own; });
}

void draw_text_centered(ImDrawList& draw, const Context& context, Box box, Type type, Color color,
                        std::string_view text) {
    const Run run(context, type);
    const float left = std::floor(box.min.x + (box.width() - run.width(text)) / 2);
    const float top = std::floor(box.min.y + (box.height() - run.row_height()) / 2);
    draw_text(draw, context, {left, top}, type, color, text);
}

float digits_width(const Context& context, Type type, std::string_view text) {
    const Run run(context, type);
    const float cell = std::ceil(run.advance(U'0'));
    float sum = 0;
    for (DrawnText reader(text); !reader.at_end();) {
        const char32_t c = reader.next();
        sum += is_digit(c) ? cell : run.advance(c);
    }
    return sum;
}

float draw_digits(ImDrawList& draw, const Context& context, ImVec2 row, Type type, Color color,
                  std::string_view text) {
    write_down(context, row, color, text);
    const Run run(context, type);
    const float cell = std::ceil(run.advance(U'0'));
    return run.draw(draw, row, to_im(color), text,
                    [cell](char32_t c, float own) { return is_digit(c) ? cell : own; });
}

void draw_letter(ImDrawList& draw, const Context& context, Box box, float em, Color color,
                 std::string_view letter) {
    const Run run(context.fonts.with_em(Face::SemiBold, em), em);
    // `draw` takes the top of a row of the em's height; the capital shall stand in the middle of the box.
    const float top = std::round(box.center().y + em * cap_height / 2 - run.ascent());
    const float left = std::round(box.center().x - run.width(letter) / 2);
    run.draw(draw, {left, top - run.top(0)}, to_im(color), letter, [](char32_t, float own) { return own; });
}

Ellipsis draw_text_within(ImDrawList& draw, const Context& context, ImVec2 row, float width, Type type,
                          Color color, std::string_view text) {
    const Run run(context, type);
    if (run.width(text) <= width) {
        draw_text(draw, context, row, type, color, text);
        return Ellipsis::NotNeeded;
    }
    const float room = width - run.width(ellipsis);
    float pen = 0;
    std::size_t end = 0;
    while (end < text.size()) {
        const std::string_view cluster = first_cluster(text.substr(end));
        const float step = run.width(cluster);
        if (pen + step > room) break;
        pen += step;
        end += cluster.size();
    }
    // No space before the ellipsis.
    while (end > 0 && text[end - 1] == ' ')
        --end;
    const float drawn = draw_text(draw, context, row, type, color, text.substr(0, end));
    draw_text(draw, context, {std::round(row.x) + drawn, row.y}, type, color, ellipsis);
    return Ellipsis::Drawn;
}

void apply_theme(const Theme& theme) {
    ImGuiStyle& style = ImGui::GetStyle();
    style = ImGuiStyle();
    style.FontSizeBase = std::round(theme.type_size(TypeStyle::Body));
    style.WindowPadding = style.FramePadding = style.ItemSpacing = style.ItemInnerSpacing =
        style.CellPadding = {0, 0};
    style.WindowBorderSize = style.ChildBorderSize = style.PopupBorderSize = style.FrameBorderSize = 0;
    style.WindowRounding = style.ChildRounding = 0;
    style.PopupRounding = theme.px(radius::popup);
    style.FrameRounding = style.GrabRounding = theme.px(radius::control);
    style.WindowMinSize = {1, 1};
    style.IndentSpacing = 0;
    style.ScrollbarSize = theme.px(measure::scroll_hit);
    style.ScrollbarRounding = theme.px(measure::progress_radius);
    style.DisplaySafeAreaPadding = {0, 0};
    style.DisabledAlpha = 1.0F;  // disabled things have colours of their own
    style.AntiAliasedLinesUseTex = false;
    style.CircleTessellationMaxError = 0.15F;
    style.HoverDelayNormal = style.HoverDelayShort = 0.5F;

    const ImVec4 nothing{0, 0, 0, 0};
    for (ImVec4& color : style.Colors)
        color = nothing;
    const auto set = [&](ImGuiCol slot, Role role) { style.Colors[slot] = to_im_vec(theme[role]); };
    set(ImGuiCol_Text, Role::Text);
    set(ImGuiCol_TextDisabled, Role::TextMuted);
    set(ImGuiCol_WindowBg, Role::Window);
    set(ImGuiCol_PopupBg, Role::Raised);
    set(ImGuiCol_Border, Role::BorderControl);
    set(ImGuiCol_InputTextCursor, Role::Accent);
    style.Colors[ImGuiCol_TextSelectedBg] = to_im_vec(marked_text_color(theme));
    set(ImGuiCol_TextLink, Role::Link);
    set(ImGuiCol_ScrollbarGrab, Role::Scroll);
    set(ImGuiCol_ScrollbarGrabHovered, Role::Scroll);
    set(ImGuiCol_ScrollbarGrabActive, Role::Scroll);
    set(ImGuiCol_DragDropTarget, Role::Accent);
    // The keyboard's focus is drawn by the widgets themselves, by the look's rules.
    style.Colors[ImGuiCol_NavCursor] = nothing;
    style.Colors[ImGuiCol_ModalWindowDimBg] = to_im_vec(with_opacity(theme[Role::Overlay], dialog_dim));
    style.Colors[ImGuiCol_NavWindowingDimBg] = style.Colors[ImGuiCol_ModalWindowDimBg];
}

}  // namespace crosstalk::ui
