#include "ui/list/message_list.hpp"

#include <algorithm>
#include <cstdlib>

#include "ui/list/message_list_parts.hpp"

namespace crosstalk::ui {

void MessageList::update(const MessageSource& source, const ListFrame& frame) {
    work_ = {};
    ++frame_number_;
    const DensityMeasures& density = frame.theme.density();
    const std::size_t count = source.count();
    const Key key{frame.measure.generation(),
                  text_width(frame),
                  frame.theme.scale(),
                  frame.theme.choice().density,
                  count == 0 ? 0 : frame.zone.offset_seconds(source.at(count - 1).time_ms),
                  frame.names_stamp,
                  frame.markup.emoticons,
                  frame.emoji_only,
                  frame.previews};
    if (key != key_ || my_key_ != frame.my_key) {
        key_ = key;
        my_key_ = frame.my_key;
        ++stamp_;
        estimate_ = frame.theme.pixels(2 * density.message_padding + measure::message_header + space::medium);
    }
    const std::uint64_t old_unread = first_unread_;
    first_unread_ = frame.first_unread;
    read_changes(source, frame);
    if (old_unread != first_unread_) {
        for (const std::uint64_t id : {old_unread, first_unread_}) {
            const auto index = id == 0 ? std::nullopt : source.index_of(id);
            if (index) touch(source, frame, *index);
        }
    }
    if (heights_.size() == 0) {
        lines_.clear();
        following_ = true;
        scroll_ = 0;
        wanted_id_ = 0;
        wanted_share_.reset();
        wanted_anchor_.reset();
    } else {
        const bool asked = obey_scrolling(source, frame);
        place(source, frame);
        if (asked) keep_inside(source, frame);
        const bool out_of_sight = anchor_.y < 0 || anchor_.y >= frame.height;
        if ((asked || anchor_replaced_ || out_of_sight) && !following_) pick_anchor(frame);
        anchor_replaced_ = false;
        const VisibleLine& last = lines_.back();
        if (!following_ && shows_end() && last.y + last.layout->height == frame.height - bottom_gap(frame)) {
            following_ = true;
        }
    }
    view_height_ = frame.height;
    count_new(source, frame);

    const std::int64_t total = heights_.total() + bottom_gap(frame);
    scrollbar_ = {};
    if (!lines_.empty() && total > frame.height) {
        const std::int64_t top = heights_.offset_of(lines_.front().index) - lines_.front().y;
        scrollbar_.needed = true;
        scrollbar_.size = static_cast<double>(frame.height) / static_cast<double>(total);
        scrollbar_.top =
            std::clamp(static_cast<double>(top) / static_cast<double>(total), 0.0, 1.0 - scrollbar_.size);
    }
    drop_unused_layouts();
}

void MessageList::place(const MessageSource& source, const ListFrame& frame) {
    if (following_) {
        place_from_bottom(source, frame);
    } else {
        place_from_anchor(source, frame);
    }
}

void MessageList::drop_invisible_lines(const ListFrame& frame) {
    // One line is always kept: the others' places are counted from it.
    while (lines_.size() > 1 && lines_.back().y >= frame.height)
        lines_.pop_back();
    const auto first = std::find_if(lines_.begin(), lines_.end() - 1,
                                    [](const VisibleLine& line) { return line.y + line.layout->height > 0; });
    lines_.erase(lines_.begin(), first);
}

void MessageList::place_from_bottom(const MessageSource& source, const ListFrame& frame) {
    lines_.clear();
    int y = frame.height - bottom_gap(frame);
    for (std::size_t index = heights_.size(); index-- > 0 && (y > 0 || lines_.empty());) {
        const LineLayout& layout = lay_out(source, frame, index);
        if (layout.height == 0) continue;
        y -= layout.height;
        lines_.push_back({index, layout.id, y, &layout});
    }
    std::reverse(lines_.begin(), lines_.end());
}

void MessageList::place_from_anchor(const MessageSource& source, const ListFrame& frame) {
    lines_.clear();
    const std::size_t middle = anchor_.point.index;
    const LineLayout& held = lay_out(source, frame, middle);
    const int top = anchor_.y - text_top(held, anchor_.point.byte);
    int y = top;
    for (std::size_t index = middle; index-- > 0 && (y > 0 || (held.height == 0 && lines_.empty()));) {
        const LineLayout& layout = lay_out(source, frame, index);
        if (layout.height == 0) continue;
        y -= layout.height;
        lines_.push_back({index, layout.id, y, &layout});
    }
    std::reverse(lines_.begin(), lines_.end());
    y = top;
    for (std::size_t index = middle; index < heights_.size() && (y < frame.height || lines_.empty());
         ++index) {
        const LineLayout& layout = lay_out(source, frame, index);
        if (layout.height == 0) continue;
        lines_.push_back({index, layout.id, y, &layout});
        y += layout.height;
    }
    drop_invisible_lines(frame);
}

void MessageList::anchor_at(const MessageSource& source, const ListFrame& frame, std::int64_t offset) {
    const std::int64_t inside =
        std::clamp<std::int64_t>(offset, 0, std::max<std::int64_t>(heights_.total() - 1, 0));
    const std::size_t index = heights_.index_at(inside);
    const auto y = static_cast<int>(heights_.offset_of(index) - inside);
    const LineLayout& layout = lay_out(source, frame, index);
    following_ = false;
    anchor_ = {{layout.id, index, 0}, y + text_top(layout, 0)};
}

bool MessageList::obey_scrolling(const MessageSource& source, const ListFrame& frame) {
    bool asked = false;
    if (wanted_id_ != 0) {
        if (const auto index = source.index_of(wanted_id_)) {
            following_ = false;
            anchor_ = {{wanted_id_, *index, 0}, frame.height / 3};
            asked = true;
        }
        wanted_id_ = 0;
    }
    if (wanted_anchor_) {
        if (const auto index = source.index_of(wanted_anchor_->point.id)) {
            following_ = false;
            anchor_ = *wanted_anchor_;
            anchor_.point.index = *index;
            asked = true;
        }
        wanted_anchor_.reset();
    }
    if (wanted_share_) {
        const auto total = static_cast<double>(heights_.total() + bottom_gap(frame));
        anchor_at(source, frame, static_cast<std::int64_t>(std::clamp(*wanted_share_, 0.0, 1.0) * total));
        wanted_share_.reset();
        asked = true;
    }
    if (scroll_ != 0) {
        if (following_) {
            place_from_bottom(source, frame);
            pick_anchor(frame);
            following_ = false;
        }
        const std::int64_t y = static_cast<std::int64_t>(anchor_.y) - scroll_;
        if (std::abs(y) > 4 * static_cast<std::int64_t>(frame.height)) {
            // Too far to lay out everything on the way.
            const std::int64_t held =
                heights_.offset_of(anchor_.point.index) +
                text_top(lay_out(source, frame, anchor_.point.index), anchor_.point.byte);
            anchor_at(source, frame, held - y);
        } else {
            anchor_.y = static_cast<int>(y);
        }
        scroll_ = 0;
        asked = true;
    }
    return asked;
}

void MessageList::keep_inside(const MessageSource& source, const ListFrame& frame) {
    for (int round = 0; round < 2; ++round) {
        if (lines_.empty() || (shows_end() && lines_.back().y + lines_.back().layout->height <=
                                                  frame.height - bottom_gap(frame))) {
            following_ = true;
            place_from_bottom(source, frame);
            return;
        }
        if (lines_.front().index != 0 || lines_.front().y <= 0) return;
        anchor_.y -= lines_.front().y;
        place_from_anchor(source, frame);
    }
}

bool MessageList::shows_end() const {
    return heights_.offset_of(lines_.back().index + 1) >= heights_.total();
}

void MessageList::pick_anchor(const ListFrame& frame) {
    // Messages before notices: a notice may collapse.
    for (const bool message : {true, false}) {
        for (const VisibleLine& line : lines_) {
            if ((line.layout->kind == LineKind::Message) != message) continue;
            const auto text = first_text_inside(line, frame.height);
            if (!text) continue;
            const TextLine& held = line.layout->text.lines[*text];
            anchor_ = {{line.id, line.index, held.begin}, line.y + line.layout->body_top + held.top};
            return;
        }
    }
    if (lines_.empty()) return;
    const VisibleLine& line = lines_.front();
    anchor_ = {{line.id, line.index, 0}, line.y + text_top(*line.layout, 0)};
}

void MessageList::scroll_to_bottom() {
    following_ = true;
    scroll_ = 0;
    wanted_id_ = 0;
    wanted_share_.reset();
    wanted_anchor_.reset();
}

std::optional<MessageList::Anchor> MessageList::anchor() const {
    if (following_) return std::nullopt;
    return anchor_;
}

}  // namespace crosstalk::ui
