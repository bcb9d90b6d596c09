#include "ui/panels/composer.hpp"

#include <imgui.h>
#include <misc/cpp/imgui_stdlib.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "net/limits.hpp"
#include "net/text/message_text.hpp"
#include "net/text/utf8.hpp"
#include "ui/widgets/button.hpp"

namespace crosstalk::ui {

namespace {

// The counter appears from 80 % of the limit.
constexpr std::size_t counted_from = net::max_text_code_points * 4 / 5;

// Text came from elsewhere: the caret goes behind it.
int move_caret(ImGuiInputTextCallbackData* data) {
    if (std::exchange(*static_cast<bool*>(data->UserData), false)) {
        data->CursorPos = data->SelectionStart = data->SelectionEnd = data->BufTextLen;
    }
    return 0;
}

}  // namespace

float Composer::height(const Context& context, Box pane) const {
    const auto lines = static_cast<float>(1 + std::ranges::count(text_, '\n'));
    const float row = context.theme.type_row(TypeStyle::Body);
    const float least = context.px(measure::composer);
    const float wanted = least + (lines - 1) * row;
    return std::clamp(wanted, least, std::max(least, std::floor(pane.height() * measure::composer_share)));
}

std::optional<model::Line> Composer::draw(const Context& context, const Moment& now, Box box,
                                          const std::string& placeholder) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const std::size_t length = text::count_code_points(text_);
    const bool is_too_long = length > net::max_text_code_points;
    const Color outline = context.color(is_too_long  ? Role::Danger
                                        : has_focus_ ? Role::Accent
                                                     : Role::BorderControl);
    fill_box(draw, box, context.color(Role::Raised), context.px(radius::card));
    outline_box(draw, box, outline, context.px(radius::card),
                context.px(has_focus_ || is_too_long ? line::strong : line::border));

    const float button = context.px(measure::icon_button);
    const float inset = (context.px(measure::composer) - button) / 2;
    const Box send = box_at({box.max.x - inset - button, box.max.y - inset - button}, button, button);
    float text_right = send.min.x - context.px(space::control);
    if (length >= counted_from) {
        const std::string count = is_too_long
                                      ? std::to_string(length - net::max_text_code_points) + " too many"
                                      : std::to_string(net::max_text_code_points - length) + " left";
        const Type type{TypeStyle::Small, Face::SemiBold};
        text_right -= text_width(context, type, count);
        draw_text(draw, context,
                  {text_right,
                   box.max.y - inset - button + (button - context.theme.type_row(TypeStyle::Small)) / 2},
                  type, context.color(is_too_long ? Role::Danger : Role::TextMuted), count);
        text_right -= context.px(space::control);
    }

    const float left = box.min.x + context.px(space::group);
    const float row = context.theme.type_row(TypeStyle::Body);
    const float padding = std::floor((context.px(measure::composer) - row) / 2);
    std::optional<model::Line> sent;
    ImGui::PushID("composer");
    const FontRef font = context.fonts.at(context.theme, TypeStyle::Body, Face::Regular);
    ImGui::PushFont(font.font, font.size);
    ImGui::PushStyleColor(ImGuiCol_FrameBg, ImVec4(0, 0, 0, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(0, std::floor((row - font.size) / 2)));
    ImGui::SetCursorScreenPos({left, box.min.y + padding});
    if (std::exchange(focus_wanted_, false)) ImGui::SetKeyboardFocusHere();
    // Dear ImGui knows Ctrl+Enter as a line break; Shift+Enter is to be one as well.
    ImGuiIO& io = ImGui::GetIO();
    const bool had_control =
        std::exchange(io.KeyCtrl, io.KeyCtrl || (io.KeyShift && ImGui::IsKeyPressed(ImGuiKey_Enter)));
    const bool entered = ImGui::InputTextMultiline(
        "##text", &text_, {text_right - left, box.height() - 2 * padding},
        ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CtrlEnterForNewLine |
            ImGuiInputTextFlags_CallbackAlways,
        move_caret, &cursor_to_end_);
    io.KeyCtrl = had_control;
    has_focus_ = ImGui::IsItemActive();
    if (ImGui::IsItemEdited()) fault_.clear();
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
    ImGui::PopFont();
    if (text_.empty()) {
        draw_text_within(draw, context, {left + context.px(space::hair), box.min.y + padding},
                         text_right - left, {}, context.color(Role::TextMuted), placeholder);
    }
    const bool can_send = !is_too_long && !text::is_blank(text_);
    const bool pressed = icon_button(context, "send", send, Icon::Send, "Send",
                                     {.role = can_send ? Role::Accent : Role::TextMuted,
                                      .disabled_reason = is_too_long ? "The message is too long."
                                                         : can_send  ? ""
                                                                     : "Write something first."});
    ImGui::PopID();
    if (entered || (pressed && can_send)) submit(now, sent);
    return sent;
}

void Composer::insert(const std::string& text) {
    text_ += text;
    focus_wanted_ = true;
    cursor_to_end_ = true;
}

void Composer::submit(const Moment& now, std::optional<model::Line>& sent) {
    focus_wanted_ = true;
    const std::chrono::minutes offset{now.zone.offset_seconds(now.wall_ms) / 60};
    model::Line line = model::parse_line(text_, {.now = {now.wall_ms}, .utc_offset = offset});
    if (const auto* bad = std::get_if<model::BadLine>(&line)) {
        if (bad->why == model::BadLine::Why::Blank) {
            text_.clear();
        } else {
            fault_ = bad->text;
        }
        return;
    }
    last_ = std::exchange(text_, {});
    fault_.clear();
    sent = std::move(line);
}

}  // namespace crosstalk::ui
