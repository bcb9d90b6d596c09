// Finds the addresses of a name without making anybody wait: each question has a thread of its own, because the
// system may take half a minute to say no, and neither the next question nor the end of the program may wait for
// that. For the sources of this folder.
#pragma once

#include <asio/ip/tcp.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "net/transport/loop.hpp"

namespace crosstalk::transport {

// Thread: the loop's, which must outlive it. Nothing is answered after it is gone.
class Lookups {
  public:
    using Done =
        std::function<void(const std::error_code& error, const std::vector<asio::ip::tcp::endpoint>& found)>;

    explicit Lookups(Loop& loop);
    Lookups(const Lookups&) = delete;
    Lookups& operator=(const Lookups&) = delete;
    ~Lookups();

    // `done` runs on the loop, never inside this call. If it never runs, it is destroyed on another thread.
    void look_up(const std::string& host, std::uint16_t port, Done done);

  private:
    struct ReturnAddress;
    std::shared_ptr<ReturnAddress> return_address_;  // also held by each thread, which may outlive this
};

}  // namespace crosstalk::transport
