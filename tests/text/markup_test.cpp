#include "net/text/markup/markup.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "net/text/markup/links.hpp"
#include "net/text/names.hpp"
#include "tests/text/markup_property.hpp"

namespace {

using namespace crosstalk::text;

MarkupOptions with_people() {
    MarkupOptions options;
    options.is_name = [](std::string_view key) {
        return key == name_key("Ada") || key == name_key("Ada Lovelace");
    };
    return options;
}

// The result as one line: {b:bold} {i:...} {s:struck} {||:spoiler} {c:code} {link:...} {@:mention} {e:emoji}, marks of one
// span in that order; blocks as [...], quoted ones as >[...], code as [LANGUAGE|...].
std::string described(const Markup& markup) {
    std::string out;
    for (const Block& block : markup.blocks) {
        out += std::string(block.quote_depth, '>') + "[";
        if (block.kind == BlockKind::Code) out += block.language + "|";
        for (std::uint32_t i = block.first_span; i < block.last_span; ++i) {
            const Span& span = markup.spans[i];
            std::string marks;
            if (span.styles.is_bold) marks += "b";
            if (span.styles.is_italic) marks += "i";
            if (span.styles.is_struck) marks += "s";
            if (span.styles.is_code && block.kind != BlockKind::Code) marks += "c";
            if (span.spoiler != 0) marks += "||" + std::to_string(span.spoiler);
            if (span.kind == SpanKind::Link) marks += "link";
            if (span.kind == SpanKind::Mention) marks += markup.mentions[span.target].empty() ? "@room" : "@";
            if (span.kind == SpanKind::Emoji) marks += "e";
            const std::string text = markup.text.substr(span.begin, span.end - span.begin);
            if (marks.empty()) {
                out += text;
            } else {
                out.append("{").append(marks).append(":").append(text).append("}");
            }
        }
        out += "]";
    }
    return out;
}

std::string shown(std::string_view source) {
    return described(parse_markup(source, with_people()));
}

struct Case {
    const char* source;
    const char* shown;
};

void expect(const std::vector<Case>& cases) {
    for (const Case& each : cases) {
        EXPECT_EQ(shown(each.source), each.shown) << each.source;
        EXPECT_EQ(MarkupProperty::complaint_about(each.source), "") << each.source;
    }
}

TEST(markup, ordinary_text_is_itself) {
    expect(
        {{"", ""},
         {"hello", "[hello]"},
         {"two\nlines\n\nand more", "[two\nlines\n\nand more]"},
         {"Grüße 日本語 👨‍👩‍👧 שלום", "[Grüße 日本語 👨‍👩‍👧 שלום]"},
         {"a < b > c & d [e](f) # g ~h | i - j", "[a < b > c & d [e](f) # g ~h | i - j]"}});
}

TEST(markup, each_style_has_its_signs) {
    expect({{"**bold**", "[{b:bold}]"},
            {"*italic*", "[{i:italic}]"},
            {"_italic_", "[{i:italic}]"},
            {"~~struck~~", "[{s:struck}]"},
            {"||spoiler||", "[{||1:spoiler}]"},
            {"***both***", "[{bi:both}]"},
            {"a **b** c *d* e", "[a {b:b} c {i:d} e]"},
            {"||a|| ||b||", "[{||1:a} {||2:b}]"},
            {"**two\nlines**", "[{b:two\nlines}]"},
            {"a\n||b||\nc", "[a\n{||1:b}\nc]"}});
}

TEST(markup, styles_nest) {
    expect({{"**a *b* c**", "[{b:a }{bi:b}{b: c}]"},
            {"*a **b** c*", "[{i:a }{bi:b}{i: c}]"},
            {"**_~~||x||~~_**", "[{bis||1:x}]"},
            {"***a** b*", "[{bi:a}{i: b}]"},
            {"***a* b**", "[{bi:a}{b: b}]"},
            {"**a *b***", "[{b:a }{bi:b}]"},
            {"*a **b***", "[{i:a }{bi:b}]"},
            {"*a _b_ c*", "[{i:a b c}]"},
            {"||a **b** c||", "[{||1:a }{b||1:b}{||1: c}]"}});
}

TEST(markup, signs_that_mark_nothing_are_text) {
    expect({{"**a", "[**a]"},
            {"a**", "[a**]"},
            {"**", "[**]"},
            {"****", "[****]"},
            {"* a *", "[* a *]"},
            {"** a **", "[** a **]"},
            {"*a **b*", "[{i:a **b}]"},
            {"**a *b** c*", "[{b:a *b} c*]"},
            {"*a *b*", "[*a {i:b}]"},
            {"**a **b** c**", "[**a {b:b} c**]"},
            {"**a***", "[{b:a}*]"},
            {"*a***", "[{i:a}**]"},
            {"***a**", "[*{b:a}]"},
            {"***a*", "[**{i:a}]"},
            {"~a~ ~~~a~~~ |a| |||a||| __a__ ****a****", "[~a~ ~~~a~~~ |a| |||a||| __a__ ****a****]"},
            {"a || b || c", "[a || b || c]"},
            {"~~a ||b~~ c||", "[{s:a ||b} c||]"},
            {"*\u00A0a*", "[*\u00A0a*]"}});
}

TEST(markup, sums_file_names_and_identifiers_stay) {
    expect({{"2*3*4 = 24", "[2*3*4 = 24]"},
            {"snake_case_name", "[snake_case_name]"},
            {"_a_b_", "[{i:a_b}]"},
            {"größe_in_metern", "[größe_in_metern]"},
            {"*.cpp and *.hpp", "[*.cpp and *.hpp]"},
            {"__init__", "[__init__]"},
            {"int **p, *q;", "[int **p, *q;]"},
            {"un**frigging**believable", "[un{b:frigging}believable]"},
            {"これは*重要*です", "[これは{i:重要}です]"}});
}

TEST(markup, code_is_left_alone) {
    expect({{"`**a** :smile: :) @Ada https://x.org \\*`", "[{c:**a** :smile: :) @Ada https://x.org \\*}]"},
            {"``a`b``", "[{c:a`b}]"},
            {"`` `a` ``", "[{c:`a`}]"},
            {"`  a  `", "[{c: a }]"},
            {"` `", "[{c: }]"},
            {"**`a`**", "[{bc:a}]"},
            {"`a\nb`", "[`a\nb`]"},
            {"`a", "[`a]"},
            {"`a``b`", "[{c:a``b}]"},
            {"a``", "[a``]"},
            {"*a `b* c`", "[*a {c:b* c}]"},
            {"\\`a`", "[`a`]"}});
}

TEST(markup, code_blocks_keep_their_lines) {
    expect({{"```cpp\nint a;\n```", "[cpp|int a;]"},
            {"```\na\n\n  b\n```", "[|a\n\n  b]"},
            {"```a```", "[|a]"},
            {"```a b```", "[|a b]"},
            {"look ```\na\n``` here", "[look][|a][here]"},
            {"look\n```\na\n```\nhere", "[look][|a][here]"},
            {"look\n\n```\na\n```\n\nhere", "[look\n][|a][\nhere]"},
            {"```\na\n  ```", "[|a]"},
            {"```\n> a\n```", "[|> a]"},
            {"```c++\n*a*\n```", "[c++|*a*]"},
            {"```not a language\na\n```", "[|not a language\na]"},
            {"```a``` ```b```", "[|a][|b]"},
            {"```cpp\n```", "[|cpp]"},
            {"> q\n ```a```", ">[q][|a]"},
            {"||```a```||", "[|{||1:a}]"},
            {"**a ```b``` c**", "[{b:a}][|b][{b:c}]"}});
}

TEST(markup, a_code_block_that_does_not_end_or_is_blank_is_text) {
    expect({{"```", "[```]"},
            {"```a", "[```a]"},
            {"```\n```", "[```\n```]"},
            {"``` ```a", "[``` ```a]"},
            {"````a````", "[````a````]"},
            {"```a````", "[```a````]"},
            {"**a ```b**", "[{b:a ```b}]"}});
}

TEST(markup, quotes_stand_at_the_beginning_of_lines) {
    expect({{"> a", ">[a]"},
            {"> a\n> b", ">[a\nb]"},
            {"> a\nb", ">[a][b]"},
            {"a\n> b\nc", "[a]>[b][c]"},
            {"> a\n> > b", ">[a]>>[b]"},
            {">> a", ">>[a]"},
            {"> > > > a", ">>>[> a]"},
            {">\n> a", ">[\na]"},
            {"> a\n\nb", ">[a][\nb]"},
            {"a > b", "[a > b]"},
            {">a", "[>a]"},
            {"> **a**", ">[{b:a}]"},
            {"> **a\nb**", ">[**a][b**]"},
            {"**a\n> b**", "[**a]>[b**]"},
            {"> ```\n> a\n> b\n> ```", ">[|a\nb]"},
            {"> ```\na\n```", ">[```][a\n```]"},
            {"> >_<", ">[{e:😣}]"},
            {">_< hm", "[{e:😣} hm]"},
            {">", "[>]"},
            {"> ", "[> ]"}});
}

TEST(markup, a_backslash_takes_the_meaning_from_a_sign) {
    expect({{"\\*a\\*", "[*a*]"},
            {"\\\\*a*", "[\\{i:a}]"},
            {"\\a \\", "[\\a \\]"},
            {"\\> a", "[> a]"},
            {"\\@Ada \\:smile:", "[@Ada :smile:]"},
            {"\\<3", "[<3]"},
            {"\\||a||", "[||a||]"},
            {"¯\\_(ツ)_/¯", "[¯\\_(ツ)_/¯]"},
            {"C:\\dir\\file", "[C:\\dir\\file]"}});
}

TEST(markup, addresses_are_links) {
    expect({{"https://example.org", "[{link:https://example.org}]"},
            {"see HTTP://example.org/a?b=c&d=%20#e, ok", "[see {link:HTTP://example.org/a?b=c&d=%20#e}, ok]"},
            {"(https://example.org)", "[({link:https://example.org})]"},
            {"(see https://example.org/a_(b))", "[(see {link:https://example.org/a_(b)})]"},
            {"https://example.org/a_(b).", "[{link:https://example.org/a_(b)}.]"},
            {"\"https://example.org\"!", "[\"{link:https://example.org}\"!]"},
            {"„https://example.org“", "[„{link:https://example.org}“]"},
            {"https://example.org。次", "[{link:https://example.org}。次]"},
            {"https://example.org?!", "[{link:https://example.org}?!]"},
            {"https://example.org/~a/*b*", "[{link:https://example.org/~a/*b}*]"},
            {"**https://example.org**", "[{blink:https://example.org}]"},
            {"||https://example.org||", "[{||1link:https://example.org}]"},
            {"_https://example.org/a_b_", "[{ilink:https://example.org/a_b}]"},
            {"http://[::1]:80/a", "[{link:http://[::1]:80/a}]"},
            {"https://müller.example/straße", "[{link:https://müller.example/straße}]"},
            {"(crosstalk://room/00ff/3).", "[({link:crosstalk://room/00ff/3}).]"},
            {"<Crosstalk://ROOM/00ff/3>", "[{link:Crosstalk://ROOM/00ff/3}]"},
            {"<https://example.org/a,>", "[{link:https://example.org/a,}]"},
            {"<https://example.org", "[<{link:https://example.org}]"},
            {"https://a.b/:smile:<3", "[{link:https://a.b/:smile}:<3]"}});
}

TEST(markup, only_web_addresses_with_a_host_are_links) {
    for (const char* text :
         {"http://", "https://.", "https:// a", "http://*", "ftp://example.org", "javascript:alert(1)",
          "file:///etc/passwd", "crosstalk://1.2.3.4:5/#a.b", "crosstalk://room/", "acrosstalk://room/1",
          "xhttp://example.org", "éhttps://example.org", "www.example.org", "a@example.org",
          "https:/example.org", "http:example.org", "http://[", "data:text/html,a"}) {
        EXPECT_EQ(shown(text), "[" + std::string(text) + "]") << text;
    }
}

TEST(markup, links_of_a_source_are_those_that_are_shown) {
    using Links = std::vector<std::string_view>;
    EXPECT_EQ(find_links("> see https://a.b/c, or <HTTP://d>\n`https://e` ```https://f``` (https://g_(h))"),
              (Links{"https://a.b/c", "HTTP://d", "https://g_(h)"}));
    EXPECT_TRUE(has_link("**https://a**"));
    EXPECT_FALSE(has_link("`https://a`"));
    EXPECT_FALSE(has_link("\\<ftp://a> xhttp://a http://"));
}

TEST(markup, mentions_are_shown_without_quotation_marks) {
    expect({{"@Ada hi", "[{@:@Ada} hi]"},
            {"@\"ada lovelace\"!", "[{@:@ada lovelace}!]"},
            {"**@Ada Lovelace**", "[{b@:@Ada Lovelace}]"},
            {"@Nobody", "[@Nobody]"},
            {"@room", "[{@room:@room}]"},
            {"`@Ada`", "[{c:@Ada}]"}});
    MarkupOptions options = with_people();
    options.room = RoomMentions::AsText;
    EXPECT_EQ(described(parse_markup("@room @Ada", options)), "[@room {@:@Ada}]");
    EXPECT_EQ(described(parse_markup("@room @Ada")), "[@room @Ada]") << "nobody can be named without names";
}

TEST(markup, mentions_found_by_the_server_are_those_that_are_shown) {
    const std::string text = "> @Ada\n`@Ada` **@Ada Lovelace** https://x.org/@Ada @room ```@Ada``` @\"Ada\"";
    const MarkupOptions options = with_people();
    std::vector<std::string> counted;
    for (const Mention& each : find_mentions(text, options.is_name))
        counted.push_back(each.key);
    EXPECT_EQ(counted, parse_markup(text, options).mentions);
    EXPECT_EQ(counted.size(), 4U);
}

TEST(markup, shortcodes_become_emoji) {
    expect({{":smile:", "[{e:😄}]"},
            {"a:+1:b", "[a{e:👍}b]"},
            {":heart::Heart:", "[{e:❤️}{e:❤️}]"},
            {"**:tada:**", "[{be:🎉}]"},
            {":wave_tone3:", "[{e:👋🏽}]"},
            {":flag_de: :germany:", "[{e:🇩🇪} {e:🇩🇪}]"},
            {":nosuchthing: : a: :: :", "[:nosuchthing: : a: :: :]"},
            {"10:100:20", "[10:100:20]"},
            {"std::vector", "[std::vector]"},
            {":smile", "[:smile]"}});
}

TEST(markup, emoticons_are_whole_words) {
    expect({{":)", "[{e:🙂}]"},
            {"hi :-) there ;)", "[hi {e:🙂} there {e:😉}]"},
            {"<3 :D.", "[{e:❤️} {e:😄}.]"},
            {":(\n:'(", "[{e:🙁}\n{e:😢}]"},
            {"**:)** _xD_", "[{be:🙂} {ie:😆}]"},
            {"a:) :)a (:) :)) 8) B) D: C:/ http:/", "[a:) :)a (:) :)) 8) B) D: C:/ http:/]"},
            {"a<3 <33 x<30", "[a<3 <33 x<30]"},
            {"`:)` ```:)```", "[{c::)}][|:)]"}});
    MarkupOptions options;
    options.emoticons = Emoticons::AsTyped;
    EXPECT_EQ(described(parse_markup(":) :smile:", options)), "[:) {e:😄}]");
}

TEST(markup, the_whole_of_a_message) {
    expect({{"> who said **that**?\n@Ada :smile: did, see <https://x.org/a>:\n```py\nprint(1)\n```\n_bye_ :)",
             ">[who said {b:that}?][{@:@Ada} {e:😄} did, see {link:https://x.org/a}:][py|print(1)][{i:bye} "
             "{e:🙂}]"}});
    const Markup markup = parse_markup("a\n> b **c**\n```\nd\n```");
    EXPECT_EQ(markup.text, "a\nb c\nd");
    ASSERT_EQ(markup.blocks.size(), 3U);
    EXPECT_EQ(markup.blocks[1].begin, 2U);
    EXPECT_EQ(markup.blocks[1].end, 5U);
}

TEST(markup, plain_text_keeps_quotes_and_hides_or_marks_spoilers) {
    const Markup markup = parse_markup("> **a**\n> b\n||c *d*|| `e` :+1:\n```\nf\n```\n||```\ng\nh\n```||");
    EXPECT_EQ(plain_text(markup, Spoilers::Hidden), "> a\n> b\n[spoiler] e 👍\nf\n[spoiler]");
    EXPECT_EQ(plain_text(markup, Spoilers::Marked), "> a\n> b\n||c d|| e 👍\nf\n||g\nh||");
    EXPECT_EQ(plain_text(parse_markup("||a||||b||"), Spoilers::Marked), "||a||||b||");
    EXPECT_EQ(plain_text(parse_markup("||a|| ||b||"), Spoilers::Hidden), "[spoiler] [spoiler]");
    EXPECT_EQ(plain_text(parse_markup(""), Spoilers::Marked), "");
}

}  // namespace
