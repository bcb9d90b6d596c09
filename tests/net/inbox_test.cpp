#include "net/inbox.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <semaphore>
#include <thread>

namespace crosstalk::net {
namespace {

TEST(Inbox, gives_everything_in_the_order_of_arrival_and_then_nothing) {
    Inbox<int> inbox;
    inbox.push(1);
    inbox.push(2);
    inbox.push(3);
    EXPECT_EQ(inbox.take(), (std::vector{1, 2, 3}));
    EXPECT_TRUE(inbox.take().empty());
}

TEST(Inbox, takes_values_that_can_only_be_moved) {
    Inbox<std::unique_ptr<int>> inbox;
    inbox.push(std::make_unique<int>(7));
    const auto values = inbox.take();
    ASSERT_EQ(values.size(), 1u);
    EXPECT_EQ(*values[0], 7);
}

TEST(Inbox, wakes_once_until_it_has_been_emptied) {
    int wakes = 0;
    Inbox<int> inbox([&] { ++wakes; });
    inbox.push(1);
    inbox.push(2);
    EXPECT_EQ(wakes, 1);
    (void)inbox.take();
    inbox.push(3);
    EXPECT_EQ(wakes, 2);
}

TEST(Inbox, does_not_hold_its_lock_while_it_wakes) {
    std::vector<int> taken;
    Inbox<int>* self = nullptr;
    // With the lock held this would never return.
    Inbox<int> inbox([&] { taken = self->take(); });
    self = &inbox;
    inbox.push(5);
    EXPECT_EQ(taken, (std::vector{5}));
}

struct Parcel {
    std::size_t sender = 0;
    std::size_t number = 0;
};

TEST(Inbox, loses_nothing_and_keeps_each_senders_order_while_many_threads_push) {
    constexpr std::size_t senders = 4;
    constexpr std::size_t each = 20'000;
    // The receiver sleeps until it is woken.
    std::counting_semaphore<> awake{0};
    std::atomic<std::size_t> wakes = 0;
    Inbox<Parcel> inbox([&] {
        ++wakes;
        awake.release();
    });

    std::vector<std::jthread> threads;
    for (std::size_t sender = 0; sender < senders; ++sender) {
        threads.emplace_back([&inbox, sender] {
            for (std::size_t number = 0; number < each; ++number)
                inbox.push({sender, number});
        });
    }

    std::vector<std::size_t> next(senders, 0);
    std::size_t received = 0;
    while (received < senders * each) {
        ASSERT_TRUE(awake.try_acquire_for(std::chrono::seconds(60))) << "a wake was lost";
        for (const Parcel& parcel : inbox.take()) {
            ASSERT_EQ(parcel.number, next[parcel.sender]) << "sender " << parcel.sender;
            ++next[parcel.sender];
            ++received;
        }
    }
    threads.clear();
    EXPECT_EQ(next, std::vector(senders, each));
    EXPECT_TRUE(inbox.take().empty());
    EXPECT_GE(wakes, 1u);
    EXPECT_LE(wakes, senders * each);
}

TEST(Inbox, loses_nothing_that_comes_while_the_receiver_takes) {
    constexpr std::size_t count = 1'000'000;
    Inbox<std::size_t> inbox;
    std::atomic<bool> done = false;
    const std::jthread sender([&] {
        for (std::size_t number = 0; number < count; ++number)
            inbox.push(number);
        done = true;
    });
    // Never waits: as many chances as can be to take at the wrong moment.
    std::size_t next = 0;
    for (bool last = false; !last;) {
        last = done;
        for (const std::size_t number : inbox.take()) {
            ASSERT_EQ(number, next);
            ++next;
        }
    }
    EXPECT_EQ(next, count);
}

}  // namespace
}  // namespace crosstalk::net
