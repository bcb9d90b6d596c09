#include "client/images/helper_wire.hpp"

#include <gtest/gtest.h>

#include <random>

namespace crosstalk::images {
namespace {

using std::chrono::milliseconds;

constexpr DecodeWish small{.box = {100, 80}, .motion = Motion::FirstFrame};
constexpr DecodeWish moving{.box = {100, 80}, .motion = Motion::AllFrames};
constexpr PictureInfo picture{PictureKind::Gif, 200, 160};

bool allowed(AnswerCheck& check, const AnswerHead& head) {
    const auto next = check.next(written(head));
    return next && *next == head;
}
AnswerHead frame(std::uint32_t width, std::uint32_t height) {
    return FrameHead{width, height, milliseconds(40)};
}
AnswerHead end(DecodeOutcome outcome, PictureInfo info = picture) {
    return DecodeEnd{outcome, true, info};
}

TEST(HelperWire, a_request_comes_as_it_was_sent) {
    const RequestHead head{.file_bytes = 123'456, .wish = moving};
    EXPECT_EQ(read_request_head(written(head)), head);
    EXPECT_EQ(read_request_head(written(RequestHead{.file_bytes = max_picture_file_bytes + 1, .wish = {}})),
              std::nullopt);
}

TEST(HelperWire, honest_answers_are_allowed) {
    AnswerCheck one(small);
    EXPECT_TRUE(allowed(one, frame(100, 80)));
    EXPECT_TRUE(allowed(one, end(DecodeOutcome::Decoded)));
    AnswerCheck many(moving);
    for (int i = 0; i < 5; ++i)
        EXPECT_TRUE(allowed(many, frame(100, 80)));
    EXPECT_TRUE(allowed(many, end(DecodeOutcome::Decoded)));
    for (const DecodeOutcome outcome : {DecodeOutcome::Broken, DecodeOutcome::NotAPicture,
                                        DecodeOutcome::TooLarge, DecodeOutcome::OutOfMemory}) {
        AnswerCheck none(small);
        EXPECT_TRUE(allowed(none, end(outcome, {PictureKind::Png, 30'000, 30'000})));
    }
}

TEST(HelperWire, frames_of_a_size_that_nobody_wished_are_refused) {
    for (const auto& [width, height] :
         {std::pair{101U, 80U}, {100U, 81U}, {0U, 1U}, {1U, 0U}, {0xFFFFFFFFU, 0xFFFFFFFFU}}) {
        AnswerCheck check(small);
        EXPECT_FALSE(allowed(check, frame(width, height)));
    }
    AnswerCheck large({});
    EXPECT_FALSE(allowed(large, frame(8192, 8192)));
    AnswerCheck changing(moving);
    EXPECT_TRUE(allowed(changing, frame(100, 80)));
    EXPECT_FALSE(allowed(changing, frame(100, 79)));
}

TEST(HelperWire, more_frames_than_wished_or_allowed_are_refused) {
    AnswerCheck one(small);
    EXPECT_TRUE(allowed(one, frame(100, 80)));
    EXPECT_FALSE(allowed(one, frame(100, 80)));
    AnswerCheck many(moving);
    for (std::size_t i = 0; i < max_frames; ++i)
        ASSERT_TRUE(allowed(many, frame(1, 1)));
    EXPECT_FALSE(allowed(many, frame(1, 1)));
    AnswerCheck heavy({.box = {4096, 4096}, .motion = Motion::AllFrames});
    EXPECT_TRUE(allowed(heavy, frame(4096, 4096)));
    EXPECT_TRUE(allowed(heavy, frame(4096, 4096)));
    EXPECT_FALSE(allowed(heavy, frame(4096, 4096)));
}

TEST(HelperWire, an_end_that_does_not_fit_is_refused) {
    AnswerCheck none(small);
    EXPECT_FALSE(allowed(none, end(DecodeOutcome::Decoded)));
    AnswerCheck broken(small);
    EXPECT_TRUE(allowed(broken, frame(100, 80)));
    EXPECT_FALSE(allowed(broken, end(DecodeOutcome::Broken)));
    EXPECT_FALSE(allowed(broken, end(DecodeOutcome::Decoded, {PictureKind::Gif, 30'000, 30'000})));
    EXPECT_FALSE(allowed(broken, end(DecodeOutcome::Decoded, {PictureKind::Gif, 100, 10})));
    for (const DecodeOutcome outcome :
         {DecodeOutcome::TooSlow, DecodeOutcome::NoDecoder, DecodeOutcome::PutOff}) {
        AnswerCheck check(small);
        EXPECT_FALSE(allowed(check, end(outcome)));
    }
}

TEST(HelperWire, any_head_is_refused_or_within_the_limits) {
    std::minstd_rand random(5);
    for (int round = 0; round < 100'000; ++round) {
        HelperHead head{};
        for (std::uint8_t& byte : head)
            byte = static_cast<std::uint8_t>(random() % 5 == 0 ? random() >> 4U : random() % 3);
        AnswerCheck check(moving);
        const auto next = check.next(head);
        if (!next) continue;
        if (const auto* said = std::get_if<FrameHead>(&*next)) {
            EXPECT_TRUE(said->width >= 1 && said->width <= 100 && said->height >= 1 && said->height <= 80);
        } else {
            EXPECT_LT(static_cast<unsigned>(std::get<DecodeEnd>(*next).outcome), 5U);
        }
    }
}

}  // namespace
}  // namespace crosstalk::images
