#include "client/images/decode.hpp"

#include <gtest/gtest.h>

#include "client/images/encode.hpp"
#include "client/images/probe.hpp"
#include "client/images/shrink.hpp"
#include "tests/images/picture_files.hpp"

namespace crosstalk::images {
namespace {

using namespace testing_files;
using std::chrono::milliseconds;

struct Decoded {
    DecodeEnd end;
    std::vector<Frame> frames;
};

Decoded decoded(const Bytes& file, const DecodeWish& wish = {}) {
    Decoded result;
    result.end = decode(file, wish, [&](Frame frame) { result.frames.push_back(std::move(frame)); });
    return result;
}

Rgba pixel(const Frame& frame, std::size_t x, std::size_t y) {
    const std::uint8_t* at = frame.pixels.data() + (y * frame.width + x) * 4;
    return {at[0], at[1], at[2], at[3]};
}

std::vector<Rgba> pixels(const Frame& frame) {
    std::vector<Rgba> all;
    for (std::size_t y = 0; y < frame.height; ++y)
        for (std::size_t x = 0; x < frame.width; ++x)
            all.push_back(pixel(frame, x, y));
    return all;
}

bool is_near(Rgba a, Rgba b, int distance) {
    const auto near = [&](int x, int y) { return std::abs(x - y) <= distance; };
    return near(a.red, b.red) && near(a.green, b.green) && near(a.blue, b.blue) && near(a.alpha, b.alpha);
}

TEST(Decode, reads_every_kind_of_png) {
    ASSERT_EQ(all_png_shapes().size(), 60U);
    for (const PngShape& shape : all_png_shapes()) {
        const PngFile file = noisy_png(shape);
        const Decoded result = decoded(file.bytes);
        ASSERT_EQ(result.end.outcome, DecodeOutcome::Decoded) << shape.colour_type << "/" << shape.depth;
        ASSERT_EQ(result.frames.size(), 1U);
        EXPECT_EQ(pixels(result.frames[0]), file.shown)
            << "type " << shape.colour_type << ", depth " << shape.depth
            << (shape.interlaced ? ", interlaced" : "");
    }
}

TEST(Decode, reads_bmp_from_below_and_from_above) {
    const auto colour = [](int x, int y) {
        return Rgba{static_cast<std::uint8_t>(x * 40), static_cast<std::uint8_t>(y * 50), 9, 255};
    };
    for (const int height : {4, -4}) {
        const Decoded result = decoded(bmp(5, height, colour));
        ASSERT_EQ(result.frames.size(), 1U);
        for (int y = 0; y < 4; ++y)
            for (int x = 0; x < 5; ++x)
                EXPECT_EQ(pixel(result.frames[0], static_cast<std::size_t>(x), static_cast<std::size_t>(y)),
                          colour(x, y));
    }
}

TEST(Decode, reads_what_other_programs_have_written_as_large_as_the_probe_says) {
    for (const std::string& name : seed_names()) {
        const Bytes file = seed(name);
        const Decoded result =
            decoded(file, {.box = {max_picture_side, max_picture_side}, .motion = Motion::AllFrames});
        ASSERT_EQ(result.end.outcome, DecodeOutcome::Decoded) << name;
        EXPECT_TRUE(result.end.is_whole) << name;
        EXPECT_EQ(result.end.picture, probe(file)) << name;
        for (const Frame& frame : result.frames) {
            EXPECT_EQ((Box{frame.width, frame.height}),
                      (Box{result.end.picture.width, result.end.picture.height}));
            EXPECT_EQ(frame.pixels.size(), std::size_t{frame.width} * frame.height * 4);
        }
    }
    EXPECT_EQ(decoded(seed("animated.gif"), {.motion = Motion::AllFrames}).frames.size(), 3U);
    // A gradient from red to blue.
    for (const char* name : {"baseline.jpg", "progressive.jpg"}) {
        const Frame frame = decoded(seed(name)).frames.at(0);
        EXPECT_TRUE(is_near(pixel(frame, 2, 0), {255, 0, 0, 255}, 30)) << name;
        EXPECT_TRUE(is_near(pixel(frame, 2, 15), {0, 0, 255, 255}, 30)) << name;
    }
}

// Red at the left above, green at the right above, blue at the left below, white at the right below.
Bytes four_corners() {
    Frame frame{.width = 48, .height = 32, .delay = {}, .pixels = {}};
    for (std::uint32_t y = 0; y < frame.height; ++y) {
        for (std::uint32_t x = 0; x < frame.width; ++x) {
            const bool right = x >= 24;
            const bool below = y >= 16;
            const Rgba colour = right ? (below ? Rgba{255, 255, 255} : Rgba{0, 255, 0})
                                      : (below ? Rgba{0, 0, 255} : Rgba{255, 0, 0});
            frame.pixels.insert(frame.pixels.end(), {colour.red, colour.green, colour.blue, 255});
        }
    }
    return encode_jpeg(frame, {95});
}

TEST(Decode, turns_photographs_upright) {
    constexpr Rgba red{255, 0, 0};
    constexpr Rgba green{0, 255, 0};
    constexpr Rgba blue{0, 0, 255};
    constexpr Rgba white{255, 255, 255};
    struct Case {
        std::uint16_t orientation;
        std::array<Rgba, 4> corners;  // above left, above right, below left, below right
    };
    const std::array<Case, 8> cases{{{1, {red, green, blue, white}},
                                     {2, {green, red, white, blue}},
                                     {3, {white, blue, green, red}},
                                     {4, {blue, white, red, green}},
                                     {5, {red, blue, green, white}},
                                     {6, {blue, red, white, green}},
                                     {7, {white, green, blue, red}},
                                     {8, {green, white, red, blue}}}};
    for (const Case& each : cases) {
        const Bytes file = with_segment(four_corners(), exif_segment(each.orientation, Endian::Little));
        for (const Box box : {Box{800, 800}, Box{24, 24}}) {
            const Decoded result = decoded(file, {.box = box});
            ASSERT_EQ(result.frames.size(), 1U);
            const Frame& frame = result.frames[0];
            EXPECT_EQ((Box{frame.width, frame.height}),
                      fitted({result.end.picture.width, result.end.picture.height}, box));
            EXPECT_EQ(result.end.picture.width, each.orientation < 5 ? 48U : 32U);
            const std::array<Rgba, 4> corners{pixel(frame, 2, 2), pixel(frame, frame.width - 3, 2),
                                              pixel(frame, 2, frame.height - 3),
                                              pixel(frame, frame.width - 3, frame.height - 3)};
            for (std::size_t i = 0; i < 4; ++i)
                EXPECT_TRUE(is_near(corners[i], each.corners[i], 40)) << each.orientation << ", corner " << i;
        }
    }
}

TEST(Decode, never_makes_a_picture_larger_and_keeps_its_shape) {
    EXPECT_EQ(fitted({100, 50}, {800, 600}), (Box{100, 50}));
    EXPECT_EQ(fitted({1600, 1200}, {800, 600}), (Box{800, 600}));
    EXPECT_EQ(fitted({4000, 1000}, {800, 600}), (Box{800, 200}));
    EXPECT_EQ(fitted({1000, 4000}, {800, 600}), (Box{150, 600}));
    EXPECT_EQ(fitted({8192, 1}, {10, 10}), (Box{10, 1}));
    EXPECT_EQ(fitted({1, 8192}, {10, 10}), (Box{1, 10}));
    EXPECT_EQ(fitted({5, 5}, {0, 0}), (Box{1, 1}));
    const Decoded result = decoded(plain_png(300, 200, {10, 20, 30, 255}), {.box = {100, 100}});
    ASSERT_EQ(result.frames.size(), 1U);
    EXPECT_EQ((Box{result.frames[0].width, result.frames[0].height}), (Box{100, 67}));
    EXPECT_EQ(result.end.picture, (PictureInfo{PictureKind::Png, 300, 200}));
}

TEST(Shrunk, a_plain_area_keeps_its_colour_exactly) {
    for (unsigned value = 0; value < 256; ++value) {
        const auto byte = static_cast<std::uint8_t>(value);
        std::vector<std::uint8_t> plain;
        for (int i = 0; i < 37 * 23; ++i)
            plain.insert(plain.end(), {byte, static_cast<std::uint8_t>(255 - byte), 128, 255});
        for (const Rgba each : pixels(shrunk(plain, {37, 23}, {10, 7})))
            ASSERT_EQ(each, (Rgba{byte, static_cast<std::uint8_t>(255 - byte), 128, 255}));
    }
}

TEST(Shrunk, a_fine_pattern_keeps_its_brightness) {
    std::vector<std::uint8_t> pattern;
    for (int i = 0; i < 64 * 64; ++i) {
        const auto value = static_cast<std::uint8_t>((i + i / 64) % 2 == 0 ? 255 : 0);
        pattern.insert(pattern.end(), {value, value, value, 255});
    }
    // Half the light is 188 in sRGB.
    for (const Rgba each : pixels(shrunk(pattern, {64, 64}, {16, 16})))
        EXPECT_EQ(each, (Rgba{188, 188, 188, 255}));
}

TEST(Shrunk, transparent_pixels_lend_no_colour) {
    const std::vector<std::uint8_t> pair{255, 0, 0, 255, 0, 255, 0, 0};
    EXPECT_EQ(pixel(shrunk(pair, {2, 1}, {1, 1}), 0, 0), (Rgba{255, 0, 0, 128}));
}

TEST(Decode, gives_back_what_was_encoded) {
    const Frame frame = decoded(noisy_png({.width = 31, .height = 17}).bytes).frames.at(0);
    const Frame again = decoded(encode_png(frame)).frames.at(0);
    EXPECT_EQ(frame, again);
    const Frame white =
        decoded(encode_jpeg(decoded(plain_png(9, 9, {0, 0, 0, 0})).frames.at(0))).frames.at(0);
    EXPECT_TRUE(is_near(pixel(white, 4, 4), {255, 255, 255, 255}, 2));
}

DecodeWish moving(Box box = {max_picture_side, max_picture_side}) {
    return {.box = box, .motion = Motion::AllFrames};
}

TEST(Gif, frames_are_drawn_over_what_was_left_as_their_disposal_says) {
    GifShape shape{.width = 4, .height = 2, .frames = {gif_frame(4, 2, 1)}};
    GifFrame patch = gif_frame(2, 1, 2);
    patch.left = 1;
    patch.disposal = 3;  // as before
    shape.frames.push_back(patch);
    patch.indices.assign(2, 3);
    patch.left = 2;
    patch.disposal = 2;  // to the background, which is transparent
    shape.frames.push_back(patch);
    patch.indices = {4, 5};
    patch.left = 0;
    patch.top = 1;
    patch.disposal = 0;
    patch.transparent = 4;
    shape.frames.push_back(patch);
    const Decoded result = decoded(gif(shape), moving());
    ASSERT_EQ(result.end.outcome, DecodeOutcome::Decoded);
    EXPECT_TRUE(result.end.is_whole);
    ASSERT_EQ(result.frames.size(), 4U);
    const Rgba a = gif_colour(1);
    const Rgba b = gif_colour(2);
    const Rgba c = gif_colour(3);
    const Rgba none{0, 0, 0, 0};
    EXPECT_EQ(pixels(result.frames[0]), (std::vector<Rgba>{a, a, a, a, a, a, a, a}));
    EXPECT_EQ(pixels(result.frames[1]), (std::vector<Rgba>{a, b, b, a, a, a, a, a}));
    EXPECT_EQ(pixels(result.frames[2]), (std::vector<Rgba>{a, a, c, c, a, a, a, a}));
    EXPECT_EQ(pixels(result.frames[3]), (std::vector<Rgba>{a, a, none, none, a, gif_colour(5), a, a}));
}

TEST(Gif, too_short_delays_become_a_tenth_of_a_second) {
    GifShape shape{.width = 2, .height = 2, .frames = {}};
    for (const int delay : {0, 1, 2, 50}) {
        shape.frames.push_back(gif_frame(2, 2, 1));
        shape.frames.back().delay = delay;
    }
    std::vector<milliseconds> delays;
    for (const Frame& frame : decoded(gif(shape), moving()).frames)
        delays.push_back(frame.delay);
    EXPECT_EQ(delays, (std::vector<milliseconds>{milliseconds(100), milliseconds(100), milliseconds(20),
                                                 milliseconds(500)}));
}

TEST(Gif, interlaced_rows_come_to_their_places) {
    GifShape shape{.width = 1, .height = 10, .frames = {gif_frame(1, 10, 0)}};
    shape.frames[0].interlaced = true;
    shape.frames[0].indices = {0, 8, 4, 2, 6, 1, 3, 5, 7, 9};
    const Frame frame = decoded(gif(shape)).frames.at(0);
    for (std::uint8_t y = 0; y < 10; ++y)
        EXPECT_EQ(pixel(frame, 0, y), gif_colour(y));
}

TEST(Gif, of_one_that_shall_stand_still_only_the_first_frame_is_given) {
    const Bytes file = gif({.width = 3, .height = 3, .frames = {gif_frame(3, 3, 1), gif_frame(3, 3, 2)}});
    const Decoded result = decoded(file, {.motion = Motion::FirstFrame});
    ASSERT_EQ(result.frames.size(), 1U);
    EXPECT_EQ(result.frames[0].delay, milliseconds(0));
    EXPECT_TRUE(result.end.is_whole);
}

TEST(Gif, a_long_animation_ends_early_and_says_so) {
    GifShape shape{
        .width = 1, .height = 1, .frames = std::vector<GifFrame>(max_frames + 5, gif_frame(1, 1, 1))};
    const Decoded many = decoded(gif(shape), moving());
    EXPECT_EQ(many.frames.size(), max_frames);
    EXPECT_FALSE(many.end.is_whole);
    EXPECT_EQ(many.end.outcome, DecodeOutcome::Decoded);

    // Little data, much canvas.
    shape = {.width = 2048, .height = 2048, .frames = std::vector<GifFrame>(100, gif_frame(1, 1, 1))};
    const Decoded large = decoded(gif(shape), moving());
    EXPECT_EQ(large.frames.size(), max_animation_bytes / (2048U * 2048U * 4U));
    EXPECT_FALSE(large.end.is_whole);
    const Decoded small = decoded(gif(shape), moving({16, 16}));
    EXPECT_EQ(small.frames.size(), max_animation_work / (2048U * 2048U));
    EXPECT_FALSE(small.end.is_whole);
}

}  // namespace
}  // namespace crosstalk::images
