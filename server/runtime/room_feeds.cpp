#include "server/runtime/room_feeds.hpp"

#include <algorithm>
#include <utility>

#include "net/codec.hpp"
#include "net/fault.hpp"

namespace crosstalk::server {

namespace {

// A session that resumes hundreds of rooms must not make the archive read them all before one is sent.
constexpr std::size_t max_questions = 4;

// What is left of the delivery beyond `head`, which lies inside it: its facts have a sequence each, without gaps.
Delivery rest_of(const Delivery& delivery, net::Sequence head) {
    std::size_t begin = 0;
    for (std::uint64_t skip = head.value + 1 - delivery.first.value; skip > 0; --skip) {
        const std::span<const std::uint8_t, net::frame_header_bytes> header(delivery.frames->data() + begin,
                                                                            net::frame_header_bytes);
        begin += net::frame_header_bytes + net::read_header(header).size;
    }
    return {delivery.room, head.next(), delivery.last,
            std::make_shared<const net::Bytes>(delivery.frames->begin() + static_cast<std::ptrdiff_t>(begin),
                                               delivery.frames->end())};
}

}  // namespace

RoomFeeds::RoomFeeds(transport::Channel& channel, std::size_t soft_bytes, std::size_t history, Ask ask,
                     Describe describe)
    : channel_(channel),
      soft_bytes_(soft_bytes),
      history_(history),
      ask_(std::move(ask)),
      describe_(std::move(describe)) {}

void RoomFeeds::watch(net::RoomId room, net::Sequence have, net::Tag tag) {
    Feed& feed = feeds_[room];
    feed.through = have;
    feed.tag = tag;
    fall_behind(room, feed);
    resume();
}

void RoomFeeds::unwatch(net::RoomId room) {
    feeds_.erase(room);
    std::erase(behind_, room);
}

std::vector<net::RoomId> RoomFeeds::rooms() const {
    std::vector<net::RoomId> rooms;
    for (const auto& [room, feed] : feeds_)
        rooms.push_back(room);
    return rooms;
}

void RoomFeeds::deliver(const Delivery& delivery) {
    Feed& feed = feeds_.at(delivery.room);
    switch (feed.mode) {
        case Mode::Behind:
            return;  // the archive will have it
        case Mode::Asking:
            feed.held_bytes += delivery.frames->size();
            feed.held_too_much = feed.held_too_much || feed.held_bytes > soft_bytes_;
            if (feed.held_too_much) {
                feed.held.clear();
            } else {
                feed.held.push_back(delivery);
            }
            return;
        case Mode::Live:
            if (is_clogged()) return fall_behind(delivery.room, feed);
            channel_.send(delivery.frames, transport::Queue::MayDrop);
            feed.through = delivery.last;
            return;
    }
}

bool RoomFeeds::answered(net::RoomId room, std::uint64_t generation, ports::Rows rows) {
    --questions_;
    const auto found = feeds_.find(room);
    const bool is_awaited =
        found != feeds_.end() && found->second.generation == generation && found->second.mode == Mode::Asking;
    if (is_awaited) {
        Feed& feed = found->second;
        const net::Sequence head = rows.head;
        send_state(feed, std::move(rows));
        feed.through = std::max(feed.through, head);
        if (net::planted == net::Fault::HeldFactsForgotten) feed.held.clear();
        if (feed.held_too_much) {
            fall_behind(room, feed);
        } else {
            feed.mode = Mode::Live;
            for (const Delivery& delivery : std::exchange(feed.held, {})) {
                if (delivery.last > head) deliver(delivery.first > head ? delivery : rest_of(delivery, head));
            }
            feed.held_bytes = 0;
        }
        channel_.flush();
    }
    resume();
    return is_awaited;
}

// The room as of the archive's answer, although the hub is ahead of it.
void RoomFeeds::send_state(Feed& feed, ports::Rows rows) {
    net::MyRoom room = describe_(rows.room);
    room.room.head = rows.head;
    room.room.posts = rows.posts;
    room.mentions = rows.mentions;
    channel_.send(net::encode_shared(net::RoomState{.room = std::move(room),
                                                    .have = feed.through,
                                                    .from = rows.from,
                                                    .messages = std::move(rows.messages),
                                                    .mark = rows.mark},
                                     std::exchange(feed.tag, {})),
                  transport::Queue::MustKeep);
}

void RoomFeeds::taken_back(net::RoomId room, net::Sequence first) {
    const auto found = feeds_.find(room);
    if (found == feeds_.end() || first > found->second.through) return;
    if (net::planted == net::Fault::TakenBackForgotten) return;
    Feed& feed = found->second;
    feed.through = {first.value - 1};
    // A question in flight stands on what was taken back: its answer would leave a gap.
    if (feed.mode != Mode::Behind) fall_behind(room, feed);
}

void RoomFeeds::fall_behind(net::RoomId room, Feed& feed) {
    feed.mode = Mode::Behind;
    feed.generation = 0;
    feed.held.clear();
    feed.held_bytes = 0;
    feed.held_too_much = false;
    if (std::ranges::find(behind_, room) == behind_.end()) behind_.push_back(room);
}

void RoomFeeds::resume() {
    while (!behind_.empty() && questions_ < max_questions && !is_clogged()) {
        const net::RoomId room = behind_.front();
        behind_.pop_front();
        const auto found = feeds_.find(room);
        if (found == feeds_.end() || found->second.mode != Mode::Behind) continue;
        Feed& feed = found->second;
        feed.mode = Mode::Asking;
        feed.generation = next_generation_++;
        if (net::planted == net::Fault::CatchUpOffByOne) feed.through = feed.through.next();
        ++questions_;
        const std::size_t limit = feed.through ? net::max_page_rows : history_;
        ask_({.room = room, .have = feed.through, .limit = limit, .reader = {}}, feed.generation);
    }
}

}  // namespace crosstalk::server
