// When and where a line is typed: now, by this machine's clock.
#pragma once

#include <chrono>

#include "client/model/composer.hpp"
#include "ui/panels/moment.hpp"

namespace crosstalk::ui {

inline model::TypedAt typed_at(const Moment& now) {
    return {.now = {now.wall_ms},
            .utc_offset = std::chrono::minutes(now.zone.offset_seconds(now.wall_ms) / 60)};
}

}  // namespace crosstalk::ui
