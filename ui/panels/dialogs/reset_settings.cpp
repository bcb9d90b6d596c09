#include "ui/panels/dialogs/reset_settings.hpp"

#include "ui/panels/scene.hpp"
#include "ui/widgets/form.hpp"

namespace crosstalk::ui {

Staying ResetSettings::draw(const Scene& scene, Form& form) {
    form.paragraph("These go back to their defaults:");
    form.gap(space::control);
    for (const Setting& setting : setting_table()) {
        if (setting.section == section_ && !scene.preferences.is_normal(setting.id))
            form.paragraph(setting.name, Role::Text, TypeStyle::Body);
    }
    form.gap(space::control);
    switch (form.buttons({{"reset", "Reset", {.kind = ButtonKind::Danger}}, {"cancel", "Cancel", {}}})) {
        case 0:
            for (const Setting& setting : setting_table()) {
                if (setting.section == section_) scene.preferences.reset(setting.id, scene.commands);
            }
            return Staying::Close;
        case 1:
            return Staying::Close;
        default:
            return Staying::Open;
    }
}

}  // namespace crosstalk::ui
