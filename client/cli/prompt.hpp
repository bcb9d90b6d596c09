// What stands before the line that is being typed: the room, and what is going on there right now.
#pragma once

#include <string>

#include "client/model/model.hpp"

namespace crosstalk::cli {

// "#den> ", "#den (bob is writing)> ", "@bob (read)> " when one's own message is the last one, "#den (2 unsent)> ". Null:
// no room yet.
std::string prompt_of(const model::Model& model, const model::Room* room);

}  // namespace crosstalk::cli
