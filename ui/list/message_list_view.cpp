#include "ui/list/message_list_view.hpp"

#include <algorithm>
#include <cmath>

#include "ui/theme/icons.hpp"
#include "ui/theme/person.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/mark.hpp"
#include "ui/widgets/row.hpp"

namespace crosstalk::ui {

namespace {

constexpr float wheel_step = 60.0F;
constexpr float drag_scroll_step = 12.0F;  // per frame while a selection is dragged out of the area
constexpr std::string_view not_sent = "Not sent.";

// Everything that the drawing of one frame's lines needs.
struct Frame {
    const Context& context;
    const Theme& theme;
    ImDrawList& draw;
    const MessageSource& source;
    const ListOptions& options;
    const MessageList& list;
    const FontMeasure& measure;
    Box area;
    std::uint64_t hovered;
    std::optional<std::uint32_t> hovered_link;

    float px(float at_100_percent) const { return theme.px(at_100_percent); }
    float text_left() const { return area.min.x + px(measure::text_left); }
};

bool is_message(const LineLayout& layout) {
    return layout.kind == LineKind::Message;
}

Box row_box(const Frame& frame, const VisibleLine& line, float slide) {
    const float top = frame.area.min.y + static_cast<float>(line.y) + slide;
    return {{frame.area.min.x, top + static_cast<float>(line.layout->row_top)},
            {frame.area.max.x, top + static_cast<float>(line.layout->height)}};
}

void draw_ground(const Frame& frame, const VisibleLine& line, const MessageView& view, float slide,
                 float flash) {
    const Theme& theme = frame.theme;
    const Box row = row_box(frame, line, slide);
    if (view.attention == Attention::Mention) {
        fill_box(frame.draw, row, theme[Role::MentionTint]);
        fill_box(frame.draw, box_at(row.min, frame.px(line::bar), row.height()), theme[Role::MentionBar]);
    } else if (is_message(*line.layout) && view.origin == Origin::Own) {
        fill_box(frame.draw, row, theme[Role::OwnTint]);
    } else if (frame.hovered == line.id) {
        fill_box(frame.draw, row, theme[Role::Hover]);
    }
    if (flash > 0) fill_box(frame.draw, row, with_opacity(theme[Role::AccentTint], flash));
}

void draw_dividers(const Frame& frame, const VisibleLine& line, const MessageView& view) {
    const LineLayout& layout = *line.layout;
    const float left = frame.area.min.x + frame.px(space::group);
    const float right = frame.area.max.x - frame.px(space::group);
    const float top = frame.area.min.y + static_cast<float>(line.y);
    const auto divide = [&](int at, std::string_view text, Role line_role, Role text_role) {
        if (at < 0) return;
        draw_divider(frame.draw, frame.context, left, right, top + static_cast<float>(at), text, line_role,
                     text_role);
    };
    divide(layout.day_top, full_date(view.time_ms, frame.options.zone), Role::Border, Role::TextMuted);
    divide(layout.history_top, "Earlier messages end here", Role::Border, Role::TextMuted);
    ShortText unread;
    unread.append("New messages");
    if (frame.options.unread_count > 0) {
        unread.append(", ");
        unread.append_number(frame.options.unread_count);
    }
    divide(layout.unread_top, unread, Role::Danger, Role::Danger);
}

void draw_send_state(const Frame& frame, ImVec2 right_middle, SendState state) {
    const float side = frame.px(16);
    const ImVec2 center{right_middle.x - side / 2, right_middle.y};
    switch (state) {
        case SendState::Pending:
            draw_icon(frame.draw, frame.theme, Icon::Clock, center, side, frame.theme[Role::TextMuted]);
            return;
        case SendState::Failed:
            draw_icon(frame.draw, frame.theme, Icon::Warning, center, side, frame.theme[Role::Danger]);
            return;
        case SendState::Sent:
            draw_icon(frame.draw, frame.theme, Icon::Tick, center, side, frame.theme[Role::TextMuted]);
            return;
        case SendState::Delivered:
            draw_icon(frame.draw, frame.theme, Icon::TwoTicks, center, side, frame.theme[Role::TextMuted]);
            return;
    }
}

void draw_header(const Frame& frame, const VisibleLine& line, const MessageView& view, float slide) {
    const Theme& theme = frame.theme;
    const float y = frame.area.min.y + static_cast<float>(line.y + line.layout->header_top) + slide;
    const float avatar = frame.px(theme.density().avatar);
    draw_avatar(frame.draw, frame.context, {frame.area.min.x + frame.px(space::group), y}, avatar,
                {view.author, view.author_name, Presence::Online});

    const float right = frame.area.max.x - frame.px(space::group) - frame.px(space::control);
    const Type time_type{TypeStyle::Small, view.age == Age::History ? Face::Italic : Face::Regular};
    const ShortText time = time_of_day(view.time_ms, frame.options.zone, frame.options.clock);
    const float time_width = std::ceil(text_width(frame.context, time_type, time));
    const float name_row = theme.type_row(TypeStyle::Body);
    float x = frame.text_left();
    const float name_room = right - x - time_width - frame.px(72);
    const Type name_type{TypeStyle::Body, Face::SemiBold};
    const float name_width =
        std::min(name_room, std::ceil(text_width(frame.context, name_type, view.author_name)));
    draw_text_within(frame.draw, frame.context, {x, y}, name_room, name_type, theme.name(view.author),
                     view.author_name);
    x += name_width + frame.px(space::control);
    if (view.origin == Origin::Own) {
        x += draw_word_chip(frame.draw, frame.context, {x, y}, name_row, "you") + frame.px(space::control);
    }
    // On the base line of the name.
    const float time_y = y + std::round((name_row - theme.type_row(time_type.style)) / 2) + frame.px(1);
    draw_text(frame.draw, frame.context, {x, time_y}, time_type, theme[Role::TextMuted], time);
}

Color text_color(const Frame& frame, const LineLayout& layout, const MessageView& view) {
    const Theme& theme = frame.theme;
    if (!is_message(layout)) return theme[Role::SystemText];
    if (view.state == SendState::Pending) return theme[Role::TextMuted];
    if (view.age == Age::History) return theme[Role::TextSecondary];
    return theme[Role::Text];
}

// The link that holds the byte; `end` is brought forward to where the link, or the text before the next one, ends.
std::optional<std::uint32_t> link_at(const TextLayout& layout, std::uint32_t byte, std::uint32_t& end) {
    for (std::uint32_t link = 0; link < layout.links.size(); ++link) {
        const LinkRange& range = layout.links[link];
        if (byte < range.begin) {
            end = std::min(end, range.begin);
            return std::nullopt;
        }
        if (byte < range.end) {
            end = std::min(end, range.end);
            return link;
        }
    }
    return std::nullopt;
}

void draw_body(const Frame& frame, const VisibleLine& line, const MessageView& view, float slide) {
    const LineLayout& layout = *line.layout;
    const std::string_view text = MessageList::drawn_text(layout, view);
    const Type type{layout.text.style, Face::Regular};
    const Color ink = text_color(frame, layout, view);
    const float left = frame.text_left();
    const float top = frame.area.min.y + static_cast<float>(line.y + layout.body_top) + slide;
    const auto row = static_cast<float>(layout.row_height);
    const auto selected = frame.list.selected_bytes(line.index, text.size());

    // A message may be far longer than the view: only the rows that can be seen are touched.
    const auto rows = static_cast<int>(layout.text.lines.size());
    const int first = std::clamp(static_cast<int>((frame.area.min.y - top) / row), 0, rows);
    const int last = std::clamp(static_cast<int>(std::ceil((frame.area.max.y - top) / row)), 0, rows);
    for (int index = first; index < last; ++index) {
        const auto at = static_cast<std::size_t>(index);
        const TextLine& text_line = layout.text.lines[at];
        const float y = top + static_cast<float>(index) * row;
        if (selected && selected->begin < text_line.end && selected->end > text_line.begin) {
            const float from =
                x_of_byte(text, layout.text, at, std::max(selected->begin, text_line.begin), frame.measure);
            const float to =
                x_of_byte(text, layout.text, at, std::min(selected->end, text_line.end), frame.measure);
            fill_box(frame.draw, {{left + std::floor(from), y}, {left + std::ceil(to), y + row}},
                     frame.theme[Role::Selected]);
        }
        // Piece by piece, as long as link and run stay the same.
        float x = left;
        for (std::uint32_t at_byte = text_line.begin; at_byte < text_line.end;) {
            std::uint32_t end = text_line.end;
            const std::optional<std::uint32_t> link = link_at(layout.text, at_byte, end);
            const TextRun* run = run_at(layout.text, at_byte);
            if (run != nullptr) {
                end = std::min(end, run->end);
            } else {
                for (const TextRun& next : layout.text.runs) {
                    if (next.begin > at_byte) end = std::min(end, next.begin);
                }
            }
            Type piece = type;
            Color piece_ink = ink;
            if (run != nullptr) {
                piece.face = run->face;
                piece_ink = frame.theme[Role::MentionText];
            }
            if (link) piece_ink = frame.theme[Role::Link];
            const float width = draw_text(frame.draw, frame.context, {x, y}, piece, piece_ink,
                                          text.substr(at_byte, end - at_byte));
            if (link) {
                const bool hot = frame.hovered == line.id && frame.hovered_link == link;
                horizontal_line(frame.draw, std::round(x), std::round(x + width), y + row - frame.px(3),
                                piece_ink, frame.px(hot ? 2.0F : 1.0F));
            }
            x += width;
            at_byte = end;
        }
    }
}

void draw_notice_icon(const Frame& frame, const VisibleLine& line, float slide) {
    const LineLayout& layout = *line.layout;
    Icon icon = Icon::Info;
    if (layout.kind == LineKind::Joined) icon = Icon::Enter;
    if (layout.kind == LineKind::Left) icon = Icon::Leave;
    const float column = frame.px(frame.theme.density().avatar);
    const float y = frame.area.min.y + static_cast<float>(line.y + layout.body_top) + slide +
                    static_cast<float>(layout.row_height) / 2;
    draw_icon(frame.draw, frame.theme, icon,
              {frame.area.min.x + frame.px(space::group) + column / 2, std::floor(y)}, frame.px(16),
              frame.theme[Role::SystemText]);
}

// The time of a line that continues a group, in the column of the avatars.
void draw_gutter_time(const Frame& frame, const VisibleLine& line, const MessageView& view) {
    const Type type{TypeStyle::Micro, Face::Regular};
    const ShortText time = time_of_day(view.time_ms, frame.options.zone, frame.options.clock);
    const float width = std::ceil(text_width(frame.context, type, time));
    const float y = frame.area.min.y + static_cast<float>(line.y + line.layout->body_top) + frame.px(3);
    draw_text(frame.draw, frame.context, {frame.text_left() - frame.px(space::medium) - width, y}, type,
              frame.theme[Role::TextMuted], time);
}

bool action(const Frame& frame, const char* id, float& x, float y, std::string_view word, Role role) {
    const Type type{TypeStyle::Small, Face::SemiBold};
    const float width = std::ceil(text_width(frame.context, type, word)) + 2 * frame.px(space::control);
    const float height = frame.px(measure::chip);
    const Box box = box_at({x, y}, width, height);
    const float more = frame.px(measure::chip_hit_margin);
    const ItemState state =
        item(frame.context, id, {{box.min.x, box.min.y - more}, {box.max.x, box.max.y + more}});
    fill_box(frame.draw, box, with_opacity(frame.theme[Role::Hover], state.hover), height / 2);
    outline_box(frame.draw, box, frame.theme[role], height / 2, frame.px(line::border));
    draw_focus_ring(frame.draw, frame.context, state, box, height / 2);
    draw_text_centered(frame.draw, frame.context, box, type, frame.theme[role], word);
    x += width + frame.px(space::control);
    return state.pressed;
}

void draw_failed_actions(const Frame& frame, const VisibleLine& line, float slide, ListWishes& wishes) {
    const IdScope scope(line.id);
    const float y = frame.area.min.y + static_cast<float>(line.y + line.layout->action_top) + slide;
    float x = frame.text_left();
    const Type type{TypeStyle::Ui, Face::SemiBold};
    const float row = frame.theme.type_row(type.style);
    const float side = frame.px(16);
    const float middle = y + frame.px(measure::chip) / 2;
    draw_icon(frame.draw, frame.theme, Icon::Warning, {x + side / 2, std::floor(middle)}, side,
              frame.theme[Role::Danger]);
    x += side + frame.px(space::small);
    x += draw_text(frame.draw, frame.context, {x, std::floor(middle - row / 2)}, type,
                   frame.theme[Role::Danger], not_sent);
    x = std::round(x) + frame.px(space::control);
    if (action(frame, "retry", x, y, "Retry", Role::Accent)) wishes.retry = line.id;
    if (action(frame, "delete", x, y, "Delete", Role::TextSecondary)) wishes.remove = line.id;
}

// "2 new, jump to latest": a filled pill in the middle, 10 px above the lower edge. True when pressed.
bool draw_pill(const Context& context, Box area, std::size_t count) {
    const Theme& theme = context.theme;
    ShortText text;
    text.append_number(count);
    text.append(" new, jump to latest");
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

void follow_pointer(const Context& context, MessageListView& view, const MessageSource& source, Box area,
                    const ListFrame& frame, const ItemState& state, ListWishes& wishes) {
    const ImGuiIO& io = ImGui::GetIO();
    const auto inside = [&](ImVec2 point) {
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
                view.list.select_line(hit, source);
            } else if (clicks == 2 && hit.part != ListPart::Avatar && hit.part != ListPart::Name) {
                view.list.select_word(hit, source);
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
    if (view.dragging && ImGui::IsMouseDragging(ImGuiMouseButton_Left, 2.0F)) {
        ImVec2 point = io.MousePos;
        if (point.y < area.min.y || point.y >= area.max.y) {
            const float step = context.px(drag_scroll_step);
            view.list.scroll_by(static_cast<int>(point.y < area.min.y ? -step : step));
            context.needs.another_frame = true;
        }
        point.y = std::clamp(point.y, area.min.y, area.max.y - 1);
        view.list.extend_selection(inside(point));
    }
    if (view.dragging && ImGui::IsMouseReleased(ImGuiMouseButton_Left)) {
        view.dragging = false;
        const ListHit hit = inside(io.MousePos);
        if (!view.list.has_selection() && state.hovered && hit.id != 0) {
            const MessageView message = source.at(hit.index);
            if (hit.part == ListPart::Link) {
                const LineLayout& layout = *view.list.line_of(hit.id)->layout;
                const LinkRange& link = layout.text.links[hit.link];
                wishes.open_link = std::string(message.text.substr(link.begin, link.end - link.begin));
            } else if (hit.part == ListPart::Avatar || hit.part == ListPart::Name) {
                wishes.person = message.author;
            }
        }
    }
    if (state.focused) {
        const auto page = static_cast<int>(area.height() * 0.9F);
        if (ImGui::IsKeyPressed(ImGuiKey_PageUp)) view.list.scroll_by(-page);
        if (ImGui::IsKeyPressed(ImGuiKey_PageDown)) view.list.scroll_by(page);
        if (ImGui::IsKeyPressed(ImGuiKey_Home)) view.list.scroll_to_share(0);
        if (ImGui::IsKeyPressed(ImGuiKey_End)) view.list.scroll_to_bottom();
        if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_A)) view.list.select_all(source);
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
                          options.my_name};
    if (frame.width < 1 || frame.height < 1) return wishes;
    const IdScope scope("messages");
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    ImGui::SetNextItemAllowOverlap();
    const ItemState state = item(context, "area", area);
    follow_pointer(context, view, source, area, frame, state, wishes);
    view.list.update(source, frame);
    note_arrivals(context, view, source);

    ListHit under{};
    if (state.hovered) {
        const ImVec2 mouse = ImGui::GetIO().MousePos;
        under = view.list.hit_test(static_cast<int>(mouse.x - area.min.x),
                                   static_cast<int>(mouse.y - area.min.y), source, frame);
        const bool on_row = under.part != ListPart::Nothing && under.part != ListPart::Divider;
        wishes.hovered = on_row ? under.id : 0;
    }
    std::optional<std::uint32_t> hot_link;
    if (under.part == ListPart::Link) hot_link = under.link;
    const Frame lines{context,   theme,   draw, source,         options,
                      view.list, measure, area, wishes.hovered, hot_link};

    ImGui::PushClipRect(area.min, area.max, true);
    // All tints first: no text may end up under the tint of the row below it.
    for (const VisibleLine& visible : view.list.lines()) {
        float opacity = 1;
        const float slide = slide_of(context, view, visible.id, opacity);
        draw_ground(lines, visible, source.at(visible.index), slide, flash_of(context, view, visible.id));
        if (visible.id == wishes.hovered) wishes.hovered_row = row_box(lines, visible, slide);
    }
    for (const VisibleLine& visible : view.list.lines()) {
        const MessageView message = source.at(visible.index);
        const LineLayout& layout = *visible.layout;
        float opacity = 1;
        const float slide = slide_of(context, view, visible.id, opacity);
        if (opacity < 1) context.needs.another_frame = true;
        const int first_vertex = draw.VtxBuffer.Size;
        draw_dividers(lines, visible, message);
        if (layout.header_top >= 0) draw_header(lines, visible, message, slide);
        if (!is_message(layout)) draw_notice_icon(lines, visible, slide);
        draw_body(lines, visible, message, slide);
        if (is_message(layout) && message.origin == Origin::Own) {
            const float y = area.min.y + static_cast<float>(visible.y) + slide +
                            static_cast<float>(layout.header_top >= 0 ? layout.header_top : layout.body_top);
            draw_send_state(
                lines,
                {area.max.x - theme.px(space::group), y + std::floor(theme.px(measure::message_header) / 2)},
                message.state);
        }
        if (is_message(layout) && layout.header_top < 0 && visible.id == wishes.hovered) {
            draw_gutter_time(lines, visible, message);
        }
        if (layout.action_top >= 0) draw_failed_actions(lines, visible, slide, wishes);
        if (opacity < 1) {
            for (int vertex = first_vertex; vertex < draw.VtxBuffer.Size; ++vertex) {
                ImU32& color = draw.VtxBuffer[vertex].col;
                const auto alpha = static_cast<float>(color >> IM_COL32_A_SHIFT & 0xFFU) * opacity;
                color = (color & ~IM_COL32_A_MASK) | static_cast<ImU32>(alpha) << IM_COL32_A_SHIFT;
            }
        }
    }
    ImGui::PopClipRect();

    if (hot_link) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        const MessageView message = source.at(under.index);
        const LinkRange& link = view.list.line_of(under.id)->layout->text.links[*hot_link];
        // Where a link goes is shown before it can be followed.
        draw_tooltip(context, message.text.substr(link.begin, link.end - link.begin));
    } else if (under.part == ListPart::Text || under.part == ListPart::Row) {
        if (view.list.line_of(under.id) != nullptr && under.part == ListPart::Text) {
            ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
        }
    } else if (under.part == ListPart::Avatar || under.part == ListPart::Name) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    }

    const ScrollbarShape shape = view.list.scrollbar();
    if (shape.needed) {
        const auto wanted = scrollbar(context, "bar", area, shape.top, shape.size, view.bar);
        if (wanted) {
            view.list.scroll_to_share(*wanted);
            context.needs.another_frame = true;
        }
    }
    if (view.list.new_below() > 0 && draw_pill(context, area, view.list.new_below())) {
        view.list.scroll_to_bottom();
        context.needs.another_frame = true;
    }
    draw_focus_ring(draw, context, state, area, 0, RingPlace::Inside);
    const auto visible = view.list.lines();
    wishes.reached_top = !visible.empty() && visible.front().index == 0 && visible.front().y >= -frame.height;
    return wishes;
}

}  // namespace crosstalk::ui
