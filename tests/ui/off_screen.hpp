// A window that nobody sees: Dear ImGui drawn into memory, which can be looked at pixel by pixel and kept
// as a PNG. It needs neither SDL nor a display.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "ui/theme/context.hpp"

namespace crosstalk::ui::twin {

class OffScreen {
  public:
    OffScreen(int width, int height, const ThemeChoice& choice);
    ~OffScreen();
    OffScreen(const OffScreen&) = delete;
    OffScreen& operator=(const OffScreen&) = delete;

    /// One frame: `draw` is called inside one window without any decoration that covers the surface.
    void frame(const std::function<void(const Context&)>& draw);
    /// The same for what opens its windows itself, and makes its own Context.
    void bare_frame(const std::function<void()>& draw);
    /// What the last frame wrote, in order.
    const Writing& writing() const { return writing_; }
    /// For frames that are bare, to be put into their Context.
    Writing& writing() { return writing_; }
    /// How many ids stood for two items or more in the last frame; always 0 where Dear ImGui was not built to look.
    int id_conflicts() const;
    /// Whether every corner of what the last frame drew is a number, and every clip rectangle lies on the surface.
    bool drew_within() const;
    std::int64_t now_ms() const { return now_ms_; }

    /// The last text of the last frame that has these words in it; null if there is none. Valid until the next frame.
    const WrittenText* find(std::string_view words) const;
    /// Whether these words could be read somewhere in the last frame.
    bool says(std::string_view words) const { return find(words) != nullptr; }

    void move_mouse(float x, float y);
    /// Out of the window, as Dear ImGui is told of it.
    void take_mouse_away();
    void press_mouse(bool down);
    /// Goes there, presses and lets go; `settle` draws what has to be seen of each step.
    void click(float x, float y, const std::function<void()>& settle);
    /// Goes to `from`, presses, and goes to `to`, still pressed.
    void drag(ImVec2 from, ImVec2 to, const std::function<void()>& settle);
    void press_key(int imgui_key);
    /// With ImGuiMod_Ctrl and the like.
    void press_chord(int imgui_mods, int imgui_key);
    /// What an input method is composing from the next frame on.
    void compose(std::string composition) { composition_ = std::move(composition); }
    void type(const std::string& text);
    void set_theme(const ThemeChoice& choice);
    const FrameNeeds& needs() const { return needs_; }

    const Theme& theme() const;
    const Fonts& fonts() const;
    Fonts& fonts();
    int width() const { return width_; }
    int height() const { return height_; }
    /// Row by row, red in the lowest byte, then green, blue, alpha. Of the last frame.
    std::span<const std::uint32_t> pixels() const;
    Color pixel(int x, int y) const;
    void save_png(const std::string& path) const;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
    int width_;
    int height_;
    std::int64_t now_ms_ = 0;
    FrameNeeds needs_;
    std::string composition_;
    Writing writing_;
};

}  // namespace crosstalk::ui::twin
