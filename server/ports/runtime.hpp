// Port: time, timers and randomness, the same for both sides.
#pragma once

#include "net/transport/runtime.hpp"

namespace crosstalk::ports {

using transport::Runtime;
using transport::TimerId;

}  // namespace crosstalk::ports
