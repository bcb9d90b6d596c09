#include "client/model/past.hpp"

#include <algorithm>
#include <iterator>

namespace crosstalk::model {

namespace {

bool is_before(const net::Message& message, net::Sequence sequence) {
    return message.sequence < sequence;
}

}  // namespace

const net::Message* find_message(const Messages& messages, net::Sequence sequence) {
    const auto found = std::lower_bound(messages.begin(), messages.end(), sequence, is_before);
    return found != messages.end() && found->sequence == sequence ? &*found : nullptr;
}

net::Message* find_message(Messages& messages, net::Sequence sequence) {
    const auto found = std::lower_bound(messages.begin(), messages.end(), sequence, is_before);
    return found != messages.end() && found->sequence == sequence ? &*found : nullptr;
}

std::uint64_t count_above(const Messages& messages, net::Sequence sequence) {
    const auto newer = std::lower_bound(messages.begin(), messages.end(), sequence.next(), is_before);
    return static_cast<std::uint64_t>(std::distance(newer, messages.end()));
}

void put_message(Messages& messages, const net::Message& message) {
    const auto place = std::lower_bound(messages.begin(), messages.end(), message.sequence, is_before);
    if (place == messages.end() || place->sequence != message.sequence) {
        messages.insert(place, message);
    } else if (place->id == message.id) {
        take_newer(*place, message);
    }
}

}  // namespace crosstalk::model
