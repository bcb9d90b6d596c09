// A number chosen by a knob on a line: by the pointer, and by the arrow keys while it has the focus.
#pragma once

#include "ui/widgets/item.hpp"

namespace crosstalk::ui {

struct SliderRange {
    int least = 0;
    int most = 100;
    int step = 1;
};

struct SliderResult {
    bool changed = false;  // `value` is another one
    bool done = false;     // it will not change further by this drag or key
};

/// 200 wide at 100 % (measure::slider_width) in a 32 high hit area whose left edge's middle is given.
SliderResult slider(const Context& context, const char* id, ImVec2 middle_left, int& value,
                    const SliderRange& range);

}  // namespace crosstalk::ui
