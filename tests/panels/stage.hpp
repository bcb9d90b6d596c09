// A window that nobody sees with a model of a small server in it: what panels, dialogs and pages are tried on.
#pragma once

#include <imgui.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "tests/model/worlds.hpp"
#include "tests/ui/off_screen.hpp"
#include "ui/panels/people_colors.hpp"
#include "ui/panels/scene.hpp"

namespace crosstalk::ui::twin {

/// One person in the lobby and a private room, with alice, bob and alina; online. Change `model` as you like.
class Stage {
  public:
    explicit Stage(int width = 900, int height = 700, const ThemeChoice& choice = {})
        : screen(width, height, choice) {
        hear(model::Online{.me = model::me, .server = {.name = "Attic LAN"}, .limits = {}, .at = {}});
        hear(model::RoomsListed{{model::mine(net::lobby, "lobby"), model::mine(model::den, "den")}, {}});
        hear(model::synced(net::lobby, 0, 1, 3));
        hear(model::members({model::member(model::alice), model::member(model::bob),
                             model::member({net::UserId{21}, "alina"}, net::PresenceState::Offline)}));
    }

    void hear(const model::LinkEvent& event) {
        model.apply(event);
        errands.hear(event);
    }
    /// Draws once; what was asked of the link and of the window is in `sent` and `shown`.
    void frame(const std::function<void(const Scene&)>& draw) {
        now.steady_ms += 16;
        screen.frame([&](const Context& context) {
            colors.learn(model, here);
            Context seen = context;
            seen.chosen = &colors.chosen();
            calls.learn(model, preferences.text(SettingId::NoticeKeywords));
            draw(Scene{seen, now, model, preferences, errands, commands, here, nullptr, &calls});
        });
        for (model::LinkCommand& command : commands.take_link())
            sent.push_back(std::move(command));
        for (WindowCommand& command : commands.take_window())
            shown.push_back(std::move(command));
        for (AppCommand& command : commands.take_app())
            asked.push_back(std::move(command));
    }
    /// As many frames as input and movement need to settle.
    void settle(const std::function<void(const Scene&)>& draw, int frames = 8) {
        for (int count = 0; count < frames; ++count)
            frame(draw);
    }
    /// The newest command to the link of that kind; null if there was none.
    template <typename Command>
    const Command* last_sent() const {
        for (auto each = sent.rbegin(); each != sent.rend(); ++each) {
            if (const auto* command = std::get_if<Command>(&*each)) return command;
        }
        return nullptr;
    }
    /// The newest command to the server of that kind; null if there was none.
    template <typename Command>
    const Command* last_performed() const {
        for (auto each = sent.rbegin(); each != sent.rend(); ++each) {
            const auto* perform = std::get_if<model::Perform>(&*each);
            if (perform == nullptr) continue;
            if (const auto* command = std::get_if<Command>(&perform->command)) return command;
        }
        return nullptr;
    }
    /// Answers the newest question.
    void answer(const model::Answer& answer) {
        if (const auto* ask = last_sent<model::Ask>()) hear(model::Answered{ask->ref, ask->question, answer});
    }

    OffScreen screen;
    FixedZone zone{0};
    Moment now{.zone = zone};
    model::Model model;
    Preferences preferences;
    Errands errands;
    Commands commands;
    PeopleColors colors;
    KeywordCalls calls;
    net::RoomId here = net::lobby;
    std::vector<model::LinkCommand> sent;
    std::vector<WindowCommand> shown;
    std::vector<AppCommand> asked;
};

}  // namespace crosstalk::ui::twin
