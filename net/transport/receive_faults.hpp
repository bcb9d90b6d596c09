// Which failures of receiving from a UDP socket belong to one of its peers, and which to the socket.
#pragma once

#include <system_error>

namespace crosstalk::transport {

// One socket's. One thread.
class ReceiveFaults {
  public:
    // Without a datagram between: so many peers that are gone are none, and something else is wrong.
    static constexpr int most_in_a_row = 100;

    void received() { in_a_row_ = 0; }
    // True: receive again at once. False: the trouble may last, so wait a while first.
    bool pass_over(const std::error_code& error);

  private:
    int in_a_row_ = 0;
};

}  // namespace crosstalk::transport
