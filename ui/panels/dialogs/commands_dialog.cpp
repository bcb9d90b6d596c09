#include "ui/panels/dialogs/commands_dialog.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

#include "net/text/normal_form.hpp"
#include "ui/panels/dialogs/parts.hpp"
#include "ui/panels/scene.hpp"
#include "ui/widgets/form.hpp"
#include "ui/widgets/item.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::size_t search_most = 100;  // bytes
constexpr float usage_share = 0.45F;      // of the row, at most

bool matches(const model::ComposerCommand& command, std::string_view folded) {
    if (folded.empty()) return true;
    const std::string all = model::usage_of(command) + " " + std::string(command.help) + " " +
                            std::string(model::title_of(command.group));
    return text::nfkc_casefold(all).find(folded) != std::string::npos;
}

}  // namespace

bool CommandsDialog::draw_row(const Scene& scene, Form& form, const model::ComposerCommand& command) {
    const Context& context = scene.context;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const IdScope scope(static_cast<std::uint64_t>(&command - model::composer_commands().data()) + 1);
    const Box row = form.take(context.px(measure::popup_row));
    const ItemState state = item(context, "command", row);
    const float corner = context.px(radius::control);
    fill_box(draw, row, with_opacity(context.color(Role::Hover), state.hover), corner);
    draw_focus_ring(draw, context, state, row, corner, RingPlace::Inside);
    const float inset = context.px(space::control);
    const float usage = std::floor(row.width() * usage_share);
    const float top = std::round(row.center().y - context.theme.type_row(TypeStyle::Ui) / 2);
    draw_text_within(draw, context, {row.min.x + inset, top}, usage - 2 * inset,
                     {TypeStyle::Ui, Face::SemiBold}, context.color(Role::Text), model::usage_of(command));
    draw_text_within(draw, context, {row.min.x + usage, top}, row.width() - usage - inset, {TypeStyle::Ui},
                     context.color(Role::TextSecondary), command.help);
    tooltip(context, state, "For example " + std::string(command.example));
    return state.pressed;
}

Staying CommandsDialog::draw(const Scene& scene, Form& form) {
    form.field(
        "search", search_,
        {.hint = "Search",
         .icon = Icon::Search,
         .bytes_most = search_most,
         .request = std::exchange(focus_wanted_, false) ? FieldRequest::Focus : FieldRequest::Nothing});
    const std::string folded = text::nfkc_casefold(search_);
    std::optional<model::CommandGroup> group;
    const model::ComposerCommand* chosen = nullptr;
    for (const model::ComposerCommand& command : model::composer_commands()) {
        if (!matches(command, folded)) continue;
        if (group != command.group) form.head(model::title_of(command.group));
        group = command.group;
        if (draw_row(scene, form, command)) chosen = &command;
    }
    if (!group) draw_nothing(form, "No command is called so.");
    if (chosen == nullptr) return Staying::Open;
    scene.commands.show(PutInComposer{"/" + std::string(chosen->name) + " "});
    return Staying::Close;
}

}  // namespace crosstalk::ui
