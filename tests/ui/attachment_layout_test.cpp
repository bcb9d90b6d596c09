// Files of messages without drawing: kinds and sizes in words, places, and a list that holds still while pictures come.
#include "ui/list/attachment_layout.hpp"

#include <gtest/gtest.h>

#include <array>

#include "tests/ui/list_twins.hpp"
#include "ui/files/file_kind.hpp"
#include "ui/pictures/zoom.hpp"

namespace {

using namespace crosstalk;
using namespace crosstalk::ui;
using twin::CellMeasure;
using twin::Line;
using twin::Room;

net::File file(std::string name, std::uint64_t size = 1'000'000, std::uint32_t width = 0,
               std::uint32_t height = 0) {
    return {.name = std::move(name), .size = size, .width = width, .height = height};
}

TEST(FileKind, the_last_extension_counts) {
    EXPECT_EQ(kind_of("photo.png.exe"), FileKind::Program);
    EXPECT_EQ(kind_of("photo.PNG"), FileKind::Picture);
    EXPECT_EQ(kind_of("attic-maps-v3.zip"), FileKind::Archive);
    EXPECT_EQ(kind_in_words("attic-maps-v3.zip"), "ZIP archive");
    EXPECT_EQ(kind_in_words("README"), "File");
    EXPECT_EQ(kind_in_words("a.\xD0\x96"), "File") << "only letters that everybody can read";
}

TEST(FileKind, only_what_can_be_decoded_and_is_not_too_large_is_shown) {
    EXPECT_TRUE(is_shown_as_picture(file("a.jpg")));
    EXPECT_FALSE(is_shown_as_picture(file("a.svg")));
    EXPECT_TRUE(is_shown_as_picture(file("a.jpg", shown_picture_most_bytes)));
    EXPECT_FALSE(is_shown_as_picture(file("a.jpg", shown_picture_most_bytes + 1)));
    EXPECT_FALSE(is_shown_as_picture(file("a.jpg", 0)));
    EXPECT_TRUE(is_shown_as_text(file("notes.txt", 2'000)));
    EXPECT_FALSE(is_shown_as_text(file("notes.txt", shown_text_most_bytes + 1)));
}

struct Laid {
    std::vector<AttachmentPlace> places;
    int height = 0;
};
Laid lay_out(const std::vector<net::File>& files, int width = 692, float scale = 1,
             Previews previews = Previews::Shown) {
    Laid laid;
    laid.height = lay_out_attachments(files, make_theme({.scale = scale}), width, previews, laid.places);
    return laid;
}

TEST(AttachmentLayout, a_picture_has_its_size_before_its_pixels_are_here) {
    const Laid wide = lay_out({file("a.png", 1000, 2560, 1600)});
    EXPECT_EQ(wide.places[0].width, 400);
    EXPECT_EQ(wide.places[0].height, 250);
    const Laid high = lay_out({file("a.png", 1000, 300, 3000)});
    EXPECT_EQ(high.places[0].height, 300);
    EXPECT_EQ(high.places[0].width, 40) << "never narrower than what can be pressed";
    const Laid small = lay_out({file("a.png", 1000, 200, 100)});
    EXPECT_EQ(small.places[0].width, 200) << "and never larger than it is";
    const Laid unknown = lay_out({file("a.png")});
    EXPECT_EQ(unknown.places[0].width, 320);
    EXPECT_EQ(unknown.height, 240);
}

TEST(AttachmentLayout, what_a_sender_says_of_a_size_breaks_nothing) {
    for (const std::uint32_t width : {1U, 2U, 70'000U, UINT32_MAX}) {
        for (const std::uint32_t height : {1U, 3U, 70'000U, UINT32_MAX}) {
            const Laid laid = lay_out({file("a.png", 1000, width, height)});
            EXPECT_GE(laid.places[0].width, 40);
            EXPECT_LE(laid.places[0].width, 400);
            EXPECT_GE(laid.places[0].height, 40);
            EXPECT_LE(laid.places[0].height, 300);
        }
    }
}

TEST(AttachmentLayout, several_stand_side_by_side_while_there_is_room) {
    const std::vector<net::File> files{file("a.png", 1000, 2560, 1600), file("maps.zip")};
    const Laid wide = lay_out(files);
    EXPECT_EQ(wide.places[0].top, wide.places[1].top);
    EXPECT_EQ(wide.places[1].left, wide.places[0].width + 8);
    EXPECT_EQ(wide.places[1].kind, AttachmentKind::Card);
    const Laid narrow = lay_out(files, 380);
    EXPECT_EQ(narrow.places[1].left, 0);
    EXPECT_EQ(narrow.places[1].top, narrow.places[0].height + 8);
    EXPECT_EQ(narrow.height, narrow.places[1].top + 58);
}

TEST(AttachmentLayout, nothing_is_wider_than_its_column) {
    for (const int width : {68, 200, 300, 500, 760}) {
        const Laid laid =
            lay_out({file("a.png", 1000, 2560, 1600), file("notes.txt", 90), file("b.exe")}, width);
        for (const AttachmentPlace& place : laid.places)
            EXPECT_LE(place.left + place.width, width);
    }
}

TEST(AttachmentLayout, without_previews_every_file_is_a_card) {
    const Laid laid =
        lay_out({file("a.png", 1000, 2560, 1600), file("notes.txt", 90)}, 692, 1, Previews::Hidden);
    for (const AttachmentPlace& place : laid.places)
        EXPECT_EQ(place.kind, AttachmentKind::Card);
}

struct Bench {
    Room room;
    MessageList list;
    FixedZone zone{0};
    int height = 640;

    void frame() {
        const Theme theme = make_theme({});
        const CellMeasure measure;
        list.update(room, {theme, measure, zone, ClockStyle::Hours24, 784, height});
    }
    ListHit hit(int x, int y) const {
        const Theme theme = make_theme({});
        const CellMeasure measure;
        return list.hit_test(x, y, room, {theme, measure, zone, ClockStyle::Hours24, 784, height});
    }
    void say(std::string text, std::vector<net::File> files = {}) {
        Line line;
        line.id = room.fresh_id();
        line.author = line.id;
        line.time_ms = 1'794'679'200'000 + static_cast<std::int64_t>(line.id) * 60'000;
        line.text = std::move(text);
        line.files = std::move(files);
        room.append(std::move(line));
    }
    const VisibleLine& line(std::size_t index) { return *list.line_of(room.id_at(index)); }
};

TEST(MessageList, files_stand_below_the_text_and_alone_where_there_is_none) {
    Bench bench;
    bench.say("look", {file("a.png", 1000, 400, 300)});
    bench.say("", {file("a.png", 1000, 400, 300)});
    bench.frame();
    const LineLayout& with = *bench.line(0).layout;
    const LineLayout& without = *bench.line(1).layout;
    EXPECT_EQ(with.files_top, with.body_top + 20 + 4);
    EXPECT_EQ(without.files_top, without.body_top + 4);
    EXPECT_EQ(with.height - with.row_top, without.height - without.row_top + 20);
    const ListHit hit = bench.hit(68 + 10, bench.line(1).y + without.files_top + 10);
    EXPECT_EQ(hit.part, ListPart::File);
    EXPECT_EQ(hit.file, 0U);
    const ListHit beside = bench.hit(68 + 410, bench.line(1).y + without.files_top + 10);
    EXPECT_NE(beside.part, ListPart::File);
}

TEST(MessageList, the_word_edited_never_stands_on_a_picture) {
    Bench bench;
    bench.say("", {file("a.png", 1000, 400, 300)});
    bench.room.line(0).edited_ms = 1;
    bench.frame();
    const LineLayout& layout = *bench.line(0).layout;
    EXPECT_GE(layout.edited_top, layout.files_top + 300);
}

TEST(MessageList, pictures_that_are_edited_in_above_do_not_move_the_anchor) {
    Bench bench;
    for (int count = 0; count < 60; ++count)
        bench.say("line " + std::to_string(count),
                  count % 3 == 0 ? std::vector{file("a.png", 1000, 800, 600)} : std::vector<net::File>{});
    bench.frame();
    bench.list.scroll_by(-2'000);
    bench.frame();
    const auto before = bench.list.anchor();
    ASSERT_TRUE(before);
    // A hostile or an old server may tell of files later: heights above change, the text stays on its pixel.
    for (std::size_t index = 0; index < before->point.index; ++index) {
        bench.room.line(index).files.push_back(file("late.png", 1000, 300, 300));
        bench.room.edit(index, bench.room.line(index).text);
    }
    bench.frame();
    const auto after = bench.list.anchor();
    ASSERT_TRUE(after);
    EXPECT_EQ(after->point.id, before->point.id);
    EXPECT_EQ(after->y, before->y);
}

TEST(MessageList, a_view_full_of_pictures_scrolls_through_all_of_them) {
    Bench bench;
    for (int count = 0; count < 12; ++count)
        bench.say("", {file("a.png", 1000, 400, 300), file("b.png", 1000, 400, 300)});
    bench.height = 100;  // less than one picture
    bench.frame();
    int rounds = 0;
    while (bench.list.lines().front().index > 0 || bench.list.lines().front().y < 0) {
        bench.list.scroll_by(-37);
        bench.frame();
        ASSERT_LT(++rounds, 500);
    }
    EXPECT_GT(rounds, 20);
}

TEST(Zoom, fits_at_first_and_never_enlarges_by_itself) {
    Zoom zoom;
    zoom.set_view({2560, 1600}, {800, 600});
    EXPECT_FLOAT_EQ(zoom.factor(), 0.3125F);
    zoom.set_view({100, 50}, {800, 600});
    EXPECT_FLOAT_EQ(zoom.factor(), 1);
    EXPECT_FLOAT_EQ(zoom.corner().x, 350);
}

TEST(Zoom, what_is_under_the_pointer_stays_there) {
    Zoom zoom;
    zoom.set_view({2560, 1600}, {800, 600});
    const Point at{500, 250};
    const auto place = [&] {
        return Point{(at.x - zoom.corner().x) / zoom.factor(), (at.y - zoom.corner().y) / zoom.factor()};
    };
    zoom.zoom_to(1, at);
    const Point before = place();
    zoom.zoom_by(1.5F, at);
    EXPECT_NEAR(place().x, before.x, 0.1);
    EXPECT_NEAR(place().y, before.y, 0.1);
}

TEST(Zoom, a_large_picture_covers_the_view_however_far_it_is_pulled) {
    Zoom zoom;
    zoom.set_view({2560, 1600}, {800, 600});
    zoom.zoom_to(1, zoom.middle());
    zoom.pan({100'000, -100'000});
    EXPECT_FLOAT_EQ(zoom.corner().x, 0);
    EXPECT_FLOAT_EQ(zoom.corner().y, 600 - 1600);
    zoom.fit();
    EXPECT_TRUE(zoom.fits());
}

TEST(Zoom, has_limits_in_both_directions) {
    Zoom zoom;
    zoom.set_view({2560, 1600}, {800, 600});
    for (int count = 0; count < 200; ++count)
        zoom.zoom_by(2, zoom.middle());
    EXPECT_FLOAT_EQ(zoom.factor(), Zoom::most);
    for (int count = 0; count < 200; ++count)
        zoom.zoom_by(0.5F, zoom.middle());
    EXPECT_FLOAT_EQ(zoom.factor(), Zoom::least);
}

}  // namespace
