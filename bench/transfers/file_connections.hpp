// File connections at crosstalk-server, each with one transfer on it, all in one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "bench/load/crowd.hpp"
#include "bench/transfers/transfer.hpp"

namespace crosstalk::bench {

struct FileSeat {
    std::size_t device = 0;
    net::SessionId session;        // its chat session, which has to last
    Transfer* transfer = nullptr;  // the caller's; must outlive the connections
};

// Thread: any one. Everything blocks and throws RoundFailed when the server refuses, breaks a transfer off or goes away.
class FileConnections final : private Protocol {
  public:
    FileConnections(std::uint16_t port, std::vector<FileSeat> seats);

    // Connects all of them; their transfers begin, or go on.
    void connect();
    // Until `done` says so after a round of the loop; false if the time came first.
    bool run(const std::function<bool()>& done, Instant until);
    // All at once, without a word.
    void cut();

  private:
    class FileTalk;
    [[nodiscard]] std::string_view application_protocol() const override;
    std::unique_ptr<Talk> make(TalkOwner& owner, const Seat& seat) override;

    std::vector<FileSeat> seats_;
    Crowd crowd_;
};

}  // namespace crosstalk::bench
