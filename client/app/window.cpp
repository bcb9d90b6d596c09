#include "client/app/window.hpp"

#include <imgui.h>
#include <imgui_impl_sdl2.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstring>

#include "client/app/desktop/native_window.hpp"
#include "client/app/icon.hpp"
#include "client/app/platform.hpp"
#include "net/text/paths.hpp"

namespace crosstalk::app {

namespace {

constexpr int least_width = 480;
constexpr int least_height = 360;
constexpr int icon_side = 128;  // systems make it smaller, none larger

// SDL's "offscreen" and "dummy" drivers open windows that nobody sees.
bool shows_windows(const char* driver) {
    return driver != nullptr && std::strcmp(driver, "dummy") != 0 && std::strcmp(driver, "offscreen") != 0;
}

bool is_touch(std::uint32_t type) {
    switch (type) {
        case SDL_KEYDOWN:
        case SDL_TEXTINPUT:
        case SDL_MOUSEMOTION:
        case SDL_MOUSEBUTTONDOWN:
        case SDL_MOUSEWHEEL:
        case SDL_FINGERDOWN:
        case SDL_DROPFILE:
        case SDL_DROPTEXT:
            return true;
        default:
            return false;
    }
}

bool is_modifier(const SDL_Keysym& key) {
    return key.scancode >= SDL_SCANCODE_LCTRL && key.scancode <= SDL_SCANCODE_RGUI;
}

// Nothing if none comes in this time.
std::optional<SDL_Event> next_event(std::optional<std::chrono::milliseconds> at_most) {
    SDL_Event event;
    const int came =
        at_most ? SDL_WaitEventTimeout(&event, static_cast<int>(at_most->count())) : SDL_WaitEvent(&event);
    return came != 0 ? std::optional(event) : std::nullopt;
}

bool is_change_of_modifiers(const SDL_Event& event) {
    return (event.type == SDL_KEYDOWN || event.type == SDL_KEYUP) && is_modifier(event.key.keysym);
}

// Whether Dear ImGui was given the press of a key that it will not see before its next frame.
bool awaits_press() {
    const auto is_press = [](const ImGuiInputEvent& event) {
        return event.Type == ImGuiInputEventType_Key && event.Key.Down && !ImGui::IsLRModKey(event.Key.Key) &&
               (event.Key.Key & ImGuiMod_Mask_) == 0;
    };
    return std::ranges::any_of(ImGui::GetCurrentContext()->InputEventsQueue, is_press);
}

// AltGr may come as Ctrl with Alt, and types.
bool is_chord(std::uint16_t modifiers) {
    return (modifiers & (KMOD_CTRL | KMOD_GUI)) != 0 && (modifiers & (KMOD_ALT | KMOD_MODE)) == 0;
}

// Where letters are not Latin, shortcuts are on the keys that have them elsewhere.
void name_by_place(SDL_Keysym& key) {
    const bool is_foreign = key.sym >= 0x80 && (key.sym & SDLK_SCANCODE_MASK) == 0;
    if (is_foreign && key.scancode >= SDL_SCANCODE_A && key.scancode <= SDL_SCANCODE_Z)
        key.sym = SDLK_a + (key.scancode - SDL_SCANCODE_A);
}

}  // namespace

Window::Window(WindowSize size) {
    SDL_SetHint(SDL_HINT_IME_SHOW_UI, "1");
    SDL_SetHint(SDL_HINT_IME_SUPPORT_EXTENDED_TEXT, "1");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");
    SDL_SetHint(SDL_HINT_WINDOWS_DPI_AWARENESS, "permonitorv2");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
    // Who closes the window may be asked something; a signal or the end of the desktop's session waits for nobody.
    SDL_SetHint(SDL_HINT_QUIT_ON_LAST_WINDOW_CLOSE, "0");
    const bool accelerated = has_graphics_processor();
    if (accelerated) {
        prefer_renderers();
    } else {
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    }
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0 || !shows_windows(SDL_GetCurrentVideoDriver())) {
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
        throw WindowError(
            "There is no display to open a window on. Use crosstalk-cli in a terminal instead.");
    }
    window_.reset(SDL_CreateWindow("Crosstalk", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, size.width,
                                   size.height, SDL_WINDOW_RESIZABLE));
    if (window_ == nullptr) throw WindowError(std::string("No window can be opened: ") + SDL_GetError());
    SDL_SetWindowMinimumSize(window_.get(), least_width, least_height);
    wake_event_ = SDL_RegisterEvents(1);
    scale_ = display_scale();
    show_badge({});

    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    io.ConfigInputTextCursorBlink = false;  // a window that rests draws nothing
    ImGui::GetStyle().AntiAliasedLinesUseTex = false;
    if (accelerated) canvas_ = make_renderer_canvas(window_.get());
    if (canvas_ == nullptr) canvas_ = make_processor_canvas(window_.get());
    drags_ = std::make_unique<DragWatch>(window_.get());
    SDL_StartTextInput();
}

Window::~Window() {
    drags_.reset();
    canvas_.reset();
    ImGui::DestroyContext();
    window_.reset();
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
}

bool Window::wait(std::optional<std::chrono::milliseconds> at_most) {
    std::optional<SDL_Event> event = held_back_ ? std::exchange(held_back_, {}) : next_event(at_most);
    if (!event) return false;
    for (; event; event = next_event(std::chrono::milliseconds(0))) {
        if (is_change_of_modifiers(*event) && is_visible() && awaits_press()) {
            held_back_ = event;
            break;
        }
        feed(*event);
    }
    return true;
}

void Window::feed(SDL_Event event) {
    if (event.type == wake_event_) return;
    if (const auto over = drags_->told_by(event)) told_.emplace_back(ui::FilesDragged{*over});
    if (event.type == SDL_KEYDOWN || event.type == SDL_KEYUP) {
        modifiers_ = event.key.keysym.mod;
        name_by_place(event.key.keysym);
    }
    if (event.type == SDL_TEXTINPUT && is_of_chord(event.text)) return;
    after_press_ = event.type == SDL_KEYDOWN && !is_modifier(event.key.keysym);
    if (event.type == SDL_MOUSEBUTTONDOWN && event.button.button == SDL_BUTTON_MIDDLE) paste_selection();
    touched_ = touched_ || is_touch(event.type);
    if (event.type == SDL_TEXTEDITING) composition_ = event.edit.text;
    if (event.type == SDL_TEXTEDITING_EXT) {
        composition_ = event.editExt.text;
        SDL_free(event.editExt.text);
    }
    if (event.type == SDL_TEXTINPUT) composition_.clear();
    if (event.type == SDL_QUIT) ending_ = true;
    if (event.type == SDL_MOUSEMOTION) pointer_ = SDL_Point{event.motion.x, event.motion.y};
    if (event.type == SDL_WINDOWEVENT) feed_window(event.window);
    if (event.type >= SDL_DROPFILE && event.type <= SDL_DROPCOMPLETE) feed_drop(event.drop);
    if (event.type == SDL_RENDER_TARGETS_RESET || event.type == SDL_RENDER_DEVICE_RESET) {
        canvas_->textures_lost();
        textures_lost_ = true;
    }
    ImGui_ImplSDL2_ProcessEvent(&event);
}

// X11 makes a text of Ctrl+, too, and of Ctrl with a letter that is not Latin; SDL drops only control characters. A field
// that waits for the keyboard would take it when Ctrl is up again. The text of a key comes directly after its press; what
// comes alone and is beyond ASCII was written by an input method, whatever is held down.
bool Window::is_of_chord(const SDL_TextInputEvent& typed) const {
    const bool is_ascii = static_cast<unsigned char>(typed.text[0]) < 0x80;
    return is_chord(modifiers_) && (after_press_ || is_ascii);
}

void Window::feed_window(const SDL_WindowEvent& event) {
    switch (event.event) {
        case SDL_WINDOWEVENT_CLOSE:
            close_requested_ = true;
            break;
        case SDL_WINDOWEVENT_LEAVE:
            pointer_.reset();
            break;
        case SDL_WINDOWEVENT_FOCUS_GAINED:
            came_to_front_ = true;
            break;
        case SDL_WINDOWEVENT_DISPLAY_CHANGED:
        case SDL_WINDOWEVENT_SIZE_CHANGED:
            if (const float scale = display_scale(); scale != scale_) {
                scale_ = scale;
                told_.emplace_back(ui::DisplayScaleChanged{scale});
            }
            break;
        default:
            break;
    }
}

void Window::feed_drop(const SDL_DropEvent& event) {
    if (event.type == SDL_DROPBEGIN) dropping_ = {};
    if (event.type == SDL_DROPCOMPLETE) told_.emplace_back(ui::FilesDragged{false});
    if (event.type == SDL_DROPFILE && event.file != nullptr) {
        dropping_.paths.push_back(text::path_of(event.file));
    }
    if (event.type == SDL_DROPCOMPLETE && !dropping_.paths.empty()) {
        SDL_Point at{};
        SDL_Point window{};
        SDL_GetGlobalMouseState(&at.x, &at.y);
        SDL_GetWindowPosition(window_.get(), &window.x, &window.y);
        dropping_.x = static_cast<float>(at.x - window.x);
        dropping_.y = static_cast<float>(at.y - window.y);
        told_.emplace_back(std::exchange(dropping_, {}));
    }
    SDL_free(event.file);
}

void Window::wake() const {
    SDL_Event event{};
    event.type = wake_event_;
    SDL_PushEvent(&event);
}

bool Window::is_visible() const {
    const std::uint32_t flags = SDL_GetWindowFlags(window_.get());
    return (flags & SDL_WINDOW_SHOWN) != 0 && (flags & SDL_WINDOW_MINIMIZED) == 0;
}

bool Window::has_focus() const {
    return (SDL_GetWindowFlags(window_.get()) & SDL_WINDOW_INPUT_FOCUS) != 0;
}

bool Window::has_input_left() {
    return !ImGui::GetCurrentContext()->InputEventsQueue.empty();
}

void Window::begin_frame() {
    canvas_->begin_frame();
    ImGui_ImplSDL2_NewFrame();
    // The back end asks SDL for the pointer on the whole desktop; under X11 that answer can be older than the events
    // (remote desktops, automation), and a click would land where the pointer was before.
    const ImVec2 nowhere{-FLT_MAX, -FLT_MAX};
    const ImVec2 pointer =
        pointer_ ? ImVec2{static_cast<float>(pointer_->x), static_cast<float>(pointer_->y)} : nowhere;
    ImGui::GetIO().AddMousePosEvent(pointer.x, pointer.y);
    ImGui::NewFrame();
}

void Window::end_frame(ui::Color background) {
    ImGui::Render();
    canvas_->present(background);
}

void Window::set_title(const std::string& title) {
    if (title == title_) return;
    title_ = title;
    SDL_SetWindowTitle(window_.get(), title.c_str());
}

void Window::set_clipboard(const std::string& text) {
    SDL_SetClipboardText(text.c_str());
}

void Window::paste_selection() {
    if (SDL_HasPrimarySelectionText() == SDL_FALSE) return;
    char* text = SDL_GetPrimarySelectionText();
    if (text != nullptr && *text != '\0') told_.emplace_back(ui::SelectionPasted{text});
    SDL_free(text);
}

void Window::offer_selection(const std::string& text) {
    SDL_SetPrimarySelectionText(text.c_str());
}

void Window::ask_for_attention() {
    if (!has_focus()) SDL_FlashWindow(window_.get(), SDL_FLASH_UNTIL_FOCUSED);
}

void Window::bring_to_front() {
    if ((SDL_GetWindowFlags(window_.get()) & SDL_WINDOW_MINIMIZED) != 0) SDL_RestoreWindow(window_.get());
    SDL_RaiseWindow(window_.get());
}

void Window::hide() {
    SDL_HideWindow(window_.get());
}

void Window::show_badge(const ui::Badge& badge) {
    if (badge == badge_) return;
    badge_ = badge;
    IconPixels icon = draw_icon(icon_side, badge);
    SDL_Surface* surface = SDL_CreateRGBSurfaceWithFormatFrom(icon.pixels.data(), icon.side, icon.side, 32,
                                                              icon.side * 4, SDL_PIXELFORMAT_RGBA32);
    if (surface == nullptr) return;
    SDL_SetWindowIcon(window_.get(), surface);
    SDL_FreeSurface(surface);
}

DesktopSettings Window::native() const {
    return native_window(window_.get());
}

float Window::display_scale() const {
    float dpi = 96.0F;
    const int display = SDL_GetWindowDisplayIndex(window_.get());
    if (display < 0 || SDL_GetDisplayDPI(display, &dpi, nullptr, nullptr) != 0) return 1.0F;
    // Displays report odd numbers: only a clear step counts, in quarters.
    const float scale = std::round(dpi / 96.0F * 4.0F) / 4.0F;
    return scale >= 1.25F ? std::fmin(scale, 3.0F) : 1.0F;
}

WindowSize Window::size() const {
    WindowSize size;
    SDL_GetWindowSize(window_.get(), &size.width, &size.height);
    return size;
}

}  // namespace crosstalk::app
