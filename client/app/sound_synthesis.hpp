// The product's own sounds, computed when they are first needed: no recorded sample is in them, nothing is embedded.
//
// Each is a few struck notes, as of a small marimba: a tone and its overtones, of which the higher die sooner, with a
// soft beginning. The score in sound_synthesis.cpp is all there is to change.
#pragma once

#include <cstdint>
#include <vector>

#include "ui/notices/sound.hpp"

namespace crosstalk::app {

inline constexpr int samples_per_second = 48'000;

// One channel, 16 bits, at most 0.6 s, begins and ends in silence, never louder than half of what fits. The same
// samples at every call on one machine. Takes some milliseconds.
std::vector<std::int16_t> synthesise(ui::Sound sound);

}  // namespace crosstalk::app
