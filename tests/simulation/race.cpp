#include "tests/simulation/race.hpp"

#include <exception>

#include "tests/simulation/world.hpp"

namespace crosstalk::testing {

namespace {

Climate weather(Chance& chance) {
    Climate climate;
    climate.slow_network = chance.between(1, 60);
    climate.slow_commit = chance.between(1, 20);
    climate.slow_view = chance.between(1, 20);
    climate.pieces = chance.one_in(4);
    climate.small_sockets = chance.one_in(4);
    return climate;
}

net::Limits no_pauses() {
    net::Limits limits;
    limits.post_burst = limits.posts_per_second = limits.room_posts_per_second = 1'000'000;
    limits.room_burst = 1'000'000;
    limits.room_interval_ms = 1;
    return limits;
}

class Race {
  public:
    Race(std::uint64_t seed, std::size_t rounds, Tracing tracing)
        : chance_(seed),
          climate_(weather(chance_)),
          world_(chance_, climate_, 3 + chance_.below(2), no_pauses(), tracing),
          rounds_(rounds) {}

    RunResult run() {
        try {
            meet();
            for (std::size_t round = 0; round < rounds_ && !world_.is_bad(); ++round) {
                world_.say("-- round " + std::to_string(round + 1));
                gather();
                quarrel();
            }
            world_.heal();
            world_.judge();
        } catch (const std::exception& error) {
            world_.violated("nothing throws", error.what());
        }
        return world_.result();
    }

  private:
    static constexpr net::Milliseconds long_enough{400};  // for everything that is under way to arrive

    User& user(std::size_t index) { return *world_.users()[index]; }
    net::UserId id(std::size_t index) { return user(index).id(); }
    [[nodiscard]] const hub::State& state() const { return world_.chronicle().hub().state(); }

    void meet() {
        world_.start_server();
        for (const auto& each : world_.users())
            each->start();
        world_.pass({5000});
        user(0).perform(net::ClaimOwner{.code = world_.owner_code(), .proof = {}});
        const bool is_public = chance_.one_in(2);
        user(0).perform(
            net::CreateRoom{"the room", is_public ? net::RoomKind::Public : net::RoomKind::Private, {}});
        world_.pass({2000});
        for (const auto& [room, past] : world_.chronicle().rooms()) {
            if (room != net::lobby) room_ = room;
        }
        if (!room_) world_.violated("race", "there is no room to quarrel in");
    }

    // Everybody is there again, and nobody but the owner counts for more than others.
    void gather() {
        const std::size_t owner = owner_now();
        for (std::size_t each = 0; each < world_.users().size(); ++each) {
            const net::UserId whom = id(each);
            user(0).perform(net::UnbanUser{net::lobby, whom});
            user(0).perform(net::UnmuteUser{net::lobby, whom});
            if (each == owner) continue;
            user(owner).perform(net::UnbanUser{room_, whom});
            user(owner).perform(net::UnmuteUser{room_, whom});
            user(owner).perform(net::InviteUser{room_, whom, net::Role::Member});
        }
        world_.pass(long_enough);
        for (const auto& each : world_.users())
            each->insist();
        world_.pass(long_enough);
        for (std::size_t each = 0; each < world_.users().size(); ++each) {
            net::JoinRoom join;
            join.room = room_;
            user(each).perform(join);
        }
        world_.pass(long_enough);
        // One is an admin, in most rounds.
        const std::size_t admin = chance_.below(world_.users().size() + 1);
        for (std::size_t each = 0; each < world_.users().size(); ++each) {
            if (each == owner) continue;
            const net::Role role = each == admin ? net::Role::Admin : net::Role::Member;
            user(owner).perform(net::SetRole{room_, id(each), role});
        }
        world_.pass(long_enough);
    }

    std::size_t owner_now() {
        const hub::Room* room = state().room(room_);
        for (std::size_t each = 0; room != nullptr && each < world_.users().size(); ++each) {
            const auto member = room->members.find(id(each));
            if (member != room->members.end() && member->second.role == net::Role::Owner) return each;
        }
        return 0;
    }

    void quarrel() {
        const std::size_t words = 6 + chance_.below(12);
        for (std::size_t i = 0; i < words; ++i) {
            world_.loop().after(chance_.span(0, 60), [this] { say_or_do_something(); });
        }
        if (chance_.one_in(3)) world_.loop().after(chance_.span(0, 100), [this] { world_.cut(); });
        world_.pass(long_enough);
    }

    void say_or_do_something() {
        if (world_.is_bad()) return;
        const std::size_t whose = chance_.below(world_.users().size());
        User& actor = user(whose);
        if (!actor.is_running()) return;
        const net::UserId whom = id(chance_.below(world_.users().size()));
        const net::RoomId where = chance_.one_in(8) ? net::lobby : room_;
        // Most bans are over before the next round.
        const net::Milliseconds span = chance_.one_in(2) ? net::Milliseconds{} : chance_.span(1, 200);
        switch (chance_.below(15)) {
            case 0:
            case 1:
                return actor.perform(net::KickUser{where, whom, "out"});
            case 2:
                return actor.perform(net::BanUser{.room = where,
                                                  .user = whom,
                                                  .span = span,
                                                  .reason = "out for long",
                                                  .with_addresses = chance_.one_in(2),
                                                  .addresses = {}});
            case 3:
                return actor.perform(net::MuteUser{where, whom, span, "hush"});
            case 4:
                return actor.perform(net::UnmuteUser{where, whom});
            case 5:
                return actor.perform(net::SetRole{room_, whom, static_cast<net::Role>(chance_.below(4))});
            case 6:
                return actor.perform(net::InviteUser{room_, whom, net::Role::Guest});
            case 7: {
                net::JoinRoom join;
                join.room = room_;
                return actor.perform(join);
            }
            case 8:
                return actor.change_messages();
            case 9:
                return actor.ask(
                    net::History{.room = room_, .before = {}, .after = {}, .at = {}, .limit = 20});
            default:
                return actor.post(room_, 1 + chance_.below(3));
        }
    }

    Chance chance_;
    Climate climate_;
    World world_;
    const std::size_t rounds_;
    net::RoomId room_;
};

}  // namespace

RunResult race(std::uint64_t seed, std::size_t rounds, Tracing tracing) {
    return Race(seed, rounds, tracing).run();
}

}  // namespace crosstalk::testing
