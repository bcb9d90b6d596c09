#include "bench/load/crosstalk_feed.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <string>
#include <utility>

namespace crosstalk::bench {

std::string_view KnownEvents::find(net::RoomId room, net::Sequence sequence,
                                   std::span<const std::uint8_t> frame) const {
    const Slot& slot = slots_[slot_of(room, sequence)];
    if (!std::ranges::equal(slot.frame, frame)) return {};
    return slot.text;
}

void KnownEvents::remember(net::RoomId room, net::Sequence sequence, std::span<const std::uint8_t> frame,
                           std::string_view text) {
    slots_[slot_of(room, sequence)] = {net::Bytes(frame.begin(), frame.end()), std::string(text)};
}

void CrosstalkFeed::receive(const net::FrameView& frame, std::span<const std::uint8_t> whole) {
    const auto type = static_cast<net::MessageType>(frame.header.type);
    if (filling_ && type != net::MessageType::HistoryPage) {
        held_.emplace_back(whole.begin(), whole.end());
        return;
    }
    if (type == net::MessageType::Event) {
        if (const std::string_view text = known_.find(room_, have_.next(), whole); !text.empty()) {
            have_ = have_.next();
            return hooks_.delivered(text);
        }
    }
    auto decoded = net::decode_from_server(frame);
    if (const auto* fault = std::get_if<net::DecodeFault>(&decoded))
        throw std::runtime_error("a frame could not be decoded: " + fault->reason);
    auto& message = std::get<net::FromServer>(decoded);
    if (const auto* event = std::get_if<net::Event>(&message)) return take(*event, whole);
    if (auto* state = std::get_if<net::RoomState>(&message)) return take(std::move(*state));
    if (auto* page = std::get_if<net::HistoryPage>(&message)) return take(std::move(*page));
}

void CrosstalkFeed::take(const net::Event& event, std::span<const std::uint8_t> whole) {
    if (event.room != room_) throw std::runtime_error("an event came of a room that is not watched");
    if (event.sequence != have_.next()) {
        throw std::runtime_error("event " + std::to_string(event.sequence.value) + " came after " +
                                 std::to_string(have_.value));
    }
    have_ = event.sequence;
    const auto* posted = std::get_if<net::MessagePosted>(&event.fact);
    if (posted == nullptr) return;
    known_.remember(room_, event.sequence, whole, posted->text);
    hooks_.delivered(posted->text);
}

void CrosstalkFeed::take(net::RoomState state) {
    if (!std::exchange(watching_, true)) {
        have_ = state.room.room.head;
        return;
    }
    ++times_behind_;
    if (state.have > have_) {
        throw std::runtime_error("the server believes that " + std::to_string(state.have.value) +
                                 " has arrived, but it was only " + std::to_string(have_.value));
    }
    filling_ = true;
    from_ = state.from;
    head_ = state.room.room.head;
    rows_.assign(std::make_move_iterator(state.messages.begin()),
                 std::make_move_iterator(state.messages.end()));
    ask_for_older();
}

void CrosstalkFeed::take(net::HistoryPage page) {
    if (!filling_ || page.before != from_) throw std::runtime_error("a page came that was not asked for");
    if (page.from >= from_) throw std::runtime_error("a page of the archive is empty");
    from_ = page.from;
    rows_.insert(rows_.begin(), std::make_move_iterator(page.messages.begin()),
                 std::make_move_iterator(page.messages.end()));
    ask_for_older();
}

void CrosstalkFeed::ask_for_older() {
    if (from_ <= have_.next()) return fill();
    hooks_.ask({.room = room_, .before = from_, .limit = net::max_page_rows});
}

void CrosstalkFeed::fill() {
    filling_ = false;
    for (const net::Message& row : std::exchange(rows_, {})) {
        if (row.sequence > have_) hooks_.delivered(row.text);
    }
    have_ = std::max(have_, head_);
    while (!held_.empty() && !filling_) {
        const net::Bytes whole = std::move(held_.front());
        held_.pop_front();
        const auto header = std::span(whole).first<net::frame_header_bytes>();
        receive({net::read_header(header), std::span(whole).subspan(net::frame_header_bytes)}, whole);
    }
}

}  // namespace crosstalk::bench
