#include "client/model/words.hpp"

#include <algorithm>
#include <array>

namespace crosstalk::model {

std::string span_in_words(net::Milliseconds span) {
    struct Unit {
        std::int64_t ms;
        std::string_view name;
        std::int64_t most;  // beyond that the next unit reads better
    };
    constexpr std::array units{Unit{1'000, "second", 90}, Unit{60'000, "minute", 90},
                               Unit{3'600'000, "hour", 48}, Unit{86'400'000, "day", INT64_MAX}};
    for (std::size_t i = 0; i < units.size(); ++i) {
        const Unit& unit = units[i];
        const std::int64_t whole = span.value / unit.ms + (span.value % unit.ms > 0 ? 1 : 0);
        const std::int64_t count = std::max<std::int64_t>(1, whole);
        const bool is_whole_of_next =
            span.value > 0 && i + 1 < units.size() && span.value % units[i + 1].ms == 0;
        if (count > unit.most || is_whole_of_next) continue;
        return std::to_string(count) + " " + std::string(unit.name) + (count == 1 ? "" : "s");
    }
    return {};
}

std::string until_in_words(net::Timestamp until, net::Timestamp at) {
    if (until == net::for_good) return {};
    return " for " + span_in_words(until - at);
}

}  // namespace crosstalk::model
