#include "ui/list/message_list_view.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/list/message_line_drawing.hpp"
#include "ui/list/message_list_keys.hpp"
#include "ui/theme/icons.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/keys.hpp"

namespace crosstalk::ui {

namespace {

constexpr float wheel_step = 60.0F;
constexpr float drag_scroll_step = 12.0F;  // per frame while a selection is dragged out of the area

// "2 new, jump to latest": a filled pill in the middle, 10 px above the lower edge. True when pressed.
bool draw_pill(const Context& context, Box area, std::size_t count, bool is_past) {
    const Theme& theme = context.theme;
    ShortText text;
    if (count > 0) {
        text.append_number(count);
        text.append(" new, jump to latest");
    } else {
        text.append(is_past ? "Older messages, jump to latest" : "Jump to newest");
    }
    const Type type{TypeStyle::Ui, Face::SemiBold};
    const float side = theme.px(18);
    const float width = std::ceil(text_width(context, type, text)) + side + theme.px(space::control) +
                        2 * theme.px(measure::button_padding);
    const float height = theme.px(measure::pill);
    const Box box =
        box_at({std::floor(area.center().x - width / 2), area.max.y - theme.px(measure::pill_above) - height},
               width, height);
    const ItemState state = item(context, "pill", box);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    fill_box(draw, box, mix(theme[Role::Accent], theme[Role::AccentHover], state.hover), height / 2);
    draw_focus_ring(draw, context, state, box, height / 2);
    const float sink = state.held ? theme.px(line::border) : 0;
    float x = box.min.x + theme.px(measure::button_padding);
    draw_icon(draw, theme, Icon::ChevronDown, {x + side / 2, box.center().y + sink}, side,
              theme[Role::AccentText]);
    x += side + theme.px(space::control);
    draw_text(draw, context, {x, std::floor(box.center().y - theme.type_row(type.style) / 2) + sink}, type,
              theme[Role::AccentText], text);
    return state.pressed;
}

std::string_view link_text(const LineLayout& layout, std::uint32_t link) {
    const ByteRange& range = layout.text.links[link];
    return std::string_view(layout.content.text).substr(range.begin, range.end - range.begin);
}

void copy_block(const LineLayout& layout, std::size_t index) {
    const TextBlock& block = layout.text.blocks[index];
    ImGui::SetClipboardText(layout.content.text.substr(block.begin, block.end - block.begin).c_str());
}

// Pixels that a line is still below its place, and how much of it shows.
float slide_of(const Context& context, const MessageListView& view, std::uint64_t id, float& opacity) {
    opacity = 1.0F;
    for (const MessageListView::Arrival& arrival : view.arrivals) {
        if (arrival.id != id) continue;
        opacity = context.theme.progress(motion::message, context.now_ms - arrival.since_ms);
        return std::round(context.px(motion::message_slide) * (1.0F - opacity));
    }
    return 0;
}

void note_arrivals(const Context& context, MessageListView& view, const MessageSource& source) {
    std::erase_if(view.arrivals, [&](const MessageListView::Arrival& arrival) {
        return context.now_ms - arrival.since_ms >= motion::message.milliseconds;
    });
    const std::size_t count = source.count();
    const std::uint64_t newest = count == 0 ? 0 : source.id_at(count - 1);
    if (newest == view.last_id) return;
    // Only what scrolls in at the bottom slides, and only a few lines: a page that arrives is simply there.
    constexpr std::size_t sliding_most = 4;
    const auto lines = view.list.lines();
    if (view.last_id != 0 && view.list.at_bottom() && context.theme.motion() == MotionLevel::Full) {
        const auto known = std::find_if(lines.begin(), lines.end(), [&](const VisibleLine& visible) {
            return visible.id == view.last_id;
        });
        if (known != lines.end() && static_cast<std::size_t>(lines.end() - known) <= sliding_most + 1) {
            for (auto fresh = known + 1; fresh != lines.end(); ++fresh) {
                view.arrivals.push_back({fresh->id, context.now_ms});
            }
        }
    }
    view.last_id = newest;
}

float flash_of(const Context& context, MessageListView& view, std::uint64_t id) {
    if (id == 0 || id != view.flash_id) return 0;
    const std::int64_t elapsed = context.now_ms - view.flash_ms;
    const bool steady = context.theme.motion() == MotionLevel::Reduced;
    if (elapsed >= (steady ? motion::flash_reduced_ms : motion::flash.milliseconds)) {
        view.flash_id = 0;
        return 0;
    }
    context.needs.another_frame = true;
    return steady ? 1.0F : 1.0F - context.theme.progress(motion::flash, elapsed);
}

// The keyboard moves the ring until the pointer moves again; and a pointer outside is none, though Dear ImGui takes what has
// the keyboard for hovered.
bool is_pointed_at(MessageListView& view, const ItemState& state, Box area) {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.MouseDelta.x != 0 || io.MouseDelta.y != 0 || io.MouseWheel != 0) view.by_keys = false;
    if (!state.focused) view.by_keys = false;
    return state.hovered && !view.by_keys && ImGui::IsMousePosValid() && area.contains(io.MousePos);
}

// A pointer that is nowhere has no place that an int can hold.
ImVec2 held_near(Box area, ImVec2 point) {
    return {std::clamp(point.x, area.min.x - 1, area.max.x), std::clamp(point.y, area.min.y - 1, area.max.y)};
}

constexpr float drag_from = 2;  // pixels: less is a click

ImGuiMouseCursor pointer_over(ListPart part) {
    switch (part) {
        case ListPart::Spoiler:
        case ListPart::Reply:
        case ListPart::Avatar:
        case ListPart::Name:
        case ListPart::Mention:
            return ImGuiMouseCursor_Hand;
        case ListPart::Text:
            return ImGuiMouseCursor_TextInput;
        default:
            return ImGuiMouseCursor_Arrow;
    }
}

void follow_pointer(const Context& context, MessageListView& view, const MessageSource& source, Box area,
                    const ListFrame& frame, const ItemState& state, ListWishes& wishes) {
    const ImGuiIO& io = ImGui::GetIO();
    const auto inside = [&](ImVec2 point) {
        point = held_near(area, point);
        return view.list.hit_test(static_cast<int>(point.x - area.min.x),
                                  static_cast<int>(point.y - area.min.y), source, frame);
    };
    if (state.hovered && io.MouseWheel != 0) {
        view.list.scroll_by(static_cast<int>(std::lround(-io.MouseWheel * context.px(wheel_step))));
        context.needs.another_frame = true;
    }
    if (state.hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
        const ListHit hit = inside(io.MousePos);
        if (hit.id != 0) {
            const int clicks = io.MouseClickedCount[ImGuiMouseButton_Left];
            if (clicks >= 3) {
                view.list.select_line(hit);
            } else if (clicks == 2 && hit.part != ListPart::Avatar && hit.part != ListPart::Name) {
                view.list.select_word(hit);
            } else if (io.KeyShift && view.list.has_selection()) {
                view.list.extend_selection(hit);
            } else {
                view.list.begin_selection(hit);
                view.dragging = true;
            }
        }
    } else if (!state.hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
        view.list.clear_selection();
    }
    // In a slow frame the last movement and the release come together.
    const ImVec2 pressed_at = io.MouseClickedPos[ImGuiMouseButton_Left];
    const float moved =
        std::max(std::abs(io.MousePos.x - pressed_at.x), std::abs(io.MousePos.y - pressed_at.y));
    const bool released = ImGui::IsMouseReleased(ImGuiMouseButton_Left);
    const bool drags =
        ImGui::IsMouseDragging(ImGuiMouseButton_Left, drag_from) || (released && moved > drag_from);
    if (view.dragging && drags) {
        ImVec2 point = io.MousePos;
        if (point.y < area.min.y || point.y >= area.max.y) {
            const float step = context.px(drag_scroll_step);
            view.list.scroll_by(static_cast<int>(point.y < area.min.y ? -step : step));
            context.needs.another_frame = true;
        }
        point.y = std::clamp(point.y, area.min.y, area.max.y - 1);
        view.list.extend_selection(inside(point));
    }
    if (view.dragging && released) {
        view.dragging = false;
        if (view.list.has_selection()) wishes.selected = view.list.copy_selection(source, frame);
        const ListHit hit = inside(io.MousePos);
        if (!view.list.has_selection() && state.hovered && hit.id != 0) {
            const MessageView message = source.at(hit.index);
            if (hit.part == ListPart::Link) {
                wishes.open_link = std::string(link_text(*view.list.line_of(hit.id)->layout, hit.link));
            } else if (hit.part == ListPart::Spoiler) {
                view.list.uncover(hit.id, hit.spoiler);
                context.needs.another_frame = true;
            } else if (hit.part == ListPart::Reply) {
                wishes.jump_to = message.reply.place;
            } else if (hit.part == ListPart::Avatar || hit.part == ListPart::Name) {
                wishes.person = message.author;
            } else if (hit.part == ListPart::Mention) {
                wishes.mentioned = view.list.line_of(hit.id)->layout->content.mentions[hit.mention];
            }
        }
    }
    if (state.focused) {
        obey_list_keys(context, view, source, area, wishes);
        if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_A)) view.list.select_all();
    }
    if (state.right_pressed) wishes.context_menu = inside(io.MousePos).id;
    if (view.list.has_selection() && ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_C)) {
        ImGui::SetClipboardText(view.list.copy_selection(source, frame).c_str());
    }
}

}  // namespace

void jump_to(MessageListView& view, std::uint64_t id, std::int64_t now_ms) {
    view.list.show(id);
    view.flash_id = id;
    view.flash_ms = now_ms;
}

ListWishes draw_message_list(const Context& context, MessageListView& view, const MessageSource& source,
                             Box area, const ListOptions& options) {
    ListWishes wishes;
    const Theme& theme = context.theme;
    const FontMeasure measure(context.fonts, theme);
    const ListFrame frame{theme,
                          measure,
                          options.zone,
                          options.clock,
                          static_cast<int>(area.width()),
                          static_cast<int>(area.height()),
                          options.first_unread,
                          options.my_key,
                          options.markup,
                          options.names_stamp,
                          options.emoji_only,
                          options.days,
                          options.previews};
    if (frame.width < 1 || frame.height < 1) return wishes;
    const IdScope scope("messages");
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (view.focus_wanted) {
        focus_next_item();
        view.by_keys = true;
    }
    view.focus_wanted = false;
    ImGui::SetNextItemAllowOverlap();
    const ItemState state = item(context, "area", area);
    follow_pointer(context, view, source, area, frame, state, wishes);
    view.list.update(source, frame);
    if (state.focused) place_list_cursor(context, view, source, area);
    note_arrivals(context, view, source);

    ListHit under{};
    if (is_pointed_at(view, state, area)) {
        const ImVec2 mouse = held_near(area, ImGui::GetIO().MousePos);
        under = view.list.hit_test(static_cast<int>(mouse.x - area.min.x),
                                   static_cast<int>(mouse.y - area.min.y), source, frame);
        const bool on_row = under.part != ListPart::Nothing && under.part != ListPart::Divider;
        wishes.hovered = on_row ? under.id : 0;
    }
    const bool walks = state.focused && view.by_keys;
    // What stands in a row belongs to it, though the pointer is on another thing there.
    if (wishes.hovered == 0 && !walks) wishes.hovered = view.over_files;
    view.over_files = 0;
    if (options.held != 0 && !walks) wishes.hovered = options.held;
    if (walks || (state.focused && wishes.hovered == 0)) wishes.hovered = view.cursor;
    std::optional<std::uint32_t> hot_link;
    if (under.part == ListPart::Link) hot_link = under.link;
    const LineFrame lines{context,   theme,   draw, source,         options,
                          view.list, measure, area, wishes.hovered, hot_link};

    std::optional<Box> cursor_row;
    ImGui::PushClipRect(area.min, area.max, true);
    // All tints first: no text may end up under the tint of the row below it.
    for (const VisibleLine& visible : view.list.lines()) {
        float opacity = 1;
        const float slide = slide_of(context, view, visible.id, opacity);
        draw_line_ground(lines, visible, source.at(visible.index), slide,
                         flash_of(context, view, visible.id));
        if (visible.id == wishes.hovered) wishes.hovered_row = row_box(lines, visible, slide);
        if (state.focused && visible.id == view.cursor) cursor_row = row_box(lines, visible, slide);
    }
    for (const VisibleLine& visible : view.list.lines()) {
        float opacity = 1;
        const float slide = slide_of(context, view, visible.id, opacity);
        if (opacity < 1) context.needs.another_frame = true;
        const LineAction action = draw_line(lines, visible, source.at(visible.index), slide, opacity);
        if (action.over_files) view.over_files = visible.id;
        switch (action.kind) {
            case LineAction::Kind::None:
                break;
            case LineAction::Kind::File:
                wishes.on_file = {visible.id, action.index, action.deed};
                break;
            case LineAction::Kind::Game:
                wishes.on_game = {visible.id, action.game_deed, action.button};
                break;
            case LineAction::Kind::Retry:
                wishes.retry = visible.id;
                break;
            case LineAction::Kind::Delete:
                wishes.remove = visible.id;
                break;
            case LineAction::Kind::React:
                wishes.reacted = {visible.id, action.index};
                break;
            case LineAction::Kind::CopyCode:
                copy_block(*visible.layout, action.index);
                break;
        }
    }
    if (cursor_row) {
        draw_focus_ring(draw, context, state, *cursor_row, theme.px(radius::control), RingPlace::Inside);
        set_focused_box(*cursor_row);
    }
    ImGui::PopClipRect();

    if (hot_link) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        // Where a link goes is shown before it can be followed.
        draw_tooltip(context, link_text(*view.list.line_of(under.id)->layout, *hot_link));
    } else if (under.part == ListPart::Edited) {
        ShortText when;
        when.append("Edited at ");
        const std::int64_t at = source.at(under.index).edited_ms;
        when.append(exact_time(at, options.zone, options.clock).view());
        draw_tooltip(context, when);
    } else if (under.part != ListPart::Nothing) {
        ImGui::SetMouseCursor(pointer_over(under.part));
    }

    const ScrollbarShape shape = view.list.scrollbar();
    if (shape.needed) {
        const auto wanted = scrollbar(context, "bar", area, shape.top, shape.size, view.bar);
        if (wanted) {
            view.list.scroll_to_share(*wanted);
            context.needs.another_frame = true;
        }
    }
    const std::size_t below = options.is_past ? 0 : view.list.new_below();
    const bool is_far = shape.needed && !view.list.at_bottom() && 1 - shape.top - shape.size > shape.size;
    const bool has_pill = below > 0 || options.is_past || is_far;
    if (has_pill && draw_pill(context, area, below, options.is_past)) {
        if (options.is_past) {
            wishes.leave_past = true;
        } else {
            view.list.scroll_to_bottom();
        }
        context.needs.another_frame = true;
    }
    if (!cursor_row) draw_focus_ring(draw, context, state, area, 0, RingPlace::Inside);
    const auto visible = view.list.lines();
    wishes.reached_end = !visible.empty() && visible.back().index + 1 == source.count();
    wishes.reached_top = !visible.empty() && visible.front().index == 0 && visible.front().y >= -frame.height;
    return wishes;
}

}  // namespace crosstalk::ui
