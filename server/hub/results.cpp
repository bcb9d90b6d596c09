#include "server/hub/results.hpp"

#include <algorithm>

#include "net/fault.hpp"
#include "net/limits.hpp"

namespace crosstalk::hub {

namespace {

bool in_window(net::CommandNumber number, net::CommandNumber newest) {
    const std::uint64_t window = net::command_window - (net::planted == net::Fault::WindowTooSmall ? 1 : 0);
    return number.value + window > newest.value;
}

void forget_old(Run& run) {
    while (!run.results.empty() && !in_window(run.results.front().number, run.newest))
        run.results.pop_front();
}

}  // namespace

std::optional<net::Outcome> earlier_outcome(const State& state, const net::Origin& origin) {
    const Device* device = state.device(origin.device);
    if (device == nullptr || net::planted == net::Fault::RepeatDoneTwice) return std::nullopt;
    const auto run = std::ranges::find(device->runs, origin.run, &Run::id);
    if (run == device->runs.end() || origin.number > run->newest) return std::nullopt;
    const auto stored = std::ranges::find(run->results, origin.number, &ResultRow::number);
    if (stored != run->results.end()) return stored->outcome;
    if (net::planted == net::Fault::PassedOverNumberDone) return std::nullopt;
    // It may have been carried out long ago, or never: carrying it out now could double it or break the order.
    net::Outcome refused;
    refused.status = net::Status::Refused;
    return refused;
}

void remember(Transition& transition, const net::Outcome& outcome) {
    const net::Origin& origin = transition.origin;
    const auto device = transition.state.devices.find(origin.device);
    if (device == transition.state.devices.end()) return;
    auto& runs = device->second.runs;

    Run run{.id = origin.run, .newest = {}, .newest_position = {}, .results = {}};
    if (const auto known = std::ranges::find(runs, origin.run, &Run::id); known != runs.end()) {
        run = std::move(*known);
        runs.erase(known);
    }
    const net::Position position = transition.stamp.mark.position;
    run.newest = origin.number;
    run.newest_position = position;
    run.results.push_back({origin.device, origin.run, origin.number, outcome, position});
    forget_old(run);
    if (net::planted != net::Fault::AnswersNotStored) transition.record(run.results.back());
    runs.push_back(std::move(run));

    if (runs.size() > net::runs_per_device) {
        transition.record(RunRemoved{origin.device, runs.front().id});
        runs.erase(runs.begin());
    }
}

void restore_runs(State& state, const std::vector<ResultRow>& rows) {
    for (const ResultRow& row : rows) {
        auto& runs = state.devices.at(row.device).runs;
        auto run = std::ranges::find(runs, row.run, &Run::id);
        if (run == runs.end()) {
            run = runs.insert(runs.end(),
                              Run{.id = row.run, .newest = {}, .newest_position = {}, .results = {}});
        }
        run->newest = row.number;
        run->newest_position = row.position;
        run->results.push_back(row);
    }
    for (auto& [id, device] : state.devices) {
        for (Run& run : device.runs)
            forget_old(run);
        std::ranges::sort(device.runs, {}, &Run::newest_position);
    }
}

}  // namespace crosstalk::hub
