// How many unread messages of each room hold one of one's keywords. They count in red as mentions do; those that name
// oneself besides are counted by the server, and are none here. Each message is read once.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "client/model/model.hpp"
#include "ui/finding/word_finder.hpp"

namespace crosstalk::ui {

/// One per window. Thread: the one that draws.
class KeywordCalls {
  public:
    /// Keywords with commas between them. Costs nothing as long as neither has changed.
    void learn(const model::Model& model, std::string_view keywords);
    /// As of the last learn(). None in a direct room, where everything counts.
    [[nodiscard]] std::uint64_t unread_in(net::RoomId room) const;

  private:
    struct Counted {
        // What was read of the room's newest part: messages with from <= sequence < below.
        net::Sequence from;
        net::Sequence below;
        std::vector<net::Sequence> places;  // of those behind the read mark that hold a keyword, in order
        std::uint64_t unread = 0;
    };

    void count(const model::Model& model, const model::Room& room, Counted& counted);
    void look_at(const model::Model& model, const model::Room& room, net::Sequence from, net::Sequence below,
                 std::vector<net::Sequence>& places);

    std::string keywords_;
    KeywordFinder finder_;
    std::uint64_t revision_ = 0;  // of the model; 0: nothing was counted yet
    net::ServerKeyHash server_{};
    std::map<net::RoomId, Counted> rooms_;
};

/// What of a room counts in red: all of a direct one, elsewhere what names oneself or holds a keyword. `calls` null: there
/// are no keywords.
std::uint64_t calls_in(const model::Room& room, const KeywordCalls* calls);

}  // namespace crosstalk::ui
