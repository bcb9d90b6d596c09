#include "bench/load/latencies.hpp"

#include <gtest/gtest.h>

namespace {

using namespace crosstalk::bench;

TEST(Latencies, of_one_to_a_hundred_have_the_percentiles_that_one_expects) {
    Latencies latencies;
    for (int i = 100; i > 0; --i)
        latencies.add(Nanoseconds(i));
    EXPECT_EQ(latencies.at(0.5).count(), 50);
    EXPECT_EQ(latencies.at(0.99).count(), 99);
    EXPECT_EQ(latencies.at(0.999).count(), 100);
    EXPECT_EQ(latencies.at(1.0).count(), 100);
    EXPECT_EQ(latencies.at(0.0).count(), 1);
}

TEST(Latencies, of_nothing_are_zero) {
    EXPECT_EQ(Latencies().at(0.5).count(), 0);
}

}  // namespace
