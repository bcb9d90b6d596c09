// A line of the transcripts: what is typed, and what the link tells then.
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "tests/cli/talk.hpp"

namespace crosstalk::cli {

struct Row {
    std::string typed;
    std::function<void(Talk&)> link;
};

inline void nothing(Talk&) {}

// What was asked for last is done, and told to the room.
inline void carry_out(Talk& talk, net::Fact fact, std::uint64_t sequence = 10,
                      net::RoomId room = model::den) {
    const model::Perform perform = talk.all<model::Perform>().back();
    talk.carry_out(perform.ref, room, sequence);
    model::Happened happened = model::happened(room, sequence, std::move(fact));
    happened.event.at = noon;
    talk.tell(happened);
}

// Of commands about games.
std::vector<Row> game_rows();
// In #Den: 3 is over, 4 runs, 5 is a challenge that waits.
void tell_games(Talk& talk);

}  // namespace crosstalk::cli
