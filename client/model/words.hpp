// Spans of time as people say them.
#pragma once

#include <string>

#include "net/rooms.hpp"

namespace crosstalk::model {

// "5 seconds", "2 minutes", "3 hours", "4 days": rounded up to two figures at most. Less than a second is one.
std::string span_in_words(net::Milliseconds span);

// " for 2 hours", or nothing if it is for good.
std::string until_in_words(net::Timestamp until, net::Timestamp at);

}  // namespace crosstalk::model
