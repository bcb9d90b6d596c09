// The icon of a file by its kind.
#pragma once

#include "ui/files/file_kind.hpp"
#include "ui/theme/icons.hpp"

namespace crosstalk::ui {

Icon icon_of(FileKind kind);

}  // namespace crosstalk::ui
