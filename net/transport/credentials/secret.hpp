// Bytes that nobody may see: wiped when they go, compared in constant time, without a way to print them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace crosstalk::transport {

/// Any thread, one at a time. There is no operator<< on purpose: a secret is shown by the one function of its
/// owner whose name says so. Every copy wipes itself.
class Secret {
  public:
    Secret() = default;
    explicit Secret(std::span<const std::uint8_t> bytes);
    explicit Secret(std::string_view text);
    static Secret zeros(std::size_t size);

    Secret(const Secret&) = default;
    Secret(Secret&&) noexcept = default;
    Secret& operator=(const Secret& other);
    Secret& operator=(Secret&& other) noexcept;
    ~Secret();

    std::span<const std::uint8_t> bytes() const { return bytes_; }
    std::string_view text() const;
    /// To be filled in place, so that no other copy of the secret comes to exist.
    std::span<std::uint8_t> writable() { return bytes_; }
    std::size_t size() const { return bytes_.size(); }
    bool empty() const { return bytes_.empty(); }

    /// Takes the same time wherever the two differ; only a difference in length shows early.
    friend bool operator==(const Secret& left, const Secret& right);

  private:
    // Never grows: growing would leave the old storage behind unwiped.
    std::vector<std::uint8_t> bytes_;
};

/// Wipes memory in a way the compiler may not leave out.
void wipe(std::span<std::uint8_t> bytes) noexcept;

/// Constant time for spans of equal length; spans of different length are different.
bool equal_in_constant_time(std::span<const std::uint8_t> left, std::span<const std::uint8_t> right) noexcept;

}  // namespace crosstalk::transport
