#include "ui/widgets/field.hpp"

#include <imgui_internal.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/widgets/button.hpp"
#include "ui/widgets/mark.hpp"
#include "ui/widgets/paragraph.hpp"

namespace crosstalk::ui {

namespace {

constexpr float label_gap = space::small;
constexpr float field_glyph = 16.0F;

// Where the error's words begin, from the left of the field.
float error_indent(const Context& context) {
    return context.px(16) + context.px(space::small);
}

std::size_t first_sentence(std::string_view error) {
    return std::min(error.find(". "), error.size() - 1) + 1;
}

float error_width(Box box, const FieldLook& look) {
    return look.error_width > 0 ? look.error_width : box.width();
}

void draw_error(ImDrawList& draw, const Context& context, Box box, const FieldLook& look) {
    const Theme& theme = context.theme;
    const float y = box.max.y + theme.px(label_gap);
    const float side = theme.px(16);
    const Color ink = theme[Role::Danger];
    draw_icon(draw, theme, Icon::Warning,
              {box.min.x + side / 2, std::floor(y + theme.type_row(TypeStyle::Ui) / 2)}, side, ink);
    const float indent = error_indent(context);
    draw_paragraph(draw, context, {box.min.x + indent, y}, error_width(box, look) - indent, {TypeStyle::Ui},
                   ink, look.error, first_sentence(look.error));
}

void cut_to(std::string& text, std::size_t bytes) {
    if (text.size() <= bytes) return;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80)
        --bytes;
    text.resize(bytes);
}

// The keyboard needs a frame or two to get to a field.
constexpr int frames_on_the_way = 4;

// What is typed meanwhile is for the field: it comes again with the next frame.
void hold_typed(ImGuiID field, bool requested) {
    int* left = ImGui::GetStateStorage()->GetIntRef(field, 0);
    if (requested) *left = frames_on_the_way;
    if (ImGui::GetActiveID() == field) *left = 0;
    if (*left == 0) return;
    --*left;
    ImGuiIO& io = ImGui::GetIO();
    for (const ImWchar character : io.InputQueueCharacters)
        io.AddInputCharacter(character);
    io.InputQueueCharacters.resize(0);
}

}  // namespace

float field_label_height(const Context& context) {
    return context.theme.type_row(TypeStyle::Small) + context.px(label_gap);
}

float field_error_height(const Context& context, float width, std::string_view error) {
    if (error.empty()) return 0;
    return context.px(label_gap) + paragraph_height(context, width - error_indent(context), {TypeStyle::Ui},
                                                    error, first_sentence(error));
}

FieldResult field(const Context& context, const char* id, Box box, std::string& text, const FieldLook& look) {
    Secrecy plain = Secrecy::Plain;
    return field(context, id, box, text, plain, look);
}

FieldResult field(const Context& context, const char* id, Box box, std::string& text, Secrecy& secrecy,
                  const FieldLook& look) {
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const IdScope scope(id);
    const Type type{TypeStyle::Body, Face::Regular};
    const float corner = theme.px(radius::control);
    const float padding = theme.px(measure::field_padding);
    const bool wrong = !look.error.empty();

    if (!look.label.empty()) {
        draw_text(draw, context, {box.min.x, box.min.y - field_label_height(context)},
                  {TypeStyle::Small, Face::SemiBold}, theme[Role::TextSecondary], look.label);
    }
    fill_box(draw, box, theme[wrong ? Role::DangerTint : Role::Window], corner);

    float left = box.min.x + padding;
    float right = box.max.x - padding;
    if (look.icon) {
        const float side = theme.px(field_glyph);
        draw_icon(draw, theme, *look.icon, {left + side / 2, box.center().y}, side,
                  theme[Role::TextSecondary]);
        left += side + theme.px(space::control);
    }
    // The text comes first in the order of Tab, Show after it.
    const ButtonLook show_look{
        ButtonKind::Quiet, secrecy == Secrecy::Shown ? Icon::EyeStruck : Icon::Eye, {}, {}, TypeStyle::Ui};
    const std::string_view show_label = secrecy == Secrecy::Shown ? "Hide" : "Show";
    const float show_width = button_width(context, show_label, show_look);
    const float show_inset = theme.px(space::tiny);
    if (secrecy != Secrecy::Plain) right = box.max.x - show_inset - show_width - theme.px(space::tiny);

    const bool hidden = secrecy == Secrecy::Hidden;
    const FontRef font =
        hidden ? context.fonts.hidden(theme) : context.fonts.at(theme, type.style, type.face);
    ImGui::PushFont(font.font, font.size / ImGui::GetStyle().FontScaleMain);
    // The whole box is the text's own: a click beside the words puts the caret too.
    const float beside = look.icon ? theme.px(space::control) : padding;
    const float above = std::floor(box.center().y - font.size / 2 - theme.px(space::tiny)) +
                        theme.px(space::tiny) - box.min.y;
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {beside, above});
    ImGui::SetCursorScreenPos({left - beside, box.min.y});
    ImGui::SetNextItemWidth(std::max(1.0F, right - left) + 2 * beside);
    if (look.request != FieldRequest::Nothing) ImGui::SetKeyboardFocusHere();
    if (look.request == FieldRequest::Refill) {
        if (ImGuiInputTextState* state = ImGui::GetInputTextState(ImGui::GetID("##text")))
            state->ReloadUserBufAndMoveToEnd();
    }
    ImGuiInputTextFlags flags = ImGuiInputTextFlags_EnterReturnsTrue;
    if (hidden) flags |= ImGuiInputTextFlags_Password;
    // Focus that the program or Tab gives selects everything, as fields do; a click puts the caret.
    // On the way there it has to be asked for anew each frame: a field that was the last one keeps its caret otherwise.
    ImGuiStorage& storage = *ImGui::GetStateStorage();
    const ImGuiID selects_id = ImGui::GetID("selects");
    int selects = storage.GetInt(selects_id);
    if (look.request == FieldRequest::FocusAndSelectAll) {
        selects = frames_on_the_way;
        if (ImGuiInputTextState* state = ImGui::GetInputTextState(ImGui::GetID("##text"))) state->SelectAll();
    }
    if (selects > 0 || wrong) flags |= ImGuiInputTextFlags_AutoSelectAll;
    ImGui::SetNextItemAllowOverlap();
    FieldResult result;
    hold_typed(ImGui::GetID("##text"), look.request != FieldRequest::Nothing);
    {
        ImGuiIO& io = ImGui::GetIO();
        const bool usual = std::exchange(io.ConfigInputTextEnterKeepActive, look.stays);
        result.submitted = ImGui::InputText("##text", &text, flags);
        io.ConfigInputTextEnterKeepActive = usual;
    }
    result.changed = ImGui::IsItemEdited();
    result.focused = ImGui::IsItemActive();
    const int selects_left = result.focused ? 0 : std::max(selects - 1, 0);
    if (selects > 0) storage.SetInt(selects_id, selects_left);
    ImGui::PopStyleVar();
    ImGui::PopFont();
    cut_to(text, look.bytes_most);

    const float text_top = std::floor(box.center().y - theme.type_row(type.style) / 2);
    if (text.empty() && !look.hint.empty()) {
        draw_text_within(draw, context, {left, text_top}, right - left, type, theme[Role::TextMuted],
                         look.hint);
    }
    if (text.empty() && !result.focused && !look.key_cap.empty()) {
        const float cap = key_cap_width(context, look.key_cap);
        draw_key_cap(draw, context, {box.max.x - theme.px(space::control) - cap, box.center().y},
                     look.key_cap, theme[Role::TextSecondary], theme[Role::Border]);
    }
    if (wrong) {
        outline_box(draw, box, theme[Role::Danger], corner, theme.px(line::strong));
        draw_error(draw, context, box, look);
    } else if (result.focused) {
        outline_box(draw, box, theme[Role::Accent], corner, theme.px(line::strong));
    } else {
        outline_box(draw, box, theme[Role::BorderControl], corner, theme.px(line::border));
    }
    if (secrecy != Secrecy::Plain) {
        const Box show{{box.max.x - show_inset - show_width, box.min.y + show_inset},
                       {box.max.x - show_inset, box.max.y - show_inset}};
        if (button(context, "show", show, show_label, show_look)) {
            secrecy = secrecy == Secrecy::Shown ? Secrecy::Hidden : Secrecy::Shown;
        }
    }
    return result;
}

}  // namespace crosstalk::ui
