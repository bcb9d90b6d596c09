#include "ui/list/message_list_keys.hpp"

#include <algorithm>

#include "ui/widgets/keys.hpp"

namespace crosstalk::ui {

namespace {

constexpr float page_share = 0.9F;
// While a message is looked for that is just out of sight.
constexpr float reveal_step = 200.0F;

bool can_stand_on(const MessageSource& source, std::size_t index) {
    return source.at(index).kind == LineKind::Message;
}

// The newest message that is wholly visible, else the newest that is visible at all.
std::uint64_t last_visible(const MessageListView& view, const MessageSource& source, float height) {
    std::uint64_t found = 0;
    for (const VisibleLine& line : view.list.lines()) {
        if (line.layout->kind != LineKind::Message || line.index >= source.count()) continue;
        if (found == 0 || line.y + line.layout->height <= static_cast<int>(height)) found = line.id;
    }
    return found;
}

std::uint64_t first_visible(const MessageListView& view) {
    std::uint64_t found = 0;
    for (const VisibleLine& line : view.list.lines()) {
        if (line.layout->kind != LineKind::Message) continue;
        if (line.y >= 0) return line.id;
        found = line.id;
    }
    return found;
}

void step(MessageListView& view, const MessageSource& source, std::ptrdiff_t by) {
    const auto from = source.index_of(view.cursor);
    if (!from) return;
    for (std::ptrdiff_t at = static_cast<std::ptrdiff_t>(*from) + by;
         at >= 0 && at < static_cast<std::ptrdiff_t>(source.count()); at += by) {
        const auto index = static_cast<std::size_t>(at);
        if (!can_stand_on(source, index)) continue;
        view.cursor = source.id_at(index);
        view.reveals_cursor = true;
        return;
    }
    // Behind the last message there is the end of the list.
    if (by > 0) view.list.scroll_to_bottom();
}

bool is_pressed(ImGuiKey key) {
    return ImGui::IsKeyPressed(key) && ImGui::GetIO().KeyMods == ImGuiMod_None;
}

}  // namespace

void obey_list_keys(const Context& context, MessageListView& view, const MessageSource& source, Box area,
                    ListWishes& wishes) {
    own_keys_of_item({ImGuiKey_UpArrow, ImGuiKey_DownArrow, ImGuiKey_PageUp, ImGuiKey_PageDown, ImGuiKey_Home,
                      ImGuiKey_End, ImGuiKey_Enter, ImGuiKey_KeypadEnter, ImGuiKey_Menu, ImGuiKey_F10});
    static constexpr ImGuiKey walking[] = {ImGuiKey_UpArrow,  ImGuiKey_DownArrow, ImGuiKey_PageUp,
                                           ImGuiKey_PageDown, ImGuiKey_Home,      ImGuiKey_End};
    if (std::ranges::any_of(walking, is_pressed)) view.by_keys = true;
    if (view.cursor == 0 || view.list.line_of(view.cursor) == nullptr) {
        if (!view.reveals_cursor) view.cursor = last_visible(view, source, area.height());
    }
    const auto page = static_cast<int>(area.height() * page_share);
    if (is_pressed(ImGuiKey_UpArrow)) step(view, source, -1);
    if (is_pressed(ImGuiKey_DownArrow)) step(view, source, 1);
    const auto scroll = [&](MessageListView::CursorEdge edge) {
        view.cursor_goes_to = edge;
        context.needs.another_frame = true;
    };
    if (is_pressed(ImGuiKey_PageUp)) {
        view.list.scroll_by(-page);
        scroll(MessageListView::CursorEdge::Top);
    }
    if (is_pressed(ImGuiKey_PageDown)) {
        view.list.scroll_by(page);
        scroll(MessageListView::CursorEdge::Bottom);
    }
    if (is_pressed(ImGuiKey_Home)) {
        view.list.scroll_to_share(0);
        scroll(MessageListView::CursorEdge::Top);
    }
    if (is_pressed(ImGuiKey_End)) {
        view.list.scroll_to_bottom();
        scroll(MessageListView::CursorEdge::Bottom);
    }
    if (view.cursor == 0) return;
    if (is_pressed(ImGuiKey_Enter) || is_pressed(ImGuiKey_KeypadEnter)) wishes.answer = view.cursor;
    if (is_pressed(ImGuiKey_Menu) || ImGui::IsKeyChordPressed(ImGuiMod_Shift | ImGuiKey_F10))
        wishes.context_menu = view.cursor;
}

void place_list_cursor(const Context& context, MessageListView& view, const MessageSource& source, Box area) {
    if (view.cursor_goes_to != MessageListView::CursorEdge::Nowhere) {
        const bool to_top = view.cursor_goes_to == MessageListView::CursorEdge::Top;
        view.cursor = to_top ? first_visible(view) : last_visible(view, source, area.height());
        view.cursor_goes_to = MessageListView::CursorEdge::Nowhere;
        view.reveals_cursor = false;
    }
    if (!view.reveals_cursor) return;
    const auto wanted = source.index_of(view.cursor);
    if (!wanted || view.list.lines().empty()) {
        view.reveals_cursor = false;
        return;
    }
    const auto height = static_cast<int>(area.height());
    int by = 0;
    if (const VisibleLine* line = view.list.line_of(view.cursor)) {
        const int below = line->y + line->layout->height - height;
        // Of a message that is higher than the view, the beginning counts.
        if (line->y + line->layout->row_top < 0) by = line->y + line->layout->row_top;
        if (below > 0 && by == 0) by = std::min(below, line->y + line->layout->row_top);
        view.reveals_cursor = false;
    } else {
        const bool is_above = *wanted < view.list.lines().front().index;
        by = static_cast<int>(context.px(is_above ? -reveal_step : reveal_step));
    }
    if (by == 0) return;
    view.list.scroll_by(by);
    context.needs.another_frame = true;
}

}  // namespace crosstalk::ui
