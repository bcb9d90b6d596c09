// The main screen on a stage, with hands that play: what games are tried on.
#pragma once

#include <gtest/gtest.h>
#include <imgui.h>

#include <string_view>
#include <utility>
#include <vector>

#include "tests/panels/stage.hpp"
#include "ui/panels/main_screen.hpp"

namespace crosstalk::ui::twin {

struct GameScreen {
    explicit GameScreen(int width = 1280, int height = 800, MotionLevel motion = MotionLevel::Reduced)
        : stage(width, height, {.motion = motion}) {
        settle(12);
    }
    void frame() {
        stage.here = screen.room_in(stage.model);
        stage.frame([&](const Scene& scene) {
            screen.tell(scene.model, scene.preferences, scene.now, scene.commands);
            screen.draw(scene, {{0, 0},
                                {static_cast<float>(stage.screen.width()),
                                 static_cast<float>(stage.screen.height())}});
            screen.draw_toasts(scene);
            for (WindowCommand& wish : std::exchange(wishes, {}))
                scene.commands.show(std::move(wish));
            screen.carry_out(scene);
        });
    }
    void settle(int frames = 8) {
        for (int count = 0; count < frames; ++count)
            frame();
    }
    void begin(const PracticeTerms& terms = {}) { wish(BeginPractice{terms}); }
    void wish(WindowCommand command) {
        wishes.push_back(std::move(command));
        settle();
    }
    void hear(const model::LinkEvent& event) {
        stage.hear(event);
        screen.hear(event);
        settle();
    }
    void key(int imgui_key, int mods = 0) {
        stage.screen.press_chord(mods, imgui_key);
        settle(8);
    }
    void press(std::string_view words) {
        const WrittenText* at = nullptr;
        for (const WrittenText& each : stage.screen.writing()) {
            if (each.text == words) at = &each;
        }
        ASSERT_NE(at, nullptr) << "nothing says " << words;
        stage.screen.click(at->at.x + 3, at->at.y + 6, [this] { settle(2); });
        settle();
    }
    bool says(std::string_view words) const { return stage.screen.says(words); }
    template <typename Command>
    const Command* last_asked() const {
        for (auto each = stage.asked.rbegin(); each != stage.asked.rend(); ++each) {
            if (const auto* command = std::get_if<Command>(&*each)) return command;
        }
        return nullptr;
    }
    /// The computer takes that cell, after its pause.
    void answer(int cell) {
        const auto* wanted = last_asked<ThinkOfMove>();
        ASSERT_NE(wanted, nullptr);
        screen.hear(
            DesktopEvent(MoveThought{wanted->game, wanted->ticket, {static_cast<std::uint8_t>(cell)}}));
        settle(2);
        stage.now.steady_ms += computer_pause_ms;
        settle();
    }
    void digit(int which) { key(ImGuiKey_0 + which); }

    Stage stage;
    MainScreen screen;
    std::vector<WindowCommand> wishes;
};

}  // namespace crosstalk::ui::twin
