// Breaks a text into lines of a width and finds its links. Needs only the advance of each code point.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ui/theme/tokens.hpp"

namespace crosstalk::ui {

/// The advance widths of the fonts in use, in pixels of the screen. Tests have one without fonts.
class TextMeasure {
  public:
    virtual ~TextMeasure() = default;
    virtual float advance(TypeStyle style, Face face, char32_t code_point) const = 0;
    /// Different whenever any advance may have changed (scale, fonts).
    virtual std::uint64_t generation() const = 0;
};

/// Half-open range of bytes of the text. Spaces at which a line was broken belong to it and hang over its
/// edge.
struct TextLine {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

enum class RunInk : std::uint8_t { MyMention };

/// Bytes of the text that are drawn in another face and colour than the rest. Runs are in order and do not overlap.
struct TextRun {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    Face face = Face::SemiBold;
    RunInk ink = RunInk::MyMention;
};

/// An http or https address in the text.
struct LinkRange {
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

struct TextLayout {
    TypeStyle style = TypeStyle::Body;
    std::vector<TextLine> lines;  // at least one, even of an empty text
    std::vector<TextRun> runs;
    std::vector<LinkRange> links;
    std::vector<LinkBox> link_boxes;
    float width = 0;  // of the widest line
};

/// Fills `out`, whose memory is reused. A word longer than `width` is broken between clusters.
void lay_out_text(std::string_view text, TypeStyle style, float width, const TextMeasure& measure,
                  TextLayout& out, std::span<const TextRun> runs = {});
/// The run that holds the byte; nothing for plain text.
const TextRun* run_at(const TextLayout& layout, std::size_t byte);

/// The line on which a byte stands; the last one for bytes behind the text.
std::size_t line_of_byte(const TextLayout& layout, std::uint32_t byte);
/// Distance from the left of the line to the byte's left edge.
float x_of_byte(std::string_view text, const TextLayout& layout, std::size_t line, std::uint32_t byte,
                const TextMeasure& measure);
/// The caret position nearest to `x`, never inside a cluster.
std::uint32_t byte_at_x(std::string_view text, const TextLayout& layout, std::size_t line, float x,
                        const TextMeasure& measure);

/// The word, or the run of spaces or signs, that the byte stands in.
LinkRange word_around(std::string_view text, std::uint32_t byte);

/// Every "@name" that ends with the name, whatever the case of ASCII letters.
void find_mentions(std::string_view text, std::string_view name, std::vector<TextRun>& runs);

/// True for 1 to `emoji_only_limit` emoji, spaces between them, and nothing else.
bool is_emoji_only(std::string_view text);

/// Joiners, selectors and skin tones: they say how to draw their neighbours and have no picture of their own here.
bool has_no_glyph(char32_t code_point);

/// Code point at `position`, which moves behind it. Bytes that are no UTF-8 give U+FFFD each.
char32_t next_code_point(std::string_view text, std::size_t& position);
/// The first user-perceived character of a name: a code point and what extends it.
std::string_view first_cluster(std::string_view text);

}  // namespace crosstalk::ui
