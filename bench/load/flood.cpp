#include "bench/load/flood.hpp"

#include <algorithm>

namespace crosstalk::bench {

namespace {

constexpr Nanoseconds patience_to_join = std::chrono::seconds(120);

}  // namespace

nlohmann::json json_of(const Faults& faults) {
    return {{"lost", faults.lost},
            {"duplicated", faults.duplicated},
            {"disordered", faults.disordered},
            {"altered", faults.altered}};
}

nlohmann::json json_of(const Room::Counters& begin, const Room::Counters& end) {
    const double seconds = seconds_of(end.at - begin.at);
    const auto deliveries = static_cast<double>(end.deliveries - begin.deliveries);
    const double cpu = seconds_of(end.server_cpu - begin.server_cpu);
    return {{"seconds", seconds},
            {"deliveries", end.deliveries - begin.deliveries},
            {"acknowledged", end.acknowledged - begin.acknowledged},
            {"acknowledged_per_second", static_cast<double>(end.acknowledged - begin.acknowledged) / seconds},
            {"server_cpu_seconds", cpu},
            {"generator_cpu_share", seconds_of(end.own_cpu - begin.own_cpu) / seconds},
            {"cpu_us_per_delivery", deliveries > 0 ? cpu * 1e6 / deliveries : 0.0}};
}

Room::Room(Protocol& protocol, const Plan& plan, Stamps stamps)
    : crowd(protocol, {.port = plan.port, .stamps = stamps, .rooms = plan.rooms}),
      ledger(std::max<std::size_t>(plan.rooms, 1), plan.receivers, plan.senders),
      meter(plan.server),
      plan_(plan),
      acknowledges_(protocol.acknowledges()),
      acknowledged_by_sender_(plan.senders) {
    crowd.set_hooks(
        {.delivered =
             [this](Receiver receiver, std::string_view text, Instant arrival) {
                 const Ledger::Seen seen = ledger.delivered(receiver, text);
                 if (!seen.is_ours) return;
                 const Instant intended = ledger.intended(seen.key);
                 if (delivery_latencies != nullptr && intended >= measured_from)
                     delivery_latencies->add(arrival - intended);
                 if (!acknowledges_ && seen.is_first) take_acknowledgement(seen.key.sender, 1, arrival);
             },
         .acknowledged = [this](Sender sender, std::size_t count,
                                Instant arrival) { take_acknowledgement(sender, count, arrival); }});
    crowd.connect(Duty::Receive, plan.receivers, patience_to_join);
    crowd.connect(Duty::Send, plan.senders, patience_to_join);
}

void Room::post(Sender sender, Instant intended) {
    crowd.post(sender, text_of(ledger.post(sender, intended)));
}

void Room::take_acknowledgement(Sender sender, std::size_t count, Instant arrival) {
    for (; count > 0; --count) {
        const PostKey key{sender, {++acknowledged_by_sender_.at(sender.value)}};
        ++acknowledged_;
        const Instant intended = ledger.intended(key);
        if (acknowledgement_latencies != nullptr && intended >= measured_from)
            acknowledgement_latencies->add(arrival - intended);
        if (flooding_) post(sender, now());
    }
}

void Room::start_flood() {
    flooding_ = true;
    for (std::uint32_t sender = 0; sender < plan_.senders; ++sender) {
        for (std::size_t i = 0; i < plan_.window; ++i)
            post({sender}, now());
    }
}

bool Room::settle(Nanoseconds patience) {
    flooding_ = false;
    return crowd.run([this] { return acknowledged_ == ledger.posted() && ledger.is_complete(); },
                     now() + patience);
}

void Room::run_for(double seconds) {
    crowd.run([] { return false; },
              now() + std::chrono::duration_cast<Nanoseconds>(std::chrono::duration<double>(seconds)));
}

Room::Counters Room::counters() const {
    return {.at = now(),
            .server_cpu = meter.cpu(),
            .own_cpu = own_cpu(),
            .deliveries = ledger.deliveries(),
            .acknowledged = acknowledged_};
}

}  // namespace crosstalk::bench
