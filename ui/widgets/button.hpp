// Buttons. One primary button per view; everything else is outlined, second actions that matter in accent.
#pragma once

#include <optional>
#include <string_view>

#include "ui/theme/icons.hpp"
#include "ui/widgets/item.hpp"

namespace crosstalk::ui {

enum class ButtonKind : std::uint8_t { Primary, Outlined, AccentOutlined, Danger, Quiet };

struct ButtonLook {
    ButtonKind kind = ButtonKind::Outlined;
    std::optional<Icon> icon;
    std::string_view key_cap;          // e.g. "Enter", shown behind the label
    std::string_view disabled_reason;  // not empty: disabled, and the tooltip says why
    TypeStyle style = TypeStyle::Ui;
};

/// True when pressed. The box is both drawn and hit.
bool button(const Context& context, const char* id, Box box, std::string_view label, const ButtonLook& look);
/// The width that label, icon, key cap and padding need.
float button_width(const Context& context, std::string_view label, const ButtonLook& look);

enum class Chosen : std::uint8_t { No, Yes };

struct IconButtonLook {
    float glyph = measure::icon_glyph;  // at 100 %
    Role role = Role::TextSecondary;
    Chosen chosen = Chosen::No;
    float corner = radius::popup;
    std::string_view disabled_reason;
};

/// True when pressed. `tip` is what it does: an icon alone never says enough.
bool icon_button(const Context& context, const char* id, Box box, Icon icon, std::string_view tip,
                 const IconButtonLook& look = {});

}  // namespace crosstalk::ui
