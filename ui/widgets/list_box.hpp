// A framed list of rows of one height that scrolls by itself, follows the keyboard, and draws only what is in sight.
#pragma once

#include <cstddef>
#include <functional>

#include "ui/widgets/form.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

/// One row. Say whether the keyboard is in it, so that it comes into sight.
using DrawRow = std::function<bool(std::size_t index, Box box)>;

struct ListBoxResult {
    bool at_end = false;  // the last row is in sight: worth asking for more
};

/// As high as its rows, at most about half of the window. Opens an id scope per list, not per row.
ListBoxResult list_box(Form& form, const char* id, ScrollArea& scroll, float row_height, std::size_t count,
                       const DrawRow& draw_row);

}  // namespace crosstalk::ui
