// One of a few, as a row of small buttons that goes on in the next row where the place ends.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "ui/widgets/form.hpp"

namespace crosstalk::ui {

/// True when another one was chosen. `label` stands above, if there is one. An index beyond the labels: none is chosen.
bool choice_row(Form& form, const char* id, std::string_view label, std::span<const std::string_view> labels,
                std::size_t& chosen);

}  // namespace crosstalk::ui
