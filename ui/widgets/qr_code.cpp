#include "ui/widgets/qr_code.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <qrcodegen/qrcodegen.hpp>
#include <stdexcept>

namespace crosstalk::ui {

namespace {

constexpr int quiet_zone = 4;
constexpr Color paper{255, 255, 255};
constexpr Color ink{0, 0, 0};

}  // namespace

void QrCode::set(std::string_view text) {
    if (text == text_) return;
    text_ = text;
    side_ = 0;
    dark_.clear();
    if (text_.empty()) return;
    try {
        const auto code = qrcodegen::QrCode::encodeText(text_.c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
        side_ = code.getSize();
        for (int y = 0; y < side_; ++y) {
            for (int x = 0; x < side_; ++x)
                dark_.push_back(code.getModule(x, y));
        }
    } catch (const std::length_error&) {
        side_ = 0;
    }
}

bool QrCode::is_dark(int x, int y) const {
    return dark_[static_cast<std::size_t>(y) * static_cast<std::size_t>(side_) + static_cast<std::size_t>(x)];
}

void QrCode::draw(ImDrawList& draw, Box box) const {
    if (is_empty()) return;
    const auto modules = static_cast<float>(side_ + 2 * quiet_zone);
    const float module = std::max(1.0F, std::floor(std::min(box.width(), box.height()) / modules));
    const float whole = module * modules;
    const ImVec2 min{std::floor(box.center().x - whole / 2), std::floor(box.center().y - whole / 2)};
    fill_box(draw, box_at(min, whole, whole), paper, 0);
    for (int y = 0; y < side_; ++y) {
        for (int x = 0; x < side_; ++x) {
            if (!is_dark(x, y)) continue;
            // Neighbours of a row in one piece.
            int end = x;
            while (end < side_ && is_dark(end, y))
                ++end;
            const auto at = [&](int modules_in) {
                return static_cast<float>(modules_in + quiet_zone) * module;
            };
            fill_box(draw, {{min.x + at(x), min.y + at(y)}, {min.x + at(end), min.y + at(y + 1)}}, ink, 0);
            x = end;
        }
    }
}

}  // namespace crosstalk::ui
