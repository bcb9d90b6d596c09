// A server, a few people and what is between them, with everything that judges them; what happens is up to a script
// (simulation.cpp, race.cpp).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/simulation/climate.hpp"
#include "tests/simulation/machine.hpp"
#include "tests/simulation/simulation.hpp"
#include "tests/simulation/user.hpp"

namespace crosstalk::testing {

class World {
  public:
    // `climate` may be changed at any time.
    World(Chance& chance, Climate& climate, std::size_t people, net::Limits limits, Tracing tracing);
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    [[nodiscard]] bool is_bad() const { return verdict_.is_bad(); }
    [[nodiscard]] std::vector<std::unique_ptr<User>>& users() { return users_; }
    [[nodiscard]] const Chronicle& chronicle() const { return chronicle_; }
    [[nodiscard]] VirtualLoop& loop() { return loop_; }
    [[nodiscard]] Machine& machine() { return machine_; }
    [[nodiscard]] std::string owner_code() const { return owner_code_.spelled_out(); }
    void say(const std::string& line) const { verdict_.say(line); }
    void violated(const std::string& invariant, const std::string& what) {
        verdict_.violated(invariant, what);
    }

    // Runs what is due until then; false as soon as something was wrong.
    bool pass(net::Milliseconds span);

    // --- what can go wrong
    void start_server();
    void restart_server_later();
    void crash_server();
    void stop_server();
    void crash_client();
    void cut();
    void stall();
    void fail_disk();

    // The body of some file has come, or its time has run out.
    void finish_some_upload();

    // --- peace
    // Until everybody has everything.
    void heal();
    // Whether all promises were kept.
    void judge();
    // Replayed equals live; and loaded equals replayed, as each start loads.
    void compare_hubs(const std::string& when);
    [[nodiscard]] RunResult result();

  private:
    server::NodeOptions options(net::Limits limits);
    void prepare_network();
    void prepare_disks();
    void read_journal() { chronicle_.read(machine_.journal); }
    void lose_past();
    void check_now();
    [[nodiscard]] net::Timestamp server_time() const;
    [[nodiscard]] bool are_all_settled() const;
    [[nodiscard]] bool have_all_members() const;
    [[nodiscard]] User& user_at(const std::string& address);

    Chance& chance_;
    Climate& climate_;
    const transport::Passkey owner_code_;
    VirtualLoop loop_;
    Verdict verdict_;
    Chronicle chronicle_;
    Witness witness_;
    Network network_;
    Machine machine_;
    std::vector<std::unique_ptr<User>> users_;
    Exercise exercise_;
};

}  // namespace crosstalk::testing
