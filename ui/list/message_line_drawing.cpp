#include "ui/list/message_line_drawing.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "net/text/markup/markup.hpp"
#include "net/text/utf8.hpp"
#include "ui/theme/icons.hpp"
#include "ui/theme/marked_text.hpp"
#include "ui/theme/person.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/mark.hpp"
#include "ui/widgets/row.hpp"

namespace crosstalk::ui {

namespace {

constexpr float pi = std::numbers::pi_v<float>;
constexpr std::string_view not_sent = "Not sent.";
constexpr float retry_and_delete = 150;  // at 100 %
constexpr std::string_view deleted_text = "This message was deleted.";
constexpr ButtonLook copy_look{.kind = ButtonKind::Quiet, .icon = Icon::Copy, .style = TypeStyle::Small};

// What a message says, for one line of a reply: without signs of style, spoilers hidden.
std::string one_line_of(std::string_view typed) {
    constexpr std::size_t looked_at = 400;
    std::string line =
        text::plain_text(text::parse_markup(text::first_bytes(typed, looked_at)), text::Spoilers::Hidden);
    std::ranges::replace(line, '\n', ' ');
    return line;
}

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
    divide(layout.history_top, "Since you came", Role::Border, Role::TextMuted);
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
        case SendState::Read:
            draw_icon(frame.draw, frame.theme, Icon::TwoTicks, center, side, frame.theme[Role::Accent]);
            return;
    }
}

// At the right, before the mark of what was sent.
void draw_pin(const LineFrame& frame, const VisibleLine& line, const MessageView& view, float slide) {
    const int row = line.layout->header_top >= 0 ? line.layout->header_top : line.layout->body_top;
    const float y = frame.area.min.y + static_cast<float>(line.y + row) + slide;
    const float middle = y + std::floor(frame.px(measure::message_header) / 2);
    const float side = frame.px(14);
    float right = frame.area.max.x - frame.px(space::group);
    if (view.origin == Origin::Own) right -= frame.px(16) + frame.px(space::small);
    draw_icon(frame.draw, frame.theme, Icon::Pin, {right - side / 2, middle}, side,
              frame.theme[Role::TextMuted]);
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
    draw_text_within(frame.draw, frame.context, {x, y}, name_room, name_type,
                     frame.context.name_color(view.author), view.author_name);
    x += name_width + frame.px(space::control);
    if (view.origin == Origin::Own) {
        x += draw_word_chip(frame.draw, frame.context, {x, y}, name_row, "you") + frame.px(space::control);
    }
    // On the base line of the name.
    if (view.game != nullptr) {
        const std::string deed = card_of(*view.game, frame.options.me).deed;
        const Type type{TypeStyle::Small};
        const float room = right - time_width - frame.px(space::control) - x;
        const float width = std::min(std::max(0.0F, room), std::ceil(text_width(frame.context, type, deed)));
        draw_text_within(frame.draw, frame.context,
                         {x, y + std::round((name_row - theme.type_row(type.style)) / 2) + frame.px(1)},
                         width, type, theme[Role::TextSecondary], deed);
        x += width + frame.px(space::control);
    }
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

Color ink_of(const LineFrame& frame, const TextRun* run, Color plain) {
    if (run == nullptr) return plain;
    const Theme& theme = frame.theme;
    switch (run->ink) {
        case RunInk::Plain:
            return plain;
        case RunInk::MyMention:
            return theme[Role::MentionText];
        case RunInk::Mention:
            return theme[Role::Accent];
        case RunInk::Link:
            return theme[Role::Link];
        case RunInk::Code:
            return theme[Role::CodeText];
        case RunInk::Muted:
            return theme[Role::TextMuted];
    }
    return plain;
}

bool is_hot_link(const LineFrame& frame, const VisibleLine& line, std::uint32_t byte) {
    if (frame.hovered != line.id || !frame.hovered_link) return false;
    const ByteRange& link = line.layout->text.links[*frame.hovered_link];
    return byte >= link.begin && byte < link.end;
}

// Bars of quotations and boxes of code, behind the text.
void draw_blocks(const LineFrame& frame, const TextLayout& text, float left, float top) {
    for (const TextBlock& block : text.blocks) {
        const float block_top = top + static_cast<float>(block.top);
        const float bottom = top + static_cast<float>(block.bottom);
        if (bottom < frame.area.min.y || block_top > frame.area.max.y) continue;
        for (std::uint8_t depth = 0; depth < block.quote_depth; ++depth) {
            const float x = left + std::round(static_cast<float>(depth) * frame.px(measure::quote_indent));
            fill_box(frame.draw, {{x, block_top}, {x + frame.px(line::bar), bottom}},
                     frame.theme[Role::BorderControl], frame.px(line::border));
        }
        if (!block.is_code) continue;
        const Box box{{left + block.left, block_top}, {left + block.right, bottom}};
        fill_box(frame.draw, box, frame.theme[Role::CodeBg], frame.px(radius::control));
        outline_box(frame.draw, box, frame.theme[Role::Border], frame.px(radius::control),
                    frame.px(line::border));
    }
}

// Bytes of one line that look the same, from `x` on. Gives the width.
float draw_piece(const LineFrame& frame, const VisibleLine& line, ImVec2 at, float row, ByteRange bytes,
                 const TextRun* run, Color plain) {
    const TextLayout& text = line.layout->text;
    const std::string_view words =
        std::string_view(line.layout->content.text).substr(bytes.begin, bytes.end - bytes.begin);
    Type type{text.style, run == nullptr ? Face::Regular : run->face};
    if (run != nullptr && run->mono) type = {TypeStyle::Code, Face::Mono};
    const Color ink = ink_of(frame, run, plain);
    const bool boxed = run != nullptr && run->boxed;
    const float before = boxed && bytes.begin == run->begin ? text.box_padding : 0;
    const float after = boxed && bytes.end == run->end ? text.box_padding : 0;
    const float width = before + text_width(frame.context, type, words) + after;
    const Box ground{{std::round(at.x), at.y}, {std::round(at.x + width), at.y + row}};
    if (run != nullptr && frame.list.is_covered(line.id, *run)) {
        fill_box(frame.draw,
                 {{ground.min.x, ground.min.y + frame.px(1)}, {ground.max.x, ground.max.y - frame.px(1)}},
                 frame.theme[Role::Spoiler], frame.px(radius::code));
        return width;
    }
    const Box inner{{ground.min.x, ground.min.y + frame.px(1)}, {ground.max.x, ground.max.y - frame.px(1)}};
    if (boxed) fill_box(frame.draw, inner, frame.theme[Role::CodeBg], frame.px(radius::code));
    if (run != nullptr && run->ink == RunInk::Mention)
        fill_box(frame.draw, inner, frame.theme[Role::AccentTint], frame.px(radius::code));
    if (run != nullptr && run->spoiler != 0)
        fill_box(frame.draw, inner, frame.theme[Role::Hover], frame.px(radius::code));
    // A row of another style stands in the middle of the line.
    const float y = at.y + std::floor((row - frame.theme.type_row(type.style)) / 2);
    draw_text(frame.draw, frame.context, {at.x + before, y}, type, ink, words);
    if (run != nullptr && run->ink == RunInk::Link) {
        horizontal_line(frame.draw, ground.min.x, ground.max.x, at.y + row - frame.px(3), ink,
                        frame.px(is_hot_link(frame, line, bytes.begin) ? 2.0F : 1.0F));
    }
    if (run != nullptr && run->struck)
        horizontal_line(frame.draw, ground.min.x, ground.max.x, at.y + std::round(row / 2), ink, frame.px(1));
    return width;
}

void draw_selection(const LineFrame& frame, const VisibleLine& line, std::size_t index, ByteRange selected,
                    float left, float y) {
    const TextLayout& text = line.layout->text;
    const std::string_view words = line.layout->content.text;
    const TextLine& on = text.lines[index];
    if (selected.begin >= on.end || selected.end <= on.begin) return;
    const float from = x_of_byte(words, text, index, std::max(selected.begin, on.begin), frame.measure);
    const float to = x_of_byte(words, text, index, std::min(selected.end, on.end), frame.measure);
    fill_box(frame.draw,
             {{left + std::floor(from), y}, {left + std::ceil(to), y + static_cast<float>(on.height)}},
             marked_text_color(frame.theme));
}

// Behind a word that is being looked for; where one stands now it has a stronger outline.
void draw_found(const LineFrame& frame, const VisibleLine& line, std::size_t index, ByteRange found,
                float left, float y) {
    const TextLayout& text = line.layout->text;
    const std::string_view words = line.layout->content.text;
    const TextLine& on = text.lines[index];
    if (found.begin >= on.end || found.end <= on.begin) return;
    const float from = x_of_byte(words, text, index, std::max(found.begin, on.begin), frame.measure);
    const float to = x_of_byte(words, text, index, std::min(found.end, on.end), frame.measure);
    const Box box{{left + std::floor(from) - frame.px(1), y},
                  {left + std::ceil(to) + frame.px(1), y + static_cast<float>(on.height)}};
    const bool is_here = line.id == frame.options.found;
    fill_box(frame.draw, box, frame.theme[is_here ? Role::Selected : Role::MentionTint],
             frame.px(radius::code));
    outline_box(frame.draw, box, frame.theme[Role::MentionBar], frame.px(radius::code),
                frame.px(is_here ? ui::line::strong : ui::line::border));
}

void draw_body(const LineFrame& frame, const VisibleLine& line, const MessageView& view, float slide) {
    const LineLayout& layout = *line.layout;
    const TextLayout& text = layout.text;
    const Color plain = text_color(frame, layout, view);
    const float left = frame.text_left();
    const float top = frame.area.min.y + static_cast<float>(line.y + layout.body_top) + slide;
    const auto selected = frame.list.selected_bytes(line.index, layout.content.text.size());
    draw_blocks(frame, text, left, top);
    std::vector<ByteRange> found;
    if (frame.options.find && is_message(layout)) frame.options.find(view, layout.content.text, found);

    // A message may be far longer than the view: only the lines that can be seen are touched.
    const auto first = line_at_y(text, static_cast<int>(frame.area.min.y - top));
    for (std::size_t index = first; index < text.lines.size(); ++index) {
        const TextLine& on = text.lines[index];
        const float y = top + static_cast<float>(on.top);
        if (y >= frame.area.max.y) break;
        for (const ByteRange& each : found)
            draw_found(frame, line, index, each, left, y);
        if (selected) draw_selection(frame, line, index, *selected, left, y);
        float x = left + on.left;
        for (std::uint32_t byte = on.begin; byte < on.end;) {
            const auto next =
                std::upper_bound(text.runs.begin(), text.runs.end(), byte,
                                 [](std::uint32_t wanted, const TextRun& run) { return wanted < run.begin; });
            const TextRun* run = run_at(text, byte);
            std::uint32_t end = run != nullptr ? std::min(on.end, run->end) : on.end;
            if (next != text.runs.end()) end = std::min(end, next->begin);
            x += draw_piece(frame, line, {x, y}, static_cast<float>(on.height), {byte, end}, run, plain);
            byte = end;
        }
    }
    if (layout.edited_top >= 0) {
        const float row = frame.theme.type_row(TypeStyle::Body);
        const float small = frame.theme.type_row(TypeStyle::Small);
        const float y = frame.area.min.y + static_cast<float>(line.y + layout.edited_top) + slide;
        draw_text(frame.draw, frame.context,
                  {left + layout.edited_left, y + std::round((row - small) / 2) + frame.px(1)},
                  {TypeStyle::Small}, frame.theme[Role::TextMuted], "(edited)");
    }
}

// One line of what is answered, and a hook from it to the picture of who answers.
void draw_reply(const LineFrame& frame, const VisibleLine& line, const MessageView& view, float slide) {
    const Theme& theme = frame.theme;
    const float top = frame.area.min.y + static_cast<float>(line.y + line.layout->reply_top) + slide;
    const float height = frame.px(measure::reply_line);
    const float middle = std::round(top + height / 2);
    const float avatar = frame.px(theme.density().avatar);
    const float corner = frame.px(radius::segment);
    const float stem = std::round(frame.area.min.x + frame.px(space::group) + avatar / 2);
    const float tip = frame.text_left() - frame.px(space::small);
    frame.draw.PathLineTo({stem, top + height});
    frame.draw.PathArcTo({stem + corner, middle + corner}, corner, pi, pi * 1.5F);
    frame.draw.PathLineTo({tip, middle});
    frame.draw.PathStroke(to_im(theme[Role::BorderControl]), 0, frame.px(line::icon));

    const Type type{TypeStyle::Small};
    const float row = theme.type_row(type.style);
    const float y = std::round(middle - row / 2);
    float x = frame.text_left();
    const float right = frame.area.max.x - frame.px(space::section) - frame.px(space::group);
    if (view.reply.state == ReplyState::Unknown) {
        draw_text_within(frame.draw, frame.context, {x, y}, right - x, {TypeStyle::Small, Face::Italic},
                         theme[Role::TextMuted], "An earlier message");
        return;
    }
    const float side = frame.px(measure::avatar_tiny);
    draw_avatar(frame.draw, frame.context, {x, std::round(middle - side / 2)}, side,
                {view.reply.author, view.reply.author_name, Presence::Online});
    x += side + frame.px(space::small);
    const Type name{TypeStyle::Small, Face::SemiBold};
    const float name_width =
        std::min(std::ceil(text_width(frame.context, name, view.reply.author_name)), (right - x) / 2);
    draw_text_within(frame.draw, frame.context, {x, y}, name_width, name,
                     frame.context.name_color(view.reply.author), view.reply.author_name);
    x += name_width + frame.px(space::small);
    if (view.reply.state == ReplyState::Deleted) {
        draw_text_within(frame.draw, frame.context, {x, y}, right - x, {TypeStyle::Small, Face::Italic},
                         theme[Role::TextMuted], deleted_text);
        return;
    }
    draw_text_within(frame.draw, frame.context, {x, y}, right - x, type, theme[Role::TextMuted],
                     view.reply.game != nullptr ? game_in_a_line(*view.reply.game, frame.options.me)
                                                : one_line_of(view.reply.text));
}

void draw_reactions(const LineFrame& frame, const VisibleLine& line, const MessageView& view, float slide,
                    LineAction& action) {
    const LineLayout& layout = *line.layout;
    const float top = frame.area.min.y + static_cast<float>(line.y + layout.reactions_top) + slide;
    const std::size_t count = std::min(layout.reactions.size(), view.reactions.size());
    const IdScope scope(line.id);
    for (std::size_t index = 0; index < count; ++index) {
        const net::Reaction& reaction = view.reactions[index];
        const ChipPlace& place = layout.reactions[index];
        const bool mine = std::ranges::find(reaction.users, frame.options.me) != reaction.users.end();
        const IdScope each(index + 1);
        const ItemState state = reaction_chip(
            frame.context, "reaction", {frame.text_left() + place.left, top + static_cast<float>(place.top)},
            place.width, reaction.emoji, reaction.count, mine ? MyChoice::Mine : MyChoice::NotMine);
        if (state.hovered && frame.options.reacted_by)
            tooltip(frame.context, state, frame.options.reacted_by(reaction));
        if (state.pressed)
            action = {.kind = LineAction::Kind::React, .index = index, .over_files = action.over_files};
    }
}

void draw_files(const LineFrame& frame, const VisibleLine& line, const MessageView& view, float slide,
                LineAction& action) {
    const LineLayout& layout = *line.layout;
    const float top = frame.area.min.y + static_cast<float>(line.y + layout.files_top) + slide;
    const std::size_t count = std::min(layout.files.size(), view.files.size());
    const IdScope scope(line.id);
    for (std::size_t index = 0; index < count; ++index) {
        const AttachmentPlace& place = layout.files[index];
        const Box box =
            box_at({frame.text_left() + static_cast<float>(place.left), top + static_cast<float>(place.top)},
                   static_cast<float>(place.width), static_cast<float>(place.height));
        // What cannot be seen is neither asked for nor decoded.
        if (box.max.y < frame.area.min.y || box.min.y > frame.area.max.y) continue;
        const AttachmentState state =
            frame.options.attachment ? frame.options.attachment(view, index) : AttachmentState{};
        const IdScope each(index + 1);
        const AttachmentResult result = draw_attachment(frame.context, place.kind, box, view.files[index],
                                                        state, frame.options.animations);
        action.over_files = action.over_files || result.hovered;
        if (!result.deed) continue;
        action.kind = LineAction::Kind::File;
        action.index = index;
        action.deed = *result.deed;
    }
}

void draw_game(const LineFrame& frame, const VisibleLine& line, const MessageView& view, float slide,
               LineAction& action) {
    const LineLayout& layout = *line.layout;
    const float top = frame.area.min.y + static_cast<float>(line.y + layout.game_top) + slide;
    const GameCard card = card_of(*view.game, frame.options.me);
    const GameCardLayout places = lay_out_game_card(card, frame.theme, frame.measure, layout.game_column);
    const GameCardState state = frame.options.game ? frame.options.game(view) : GameCardState{};
    const auto selected = frame.list.selected_bytes(line.index, layout.content.text.size());
    const bool is_marked = selected && selected->begin < selected->end;
    const IdScope scope(line.id);
    const GameCardPress press = draw_game_card(frame.context, {frame.text_left(), top}, card, places, state,
                                               is_marked ? CardMarking::Selected : CardMarking::None);
    action.over_files = action.over_files || press.hovered;
    if (!press.deed) return;
    action.kind = LineAction::Kind::Game;
    action.game_deed = *press.deed;
    action.button = press.button;
}

// Over a box of code that the pointer is on.
void draw_copy_code(const LineFrame& frame, const VisibleLine& line, float slide, LineAction& action) {
    if (frame.hovered != line.id) return;
    const TextLayout& text = line.layout->text;
    const float top = frame.area.min.y + static_cast<float>(line.y + line.layout->body_top) + slide;
    const IdScope scope(line.id);
    for (std::size_t index = 0; index < text.blocks.size(); ++index) {
        const TextBlock& block = text.blocks[index];
        if (!block.is_code) continue;
        const float width = button_width(frame.context, "Copy", copy_look);
        const float inset = frame.px(space::tiny);
        const Box box = box_at(
            {frame.text_left() + block.right - inset - width, top + static_cast<float>(block.top) + inset},
            width, frame.px(measure::chip));
        const IdScope each(index + 1);
        if (button(frame.context, "copy", box, "Copy", copy_look))
            action = {.kind = LineAction::Kind::CopyCode, .index = index, .over_files = action.over_files};
    }
}

void draw_notice_icon(const LineFrame& frame, const VisibleLine& line, float slide) {
    const LineLayout& layout = *line.layout;
    Icon icon = Icon::Info;
    if (layout.kind == LineKind::Joined) icon = Icon::Enter;
    if (layout.kind == LineKind::Left) icon = Icon::Leave;
    const float column = frame.px(frame.theme.density().avatar);
    const float y = frame.area.min.y + static_cast<float>(line.y + layout.body_top) + slide +
                    static_cast<float>(layout.text.lines.front().height) / 2;
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

bool word_button(const LineFrame& frame, const char* id, float& x, float y, std::string_view word,
                 Role role) {
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

void draw_failed_actions(const LineFrame& frame, const VisibleLine& line, float slide, LineAction& action) {
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
    const std::string why = frame.options.why_not_sent ? frame.options.why_not_sent(line.id) : std::string();
    const std::string words = why.empty() ? std::string(not_sent) : std::string(not_sent) + " " + why;
    // Both buttons keep their place beside it.
    const float buttons = frame.px(retry_and_delete);
    const float width = std::clamp(frame.area.max.x - frame.px(space::group) - buttons - x,
                                   frame.px(measure::hit), std::ceil(text_width(frame.context, type, words)));
    draw_text_within(frame.draw, frame.context, {x, std::floor(middle - row / 2)}, width, type,
                     frame.theme[Role::Danger], words);
    const Box told = box_at({x, y}, width, frame.px(measure::chip));
    if (!why.empty() && told.contains(ImGui::GetIO().MousePos) &&
        width < text_width(frame.context, type, words))
        draw_tooltip(frame.context, why);
    x = std::round(x + width) + frame.px(space::control);
    if (word_button(frame, "retry", x, y, "Retry", Role::Accent))
        action = {.kind = LineAction::Kind::Retry, .over_files = action.over_files};
    if (word_button(frame, "delete", x, y, "Delete", Role::TextSecondary))
        action = {.kind = LineAction::Kind::Delete, .over_files = action.over_files};
}

// The server counts whom it knew when the message was written. One from before, and one that was changed since, may name
// me by what it says.
bool says_my_name(const LineFrame& frame, const VisibleLine& line, const MessageView& view) {
    if (frame.options.my_key.empty() || view.origin == Origin::Own || view.is_stub) return false;
    const std::vector<std::string>& names = line.layout->content.mentions;
    return is_message(*line.layout) && std::ranges::find(names, frame.options.my_key) != names.end();
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
    const bool is_called =
        view.attention == Attention::Mention ||
        (view.attention != Attention::Never &&
         (says_my_name(frame, line, view) ||
          (is_message(*line.layout) && frame.options.is_called && frame.options.is_called(view))));
    if (is_called) {
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
    if (layout.reply_top >= 0) draw_reply(frame, line, view, slide);
    if (layout.header_top >= 0) draw_header(frame, line, view, slide);
    if (!is_message(layout)) draw_notice_icon(frame, line, slide);
    if (layout.game_top < 0) draw_body(frame, line, view, slide);
    if (is_message(layout) && view.origin == Origin::Own) {
        const int row = layout.header_top >= 0 ? layout.header_top : layout.body_top;
        const float y = frame.area.min.y + static_cast<float>(line.y + row) + slide;
        const float middle = y + std::floor(frame.px(measure::message_header) / 2);
        draw_send_state(frame, {frame.area.max.x - frame.px(space::group), middle}, view.state);
    }
    if (is_message(layout) && view.pinned) draw_pin(frame, line, view, slide);
    const bool has_time = line.id == frame.hovered || frame.options.timestamps == Timestamps::Always;
    if (is_message(layout) && layout.header_top < 0 && has_time) draw_gutter_time(frame, line, view);
    LineAction action;
    if (layout.files_top >= 0) draw_files(frame, line, view, slide, action);
    if (layout.game_top >= 0 && view.game != nullptr) draw_game(frame, line, view, slide, action);
    if (layout.reactions_top >= 0) draw_reactions(frame, line, view, slide, action);
    draw_copy_code(frame, line, slide, action);
    if (layout.action_top >= 0) draw_failed_actions(frame, line, slide, action);
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
