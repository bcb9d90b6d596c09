// One receiver's view of its room: live events while it keeps up, the archive's pages when the server says that
// it has fallen behind, and every message once and in order out of both. Pure: frames in, texts out.
#pragma once

#include <deque>
#include <functional>
#include <string_view>
#include <vector>

#include "net/codec.hpp"

namespace crosstalk::bench {

// All receivers get the same bytes for one event: the first one to get them decodes them, the others compare.
class KnownEvents {
  public:
    KnownEvents() : slots_(slot_count) {}

    // The text of that event, if these bytes are known to be its frame.
    [[nodiscard]] std::string_view find(net::RoomId room, net::Sequence sequence,
                                        std::span<const std::uint8_t> frame) const;
    void remember(net::RoomId room, net::Sequence sequence, std::span<const std::uint8_t> frame,
                  std::string_view text);

  private:
    static constexpr std::size_t slot_count = 8192;
    static std::size_t slot_of(net::RoomId room, net::Sequence sequence) {
        // Rooms are spread: they are at about the same place.
        return (room.value * 83 + sequence.value) % slot_count;
    }
    struct Slot {
        net::Bytes frame;
        std::string text;
    };
    std::vector<Slot> slots_;
};

class CrosstalkFeed {
  public:
    struct Hooks {
        std::function<void(std::string_view text)> delivered;
        std::function<void(const net::History&)> ask;
    };
    CrosstalkFeed(KnownEvents& known, net::RoomId room, Hooks hooks)
        : known_(known), room_(room), hooks_(std::move(hooks)) {}

    // A whole frame of type Event, RoomState or HistoryPage. Throws std::runtime_error when what comes leaves a
    // gap or does not fit together.
    void receive(const net::FrameView& frame, std::span<const std::uint8_t> whole);

    // The first RoomState has come.
    [[nodiscard]] bool is_watching() const { return watching_; }
    [[nodiscard]] std::uint64_t times_behind() const { return times_behind_; }

  private:
    void take(const net::Event& event, std::span<const std::uint8_t> whole);
    void take(net::RoomState state);
    void take(net::HistoryPage page);
    void ask_for_older();
    void fill();

    KnownEvents& known_;
    net::RoomId room_;
    Hooks hooks_;
    bool watching_ = false;
    net::Sequence have_;

    // While the archive's answer is not complete: what it has given so far, from `from_` to `head_`, and the
    // frames that came meanwhile.
    bool filling_ = false;
    net::Sequence from_;
    net::Sequence head_;
    std::deque<net::Message> rows_;
    std::deque<net::Bytes> held_;
    std::uint64_t times_behind_ = 0;
};

}  // namespace crosstalk::bench
