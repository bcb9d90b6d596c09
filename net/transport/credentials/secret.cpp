#include "net/transport/credentials/secret.hpp"

#include <sodium.h>

#include <utility>

namespace crosstalk::transport {

Secret::Secret(std::span<const std::uint8_t> bytes) : bytes_(bytes.begin(), bytes.end()) {}

Secret::Secret(std::string_view text) : bytes_(text.begin(), text.end()) {}

Secret Secret::zeros(std::size_t size) {
    Secret secret;
    secret.bytes_.resize(size);
    return secret;
}

Secret& Secret::operator=(const Secret& other) {
    Secret copy(other);
    bytes_.swap(copy.bytes_);
    return *this;
}

Secret& Secret::operator=(Secret&& other) noexcept {
    Secret taken(std::move(other));
    bytes_.swap(taken.bytes_);
    return *this;
}

Secret::~Secret() {
    wipe(bytes_);
}

std::string_view Secret::text() const {
    return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
}

bool operator==(const Secret& left, const Secret& right) {
    return equal_in_constant_time(left.bytes(), right.bytes());
}

void wipe(std::span<std::uint8_t> bytes) noexcept {
    sodium_memzero(bytes.data(), bytes.size());
}

bool equal_in_constant_time(std::span<const std::uint8_t> left,
                            std::span<const std::uint8_t> right) noexcept {
    if (left.size() != right.size()) return false;
    return left.empty() || sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace crosstalk::transport
