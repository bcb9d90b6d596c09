#include "ui/widgets/secret_text.hpp"

#include <imgui.h>

#include <algorithm>

#include "net/text/utf8.hpp"
#include "ui/widgets/card.hpp"
#include "ui/widgets/paragraph.hpp"

namespace crosstalk::ui {

void wipe(std::string& text) {
    // Through volatile, or the compiler leaves out writes that nobody reads.
    volatile char* bytes = text.data();
    for (std::size_t index = 0; index < text.size(); ++index)
        bytes[index] = '\0';
    text.clear();
}

SecretText::SecretText() {
    text_.reserve(2 * bytes_most);
}

void SecretText::set(std::string_view text) {
    wipe(text_);
    text_.append(text::first_bytes(text, bytes_most));
}

void SecretText::clear() {
    wipe(text_);
    secrecy_ = Secrecy::Hidden;
}

FieldResult SecretText::field(Form& form, const char* id, const FieldLook& look) {
    return form.field(id, text_, secrecy_, look);
}

bool SecretText::show(Form& form, const char* id) {
    const Context& context = form.context();
    const Theme& theme = context.theme;
    const IdScope scope(id);
    const Type type{TypeStyle::Code, Face::Mono};
    const float padding = theme.px(space::medium);
    const std::string shown =
        secrecy_ == Secrecy::Shown ? text_ : "\u2022\u2022\u2022\u2022\u2022\u2022\u2022\u2022";
    const float height = paragraph_height(context, form.width() - 2 * padding, type, shown);
    const Box box = form.take(height + 2 * padding);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_card(draw, context, box,
              {.fill = Role::CodeBg, .outline = Role::BorderControl, .corner = radius::control});
    draw_paragraph(draw, context, {box.min.x + padding, box.min.y + padding}, box.width() - 2 * padding, type,
                   theme[Role::CodeText], shown);
    const bool is_shown = secrecy_ == Secrecy::Shown;
    const int pressed = form.buttons({{"copy",
                                       "Copy",
                                       {
                                           .kind = ButtonKind::AccentOutlined,
                                           .icon = Icon::Copy,
                                       }},
                                      {"show",
                                       is_shown ? "Hide" : "Show",
                                       {
                                           .icon = is_shown ? Icon::EyeStruck : Icon::Eye,
                                       }}});
    form.gap(space::medium);
    if (pressed == 1) secrecy_ = is_shown ? Secrecy::Hidden : Secrecy::Shown;
    return pressed == 0;
}

}  // namespace crosstalk::ui
