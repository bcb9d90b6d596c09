// Where a picture stands in a viewer: how much it is enlarged, and which place of it is in the middle. Pure.
#pragma once

#include <algorithm>

namespace crosstalk::ui {

struct Extent {
    float width = 0;
    float height = 0;
};
struct Point {
    float x = 0;
    float y = 0;
};

/// Pixels of the screen. As long as nobody has zoomed, all of the picture is shown, and never more than one pixel of
/// the screen for one of its own.
class Zoom {
  public:
    static constexpr float least = 0.02F;
    static constexpr float most = 16.0F;
    static constexpr float step = 1.25F;

    void set_view(Extent picture, Extent view) {
        picture_ = picture;
        view_ = view;
        keep_inside();
    }
    [[nodiscard]] float fitting() const {
        if (picture_.width <= 0 || picture_.height <= 0) return 1;
        return std::min({1.0F, view_.width / picture_.width, view_.height / picture_.height});
    }
    [[nodiscard]] bool fits() const { return fits_; }
    [[nodiscard]] float factor() const { return fits_ ? fitting() : factor_; }
    /// The picture's upper left corner, from that of the view.
    [[nodiscard]] Point corner() const {
        return {view_.width / 2 + offset_.x - picture_.width * factor() / 2,
                view_.height / 2 + offset_.y - picture_.height * factor() / 2};
    }

    void fit() {
        fits_ = true;
        offset_ = {};
    }
    /// The place of the picture that is under `at` (from the view's corner) stays there.
    void zoom_to(float factor, Point at) {
        const float before = this->factor();
        const float wanted = std::clamp(factor, std::min(least, fitting()), most);
        const Point from_middle{at.x - view_.width / 2, at.y - view_.height / 2};
        const float ratio = wanted / before;
        offset_ = {from_middle.x - (from_middle.x - offset_.x) * ratio,
                   from_middle.y - (from_middle.y - offset_.y) * ratio};
        factor_ = wanted;
        fits_ = false;
        keep_inside();
    }
    void zoom_by(float by, Point at) { zoom_to(factor() * by, at); }
    [[nodiscard]] Point middle() const { return {view_.width / 2, view_.height / 2}; }
    void pan(Point by) {
        if (fits_) return;
        offset_ = {offset_.x + by.x, offset_.y + by.y};
        keep_inside();
    }

  private:
    // What is larger than the view covers it; what is smaller stands in its middle.
    void keep_inside() {
        const auto held = [](float offset, float picture, float view) {
            const float slack = std::max(0.0F, (picture - view) / 2);
            return std::clamp(offset, -slack, slack);
        };
        offset_ = {held(offset_.x, picture_.width * factor(), view_.width),
                   held(offset_.y, picture_.height * factor(), view_.height)};
    }

    Extent picture_;
    Extent view_;
    bool fits_ = true;
    float factor_ = 1;
    Point offset_;  // of the picture's middle from the view's
};

}  // namespace crosstalk::ui
