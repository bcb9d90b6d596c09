#include "bench/load/ledger.hpp"

#include <algorithm>

namespace crosstalk::bench {

Ledger::Ledger(std::size_t receivers, std::size_t senders) : progress_(receivers), posts_(senders) {}

PostKey Ledger::post(Sender sender, Instant intended) {
    Posts& posts = posts_.at(sender.value);
    posts.intended.push_back(intended);
    ++posted_;
    return {sender, {static_cast<std::uint32_t>(posts.intended.size())}};
}

// Places are given out as posts are seen first; one that is seen before an earlier one of its sender comes after
// all of these, so that passing them over shows.
std::uint32_t Ledger::place_of(const PostKey& key, bool& is_first) {
    Posts& posts = posts_[key.sender.value];
    is_first = key.number.value > posts.places.size();
    while (key.number.value > posts.places.size())
        posts.places.push_back(seen_++);
    return posts.places[key.number.value - 1];
}

Ledger::Seen Ledger::delivered(Receiver receiver, std::string_view text) {
    const auto key = key_of(text);
    const bool is_ours = key && key->sender.value < posts_.size() && key->number &&
                         key->number.value <= posts_[key->sender.value].intended.size();
    if (!is_ours) {
        ++faults_.altered;
        return {};
    }
    Seen seen{.is_ours = true, .is_first = false, .key = *key};
    const std::uint32_t place = place_of(*key, seen.is_first);
    Progress& progress = progress_.at(receiver.value);
    if (place < progress.next) {
        if (progress.missing.erase(place) == 0) {
            ++faults_.duplicated;
            return seen;
        }
        ++faults_.disordered;
    } else {
        while (progress.next < place)
            progress.missing.insert(progress.next++);
        ++progress.next;
    }
    ++deliveries_;
    return seen;
}

Instant Ledger::intended(const PostKey& key) const {
    return posts_.at(key.sender.value).intended.at(key.number.value - 1);
}

Faults Ledger::faults() const {
    Faults faults = faults_;
    faults.lost = posted_ * progress_.size() - deliveries_;
    return faults;
}

Ledgers::Ledgers(std::size_t rooms, std::size_t receivers, std::size_t senders) {
    for (std::size_t room = 0; room < rooms; ++room)
        rooms_.emplace_back(receivers / rooms + (room < receivers % rooms ? 1 : 0), senders);
}

Ledger::Seen Ledgers::delivered(Receiver receiver, std::string_view text) {
    const auto in_its_room = static_cast<std::uint32_t>(receiver.value / rooms_.size());
    return of(receiver.value).delivered({in_its_room}, text);
}

Instant Ledgers::intended(const PostKey& key) const {
    return rooms_[key.sender.value % rooms_.size()].intended(key);
}

std::uint64_t Ledgers::posted() const {
    std::uint64_t sum = 0;
    for (const Ledger& room : rooms_)
        sum += room.posted();
    return sum;
}

std::uint64_t Ledgers::deliveries() const {
    std::uint64_t sum = 0;
    for (const Ledger& room : rooms_)
        sum += room.deliveries();
    return sum;
}

bool Ledgers::is_complete() const {
    return std::ranges::all_of(rooms_, [](const Ledger& room) { return room.is_complete(); });
}

Faults Ledgers::faults() const {
    Faults sum;
    for (const Ledger& room : rooms_) {
        const Faults faults = room.faults();
        sum.lost += faults.lost;
        sum.duplicated += faults.duplicated;
        sum.disordered += faults.disordered;
        sum.altered += faults.altered;
    }
    return sum;
}

}  // namespace crosstalk::bench
