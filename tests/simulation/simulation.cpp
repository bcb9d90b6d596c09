#include "tests/simulation/simulation.hpp"

#include <exception>

#include "tests/simulation/world.hpp"

namespace crosstalk::testing {

namespace {

// People do whatever comes to their mind while everything goes wrong; then there is peace.
class Life {
  public:
    Life(std::uint64_t seed, Tracing tracing)
        : chance_(seed),
          climate_(Climate::drawn(chance_)),
          world_(chance_, climate_, 2 + chance_.below(5), limits(), tracing) {}

    RunResult run() {
        try {
            live();
            world_.heal();
            world_.judge();
        } catch (const std::exception& error) {
            world_.violated("nothing throws", error.what());
        }
        return world_.result();
    }

  private:
    net::Limits limits() {
        net::Limits limits;
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
        return limits;
    }

    void live() {
        world_.start_server();
        for (const auto& user : world_.users()) {
            if (!chance_.one_in(5)) user->start();
        }
        const std::size_t moments = 60 + chance_.below(160);
        const std::int64_t pace = chance_.between(10, 600);
        for (std::size_t moment = 0; moment < moments; ++moment) {
            if (!world_.pass(chance_.span(0, pace))) return;
            something_goes_wrong();
            if (chance_.one_in(3)) world_.finish_some_upload();
            for (std::size_t i = chance_.below(5); i > 0; --i) {
                chance_.pick(world_.users())->act();
                if (world_.is_bad()) return;
            }
            if (chance_.one_in(10)) world_.compare_hubs("now and then");
        }
    }

    bool strikes(std::size_t one_in) { return one_in != 0 && chance_.one_in(one_in); }

    void something_goes_wrong() {
        Machine& machine = world_.machine();
        if (strikes(climate_.cut)) world_.cut();
        if (strikes(climate_.stall)) world_.stall();
        if (machine.is_up() && strikes(climate_.server_crash)) world_.crash_server();
        if (machine.is_up() && strikes(climate_.server_stop)) world_.stop_server();
        if (strikes(climate_.client_crash)) world_.crash_client();
        if (strikes(climate_.disk_failure)) world_.fail_disk();
        if (strikes(climate_.held_commit)) {
            machine.journal.hold_commits();
            world_.loop().after(chance_.span(0, 3000), [&] { machine.journal.release_commits(); });
        }
        if (strikes(climate_.held_view)) {
            machine.view.hold();
            world_.loop().after(chance_.span(0, 3000), [&] { machine.view.release(); });
        }
        if (strikes(climate_.clock_step)) {
            const net::Milliseconds by = chance_.span(-100'000, 100'000);
            if (chance_.one_in(2)) return machine.step_clock(by);
            chance_.pick(world_.users())->step_clock(by);
        }
        // A server that failed by itself is started again by whoever looks after it.
        if (!machine.is_up() && chance_.one_in(4)) world_.start_server();
        if (chance_.one_in(4)) chance_.pick(world_.users())->insist();
    }

    Chance chance_;
    Climate climate_;
    World world_;
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
    return Life(seed, tracing).run();
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
