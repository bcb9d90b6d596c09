#include "net/transport/loop_runtime.hpp"

#include <chrono>
#include <utility>

namespace crosstalk::transport {

net::Timestamp LoopRuntime::wall() const {
    const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since_1970).count()};
}

void LoopRuntime::random(std::span<std::uint8_t> out) {
    constexpr std::size_t small = 64;
    if (out.size() > small) return random_(out);
    if (left_ < out.size()) {
        random_(drawn_);
        left_ = drawn_.size();
    }
    for (std::uint8_t& byte : out)
        byte = std::exchange(drawn_[--left_], std::uint8_t{0});
}

}  // namespace crosstalk::transport
