// What a message looks like: its text read once into what is shown and how, for the window, the terminal and for copying.
//
// The source is what was typed and what the server keeps; nothing in it is ever an error, a sign that marks nothing is
// text. The grammar, from the strongest rule to the weakest:
//
//   message    = blocks: code blocks, and paragraphs of lines of the same quote depth
//   quote      = at the beginning of a line up to three ">", each but the last with or without a blank behind it, the last
//                with one or at the end of the line. ">_<" and ">:(" are not quotes.
//   code block = three backticks, LANGUAGE newline or nothing, anything, three backticks. LANGUAGE is 1 to 20 letters,
//                digits or _ + . # - and may be missing; four backticks or more are text. It may begin and end amid lines
//                and spans lines that look like quotes; begun in a quote it ends there. Blank code is text.
//   code span  = one or two backticks, anything on this line, as many backticks. One blank inside each end is dropped.
//   escape     = \ and a sign of ASCII: the sign, marking nothing. Behind "¯" the \ stays, for the one who shrugs.
//   link       = http://, https:// or crosstalk://room/, not behind a letter or digit, up to white space, one of < > " ` | \ ^
//                or a sign that is not ASCII. Without . , : ; ! ? ' * _ ~ at its end, nor ) ] } that it has not opened.
//              | "<" link ">", which ends at the ">" only and is shown without the signs.
//   mention    = see mentions.hpp; shown as "@name", without quotation marks.
//   shortcode  = ":" name ":", not behind a digit, of an emoji that exists (emoji_table.hpp).
//   emoticon   = a word of emoticons.hpp between blanks, line breaks or signs of style; . , ! ? may follow.
//   style      = **bold** *italic* _italic_ ~~struck~~ ||spoiler||, ***both***
//
// A sign of style begins one if no white space follows it, and ends one if none stands before it. In a row there must be
// exactly as many signs as named (**** and __ are text). For * and _ alone there is more, so that 2*3*4 and snake_case stay:
// on their outer side there is no letter or digit (for *: of ASCII). Each style is open at most once; a second beginning
// of the same turns the first into text. An end closes its own beginning; what was opened in between and not closed is
// text. Styles reach over line breaks and around code blocks, but neither into nor out of a quote. So the depth of all
// nesting is a constant, nothing recurses, and the time is linear in the source whatever it holds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "net/text/markup/mentions.hpp"

namespace crosstalk::text {

struct Styles {
    bool is_bold = false;
    bool is_italic = false;
    bool is_struck = false;
    bool is_code = false;  // of a fixed width; no other style but spoiler goes with it in a code block

    friend bool operator==(const Styles&, const Styles&) = default;
};

enum class SpanKind : std::uint8_t {
    Text,
    Link,     // its text is the address, so nothing can say one thing and lead to another
    Mention,  // "@name"; whose, is said by Markup::mentions[target]
    Emoji,    // one that was typed as a shortcode or an emoticon
};

// Bytes [begin, end) of Markup::text that are shown in one way. Ends stand between code points.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    SpanKind kind = SpanKind::Text;
    Styles styles;
    std::uint32_t spoiler = 0;  // 0: none; else the number of the spoiler, to be uncovered as a whole
    std::uint32_t target = 0;

    friend bool operator==(const Span&, const Span&) = default;
};

enum class BlockKind : std::uint8_t { Paragraph, Code };

// Whole lines of Markup::text. Blocks do not overlap; between two stands exactly one line break.
struct Block {
    BlockKind kind = BlockKind::Paragraph;
    std::uint8_t quote_depth = 0;  // 0: not quoted
    std::uint32_t begin = 0;
    std::uint32_t end = 0;  // behind the last byte; the line break to the next block is not of it
    std::uint32_t first_span = 0;
    std::uint32_t last_span = 0;  // one behind the last
    std::string language;         // of Code; as typed, may be empty

    friend bool operator==(const Block&, const Block&) = default;
};

struct Markup {
    std::string text;                   // what is shown, and copied
    std::vector<Block> blocks;          // in order; none for an empty text
    std::vector<Span> spans;            // in order; those of a block cover it without gaps
    std::vector<std::string> mentions;  // keys of names; empty: everybody in the room
    std::uint64_t steps = 0;            // the work it was, for the test that shows it to be linear

    friend bool operator==(const Markup&, const Markup&) = default;
};

enum class Emoticons : std::uint8_t { AsTyped, AsEmoji };
enum class RoomMentions : std::uint8_t { AsText, AsMention };

struct MarkupOptions {
    IsName is_name;  // empty: there are no mentions
    RoomMentions room = RoomMentions::AsMention;
    Emoticons emoticons = Emoticons::AsEmoji;
};

// More than this of a text is not looked at.
inline constexpr std::size_t max_markup_bytes = std::size_t{64} << 20U;

// `source` is any bytes, best as sanitise_message and cap_marks leave it. The text shown is valid if the source is, and
// not longer but for the emoji: each takes more bytes than its shortcode by at most 32. Throws nothing but bad_alloc.
Markup parse_markup(std::string_view source, const MarkupOptions& options = {});

enum class Spoilers : std::uint8_t {
    Hidden,  // "[spoiler]" in their place, for notifications
    Marked,  // ||like this||, for terminals
};

// The text shown, with "> " before quoted lines.
std::string plain_text(const Markup& markup, Spoilers spoilers);

}  // namespace crosstalk::text
