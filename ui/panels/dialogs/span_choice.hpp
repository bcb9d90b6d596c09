// How long something lasts: a few usual spans, for good, or any other one in words.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "net/ids.hpp"
#include "ui/widgets/form.hpp"

namespace crosstalk::ui {

struct UsualSpan {
    std::string_view label;
    std::int64_t ms;  // 0: for good
};

/// Thread: the one that draws.
class SpanChoice {
  public:
    /// The spans live as long as this.
    SpanChoice(std::span<const UsualSpan> usual, std::size_t chosen) : usual_(usual), chosen_(chosen) {}

    void draw(Form& form, const char* id, std::string_view label);
    /// 0: for good. Nothing if what was written is no span of time; then it says why below the field.
    std::optional<net::Milliseconds> take();

  private:
    std::span<const UsualSpan> usual_;
    std::size_t chosen_;
    std::string other_;
    std::string fault_;
};

}  // namespace crosstalk::ui
