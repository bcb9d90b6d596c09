// The whole window on a prepared server, drawn where nobody sees it.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "tests/panels/prepared.hpp"
#include "tests/ui/off_screen.hpp"
#include "ui/panels/shell.hpp"

namespace crosstalk::ui::twin {

struct Size {
    const char* name;
    int width;
    int height;
    float scale;
};
struct WholeWindow {
    WholeWindow(const Prepared& prepared, const Size& size, const std::string& palette)
        : screen(size.width, size.height, {}),
          shell({.connect = {}, .name = {}, .passkey = {}, .invite = {}, .display_scale = size.scale}) {
        hear(model::SettingsKnown{{{"look.palette", palette}, {"look.motion", "reduced"}}});
        for (const model::LinkEvent& event : prepared.events)
            hear(event);
    }
    void hear(const model::LinkEvent& event) {
        model.apply(event);
        shell.hear(event);
    }
    void frame() {
        screen.set_theme(shell.theme().choice());
        Moment now{.zone = zone};
        now.steady_ms = screen.now_ms();
        now.wall_ms = prepared_now_ms;
        now.writing = &screen.writing();
        screen.bare_frame([&] { shell.draw(screen.fonts(), now, model, commands); });
        for (model::LinkCommand& command : commands.take_link())
            sent.push_back(std::move(command));
    }
    void frames(int count) {
        for (int each = 0; each < count; ++each)
            frame();
    }

    /// Answers the newest question.
    void answer(const model::Answer& answer) {
        for (auto each = sent.rbegin(); each != sent.rend(); ++each) {
            if (const auto* ask = std::get_if<model::Ask>(&*each))
                return hear(model::Answered{ask->ref, ask->question, answer});
        }
    }

    OffScreen screen;
    FixedZone zone{0};
    Shell shell;
    model::Model model;
    Commands commands;
    std::vector<model::LinkCommand> sent;
};

}  // namespace crosstalk::ui::twin
