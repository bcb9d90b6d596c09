// What is pinned in the room that is shown, the newest first.
#pragma once

#include <string>
#include <vector>

#include "client/model/link_event.hpp"
#include "ui/panels/own_errand.hpp"
#include "ui/panels/scene.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

/// One per window. Thread: the one that draws.
class PinsPanel {
  public:
    /// Pins, corrections and deletions of the room make it ask again.
    void hear(const model::LinkEvent& event);
    void draw(const Scene& scene, Box box, const model::Room& room);

  private:
    void follow(const Scene& scene, const model::Room& room);
    void draw_pin(const Scene& scene, const model::Room& room, const net::Message& message, float left,
                  float width, float& top);

    net::RoomId room_;
    bool is_stale_ = true;
    bool is_answered_ = false;
    std::vector<net::Message> pins_;      // of the last whole answer
    std::vector<net::Message> arriving_;  // pages so far
    net::Sequence asked_before_;          // of the page that is on its way
    OwnErrand errand_;
    OwnErrand unpinning_;
    std::string fault_;
    ScrollArea scroll_;
};

}  // namespace crosstalk::ui
