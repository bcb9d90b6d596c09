#include "ui/widgets/bare_window.hpp"

namespace crosstalk::ui {

namespace {

constexpr ImGuiWindowFlags bare = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                                  ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                  ImGuiWindowFlags_NoScrollWithMouse;

void prepare(Box box) {
    ImGui::SetNextWindowPos(box.min);
    ImGui::SetNextWindowSize({box.width(), box.height()});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
}

}  // namespace

void begin_bare_window(const char* name, Box box, ImGuiWindowFlags more) {
    prepare(box);
    ImGui::Begin(name, nullptr, bare | more);
    ImGui::PopStyleVar();
}

bool begin_bare_modal(const char* id, Box box) {
    prepare(box);
    const bool is_open = ImGui::BeginPopupModal(id, nullptr, bare);
    ImGui::PopStyleVar();
    return is_open;
}

}  // namespace crosstalk::ui
