#include <gtest/gtest.h>

#include <random>

#include "tests/hub/hub_world.hpp"
#include "tests/support/memory_view.hpp"

namespace crosstalk::hub {
namespace {

// Random people do random things, sensible or not, with numbers that repeat, skip and go back.
class RandomLife {
  public:
    explicit RandomLife(std::uint64_t seed) : random_(seed) {}

    Effects step(HubWorld& world) {
        if (people_.empty() || pick(12) == 0) {
            const std::string name = "p" + std::to_string(pick(30));
            net::DeviceKey key{};
            key[0] = static_cast<std::uint8_t>(pick(40));
            Effects effects = world.by_server(net::CreateUser{name, name, key});
            if (const Device* device = world.hub.state().device(key)) {
                people_.push_back({device->row.user, device->row.id});
            }
            return effects;
        }
        if (pick(60) == 0) return world.by_server(net::ServerStarted{.rooms_per_user = 3 + pick(3)});
        const Person who = people_[pick(people_.size())];
        const net::RunId run{1 + pick(6)};
        const net::CommandNumber number{1 + pick(60)};
        return world.does(who, run, number, command(world));
    }

  private:
    std::uint32_t pick(std::size_t count) { return static_cast<std::uint32_t>(random_() % count); }

    net::Command command(const HubWorld& world) {
        const auto& rooms = world.hub.state().rooms;
        auto room = rooms.begin();
        std::advance(room, pick(rooms.size()));
        const net::RoomId id = pick(10) == 0 ? net::RoomId{999} : room->first;
        const std::string name = "r" + std::to_string(pick(12));
        switch (pick(5)) {
            case 0:
                return net::CreateRoom{name, static_cast<net::RoomKind>(pick(3)), name};
            case 1:
                return net::JoinRoom{id};
            case 2:
                return net::LeaveRoom{id};
            case 3:
                return net::InviteUser{id, people_[pick(people_.size())].user};
            default:
                return net::PostMessage{id, pick(9) == 0 ? "" : "text"};
        }
    }

    std::mt19937_64 random_;
    std::vector<Person> people_;
};

TEST(Replay, replayed_equals_live_and_loaded_equals_replayed_at_every_entry) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        SCOPED_TRACE(::testing::Message() << "seed " << seed);
        HubWorld world;
        crosstalk::testing::ViewRows rows;
        RandomLife life(seed);
        // The first entry was applied by the world itself.
        Hub replayed;
        const Logged& start = world.log.front();
        rows.apply({start.stamp.mark, start.stamp.at, 1, replayed.apply(start.stamp, start.command).changes});
        Hub loaded(rows.snapshot());
        for (int i = 0; i < 400; ++i) {
            Effects live = life.step(world);
            const Logged& entry = world.log.back();
            Effects of_loaded = loaded.apply(entry.stamp, entry.command);
            EXPECT_EQ(of_loaded.outcome, live.outcome);
            EXPECT_EQ(of_loaded.facts, live.facts);
            EXPECT_EQ(of_loaded.notices, live.notices);
            EXPECT_EQ(of_loaded.changes, live.changes);
            replayed.apply(entry.stamp, entry.command);
            rows.apply({entry.stamp.mark, entry.stamp.at, world.hub.state().rules, std::move(live.changes)});
            ASSERT_EQ(rows.snapshot(), world.hub.snapshot());
            if (i % 10 == 0) loaded = Hub(rows.snapshot());
        }
        EXPECT_EQ(replayed.snapshot(), world.hub.snapshot());
    }
}

TEST(Replay, what_is_foreseen_changes_nothing_and_is_true) {
    HubWorld world;
    RandomLife life(77);
    for (int i = 0; i < 2000; ++i) {
        const Hub before = world.hub;
        const Effects effects = life.step(world);
        const net::LoggedCommand& command = world.log.back().command;
        const auto foreseen = before.foresee(command);
        if (foreseen) {
            EXPECT_EQ(*foreseen, effects.outcome);
            EXPECT_TRUE(effects.facts.empty());
        } else {
            EXPECT_EQ(effects.outcome.status, net::Status::Done);
        }
    }
}

}  // namespace
}  // namespace crosstalk::hub
