#include "tests/simulation/world.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace crosstalk::testing {

namespace {

constexpr std::size_t most_tasks = 1'000'000;
// Until everything has converged, once nothing goes wrong.
constexpr net::Milliseconds patience{30 * 60 * 1000};
// By then every mark that is known to the server is in its journal.
constexpr net::Milliseconds marks_are_kept{75'000};
constexpr std::string_view passkey = "a passkey for simulations";

transport::Passkey draw_code(Chance& chance) {
    return transport::Passkey::generate([&](std::span<std::uint8_t> out) {
        for (std::uint8_t& byte : out)
            byte = static_cast<std::uint8_t>(chance.number());
    });
}

}  // namespace

World::World(Chance& chance, Climate& climate, std::size_t people, net::Limits limits, Tracing tracing)
    : chance_(chance),
      climate_(climate),
      owner_code_(draw_code(chance)),
      verdict_(loop_, tracing),
      chronicle_(verdict_),
      witness_({.chronicle = chronicle_,
                .journal = machine_.journal,
                .applied = [this] { return machine_.applied(); },
                .archived = [this] { return machine_.view.rows().mark.position; },
                .now = [this] { return server_time(); },
                .device_at = [this](const std::string& address) { return user_at(address).device(); }},
               verdict_),
      network_(loop_),
      machine_(loop_, network_, verdict_, options(limits), chance_.number()) {
    prepare_network();
    prepare_disks();
    for (std::size_t number = 1; number <= people; ++number) {
        users_.push_back(std::make_unique<User>(
            Stage{loop_, network_, chronicle_, witness_, verdict_, std::string(passkey),
                  owner_code_.spelled_out(), [this] { read_journal(); }},
            number, chance_.number()));
    }
}

server::NodeOptions World::options(net::Limits limits) {
    server::NodeOptions made{
        .name = "Simulated server",
        .limits = limits,
        .history = chance_.one_in(2) ? std::size_t{50} : 1 + chance_.below(10),
        .passkey = *transport::Passkey::choose(passkey),
        .invite_token = transport::Secret(std::string_view("an invite")),
        .server = {},
        .log = [this](server::LogLevel, std::string_view line) { witness_.logged(line); },
        .owner_code = owner_code_,
        .passkey_rotated = {},
        .applied = {}};
    made.server.bytes.fill(0x5e);
    return made;
}

void World::prepare_network() {
    network_.server_key.bytes.fill(0x5e);
    network_.draw_binding = [this] {
        transport::ChannelBinding binding;
        for (std::uint8_t& byte : binding.bytes)
            byte = static_cast<std::uint8_t>(chance_.number());
        return binding;
    };
    network_.weather.delay = [this] { return chance_.span(0, climate_.slow_network); };
    network_.weather.notice = [this] {
        if (climate_.half_open && chance_.one_in(4)) return chance_.span(1'000, 200'000);
        return chance_.span(0, 200);
    };
    if (climate_.pieces) network_.weather.piece = [this] { return 1 + chance_.below(4000); };
    if (climate_.small_sockets) network_.weather.socket = [this] { return 500 + chance_.below(8000); };
    network_.on_server_sends = [this](Connection& connection, const net::SharedFrame& frames) {
        read_journal();
        witness_.server_sends(connection, frames);
    };
    network_.on_client_sends = [this](Connection& connection, const net::SharedFrame& frames) {
        witness_.client_sends(connection, frames);
    };
}

void World::prepare_disks() {
    machine_.journal.commit_delay = [this] { return chance_.span(0, climate_.slow_commit); };
    machine_.view.lag = [this] { return chance_.span(0, climate_.slow_view); };
    machine_.view.query_delay = [this] { return chance_.span(0, climate_.slow_view); };
    machine_.view.undurable_entries = 1 + chance_.below(64);
    machine_.bus.delay = [this] { return chance_.span(0, 100); };
    machine_.bus.lost = [this] { return climate_.lossy_bus && chance_.one_in(4); };
}

User& World::user_at(const std::string& address) {
    return **std::ranges::find_if(users_, [&](const auto& user) { return user->address() == address; });
}

net::Timestamp World::server_time() const {
    const server::Node* node = const_cast<Machine&>(machine_).node();
    return node == nullptr ? chronicle_.hub().state().at : node->now();
}

bool World::pass(net::Milliseconds span) {
    const net::Milliseconds end{loop_.now().value + span.value};
    while (!loop_.idle() && loop_.next_due() <= end) {
        loop_.run_one();
        if (++exercise_.tasks > most_tasks) verdict_.violated("progress", "it never ends");
        check_now();
        if (verdict_.is_bad()) return false;
    }
    loop_.advance({end.value - loop_.now().value});
    return true;
}

// Whoever is banned from the server is not there from the very entry on.
void World::check_now() {
    const server::Node* node = machine_.node();
    if (node == nullptr) return;
    const hub::Room* lobby = node->hub().state().room(net::lobby);
    if (lobby == nullptr) return;
    for (const auto& [user, ban] : lobby->bans) {
        if (ban.until > node->now() && node->is_online(user))
            verdict_.violated("banned", "user " + std::to_string(user.value) + " still has a session");
    }
}

// --- what can go wrong

void World::start_server() {
    if (machine_.is_up()) return;
    witness_.server_started();
    machine_.start();
}

void World::restart_server_later() {
    loop_.after(chance_.span(0, 5000), [this] { start_server(); });
}

void World::stop_server() {
    ++exercise_.server_stops;
    machine_.stop();
    restart_server_later();
}

void World::crash_server() {
    ++exercise_.server_crashes;
    machine_.journal.in_flight_at_crash =
        chance_.one_in(2) ? JournalDisk::InFlight::Kept : JournalDisk::InFlight::Lost;
    machine_.crash(chance_.below(80));
    read_journal();
    if (climate_.lost_past != 0 && chance_.one_in(climate_.lost_past)) lose_past();
    if (chance_.one_in(3)) machine_.back_up();
    restart_server_later();
}

void World::lose_past() {
    ++exercise_.lost_pasts;
    if (machine_.has_backup() && chance_.one_in(2)) {
        machine_.restore();
    } else {
        machine_.lose_tail(1 + chance_.below(30));
    }
    chronicle_.reread(machine_.journal);
    witness_.past_was_lost();
    for (const auto& user : users_)
        user->past_was_lost();
}

void World::crash_client() {
    User& user = *chance_.pick(users_);
    if (!user.is_running()) return user.start();
    ++exercise_.client_crashes;
    if (chance_.one_in(4)) {
        user.quit();
    } else {
        user.crash();
    }
    loop_.after(chance_.span(0, 5000), [&user] { user.start(); });
}

void World::cut() {
    Connection* connection = chance_.pick(users_)->connection();
    if (connection == nullptr) return;
    ++exercise_.cuts;
    const Side side = chance_.one_in(2) ? Side::Client : Side::Server;
    const std::size_t bytes = chance_.one_in(2) ? chance_.below(60) : chance_.below(4000);
    if (verdict_.is_tracing()) {
        verdict_.say("network  cuts the connection of " + connection->peer().address + " after " +
                     std::to_string(bytes) + " more bytes to the " +
                     (side == Side::Client ? "client" : "server"));
    }
    connection->cut_after(side, bytes);
}

void World::stall() {
    Connection* connection = chance_.pick(users_)->connection();
    if (connection == nullptr) return;
    const Side side = chance_.one_in(4) ? Side::Server : Side::Client;
    if (verdict_.is_tracing()) {
        verdict_.say("network  holds what goes to the " +
                     std::string(side == Side::Client ? "client" : "server") + " of " +
                     connection->peer().address);
    }
    connection->stall(side);
    loop_.after(chance_.span(0, 8000), [this, id = connection->id(), side] {
        if (Connection* stalled = network_.connection(id)) stalled->read_on(side);
    });
}

void World::fail_disk() {
    if (chance_.one_in(2)) {
        machine_.view.fail_next_write = true;
    } else {
        machine_.journal.fail_next_write =
            chance_.one_in(2) ? JournalDisk::InFlight::Kept : JournalDisk::InFlight::Lost;
    }
}

void World::finish_some_upload() {
    server::Node* node = machine_.node();
    if (node == nullptr || node->hub().state().mark.position != chronicle_.position()) return;
    const auto& uploads = node->hub().state().uploads;
    if (uploads.empty()) return;
    const auto some = std::next(uploads.begin(), static_cast<std::ptrdiff_t>(chance_.below(uploads.size())));
    if (chance_.one_in(5)) {
        node->command(net::DropUpload{some->first});
    } else {
        node->command(net::FinishUpload{some->first});
    }
}

// --- peace

void World::heal() {
    if (verdict_.is_bad()) return;
    verdict_.say("-- from here on nothing goes wrong any more");
    climate_ = {};
    machine_.journal.fail_next_write.reset();
    machine_.view.fail_next_write = false;
    machine_.journal.release_commits();
    machine_.view.release();
    const net::Milliseconds begin = loop_.now();
    std::size_t online_while_kept = 0;
    while (loop_.now().value - begin.value < patience.value) {
        start_server();
        for (const auto& user : users_)
            user->insist();
        if (!pass({2000})) return;
        read_journal();
        if (!are_all_settled()) continue;
        // Somebody's ban may end meanwhile: then there are other marks.
        const auto online = static_cast<std::size_t>(
            std::ranges::count_if(users_, [](const auto& user) { return user->is_online(); }));
        if (std::exchange(online_while_kept, online + 1) != online + 1) {
            if (!pass(marks_are_kept)) return;
            continue;
        }
        // A connection that broke long ago may be noticed only now: then once more.
        for (const auto& user : users_)
            user->load_members();
        if (!pass({5000})) return;
        read_journal();
        if (are_all_settled() && have_all_members()) return;
    }
    std::string why = "the members of rooms do not come";
    for (const auto& user : users_) {
        if (!user->is_settled(server_time(), &why)) break;
    }
    verdict_.violated("everything converges", why);
}

bool World::are_all_settled() const {
    const net::Timestamp now = server_time();
    return std::ranges::all_of(users_, [&](const auto& user) { return user->is_settled(now); });
}

bool World::have_all_members() const {
    return std::ranges::all_of(users_, [](const auto& user) { return user->has_members(); });
}

void World::judge() {
    if (verdict_.is_bad()) return;
    compare_hubs("in the end");
    const net::Timestamp now = server_time();
    std::map<net::UserId, net::PresenceState> seen;
    for (const auto& user : users_) {
        user->check_everything(now);
        if (user->is_online()) seen.emplace(user->id(), user->wish());
    }
    for (const auto& user : users_)
        user->check_members(seen, now);
}

void World::compare_hubs(const std::string& when) {
    read_journal();
    const server::Node* node = machine_.node();
    if (node == nullptr || node->hub().state().mark.position != chronicle_.position()) return;
    const hub::Snapshot live = node->hub().snapshot();
    const hub::Snapshot replayed = chronicle_.hub().snapshot();
    if (live != replayed) verdict_.violated("replayed equals live", when);
    if (hub::Hub(live).snapshot() != replayed) verdict_.violated("loaded equals replayed", when);
    const ViewRows& rows = machine_.view.rows();
    if (rows.mark.position == chronicle_.position() && rows.snapshot() != replayed) {
        verdict_.violated("loaded equals replayed", when + ", from the archive's rows");
    }
}

RunResult World::result() {
    exercise_.frames = witness_.frames();
    exercise_.entries = chronicle_.position().value;
    exercise_.connections = network_.made();
    for (const auto& user : users_) {
        exercise_.posts += user->written();
        exercise_.acknowledged += user->acknowledged();
    }
    return {verdict_.violation(), exercise_};
}

}  // namespace crosstalk::testing
