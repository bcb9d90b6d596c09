#include "ui/panels/dialogs/about.hpp"

#include <imgui.h>

#include <cmath>
#include <string>

#include "net/limits.hpp"
#include "net/version.hpp"
#include "ui/panels/scene.hpp"
#include "ui/panels/third_party_parts.hpp"
#include "ui/theme/logo.hpp"
#include "ui/widgets/form.hpp"
#include "ui/widgets/paragraph.hpp"

namespace crosstalk::ui {

namespace {

constexpr float logo = 56;
constexpr float number_width = 96;

void draw_brand(const Scene& scene, Form& form) {
    const Context& context = scene.context;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Box row = form.take(context.px(logo));
    draw_logo(draw, context.theme, box_at(row.min, row.height(), row.height()), LogoTile::Absent,
              context.color(Role::Panel));
    const float left = row.min.x + row.height() + context.px(space::group);
    const float heading = context.theme.type_row(TypeStyle::Heading);
    const float about = context.theme.type_row(TypeStyle::Ui);
    const float top = std::round(row.center().y - (heading + about) / 2);
    draw_text_within(draw, context, {left, top}, row.max.x - left, {TypeStyle::Heading, Face::SemiBold},
                     context.color(Role::Text), "Crosstalk " + std::string(version));
    draw_text_within(draw, context, {left, top + heading}, row.max.x - left, {TypeStyle::Ui},
                     context.color(Role::TextSecondary), "Chat and games for the people on your own network");
    form.gap(space::control);
}

// The unit stands at the end of a limit's name.
std::string with_unit(const net::LimitRow& limit, std::int64_t value) {
    if (limit.name.ends_with("-ms"))
        return value % 1'000 == 0 ? std::to_string(value / 1'000) + " s" : std::to_string(value) + " ms";
    if (limit.name.ends_with("-bytes"))
        return value % 1'024 == 0 ? std::to_string(value / 1'024) + " KiB" : std::to_string(value) + " bytes";
    return std::to_string(value);
}

// The number at the right, what it bounds at the left.
void draw_limit(const Context& context, Form& form, const net::LimitRow& limit, std::int64_t value) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float number = context.px(number_width);
    const float text = form.width() - number - context.px(space::medium);
    const float height = paragraph_height(context, text, {TypeStyle::Ui}, limit.help);
    const Box row = form.take(height + context.px(space::tiny));
    draw_paragraph(draw, context, row.min, text, {TypeStyle::Ui}, context.color(Role::TextSecondary),
                   limit.help);
    const std::string digits = with_unit(limit, value);
    const Type type{TypeStyle::Ui, Face::SemiBold};
    draw_digits(draw, context, {row.max.x - digits_width(context, type, digits), row.min.y}, type,
                context.color(Role::Text), digits);
}

}  // namespace

Staying AboutDialog::draw(const Scene& scene, Form& form) {
    draw_brand(scene, form);
    form.head("Parts of others, with thanks");
    for (const ThirdPartyPart& part : third_party_parts)
        form.fact(part.name, part.licence);
    form.head("Limits that this server has set");
    for (const net::LimitRow& limit : net::limit_rows())
        draw_limit(scene.context, form, limit, scene.model.limits().*limit.field);
    return Staying::Open;
}

}  // namespace crosstalk::ui
