#include "ui/widgets/keys.hpp"

#include <imgui_internal.h>

namespace crosstalk::ui {

void take_key(ImGuiKey key) {
    ImGui::SetKeyOwner(key, ImGui::GetID("taken"), ImGuiInputFlags_LockThisFrame);
}

void own_keys_of_item(std::initializer_list<ImGuiKey> keys) {
    for (const ImGuiKey key : keys)
        ImGui::SetKeyOwner(key, ImGui::GetItemID());
}

void own_keys(std::initializer_list<ImGuiKey> keys) {
    for (const ImGuiKey key : keys)
        ImGui::SetKeyOwner(key, ImGui::GetID("owned"));
}

void focus_next_item() {
    ImGui::SetKeyboardFocusHere();
    show_focus();
}

void show_focus() {
    ImGui::SetNavCursorVisible(true);
}

Box focused_box() {
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    if (g.NavWindow == nullptr || g.NavId == 0) return {};
    const ImRect box = ImGui::WindowRectRelToAbs(g.NavWindow, g.NavWindow->NavRectRel[g.NavLayer]);
    return {box.Min, box.Max};
}

void set_focused_box(Box box) {
    ImGuiWindow& window = *ImGui::GetCurrentWindow();
    window.NavRectRel[0] = ImGui::WindowRectAbsToRel(&window, ImRect(box.min, box.max));
}

void bring_window_to_front() {
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
}

void put_window_behind_popups() {
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    if (g.OpenPopupStack.empty() || g.OpenPopupStack[0].Window == nullptr) return;
    ImGui::BringWindowToDisplayBehind(ImGui::GetCurrentWindow(), g.OpenPopupStack[0].Window);
}

bool is_popup_open() {
    return ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup);
}

}  // namespace crosstalk::ui
