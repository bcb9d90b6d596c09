#include "net/text/names.hpp"

#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "net/limits.hpp"
#include "net/text/graphemes.hpp"
#include "net/text/log_text.hpp"
#include "net/text/utf8.hpp"
#include "tests/text/random_text.hpp"

namespace {

using namespace crosstalk::text;
namespace net = crosstalk::net;

Name accepted(std::string_view text) {
    const auto made = make_name(text);
    if (const auto* const fault = std::get_if<NameFault>(&made)) {
        ADD_FAILURE() << printable(text) << ": " << explain(*fault, text);
        return {};
    }
    return std::get<Name>(made);
}

std::string repeated(std::string_view text, std::size_t count) {
    std::string result;
    for (; count > 0; --count)
        result += text;
    return result;
}

void expect_fault(std::string_view text, NameFault expected) {
    const auto made = make_name(text);
    const auto* const fault = std::get_if<NameFault>(&made);
    ASSERT_NE(fault, nullptr) << printable(text) << " was accepted";
    EXPECT_EQ(*fault, expected) << printable(text) << ": " << explain(*fault, text);
}

TEST(names, people_may_be_called_what_they_are_called) {
    for (const std::string name :
         {"Alice", "Bob",    "Anna Maria",  "O'Brien", "J.R.",  "x_X-99", "Zoë",  "Søren", "Łukasz",
          "Ali",   "Ian",    "李小龍",      "さくら",  "Иван",  "Νίκος",  "מרים", "محمد",  "अनुष्का",
          "สมชาย", "Nguyễn", "Anna ❤️", "7",       "Ωmega", "a@b",    "C#",   "and/or"}) {
        EXPECT_EQ(accepted(name).display, name);
    }
}

TEST(names, spaces_are_trimmed_and_runs_become_one) {
    EXPECT_EQ(accepted("  Anna   Maria ").display, "Anna Maria");
    EXPECT_EQ(accepted("Anna\u00A0\u3000Maria\u2003").display, "Anna Maria") << "all spaces that NFKC knows";
    EXPECT_EQ(accepted("Anna Maria").key, accepted(" Anna  Maria").key);
    EXPECT_NE(accepted("Anna Maria").key, accepted("AnnaMaria").key);
}

TEST(names, compatibility_forms_become_plain_ones) {
    EXPECT_EQ(accepted("Ａｌｉｃｅ").display, "Alice");
    EXPECT_EQ(accepted("e\u0301va").display, "éva");
}

struct Refused {
    NameFault fault;
    std::vector<std::string> names;
};

std::vector<Refused> refused_names() {
    return {
        {NameFault::NotUtf8, {"\xFF", "a\xC0\x80", "\xED\xA0\x80 surrogate", "half \xE2\x82"}},
        {NameFault::TooManyBytes, {repeated("日", 21) + "aa", std::string(1025, 'a')}},
        {NameFault::Empty, {"", " ", "   ", "\u00A0", "\u3000 "}},
        {NameFault::ControlCharacter,
         {"a\nb", "a\tb", "\n", "Bob\n", "a\x7F", "a\u0085", "\x1B[31m", std::string("a\0b", 3)}},
        {NameFault::InvisibleCharacter,
         {"Bo\u200Db", "Bo\u200Cb", "Bo\u200Bb", "Bob\u200E", "\u202EBob", "B\u2066ob", "Bo\u00ADb",
          "\uFEFFBob", "Bo\uFE0Fb", "Bo\u034Fb", "Bob\U000E0041", "👨‍👩‍👧 a"}},
        {NameFault::PrivateCharacter, {"a\uE000", "\uF8FF Inc", "a\U000F0000", "a\U0010FFFD"}},
        {NameFault::UnassignedCharacter, {"a\u0378", "a\uFDD0", "a\uFFFF", "a\U0001FFFE", "a\U0010FFFF"}},
        {NameFault::StrangeSpace,
         {"a\u2028b", "a\u2029", "a\u1680b", "a\u2800b", "\u3164", "a\u115F", "a\uFFA0"}},
        {NameFault::StrayMark, {"\u0301a", " \u0301a", "a \u0301b", "O\u00B4Brien"}},
        {NameFault::StackedMarks, {"q" + repeated("\u0301", 5), "q" + repeated("\u0301", 511)}},
        {NameFault::TooManyGraphemes, {std::string(33, 'x'), repeated("\uFDFA", 4)}},
        {NameFault::LeadingSign,
         {"@bob", "#bob", "/bob", ":bob", " @bob", "＠bob", "﹫bob", "＃bob", "：bob", "／me", "@"}},
        {NameFault::WithoutLetterOrDigit, {"!", "...", "-", "🎲", "_ _", "❤️"}},
        {NameFault::MixedAlphabets, {"Βob", "Νick", "bobνy", "Ήans"}},
        {NameFault::Reserved, {"server", "Admin"}},
    };
}

TEST(names, each_fault_is_found) {
    std::set<NameFault> found;
    for (const Refused& each : refused_names()) {
        found.insert(each.fault);
        for (const std::string& name : each.names)
            expect_fault(name, each.fault);
    }
    EXPECT_EQ(found.size(), static_cast<std::size_t>(NameFault::Reserved) + 1)
        << "a fault that no name here has";
}

TEST(names, the_limit_of_graphemes_is_exact) {
    EXPECT_EQ(accepted(repeated("x", 31)).display.size(), 31U);
    EXPECT_EQ(accepted(repeated("x", 32)).display.size(), 32U);
    expect_fault(repeated("x", 33), NameFault::TooManyGraphemes);
    EXPECT_EQ(accepted(repeated("e\u0301", 32)).display, repeated("é", 32)) << "counted after normalization";
}

TEST(names, the_limit_of_bytes_is_exact) {
    const std::string sixty_three = repeated("日", 21);
    EXPECT_EQ(accepted(sixty_three).display.size(), 63U);
    EXPECT_EQ(accepted(sixty_three + "a").display.size(), 64U);
    expect_fault(sixty_three + "é", NameFault::TooManyBytes);
    expect_fault(sixty_three + "aa", NameFault::TooManyBytes);
    EXPECT_EQ(accepted("    " + sixty_three + "a   ").display.size(), 64U) << "counted after trimming";
}

TEST(names, what_is_far_too_long_is_refused_unseen) {
    EXPECT_EQ(accepted("a" + repeated(" ", max_asked_name_bytes - 1)).display, "a");
    expect_fault("a" + repeated(" ", max_asked_name_bytes), NameFault::TooManyBytes);
    expect_fault("a" + repeated("\u0301", 1'000'000), NameFault::TooManyBytes);
}

TEST(names, four_marks_in_a_row_pass_and_five_do_not) {
    // q has no composed forms, so all marks stay marks.
    EXPECT_EQ(accepted("q" + repeated("\u0301", 4)).display, "q" + repeated("\u0301", 4));
    expect_fault("q" + repeated("\u0301", 5), NameFault::StackedMarks);
}

TEST(names, an_emoji_selector_is_kept_only_where_it_selects_an_emoji) {
    EXPECT_EQ(accepted("a❤️").display, "a❤️");
    EXPECT_EQ(accepted("a❤️").key, accepted("a❤").key);
    expect_fault("❤a️", NameFault::InvisibleCharacter);
    expect_fault("a❤️️", NameFault::InvisibleCharacter);
}

struct Pair {
    const char* why;
    std::string one;
    std::string other;
};

TEST(names, names_that_people_would_take_for_one_another_have_one_key) {
    for (const Pair& each : std::vector<Pair>{
             {"case", "Alice", "aLICE"},
             {"case beyond ASCII", "ÉMILE", "émile"},
             {"case of Cyrillic", "ВОВА", "вова"},
             {"case of Greek", "ΝΊΚΟΣ", "νίκος"},
             {"sharp s", "Strauß", "STRAUSS"},
             {"a composed and a decomposed accent", "Zoë", "Zoe\u0308"},
             {"full width", "Ａlice", "Alice"},
             {"a ligature", "ﬁona", "fiona"},
             {"Cyrillic a for a", "\u0430lice", "alice"},
             {"all of Cyrillic", "\u0440\u0430\u0443\u0440\u0430l", "paypal"},
             {"a Cyrillic capital whose small form looks like nothing Latin", "\u0412ob", "Bob"},
             {"the same in another case", "\u0412\u041eB", "bob"},
             {"Cyrillic capitals", "\u041d\u0410\u0422\u0410\u041b\u042f", "HAT\u0410\u041b\u042f"},
             {"Greek capitals", "\u0392\u039f\u0392", "BOB"},
             {"Greek capitals in small letters", "\u03bd\u03b9\u03bd\u03b1", "NINA"},
             {"rn for m", "Torn", "Tom"},
             {"capital i for l", "AIice", "Alice"},
             {"l for capital i", "lvan", "Ivan"},
             {"l for i in another case", "ALlCE", "alice"},
             {"1 for l", "A1ice", "Alice"},
             {"a bar for l", "A|ice", "Alice"},
             {"0 for O", "B0b", "Bob"},
             {"0 for o", "b0b", "bob"},
             {"another hyphen", "x\u2010y", "x-y"},
             {"a minus", "x\u2212y", "x-y"},
             {"another apostrophe", "O\u2019Brien", "O'Brien"},
             {"Armenian o", "b\u0585b", "bob"},
             {"a mathematical alphabet", "\U0001D400lice", "alice"},
             {"Turkish dotless i", "Al\u0131ce", "Alice"},
         }) {
        EXPECT_EQ(accepted(each.one).key, accepted(each.other).key) << each.why;
    }
}

TEST(names, names_that_people_tell_apart_have_different_keys) {
    for (const Pair& each : std::vector<Pair>{{"letters", "Alice", "Alise"},
                                              {"accents", "Zoe", "Zoë"},
                                              {"n and v", "Nan", "Van"},
                                              {"y and u", "Yma", "Uma"},
                                              {"h and n", "Hans", "Nans"},
                                              {"b and s", "Bob", "Sob"},
                                              {"r and t", "Rom", "Tom"},
                                              {"a number more", "Anonymous-1", "Anonymous-11"},
                                              {"a space", "ab", "a b"},
                                              {"scripts", "Иван", "Ivan"},
                                              {"ideographs", "李", "季"}}) {
        EXPECT_NE(accepted(each.one).key, accepted(each.other).key) << each.why;
    }
}

TEST(names, reserved_names_are_refused_in_every_disguise) {
    for (const std::string_view word : reserved_names())
        expect_fault(word, NameFault::Reserved);
    for (const char* text : {"Server", "SYSTEM", "Adrnin", "\u0430dmin", "ADMlN", "adm1n", " admin ",
                             "ｓｅｒｖｅｒ", "ro0t", "eVeryone", "r00m", "\u0405\u0423STEM"}) {
        expect_fault(text, NameFault::Reserved);
    }
    for (const char* text : {"Admin Bob", "servers", "Roomba", "Ali", "Systema"})
        accepted(text);
}

TEST(names, a_server_may_be_called_what_no_person_may_and_else_follows_the_same_rules) {
    for (const Refused& each : refused_names()) {
        const auto expected = each.fault == NameFault::Reserved ? std::nullopt : std::optional(each.fault);
        for (const std::string& name : each.names)
            EXPECT_EQ(fault_of_server_name(name), expected) << name;
    }
    for (const std::string_view word : reserved_names())
        EXPECT_EQ(fault_of_server_name(word), std::nullopt) << word;
    EXPECT_EQ(fault_of_server_name("Bob's server"), std::nullopt);
}

TEST(names, a_joiner_can_not_make_a_second_bob) {
    expect_fault("Bo\u200Db", NameFault::InvisibleCharacter);
    EXPECT_EQ(name_key("Bo\u200Db"), name_key("Bob")) << "nor would its key be another";
}

TEST(names, the_key_of_every_code_point_is_its_own_key_and_within_the_wire_limit) {
    for (char32_t value = 0; value <= 0x10FFFF; ++value) {
        if (value >= 0xD800 && value <= 0xDFFF) continue;
        std::string text;
        append_utf8(text, value);
        const auto made = make_name("7" + text);
        const auto* const name = std::get_if<Name>(&made);
        if (name == nullptr) continue;
        ASSERT_EQ(name_key(name->key), name->key) << std::hex << static_cast<unsigned>(value);
        ASSERT_LE(name->key.size(), name->display.size() * 6) << std::hex << static_cast<unsigned>(value);
    }
    static_assert(net::max_name_bytes * 6 <= net::max_name_key_bytes);
}

TEST(names, accepted_names_are_stable_and_within_every_limit) {
    RandomText random(7);
    std::size_t names = 0;
    for (int round = 0; round < 60'000; ++round) {
        const std::string text = random.below(4) == 0 ? random.text(12) : random.near_name(24);
        const auto made = make_name(text);
        const auto* const name = std::get_if<Name>(&made);
        if (name == nullptr) continue;
        ++names;
        ASSERT_EQ(accepted(name->display), *name) << printable(text);
        ASSERT_TRUE(is_valid_utf8(name->display));
        ASSERT_LE(name->display.size(), net::max_name_bytes);
        ASSERT_LE(count_graphemes(name->display), net::max_name_graphemes);
        ASSERT_FALSE(name->key.empty());
        ASSERT_LE(name->key.size(), net::max_name_key_bytes);
        ASSERT_EQ(name->key, name_key(name->display));
        ASSERT_EQ(name_key(name->key), name->key) << printable(text);
    }
    EXPECT_GT(names, 10'000U) << "the property was hardly tried";
}

TEST(names, keys_of_any_text_are_keys_of_themselves) {
    RandomText random(8);
    for (int round = 0; round < 30'000; ++round) {
        const std::string text = random.text(16);
        const std::string key = name_key(text);
        ASSERT_EQ(name_key(key), key) << printable(text);
    }
}

TEST(names, a_numbered_name_is_a_name_and_keeps_its_number) {
    EXPECT_EQ(numbered_name("Anonymous", 2), "Anonymous-2");
    EXPECT_EQ(numbered_name("Anna Maria", 10), "Anna Maria-10");
    EXPECT_EQ(numbered_name(repeated("x", 32), 7), repeated("x", 30) + "-7");
    EXPECT_EQ(numbered_name(repeated("日", 21), 7), repeated("日", 20) + "-7");
    EXPECT_EQ(numbered_name(repeated("x", 29) + " yz", 7), repeated("x", 29) + "-7")
        << "no space before the number";
    RandomText random(9);
    for (int round = 0; round < 20'000; ++round) {
        const auto made = make_name(random.near_name(30));
        const auto* const base = std::get_if<Name>(&made);
        if (base == nullptr) continue;
        const std::uint64_t number = random.below(2) == 0 ? ~std::uint64_t{0} : random.below(1000);
        const std::string numbered = numbered_name(base->display, number);
        ASSERT_EQ(accepted(numbered).display, numbered);
        ASSERT_TRUE(numbered.ends_with('-' + std::to_string(number)));
    }
}

TEST(names, the_first_ten_thousand_numbered_names_are_all_free_beside_each_other) {
    std::set<std::string> keys;
    for (std::uint64_t number = 1; number <= 10'000; ++number)
        keys.insert(accepted(numbered_name("Anonymous", number)).key);
    EXPECT_EQ(keys.size(), 10'000U);
}

TEST(names, an_explanation_says_what_happened_and_then_what_to_do) {
    EXPECT_EQ(explain(NameFault::TooManyBytes, repeated("日", 23) + "a"),
              "That name has 70 bytes; 64 is the limit. Choose a shorter one.");
    EXPECT_EQ(explain(NameFault::TooManyGraphemes, repeated("x", 70)),
              "That name has 70 characters; 32 is the limit. Choose a shorter one.");
    EXPECT_EQ(explain(NameFault::TooManyGraphemes, "   " + repeated("x", 33) + "  "),
              "That name has 33 characters; 32 is the limit. Choose a shorter one.");
    EXPECT_EQ(explain(NameFault::TooManyBytes), "That name has more than 64 bytes. Choose a shorter one.");
    EXPECT_EQ(explain(NameFault::TooManyBytes, repeated("x", 5000)),
              "That name has 5000 bytes; 64 is the limit. Choose a shorter one.");
}

TEST(names, every_fault_has_its_own_two_sentences_and_never_repeats_the_name) {
    std::set<std::string> explanations;
    const int faults = static_cast<int>(NameFault::Reserved) + 1;
    for (int fault = 0; fault < faults; ++fault) {
        const std::string text = explain(static_cast<NameFault>(fault), "<\x1B[31mname>");
        EXPECT_EQ(text, printable(text));
        EXPECT_EQ(text.find('<'), std::string::npos);
        EXPECT_TRUE(text.ends_with('.'));
        EXPECT_NE(text.find(". "), std::string::npos) << text;
        EXPECT_LE(text.size(), net::max_reason_bytes);
        explanations.insert(text);
    }
    EXPECT_EQ(explanations.size(), static_cast<std::size_t>(faults));
}

}  // namespace
