#include "ui/panels/dialogs/stats.hpp"

#include <imgui.h>

#include <algorithm>

namespace crosstalk::ui {

namespace {

// The number at the right, so that numbers stand below one another.
void draw_figure(Form& form, const net::Stat& stat) {
    const Context& context = form.context();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Type type{TypeStyle::Ui};
    const std::string value = std::to_string(stat.value);
    const float width = digits_width(context, type, value);
    const Box box = form.take(context.theme.type_row(TypeStyle::Ui));
    std::string name = stat.name;
    std::ranges::replace(name, '_', ' ');
    std::ranges::replace(name, '-', ' ');
    draw_text_within(draw, context, box.min, box.width() - width - context.px(space::medium), type,
                     context.color(Role::TextSecondary), name);
    draw_digits(draw, context, {box.max.x - width, box.min.y}, type, context.color(Role::Text), value);
    form.gap(space::small);
}

}  // namespace

Staying StatsDialog::draw(const Scene& scene, Form& form) {
    if (!asked_ && scene.is_online()) {
        asked_ = true;
        asking_.ask(net::Stats{}, scene);
    }
    if (const auto* report = asking_.answer<net::StatsReport>()) {
        if (report->stats.empty()) draw_nothing(form, "The server told no figures.");
        for (const net::Stat& stat : report->stats)
            draw_figure(form, stat);
    } else if (draw_asking(form, scene, asking_)) {
        asked_ = false;
    }
    switch (form.buttons({{"done", "Close", {}}, {"again", "Again", {.icon = Icon::Refresh}}})) {
        case 0:
            return Staying::Close;
        case 1:
            asked_ = false;
            return Staying::Open;
        default:
            return Staying::Open;
    }
}

}  // namespace crosstalk::ui
