#include "net/transport/receive_faults.hpp"

#include <algorithm>
#include <array>
#include <asio/error.hpp>

#include "net/transport/socket_options.hpp"

namespace crosstalk::transport {

namespace {

// Windows tells so, by the next receiving, that something that was sent has found nobody.
bool is_of_one_peer(const std::error_code& error) {
    namespace e = asio::error;
    const std::array faults{e::connection_reset,    e::connection_refused, e::host_unreachable,
                            e::network_unreachable, e::network_reset,      e::message_size};
    if (std::ranges::any_of(faults, [&](auto fault) { return error == fault; })) return true;
    return error.category() == asio::error::get_system_category() && tells_of_nobody(error.value());
}

}  // namespace

bool ReceiveFaults::pass_over(const std::error_code& error) {
    if (is_of_one_peer(error) && ++in_a_row_ <= most_in_a_row) return true;
    in_a_row_ = 0;
    return false;
}

}  // namespace crosstalk::transport
