#include "client/images/decode_queue.hpp"

#include <utility>

namespace crosstalk::images {

std::optional<DecodeRequest> DecodeQueue::push(DecodeRequest request) {
    const auto is_same = [&](const DecodeRequest& each) {
        return each.id == request.id && each.wish == request.wish;
    };
    std::erase_if(opened_, is_same);
    std::erase_if(in_conversation_, is_same);
    std::deque<DecodeRequest>& queue = request.urgency == Urgency::Opened ? opened_ : in_conversation_;
    queue.push_front(std::move(request));
    if (queue.size() <= max_waiting_pictures) return std::nullopt;
    DecodeRequest oldest = std::move(queue.back());
    queue.pop_back();
    return oldest;
}

std::optional<DecodeRequest> DecodeQueue::pop() {
    std::deque<DecodeRequest>& queue = opened_.empty() ? in_conversation_ : opened_;
    if (queue.empty()) return std::nullopt;
    DecodeRequest next = std::move(queue.front());
    queue.pop_front();
    return next;
}

void DecodeQueue::cancel(ImageId id) {
    const auto is_same = [&](const DecodeRequest& each) { return each.id == id; };
    std::erase_if(opened_, is_same);
    std::erase_if(in_conversation_, is_same);
}

}  // namespace crosstalk::images
