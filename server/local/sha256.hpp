// SHA-256, in one go and piece by piece.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>

namespace crosstalk::local {

class Sha256 {
  public:
    using Digest = std::array<std::uint8_t, 32>;

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

Sha256::Digest sha256(std::span<const std::uint8_t> bytes);

}  // namespace crosstalk::local
