#include "net/transport/receive_faults.hpp"

#include <gtest/gtest.h>

#include <asio/error.hpp>

namespace crosstalk::transport {
namespace {

namespace e = asio::error;

TEST(ReceiveFaults, a_peer_that_is_gone_makes_nobody_deaf) {
    for (const std::error_code fault : {e::connection_reset, e::connection_refused, e::host_unreachable,
                                        e::network_unreachable, e::network_reset, e::message_size}) {
        ReceiveFaults faults;
        EXPECT_TRUE(faults.pass_over(fault)) << fault.message();
    }
}

TEST(ReceiveFaults, trouble_of_the_socket_itself_is_waited_out) {
    ReceiveFaults faults;
    for (const std::error_code fault : {e::no_memory, e::network_down, e::bad_descriptor})
        EXPECT_FALSE(faults.pass_over(fault)) << fault.message();
}

TEST(ReceiveFaults, a_fault_without_end_gets_its_pauses_too) {
    ReceiveFaults faults;
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < ReceiveFaults::most_in_a_row; ++i)
            EXPECT_TRUE(faults.pass_over(e::connection_refused));
        EXPECT_FALSE(faults.pass_over(e::connection_refused));
    }
    for (int i = 0; i < 2 * ReceiveFaults::most_in_a_row; ++i) {
        EXPECT_TRUE(faults.pass_over(e::connection_refused));
        faults.received();
    }
}

}  // namespace
}  // namespace crosstalk::transport
