#include "ui/list/message_list.hpp"

#include <algorithm>

#include "ui/list/game_card.hpp"
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
        if (layout.reply_top >= 0 && inside >= layout.reply_top &&
            inside < layout.reply_top + theme.pixels(measure::reply_line)) {
            if (text_x >= 0) hit.part = ListPart::Reply;
            return hit;
        }
        if (layout.header_top < 0 || inside < layout.header_top) return hit;
        const int avatar = theme.pixels(theme.density().avatar);
        const int left = theme.pixels(space::group);
        if (x >= left && x < left + avatar) hit.part = ListPart::Avatar;
        float name = 0;
        for (DrawnText reader(view.author_name); !reader.at_end();)
            name += frame.measure.advance(TypeStyle::Body, Face::SemiBold, reader.next());
        if (text_x >= 0) hit.part = static_cast<float>(text_x) < name ? ListPart::Name : ListPart::Row;
        return hit;
    }
    const std::string_view text = layout.content.text;
    if (below || layout.text.lines.empty()) {
        hit.part = ListPart::Nothing;
        hit.byte = static_cast<std::uint32_t>(text.size());
        return hit;
    }
    for (std::size_t index = 0; index < layout.files.size(); ++index) {
        const AttachmentPlace& place = layout.files[index];
        const int top = layout.files_top + place.top;
        if (inside < top || inside >= top + place.height) continue;
        if (text_x < place.left || text_x >= place.left + place.width) continue;
        hit.part = ListPart::File;
        hit.file = index;
        hit.byte = static_cast<std::uint32_t>(text.size());
        return hit;
    }
    if (layout.edited_top >= 0 && inside >= layout.edited_top &&
        inside < layout.edited_top + static_cast<int>(theme.type_row(TypeStyle::Body)) &&
        static_cast<float>(text_x) >= layout.edited_left) {
        hit.part = ListPart::Edited;
        hit.byte = static_cast<std::uint32_t>(text.size());
        return hit;
    }
    const int in_text = inside - layout.body_top;
    if (in_text >= layout.text.height) {
        hit.byte = static_cast<std::uint32_t>(text.size());
        return hit;
    }
    const std::size_t line = line_at_y(layout.text, in_text);
    const auto at = static_cast<float>(text_x);
    hit.byte = byte_at_x(text, layout.text, line, at, frame.measure);
    const TextLine& on = layout.text.lines[line];
    if (at < on.left || in_text >= on.top + on.height ||
        at >= x_of_byte(text, layout.text, line, on.end, frame.measure)) {
        return hit;
    }
    hit.part = ListPart::Text;
    for (const LinkBox& box : layout.text.link_boxes) {
        if (box.line == line && at >= box.left && at < box.right) {
            hit.part = ListPart::Link;
            hit.link = box.link;
        }
    }
    const auto is_over = [&](std::uint32_t begin, std::uint32_t end) {
        if (begin >= on.end || end <= on.begin) return false;
        return at >= x_of_byte(text, layout.text, line, std::max(begin, on.begin), frame.measure) &&
               at < x_of_byte(text, layout.text, line, std::min(end, on.end), frame.measure);
    };
    for (const text::Span& span : layout.content.spans) {
        if (span.kind != text::SpanKind::Mention || layout.content.mentions[span.target].empty()) continue;
        if (!is_over(span.begin, span.end)) continue;
        hit.part = ListPart::Mention;
        hit.mention = span.target;
    }
    // The byte is the nearest place for a caret: what lies under the pointer may be the one before.
    for (const TextRun& run : layout.text.runs) {
        if (!is_covered(found->id, run) || !is_over(run.begin, run.end)) continue;
        hit.part = ListPart::Spoiler;
        hit.spoiler = run.spoiler;
    }
    return hit;
}

void MessageList::begin_selection(const ListHit& hit) {
    selection_ = Selection{{hit.id, hit.index, hit.byte}, {hit.id, hit.index, hit.byte}};
}

void MessageList::extend_selection(const ListHit& hit) {
    if (selection_ && hit.id != 0) selection_->moving = {hit.id, hit.index, hit.byte};
}

void MessageList::select_word(const ListHit& hit) {
    const auto found = layouts_.find(hit.id);
    if (found == layouts_.end()) return;
    const ByteRange word = word_around(found->second->content.text, hit.byte);
    selection_ = Selection{{hit.id, hit.index, word.begin}, {hit.id, hit.index, word.end}};
}

void MessageList::select_line(const ListHit& hit) {
    const auto found = layouts_.find(hit.id);
    if (found == layouts_.end()) return;
    const auto size = static_cast<std::uint32_t>(found->second->content.text.size());
    selection_ = Selection{{hit.id, hit.index, 0}, {hit.id, hit.index, size}};
}

void MessageList::select_all() {
    const std::size_t count = heights_.size();
    if (count == 0) return;
    selection_ = Selection{{heights_.at(0).id, 0, 0}, {heights_.at(count - 1).id, count - 1, UINT32_MAX}};
}

bool MessageList::has_selection() const {
    if (!selection_) return false;
    return selection_->fixed.index != selection_->moving.index ||
           selection_->fixed.byte != selection_->moving.byte;
}

std::optional<ByteRange> MessageList::selected_bytes(std::size_t index, std::size_t text_size) const {
    if (!has_selection()) return std::nullopt;
    const bool forward = before(selection_->fixed, selection_->moving);
    const TextPoint& first = forward ? selection_->fixed : selection_->moving;
    const TextPoint& last = forward ? selection_->moving : selection_->fixed;
    if (index < first.index || index > last.index) return std::nullopt;
    const auto size = static_cast<std::uint32_t>(text_size);
    const std::uint32_t begin = index == first.index ? std::min(first.byte, size) : 0;
    const std::uint32_t end = index == last.index ? std::min(last.byte, size) : size;
    return ByteRange{begin, std::max(begin, end)};
}

std::string MessageList::shown_text(const MessageView& view, const ListFrame& frame) const {
    const auto found = layouts_.find(view.id);
    const bool is_laid_out = found != layouts_.end() && found->second->text_stamp == stamp_ &&
                             found->second->revision == view.revision && found->second->height > 0;
    if (is_laid_out) return found->second->content.text;
    if (is_presence(view.kind)) return view.kind == LineKind::Joined ? "joined" : "left";
    if (view.kind != LineKind::Message || view.is_stub) return std::string(view.text);
    if (view.game != nullptr) return game_in_words(*view.game);
    return text::parse_markup(view.text, frame.markup).text;
}

std::string MessageList::copy_selection(const MessageSource& source, const ListFrame& frame) const {
    std::string copy;
    if (!has_selection()) return copy;
    const std::size_t first = std::min(selection_->fixed.index, selection_->moving.index);
    const std::size_t last = std::max(selection_->fixed.index, selection_->moving.index);
    if (first == last) {
        const std::string text = shown_text(source.at(first), frame);
        const ByteRange bytes = *selected_bytes(first, text.size());
        return text.substr(bytes.begin, bytes.end - bytes.begin);
    }
    for (std::size_t index = first; index <= last; ++index) {
        const MessageView view = source.at(index);
        std::string text;
        if (is_presence(view.kind)) {
            text = view.kind == LineKind::Joined ? "joined" : "left";
        } else {
            text = shown_text(view, frame);
            const ByteRange bytes = *selected_bytes(index, text.size());
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
