#include "ui/list/message_list.hpp"

#include <cstdlib>

#include "ui/list/message_list_parts.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::int64_t group_ms = 5 * 60 * 1000;
constexpr std::size_t layouts_kept = 512;    // beyond, those of lines that went out of view are dropped
constexpr std::size_t names_in_summary = 3;  // more are only counted

}  // namespace

std::string_view MessageList::drawn_text(const LineLayout& layout, const MessageView& view) {
    return is_presence(view.kind) ? std::string_view(layout.summary) : view.text;
}

int MessageList::text_top(const LineLayout& layout, std::uint32_t byte) {
    if (layout.height == 0 || layout.text.lines.empty()) return 0;
    return layout.body_top + static_cast<int>(line_of_byte(layout.text, byte)) * layout.row_height;
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
    if (first || local_day(previous.time_ms, frame.zone) != local_day(view.time_ms, frame.zone)) {
        divide(layout.day_top);
    }
    if (view.id == first_unread_) {
        divide(layout.unread_top);
    } else if (!first && previous.age == Age::History && view.age == Age::Live) {
        divide(layout.history_top);
    }
    const bool divided = y > 0;
    const bool says = view.kind == LineKind::Message;
    const bool continues = says && !divided && previous.kind == LineKind::Message &&
                           previous.author == view.author &&
                           std::abs(view.time_ms - previous.time_ms) <= group_ms;
    const bool same_group = !divided && (says ? continues : previous.kind != LineKind::Message);
    if (!same_group) y += theme.pixels(density.between_groups);
    layout.row_top = y;
    y += theme.pixels(density.message_padding);
    if (says && !continues) {
        layout.header_top = y;
        y += theme.pixels(measure::message_header);
    }
    layout.body_top = y;

    TypeStyle style = says ? TypeStyle::Body : TypeStyle::Ui;
    if (says && is_emoji_only(view.text)) style = TypeStyle::Emoji;
    layout.row_height = static_cast<int>(theme.type_row(style));
    if (is_presence(view.kind)) layout.summary = summary_of(source, frame, index);
    if (!text_is_valid || is_presence(view.kind)) {
        const std::string_view text = drawn_text(layout, view);
        runs_.clear();
        if (view.attention == Attention::Mention) find_mentions(text, my_name_, runs_);
        lay_out_text(text, style, static_cast<float>(text_width(frame)), frame.measure, layout.text, runs_);
        layout.text_stamp = stamp_;
        ++work_.texts_laid_out;
    }
    y += static_cast<int>(layout.text.lines.size()) * layout.row_height;
    if (says && view.state == SendState::Failed) {
        layout.action_top = y;
        y += theme.pixels(measure::chip);
    }
    layout.height = y + theme.pixels(density.message_padding);
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
