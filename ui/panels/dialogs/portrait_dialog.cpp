#include "ui/panels/dialogs/portrait_dialog.hpp"

#include <imgui.h>

#include <cmath>

#include "net/text/paths.hpp"
#include "ui/panels/scene.hpp"
#include "ui/pictures/drawn_picture.hpp"
#include "ui/widgets/form.hpp"

namespace crosstalk::ui {

namespace {

constexpr float large = 160;

}  // namespace

Staying PortraitDialog::draw(const Scene& scene, Form& form) {
    const Context& context = scene.context;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const PictureKey key{.source = {}, .file = {}, .portrait = {}, .path = text::utf8_of(file_.path)};
    const Box row = form.take(context.px(large));
    // As it will stand in profiles, before messages and in lists.
    float x = row.min.x;
    for (const float at_100 : {large, measure::avatar_large, measure::avatar_small}) {
        const float side = context.px(at_100);
        const Box box = box_at({x, row.max.y - side}, side, side);
        fill_box(draw, box, context.color(Role::Raised), side * radius::avatar_share);
        draw_picture(draw, context, box, key,
                     {.fit = PictureFit::Filled, .corner = side * radius::avatar_share});
        x = box.max.x + context.px(space::group);
    }
    form.gap(space::medium);
    if (!file_.fault.empty()) form.fault(file_.fault);
    form.paragraph("Everybody on this server sees it beside what you say.");
    std::string_view reason;
    if (!scene.is_online()) reason = "Not connected";
    if (!file_.fault.empty()) reason = "It cannot be used";
    const int pressed =
        form.buttons({{"use", "Use it", {.kind = ButtonKind::Primary, .disabled_reason = reason}},
                      {"cancel", "Cancel", {}}});
    if (pressed == 0) scene.commands.send(model::SendPicture{text::utf8_of(file_.path), {}});
    return pressed < 0 ? Staying::Open : Staying::Close;
}

}  // namespace crosstalk::ui
