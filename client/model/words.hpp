// Times and roles as people say them.
#pragma once

#include <string>
#include <string_view>

#include "net/people.hpp"
#include "net/rooms.hpp"

namespace crosstalk::model {

// "5 seconds", "2 minutes", "3 hours", "4 days": rounded up to two figures at most. Less than a second is one.
std::string span_in_words(net::Milliseconds span);

// " for 2 hours", or nothing if it is for good.
std::string until_in_words(net::Timestamp until, net::Timestamp at);

std::string_view name_of(net::Role role);
std::string_view name_of(net::Posters posters);

}  // namespace crosstalk::model
