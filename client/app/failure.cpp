#include "client/app/failure.hpp"

#include <imgui.h>

#include <algorithm>
#include <cstdio>

#include "client/app/platform.hpp"
#include "client/app/window.hpp"
#include "ui/fonts/fonts.hpp"
#include "ui/theme/context.hpp"
#include "ui/widgets/form.hpp"

namespace crosstalk::app {

namespace {

constexpr int width = 560;
constexpr int height = 360;

// True when it may close.
bool draw(const ui::Context& context, const std::string& text) {
    const ImGuiViewport& viewport = *ImGui::GetMainViewport();
    ImGui::SetNextWindowPos(viewport.Pos);
    ImGui::SetNextWindowSize(viewport.Size);
    ImGui::Begin("failure", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground);
    const float edge = context.px(ui::space::page);
    ui::Form form(context, {viewport.Pos.x + edge, viewport.Pos.y + edge}, viewport.Size.x - 2 * edge);
    form.heading("Crosstalk cannot start");
    form.paragraph(text, ui::Role::Text, ui::TypeStyle::Body);
    form.gap();
    const bool pressed = form.buttons({{"close", "Close", {.kind = ui::ButtonKind::Primary}}}) == 0;
    ImGui::End();
    return pressed || ImGui::IsKeyPressed(ImGuiKey_Enter) || ImGui::IsKeyPressed(ImGuiKey_Escape);
}

// Not the system's own box: that of X11 needs fonts that few machines have, that of Wayland a program.
void show(const std::string& text) {
    Window window({.width = width, .height = height});
    const ui::Fonts fonts = ui::Fonts::load(*ImGui::GetIO().Fonts);
    const float scale = std::clamp(window.display_scale(), ui::scale_least, ui::scale_most);
    const ui::Theme theme = ui::make_theme({.scale = scale});
    constexpr int frames_to_settle = 3;
    for (int frames = frames_to_settle; !window.wants_to_close() && !window.is_ending();) {
        const bool rests = frames == 0;
        if (window.wait(rests ? std::nullopt : std::optional(std::chrono::milliseconds(0))))
            frames = frames_to_settle;
        if (frames > 0) --frames;
        ui::apply_theme(theme);
        window.begin_frame();
        ui::FrameNeeds needs;
        const bool is_read = draw({.theme = theme, .fonts = fonts, .needs = needs}, text);
        window.end_frame(theme[ui::Role::Window]);
        if (is_read) return;
    }
}

}  // namespace

void tell_failure(const std::string& text) {
    std::fprintf(stderr, "crosstalk: %s\n", text.c_str());
    if (has_terminal()) return;
    try {
        show(text);
    } catch (const WindowError&) {
        // There is no display either: it was said on stderr.
    }
}

}  // namespace crosstalk::app
