// Where the answer to a request goes: rows, one JSON object each, then its end.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace crosstalk::server {

// Keeps the order in which fields were added: people read it.
using Json = nlohmann::ordered_json;

// Copies stand for the same answer. Thread: the loop's. When the asker has gone, it takes everything and does nothing.
struct Reply {
    std::function<void(const Json&)> row;
    // Runs `more` on the loop once the rows so far have been taken, so that no answer is ever held in memory as a
    // whole; never if the asker has gone.
    std::function<void(std::function<void()> more)> when_taken;
    // The last call. Empty: all went well; else what happened and what to do.
    std::function<void(std::string failure)> end;
};

}  // namespace crosstalk::server
