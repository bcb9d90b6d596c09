// Long lists come in parts: what to ask for the next one.
#pragma once

#include <optional>

#include "client/model/link_event.hpp"

namespace crosstalk::cli {

// Nothing if `answer` was the last part.
std::optional<model::Question> next_part(const model::Question& question, const model::Answer& answer);

}  // namespace crosstalk::cli
