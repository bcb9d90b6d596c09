#include "ui/list/text_layout.hpp"

#include <algorithm>
#include <array>

namespace crosstalk::ui {

namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr char32_t zero_width_joiner = 0x200D;
constexpr char32_t zero_width_space = 0x200B;

struct Range {
    char32_t first;
    char32_t last;
};

template <std::size_t count>
bool in_ranges(const std::array<Range, count>& ranges, char32_t c) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [c](const Range& range) { return c >= range.first && c <= range.last; });
}

// Marks that belong to the code point before them: a line never begins with one.
bool extends(char32_t c) {
    static constexpr std::array<Range, 9> ranges = {{{0x0300, 0x036F},
                                                     {0x0483, 0x0489},
                                                     {0x1AB0, 0x1AFF},
                                                     {0x1DC0, 0x1DFF},
                                                     {0x200D, 0x200D},
                                                     {0x20D0, 0x20FF},
                                                     {0xFE00, 0xFE0F},
                                                     {0xFE20, 0xFE2F},
                                                     {0xE0020, 0xE007F}}};
    return c >= 0x300 && (in_ranges(ranges, c) || (c >= 0x1F3FB && c <= 0x1F3FF));
}

// Scripts that are written without spaces: a line may be broken between any two of these.
bool is_ideographic(char32_t c) {
    static constexpr std::array<Range, 7> ranges = {{{0x2E80, 0x303F},
                                                     {0x3040, 0x31FF},
                                                     {0x3200, 0x9FFF},
                                                     {0xAC00, 0xD7AF},
                                                     {0xF900, 0xFAFF},
                                                     {0xFF00, 0xFF60},
                                                     {0x20000, 0x3FFFF}}};
    return c >= 0x2E80 && in_ranges(ranges, c);
}

// Closing marks of those scripts, which never begin a line, and opening ones, which never end it.
bool closes(char32_t c) {
    return std::u32string_view(U"、。，．）」』】〕〉》！？：；・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ")
               .find(c) != std::u32string_view::npos;
}
bool opens(char32_t c) {
    return std::u32string_view(U"（「『【〔〈《").find(c) != std::u32string_view::npos;
}

bool is_space(char32_t c) {
    return c == U' ' || c == U'\t' || c == zero_width_space;
}

bool is_emoji(char32_t c) {
    static constexpr std::array<Range, 9> ranges = {{{0x203C, 0x203C},
                                                     {0x2049, 0x2049},
                                                     {0x2122, 0x2122},
                                                     {0x2194, 0x21AA},
                                                     {0x231A, 0x23FF},
                                                     {0x25AA, 0x27BF},
                                                     {0x2934, 0x2935},
                                                     {0x2B05, 0x2B55},
                                                     {0x1F000, 0x1FAFF}}};
    return c >= 0x203C && in_ranges(ranges, c);
}

bool is_word(char32_t c) {
    if (c < 0x80) {
        return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || c == U'_';
    }
    return !(c >= 0x2000 && c <= 0x206F) && !(c >= 0x3000 && c <= 0x303F) && c != 0xA0;
}

// The advance of the code point at `position`, which moves behind it, with the padding of a boxed run that begins or ends there.
float step_at(std::string_view text, const TextLayout& layout, std::size_t& position,
              const TextMeasure& measure) {
    const std::size_t here = position;
    const char32_t c = next_code_point(text, position);
    const TextRun* run = run_at(layout, here);
    if (run == nullptr) return measure.advance(layout.style, Face::Regular, c);
    float step = run->mono ? measure.advance(TypeStyle::Code, Face::Mono, c)
                           : measure.advance(layout.style, run->face, c);
    if (run->boxed && here == run->begin) step += layout.box_padding;
    if (run->boxed && position == run->end) step += layout.box_padding;
    return step;
}

}  // namespace

const TextRun* run_at(const TextLayout& layout, std::size_t byte) {
    const auto after =
        std::upper_bound(layout.runs.begin(), layout.runs.end(), byte,
                         [](std::size_t wanted, const TextRun& run) { return wanted < run.begin; });
    if (after == layout.runs.begin()) return nullptr;
    const TextRun& run = *(after - 1);
    return byte < run.end ? &run : nullptr;
}

bool has_no_glyph(char32_t c) {
    static constexpr std::array<Range, 7> ranges = {{{0x00AD, 0x00AD},
                                                     {0x200B, 0x200F},
                                                     {0x202A, 0x202E},
                                                     {0x2060, 0x206F},
                                                     {0xFE00, 0xFE0F},
                                                     {0x1F3FB, 0x1F3FF},
                                                     {0xE0000, 0xE0FFF}}};
    return c == 0xFEFF || in_ranges(ranges, c);
}

char32_t next_code_point(std::string_view text, std::size_t& position) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned char lead = byte(position);
    ++position;
    if (lead < 0x80) return lead;
    std::size_t more = 0;
    char32_t value = 0;
    if (lead >= 0xC2 && lead < 0xE0) {
        more = 1;
        value = lead & 0x1FU;
    } else if (lead >= 0xE0 && lead < 0xF0) {
        more = 2;
        value = lead & 0x0FU;
    } else if (lead >= 0xF0 && lead < 0xF5) {
        more = 3;
        value = lead & 0x07U;
    } else {
        return replacement;
    }
    if (position + more > text.size()) return replacement;
    for (std::size_t k = 0; k < more; ++k) {
        if ((byte(position + k) & 0xC0U) != 0x80) return replacement;
        value = value << 6U | (byte(position + k) & 0x3FU);
    }
    position += more;
    return value;
}

std::string_view first_cluster(std::string_view text) {
    if (text.empty()) return {};
    std::size_t end = 0;
    char32_t previous = next_code_point(text, end);
    while (end < text.size()) {
        std::size_t next = end;
        const char32_t c = next_code_point(text, next);
        if (!extends(c) && previous != zero_width_joiner) break;
        previous = c;
        end = next;
    }
    return text.substr(0, end);
}

void break_lines(std::string_view whole, ByteRange bytes, float width, const TextMeasure& measure,
                 TextLayout& out) {
    const std::string_view text = whole.substr(0, bytes.end);
    std::size_t line_begin = bytes.begin;
    float line_width = 0;  // without the spaces that hang
    float pen = 0;
    std::size_t chance = line_begin;   // the newest place where this line may end
    float chance_pen = 0;              // pen there
    float chance_width = 0;            // line width there
    std::size_t cluster = line_begin;  // begin of the newest cluster
    float cluster_pen = 0;
    char32_t previous = 0;

    const auto finish = [&](std::size_t end, float ink) {
        out.lines.push_back(
            {.begin = static_cast<std::uint32_t>(line_begin), .end = static_cast<std::uint32_t>(end)});
        out.width = std::max(out.width, ink);
    };

    for (std::size_t position = bytes.begin; position < text.size();) {
        const std::size_t here = position;
        const float step = step_at(text, out, position, measure);
        std::size_t again = here;
        const char32_t c = next_code_point(text, again);
        if (c == U'\n') {
            finish(here, line_width);
            line_begin = chance = cluster = position;
            line_width = pen = chance_pen = chance_width = cluster_pen = 0;
            previous = 0;
            continue;
        }
        const bool continues = extends(c) || previous == zero_width_joiner;
        if (!continues) {
            cluster = here;
            cluster_pen = pen;
            const bool between = (is_ideographic(c) || is_ideographic(previous)) && previous != 0 &&
                                 !closes(c) && !opens(previous) && !is_space(c);
            const bool after_hyphen = previous == U'-' && is_word(c) && here >= line_begin + 2;
            if (here > line_begin && (is_space(previous) ? !is_space(c) : between || after_hyphen)) {
                chance = here;
                chance_pen = pen;
                chance_width = line_width;
            }
        }
        while (!is_space(c) && pen + step > width && cluster > line_begin) {
            const bool at_chance = chance > line_begin;
            const std::size_t cut = at_chance ? chance : cluster;
            const float cut_pen = at_chance ? chance_pen : cluster_pen;
            finish(cut, at_chance ? chance_width : cluster_pen);
            line_begin = cut;
            pen -= cut_pen;
            cluster_pen -= cut_pen;
            chance = line_begin;
            chance_pen = chance_width = 0;
            line_width = pen;
        }
        pen += step;
        if (!is_space(c)) line_width = pen;
        previous = c;
    }
    finish(text.size(), line_width);
}

void place_links(std::string_view text, const TextMeasure& measure, TextLayout& out) {
    out.link_boxes.clear();
    for (std::uint32_t link = 0; link < out.links.size(); ++link) {
        const ByteRange range = out.links[link];
        const std::size_t first = line_of_byte(out, range.begin);
        for (std::size_t line = first; line < out.lines.size() && out.lines[line].begin < range.end; ++line) {
            const TextLine& on = out.lines[line];
            out.link_boxes.push_back({link, static_cast<std::uint32_t>(line),
                                      x_of_byte(text, out, line, std::max(range.begin, on.begin), measure),
                                      x_of_byte(text, out, line, std::min(range.end, on.end), measure)});
        }
    }
}

void lay_out_text(std::string_view text, TypeStyle style, float width, const TextMeasure& measure,
                  TextLayout& out, std::span<const TextRun> runs, int row) {
    out.style = style;
    out.lines.clear();
    out.runs.assign(runs.begin(), runs.end());
    out.links.clear();
    out.link_boxes.clear();
    out.blocks.clear();
    out.width = 0;
    out.height = 0;
    break_lines(text, {0, static_cast<std::uint32_t>(text.size())}, width, measure, out);
    for (TextLine& line : out.lines) {
        line.top = out.height;
        line.height = row;
        out.height += row;
    }
}

std::size_t line_of_byte(const TextLayout& layout, std::uint32_t byte) {
    const auto after =
        std::upper_bound(layout.lines.begin(), layout.lines.end(), byte,
                         [](std::uint32_t wanted, const TextLine& line) { return wanted < line.begin; });
    return after == layout.lines.begin() ? 0 : static_cast<std::size_t>(after - layout.lines.begin()) - 1;
}

float x_of_byte(std::string_view text, const TextLayout& layout, std::size_t line, std::uint32_t byte,
                const TextMeasure& measure) {
    const TextLine& on = layout.lines[line];
    float x = on.left;
    for (std::size_t position = on.begin; position < std::min(byte, on.end) && position < text.size();)
        x += step_at(text, layout, position, measure);
    return x;
}

std::uint32_t byte_at_x(std::string_view text, const TextLayout& layout, std::size_t line, float x,
                        const TextMeasure& measure) {
    const TextLine& on = layout.lines[line];
    const std::string_view rest = text.substr(0, on.end);
    float pen = on.left;
    for (std::size_t position = on.begin; position < on.end;) {
        const std::size_t begin = position;
        const std::size_t end = begin + first_cluster(rest.substr(begin)).size();
        float step = 0;
        while (position < end)
            step += step_at(rest, layout, position, measure);
        if (x < pen + step / 2) return static_cast<std::uint32_t>(begin);
        pen += step;
    }
    return on.end;
}

std::size_t line_at_y(const TextLayout& layout, int y) {
    const auto after = std::upper_bound(layout.lines.begin(), layout.lines.end(), y,
                                        [](int wanted, const TextLine& line) { return wanted < line.top; });
    return after == layout.lines.begin() ? 0 : static_cast<std::size_t>(after - layout.lines.begin()) - 1;
}

ByteRange word_around(std::string_view text, std::uint32_t byte) {
    enum class Class { Word, Space, Sign };
    const auto class_of = [](char32_t c) {
        if (is_space(c) || c == U'\n') return Class::Space;
        return is_word(c) ? Class::Word : Class::Sign;
    };
    ByteRange found;
    Class found_class = Class::Space;
    bool first = true;
    for (std::size_t position = 0; position < text.size();) {
        const auto begin = static_cast<std::uint32_t>(position);
        const Class here = class_of(next_code_point(text, position));
        if (first || here != found_class) {
            if (!first && byte < begin) return found;
            found.begin = begin;
            found_class = here;
            first = false;
        }
        found.end = static_cast<std::uint32_t>(position);
    }
    return found;
}

bool is_emoji_only(std::string_view text) {
    std::size_t emoji = 0;
    for (std::size_t position = 0; position < text.size();) {
        const std::string_view cluster = first_cluster(text.substr(position));
        std::size_t inside = 0;
        const char32_t c = next_code_point(cluster, inside);
        position += cluster.size();
        if (is_space(c)) continue;
        if (!is_emoji(c) || ++emoji > emoji_only_limit) return false;
    }
    return emoji > 0;
}

}  // namespace crosstalk::ui
