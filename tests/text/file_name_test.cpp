#include "net/text/file_name.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "net/limits.hpp"
#include "net/text/characters.hpp"
#include "net/text/normal_form.hpp"
#include "net/text/utf8.hpp"
#include "tests/support/hostile_file_names.hpp"
#include "tests/support/naughty_strings.hpp"

namespace crosstalk::text {
namespace {

// What is wrong with a name that is said to be safe; empty if nothing is.
std::string fault_of(const std::string& name) {
    if (name.empty()) return "it is empty";
    if (name.size() > net::max_file_name_bytes) return "it is too long";
    if (!is_valid_utf8(name)) return "it is not UTF-8";
    if (nfc(name) != name) return "it is not NFC";
    if (name.find_first_of("/\\<>:\"|?*") != std::string::npos) return "it holds what some system forbids";
    if (name.find_first_of(".- ") == 0) return "its beginning";
    if (name.ends_with('.') || name.ends_with(' ')) return "its end";
    for (const CodePoint each : CodePoints(name)) {
        const CharacterKind kind = kind_of(each.value);
        const bool is_bad = kind == CharacterKind::Control || kind == CharacterKind::Invisible ||
                            kind == CharacterKind::Private || kind == CharacterKind::OtherSpace;
        if (is_bad || is_noncharacter(each.value)) return "a character";
    }
    std::string stem = name.substr(0, name.find('.'));
    stem.erase(stem.find_last_not_of(' ') + 1);
    std::ranges::transform(stem, stem.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    static const std::set<std::string> devices = [] {
        std::set<std::string> all{"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"};
        for (const std::string device : {"COM", "LPT"}) {
            for (const char* number : {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³"})
                all.insert(device + number);
        }
        return all;
    }();
    return devices.contains(stem) ? "it is a device" : "";
}

void expect_safe(const std::string& asked) {
    const std::string safe = safe_file_name(asked);
    EXPECT_EQ(fault_of(safe), "") << '\'' << safe << "' of '" << asked.substr(0, 300) << '\'';
    EXPECT_EQ(safe_file_name(safe), safe);
    for (const std::uint32_t number : {2U, 4'294'967'295U}) {
        const std::string numbered = numbered_file_name(safe, number);
        EXPECT_EQ(fault_of(numbered), "") << numbered;
        EXPECT_NE(numbered, safe);
        EXPECT_EQ(file_extension(numbered), file_extension(safe));
    }
}

TEST(FileName, a_usual_name_stays_as_it_is) {
    for (const char* name : {"photo.png", "Report (final) v2.pdf", "日本語の文.txt", "naïve.tar.gz",
                             "a_b-c~.x", "README", "it's [1] & {2} #3 100% $4 @5 !.txt", "мой файл.doc",
                             "😀.gif", "a..b", "a.", "COM10.txt", "CONSOLE", "nulls.txt", "comb.txt"}) {
        std::string expected = name;
        if (expected == "a.") expected = "a";
        EXPECT_EQ(safe_file_name(name), expected);
    }
}

TEST(FileName, no_name_leads_into_another_folder) {
    EXPECT_EQ(safe_file_name("../../etc/passwd"), "_.._etc_passwd");
    EXPECT_EQ(safe_file_name("C:\\Windows\\win.ini"), "C__Windows_win.ini");
    EXPECT_EQ(safe_file_name("/"), "_");
    EXPECT_EQ(safe_file_name(".."), "file");
    EXPECT_EQ(safe_file_name("a.txt:b.exe"), "a.txt_b.exe");
}

TEST(FileName, nothing_hides_or_turns_round_what_is_left) {
    EXPECT_EQ(safe_file_name("photo\u202Egnp.exe"), "photognp.exe");
    EXPECT_EQ(safe_file_name("a\u200Bb\uFEFF.txt"), "ab.txt");
    EXPECT_EQ(safe_file_name("a\nb\tc\x1B[0m"), "abc[0m");
    EXPECT_EQ(safe_file_name("a\u00A0b\u3000c"), "a b c");
    EXPECT_EQ(safe_file_name(std::string("a\0b", 3)), "ab");
    EXPECT_EQ(safe_file_name("caf\xE9.txt"), "caf_.txt");
    EXPECT_EQ(safe_file_name("e\u0301.txt"), "\u00E9.txt");
}

TEST(FileName, beginnings_and_ends_that_mean_something_go) {
    EXPECT_EQ(safe_file_name(".bashrc"), "bashrc");
    EXPECT_EQ(safe_file_name("-rf"), "rf");
    EXPECT_EQ(safe_file_name(" - . x . "), "x");
    EXPECT_EQ(safe_file_name("a. . ."), "a");
}

TEST(FileName, devices_of_windows_are_told_apart) {
    EXPECT_EQ(safe_file_name("CON"), "_CON");
    EXPECT_EQ(safe_file_name("nul.txt"), "_nul.txt");
    EXPECT_EQ(safe_file_name("com1 .tar.gz"), "_com1 .tar.gz");
    EXPECT_EQ(safe_file_name("LPT\u00B9"), "_LPT\u00B9");
    EXPECT_EQ(safe_file_name(".CON."), "_CON") << "bared by what was dropped";
}

TEST(FileName, of_which_nothing_is_left_is_called_file) {
    for (const char* name : {"", " ", "...", "-", "\u200B", "\x01\x02", "- . -"})
        EXPECT_EQ(safe_file_name(name), "file");
}

TEST(FileName, a_long_name_keeps_its_extension) {
    const std::string cut = safe_file_name(std::string(400, 'a') + ".jpeg");
    EXPECT_EQ(cut, std::string(250, 'a') + ".jpeg");
    const std::string very_long = safe_file_name(std::string(100'000, 'a') + ".jpeg");
    EXPECT_EQ(very_long, std::string(250, 'a') + ".jpeg");
    EXPECT_EQ(safe_file_name("a." + std::string(400, 'x')), "a." + std::string(253, 'x'))
        << "no extension is that long";
    std::string wide;
    for (int count = 0; count < 200; ++count)
        wide += "é";
    EXPECT_EQ(safe_file_name(wide + ".gif").size(), 254u) << "cut between two characters";
}

TEST(FileName, another_of_the_same_name_gets_a_number_before_its_extension) {
    EXPECT_EQ(numbered_file_name("photo.png", 2), "photo (2).png");
    EXPECT_EQ(numbered_file_name("README", 10), "README (10)");
    EXPECT_EQ(numbered_file_name("a.tar.gz", 2), "a.tar (2).gz");
    const std::string longest = std::string(251, 'a') + ".png";
    EXPECT_EQ(numbered_file_name(longest, 2), std::string(247, 'a') + " (2).png");
}

TEST(FileName, pictures_are_told_by_their_extension) {
    for (const char* name : {"a.png", "a.PNG", "a.b.jpg", "a.Jpeg", "a.bmp", "a.gif"})
        EXPECT_TRUE(has_picture_extension(name)) << name;
    for (const char* name : {"png", ".png", "a.png.exe", "a.svg", "a.pngx", "a.", "", "a.png "})
        EXPECT_FALSE(has_picture_extension(name)) << name;
    EXPECT_EQ(file_extension("Photo.PNG"), "png");
    EXPECT_EQ(file_extension("photo"), "");
}

TEST(FileName, whatever_is_asked_the_result_is_safe_and_stays) {
    const std::vector<std::string> names = testing::hostile_file_names();
    EXPECT_GE(names.size(), 500u);
    for (const std::string& name : names)
        expect_safe(name);
    for (const std::string_view text : testing::naughty_strings)
        expect_safe(std::string(text));
}

TEST(FileName, any_character_anywhere_is_safe) {
    for (char32_t each = 0; each <= 0x10FFFF; ++each) {
        if (each >= 0xD800 && each <= 0xDFFF) continue;
        std::string character;
        append_utf8(character, each);
        for (const std::string& name : {character + "a.txt", "NUL" + character + ".x"}) {
            const std::string safe = safe_file_name(name);
            ASSERT_EQ(fault_of(safe), "") << std::hex << static_cast<std::uint32_t>(each) << ' ' << safe;
            ASSERT_EQ(safe_file_name(safe), safe) << std::hex << static_cast<std::uint32_t>(each);
        }
    }
}

}  // namespace
}  // namespace crosstalk::text
