// A room and a font without any model, server or file: what the list's tests read and measure with.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ui/list/message_list.hpp"

namespace crosstalk::ui::twin {

/// Every letter is 7 wide at 100 %, every ideograph and emoji 14, as in a terminal.
class CellMeasure final : public TextMeasure {
  public:
    explicit CellMeasure(float scale = 1.0F) : scale_(scale) {}
    float advance(TypeStyle, Face, char32_t c) const override {
        if (c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x300 && c < 0x370)) return 0;
        return (c >= 0x2E80 ? 14.0F : 7.0F) * scale_;
    }
    std::uint64_t generation() const override { return static_cast<std::uint64_t>(scale_ * 1000.0F); }

  private:
    float scale_;
};

struct Line {
    std::uint64_t id = 0;
    std::uint32_t revision = 0;
    std::uint64_t author = 1;
    std::string author_name = "quartz";
    std::int64_t time_ms = 0;
    std::string text;
    LineKind kind = LineKind::Message;
    SendState state = SendState::Delivered;
    Origin origin = Origin::Others;
    Age age = Age::Live;
    Attention attention = Attention::None;
    bool deleted = false;
    bool pinned = false;
    std::int64_t edited_ms = 0;
    std::uint64_t reply_to = 0;  // the id of another line
    std::vector<net::Reaction> reactions;
    std::vector<net::File> files;
    const net::Game* game = nullptr;
};

/// Whether the room can tell its steps, or the list has to compare.
enum class Memory { Steps, None };

class Room final : public MessageSource {
  public:
    explicit Room(Memory memory = Memory::Steps) : memory_(memory) {}

    void insert(std::size_t index, std::vector<Line> added) {
        steps_.push_back({SourceChange::Kind::Inserted, index, added.size()});
        lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(index),
                      std::make_move_iterator(added.begin()), std::make_move_iterator(added.end()));
    }
    void append(Line line) {
        std::vector<Line> one;
        one.push_back(std::move(line));
        insert(lines_.size(), std::move(one));
    }
    void remove(std::size_t index, std::size_t count = 1) {
        steps_.push_back({SourceChange::Kind::Removed, index, count});
        const auto first = lines_.begin() + static_cast<std::ptrdiff_t>(index);
        lines_.erase(first, first + static_cast<std::ptrdiff_t>(count));
    }
    void edit(std::size_t index, std::string text) {
        steps_.push_back({SourceChange::Kind::Changed, index, 1});
        lines_[index].text = std::move(text);
        ++lines_[index].revision;
    }
    Line& line(std::size_t index) { return lines_[index]; }
    std::uint64_t fresh_id() { return ++last_id_; }

    std::size_t count() const override { return lines_.size(); }
    MessageView at(std::size_t index) const override {
        ++reads_;
        const Line& line = lines_.at(index);
        return {.id = line.id,
                .revision = line.revision,
                .author = line.author,
                .author_name = line.author_name,
                .time_ms = line.time_ms,
                .text = line.text,
                .kind = line.kind,
                .state = line.state,
                .origin = line.origin,
                .age = line.age,
                .attention = line.attention,
                .is_stub = line.deleted,
                .pinned = line.pinned,
                .edited_ms = line.edited_ms,
                .reply = reply_of(line),
                .reactions = line.reactions,
                .files = line.files,
                .game = line.game};
    }
    std::uint64_t id_at(std::size_t index) const override { return lines_.at(index).id; }
    std::optional<std::size_t> index_of(std::uint64_t id) const override {
        const auto found =
            std::find_if(lines_.begin(), lines_.end(), [id](const Line& line) { return line.id == id; });
        if (found == lines_.end()) return std::nullopt;
        return static_cast<std::size_t>(found - lines_.begin());
    }
    std::uint64_t version() const override { return steps_.size(); }
    bool changes_since(std::uint64_t version, std::vector<SourceChange>& steps) const override {
        if (memory_ == Memory::None) return false;
        steps.insert(steps.end(), steps_.begin() + static_cast<std::ptrdiff_t>(version), steps_.end());
        return true;
    }

    /// How often a line was read since the last call.
    std::size_t take_reads() const { return std::exchange(reads_, 0); }

  private:
    ReplyView reply_of(const Line& answer) const {
        if (answer.reply_to == 0) return {};
        const auto index = index_of(answer.reply_to);
        if (!index) return {.state = ReplyState::Unknown, .place = answer.reply_to};
        const Line& original = lines_[*index];
        return {.state = original.deleted ? ReplyState::Deleted : ReplyState::Known,
                .place = original.id,
                .author = original.author,
                .author_name = original.author_name,
                .text = original.text};
    }

    Memory memory_;
    std::vector<Line> lines_;
    std::vector<SourceChange> steps_;
    std::uint64_t last_id_ = 0;
    mutable std::size_t reads_ = 0;
};

}  // namespace crosstalk::ui::twin
