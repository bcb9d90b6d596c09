// Whether a server can do its work, for machines that restart or report it if not.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "net/ids.hpp"

namespace crosstalk::server {

struct Vitals {
    enum class Stage : std::uint8_t { Starting, Serving, Stopping };

    Stage stage = Stage::Starting;
    net::Milliseconds journal_silence;        // Node::journal_silence()
    std::optional<std::uint64_t> free_bytes;  // of the data folder's disk; nothing: the system does not say
};

// With less than this nothing large fits any more, and the next small thing may not either.
inline constexpr std::uint64_t least_free_bytes = 16 * 1024 * 1024;
// A disk that takes so long for one batch has a fault, or has gone.
inline constexpr net::Milliseconds longest_journal_silence{10'000};

// What is wrong and what to do, in one line; empty: all is well.
std::string trouble_of(const Vitals& vitals);

}  // namespace crosstalk::server
