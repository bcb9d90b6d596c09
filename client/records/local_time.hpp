// The time on the wall, as files and terminals write it.
#pragma once

#include <ctime>
#include <functional>
#include <string>

#include "net/ids.hpp"

namespace crosstalk::records {

using LocalTime = std::function<std::tm(net::Timestamp)>;

// By this machine's clock.
std::tm local_time(net::Timestamp time);

// "2026-01-02"
std::string date_of(const std::tm& time);
// "15:30"
std::string time_of_day(const std::tm& time);

}  // namespace crosstalk::records
