// All emoji to choose from: by section, by name, or one of those that were chosen last.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "net/text/emoji_table.hpp"
#include "ui/theme/context.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

/// A popup. What is typed searches, the arrow keys go from emoji to emoji, Enter and a click choose, Esc closes. With Shift
/// it stays open for the next one. Thread: the one that draws.
class EmojiPicker {
  public:
    /// From the next draw() on. `recent`: what was chosen last, the newest first; it stands before the sections.
    void open(std::span<const std::string> recent);
    bool is_open() const { return is_open_; }

    /// Each frame, in the id scope of what it belongs to. It stands above the anchor or below it, wherever there is room.
    /// Gives what was chosen in this frame.
    std::optional<std::string> draw(const Context& context, Box anchor);

  private:
    struct Cell {
        std::string text;
        const text::Emoji* emoji = nullptr;  // null: newer than the table
    };
    struct Section {
        std::string_view title;
        std::string_view sign;  // on its tab; empty: a clock
        std::vector<Cell> cells;
        std::size_t first = 0;  // index of its first cell among all
    };
    struct Grid {
        Box box;
        float cell = 0;
    };

    void show_all();
    void show_found();
    std::size_t count() const;
    const Cell* cell_at(std::size_t index) const;
    float height_of(const Context& context, const Section& section, float cell) const;
    float top_of(const Context& context, std::size_t index, float cell) const;
    void obey_keys();
    void move_rows(int rows);
    void draw_search(const Context& context, Box box);
    void draw_tabs(const Context& context, Box box, float cell);
    std::optional<std::string> draw_grid(const Context& context, const Grid& grid);
    std::optional<std::size_t> draw_section(const Context& context, const Section& section, ImVec2 min,
                                            const Grid& grid);
    void draw_name(const Context& context, Box box) const;

    std::vector<std::string> recent_;
    std::string query_;
    std::string found_for_;  // the query that the sections are the answer to
    std::vector<Section> sections_;
    std::size_t chosen_ = 0;
    ScrollArea scroll_;
    bool opens_ = false;
    bool is_open_ = false;
    bool focus_wanted_ = false;
    bool follow_chosen_ = false;  // bring it into sight
    bool enter_ = false;
};

}  // namespace crosstalk::ui
