// The closed loop that several workloads share: senders that keep a window of posts on their way, a ledger that
// checks what arrives, and counters to take differences of.
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "bench/load/crowd.hpp"
#include "bench/load/latencies.hpp"
#include "bench/load/ledger.hpp"
#include "bench/load/process_meter.hpp"
#include "bench/load/scenarios.hpp"

namespace crosstalk::bench {

nlohmann::json json_of(const Faults& faults);

// Connects receivers and senders, all in one room or in many, and takes note of every delivery. Must not move.
class Room {
  public:
    Room(Protocol& protocol, const Plan& plan, Stamps stamps);
    Room(const Room&) = delete;
    Room& operator=(const Room&) = delete;

    void post(Sender sender, Instant intended);
    // After this, an acknowledgement is answered with another post.
    void start_flood();
    // Nothing more is posted; true when everything has been acknowledged and delivered within `patience`.
    bool settle(Nanoseconds patience);
    void run_for(double seconds);

    struct Counters {
        Instant at;
        Nanoseconds server_cpu{};
        Nanoseconds own_cpu{};
        std::uint64_t deliveries = 0;
        std::uint64_t acknowledged = 0;
    };
    [[nodiscard]] Counters counters() const;

    Crowd crowd;
    Ledgers ledger;
    ProcessMeter meter;
    // Filled while they are set, with those of posts that were meant to leave at that time or later.
    Instant measured_from;
    Latencies* delivery_latencies = nullptr;
    Latencies* acknowledgement_latencies = nullptr;

  private:
    void take_acknowledgement(Sender sender, std::size_t count, Instant arrival);

    Plan plan_;
    bool acknowledges_;
    bool flooding_ = false;
    std::uint64_t acknowledged_ = 0;
    std::vector<std::uint32_t> acknowledged_by_sender_;
};

// What happened between two readings of the counters.
nlohmann::json json_of(const Room::Counters& begin, const Room::Counters& end);

}  // namespace crosstalk::bench
