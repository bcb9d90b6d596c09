// Hears the signal by which a service is told to read its settings again, where the system has one.
#pragma once

#include <functional>
#include <memory>

#include "net/transport/loop.hpp"

namespace crosstalk::server {

// Thread: the loop's, which must outlive it.
class ReloadSignal {
  public:
    // Runs `task` on the loop at each one from now on.
    ReloadSignal(transport::Loop& loop, std::function<void()> task);
    ReloadSignal(const ReloadSignal&) = delete;
    ReloadSignal& operator=(const ReloadSignal&) = delete;
    ~ReloadSignal();

  private:
    struct Wait;
    std::unique_ptr<Wait> wait_;
};

}  // namespace crosstalk::server
