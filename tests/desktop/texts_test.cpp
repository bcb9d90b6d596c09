#include <gtest/gtest.h>

#include "client/app/desktop/addresses.hpp"
#include "client/app/desktop/clipboard.hpp"
#include "client/app/desktop/notification_text.hpp"
#include "client/app/desktop/system_look.hpp"

namespace crosstalk::app {
namespace {

using Paths = std::vector<std::filesystem::path>;

TEST(CheckedLink, only_http_and_https_with_a_host_are_links) {
    for (const char* good : {"http://attic.lan", "https://attic.lan:8443/a?b=c#d", "HTTPS://ATTIC.LAN/"})
        EXPECT_EQ(checked_link(good), good);
    for (const char* bad : {"", "http", "http:", "http://", "http:///etc/passwd", "https://?x",
                            "file:///etc/passwd", "javascript:alert(1)", "ftp://a", "crosstalk://a",
                            "-https://a", " https://a", "xhttps://a", "mailto:a@b", "--help", "/usr/bin/id"})
        EXPECT_EQ(checked_link(bad), std::nullopt) << bad;
}

TEST(CheckedLink, what_a_shell_or_a_program_could_misread_is_encoded_or_refused) {
    EXPECT_EQ(checked_link("http://a/'\"`\\<>"), "http://a/%27%22%60%5C%3C%3E");
    EXPECT_EQ(checked_link("http://a/\xC3\xA9"), "http://a/%C3%A9");
    EXPECT_EQ(checked_link("http://a/b c"), std::nullopt);
    EXPECT_EQ(checked_link("http://a/\n--flag"), std::nullopt);
    EXPECT_EQ(checked_link(std::string("http://a/\0b", 11)), std::nullopt);
    EXPECT_EQ(checked_link("http://a/" + std::string(8183, 'x')).has_value(), true);
    EXPECT_EQ(checked_link("http://a/" + std::string(8184, 'x')), std::nullopt);
}

TEST(FileAddress, every_name_survives_the_way_there_and_back) {
    for (const char* name :
         {"/a/b.txt", "/with blank", "/100%", "/%41", "/#?&", "/\xFF\xFE", "/line\nend", "/\xE2\x82\xAC"})
        EXPECT_EQ(path_of_address(file_address(name)), std::filesystem::path(name)) << name;
    EXPECT_EQ(file_address("/a b/\xC3\xA9"), "file:///a%20b/%C3%A9");
}

TEST(FileAddress, addresses_of_other_machines_and_kinds_are_no_paths) {
    EXPECT_EQ(path_of_address("file://localhost/a"), std::filesystem::path("/a"));
    EXPECT_EQ(path_of_address("file:/a"), std::filesystem::path("/a"));
    for (const char* bad : {"file://server/share", "http://a/b", "file:a", "file:///%00", "", "/a"})
        EXPECT_EQ(path_of_address(bad), std::nullopt) << bad;
}

TEST(FileAddress, a_list_of_addresses_gives_its_files_only) {
    EXPECT_EQ(paths_of_list("# comment\r\nfile:///a%20b\r\nhttp://x/y\r\nfile:///c\r\n"),
              (Paths{"/a b", "/c"}));
    EXPECT_EQ(paths_of_list("file:///last"), Paths{"/last"});
}

TEST(NotificationText, markup_shows_as_itself) {
    EXPECT_EQ(escaped_for_markup("<b>&amp;</b> \"it's\""),
              "&lt;b&gt;&amp;amp;&lt;/b&gt; &quot;it&#39;s&quot;");
    EXPECT_EQ(escaped_for_markup("<img src='http://tracker/'/>").find('<'), std::string::npos);
}

TEST(NotificationText, it_is_cut_between_characters) {
    EXPECT_EQ(one_line("two\nlines\tand\x1B[31m", 100), "two lines and [31m");
    EXPECT_EQ(short_text("two\nlines", 100), "two\nlines");
    EXPECT_EQ(one_line("\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC", 8), "\xE2\x82\xAC\xE2\x80\xA6");
    EXPECT_EQ(one_line("abcdef", 6), "abcdef");
    EXPECT_EQ(one_line("abcdefg", 6), "abc\xE2\x80\xA6");
}

TEST(SystemLook, the_portal_says_dark_or_light_or_nothing) {
    EXPECT_EQ(color_scheme_of_portal(0), ui::ColorScheme::NoPreference);
    EXPECT_EQ(color_scheme_of_portal(1), ui::ColorScheme::Dark);
    EXPECT_EQ(color_scheme_of_portal(2), ui::ColorScheme::Light);
    EXPECT_EQ(color_scheme_of_portal(99), ui::ColorScheme::NoPreference);
}

TEST(SystemLook, names_of_themes_tell_which_are_dark) {
    EXPECT_EQ(color_scheme_of_theme("Adwaita:dark"), ui::ColorScheme::Dark);
    EXPECT_EQ(color_scheme_of_theme("Yaru-Dark"), ui::ColorScheme::Dark);
    EXPECT_EQ(color_scheme_of_theme("Breeze-light"), ui::ColorScheme::Light);
    EXPECT_EQ(color_scheme_of_theme("Darkula"), ui::ColorScheme::NoPreference);
    EXPECT_EQ(color_scheme_of_theme(""), ui::ColorScheme::NoPreference);
}

TEST(SystemLook, printed_settings_are_understood_and_nonsense_changes_nothing) {
    ui::SystemLook look;
    take_gsetting(look, "color-scheme", "'default'\n");
    take_gsetting(look, "gtk-theme", "'Adwaita-dark'\n");
    EXPECT_EQ(look.scheme, ui::ColorScheme::Dark);
    take_gsetting(look, "color-scheme", "'prefer-light'\n");
    take_gsetting(look, "gtk-theme", "'Adwaita-dark'\n");
    EXPECT_EQ(look.scheme, ui::ColorScheme::Light);
    take_gsetting(look, "enable-animations", "false\n");
    EXPECT_EQ(look.motion, ui::MotionWish::Reduced);
    const ui::SystemLook before = look;
    for (const char* nonsense : {"", "'", "maybe", "No such schema", "\xFF"}) {
        take_gsetting(look, "color-scheme", nonsense);
        take_gsetting(look, "enable-animations", nonsense);
        take_gsetting(look, "unknown", nonsense);
    }
    EXPECT_EQ(look, before);
}

TEST(ClipboardKind, pictures_come_before_addresses_unless_a_file_manager_copied) {
    using Types = std::vector<std::string>;
    EXPECT_EQ(best_clipboard_type(Types{"text/html", "text/uri-list", "image/bmp", "image/png"}),
              "image/png");
    EXPECT_EQ(best_clipboard_type(Types{"image/png", "text/uri-list", "x-special/gnome-copied-files"}),
              "text/uri-list");
    EXPECT_EQ(best_clipboard_type(Types{"text/uri-list"}), "text/uri-list");
    EXPECT_EQ(best_clipboard_type(Types{"text/plain", "image/svg+xml"}), "");
}

}  // namespace
}  // namespace crosstalk::app
