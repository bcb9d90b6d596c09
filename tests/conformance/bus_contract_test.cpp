// Each sentence of the contract in server/ports/bus.hpp, for every bus there is.
#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <string>

#include "server/local/local_bus.hpp"
#include "tests/support/memory_bus.hpp"
#include "tests/support/virtual_runtime.hpp"

namespace crosstalk::testing {
namespace {

using ports::PresenceSignal;
using ports::Signal;

struct LocalBuses {
    static std::unique_ptr<ports::Bus> open(ports::Runtime& runtime) {
        return std::make_unique<local::LocalBus>(runtime);
    }
};

// Half of the signals are lost, the others late by up to a second.
struct LossyBuses {
    std::mt19937_64 random{1};
    BusFaults faults{[this] { return net::Milliseconds{static_cast<std::int64_t>(random() % 1'000)}; },
                     [this] { return random() % 2 == 0; }};
    std::unique_ptr<ports::Bus> open(ports::Runtime& runtime) {
        return std::make_unique<MemoryBus>(runtime, faults);
    }
};

// Everything arrives, at once.
struct MemoryBuses {
    BusFaults faults;
    std::unique_ptr<ports::Bus> open(ports::Runtime& runtime) {
        return std::make_unique<MemoryBus>(runtime, faults);
    }
};

Signal signal(std::uint64_t number) {
    return PresenceSignal{{number}, net::PresenceState::Online};
}
std::uint64_t number_of(const Signal& signal) {
    return std::get<PresenceSignal>(signal).user.value;
}

template <class Buses>
class BusContract : public ::testing::Test {
  protected:
    VirtualLoop loop_;
    VirtualRuntime runtime_{loop_, 1};
    Buses buses_;
    std::unique_ptr<ports::Bus> bus_ = buses_.open(runtime_);
    std::vector<std::uint64_t> heard_;

    void listen() {
        bus_->subscribe([this](const Signal& heard) { heard_.push_back(number_of(heard)); });
    }
};

using AllBuses = ::testing::Types<MemoryBuses, LossyBuses, LocalBuses>;
class BusNames {
  public:
    template <class T>
    static std::string GetName(int) {
        if (std::is_same_v<T, LocalBuses>) return "local";
        return std::is_same_v<T, LossyBuses> ? "lossy" : "memory";
    }
};
TYPED_TEST_SUITE(BusContract, AllBuses, BusNames);

TYPED_TEST(BusContract, a_signal_arrives_at_most_once_and_in_order) {
    this->listen();
    for (std::uint64_t number = 1; number <= 1'000; ++number) {
        this->bus_->publish(signal(number));
        if (number % 10 == 0) this->loop_.advance({static_cast<std::int64_t>(number % 70)});
    }
    this->loop_.run_until_idle();
    EXPECT_GT(this->heard_.size(), 300u);
    for (std::size_t index = 1; index < this->heard_.size(); ++index)
        EXPECT_LT(this->heard_[index - 1], this->heard_[index]);
}

TYPED_TEST(BusContract, nothing_arrives_inside_publish) {
    this->listen();
    for (std::uint64_t number = 1; number <= 20; ++number) {
        const std::size_t before = this->heard_.size();
        this->bus_->publish(signal(number));
        EXPECT_EQ(this->heard_.size(), before);
        this->loop_.advance({10'000});
    }
    EXPECT_FALSE(this->heard_.empty());
}

TYPED_TEST(BusContract, every_subscriber_hears_the_same_the_publisher_too) {
    this->listen();
    std::vector<std::uint64_t> other;
    this->bus_->subscribe([&](const Signal& heard) { other.push_back(number_of(heard)); });
    for (std::uint64_t number = 1; number <= 50; ++number)
        this->bus_->publish(signal(number));
    this->loop_.run_until_idle();
    EXPECT_FALSE(other.empty());
    EXPECT_EQ(other, this->heard_);
}

TYPED_TEST(BusContract, a_subscriber_may_publish_and_subscribe) {
    std::vector<std::uint64_t> late;
    this->bus_->subscribe([&](const Signal& heard) {
        if (number_of(heard) >= 1'000) return;
        this->bus_->publish(signal(1'000 + number_of(heard)));
        this->bus_->subscribe([&](const Signal& again) { late.push_back(number_of(again)); });
    });
    this->listen();
    for (std::uint64_t number = 1; number <= 20; ++number)
        this->bus_->publish(signal(number));
    this->loop_.run_until_idle();
    EXPECT_FALSE(late.empty());
    EXPECT_GT(this->heard_.back(), 1'000u);
}

TYPED_TEST(BusContract, a_signal_that_is_on_its_way_ends_with_the_bus) {
    this->listen();
    for (std::uint64_t number = 1; number <= 20; ++number)
        this->bus_->publish(signal(number));
    this->bus_.reset();
    this->loop_.run_until_idle();
    EXPECT_TRUE(this->heard_.empty());
}

TEST(LocalBus, loses_nothing) {
    VirtualLoop loop;
    VirtualRuntime runtime(loop, 1);
    local::LocalBus bus(runtime);
    std::size_t heard = 0;
    bus.subscribe([&](const Signal&) { ++heard; });
    for (std::uint64_t number = 1; number <= 100; ++number)
        bus.publish(signal(number));
    loop.run_due();
    EXPECT_EQ(heard, 100u);
}

}  // namespace
}  // namespace crosstalk::testing
