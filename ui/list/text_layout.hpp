// Breaks a text into lines of a width. Needs only the advance of each code point.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ui/fonts/drawn_text.hpp"
#include "ui/theme/tokens.hpp"

namespace crosstalk::ui {

/// The advance widths of the fonts in use, in pixels of the screen. Tests have one without fonts.
class TextMeasure {
  public:
    virtual ~TextMeasure() = default;
    /// `drawn` as DrawnText gives it.
    virtual float advance(TypeStyle style, Face face, char32_t drawn) const = 0;
    /// Different whenever any advance may have changed (scale, fonts).
    virtual std::uint64_t generation() const = 0;
};

/// A line: half-open range of bytes of the text. Spaces at which a line was broken belong to it and hang over its edge.
struct TextLine {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    float left = 0;  // where it begins, from the left of the text
    int top = 0;     // from the top of the text
    int height = 0;
};

enum class RunInk : std::uint8_t { Plain, MyMention, Mention, Link, Code, Muted };

/// Bytes of the text that are drawn unlike the rest. Runs are in order and do not overlap.
struct TextRun {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    Face face = Face::SemiBold;
    RunInk ink = RunInk::MyMention;
    bool mono = false;   // in the code style, whatever the face
    bool boxed = false;  // on a ground of its own, with padding at both ends: code amid a sentence
    bool struck = false;
    std::uint32_t spoiler = 0;  // 0: none; else covered until somebody uncovers that number
};

/// Half-open range of bytes.
struct ByteRange {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

/// The part of a link that stands on one line; x counts from the left of the text.
struct LinkBox {
    std::uint32_t link = 0;
    std::uint32_t line = 0;
    float left = 0;
    float right = 0;
};

/// Paragraphs or code; lines [first_line, last_line) of the layout.
struct TextBlock {
    bool is_code = false;
    std::uint8_t quote_depth = 0;
    std::uint32_t begin = 0;  // bytes
    std::uint32_t end = 0;
    std::size_t first_line = 0;
    std::size_t last_line = 0;
    int top = 0;  // with its padding
    int bottom = 0;
    float left = 0;
    float right = 0;  // of code: of its box
};

struct TextLayout {
    TypeStyle style = TypeStyle::Body;
    float box_padding = 0;        // at both ends of boxed runs, pixels of the screen
    std::vector<TextLine> lines;  // at least one, even of an empty text
    std::vector<TextRun> runs;
    std::vector<ByteRange> links;  // http or https addresses
    std::vector<LinkBox> link_boxes;
    std::vector<TextBlock> blocks;  // of formatted texts only
    float width = 0;                // of the widest line
    int height = 0;
};

/// Fills `out`, whose memory is reused. A word longer than `width` is broken between clusters. Lines are `row` high.
void lay_out_text(std::string_view text, TypeStyle style, float width, const TextMeasure& measure,
                  TextLayout& out, std::span<const TextRun> runs = {}, int row = 0);
/// The part of it that appends the lines of one block, whose runs and style `out` has already; no tops are set.
void break_lines(std::string_view text, ByteRange bytes, float width, const TextMeasure& measure,
                 TextLayout& out);
/// Where the links of `out` stand, when its lines are there.
void place_links(std::string_view text, const TextMeasure& measure, TextLayout& out);
/// The run that holds the byte; nothing for plain text.
const TextRun* run_at(const TextLayout& layout, std::size_t byte);

/// The line on which a byte stands; the last one for bytes behind the text.
std::size_t line_of_byte(const TextLayout& layout, std::uint32_t byte);
/// Distance from the left of the text to the byte's left edge.
float x_of_byte(std::string_view text, const TextLayout& layout, std::size_t line, std::uint32_t byte,
                const TextMeasure& measure);
/// The caret position nearest to `x`, never inside a cluster.
std::uint32_t byte_at_x(std::string_view text, const TextLayout& layout, std::size_t line, float x,
                        const TextMeasure& measure);

/// The line at that height; the first or the last one beyond the text.
std::size_t line_at_y(const TextLayout& layout, int y);

/// The word, or the run of spaces or signs, that the byte stands in.
ByteRange word_around(std::string_view text, std::uint32_t byte);

/// True for 1 to `emoji_only_limit` emoji, spaces between them, and nothing else.
bool is_emoji_only(std::string_view text);

}  // namespace crosstalk::ui
