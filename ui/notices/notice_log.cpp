#include "ui/notices/notice_log.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include "net/text/utf8.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::array<std::string_view, 9> kind_words = {
    "direct", "mention", "keyword", "message", "invitation", "challenge", "turn", "game-over", "rematch"};
constexpr std::size_t field_count = 9;

void put_field(std::string& line, std::string_view field) {
    if (!line.empty()) line += '\t';
    for (const char c : field) {
        if (c == '\t') {
            line += "\\t";
        } else if (c == '\n') {
            line += "\\n";
        } else if (c == '\\') {
            line += "\\\\";
        } else {
            line += c;
        }
    }
}

std::string read_field(std::string_view field) {
    std::string text;
    for (std::size_t at = 0; at < field.size(); ++at) {
        if (field[at] != '\\' || at + 1 == field.size()) {
            text += field[at];
            continue;
        }
        const char next = field[++at];
        text += next == 't' ? '\t' : next == 'n' ? '\n' : next;
    }
    return text;
}

std::vector<std::string_view> split(std::string_view text, char sign) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = text.find(sign);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

template <typename Number>
bool read_number(std::string_view text, Number& number) {
    const auto [rest, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    return fault == std::errc{} && rest == text.data() + text.size();
}

std::string line_of(const Notice& notice) {
    std::string line(kind_words[static_cast<std::size_t>(notice.kind)]);
    put_field(line, notice.is_seen ? "seen" : "new");
    put_field(line, std::to_string(notice.room.value));
    put_field(line, std::to_string(notice.place.value));
    put_field(line, std::to_string(notice.by.id.value));
    put_field(line, std::to_string(notice.at.value));
    put_field(line, notice.by.name);
    put_field(line, notice.where);
    put_field(line, notice.text);
    return line;
}

std::optional<Notice> notice_of(std::string_view line) {
    const std::vector<std::string_view> fields = split(line, '\t');
    if (fields.size() != field_count) return std::nullopt;
    const auto* word = std::ranges::find(kind_words, fields[0]);
    if (word == kind_words.end() || (fields[1] != "seen" && fields[1] != "new")) return std::nullopt;
    Notice notice;
    notice.kind = static_cast<NoticeKind>(word - kind_words.begin());
    notice.is_seen = fields[1] == "seen";
    if (!read_number(fields[2], notice.room.value) || !read_number(fields[3], notice.place.value) ||
        !read_number(fields[4], notice.by.id.value) || !read_number(fields[5], notice.at.value)) {
        return std::nullopt;
    }
    notice.by.name = read_field(fields[6]);
    notice.where = read_field(fields[7]);
    notice.text = read_field(fields[8]);
    const bool is_text = text::is_valid_utf8(notice.by.name) && text::is_valid_utf8(notice.where) &&
                         text::is_valid_utf8(notice.text);
    return is_text ? std::optional(std::move(notice)) : std::nullopt;
}

}  // namespace

void NoticeLog::add(Notice notice) {
    notice.text.resize(text::first_bytes(notice.text, most_line_bytes).size());
    notices_.push_front(std::move(notice));
    if (notices_.size() > most) notices_.pop_back();
    ++version_;
}

std::size_t NoticeLog::unseen() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(notices_, [](const Notice& notice) { return !notice.is_seen; }));
}

void NoticeLog::mark_seen_if(const std::function<bool(const Notice&)>& is_seen) {
    bool changed = false;
    for (Notice& notice : notices_) {
        if (notice.is_seen || !is_seen(notice)) continue;
        notice.is_seen = true;
        changed = true;
    }
    if (changed) ++version_;
}

void NoticeLog::mark_all_seen() {
    mark_seen_if([](const Notice&) { return true; });
}

void NoticeLog::mark_seen(std::size_t index) {
    if (index >= notices_.size() || notices_[index].is_seen) return;
    notices_[index].is_seen = true;
    ++version_;
}

void NoticeLog::clear() {
    if (notices_.empty()) return;
    notices_.clear();
    ++version_;
}

std::string NoticeLog::kept() const {
    std::string text;
    for (const Notice& notice : notices_) {
        const std::string line = line_of(notice);
        if (text.size() + line.size() + 1 > most_bytes) break;
        if (!text.empty()) text += '\n';
        text += line;
    }
    return text;
}

void NoticeLog::restore(std::string_view kept) {
    notices_.clear();
    ++version_;
    if (kept.empty()) return;
    for (const std::string_view line : split(kept, '\n')) {
        if (notices_.size() == most) return;
        if (auto notice = notice_of(line)) notices_.push_back(std::move(*notice));
    }
}

}  // namespace crosstalk::ui
