// What stands at the right of the conversation: people, search, pins, notices or transfers, and what was there before.
#pragma once

#include <optional>
#include <string>

#include "ui/notices/notice_log.hpp"
#include "ui/panels/pins_panel.hpp"
#include "ui/panels/scene.hpp"
#include "ui/panels/search_panel.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

enum class WindowWidth : std::uint8_t { Narrow, Wide };

/// One per window. Thread: the one that draws.
class SideColumn {
  public:
    /// At 100 %.
    static float width_of(Side side);
    /// What was chosen, or what such a window shows by itself.
    [[nodiscard]] Side side_in(WindowWidth window) const;

    void show(Side side);
    /// One step out of what stands there: what was there before, people or nothing.
    void step_out(Side side);
    void search_for(std::string typed) { search_.search_for(std::move(typed)); }
    /// Rooms of another server have the same ids.
    void forget_server();
    void hear(const model::LinkEvent& event) { pins_.hear(event); }
    void draw(const Scene& scene, Box box, const model::Room& room, Side side, NoticeLog& notices);

  private:
    std::optional<Side> side_;         // empty: as the width suggests
    std::optional<Side> side_before_;  // before search, pins or notices were called
    SearchPanel search_;
    PinsPanel pins_;
    ScrollArea notices_scroll_;
    ScrollArea transfers_scroll_;
    ScrollArea members_scroll_;
};

}  // namespace crosstalk::ui
