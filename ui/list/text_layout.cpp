#include "ui/list/text_layout.hpp"

#include <algorithm>
#include <array>

#include "net/text/emoji.hpp"

namespace crosstalk::ui {

namespace {

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

bool is_word(char32_t c) {
    if (c < 0x80) {
        return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || c == U'_';
    }
    return !(c >= 0x2000 && c <= 0x206F) && !(c >= 0x3000 && c <= 0x303F) && c != 0xA0;
}

struct Drawn {
    char32_t code_point = 0;
    float advance = 0;  // with the padding of a boxed run that begins or ends there
};

Drawn next_drawn(DrawnText& reader, const TextLayout& layout, const TextMeasure& measure) {
    const std::size_t here = reader.position();
    const char32_t c = reader.next();
    const TextRun* run = run_at(layout, here);
    if (run == nullptr) return {c, measure.advance(layout.style, Face::Regular, c)};
    float step = run->mono ? measure.advance(TypeStyle::Code, Face::Mono, c)
                           : measure.advance(layout.style, run->face, c);
    if (run->boxed && here == run->begin) step += layout.box_padding;
    if (run->boxed && reader.position() >= run->end) step += layout.box_padding;
    return {c, step};
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

    for (DrawnText reader(text, bytes.begin); !reader.at_end();) {
        const std::size_t here = reader.position();
        const bool begins_cluster = reader.between_characters();
        const auto [c, step] = next_drawn(reader, out, measure);
        if (c == U'\n') {
            finish(here, line_width);
            line_begin = chance = cluster = reader.position();
            line_width = pen = chance_pen = chance_width = cluster_pen = 0;
            previous = 0;
            continue;
        }
        if (begins_cluster) {
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
    const std::size_t end = std::min(byte, on.end);
    for (DrawnText reader(text, on.begin); !reader.at_end() && reader.position() < end;)
        x += next_drawn(reader, layout, measure).advance;
    return x;
}

std::uint32_t byte_at_x(std::string_view text, const TextLayout& layout, std::size_t line, float x,
                        const TextMeasure& measure) {
    const TextLine& on = layout.lines[line];
    float pen = on.left;
    for (DrawnText reader(text.substr(0, on.end), on.begin); !reader.at_end();) {
        const std::size_t begin = reader.position();
        float step = 0;
        do {
            step += next_drawn(reader, layout, measure).advance;
        } while (!reader.between_characters());
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
        const std::size_t end = position + first_cluster(text.substr(position)).size();
        const Class here = class_of(next_code_point(text, position));
        position = end;
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
    return text::only_emoji(text, emoji_only_limit) > 0;
}

}  // namespace crosstalk::ui
