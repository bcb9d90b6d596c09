#include "net/text/paths.hpp"

#include <gtest/gtest.h>

namespace {

using namespace crosstalk::text;

TEST(Paths, a_text_in_utf8_is_the_same_after_it_was_a_path) {
    for (const std::string_view text :
         {"", "notes.txt", "Zo\xC3\xAB", "\xE6\x97\xA5\xE6\x9C\xAC", "\xF0\x9F\x98\x80 party.png"})
        EXPECT_EQ(utf8_of(path_of(text)), text);
}

TEST(Paths, a_path_has_the_characters_of_the_text_and_not_its_bytes) {
    EXPECT_EQ(path_of("Zo\xC3\xAB"), std::filesystem::path(u8"Zo\u00EB"));
}

TEST(Paths, a_path_is_taken_apart_at_the_same_place_as_its_text) {
    EXPECT_EQ(utf8_of(path_of("Zo\xC3\xAB/\xE6\x97\xA5.txt").filename()), "\xE6\x97\xA5.txt");
    EXPECT_EQ(path_of("Zo\xC3\xAB") / path_of("a"), path_of("Zo\xC3\xAB/a"));
}

}  // namespace
