#include "net/transport/credentials/base64url.hpp"

#include <sodium.h>

#include <cstddef>

namespace crosstalk::transport {
namespace {

constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

}  // namespace

Secret to_base64url(std::span<const std::uint8_t> bytes) {
    if (bytes.empty()) return Secret();
    // libsodium counts and writes a final zero.
    Secret with_zero = Secret::zeros(sodium_base64_encoded_len(bytes.size(), variant));
    sodium_bin2base64(reinterpret_cast<char*>(with_zero.writable().data()), with_zero.size(), bytes.data(),
                      bytes.size(), variant);
    return Secret(with_zero.bytes().first(with_zero.size() - 1));
}

bool from_base64url(std::string_view text, std::span<std::uint8_t> into) {
    if (text.empty() || into.empty()) return text.empty() && into.empty();
    std::size_t size = 0;
    const char* end = nullptr;
    const int result =
        sodium_base642bin(into.data(), into.size(), text.data(), text.size(), nullptr, &size, &end, variant);
    if (result != 0 || size != into.size()) return false;
    // libsodium 1.0.18 reads bytes above 127 as if they were '_', so the way back decides.
    return to_base64url(into) == Secret(text);
}

}  // namespace crosstalk::transport
