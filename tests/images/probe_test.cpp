#include "client/images/probe.hpp"

#include <gtest/gtest.h>

#include <random>

#include "tests/images/picture_files.hpp"

namespace crosstalk::images {
namespace {

using namespace testing_files;

PictureInfo info(PictureKind kind, std::uint32_t width, std::uint32_t height) {
    return {kind, width, height};
}

Bytes first(const Bytes& bytes, std::size_t size) {
    return {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(std::min(size, bytes.size()))};
}

TEST(Probe, tells_kind_and_size_of_each_kind) {
    EXPECT_EQ(probe(hollow_png(640, 480)), info(PictureKind::Png, 640, 480));
    EXPECT_EQ(probe(hollow_jpeg(640, 480)), info(PictureKind::Jpeg, 640, 480));
    EXPECT_EQ(probe(gif({.width = 640, .height = 480, .frames = {}})), info(PictureKind::Gif, 640, 480));
    const auto black = [](int, int) { return Rgba{}; };
    EXPECT_EQ(probe(bmp(6, 4, black)), info(PictureKind::Bmp, 6, 4));
    EXPECT_EQ(probe(bmp(6, -4, black)), info(PictureKind::Bmp, 6, 4));
}

TEST(Probe, knows_what_other_programs_have_written) {
    EXPECT_EQ(probe(seed("progressive.jpg")), info(PictureKind::Jpeg, 24, 16));
    EXPECT_EQ(probe(seed("cmyk.jpg")), info(PictureKind::Jpeg, 16, 16));
    EXPECT_EQ(probe(seed("interlaced16.png")), info(PictureKind::Png, 16, 16));
    EXPECT_EQ(probe(seed("alpha.bmp")), info(PictureKind::Bmp, 9, 7));
    EXPECT_EQ(probe(seed("animated.gif")), info(PictureKind::Gif, 20, 20));
}

TEST(Probe, tells_a_size_that_is_too_large_as_it_is) {
    EXPECT_EQ(probe(hollow_png(30'000, 30'000)), info(PictureKind::Png, 30'000, 30'000));
    EXPECT_TRUE(is_too_large(30'000, 30'000));
    EXPECT_TRUE(is_too_large(max_picture_side + 1, 1));
    EXPECT_TRUE(is_too_large(0xFFFFFFFF, 0xFFFFFFFF));
    EXPECT_FALSE(is_too_large(4096, 4096));
    EXPECT_TRUE(is_too_large(4096, 4097));
}

TEST(Probe, tells_a_photograph_as_it_is_shown) {
    for (const Endian endian : {Endian::Little, Endian::Big}) {
        for (std::uint16_t orientation = 1; orientation <= 8; ++orientation) {
            const Bytes jpeg = with_segment(hollow_jpeg(640, 480), exif_segment(orientation, endian));
            EXPECT_EQ(orientation_of(jpeg), static_cast<Orientation>(orientation));
            const bool upright = orientation >= 5;
            EXPECT_EQ(probe(jpeg), info(PictureKind::Jpeg, upright ? 480 : 640, upright ? 640 : 480));
        }
        EXPECT_EQ(orientation_of(with_segment(hollow_jpeg(6, 4), exif_segment(9, endian))),
                  Orientation::TopLeft);
        EXPECT_EQ(orientation_of(with_segment(hollow_jpeg(6, 4), exif_segment(0, endian))),
                  Orientation::TopLeft);
    }
}

TEST(Probe, asks_for_more_of_a_file_that_is_cut_until_it_has_enough) {
    const Bytes comment = [] {
        Bytes segment{0xFF, 0xFE, 0xFF, 0xF0};
        segment.resize(0xFFF0 + 2, 'x');
        return segment;
    }();
    Bytes jpeg = with_segment(with_segment(hollow_jpeg(64, 48), exif_segment(6, Endian::Big)), comment);
    jpeg = with_segment(jpeg, comment);
    EXPECT_TRUE(std::holds_alternative<NeedsMoreBytes>(probe_beginning(first(jpeg, usual_probe_bytes))));
    int questions = 0;
    std::size_t size = 1;
    for (;; ++questions) {
        const Probe probed = probe_beginning(first(jpeg, size));
        if (const auto* known = std::get_if<PictureInfo>(&probed)) {
            EXPECT_EQ(*known, info(PictureKind::Jpeg, 48, 64));
            break;
        }
        const auto* more = std::get_if<NeedsMoreBytes>(&probed);
        ASSERT_NE(more, nullptr) << size;
        ASSERT_GT(more->at_least, size);
        size = more->at_least;
    }
    EXPECT_LE(questions, 12);
}

TEST(Probe, of_each_beginning_asks_for_more_or_knows_and_never_doubts) {
    for (const std::string& name : seed_names()) {
        const Bytes file = seed(name);
        const auto whole = probe(file);
        ASSERT_TRUE(whole) << name;
        for (std::size_t size = 0; size < file.size(); ++size) {
            const Probe probed = probe_beginning(first(file, size));
            ASSERT_FALSE(std::holds_alternative<NotAPicture>(probed)) << name << " " << size;
            if (const auto* more = std::get_if<NeedsMoreBytes>(&probed)) {
                EXPECT_GT(more->at_least, size);
                EXPECT_LE(more->at_least, file.size()) << name << " " << size;
            } else {
                EXPECT_EQ(std::get<PictureInfo>(probed), *whole) << name << " " << size;
            }
        }
    }
}

TEST(Probe, takes_nothing_else_for_a_picture) {
    for (const std::string_view text :
         {"hello", "BMW is a make of cars, and this is a text about them", "GIF88a..........", "%PDF-1.7",
          "\x89PNG\r\n\x1a\n\0\0\0\x0dIDAT", "\xff\xd8nonsense"}) {
        EXPECT_EQ(probe(Bytes(text.begin(), text.end())), std::nullopt) << text;
    }
    EXPECT_EQ(probe(hollow_png(0, 5)), std::nullopt);
    EXPECT_EQ(probe(hollow_png(5, 0)), std::nullopt);
    EXPECT_EQ(probe(hollow_png(0x80000000U, 5)), std::nullopt);
    EXPECT_EQ(probe(hollow_jpeg(0, 5)), std::nullopt);
    EXPECT_EQ(probe(gif({.width = 0, .height = 3, .frames = {}})), std::nullopt);
    Bytes lossless = hollow_jpeg(5, 5);
    lossless[3] = 0xC3;
    EXPECT_EQ(probe(lossless), std::nullopt);
}

TEST(Probe, stays_within_any_bytes) {
    std::minstd_rand random(1);
    for (const std::string& name : seed_names()) {
        const Bytes file = seed(name);
        for (int round = 0; round < 300; ++round) {
            Bytes damaged = file;
            for (int i = 0; i < 6; ++i)
                damaged[random() % std::min<std::size_t>(damaged.size(), 300)] =
                    static_cast<std::uint8_t>(random());
            damaged.resize(1 + random() % damaged.size());
            damaged.shrink_to_fit();
            (void)probe(damaged);
            (void)orientation_of(damaged);
        }
    }
}

}  // namespace
}  // namespace crosstalk::images
