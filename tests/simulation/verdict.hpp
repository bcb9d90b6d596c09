// What a run has come to: the first thing that was wrong, and the trace for whoever replays it.
#pragma once

#include <cstdio>
#include <optional>
#include <string>

#include "tests/support/virtual_runtime.hpp"

namespace crosstalk::testing {

enum class Tracing : std::uint8_t { Off, On };

class Verdict {
  public:
    Verdict(const VirtualLoop& loop, Tracing tracing) : loop_(loop), tracing_(tracing) {}

    // The first one counts.
    void violated(const std::string& invariant, const std::string& what) {
        if (violation_) return;
        violation_ = invariant + ": " + what;
        say("VIOLATED  " + *violation_);
    }
    [[nodiscard]] bool is_bad() const { return violation_.has_value(); }
    [[nodiscard]] const std::optional<std::string>& violation() const { return violation_; }

    [[nodiscard]] bool is_tracing() const { return tracing_ == Tracing::On; }
    void say(const std::string& line) const {
        if (!is_tracing()) return;
        const std::int64_t now = loop_.now().value;
        std::printf("%6lld.%03d  %s\n", static_cast<long long>(now / 1000), static_cast<int>(now % 1000),
                    line.c_str());
    }

  private:
    const VirtualLoop& loop_;
    Tracing tracing_;
    std::optional<std::string> violation_;
};

}  // namespace crosstalk::testing
