// Many transfers that are always in the middle.
#include <algorithm>
#include <memory>
#include <vector>

#include "bench/load/process_meter.hpp"
#include "bench/load/scenarios.hpp"
#include "bench/transfers/chat_side.hpp"
#include "bench/transfers/file_connections.hpp"

namespace crosstalk::bench {

namespace {

constexpr Nanoseconds patience = std::chrono::minutes(2);
constexpr Nanoseconds life_interval = std::chrono::seconds(5);
constexpr Nanoseconds memory_interval = std::chrono::milliseconds(100);
// What is downloaded, over and over.
constexpr std::uint64_t downloaded_bytes = 64 * 1024 * 1024;

// Somebody has put it there and posted it.
PostedBlob put_one(const TransferPlan& plan, ChatSide& chat) {
    const Content content(ContentSeed{3}, downloaded_bytes);
    const net::File file{
        .name = "bench.bin", .size = content.size(), .hash = content.hash(), .width = 0, .height = 0};
    const net::UploadId begun = chat.begin(file);
    Upload upload(begun, content);
    FileConnections connections(plan.port, {{chat.device(), chat.session(), &upload}});
    connections.connect();
    if (!connections.run([&] { return upload.is_done(); }, now() + patience))
        throw RoundFailed("an upload does not come to its end");
    return chat.post(begun, file);
}

// Its hash is never asked for: it does not come to its end.
std::unique_ptr<Transfer> begin_upload(const TransferPlan& plan, ChatSide& chat) {
    net::File file{.name = "bench.bin", .size = plan.bytes, .hash = {}, .width = 0, .height = 0};
    file.hash.front() = static_cast<std::uint8_t>(chat.device());
    return std::make_unique<Upload>(chat.begin(file), Content(ContentSeed{chat.device()}, plan.bytes));
}

bool goes_up(Direction direction, std::size_t number) {
    return direction == Direction::Up || (direction == Direction::Both && number % 2 == 0);
}

struct Running {
    std::vector<std::unique_ptr<ChatSide>> chats;
    std::vector<std::unique_ptr<Transfer>> transfers;
    std::vector<FileSeat> seats;

    [[nodiscard]] bool any_done() const {
        return std::ranges::any_of(transfers, [](const auto& transfer) { return transfer->is_done(); });
    }
    [[nodiscard]] std::uint64_t arrived() const {
        std::uint64_t sum = 0;
        for (const auto& transfer : transfers)
            sum += transfer->arrived_in_all();
        return sum;
    }
    [[nodiscard]] std::size_t moving() const {
        return static_cast<std::size_t>(std::ranges::count_if(
            transfers, [](const auto& transfer) { return transfer->arrived_in_all() > 0; }));
    }
};

void prepare(Running& running, const TransferPlan& plan) {
    for (std::size_t i = 0; i < plan.transfers; ++i)
        running.chats.push_back(std::make_unique<ChatSide>(plan, i));
    if (plan.direction == Direction::None) return;
    const PostedBlob posted = put_one(plan, *running.chats.front());
    for (std::size_t i = 0; i < plan.transfers; ++i) {
        ChatSide& chat = *running.chats[i];
        running.transfers.push_back(
            goes_up(plan.direction, i)
                ? begin_upload(plan, chat)
                : std::make_unique<Download>(posted.source, posted.file, Repeat::ForEver));
        running.seats.push_back({chat.device(), chat.session(), running.transfers.back().get()});
    }
}

}  // namespace

nlohmann::json hold(const TransferPlan& plan) {
    Running running;
    prepare(running, plan);
    const ProcessMeter meter(plan.server);
    const Memory before = meter.memory();
    Memory most = before;
    FileConnections connections(plan.port, running.seats);
    connections.connect();
    // All of them are in the middle before anything is said or measured.
    if (!connections.run([&] { return running.moving() == running.transfers.size(); }, now() + patience))
        throw RoundFailed("a transfer does not begin");
    plan.begun();

    const Instant begin = now();
    const std::uint64_t had = running.arrived();
    for (Instant last_life = begin; !plan.is_over(seconds_of(now() - begin));) {
        connections.run([] { return false; }, now() + memory_interval);
        if (running.any_done()) throw RoundFailed("an upload came to its end too early");
        if (plan.measures_memory) most.pss_bytes = std::max(most.pss_bytes, meter.memory().pss_bytes);
        if (now() - last_life < life_interval) continue;
        last_life = now();
        for (const auto& chat : running.chats)
            chat->show_life();
    }
    const double grown = static_cast<double>(most.pss_bytes) - static_cast<double>(before.pss_bytes);
    return {
        {"memory_before", json_of(before)},
        {"pss_bytes_at_most", most.pss_bytes},
        {"bytes_per_transfer", grown / static_cast<double>(std::max<std::size_t>(plan.transfers, 1))},
        {"seconds", seconds_of(now() - begin)},
        {"mb_per_second", static_cast<double>(running.arrived() - had) / 1e6 / seconds_of(now() - begin)}};
}

}  // namespace crosstalk::bench
