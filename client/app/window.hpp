// The SDL window with Dear ImGui inside: opens, waits without using the processor, draws.
#pragma once

#include <SDL.h>

#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "client/app/canvas.hpp"
#include "client/app/desktop/desktop.hpp"
#include "client/app/desktop/drag_watch.hpp"
#include "ui/notices/badge.hpp"
#include "ui/panels/desktop_event.hpp"
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

    // What came with the input and is not Dear ImGui's: dropped files, another display's scale.
    [[nodiscard]] std::vector<ui::DesktopEvent> take_told() { return std::exchange(told_, {}); }
    // The renderer has forgotten its textures since the last call.
    [[nodiscard]] bool take_textures_lost() { return std::exchange(textures_lost_, false); }
    // Lives as long as the window.
    [[nodiscard]] Canvas& canvas() { return *canvas_; }
    // Whether it came to the front since the last call.
    [[nodiscard]] bool take_came_to_front() { return std::exchange(came_to_front_, false); }

    // What an input method is composing; the text comes when it is done.
    [[nodiscard]] const std::string& composition() const { return composition_; }

    [[nodiscard]] bool wants_to_close() const { return close_requested_; }
    void keep_open() { close_requested_ = false; }
    // The program is to end at once: a signal, or the desktop ends.
    [[nodiscard]] bool is_ending() const { return ending_; }
    [[nodiscard]] bool is_visible() const;
    [[nodiscard]] bool has_focus() const;

    // Dear ImGui takes in at most one press or release per frame: whether some are left for the next.
    [[nodiscard]] static bool has_input_left();

    void begin_frame();
    // Shows what was drawn since begin_frame() on `background`.
    void end_frame(ui::Color background);

    void set_title(const std::string& title);
    void set_clipboard(const std::string& text);
    // For the middle button of other programs; nothing where there is no such thing.
    static void offer_selection(const std::string& text);
    void ask_for_attention();
    // Before the other windows, if the system lets it.
    void bring_to_front();
    // For good: the program ends, and what it still has to wait for concerns nobody.
    void hide();
    // In its taskbar entry; nothing happens if it is there already.
    void show_badge(const ui::Badge& badge);
    [[nodiscard]] DesktopSettings native() const;

    // What the display says one pixel at 100 % should be: 1 on ordinary ones.
    [[nodiscard]] float display_scale() const;
    [[nodiscard]] WindowSize size() const;

  private:
    void feed(SDL_Event event);
    [[nodiscard]] bool is_of_chord(const SDL_TextInputEvent& typed) const;
    void paste_selection();
    void feed_window(const SDL_WindowEvent& event);
    void feed_drop(const SDL_DropEvent& event);

    struct DestroyWindow {
        void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
    };
    std::unique_ptr<SDL_Window, DestroyWindow> window_;
    std::unique_ptr<Canvas> canvas_;
    std::unique_ptr<DragWatch> drags_;
    std::uint32_t wake_event_ = 0;
    bool close_requested_ = false;
    bool ending_ = false;
    bool touched_ = false;
    // Dear ImGui knows one state of Ctrl, Shift and Alt per frame. If a frame takes long, a whole chord comes within it,
    // and Q would be pressed in a frame in which Ctrl is up again: a change waits until the press before it was seen.
    std::optional<SDL_Event> held_back_;
    std::uint16_t modifiers_ = 0;       // of the key that came last
    bool after_press_ = false;          // the last event was the press of a key that is no modifier
    std::optional<SDL_Point> pointer_;  // inside the window, as the last event said
    std::string title_;
    std::string composition_;
    std::optional<ui::Badge> badge_;
    float scale_ = 1.0F;  // as it was told last
    bool came_to_front_ = false;
    bool textures_lost_ = false;
    ui::FilesDropped dropping_;
    std::vector<ui::DesktopEvent> told_;
};

}  // namespace crosstalk::app
