#include "tests/ui/off_screen.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <cmath>
#include <stdexcept>
#include <vector>

#include "ui/raster/raster.hpp"

#include <stb_image_write.h>

namespace crosstalk::ui::twin {

struct OffScreen::Parts {
    std::vector<std::uint32_t> pixels;
    ImGuiContext* imgui = nullptr;
    Theme theme;
    Fonts fonts;
};

OffScreen::OffScreen(int width, int height, const ThemeChoice& choice)
    : parts_(std::make_unique<Parts>()), width_(width), height_(height) {
    parts_->pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    IMGUI_CHECKVERSION();
    parts_->imgui = ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    io.DeltaTime = 1.0F / 60.0F;
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    io.ConfigInputTextCursorBlink = false;
    start_raster();
    parts_->fonts = Fonts::load(*io.Fonts);
    set_theme(choice);
}

OffScreen::~OffScreen() {
    stop_raster();
    ImGui::DestroyContext(parts_->imgui);
}

void OffScreen::set_theme(const ThemeChoice& choice) {
    parts_->theme = make_theme(choice);
    apply_theme(parts_->theme);
}

void OffScreen::frame(const std::function<void(const Context&)>& draw) {
    bare_frame([&] {
        ImGui::SetNextWindowPos({0, 0});
        ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
        ImGui::Begin("##all", nullptr,
                     ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                         ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                         ImGuiWindowFlags_NoBringToFrontOnFocus);
        needs_ = {};
        const Context context{parts_->theme, parts_->fonts, needs_, now_ms_, composition_, &writing_};
        draw(context);
        ImGui::End();
    });
}

void OffScreen::bare_frame(const std::function<void()>& draw) {
    now_ms_ += 16;
    writing_.clear();
    ImGui::NewFrame();
    draw();
    ImGui::Render();
    draw_with_raster(*ImGui::GetDrawData(), {parts_->pixels.data(), width_, height_, width_},
                     parts_->theme[Role::Window]);
}

int OffScreen::id_conflicts() const {
    int found = 0;
#ifdef IMGUI_DEBUG_HIGHLIGHT_ALL_ID_CONFLICTS
    ImGuiContext& g = *parts_->imgui;
    for (const ImGuiStoragePair& pair : g.DebugDrawIdConflictsHighlightSet.Data) {
        if (pair.val_i == g.FrameCount) ++found;
    }
#endif
    return found;
}

bool OffScreen::drew_within() const {
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) {
        for (const ImDrawVert& corner : list->VtxBuffer) {
            if (!std::isfinite(corner.pos.x) || !std::isfinite(corner.pos.y)) return false;
        }
        for (const ImDrawCmd& command : list->CmdBuffer) {
            const ImVec4& clip = command.ClipRect;
            // Dear ImGui dims the whole surface and a pixel around it.
            if (clip.x < -1 || clip.y < -1 || clip.z > size.x + 1 || clip.w > size.y + 1) return false;
        }
    }
    return true;
}

const WrittenText* OffScreen::find(std::string_view words) const {
    const WrittenText* found = nullptr;
    for (const WrittenText& each : writing_) {
        if (each.text.find(words) != std::string::npos) found = &each;
    }
    return found;
}

void OffScreen::move_mouse(float x, float y) {
    ImGui::GetIO().AddMousePosEvent(x, y);
}
void OffScreen::take_mouse_away() {
    ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX);
}
void OffScreen::press_mouse(bool down) {
    ImGui::GetIO().AddMouseButtonEvent(0, down);
}
void OffScreen::click(float x, float y, const std::function<void()>& settle) {
    move_mouse(x, y);
    settle();
    press_mouse(true);
    settle();
    press_mouse(false);
    settle();
}
void OffScreen::drag(ImVec2 from, ImVec2 to, const std::function<void()>& settle) {
    move_mouse(from.x, from.y);
    settle();
    press_mouse(true);
    settle();
    move_mouse(to.x, to.y);
}
void OffScreen::press_key(int imgui_key) {
    ImGui::GetIO().AddKeyEvent(static_cast<ImGuiKey>(imgui_key), true);
    ImGui::GetIO().AddKeyEvent(static_cast<ImGuiKey>(imgui_key), false);
}
void OffScreen::press_chord(int imgui_mods, int imgui_key) {
    ImGuiIO& io = ImGui::GetIO();
    for (const ImGuiKey mod : {ImGuiMod_Ctrl, ImGuiMod_Shift, ImGuiMod_Alt}) {
        if ((imgui_mods & mod) != 0) io.AddKeyEvent(mod, true);
    }
    press_key(imgui_key);
    for (const ImGuiKey mod : {ImGuiMod_Ctrl, ImGuiMod_Shift, ImGuiMod_Alt}) {
        if ((imgui_mods & mod) != 0) io.AddKeyEvent(mod, false);
    }
}
void OffScreen::type(const std::string& text) {
    ImGui::GetIO().AddInputCharactersUTF8(text.c_str());
}

const Theme& OffScreen::theme() const {
    return parts_->theme;
}
const Fonts& OffScreen::fonts() const {
    return parts_->fonts;
}
Fonts& OffScreen::fonts() {
    return parts_->fonts;
}

std::span<const std::uint32_t> OffScreen::pixels() const {
    return parts_->pixels;
}

Color OffScreen::pixel(int x, int y) const {
    const std::uint32_t value = parts_->pixels[static_cast<std::size_t>(y * width_ + x)];
    const auto byte = [value](unsigned shift) { return static_cast<std::uint8_t>(value >> shift & 0xFFU); };
    return {byte(0), byte(8), byte(16), byte(24)};
}

void OffScreen::save_png(const std::string& path) const {
    if (stbi_write_png(path.c_str(), width_, height_, 4, parts_->pixels.data(), width_ * 4) == 0) {
        throw std::runtime_error("can't write " + path);
    }
}

}  // namespace crosstalk::ui::twin
