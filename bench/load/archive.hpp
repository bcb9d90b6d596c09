// What the archive costs whoever asks it: workloads of crosstalk-server alone. Each gives what it measured as one JSON
// object; RoundFailed when an answer is not what it must be.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "bench/load/scenarios.hpp"
#include "bench/load/talk.hpp"

namespace crosstalk::bench {

// `senders` post texts of archive_text.hpp, `posts` of them in all, to the lobby or each to its room, and wait until the
// archive has them all.
nlohmann::json fill(const ProtocolOptions& options, const Plan& plan);
// The device after all receivers registers and joins every public room there is.
nlohmann::json join_all(const ProtocolOptions& options, const Plan& plan);
// Makes device 0 the owner by `owner_code`, and removes what was said before 1970: the server then forgets what of the
// journal the archive holds.
nlohmann::json purge(const ProtocolOptions& options, const Plan& plan);
// One question after the other: pages of 100 at random places of the lobby, then searches of several kinds, 200 each
// (`posts` says how much there is).
nlohmann::json ask_archive(const ProtocolOptions& options, const Plan& plan);
// That device comes back, again and again, and is told how much it has missed: `posts` in all.
nlohmann::json come_back(const ProtocolOptions& options, const Plan& plan);

}  // namespace crosstalk::bench
