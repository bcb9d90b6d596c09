// SHA-256, in one go and piece by piece.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "net/ids.hpp"

namespace crosstalk::net {

class Sha256 {
  public:
    Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    ~Sha256();

    void add(std::span<const std::uint8_t> bytes);
    // Once; nothing can be added after it.
    [[nodiscard]] Digest finish();

  private:
    struct Context;
    std::unique_ptr<Context> context_;
};

Digest sha256(std::span<const std::uint8_t> bytes);

}  // namespace crosstalk::net
