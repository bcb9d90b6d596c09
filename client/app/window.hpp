// The SDL window with Dear ImGui inside: opens, waits without using the processor, draws.
#pragma once

#include <SDL.h>

#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "client/app/canvas.hpp"
#include "ui/theme/color.hpp"

namespace crosstalk::app {

// No window can be opened; what() is for people.
class WindowError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

struct WindowSize {
    int width = 1280;
    int height = 800;
};

// Thread: the main one, which also made it; wake() may be called from any. One per process.
class Window {
  public:
    explicit Window(WindowSize size);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    // Waits for input, for wake() or until the time has passed, and gives all input to Dear ImGui. False if nothing
    // came but the end of the time.
    bool wait(std::optional<std::chrono::milliseconds> at_most);
    // Any thread; does not block.
    void wake() const;
    // Whether a key, the pointer or a finger was used since the last call.
    [[nodiscard]] bool take_touched() { return std::exchange(touched_, false); }

    // What an input method is composing; the text comes when it is done.
    [[nodiscard]] const std::string& composition() const { return composition_; }

    [[nodiscard]] bool wants_to_close() const { return close_requested_; }
    void keep_open() { close_requested_ = false; }
    [[nodiscard]] bool is_visible() const;
    [[nodiscard]] bool has_focus() const;

    // Dear ImGui takes in at most one press or release per frame: whether some are left for the next.
    [[nodiscard]] static bool has_input_left();

    void begin_frame();
    // Shows what was drawn since begin_frame() on `background`.
    void end_frame(ui::Color background);

    void set_title(const std::string& title);
    void set_clipboard(const std::string& text);
    void open_link(const std::string& url);
    void ask_for_attention();

    // What the display says one pixel at 100 % should be: 1 on ordinary ones.
    [[nodiscard]] float display_scale() const;
    [[nodiscard]] WindowSize size() const;

  private:
    void feed(const SDL_Event& event);

    struct DestroyWindow {
        void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
    };
    std::unique_ptr<SDL_Window, DestroyWindow> window_;
    std::unique_ptr<Canvas> canvas_;
    std::uint32_t wake_event_ = 0;
    bool close_requested_ = false;
    bool touched_ = false;
    std::optional<SDL_Point> pointer_;  // inside the window, as the last event said
    std::string title_;
    std::string composition_;
};

}  // namespace crosstalk::app
