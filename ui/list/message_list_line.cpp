#include "ui/list/message_list.hpp"

#include <cmath>
#include <cstdlib>

#include "ui/list/game_card_layout.hpp"
#include "ui/list/message_list_parts.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::int64_t group_ms = 5 * 60 * 1000;
constexpr std::size_t layouts_kept = 512;    // beyond, those of lines that went out of view are dropped
constexpr std::size_t names_in_summary = 3;  // more are only counted
constexpr std::string_view edited_word = "(edited)";
constexpr float unbroken = 1e9F;  // pixels of width

}  // namespace

int MessageList::text_top(const LineLayout& layout, std::uint32_t byte) {
    if (layout.height == 0 || layout.text.lines.empty()) return 0;
    return layout.body_top + layout.text.lines[line_of_byte(layout.text, byte)].top;
}

const LineLayout& MessageList::lay_out(const MessageSource& source, const ListFrame& frame,
                                       std::size_t index) {
    const HeightItem item = heights_.at(index);
    std::unique_ptr<LineLayout>& slot = layouts_[item.id];
    if (!slot) {
        slot = std::make_unique<LineLayout>();
        slot->id = item.id;
    }
    LineLayout& layout = *slot;
    layout.last_used = frame_number_;
    const MessageView view = source.at(index);
    if (layout.stamp == stamp_ && item.stamp == stamp_ && layout.revision == view.revision) return layout;

    lay_out_parts(source, frame, index, view, layout);
    ++work_.lines_laid_out;
    heights_.set_height(index, layout.height, stamp_);
    return layout;
}

void MessageList::lay_out_parts(const MessageSource& source, const ListFrame& frame, std::size_t index,
                                const MessageView& view, LineLayout& layout) {
    const Theme& theme = frame.theme;
    const DensityMeasures& density = theme.density();
    const bool text_is_valid = layout.text_stamp == stamp_ && layout.revision == view.revision;
    layout.stamp = stamp_;
    layout.revision = view.revision;
    layout.kind = view.kind;
    layout.day_top = layout.unread_top = layout.history_top = layout.header_top = layout.action_top = -1;
    layout.reply_top = layout.edited_top = layout.files_top = layout.reactions_top = layout.game_top = -1;
    layout.files.clear();
    layout.row_top = layout.body_top = 0;
    if (collapses(source, frame, index)) {
        layout.height = 0;
        layout.text.lines.clear();
        layout.text_stamp = 0;
        return;
    }

    const bool first = index == 0;
    const MessageView previous = first ? MessageView{} : source.at(index - 1);
    int y = 0;
    const auto divide = [&](int& top) {
        y += theme.pixels(measure::divider_above);
        top = y;
        y += theme.pixels(measure::divider);
    };
    const bool same_day =
        !first && local_day(previous.time_ms, frame.zone) == local_day(view.time_ms, frame.zone);
    if (!same_day && frame.days == DayLines::Shown) divide(layout.day_top);
    if (view.id == first_unread_) {
        divide(layout.unread_top);
    } else if (!first && previous.age == Age::History && view.age == Age::Live) {
        divide(layout.history_top);
    }
    const bool divided = y > 0;
    const bool says = view.kind == LineKind::Message;
    const bool answers = says && view.reply.state != ReplyState::None;
    // What was done with a game stands in its header.
    const bool has_own_header = answers || view.game != nullptr;
    const bool continues = says && !has_own_header && !divided && previous.kind == LineKind::Message &&
                           previous.author == view.author &&
                           std::abs(view.time_ms - previous.time_ms) <= group_ms;
    const bool same_group = !divided && (says ? continues : previous.kind != LineKind::Message);
    if (!same_group) y += theme.pixels(density.between_groups);
    layout.row_top = y;
    y += theme.pixels(density.message_padding);
    if (answers) {
        layout.reply_top = y;
        y += theme.pixels(measure::reply_line);
    }
    if (says && !continues) {
        layout.header_top = y;
        y += theme.pixels(measure::message_header);
    }
    layout.body_top = y;

    if (!text_is_valid || is_presence(view.kind)) {
        lay_out_content(source, frame, index, view, layout);
        layout.text_stamp = stamp_;
        ++work_.texts_laid_out;
    }
    y += layout.text.height;
    if (says && !view.files.empty()) place_files(frame, view, layout, y);
    if (says && view.game != nullptr) place_game(frame, layout, y);
    if (says && !view.is_stub && view.edited_ms != 0) place_edited(frame, layout, y);
    if (says && !view.reactions.empty()) place_reactions(frame, view, layout, y);
    if (says && view.state == SendState::Failed) {
        layout.action_top = y;
        y += theme.pixels(measure::chip);
    }
    layout.height = y + theme.pixels(density.message_padding);
}

void MessageList::lay_out_content(const MessageSource& source, const ListFrame& frame, std::size_t index,
                                  const MessageView& view, LineLayout& layout) {
    const Theme& theme = frame.theme;
    const auto width = static_cast<float>(text_width(frame));
    const auto row_of = [&](TypeStyle style) { return static_cast<int>(theme.type_row(style)); };
    layout.content = {};
    if (view.kind != LineKind::Message || view.is_stub) {
        const TypeStyle style = view.is_stub ? TypeStyle::Body : TypeStyle::Ui;
        layout.content.text =
            is_presence(view.kind) ? summary_of(source, frame, index) : std::string(view.text);
        const TextRun all{.end = static_cast<std::uint32_t>(layout.content.text.size()),
                          .face = Face::Italic,
                          .ink = RunInk::Muted};
        lay_out_text(layout.content.text, style, width, frame.measure, layout.text,
                     std::span(&all, view.is_stub ? 1 : 0), row_of(style));
        return;
    }
    if (view.game != nullptr) {
        // For who copies it: the card draws its words itself.
        layout.content.text = game_in_words(*view.game);
        lay_out_text(layout.content.text, TypeStyle::Body, unbroken, frame.measure, layout.text);
        return;
    }
    layout.content = text::parse_markup(view.text, frame.markup);
    const bool is_large = frame.emoji_only == EmojiOnly::Large && is_emoji_only(layout.content.text);
    const TypeStyle style = is_large ? TypeStyle::Emoji : TypeStyle::Body;
    const float code_width = std::min(width, theme.px(measure::code_most));
    lay_out_body(layout.content, my_key_,
                 {.style = style,
                  .width = width,
                  .code_width = code_width,
                  .row = row_of(style),
                  .code_row = row_of(TypeStyle::Code),
                  .code_padding = theme.pixels(measure::code_padding),
                  .box_padding = theme.px(space::tiny),
                  .quote_indent = theme.px(measure::quote_indent),
                  .block_gap = theme.pixels(space::tiny)},
                 frame.measure, layout.text);
}

// Behind the last word, or under it where that line is full or code.
void MessageList::place_edited(const ListFrame& frame, LineLayout& layout, int& y) {
    float width = 0;
    for (const char c : edited_word)
        width += frame.measure.advance(TypeStyle::Small, Face::Regular, static_cast<unsigned char>(c));
    const TextLayout& text = layout.text;
    const TextLine& last = text.lines.back();
    const float gap = frame.theme.px(space::small);
    const float left =
        x_of_byte(layout.content.text, text, text.lines.size() - 1, last.end, frame.measure) + gap;
    const bool behind_code = !text.blocks.empty() && text.blocks.back().is_code;
    const bool is_there = text.height > 0;  // a message may be nothing but files
    if (is_there && !behind_code && left + width <= static_cast<float>(text_width(frame))) {
        layout.edited_left = left;
        layout.edited_top = layout.body_top + last.top;
        return;
    }
    layout.edited_left = 0;
    layout.edited_top = y;
    y += static_cast<int>(frame.theme.type_row(TypeStyle::Body));
}

void MessageList::place_files(const ListFrame& frame, const MessageView& view, LineLayout& layout, int& y) {
    // Without a word there is one line of text all the same, for whatever is counted from it: it takes no room.
    if (layout.content.text.empty()) {
        layout.text.lines.front().height = 0;
        layout.text.height = 0;
        y = layout.body_top;
    }
    layout.files_top = y + frame.theme.pixels(space::tiny);
    y = layout.files_top +
        lay_out_attachments(view.files, frame.theme, text_width(frame), frame.previews, layout.files) +
        frame.theme.pixels(space::tiny);
}

void MessageList::place_game(const ListFrame& frame, LineLayout& layout, int& y) {
    layout.text.lines.front().height = 0;
    layout.text.height = 0;
    layout.game_top = layout.body_top + frame.theme.pixels(space::tiny);
    layout.game_column = text_width(frame);
    y = layout.game_top + game_card_height(frame.theme, layout.game_column) + frame.theme.pixels(space::tiny);
}

// Chips in rows, as many as go into the width of the text.
void MessageList::place_reactions(const ListFrame& frame, const MessageView& view, LineLayout& layout,
                                  int& y) {
    const Theme& theme = frame.theme;
    const auto width = [&](TypeStyle style, Face face, std::string_view text) {
        float sum = 0;
        for (DrawnText reader(text); !reader.at_end();)
            sum += frame.measure.advance(style, face, reader.next());
        return std::ceil(sum);
    };
    const float gap = theme.px(space::small);
    const int row = theme.pixels(measure::chip + space::tiny);
    const auto most = static_cast<float>(text_width(frame));
    layout.reactions_top = y + theme.pixels(space::tiny);
    layout.reactions.clear();
    float left = 0;
    int top = 0;
    for (const net::Reaction& reaction : view.reactions) {
        const float chip = width(TypeStyle::Ui, Face::Regular, reaction.emoji) + theme.px(space::small) +
                           width(TypeStyle::Small, Face::SemiBold, count_text(reaction.count)) +
                           2 * theme.px(measure::chip_padding);
        if (left > 0 && left + chip > most) {
            left = 0;
            top += row;
        }
        layout.reactions.push_back({left, top, chip});
        left += chip + gap;
    }
    y = layout.reactions_top + top + row;
}

std::string MessageList::summary_of(const MessageSource& source, const ListFrame& frame,
                                    std::size_t index) const {
    std::size_t joined = 0;
    std::size_t left = 0;
    std::size_t end = index;
    do {
        ++(source.at(end).kind == LineKind::Joined ? joined : left);
        ++end;
    } while (end < heights_.size() && collapses(source, frame, end));

    std::string summary;
    if (end - index <= names_in_summary) {
        for (std::size_t line = index; line < end; ++line) {
            const MessageView view = source.at(line);
            if (!summary.empty()) summary += ", ";
            summary += view.author_name;
            summary += view.kind == LineKind::Joined ? " joined" : " left";
        }
        return summary;
    }
    if (joined > 0) summary += std::to_string(joined) + " joined";
    if (joined > 0 && left > 0) summary += ", ";
    if (left > 0) summary += std::to_string(left) + " left";
    return summary;
}

void MessageList::drop_unused_layouts() {
    if (layouts_.size() <= layouts_kept) return;
    std::erase_if(layouts_, [this](const auto& entry) { return entry.second->last_used != frame_number_; });
}

}  // namespace crosstalk::ui
