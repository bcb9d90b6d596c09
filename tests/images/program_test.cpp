#include <gtest/gtest.h>

#include <semaphore>

#include "client/images/image_decoder.hpp"
#include "tests/images/picture_files.hpp"

namespace crosstalk::images {
namespace {

using namespace testing_files;

TEST(Program, decodes_pictures_when_it_is_started_as_the_helper) {
    std::binary_semaphore arrived{0};
    net::Inbox<ImageAnswer> answers([&] { arrived.release(); });
    ImageDecoder decoder({.program = CROSSTALK_PROGRAM}, answers);
    for (const std::string& name : seed_names()) {
        decoder.ask(
            {.id = {7}, .file = std::make_shared<const Bytes>(seed(name)), .wish = {.box = {40, 40}}});
        arrived.acquire();
        const std::vector<ImageAnswer> all = answers.take();
        ASSERT_EQ(all.size(), 1U);
        EXPECT_EQ(all[0].end.outcome, DecodeOutcome::Decoded) << name;
    }
}

TEST(Program, ends_when_it_is_told_nonsense) {
    const auto interruption = make_interruption();
    const auto helper = start_helper(CROSSTALK_PROGRAM, {std::string(decode_helper_flag)}, *interruption);
    ASSERT_NE(helper, nullptr);
    helper->begin({});
    helper->write(std::vector<std::uint8_t>(20, 0xFF));
    std::vector<std::uint8_t> nothing(1);
    EXPECT_EQ(helper->read(nothing), Talk::Ended);
    const HelperEnd end = helper->end();
    EXPECT_EQ(end.signal, 0);
    EXPECT_EQ(end.status, helper_exit_bad_request);
}

TEST(Program, is_the_helper_only_if_nothing_else_is_asked) {
    std::string program = "crosstalk";
    std::string flag = "--decode-image";
    std::string more = "--name";
    std::vector<char*> words{program.data(), flag.data(), more.data(), nullptr};
    EXPECT_TRUE(asks_for_decode_helper(2, words.data()));
    EXPECT_FALSE(asks_for_decode_helper(1, words.data()));
    EXPECT_FALSE(asks_for_decode_helper(3, words.data()));
}

}  // namespace
}  // namespace crosstalk::images
