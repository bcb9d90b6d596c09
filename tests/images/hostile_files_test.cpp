#include <gtest/gtest.h>

#include <random>

#include "client/images/decode.hpp"
#include "client/images/encode.hpp"
#include "client/images/probe.hpp"
#include "tests/images/picture_files.hpp"

namespace crosstalk::images {
namespace {

using namespace testing_files;

struct Decoded {
    DecodeEnd end;
    std::vector<Frame> frames;
};

// With what has to hold of any file.
Decoded decoded(Bytes file) {
    file.shrink_to_fit();  // so that AddressSanitizer sees a byte too far
    Decoded result;
    const DecodeWish wish{.box = {64, 64}, .motion = Motion::AllFrames};
    result.end = decode(file, wish, [&](Frame frame) { result.frames.push_back(std::move(frame)); });
    EXPECT_EQ(result.end.outcome == DecodeOutcome::Decoded, !result.frames.empty());
    for (const Frame& frame : result.frames) {
        EXPECT_EQ((Box{frame.width, frame.height}),
                  fitted({result.end.picture.width, result.end.picture.height}, wish.box));
        EXPECT_EQ(frame.pixels.size(), std::size_t{frame.width} * frame.height * 4);
    }
    return result;
}

std::vector<Bytes> twenty_pictures() {
    std::vector<Bytes> files;
    for (const std::string& name : seed_names())
        files.push_back(seed(name));
    for (const PngShape& shape : all_png_shapes())
        if (shape.width > 1 && shape.depth >= 8) files.push_back(noisy_png(shape).bytes);
    files.push_back(with_segment(seed("progressive.jpg"), exif_segment(6, Endian::Big)));
    return files;
}

TEST(HostileFiles, no_truncation_does_harm) {
    const std::vector<Bytes> files = twenty_pictures();
    ASSERT_GE(files.size(), 20U);
    for (const Bytes& file : files) {
        for (std::size_t size = 0; size < file.size(); ++size)
            decoded(Bytes(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size)));
    }
}

TEST(HostileFiles, no_damage_does_harm) {
    std::minstd_rand random(42);
    for (const Bytes& file : twenty_pictures()) {
        for (int round = 0; round < 150; ++round) {
            Bytes damaged = file;
            for (std::size_t i = 0; i < 1 + random() % 8; ++i)
                damaged[random() % damaged.size()] = static_cast<std::uint8_t>(random() >> 4U);
            const auto picture = probe(damaged);
            // Huge sizes are allowed and cost time only.
            if (picture && std::uint64_t{picture->width} * picture->height > 1'000'000) continue;
            decoded(damaged);
        }
    }
}

TEST(HostileFiles, bombs_are_refused_by_what_their_header_says) {
    for (const Bytes& file : {hollow_png(30'000, 30'000), hollow_jpeg(30'000, 30'000),
                              gif({.width = 30'000, .height = 30'000, .frames = {gif_frame(1, 1, 1)}}),
                              hollow_png(8'193, 1), hollow_png(5'000, 5'000)}) {
        const Decoded result = decoded(file);
        EXPECT_EQ(result.end.outcome, DecodeOutcome::TooLarge);
        EXPECT_NE(result.end.picture.width, 0U);
    }
    EXPECT_EQ(
        words_for(decoded(hollow_png(30'000, 30'000)).end),
        "This picture is too large to be shown here: 30000 x 30000 pixels. Save the file to open it with "
        "another program.");
    Bytes bitmap = bmp(1, 1, [](int, int) { return Rgba{}; });
    bitmap[18 + 1] = 0x75;  // 29,953 wide
    bitmap[22 + 1] = 0x75;
    EXPECT_EQ(decoded(bitmap).end.outcome, DecodeOutcome::TooLarge);
    EXPECT_EQ(decoded(Bytes(max_picture_file_bytes + 1)).end.outcome, DecodeOutcome::TooLarge);
}

TEST(HostileFiles, pictures_without_pixels_are_broken) {
    EXPECT_EQ(decoded(hollow_png(40, 40)).end.outcome, DecodeOutcome::Broken);
    EXPECT_EQ(decoded(hollow_jpeg(40, 40)).end.outcome, DecodeOutcome::Broken);
    EXPECT_EQ(decoded(gif({.width = 40, .height = 40, .frames = {}})).end.outcome, DecodeOutcome::Broken);
    EXPECT_EQ(decoded({}).end.outcome, DecodeOutcome::NotAPicture);
    const std::string text = "hello";
    EXPECT_EQ(decoded(Bytes(text.begin(), text.end())).end.outcome, DecodeOutcome::NotAPicture);
}

TEST(HostileGif, frames_outside_of_the_canvas_are_cut_off) {
    GifShape shape{.width = 4, .height = 4, .frames = {gif_frame(4, 4, 1)}};
    GifFrame beside = gif_frame(3, 3, 2);
    for (const int disposal : {0, 1, 2, 3, 7}) {
        for (const auto& [left, top] : {std::pair{3, 3}, {4, 4}, {65'535, 65'535}, {3, 0}, {0, 60'000}}) {
            beside.left = static_cast<std::uint16_t>(left);
            beside.top = static_cast<std::uint16_t>(top);
            beside.disposal = disposal;
            shape.frames.push_back(beside);
        }
    }
    GifFrame wide = gif_frame(40, 40, 3);
    wide.interlaced = true;
    shape.frames.push_back(wide);
    const Decoded result = decoded(gif(shape));
    EXPECT_TRUE(result.end.is_whole);
    EXPECT_EQ(result.frames.size(), shape.frames.size());
}

TEST(HostileGif, a_frame_that_cannot_be_ends_the_animation_before_it) {
    const GifFrame good = gif_frame(4, 4, 1);
    GifFrame none = gif_frame(0, 4, 1);
    GifFrame huge = gif_frame(4, 4, 1);
    huge.width = 65'535;
    huge.height = 65'535;
    GifFrame short_one = gif_frame(4, 4, 1);
    short_one.indices.resize(5);
    for (const GifFrame& bad : {none, huge, short_one}) {
        const Decoded after = decoded(gif({.width = 4, .height = 4, .frames = {good, bad, good}}));
        EXPECT_EQ(after.frames.size(), 1U);
        EXPECT_FALSE(after.end.is_whole);
        EXPECT_EQ(decoded(gif({.width = 4, .height = 4, .frames = {bad, good}})).end.outcome,
                  DecodeOutcome::Broken);
    }
}

TEST(HostileGif, without_colours_there_is_nothing_to_see) {
    GifShape shape{.width = 4, .height = 4, .frames = {gif_frame(4, 4, 1)}, .has_colours = false};
    EXPECT_EQ(decoded(gif(shape)).end.outcome, DecodeOutcome::Broken);
    shape.frames[0].has_own_colours = true;
    EXPECT_EQ(decoded(gif(shape)).end.outcome, DecodeOutcome::Decoded);
}

TEST(HostileGif, bad_codes_do_no_harm) {
    const Bytes file =
        gif({.width = 16, .height = 16, .frames = {gif_frame(16, 16, 1), gif_frame(16, 16, 2)}});
    std::minstd_rand random(3);
    for (int round = 0; round < 2000; ++round) {
        Bytes damaged = file;
        for (int i = 0; i < 4; ++i)
            damaged[13 + 768 + random() % (damaged.size() - 13 - 768)] =
                static_cast<std::uint8_t>(random() >> 4U);
        decoded(damaged);
    }
}

}  // namespace
}  // namespace crosstalk::images
