#include "ui/list/message_list.hpp"

#include <algorithm>
#include <cstdlib>

namespace crosstalk::ui {

namespace {

constexpr std::int64_t group_ms = 5 * 60 * 1000;
constexpr std::size_t steps_most = 256;      // more are cheaper to find by comparing
constexpr std::size_t layouts_kept = 512;    // beyond, those of lines that went out of view are dropped
constexpr std::size_t names_in_summary = 3;  // more are only counted

bool is_presence(LineKind kind) {
    return kind == LineKind::Joined || kind == LineKind::Left;
}

int text_width(const ListFrame& frame) {
    const Theme& theme = frame.theme;
    const int room = frame.width - theme.pixels(measure::text_left) - theme.pixels(space::group);
    return std::max(theme.pixels(measure::text_left), std::min(room, theme.pixels(measure::text_most)));
}

// Below the last line.
int bottom_gap(const ListFrame& frame) {
    return frame.theme.pixels(space::tiny);
}

// The first line of text of `line` that begins inside the view: its number, or nothing.
std::optional<std::size_t> first_text_inside(const VisibleLine& line, int view_height) {
    const LineLayout& layout = *line.layout;
    const int top = line.y + layout.body_top;
    const int hidden = top >= 0 ? 0 : (-top + layout.row_height - 1) / layout.row_height;
    if (static_cast<std::size_t>(hidden) >= layout.text.lines.size()) return std::nullopt;
    if (top + hidden * layout.row_height >= view_height) return std::nullopt;
    return static_cast<std::size_t>(hidden);
}

bool before(const TextPoint& a, const TextPoint& b) {
    return a.index != b.index ? a.index < b.index : a.byte < b.byte;
}

}  // namespace

std::string_view MessageList::drawn_text(const LineLayout& layout, const MessageView& view) {
    return is_presence(view.kind) ? std::string_view(layout.summary) : view.text;
}

int MessageList::text_top(const LineLayout& layout, std::uint32_t byte) {
    if (layout.height == 0 || layout.text.lines.empty()) return 0;
    return layout.body_top + static_cast<int>(line_of_byte(layout.text, byte)) * layout.row_height;
}

const VisibleLine* MessageList::line_of(std::uint64_t id) const {
    const auto found =
        std::find_if(lines_.begin(), lines_.end(), [id](const VisibleLine& line) { return line.id == id; });
    return found == lines_.end() ? nullptr : &*found;
}

void MessageList::update(const MessageSource& source, const ListFrame& frame) {
    work_ = {};
    ++frame_number_;
    const DensityMeasures& density = frame.theme.density();
    const std::size_t count = source.count();
    const Key key{frame.measure.generation(), text_width(frame), frame.theme.scale(),
                  frame.theme.choice().density,
                  count == 0 ? 0 : frame.zone.offset_seconds(source.at(count - 1).time_ms)};
    if (key != key_ || my_name_ != frame.my_name) {
        key_ = key;
        my_name_ = frame.my_name;
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

// --- What changed ---

void MessageList::read_changes(const MessageSource& source, const ListFrame& frame) {
    if (primed_ && source.version() == version_) return;

    // Every line that must not move or get lost: the visible ones, then the anchor, then the selection's ends.
    std::vector<Mark> marks;
    for (const VisibleLine& line : lines_)
        marks.push_back({line.index, true});
    marks.push_back({anchor_.point.index, true});
    if (selection_) {
        marks.push_back({selection_->fixed.index, true});
        marks.push_back({selection_->moving.index, true});
    }
    std::vector<std::size_t> touched;
    steps_.clear();
    if (!primed_ || !source.changes_since(version_, steps_) || steps_.size() > steps_most)
        compare_all(source);
    for (const SourceChange& step : steps_)
        apply(step, marks, touched);
    if (heights_.size() != source.count()) {
        // The source's own account was wrong: believe the ids.
        compare_all(source);
        for (const SourceChange& step : steps_)
            apply(step, marks, touched);
    }
    fill_ids(source);
    for (const std::size_t index : touched)
        touch(source, frame, index);
    keep_places(source, marks);
    if (!primed_) seen_end_ = counted_end_ = heights_.size();
    primed_ = true;
    version_ = source.version();
}

void MessageList::apply(const SourceChange& step, std::vector<Mark>& marks,
                        std::vector<std::size_t>& touched) {
    const std::size_t size = heights_.size();
    const bool inserts = step.kind == SourceChange::Kind::Inserted;
    if (inserts ? step.index > size : step.index + step.count > size) return;
    if (step.kind == SourceChange::Kind::Changed) {
        for (std::size_t index = step.index; index <= step.index + step.count; ++index)
            touched.push_back(index);
        return;
    }
    // False if the line itself is gone: the index is then that of the line behind it.
    const auto follow = [&](std::size_t& index) {
        if (inserts) {
            if (index >= step.index) index += step.count;
            return true;
        }
        if (index < step.index) return true;
        if (index >= step.index + step.count) {
            index -= step.count;
            return true;
        }
        index = step.index;
        return false;
    };
    for (Mark& mark : marks)
        mark.alive = follow(mark.index) && mark.alive;
    for (std::size_t& index : touched)
        follow(index);
    if (inserts) {
        if (step.index < seen_end_) seen_end_ += step.count;
        heights_.insert(step.index, step.count, estimate_);
        touched.push_back(step.index + step.count);
    } else {
        follow(seen_end_);
        heights_.erase(step.index, step.count);
    }
    if (!inserts || step.index < size) {
        // Anything but an append: what is new gets counted again.
        counted_end_ = seen_end_;
        new_count_ = 0;
    }
    touched.push_back(step.index);
}

void MessageList::compare_all(const MessageSource& source) {
    steps_.clear();
    const std::size_t old_size = heights_.size();
    const std::size_t new_size = source.count();
    const std::size_t shorter = std::min(old_size, new_size);
    std::size_t front = 0;
    while (front < shorter && heights_.at(front).id == source.id_at(front))
        ++front;
    std::size_t back = 0;
    while (back < shorter - front && heights_.at(old_size - 1 - back).id == source.id_at(new_size - 1 - back))
        ++back;
    work_.lines_compared += front + back;
    if (old_size > front + back) {
        steps_.push_back({SourceChange::Kind::Removed, front, old_size - front - back});
    }
    if (new_size > front + back) {
        steps_.push_back({SourceChange::Kind::Inserted, front, new_size - front - back});
    }
}

void MessageList::fill_ids(const MessageSource& source) {
    for (std::size_t index = heights_.next_without_id(0); index < heights_.size();
         index = heights_.next_without_id(index + 1)) {
        heights_.set_id(index, source.id_at(index));
    }
}

bool MessageList::collapses(const MessageSource& source, const ListFrame& frame, std::size_t index) const {
    if (index == 0) return false;
    const MessageView view = source.at(index);
    if (!is_presence(view.kind) || view.id == first_unread_) return false;
    const MessageView previous = source.at(index - 1);
    return is_presence(previous.kind) && previous.age == view.age &&
           local_day(previous.time_ms, frame.zone) == local_day(view.time_ms, frame.zone);
}

void MessageList::touch(const MessageSource& source, const ListFrame& frame, std::size_t index) {
    const auto forget = [&](std::size_t at) { heights_.set_height(at, heights_.at(at).height, 0); };
    // The line that speaks for a run of joins and leaves depends on all of them.
    const auto forget_head = [&](std::size_t at) {
        const std::size_t from = at;
        while (collapses(source, frame, at))
            --at;
        if (at != from) forget(at);
    };
    if (index < heights_.size()) {
        forget(index);
        forget_head(index);
    }
    if (index > 0 && index <= heights_.size()) {
        if (is_presence(source.at(index - 1).kind)) forget(index - 1);
        forget_head(index - 1);
    }
}

void MessageList::repair(TextPoint& point, const Mark& mark, const MessageSource& source) const {
    if (mark.alive && mark.index < heights_.size() && heights_.at(mark.index).id == point.id) {
        point.index = mark.index;
        return;
    }
    if (const auto index = source.index_of(point.id)) {
        point.index = *index;
        return;
    }
    point.index = std::min(mark.index, heights_.size() - 1);
    point.id = heights_.at(point.index).id;
    point.byte = 0;
}

void MessageList::keep_places(const MessageSource& source, const std::vector<Mark>& marks) {
    if (heights_.size() == 0) {
        selection_.reset();
        return;
    }
    if (selection_) {
        repair(selection_->fixed, marks[lines_.size() + 1], source);
        repair(selection_->moving, marks[lines_.size() + 2], source);
    }
    if (following_) return;

    const std::uint64_t id = anchor_.point.id;
    repair(anchor_.point, marks[lines_.size()], source);
    if (anchor_.point.id == id) return;
    anchor_replaced_ = true;
    // The anchor is gone: the nearest visible line that is still there takes its place, the next ones first.
    const auto was =
        std::find_if(lines_.begin(), lines_.end(), [id](const VisibleLine& line) { return line.id == id; });
    const auto middle = static_cast<std::size_t>(was - lines_.begin());
    std::vector<std::size_t> order;
    for (std::size_t line = middle; line < lines_.size(); ++line)
        order.push_back(line);
    for (std::size_t line = std::min(middle, lines_.size()); line-- > 0;)
        order.push_back(line);
    for (const std::size_t line : order) {
        const VisibleLine& candidate = lines_[line];
        if (candidate.id == id || candidate.layout->kind != LineKind::Message) continue;
        const auto text = first_text_inside(candidate, view_height_);
        if (!text) continue;
        const TextLine& held = candidate.layout->text.lines[*text];
        TextPoint point{candidate.id, candidate.index, held.begin};
        repair(point, marks[line], source);
        if (point.id != candidate.id) continue;
        anchor_ = {point, candidate.y + text_top(*candidate.layout, held.begin)};
        return;
    }
}

void MessageList::count_new(const MessageSource& source, const ListFrame& frame) {
    const std::size_t size = heights_.size();
    const auto counts = [&source](std::size_t index) {
        const MessageView view = source.at(index);
        return view.kind == LineKind::Message && view.origin == Origin::Others;
    };
    if (following_ || lines_.empty()) {
        seen_end_ = counted_end_ = size;
        new_count_ = 0;
        return;
    }
    const VisibleLine& last = lines_.back();
    const bool readable = last.y + last.layout->body_top + last.layout->row_height <= frame.height;
    const std::size_t visible_end = readable ? last.index + 1 : last.index;
    if (visible_end > seen_end_) {
        for (std::size_t index = seen_end_; index < std::min(visible_end, counted_end_); ++index) {
            if (counts(index)) --new_count_;
        }
        seen_end_ = visible_end;
        counted_end_ = std::max(counted_end_, seen_end_);
    }
    for (; counted_end_ < size; ++counted_end_) {
        if (counts(counted_end_)) ++new_count_;
    }
}

// --- One line ---

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

// --- Where the lines stand ---

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
            anchor_ = {{line.id, line.index, line.layout->text.lines[*text].begin},
                       line.y + line.layout->body_top + static_cast<int>(*text) * line.layout->row_height};
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
}

std::optional<MessageList::Anchor> MessageList::anchor() const {
    if (following_) return std::nullopt;
    return anchor_;
}

// --- Pointer, selection, copy ---

ListHit MessageList::hit_test(int x, int y, const MessageSource& source, const ListFrame& frame) const {
    if (lines_.empty()) return {};
    auto found = std::find_if(lines_.begin(), lines_.end(),
                              [y](const VisibleLine& line) { return y < line.y + line.layout->height; });
    const bool below = found == lines_.end();
    if (below) --found;
    const LineLayout& layout = *found->layout;
    const Theme& theme = frame.theme;
    const int inside = y - found->y;
    const int text_x = x - theme.pixels(measure::text_left);
    ListHit hit{ListPart::Row, found->index, found->id, 0, 0};
    if (inside < 0) hit.part = ListPart::Nothing;
    if (inside >= 0 && inside < layout.row_top) hit.part = ListPart::Divider;
    const MessageView view = source.at(found->index);
    if (inside < layout.body_top) {
        if (layout.header_top < 0 || inside < layout.header_top) return hit;
        const int avatar = theme.pixels(theme.density().avatar);
        const int left = theme.pixels(space::group);
        if (x >= left && x < left + avatar) hit.part = ListPart::Avatar;
        float name = 0;
        for (std::size_t at = 0; at < view.author_name.size();) {
            name +=
                frame.measure.advance(TypeStyle::Body, Face::SemiBold, next_code_point(view.author_name, at));
        }
        if (text_x >= 0) hit.part = static_cast<float>(text_x) < name ? ListPart::Name : ListPart::Row;
        return hit;
    }
    const std::string_view text = drawn_text(layout, view);
    if (below || layout.text.lines.empty()) {
        hit.part = ListPart::Nothing;
        hit.byte = static_cast<std::uint32_t>(text.size());
        return hit;
    }
    const auto rows = static_cast<int>(layout.text.lines.size());
    const int row = (inside - layout.body_top) / layout.row_height;
    const auto line = static_cast<std::size_t>(std::min(row, rows - 1));
    hit.byte = row < rows ? byte_at_x(text, layout.text, line, static_cast<float>(text_x), frame.measure)
                          : static_cast<std::uint32_t>(text.size());
    if (row >= rows || text_x < 0) return hit;
    if (static_cast<float>(text_x) <
        x_of_byte(text, layout.text, line, layout.text.lines[line].end, frame.measure)) {
        hit.part = ListPart::Text;
    }
    for (const LinkBox& box : layout.text.link_boxes) {
        const auto at = static_cast<float>(text_x);
        if (box.line == line && at >= box.left && at < box.right) {
            hit.part = ListPart::Link;
            hit.link = box.link;
        }
    }
    return hit;
}

void MessageList::begin_selection(const ListHit& hit) {
    selection_ = Selection{{hit.id, hit.index, hit.byte}, {hit.id, hit.index, hit.byte}};
}

void MessageList::extend_selection(const ListHit& hit) {
    if (selection_ && hit.id != 0) selection_->moving = {hit.id, hit.index, hit.byte};
}

void MessageList::select_word(const ListHit& hit, const MessageSource& source) {
    const auto found = layouts_.find(hit.id);
    if (found == layouts_.end()) return;
    const LinkRange word = word_around(drawn_text(*found->second, source.at(hit.index)), hit.byte);
    selection_ = Selection{{hit.id, hit.index, word.begin}, {hit.id, hit.index, word.end}};
}

void MessageList::select_line(const ListHit& hit, const MessageSource& source) {
    const auto found = layouts_.find(hit.id);
    if (found == layouts_.end()) return;
    const auto size = static_cast<std::uint32_t>(drawn_text(*found->second, source.at(hit.index)).size());
    selection_ = Selection{{hit.id, hit.index, 0}, {hit.id, hit.index, size}};
}

void MessageList::select_all(const MessageSource& source) {
    const std::size_t count = heights_.size();
    if (count == 0) return;
    const auto size = static_cast<std::uint32_t>(source.at(count - 1).text.size());
    selection_ = Selection{{heights_.at(0).id, 0, 0}, {heights_.at(count - 1).id, count - 1, size}};
}

bool MessageList::has_selection() const {
    if (!selection_) return false;
    return selection_->fixed.index != selection_->moving.index ||
           selection_->fixed.byte != selection_->moving.byte;
}

std::optional<TextLine> MessageList::selected_bytes(std::size_t index, std::size_t text_size) const {
    if (!has_selection()) return std::nullopt;
    const bool forward = before(selection_->fixed, selection_->moving);
    const TextPoint& first = forward ? selection_->fixed : selection_->moving;
    const TextPoint& last = forward ? selection_->moving : selection_->fixed;
    if (index < first.index || index > last.index) return std::nullopt;
    const auto size = static_cast<std::uint32_t>(text_size);
    const std::uint32_t begin = index == first.index ? std::min(first.byte, size) : 0;
    const std::uint32_t end = index == last.index ? std::min(last.byte, size) : size;
    return TextLine{begin, std::max(begin, end)};
}

std::string MessageList::copy_selection(const MessageSource& source, const ListFrame& frame) const {
    std::string copy;
    if (!has_selection()) return copy;
    const std::size_t first = std::min(selection_->fixed.index, selection_->moving.index);
    const std::size_t last = std::max(selection_->fixed.index, selection_->moving.index);
    if (first == last) {
        const MessageView view = source.at(first);
        const auto found = layouts_.find(view.id);
        const std::string_view text = found == layouts_.end() ? view.text : drawn_text(*found->second, view);
        const TextLine bytes = *selected_bytes(first, text.size());
        return std::string(text.substr(bytes.begin, bytes.end - bytes.begin));
    }
    for (std::size_t index = first; index <= last; ++index) {
        const MessageView view = source.at(index);
        std::string_view text = view.text;
        if (is_presence(view.kind)) {
            text = view.kind == LineKind::Joined ? "joined" : "left";
        } else {
            const TextLine bytes = *selected_bytes(index, text.size());
            if (bytes.begin == bytes.end && !text.empty()) continue;
            text = text.substr(bytes.begin, bytes.end - bytes.begin);
        }
        if (!copy.empty()) copy += '\n';
        copy += '[';
        copy += time_of_day(view.time_ms, frame.zone, frame.clock).view();
        copy += "] ";
        if (view.kind != LineKind::Notice) {
            copy += view.author_name;
            copy += is_presence(view.kind) ? " " : ": ";
        }
        for (const char c : text) {
            copy += c;
            // Indented, so that no text can pass for another person's line.
            if (c == '\n') copy += "    ";
        }
    }
    return copy;
}

}  // namespace crosstalk::ui
