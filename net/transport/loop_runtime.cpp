#include "net/transport/loop_runtime.hpp"

#include <chrono>

namespace crosstalk::transport {

net::Timestamp LoopRuntime::wall() const {
    const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since_1970).count()};
}

}  // namespace crosstalk::transport
