// What a look at this machine's network came to: what works, what does not, and what to do about it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace crosstalk::model {

struct NetworkFinding {
    enum class Verdict : std::uint8_t { Good, Notice, Bad };
    Verdict verdict = Verdict::Good;
    std::string what;    // one sentence
    std::string advice;  // what to do; empty: nothing

    friend bool operator==(const NetworkFinding&, const NetworkFinding&) = default;
};

struct NetworkReport {
    std::vector<NetworkFinding> findings;

    friend bool operator==(const NetworkReport&, const NetworkReport&) = default;
};

}  // namespace crosstalk::model
