// Formatted messages: which bytes stand on which line, where blocks begin and end, and what looks unlike the rest.
#include "ui/list/body_layout.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/ui/list_twins.hpp"

namespace {

using namespace crosstalk;
using namespace crosstalk::ui;
using twin::CellMeasure;

constexpr float cell = 7.0F;

struct Laid {
    text::Markup markup;
    TextLayout layout;

    std::string line(std::size_t index) const {
        const TextLine& on = layout.lines.at(index);
        return markup.text.substr(on.begin, on.end - on.begin);
    }
    std::string bytes(std::uint32_t begin, std::uint32_t end) const {
        return markup.text.substr(begin, end - begin);
    }
    std::vector<std::string> links() const {
        std::vector<std::string> all;
        for (const ByteRange& link : layout.links)
            all.push_back(bytes(link.begin, link.end));
        return all;
    }
};

Laid lay(std::string_view typed, float width = 700.0F, std::string_view my_key = "ada") {
    Laid laid;
    laid.markup = text::parse_markup(
        typed, {.is_name = [](std::string_view key) { return key == "ada" || key == "bob"; }});
    lay_out_body(laid.markup, my_key,
                 {.style = TypeStyle::Body,
                  .width = width,
                  .code_width = std::min(width, 520.0F),
                  .row = 20,
                  .code_row = 18,
                  .code_padding = 8,
                  .box_padding = 4,
                  .quote_indent = 14,
                  .block_gap = 4},
                 CellMeasure(), laid.layout);
    return laid;
}

TEST(BodyLayout, plain_text_is_one_paragraph_without_runs) {
    const Laid laid = lay("a line\nand another");
    ASSERT_EQ(laid.layout.lines.size(), 2U);
    EXPECT_EQ(laid.line(1), "and another");
    EXPECT_EQ(laid.layout.lines[1].top, 20);
    EXPECT_EQ(laid.layout.height, 40);
    EXPECT_TRUE(laid.layout.runs.empty());
}

TEST(BodyLayout, an_empty_text_has_one_empty_line) {
    const Laid laid = lay("");
    ASSERT_EQ(laid.layout.lines.size(), 1U);
    EXPECT_EQ(laid.layout.height, 20);
}

TEST(BodyLayout, styles_become_runs_and_their_signs_are_gone) {
    const Laid laid = lay("**bold** plain *italic* ~~struck~~ `code`");
    EXPECT_EQ(laid.markup.text, "bold plain italic struck code");
    ASSERT_EQ(laid.layout.runs.size(), 4U);
    EXPECT_EQ(laid.layout.runs[0].face, Face::SemiBold);
    EXPECT_EQ(laid.layout.runs[1].face, Face::Italic);
    EXPECT_TRUE(laid.layout.runs[2].struck);
    EXPECT_TRUE(laid.layout.runs[3].mono);
    EXPECT_TRUE(laid.layout.runs[3].boxed);
    EXPECT_EQ(run_at(laid.layout, 5), nullptr);
}

TEST(BodyLayout, code_amid_a_sentence_has_padding_at_both_ends) {
    const Laid laid = lay("x `ab` y");
    EXPECT_EQ(x_of_byte(laid.markup.text, laid.layout, 0, 2, CellMeasure()), 2 * cell);
    EXPECT_EQ(x_of_byte(laid.markup.text, laid.layout, 0, 4, CellMeasure()), 4 * cell + 8);
    EXPECT_EQ(byte_at_x(laid.markup.text, laid.layout, 0, 4 * cell + 8, CellMeasure()), 4U);
}

TEST(BodyLayout, a_block_of_code_has_a_box_with_rows_of_its_own) {
    const Laid laid = lay("before\n```\nport = 1\nbots = 2\n```\nafter");
    ASSERT_EQ(laid.layout.blocks.size(), 3U);
    const TextBlock& code = laid.layout.blocks[1];
    EXPECT_TRUE(code.is_code);
    EXPECT_EQ(laid.bytes(code.begin, code.end), "port = 1\nbots = 2");
    EXPECT_EQ(code.top, 24);
    EXPECT_EQ(laid.layout.lines[1].top, 32);
    EXPECT_EQ(laid.layout.lines[1].left, 8.0F);
    EXPECT_EQ(laid.layout.lines[2].top, 50);
    EXPECT_EQ(code.bottom, 76);
    EXPECT_EQ(code.right, 520.0F);
    EXPECT_EQ(laid.line(3), "after");
    EXPECT_EQ(laid.layout.lines[3].top, 80);
    EXPECT_EQ(laid.layout.height, 100);
}

TEST(BodyLayout, quotations_are_indented_by_their_depth) {
    const Laid laid = lay("> one\n>> two\nself");
    ASSERT_EQ(laid.layout.blocks.size(), 3U);
    EXPECT_EQ(laid.layout.lines[0].left, 14.0F);
    EXPECT_EQ(laid.layout.lines[1].left, 28.0F);
    EXPECT_EQ(laid.layout.lines[2].left, 0.0F);
    // Bars of neighbouring depths meet; the text below keeps a distance.
    EXPECT_EQ(laid.layout.blocks[0].bottom, laid.layout.blocks[1].top);
    EXPECT_EQ(laid.layout.blocks[2].top, laid.layout.blocks[1].bottom + 4);
}

TEST(BodyLayout, a_quotation_wraps_within_its_own_width) {
    const Laid laid = lay("> aaaa bbbb cccc", 14 + 10 * cell);
    ASSERT_EQ(laid.layout.lines.size(), 2U);
    EXPECT_EQ(laid.line(0), "aaaa bbbb ");
}

TEST(BodyLayout, mentions_of_me_stand_out_from_those_of_others) {
    const Laid laid = lay("@ada @bob @room @carol");
    ASSERT_EQ(laid.layout.runs.size(), 3U);
    EXPECT_EQ(laid.layout.runs[0].ink, RunInk::MyMention);
    EXPECT_EQ(laid.layout.runs[1].ink, RunInk::Mention);
    EXPECT_EQ(laid.layout.runs[2].ink, RunInk::MyMention);
}

TEST(BodyLayout, links_have_a_box_on_each_line_they_stand_on) {
    const Laid laid = lay("x https://example.org/long", 70.0F);
    ASSERT_EQ(laid.links(), (std::vector<std::string>{"https://example.org/long"}));
    ASSERT_EQ(laid.layout.link_boxes.size(), 3U);
    EXPECT_EQ(laid.layout.link_boxes[0].line, 1U);
    EXPECT_EQ(laid.layout.link_boxes[2].right, 28.0F);
}

TEST(BodyLayout, a_spoiler_keeps_its_number_over_its_styles) {
    const Laid laid = lay("||who **did** it|| and ||why||");
    std::vector<std::uint32_t> spoilers;
    for (const TextRun& run : laid.layout.runs)
        spoilers.push_back(run.spoiler);
    EXPECT_EQ(spoilers, (std::vector<std::uint32_t>{1, 1, 1, 2}));
}

TEST(BodyLayout, every_byte_but_line_breaks_stands_on_just_one_line) {
    for (const char* typed :
         {"a\n\n\nb", "> q\n```c\nint x;\n\nint y;\n```\n\nrest of it, quite long", "``` x ```"}) {
        const Laid laid = lay(typed, 60.0F);
        std::string all;
        for (std::size_t index = 0; index < laid.layout.lines.size(); ++index) {
            if (index > 0 && laid.layout.lines[index].begin > laid.layout.lines[index - 1].end) all += '\n';
            all += laid.line(index);
        }
        EXPECT_EQ(all, laid.markup.text);
        for (std::size_t index = 1; index < laid.layout.lines.size(); ++index)
            EXPECT_GE(laid.layout.lines[index].top,
                      laid.layout.lines[index - 1].top + laid.layout.lines[index - 1].height);
    }
}

}  // namespace
