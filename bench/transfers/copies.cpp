// One file at a time: whole copies, and copies that are cut.
#include <algorithm>
#include <random>

#include "bench/load/process_meter.hpp"
#include "bench/transfers/bare_copy.hpp"
#include "bench/transfers/chat_side.hpp"
#include "bench/transfers/file_connections.hpp"

namespace crosstalk::bench {

namespace {

constexpr Nanoseconds patience = std::chrono::minutes(10);
constexpr Nanoseconds life_interval = std::chrono::seconds(5);
constexpr double bytes_per_mb = 1e6;

net::File file_of(const Content& content) {
    return {.name = "bench.bin", .size = content.size(), .hash = content.hash(), .width = 0, .height = 0};
}

// What the server's process and the clock say of one copy.
nlohmann::json measure(const TransferPlan& plan, const std::function<void()>& copy_once) {
    const ProcessMeter meter(plan.server);
    const Nanoseconds cpu = meter.cpu();
    const Nanoseconds own = own_cpu();
    const Instant begin = now();
    copy_once();
    const double seconds = seconds_of(now() - begin);
    const double mb = static_cast<double>(plan.bytes) / bytes_per_mb;
    const double server = seconds_of(meter.cpu() - cpu);
    return {{"seconds", seconds},
            {"mb_per_second", mb / seconds},
            {"server_cpu_seconds", server},
            {"cpu_us_per_mb", server * 1e6 / mb},
            {"generator_cpu_share", seconds_of(own_cpu() - own) / seconds}};
}

// Until it is done, or until `also` says so; true when it is done.
bool run(FileConnections& connections, ChatSide& chat, const Transfer& transfer,
         const std::function<bool()>& also) {
    const auto over = [&] { return transfer.is_done() || also(); };
    for (const Instant begin = now(); !connections.run(over, now() + life_interval);) {
        chat.show_life();
        if (now() - begin > patience) throw RoundFailed("a transfer does not come to its end");
    }
    return transfer.is_done();
}

void run_whole(const TransferPlan& plan, ChatSide& chat, Transfer& transfer) {
    FileConnections connections(plan.port, {{chat.device(), chat.session(), &transfer}});
    connections.connect();
    run(connections, chat, transfer, [] { return false; });
}

// Cuts the connection of a transfer as often as the plan says, and goes on each time.
nlohmann::json run_cut(const TransferPlan& plan, ChatSide& chat, Transfer& transfer,
                       std::mt19937_64& random) {
    std::vector<std::uint64_t> places(plan.cuts);
    std::ranges::generate(places, [&] { return random() % plan.bytes; });
    std::ranges::sort(places);
    std::uint64_t most = 0;
    std::uint64_t all = 0;
    FileConnections connections(plan.port, {{chat.device(), chat.session(), &transfer}});
    connections.connect();
    for (const std::uint64_t place : places) {
        // Not before the server has said where to go on: what went before has to be counted.
        const auto reached = [&] { return transfer.goes_on() && transfer.begun() >= place; };
        if (run(connections, chat, transfer, reached)) throw RoundFailed("it was over before it was cut");
        connections.cut();
        chat.show_life();
        connections.connect();
        run(connections, chat, transfer, [&] { return transfer.goes_on(); });
        most = std::max(most, transfer.repeated());
        all += transfer.repeated();
    }
    run(connections, chat, transfer, [] { return false; });
    return {{"cuts", places.size()},
            {"most_bytes_repeated", most},
            {"mean_bytes_repeated", static_cast<double>(all) / static_cast<double>(places.size())}};
}

}  // namespace

nlohmann::json copy(const TransferPlan& plan) {
    const Content content(ContentSeed{1}, plan.bytes);
    const net::File file = file_of(content);
    ChatSide chat(plan, 0);
    const net::UploadId begun = chat.begin(file);
    Upload upload(begun, content);
    nlohmann::json result;
    result["upload"] = measure(plan, [&] { run_whole(plan, chat, upload); });
    const PostedBlob posted = chat.post(begun, file);
    Download download(posted.source, file, Repeat::Once);
    result["download"] = measure(plan, [&] { run_whole(plan, chat, download); });
    // The server need not hash what it gives: the bare copy without hashing is what it can be compared with as well.
    result["download_unhashed"] = result["download"];
    return result;
}

nlohmann::json copy_bare(const TransferPlan& plan) {
    const Content content(ContentSeed{1}, plan.bytes);
    const net::Digest hash = content.hash();
    const auto get = [&](BareOrder order) {
        return measure(plan, [&] { get_bare(plan.port, content.size(), hash, order); });
    };
    nlohmann::json result;
    result["upload"] = measure(plan, [&] { put_bare(plan.port, content, hash); });
    result["download"] = get(BareOrder::Get);
    result["download_unhashed"] = get(BareOrder::GetUnhashed);
    return result;
}

nlohmann::json cut_often(const TransferPlan& plan) {
    std::mt19937_64 random(plan.bytes);
    const Content content(ContentSeed{2}, plan.bytes);
    const net::File file = file_of(content);
    ChatSide chat(plan, 0);
    const net::UploadId begun = chat.begin(file);
    Upload upload(begun, content);
    nlohmann::json result;
    result["upload"] = run_cut(plan, chat, upload, random);
    const PostedBlob posted = chat.post(begun, file);
    Download download(posted.source, file, Repeat::Once);
    result["download"] = run_cut(plan, chat, download, random);
    return result;
}

}  // namespace crosstalk::bench
