#include "ui/list/message_line_drawing.hpp"

#include <algorithm>
#include <cmath>

#include "ui/theme/icons.hpp"
#include "ui/theme/person.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/mark.hpp"
#include "ui/widgets/row.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::string_view not_sent = "Not sent.";

bool is_message(const LineLayout& layout) {
    return layout.kind == LineKind::Message;
}

void draw_dividers(const LineFrame& frame, const VisibleLine& line, const MessageView& view) {
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

void draw_send_state(const LineFrame& frame, ImVec2 right_middle, SendState state) {
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

void draw_header(const LineFrame& frame, const VisibleLine& line, const MessageView& view, float slide) {
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

Color text_color(const LineFrame& frame, const LineLayout& layout, const MessageView& view) {
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

void draw_body(const LineFrame& frame, const VisibleLine& line, const MessageView& view, float slide) {
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

void draw_notice_icon(const LineFrame& frame, const VisibleLine& line, float slide) {
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
void draw_gutter_time(const LineFrame& frame, const VisibleLine& line, const MessageView& view) {
    const Type type{TypeStyle::Micro, Face::Regular};
    const ShortText time = time_of_day(view.time_ms, frame.options.zone, frame.options.clock);
    const float width = std::ceil(text_width(frame.context, type, time));
    const float y = frame.area.min.y + static_cast<float>(line.y + line.layout->body_top) + frame.px(3);
    draw_text(frame.draw, frame.context, {frame.text_left() - frame.px(space::medium) - width, y}, type,
              frame.theme[Role::TextMuted], time);
}

bool action(const LineFrame& frame, const char* id, float& x, float y, std::string_view word, Role role) {
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

LineAction draw_failed_actions(const LineFrame& frame, const VisibleLine& line, float slide) {
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
    const bool retry = action(frame, "retry", x, y, "Retry", Role::Accent);
    const bool remove = action(frame, "delete", x, y, "Delete", Role::TextSecondary);
    if (retry) return LineAction::Retry;
    return remove ? LineAction::Delete : LineAction::None;
}

}  // namespace

Box row_box(const LineFrame& frame, const VisibleLine& line, float slide) {
    const float top = frame.area.min.y + static_cast<float>(line.y) + slide;
    return {{frame.area.min.x, top + static_cast<float>(line.layout->row_top)},
            {frame.area.max.x, top + static_cast<float>(line.layout->height)}};
}

void draw_line_ground(const LineFrame& frame, const VisibleLine& line, const MessageView& view, float slide,
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

LineAction draw_line(const LineFrame& frame, const VisibleLine& line, const MessageView& view, float slide,
                     float opacity) {
    const LineLayout& layout = *line.layout;
    const int first_vertex = frame.draw.VtxBuffer.Size;
    draw_dividers(frame, line, view);
    if (layout.header_top >= 0) draw_header(frame, line, view, slide);
    if (!is_message(layout)) draw_notice_icon(frame, line, slide);
    draw_body(frame, line, view, slide);
    if (is_message(layout) && view.origin == Origin::Own) {
        const int row = layout.header_top >= 0 ? layout.header_top : layout.body_top;
        const float y = frame.area.min.y + static_cast<float>(line.y + row) + slide;
        const float middle = y + std::floor(frame.px(measure::message_header) / 2);
        draw_send_state(frame, {frame.area.max.x - frame.px(space::group), middle}, view.state);
    }
    if (is_message(layout) && layout.header_top < 0 && line.id == frame.hovered)
        draw_gutter_time(frame, line, view);
    LineAction action = LineAction::None;
    if (layout.action_top >= 0) action = draw_failed_actions(frame, line, slide);
    if (opacity < 1) {
        for (int vertex = first_vertex; vertex < frame.draw.VtxBuffer.Size; ++vertex) {
            ImU32& color = frame.draw.VtxBuffer[vertex].col;
            const auto alpha = static_cast<float>(color >> IM_COL32_A_SHIFT & 0xFFU) * opacity;
            color = (color & ~IM_COL32_A_MASK) | static_cast<ImU32>(alpha) << IM_COL32_A_SHIFT;
        }
    }
    return action;
}

}  // namespace crosstalk::ui
