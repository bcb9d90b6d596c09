#include "bench/load/scenarios.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "bench/load/flood.hpp"

namespace crosstalk::bench {

namespace {

constexpr Nanoseconds patience_to_settle = std::chrono::seconds(60);
// All of a crowd of thousands must get in within this.
constexpr Nanoseconds patience_to_join = std::chrono::seconds(300);

double microseconds(Nanoseconds span) {
    return seconds_of(span) * 1e6;
}

void add_end(nlohmann::json& result, const Room& room, bool settled) {
    result["settled"] = settled;
    result["posted"] = room.ledger.posted();
    result["deliveries_in_all"] = room.ledger.deliveries();
    result["times_behind"] = room.crowd.times_behind();
    result["faults"] = json_of(room.ledger.faults());
}

Nanoseconds span_of(double seconds) {
    return std::chrono::duration_cast<Nanoseconds>(std::chrono::duration<double>(seconds));
}

}  // namespace

nlohmann::json percentiles(const Latencies& latencies) {
    return {{"count", latencies.count()},
            {"p50_us", microseconds(latencies.at(0.5))},
            {"p90_us", microseconds(latencies.at(0.9))},
            {"p99_us", microseconds(latencies.at(0.99))},
            {"p999_us", microseconds(latencies.at(0.999))},
            {"max_us", microseconds(latencies.at(1.0))}};
}

nlohmann::json json_of(const Memory& memory) {
    return {{"pss_bytes", memory.pss_bytes}, {"rss_bytes", memory.rss_bytes}};
}

nlohmann::json flood(Protocol& protocol, const Plan& plan) {
    Room room(protocol, plan, Stamps::TimeOfRead);
    plan.gate("joined");
    room.start_flood();
    room.run_for(plan.warm_up);
    const Room::Counters begin = room.counters();
    room.run_for(plan.seconds);
    const Room::Counters end = room.counters();
    const bool settled = room.settle(patience_to_settle);
    plan.gate("finished");
    nlohmann::json result = json_of(begin, end);
    add_end(result, room, settled);
    return result;
}

nlohmann::json paced(Protocol& protocol, const Plan& plan) {
    Room room(protocol, plan, Stamps::Kernel);
    plan.gate("joined");
    const Nanoseconds interval = span_of(1.0 / plan.rate);
    const auto warm_up = static_cast<std::uint64_t>(plan.warm_up * plan.rate);
    const auto last = warm_up + static_cast<std::uint64_t>(plan.seconds * plan.rate);
    Latencies deliveries;
    Latencies acknowledgements;
    Latencies lateness;

    const Instant begin = now() + std::chrono::milliseconds(20);
    std::uint64_t next = 0;
    Room::Counters first;
    const std::function<void()> send_due = [&] {
        for (; next < last && begin + next * interval <= now(); ++next) {
            const Instant intended = begin + next * interval;
            if (next == warm_up) {
                first = room.counters();
                room.measured_from = intended;
                room.delivery_latencies = &deliveries;
                room.acknowledgement_latencies = &acknowledgements;
            }
            if (next >= warm_up) lateness.add(now() - intended);
            room.post({static_cast<std::uint32_t>(next % plan.senders)}, intended);
        }
        if (next < last) room.crowd.at(begin + next * interval, send_due);
    };
    room.crowd.at(begin, send_due);
    room.crowd.run([&] { return next == last; }, begin + last * interval + patience_to_settle);
    const bool settled = room.settle(patience_to_settle);
    plan.gate("finished");
    nlohmann::json result = json_of(first, room.counters());
    result["delivery"] = percentiles(deliveries);
    result["acknowledgement"] = percentiles(acknowledgements);
    result["generator_lateness"] = percentiles(lateness);
    add_end(result, room, settled);
    return result;
}

nlohmann::json idle(Protocol& protocol, const Plan& plan) {
    ProcessMeter meter(plan.server);
    Crowd crowd(protocol, {.port = plan.port});
    const Memory empty = meter.memory();
    const auto log_in = [&](std::size_t count) {
        const Nanoseconds before = meter.cpu();
        crowd.connect(Duty::Receive, count, patience_to_join);
        return meter.cpu() - before;
    };
    const std::size_t step = std::min(plan.step, plan.receivers / 2);
    const Instant begin = now();
    const Nanoseconds first = log_in(step);
    const Nanoseconds middle = log_in(plan.receivers - 2 * step);
    const Nanoseconds last = log_in(step);
    const Nanoseconds took = now() - begin;

    const auto wait = [&](double seconds) { crowd.run([] { return false; }, now() + span_of(seconds)); };
    // What the last logins set off comes to its end.
    wait(plan.warm_up);
    const Memory full = meter.memory();
    const Nanoseconds cpu_before = meter.cpu();
    const Instant idle_from = now();
    wait(plan.seconds);
    const Nanoseconds idle_cpu = meter.cpu() - cpu_before;
    const double connection_seconds = seconds_of(now() - idle_from) * static_cast<double>(plan.receivers);

    const auto per = [](Nanoseconds cpu, std::size_t count) {
        return microseconds(cpu) / static_cast<double>(std::max<std::size_t>(count, 1));
    };
    const auto grown = static_cast<double>(full.pss_bytes) - static_cast<double>(empty.pss_bytes);
    return {{"connections", plan.receivers},
            {"logins_per_second", static_cast<double>(plan.receivers) / seconds_of(took)},
            {"cpu_us_per_login", per(first + middle + last, plan.receivers)},
            {"cpu_us_per_first_login", per(first, step)},
            {"cpu_us_per_last_login", per(last, step)},
            {"compared_logins", step},
            {"memory_empty", json_of(empty)},
            {"memory_full", json_of(full)},
            {"memory_at_end", json_of(meter.memory())},
            {"bytes_per_connection", grown / static_cast<double>(plan.receivers)},
            {"idle_seconds", seconds_of(now() - idle_from)},
            {"idle_cpu_us_per_connection_second", microseconds(idle_cpu) / connection_seconds},
            {"times_behind", crowd.times_behind()}};
}

nlohmann::json silent(const Plan& plan) {
    ProcessMeter meter(plan.server);
    const Memory empty = meter.memory();
    const std::size_t files = meter.open_files();
    const Instant begin = now();
    std::vector<int> sockets;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(plan.port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const auto close_all = [&] {
        for (const int socket : sockets)
            close(socket);
    };
    for (std::size_t i = 0; i < plan.receivers; ++i) {
        sockets.push_back(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        if (connect(sockets.back(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
            close_all();
            throw RoundFailed("connection " + std::to_string(i) + " was refused");
        }
    }
    const auto accepted = [&] { return meter.open_files() >= files + plan.receivers; };
    while (!accepted() && now() - begin < std::chrono::seconds(4))
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    const bool all = accepted();
    const Memory full = meter.memory();
    const double took = seconds_of(now() - begin);
    close_all();
    if (!all) throw RoundFailed("the server did not accept all connections in time");
    const auto grown = static_cast<double>(full.pss_bytes) - static_cast<double>(empty.pss_bytes);
    return {{"connections", plan.receivers},
            {"seconds", took},
            {"memory_empty", json_of(empty)},
            {"memory_full", json_of(full)},
            {"bytes_per_connection", grown / static_cast<double>(plan.receivers)}};
}

nlohmann::json sleepers(Protocol& protocol, const Plan& plan) {
    Room room(protocol, plan, Stamps::TimeOfRead);
    plan.gate("joined");
    room.start_flood();
    room.run_for(plan.warm_up);
    const Room::Counters begin = room.counters();
    room.run_for(plan.seconds);
    const Room::Counters awake = room.counters();
    const Memory before = room.meter.memory();
    for (std::uint32_t i = 0; i < plan.sleepers; ++i)
        room.crowd.stop_reading({i});
    room.run_for(plan.seconds);
    const Room::Counters asleep = room.counters();
    const Memory after = room.meter.memory();
    for (std::uint32_t i = 0; i < plan.sleepers; ++i)
        room.crowd.read_again({i});
    const Instant woken = now();
    const bool settled = room.settle(patience_to_settle);
    plan.gate("finished");
    const nlohmann::json first = json_of(begin, awake);
    const nlohmann::json second = json_of(awake, asleep);
    nlohmann::json result{{"awake", first},
                          {"asleep", second},
                          {"throughput_ratio", second.at("acknowledged_per_second").get<double>() /
                                                   first.at("acknowledged_per_second").get<double>()},
                          {"seconds_to_catch_up", seconds_of(now() - woken)},
                          {"memory_before", json_of(before)},
                          {"memory_after", json_of(after)}};
    add_end(result, room, settled);
    return result;
}

nlohmann::json register_devices(Protocol& protocol, const Plan& plan) {
    // The server looks at 100 passkeys a second at most, and at few at once from one address.
    Crowd crowd(
        protocol,
        {.port = plan.port, .connecting_at_once = 3, .connections_per_second = 90, .rooms = plan.rooms});
    const auto register_more = [&](Duty duty, std::size_t count) {
        crowd.connect(duty, count, std::chrono::seconds(30) + count * std::chrono::milliseconds(20));
    };
    if (plan.rooms == 0) {
        register_more(Duty::Send, plan.receivers);
        return {{"devices", plan.receivers}};
    }
    // The first of a room makes it.
    const std::size_t makers = std::min(plan.rooms, plan.receivers);
    register_more(Duty::Receive, makers);
    register_more(Duty::Receive, plan.receivers - makers);
    register_more(Duty::Send, plan.senders);
    return {{"devices", plan.receivers + plan.senders}, {"rooms", plan.rooms}};
}

}  // namespace crosstalk::bench
