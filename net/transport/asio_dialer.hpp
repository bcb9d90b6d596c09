// The real Dialer: looks names up, tries their addresses in turn, encrypts.
#pragma once

#include <memory>

#include "net/ids.hpp"
#include "net/limits.hpp"
#include "net/transport/dialer.hpp"
#include "net/transport/loop.hpp"

namespace crosstalk::transport {

struct DialTimes {
    net::Milliseconds connect{5'000};      // for the last address that a name has
    net::Milliseconds try_another{1'500};  // for each before it
};

// Thread: the loop's. The loop must outlive it. Destroying it cuts the channels it opened without a word to their
// owners. Of the limits it uses those of frames, handshake and outbox.
class AsioDialer final : public Dialer {
  public:
    explicit AsioDialer(Loop& loop, const net::Limits& limits = {}, DialTimes times = {});
    AsioDialer(const AsioDialer&) = delete;
    AsioDialer& operator=(const AsioDialer&) = delete;
    ~AsioDialer() override;

    void dial(Address address, DialOwner& owner) override;
    void cancel() override;

  private:
    struct Attempt;
    std::unique_ptr<Attempt> attempt_;
};

}  // namespace crosstalk::transport
