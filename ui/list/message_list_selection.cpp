#include "ui/list/message_list.hpp"

#include <algorithm>

#include "ui/list/message_list_parts.hpp"

namespace crosstalk::ui {

namespace {

bool before(const TextPoint& a, const TextPoint& b) {
    return a.index != b.index ? a.index < b.index : a.byte < b.byte;
}

}  // namespace

const VisibleLine* MessageList::line_of(std::uint64_t id) const {
    const auto found =
        std::find_if(lines_.begin(), lines_.end(), [id](const VisibleLine& line) { return line.id == id; });
    return found == lines_.end() ? nullptr : &*found;
}

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
