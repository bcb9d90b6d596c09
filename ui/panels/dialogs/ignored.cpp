#include "ui/panels/dialogs/ignored.hpp"

#include <imgui.h>

#include <cmath>
#include <vector>

#include "ui/widgets/list_box.hpp"
#include "ui/widgets/row.hpp"

namespace crosstalk::ui {

namespace {

constexpr float row_height = 44;

}  // namespace

Staying IgnoredDialog::draw(const Scene& scene, Form& form) {
    form.paragraph("What they write is hidden on this machine. They are not told.");
    form.gap(space::medium);
    std::vector<net::UserRef> people;
    for (const auto& [id, user] : scene.model.ignored())
        people.push_back(user);
    if (people.empty()) draw_nothing(form, "You ignore nobody.");
    const auto draw_row = [&](std::size_t index, Box box) {
        const Context& context = scene.context;
        const net::UserRef& user = people[index];
        const IdScope scope(user.id.value);
        const float width = button_width(context, "Show again", {});
        const float height = context.px(measure::button);
        const float right = box.max.x - context.px(space::medium);
        const Box place = box_at({right - width, std::floor(box.center().y - height / 2)}, width, height);
        if (button(context, "show", place, "Show again", {})) scene.commands.send(model::Unignore{user.id});
        const bool focused = ImGui::IsItemFocused();
        member_row(context, "person", {box.min, {place.min.x - context.px(space::control), box.max.y}},
                   person_of(user, scene.model), {}, std::nullopt);
        return focused;
    };
    if (!people.empty()) list_box(form, "people", scroll_, scene.px(row_height), people.size(), draw_row);
    return close_button(form) ? Staying::Close : Staying::Open;
}

}  // namespace crosstalk::ui
