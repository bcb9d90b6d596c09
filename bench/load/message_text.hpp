// The texts that are posted: 100 characters that say who posted them and which of its posts they are, and whose
// rest is known, so that nothing in them can change unnoticed.
//
//   0      4 5        13 14                                     100
//   sender . number   .  letters that follow from the number         (hexadecimal; . is a space)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "net/ids.hpp"

namespace crosstalk::bench {

using Sender = net::Number<struct BenchSenderTag, std::uint32_t>;
using Receiver = net::Number<struct BenchReceiverTag, std::uint32_t>;
// The posts of one sender are numbered from 1.
using PostNumber = net::Number<struct BenchPostTag, std::uint32_t>;

inline constexpr std::size_t message_bytes = 100;

struct PostKey {
    Sender sender;  // from 0
    PostNumber number;
    friend bool operator==(const PostKey&, const PostKey&) = default;
};

std::string text_of(const PostKey& key);
// Nothing if this is not exactly what text_of() makes.
std::optional<PostKey> key_of(std::string_view text);

}  // namespace crosstalk::bench
