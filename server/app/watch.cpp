#include "server/app/watch.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "server/app/exposition.hpp"

namespace crosstalk::server {

void Watch::serve(const transport::Address& address) {
    try {
        responder_.emplace(means_.loop, address, [this](std::string_view path) { return page(path); });
    } catch (const transport::ListenError& error) {
        throw std::runtime_error("Metrics cannot be served: " + std::string(error.what()));
    }
    const std::string shown = transport::format(responder_->address());
    if (!responder_->is_local()) {
        means_.log(LogLevel::Warning,
                   "metrics are served on " + shown +
                       ", without encryption, to everybody who reaches it. Use 127.0.0.1 unless "
                       "that is what you want");
    }
    means_.log(LogLevel::Info, "metrics are at http://" + shown + "/metrics");
}

std::optional<std::string> Watch::address() const {
    if (!responder_) return std::nullopt;
    return transport::format(responder_->address());
}

std::optional<HttpPage> Watch::page(std::string_view path) {
    if (path == "/metrics")
        return HttpPage{200, std::string(Exposition::content_type), metrics_page(figures())};
    if (path != "/health") return std::nullopt;
    const std::string what = trouble();
    return HttpPage{what.empty() ? 200 : 503, "text/plain; charset=utf-8",
                    (what.empty() ? "ok" : what) + "\n"};
}

Vitals Watch::vitals() const {
    Vitals vitals{.stage = stage_, .journal_silence = means_.node.journal_silence(), .free_bytes = {}};
    std::error_code error;
    const auto space = std::filesystem::space(means_.folder.path, error);
    if (!error) vitals.free_bytes = space.available;
    return vitals;
}

// The answer is for the next time: a scrape must not wait for a disk that hangs.
void Watch::ask_for_usage() {
    if (std::exchange(is_asking_, true)) return;
    means_.view.file_usage({}, means_.node.hub().state().mark.position,
                           [this, alive = lifetime_.watch()](const ports::FileUsage& usage) {
                               if (alive.expired()) return;
                               usage_ = usage;
                               is_asking_ = false;
                           });
}

Figures Watch::figures() {
    ask_for_usage();
    const hub::State& state = means_.node.hub().state();
    const auto count = [&state](auto is_counted) {
        return static_cast<std::uint64_t>(std::ranges::count_if(
            state.games, [&](const auto& game) { return is_counted(game.second.record.state); }));
    };
    const Vitals now = vitals();
    return {.stats = means_.node.stats(usage_),
            .node = means_.node.counts(),
            .listener = means_.listener.counts(),
            .games_running = count([](games::GameState at) { return games::is_running(at); }),
            .games_offered = count([](games::GameState at) { return at == games::GameState::Offered; }),
            .started = means_.began,
            .free_bytes = now.free_bytes,
            .is_healthy = trouble_of(now).empty()};
}

}  // namespace crosstalk::server
