#include "ui/pictures/drawn_picture.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace crosstalk::ui {

PictureShown draw_picture(ImDrawList& draw, const Context& context, Box box, const PictureKey& key,
                          const PictureLook& look) {
    if (context.pictures == nullptr) return {};
    const bool is_still = context.theme.motion() == MotionLevel::Reduced;
    const PictureShown shown =
        context.pictures->find(key, {.width = static_cast<int>(std::ceil(box.width())),
                                     .height = static_cast<int>(std::ceil(box.height())),
                                     .play = is_still ? PicturePlay::Still : look.play,
                                     .now_ms = context.now_ms});
    if (shown.state != PictureState::Ready || shown.width <= 0 || shown.height <= 0) return shown;
    if (shown.next_ms > 0) context.needs.wake_in(shown.next_ms);
    const auto width = static_cast<float>(shown.width);
    const auto height = static_cast<float>(shown.height);
    ImVec2 from{0, 0};
    ImVec2 to{1, 1};
    Box place = box;
    if (look.fit == PictureFit::Filled) {
        const float factor = std::max(box.width() / width, box.height() / height);
        const ImVec2 cut{(1 - box.width() / (width * factor)) / 2,
                         (1 - box.height() / (height * factor)) / 2};
        from = cut;
        to = {1 - cut.x, 1 - cut.y};
    } else {
        // A pixel more or less than the box is the rounding of its own size. Small pictures grow with the scale only.
        const float factor =
            std::min({box.width() / width, box.height() / height, std::max(1.0F, context.theme.scale())});
        const ImVec2 size{std::round(width * factor), std::round(height * factor)};
        const ImVec2 gap{std::floor((box.width() - size.x) / 2), std::floor((box.height() - size.y) / 2)};
        if (gap.x > 1 || gap.y > 1)
            place = box_at({box.min.x + std::max(0.0F, gap.x), box.min.y + std::max(0.0F, gap.y)}, size.x,
                           size.y);
    }
    draw.AddImageRounded(ImTextureRef(static_cast<ImTextureID>(shown.texture)), place.min, place.max, from,
                         to, IM_COL32_WHITE, look.corner);
    return shown;
}

}  // namespace crosstalk::ui
