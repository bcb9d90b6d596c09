// What happens in a game and is worth a sound.
#pragma once

#include <cstdint>

namespace crosstalk::ui {

enum class GameNews : std::uint8_t { Begun, Moved, Won, Lost, Drawn, Hurry };

}  // namespace crosstalk::ui
