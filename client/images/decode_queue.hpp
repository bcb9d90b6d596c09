// What waits to be decoded, and in which order: opened pictures before small ones in the conversation, and of each the
// newest first, since whoever scrolls fast looks at what was asked for last. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "client/images/decode.hpp"

namespace crosstalk::images {

// Whoever asks makes it up, for example from the id of a file.
struct ImageId {
    std::uint64_t value = 0;
    auto operator<=>(const ImageId&) const = default;
};

enum class Urgency : std::uint8_t { InConversation, Opened };

struct DecodeRequest {
    ImageId id;
    std::shared_ptr<const std::vector<std::uint8_t>> file;  // whole; not null
    DecodeWish wish;
    Urgency urgency = Urgency::InConversation;
};

inline constexpr std::size_t max_waiting_pictures = 256;  // of each urgency

class DecodeQueue {
  public:
    // A picture that waits already with the same wish comes to the front instead. Returns what has waited longest, if
    // there are too many now.
    std::optional<DecodeRequest> push(DecodeRequest request);
    // Empty if nothing waits.
    std::optional<DecodeRequest> pop();
    void cancel(ImageId id);
    [[nodiscard]] bool is_empty() const { return opened_.empty() && in_conversation_.empty(); }

  private:
    std::deque<DecodeRequest> opened_;  // both: the next one first
    std::deque<DecodeRequest> in_conversation_;
};

}  // namespace crosstalk::images
