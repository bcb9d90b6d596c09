#include "ui/widgets/form.hpp"

#include <imgui.h>

#include <cmath>

#include "ui/widgets/paragraph.hpp"
#include "ui/widgets/toggle.hpp"

namespace crosstalk::ui {

namespace {

constexpr float fact_name_width = 128;
constexpr float radio_dot = 8;

}  // namespace

Box Form::take(float height) {
    const Box box = box_at({min_.x, top_}, width_, height);
    top_ += height;
    return box;
}

void Form::heading(std::string_view text) {
    const Box box = take(context_.theme.type_row(TypeStyle::Heading));
    draw_text_within(*ImGui::GetWindowDrawList(), context_, box.min, box.width(),
                     {TypeStyle::Heading, Face::SemiBold}, context_.color(Role::Text), text);
    gap(space::control);
}

void Form::head(std::string_view text) {
    gap(space::medium);
    const Box box = take(context_.theme.type_row(TypeStyle::Micro));
    draw_text_within(*ImGui::GetWindowDrawList(), context_, box.min, box.width(),
                     {TypeStyle::Micro, Face::SemiBold}, context_.color(Role::TextMuted), text);
    gap(space::small);
}

void Form::paragraph(std::string_view text, Role role, TypeStyle style) {
    if (text.empty()) return;
    top_ += draw_paragraph(*ImGui::GetWindowDrawList(), context_, {min_.x, top_}, width_, {style},
                           context_.color(role), text);
}

void Form::fault(std::string_view text) {
    if (text.empty()) return;
    const float size = context_.px(16);
    const float row = context_.theme.type_row(TypeStyle::Ui);
    const float indent = size + context_.px(space::control);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_icon(draw, context_.theme, Icon::Warning, {min_.x + size / 2, top_ + row / 2}, size,
              context_.color(Role::Danger));
    top_ += draw_paragraph(draw, context_, {min_.x + indent, top_}, width_ - indent, {TypeStyle::Ui},
                           context_.color(Role::Danger), text);
    gap(space::control);
}

void Form::fact(std::string_view name, std::string_view text) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float indent = std::min(context_.px(fact_name_width), std::floor(width_ / 2));
    draw_text_within(draw, context_, {min_.x, top_}, indent - context_.px(space::control), {TypeStyle::Ui},
                     context_.color(Role::TextMuted), name);
    const float height = draw_paragraph(draw, context_, {min_.x + indent, top_}, width_ - indent,
                                        {TypeStyle::Ui}, context_.color(Role::Text), text);
    top_ += std::max(height, context_.theme.type_row(TypeStyle::Ui));
    gap(space::small);
}

FieldResult Form::field(const char* id, std::string& text, const FieldLook& look) {
    Secrecy plain = Secrecy::Plain;
    return field(id, text, plain, look);
}

FieldResult Form::field(const char* id, std::string& text, Secrecy& secrecy, const FieldLook& look) {
    if (!look.label.empty()) top_ += field_label_height(context_);
    // What is refused is typed anew at once.
    FieldLook staying = look;
    staying.stays = true;
    const FieldResult result =
        ui::field(context_, id, take(context_.px(measure::field)), text, secrecy, staying);
    if (!look.error.empty()) top_ += field_error_height(context_, width_, look.error);
    gap(space::medium);
    return result;
}

bool Form::checkbox(const char* id, std::string_view label, bool& checked) {
    const Box box = take(context_.px(measure::hit));
    return ui::checkbox(context_, id, {box.min.x, box.center().y}, label, checked);
}

bool Form::segmented(const char* id, std::string_view label, std::span<const std::string_view> labels,
                     std::size_t& chosen) {
    if (!label.empty()) {
        draw_text(*ImGui::GetWindowDrawList(), context_, {min_.x, top_}, {TypeStyle::Small, Face::SemiBold},
                  context_.color(Role::TextSecondary), label);
        top_ += field_label_height(context_);
    }
    const bool changed =
        ui::segmented(context_, id, take(context_.px(measure::segmented)).min, labels, chosen);
    gap(space::medium);
    return changed;
}

bool Form::radio(const char* id, std::string_view label, std::string_view help, Chosen chosen) {
    const Theme& theme = context_.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float row = theme.type_row(TypeStyle::Body);
    const float below = help.empty() ? 0 : theme.type_row(TypeStyle::Ui);
    const Box box = take(std::max(theme.px(measure::hit), row + below + theme.px(space::control)));
    const ItemState state = item(context_, id, box);
    const bool walked_to = is_walked_to(state, ImGui::GetID("radios"));
    fill_box(draw, box, with_opacity(theme[Role::Hover], state.hover), theme.px(radius::control));
    draw_focus_ring(draw, context_, state, box, theme.px(radius::control), RingPlace::Inside);
    const float side = theme.px(measure::radio);
    const ImVec2 middle{box.min.x + theme.px(space::control) + side / 2, box.center().y};
    const bool on = chosen == Chosen::Yes;
    draw.AddCircle(middle, side / 2, to_im(theme[on ? Role::Accent : Role::BorderControl]), 0,
                   theme.stroke(line::icon));
    if (on) draw.AddCircleFilled(middle, theme.px(radio_dot) / 2, to_im(theme[Role::Accent]));
    const float left = middle.x + side / 2 + theme.px(space::card_narrow);
    const float top = std::floor(box.center().y - (row + below) / 2);
    const float width = box.max.x - left - theme.px(space::control);
    draw_text_within(draw, context_, {left, top}, width, {TypeStyle::Body}, theme[Role::Text], label);
    if (!help.empty())
        draw_text_within(draw, context_, {left, top + row}, width, {TypeStyle::Ui},
                         theme[Role::TextSecondary], help);
    return state.pressed || (walked_to && !on);
}

int Form::buttons(std::initializer_list<FormButton> row) {
    gap(space::control);
    const Box box = take(context_.px(measure::button));
    float right = box.max.x;
    int pressed = -1;
    int index = 0;
    for (const FormButton& each : row) {
        const float width = button_width(context_, each.label, each.look);
        const Box place{{right - width, box.min.y}, {right, box.max.y}};
        if (button(context_, each.id, place, each.label, each.look)) pressed = index;
        right = place.min.x - context_.px(space::control);
        ++index;
    }
    return pressed;
}

}  // namespace crosstalk::ui
