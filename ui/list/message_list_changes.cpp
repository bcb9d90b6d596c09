#include "ui/list/message_list.hpp"

#include <algorithm>

#include "ui/list/message_list_parts.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::size_t steps_most = 256;  // more are cheaper to find by comparing

}  // namespace

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
    const int first_row = last.layout->text.lines.empty() ? 0 : last.layout->text.lines.front().height;
    const bool readable = last.y + last.layout->body_top + first_row <= frame.height;
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

}  // namespace crosstalk::ui
