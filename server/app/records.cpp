#include "server/app/records.hpp"

#include <chrono>
#include <cstdio>

namespace crosstalk::server {

std::string written(net::Timestamp time) {
    using namespace std::chrono;
    const sys_time<milliseconds> point{milliseconds(time.value)};
    const auto day = floor<days>(point);
    const year_month_day date(day);
    const hh_mm_ss clock(point - day);
    char text[48];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
    return text;
}

std::string title_of(const hub::State& state, const hub::Room& room) {
    if (room.row.kind != net::RoomKind::Direct) return "#" + room.row.name;
    std::string title;
    for (const auto& [user, row] : room.members) {
        if (!title.empty()) title += ' ';
        title += "@" + state.ref(user).name;
    }
    return title;
}

}  // namespace crosstalk::server
