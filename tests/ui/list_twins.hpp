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
        return {line.id,   line.revision, line.author, line.author_name, line.time_ms,  line.text,
                line.kind, line.state,    line.origin, line.age,         line.attention};
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
    Memory memory_;
    std::vector<Line> lines_;
    std::vector<SourceChange> steps_;
    std::uint64_t last_id_ = 0;
    mutable std::size_t reads_ = 0;
};

}  // namespace crosstalk::ui::twin
