#include "tests/simulation/simulation.hpp"

#include <algorithm>
#include <exception>
#include <memory>
#include <set>
#include <vector>

#include "tests/simulation/machine.hpp"
#include "tests/simulation/user.hpp"

namespace crosstalk::testing {

namespace {

constexpr std::size_t most_tasks = 200'000;
constexpr net::Milliseconds patience{30 * 60 *
                                     1000};  // until everything has converged, once nothing goes wrong

// Which faults this seed has, each at its own strength: one in so many moments; 0 is never.
struct Climate {
    explicit Climate(Chance& chance)
        : cut(chance.one_in(4) ? 0 : 4 + chance.below(30)),
          stall(chance.one_in(3) ? 0 : 6 + chance.below(40)),
          server_crash(chance.one_in(4) ? 0 : 20 + chance.below(100)),
          server_stop(chance.one_in(2) ? 0 : 60 + chance.below(100)),
          client_crash(chance.one_in(3) ? 0 : 15 + chance.below(60)),
          disk_failure(chance.one_in(3) ? 80 + chance.below(100) : 0),
          held_commit(chance.one_in(2) ? 0 : 15 + chance.below(60)),
          held_view(chance.one_in(2) ? 0 : 15 + chance.below(60)),
          clock_step(chance.one_in(2) ? 0 : 20 + chance.below(60)),
          lost_past(chance.one_in(8) ? 2 + chance.below(3) : 0),
          slow_network(chance.one_in(2) ? chance.between(1, 400) : 1),
          slow_commit(chance.one_in(2) ? chance.between(1, 60) : 0),
          slow_view(chance.one_in(2) ? chance.between(1, 80) : 0),
          lossy_bus(chance.one_in(2)),
          small_sockets(chance.one_in(2)),
          pieces(chance.one_in(3)),
          half_open(chance.one_in(2)) {}

    std::size_t cut, stall, server_crash, server_stop, client_crash, disk_failure, held_commit, held_view,
        clock_step;
    std::size_t lost_past;                              // one in so many crashes of the server
    std::int64_t slow_network, slow_commit, slow_view;  // at most, in milliseconds
    bool lossy_bus, small_sockets, pieces, half_open;
};

class Simulation {
  public:
    Simulation(std::uint64_t seed, Tracing tracing)
        : chance_(seed),
          climate_(chance_),
          verdict_(loop_, tracing),
          chronicle_(verdict_),
          witness_({.chronicle = chronicle_,
                    .journal = machine_.journal,
                    .applied = [this] { return machine_.applied(); },
                    .device_at = [this](const std::string& address) { return user_at(address).device(); }},
                   verdict_),
          network_(loop_),
          machine_(loop_, network_, verdict_, options(), chance_.number()) {
        prepare_network();
        prepare_disks();
        const std::size_t people = 2 + chance_.below(5);
        for (std::size_t number = 1; number <= people; ++number) {
            users_.push_back(std::make_unique<User>(Stage{loop_, network_, chronicle_, witness_, verdict_,
                                                          std::string(passkey), [this] { read_journal(); }},
                                                    number, chance_.number()));
        }
    }

    RunResult run() {
        try {
            live();
            heal();
            judge();
        } catch (const std::exception& error) {
            verdict_.violated("nothing throws", error.what());
        }
        count();
        return {verdict_.violation(), exercise_};
    }

  private:
    static constexpr std::string_view passkey = "a passkey for simulations";

    server::NodeOptions options() {
        server::NodeOptions made{.name = "Simulated server",
                                 .limits = {},
                                 .history = chance_.one_in(2) ? std::size_t{50} : 1 + chance_.below(10),
                                 .passkey = *transport::Passkey::choose(passkey),
                                 .invite_token = transport::Secret(std::string_view("an invite")),
                                 .server = {},
                                 .log = [](server::LogLevel, std::string_view) {}};
        made.server.bytes.fill(0x5e);
        net::Limits& limits = made.limits;
        if (chance_.one_in(2)) {
            limits.post_burst = 1000;
            limits.posts_per_second = 1000;
            limits.room_posts_per_second = 1000;
        }
        if (!chance_.one_in(3)) {
            limits.room_burst = 1000;
            limits.room_interval_ms = 10;
        }
        if (climate_.small_sockets) limits.outbox_soft_bytes = chance_.between(2'000, 20'000);
        if (chance_.one_in(3)) limits.view_lag_entries = chance_.between(1, 20);
        return made;
    }

    void prepare_network() {
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

    void prepare_disks() {
        machine_.journal.commit_delay = [this] { return chance_.span(0, climate_.slow_commit); };
        machine_.view.lag = [this] { return chance_.span(0, climate_.slow_view); };
        machine_.view.query_delay = [this] { return chance_.span(0, climate_.slow_view); };
        machine_.view.undurable_entries = 1 + chance_.below(64);
        machine_.bus.delay = [this] { return chance_.span(0, 100); };
        machine_.bus.lost = [this] { return climate_.lossy_bus && chance_.one_in(4); };
    }

    User& user_at(const std::string& address) {
        return **std::ranges::find_if(users_, [&](const auto& user) { return user->address() == address; });
    }

    void read_journal() { chronicle_.read(machine_.journal); }

    // Runs what is due until then; false as soon as something was wrong.
    bool pass(net::Milliseconds span) {
        const net::Milliseconds end{loop_.now().value + span.value};
        while (!loop_.idle() && loop_.next_due() <= end) {
            loop_.run_one();
            if (++exercise_.tasks > most_tasks) verdict_.violated("progress", "it never ends");
            if (verdict_.is_bad()) return false;
        }
        loop_.advance({end.value - loop_.now().value});
        return true;
    }

    // --- while things go wrong

    void live() {
        machine_.start();
        for (const auto& user : users_) {
            if (!chance_.one_in(5)) user->start();
        }
        const std::size_t moments = 60 + chance_.below(160);
        const std::int64_t pace = chance_.between(10, 600);
        for (std::size_t moment = 0; moment < moments; ++moment) {
            if (!pass(chance_.span(0, pace))) return;
            something_goes_wrong();
            for (std::size_t i = chance_.below(3); i > 0; --i) {
                chance_.pick(users_)->act();
                if (verdict_.is_bad()) return;
            }
            if (chance_.one_in(10)) compare_hubs("now and then");
        }
    }

    bool strikes(std::size_t one_in) { return one_in != 0 && chance_.one_in(one_in); }

    void something_goes_wrong() {
        if (strikes(climate_.cut)) cut();
        if (strikes(climate_.stall)) stall();
        if (machine_.is_up() && strikes(climate_.server_crash)) crash_server();
        if (machine_.is_up() && strikes(climate_.server_stop)) {
            ++exercise_.server_stops;
            machine_.stop();
            restart_later();
        }
        if (strikes(climate_.client_crash)) crash_client();
        if (strikes(climate_.disk_failure)) fail_disk();
        if (strikes(climate_.held_commit)) {
            machine_.journal.hold_commits();
            loop_.after(chance_.span(0, 3000), [this] { machine_.journal.release_commits(); });
        }
        if (strikes(climate_.held_view)) {
            machine_.view.hold();
            loop_.after(chance_.span(0, 3000), [this] { machine_.view.release(); });
        }
        if (strikes(climate_.clock_step)) {
            const net::Milliseconds by = chance_.span(-100'000, 100'000);
            if (chance_.one_in(2)) return machine_.step_clock(by);
            chance_.pick(users_)->step_clock(by);
        }
        // A server that failed by itself is started again by whoever looks after it.
        if (!machine_.is_up() && chance_.one_in(4)) machine_.start();
        if (chance_.one_in(4)) chance_.pick(users_)->insist();
    }

    void cut() {
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

    void stall() {
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

    void crash_server() {
        ++exercise_.server_crashes;
        machine_.journal.in_flight_at_crash =
            chance_.one_in(2) ? JournalDisk::InFlight::Kept : JournalDisk::InFlight::Lost;
        machine_.crash(chance_.below(80));
        read_journal();
        if (strikes(climate_.lost_past)) lose_past();
        if (chance_.one_in(3)) machine_.back_up();
        restart_later();
    }

    void lose_past() {
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

    void restart_later() {
        loop_.after(chance_.span(0, 5000), [this] { machine_.start(); });
    }

    void crash_client() {
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

    void fail_disk() {
        if (chance_.one_in(2)) {
            machine_.view.fail_next_write = true;
        } else {
            machine_.journal.fail_next_write =
                chance_.one_in(2) ? JournalDisk::InFlight::Kept : JournalDisk::InFlight::Lost;
        }
    }

    // --- peace

    void heal() {
        if (verdict_.is_bad()) return;
        verdict_.say("-- from here on nothing goes wrong any more");
        climate_ = no_faults();
        machine_.journal.fail_next_write.reset();
        machine_.view.fail_next_write = false;
        machine_.journal.release_commits();
        machine_.view.release();
        const net::Milliseconds begin = loop_.now();
        while (loop_.now().value - begin.value < patience.value) {
            if (!machine_.is_up()) machine_.start();
            for (const auto& user : users_)
                user->insist();
            if (!pass({2000})) return;
            read_journal();
            if (!are_all_settled()) continue;
            // A connection that broke long ago may be noticed only now: then once more.
            for (const auto& user : users_)
                user->load_members();
            if (!pass({5000})) return;
            if (are_all_settled() &&
                std::ranges::all_of(users_, [](const auto& user) { return user->has_members(); }))
                return;
        }
        std::string why = "the members of rooms do not come";
        for (const auto& user : users_) {
            if (!user->is_settled(&why)) break;
        }
        verdict_.violated("everything converges", why);
    }

    bool are_all_settled() const {
        return std::ranges::all_of(users_, [](const auto& user) { return user->is_settled(); });
    }

    static Climate no_faults() {
        Chance calm(0);
        Climate climate(calm);
        climate.cut = climate.stall = climate.server_crash = climate.server_stop = climate.client_crash = 0;
        climate.disk_failure = climate.held_commit = climate.held_view = climate.clock_step =
            climate.lost_past = 0;
        climate.slow_network = climate.slow_commit = climate.slow_view = 1;
        climate.lossy_bus = climate.small_sockets = climate.pieces = climate.half_open = false;
        return climate;
    }

    void judge() {
        if (verdict_.is_bad()) return;
        compare_hubs("in the end");
        for (const auto& user : users_)
            user->check_everything();
        std::set<net::UserId> online;
        for (const auto& user : users_)
            online.insert(chronicle_.hub().state().device(user->device())->row.user);
        for (const auto& user : users_)
            user->check_members(online);
    }

    // Replayed equals live; and loaded equals replayed, as each start loads.
    void compare_hubs(const std::string& when) {
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

    void count() {
        exercise_.frames = witness_.frames();
        exercise_.entries = chronicle_.position().value;
        exercise_.connections = network_.made();
        for (const auto& user : users_) {
            exercise_.posts += user->written();
            exercise_.acknowledged += user->acknowledged();
        }
    }

    Chance chance_;
    Climate climate_;
    VirtualLoop loop_;
    Verdict verdict_;
    Chronicle chronicle_;
    Witness witness_;
    Network network_;
    Machine machine_;
    std::vector<std::unique_ptr<User>> users_;
    Exercise exercise_;
};

}  // namespace

Exercise& Exercise::operator+=(const Exercise& other) {
    tasks += other.tasks;
    frames += other.frames;
    entries += other.entries;
    posts += other.posts;
    acknowledged += other.acknowledged;
    connections += other.connections;
    cuts += other.cuts;
    server_crashes += other.server_crashes;
    server_stops += other.server_stops;
    client_crashes += other.client_crashes;
    lost_pasts += other.lost_pasts;
    return *this;
}

RunResult simulate(std::uint64_t seed, Tracing tracing) {
    return Simulation(seed, tracing).run();
}

std::string spelled(const Exercise& exercise) {
    const auto count = [](std::uint64_t number, const char* of_what) {
        return std::to_string(number) + " " + of_what;
    };
    return count(exercise.tasks, "tasks, ") + count(exercise.frames, "frames judged, ") +
           count(exercise.entries, "journal entries, ") + count(exercise.posts, "posts written, ") +
           count(exercise.acknowledged, "acknowledged, ") + count(exercise.connections, "connections, ") +
           count(exercise.cuts, "cuts, ") + count(exercise.server_crashes, "crashes and ") +
           count(exercise.server_stops, "stops of the server, ") +
           count(exercise.client_crashes, "of clients, ") + count(exercise.lost_pasts, "lost pasts");
}

}  // namespace crosstalk::testing
