#include "net/transport/outbox.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace crosstalk::transport {

namespace {

// An idle peer's queue keeps at most so many entries' room.
constexpr std::size_t kept_entries = 8;

}  // namespace

void Outbox::push(net::SharedFrame frames, Queue queue) {
    if (!frames || frames->empty()) return;
    bytes_ += frames->size();
    entries_.push_back({std::move(frames), queue});
}

std::span<const std::uint8_t> Outbox::front_rest() const {
    return std::span<const std::uint8_t>(*entries_[first_].frames).subspan(written_);
}

std::span<const std::uint8_t> Outbox::offer(std::span<std::uint8_t> scratch) {
    assert(!empty() && begun_ <= scratch.size());
    offered_ = begun_ > 0 ? begun_ : std::min(bytes_, scratch.size());
    const std::span<const std::uint8_t> front = front_rest();
    if (front.size() >= offered_) return front.first(offered_);

    std::size_t gathered = 0;
    for (std::size_t i = first_; gathered < offered_; ++i) {
        const std::span<const std::uint8_t> rest = i == first_ ? front : std::span(*entries_[i].frames);
        const std::size_t part = std::min(rest.size(), offered_ - gathered);
        std::copy_n(rest.begin(), part, scratch.begin() + static_cast<std::ptrdiff_t>(gathered));
        gathered += part;
    }
    return scratch.first(offered_);
}

void Outbox::taken(std::size_t count) {
    assert(count <= offered_);
    offered_ = 0;
    begun_ -= std::min(begun_, count);
    bytes_ -= count;
    while (count > 0) {
        const std::size_t part = std::min(front_rest().size(), count);
        count -= part;
        written_ += part;
        if (!front_rest().empty()) continue;
        entries_[first_].frames.reset();
        ++first_;
        written_ = 0;
    }
    forget_written();
}

void Outbox::forget_written() {
    if (first_ == entries_.size()) {
        first_ = 0;
        entries_.clear();
        if (entries_.capacity() > kept_entries) entries_ = {};
    } else if (first_ > entries_.size() / 2) {
        entries_.erase(entries_.begin(), entries_.begin() + static_cast<std::ptrdiff_t>(first_));
        first_ = 0;
    }
}

std::vector<net::SharedFrame> Outbox::drop() {
    std::vector<net::SharedFrame> dropped;
    std::vector<Entry> kept;
    std::size_t start = 0;  // of this entry, counted from the next byte to write
    for (std::size_t i = first_; i < entries_.size(); ++i) {
        Entry& entry = entries_[i];
        const bool has_begun = start < begun_ || (i == first_ && written_ > 0);
        const std::size_t size = entry.frames->size() - (i == first_ ? written_ : 0);
        start += size;
        if (has_begun || entry.queue == Queue::MustKeep) {
            kept.push_back(std::move(entry));
        } else {
            bytes_ -= size;
            dropped.push_back(std::move(entry.frames));
        }
    }
    entries_ = std::move(kept);
    first_ = 0;
    return dropped;
}

}  // namespace crosstalk::transport
