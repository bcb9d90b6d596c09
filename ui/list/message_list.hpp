// The message list without any drawing: which lines are visible where, what a point hits, what is selected, and how
// the view stays where it is while the room changes. Plain C++; `draw_message_list` draws it.
//
// The view is held by an anchor: one byte of one line's text, and the pixel row where the line of text that holds it
// stands. Each frame lays out what is visible outwards from the anchor, so that no insertion, removal, edit, resize or
// zoom anywhere can move it. Lines that were never visible have an estimated height, which only the scrollbar sees.
// At the bottom the last line is the anchor instead, and new lines scroll in.
//
// Per frame the work is O(visible + changed). Positions are whole pixels, 64 bits from the top of the room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "net/text/markup/markup.hpp"
#include "ui/list/attachment_layout.hpp"
#include "ui/list/body_layout.hpp"
#include "ui/list/calendar.hpp"
#include "ui/list/height_index.hpp"
#include "ui/list/message_source.hpp"
#include "ui/list/text_layout.hpp"
#include "ui/theme/theme.hpp"

namespace crosstalk::ui {

/// Messages that are nothing but a few emoji.
enum class EmojiOnly : std::uint8_t { Large, AsText };
/// The dividers with the date.
enum class DayLines : std::uint8_t { Shown, Hidden };

/// What a frame is laid out for. `width` and `height` are the view's, in pixels of the screen.
struct ListFrame {
    const Theme& theme;
    const TextMeasure& measure;
    const TimeZone& zone;
    ClockStyle clock = ClockStyle::Hours24;
    int width = 0;
    int height = 0;
    std::uint64_t first_unread = 0;  // id of the line under the "New messages" divider; 0: none
    std::string_view my_key = {};    // of my name: a mention of it stands out
    text::MarkupOptions markup = {};
    std::uint64_t names_stamp = 0;  // different when `markup` reads texts in another way
    EmojiOnly emoji_only = EmojiOnly::Large;
    DayLines days = DayLines::Shown;
    Previews previews = Previews::Shown;
};

/// Where a reaction stands, from the left of the text and the top of the reactions.
struct ChipPlace {
    float left = 0;
    int top = 0;
    float width = 0;
};

/// What a line looks like and where its parts stand, counted from its top. -1: the part is not there.
struct LineLayout {
    std::uint64_t id = 0;
    std::uint32_t revision = 0;
    std::uint32_t stamp = 0;       // of the layout of the whole line
    std::uint32_t text_stamp = 0;  // of `text`
    std::uint64_t last_used = 0;

    LineKind kind = LineKind::Message;
    int height = 0;    // 0: collapsed into the line of the join or leave before it
    int day_top = -1;  // day separator
    int unread_top = -1;
    int history_top = -1;  // divider between what was there before and what is live
    int row_top = 0;       // the tinted row, up to `height`
    int header_top = -1;   // name and time; without it the line continues the one before
    int reply_top = -1;    // the line of what is answered, above the header
    int body_top = 0;
    int edited_top = -1;  // of the word "(edited)" behind the text
    float edited_left = 0;
    int files_top = -1;
    std::vector<AttachmentPlace> files;
    int game_top = -1;
    int game_column = 0;  // the width that its card was laid out for
    int reactions_top = -1;
    std::vector<ChipPlace> reactions;
    int action_top = -1;   // the line "Not sent" with Retry and Delete
    text::Markup content;  // of a message: what is shown; of other lines, their text only
    TextLayout text;
};

/// A line of the frame; `y` is its top, counted from the top of the view.
struct VisibleLine {
    std::size_t index = 0;
    std::uint64_t id = 0;
    int y = 0;
    const LineLayout* layout = nullptr;
};

enum class ListPart : std::uint8_t {
    Nothing,
    Divider,
    Reply,
    Avatar,
    Name,
    Text,
    Link,
    Spoiler,  // a covered one
    Mention,  // of one person, not of everybody
    Edited,
    File,
    Row,
};

struct ListHit {
    ListPart part = ListPart::Nothing;
    std::size_t index = 0;
    std::uint64_t id = 0;
    std::uint32_t byte = 0;     // nearest caret position, also beside the text
    std::uint32_t link = 0;     // of the line's layout, for ListPart::Link
    std::uint32_t spoiler = 0;  // for ListPart::Spoiler
    std::uint32_t mention = 0;  // of the line's content, for ListPart::Mention
    std::size_t file = 0;       // of the message's files, for ListPart::File
};

struct TextPoint {
    std::uint64_t id = 0;
    std::size_t index = 0;
    std::uint32_t byte = 0;
};

struct ScrollbarShape {
    bool needed = false;
    double top = 0;   // share of the room above the view
    double size = 1;  // share that is visible
};

/// What a frame cost, in items; tests hold budgets against it.
struct ListWork {
    std::size_t texts_laid_out = 0;
    std::size_t lines_laid_out = 0;
    std::size_t lines_compared = 0;  // when the source could not say what changed
};

/// One per room, kept while the room exists. Belongs to the thread that draws.
class MessageList {
  public:
    /// Reads what changed and places what is visible. Everything else speaks of the last update's frame.
    void update(const MessageSource& source, const ListFrame& frame);

    std::span<const VisibleLine> lines() const { return lines_; }
    const VisibleLine* line_of(std::uint64_t id) const;
    const ListWork& work() const { return work_; }

    /// These take effect with the next update. Positive pixels go down, towards the newest line.
    void scroll_by(int pixels) { scroll_ += pixels; }
    void scroll_to_share(double share) { wanted_share_ = share; }
    void scroll_to_bottom();
    /// Brings a line into view, its top at a third of the height; nothing if it isn't there.
    void show(std::uint64_t id) { wanted_id_ = id; }

    /// The line that holds the view. Nothing while following the bottom.
    struct Anchor {
        TextPoint point;
        int y = 0;  // of the line of text that holds the byte, from the top of the view
    };
    std::optional<Anchor> anchor() const;
    /// Stands where another list of the same lines stood; nothing if the line isn't there.
    void stand_at(const Anchor& anchor) { wanted_anchor_ = anchor; }

    bool at_bottom() const { return following_; }
    /// Messages of others that came while the view was elsewhere and stand below it; the pill shows while above 0.
    std::size_t new_below() const { return following_ ? 0 : new_count_; }
    ScrollbarShape scrollbar() const { return scrollbar_; }

    ListHit hit_test(int x, int y, const MessageSource& source, const ListFrame& frame) const;

    /// A selection runs from `begin` to wherever `extend` last pointed.
    void begin_selection(const ListHit& hit);
    void extend_selection(const ListHit& hit);
    void select_word(const ListHit& hit);
    void select_line(const ListHit& hit);
    void select_all();
    void clear_selection() { selection_.reset(); }
    bool has_selection() const;

    /// Spoilers are covered until somebody wants to see them; shown ones stay so while the line exists.
    void uncover(std::uint64_t id, std::uint32_t spoiler) { uncovered_.insert({id, spoiler}); }
    bool is_covered(std::uint64_t id, const TextRun& run) const {
        return run.spoiler != 0 && !uncovered_.contains({id, run.spoiler});
    }

    /// Selected bytes of the text at `index`; nothing if the selection does not touch it.
    std::optional<ByteRange> selected_bytes(std::size_t index, std::size_t text_size) const;
    /// Within one message its selected text; over several "[time] nick: text", one per line.
    std::string copy_selection(const MessageSource& source, const ListFrame& frame) const;

    /// Top of the line of text that holds `byte`, counted from the line's top.
    static int text_top(const LineLayout& layout, std::uint32_t byte);

  private:
    struct Selection {
        TextPoint fixed;
        TextPoint moving;
    };
    // A line whose place is followed while the source's steps are applied.
    struct Mark {
        std::size_t index = 0;
        bool alive = true;
    };

    void read_changes(const MessageSource& source, const ListFrame& frame);
    void apply(const SourceChange& step, std::vector<Mark>& marks, std::vector<std::size_t>& touched);
    void compare_all(const MessageSource& source);
    void fill_ids(const MessageSource& source);
    /// Whether the line is a join or leave that the line before it speaks for.
    bool collapses(const MessageSource& source, const ListFrame& frame, std::size_t index) const;
    void touch(const MessageSource& source, const ListFrame& frame, std::size_t index);
    void keep_places(const MessageSource& source, const std::vector<Mark>& marks);
    void repair(TextPoint& point, const Mark& mark, const MessageSource& source) const;
    void count_new(const MessageSource& source, const ListFrame& frame);

    const LineLayout& lay_out(const MessageSource& source, const ListFrame& frame, std::size_t index);
    void lay_out_parts(const MessageSource& source, const ListFrame& frame, std::size_t index,
                       const MessageView& view, LineLayout& layout);
    std::string summary_of(const MessageSource& source, const ListFrame& frame, std::size_t index) const;
    void lay_out_content(const MessageSource& source, const ListFrame& frame, std::size_t index,
                         const MessageView& view, LineLayout& layout);
    /// These go on from `y`, the bottom of what is there.
    static void place_edited(const ListFrame& frame, LineLayout& layout, int& y);
    static void place_files(const ListFrame& frame, const MessageView& view, LineLayout& layout, int& y);
    static void place_game(const ListFrame& frame, LineLayout& layout, int& y);
    static void place_reactions(const ListFrame& frame, const MessageView& view, LineLayout& layout, int& y);
    /// Of a line that may never have been laid out.
    std::string shown_text(const MessageView& view, const ListFrame& frame) const;
    void place(const MessageSource& source, const ListFrame& frame);
    void drop_invisible_lines(const ListFrame& frame);
    void place_from_bottom(const MessageSource& source, const ListFrame& frame);
    void place_from_anchor(const MessageSource& source, const ListFrame& frame);
    /// Puts the anchor on the line at `offset` pixels from the top of the room, as far as heights are known.
    void anchor_at(const MessageSource& source, const ListFrame& frame, std::int64_t offset);
    /// True if something asked for another place.
    bool obey_scrolling(const MessageSource& source, const ListFrame& frame);
    void keep_inside(const MessageSource& source, const ListFrame& frame);
    /// Whether nothing but collapsed lines comes behind the last visible one.
    bool shows_end() const;
    void pick_anchor(const ListFrame& frame);
    void drop_unused_layouts();

    HeightIndex heights_;
    std::unordered_map<std::uint64_t, std::unique_ptr<LineLayout>> layouts_;
    std::vector<VisibleLine> lines_;
    int view_height_ = 0;  // that lines_ were placed for
    std::vector<SourceChange> steps_;

    bool primed_ = false;
    std::uint64_t version_ = 0;
    std::uint64_t frame_number_ = 0;
    std::uint32_t stamp_ = 1;  // raised when every layout is void
    std::int32_t estimate_ = 0;
    struct Key {
        std::uint64_t generation = 0;
        int text_width = 0;
        float scale = 0;
        Density density = Density::Cosy;
        std::int32_t zone_offset = 0;
        std::uint64_t names = 0;
        text::Emoticons emoticons = text::Emoticons::AsEmoji;
        EmojiOnly emoji_only = EmojiOnly::Large;
        Previews previews = Previews::Shown;
        friend bool operator==(const Key&, const Key&) = default;
    } key_;
    std::uint64_t first_unread_ = 0;
    std::string my_key_;
    std::set<std::pair<std::uint64_t, std::uint32_t>> uncovered_;

    bool following_ = true;
    Anchor anchor_;
    bool anchor_replaced_ = false;  // the next frame looks for a better one
    int scroll_ = 0;
    std::optional<double> wanted_share_;
    std::uint64_t wanted_id_ = 0;
    std::optional<Anchor> wanted_anchor_;
    ScrollbarShape scrollbar_;

    std::size_t seen_end_ = 0;     // lines from here on came unseen
    std::size_t counted_end_ = 0;  // new_count_ speaks of [seen_end_, counted_end_)
    std::size_t new_count_ = 0;

    std::optional<Selection> selection_;
    ListWork work_;
};

}  // namespace crosstalk::ui
