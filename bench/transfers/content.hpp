// The bytes of a file that is copied: made anew wherever they are needed, other ones at each place and for each seed, so
// that nothing can be lost, doubled or exchanged without its hash being another.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "net/ids.hpp"

namespace crosstalk::bench {

using ContentSeed = net::Number<struct ContentSeedTag>;

// Immutable; any thread. Memory: 64 KiB.
class Content {
  public:
    Content(ContentSeed seed, std::uint64_t size);

    [[nodiscard]] std::uint64_t size() const { return size_; }
    void fill(std::uint64_t offset, std::span<std::uint8_t> into) const;
    // SHA-256 of all of it: makes each byte once.
    [[nodiscard]] net::Digest hash() const;

  private:
    std::uint64_t size_;
    std::vector<std::uint8_t> block_;  // goes on and on; each page begins with its own number
};

}  // namespace crosstalk::bench
