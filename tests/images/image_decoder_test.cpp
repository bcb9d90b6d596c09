#include "client/images/image_decoder.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>
#include <random>
#include <semaphore>

#ifdef __linux__
#include <sys/wait.h>
#endif

#include "client/images/sandbox.hpp"
#include "tests/images/picture_files.hpp"

namespace crosstalk::images {
namespace {

using namespace testing_files;
using namespace std::chrono_literals;

// A decoder and a thread that waits for its answers.
class Studio {
  public:
    explicit Studio(DecoderSettings settings = {.program = CROSSTALK_IMAGE_TEST_HELPER})
        : answers_([this] { arrived_.release(); }), decoder_(std::move(settings), answers_) {}

    void ask(std::uint64_t id, Bytes file, const DecodeWish& wish = {}) {
        decoder_.ask({.id = {id}, .file = std::make_shared<const Bytes>(std::move(file)), .wish = wish});
    }
    void ask(std::uint64_t id, std::string_view misdeed) {
        ask(id, Bytes(misdeed.begin(), misdeed.end()), {.box = {64, 64}, .motion = Motion::AllFrames});
    }

    ImageAnswer next() {
        while (heard_.empty()) {
            arrived_.acquire();
            for (ImageAnswer& answer : answers_.take())
                heard_.push_back(std::move(answer));
        }
        ImageAnswer first = std::move(heard_.front());
        heard_.pop_front();
        return first;
    }

    DecodeOutcome outcome(std::string_view misdeed) {
        ask(1, misdeed);
        return next().end.outcome;
    }
    bool works() {
        ask(2, plain_png(2, 2, {1, 2, 3, 255}));
        return next().end.outcome == DecodeOutcome::Decoded;
    }
    ImageDecoder& decoder() { return decoder_; }

  private:
    std::counting_semaphore<> arrived_{0};
    net::Inbox<ImageAnswer> answers_;
    std::deque<ImageAnswer> heard_;
    ImageDecoder decoder_;
};

TEST(ImageDecoder, gives_what_was_asked_for) {
    Studio studio;
    const PngFile file = noisy_png({.width = 31, .height = 17});
    studio.ask(5, file.bytes);
    const ImageAnswer answer = studio.next();
    EXPECT_EQ(answer.id, ImageId{5});
    EXPECT_EQ(answer.end, (DecodeEnd{DecodeOutcome::Decoded, true, {PictureKind::Png, 31, 17}}));
    ASSERT_EQ(answer.frames.size(), 1U);
    std::vector<Frame> here;
    decode(file.bytes, {}, [&](Frame frame) { here.push_back(std::move(frame)); });
    EXPECT_EQ(answer.frames, here);
}

TEST(ImageDecoder, gives_all_frames_small_if_wished_so) {
    Studio studio;
    studio.ask(1, seed("animated.gif"), {.box = {10, 10}, .motion = Motion::AllFrames});
    const ImageAnswer answer = studio.next();
    ASSERT_EQ(answer.frames.size(), 3U);
    EXPECT_EQ(answer.frames[0].width, 10U);
    EXPECT_EQ(answer.frames[0].delay, 50ms);
    EXPECT_EQ(answer.wish.box, (Box{10, 10}));
}

TEST(ImageDecoder, opens_a_picture_of_the_largest_size) {
    Studio studio({.program = CROSSTALK_IMAGE_TEST_HELPER, .patience = {.processor = 100s, .wall = 200s}});
    studio.ask(1, plain_png(4096, 4095, {9, 8, 7, 255}));
    const ImageAnswer answer = studio.next();
    ASSERT_EQ(answer.end.outcome, DecodeOutcome::Decoded);
    EXPECT_EQ(answer.frames.at(0).pixels.size(), 4096U * 4095U * 4U);
}

TEST(ImageDecoder, names_why_a_picture_is_not_shown) {
    Studio studio;
    EXPECT_EQ(studio.outcome("hello"), DecodeOutcome::NotAPicture);
    studio.ask(1, hollow_png(30'000, 30'000));
    const ImageAnswer answer = studio.next();
    EXPECT_EQ(answer.end.outcome, DecodeOutcome::TooLarge);
    EXPECT_EQ(answer.end.picture.width, 30'000U);
    studio.ask(2, hollow_png(20, 20));
    EXPECT_EQ(studio.next().end.outcome, DecodeOutcome::Broken);
    studio.ask(3, Bytes(max_picture_file_bytes + 1));
    EXPECT_EQ(studio.next().end.outcome, DecodeOutcome::TooLarge);
    EXPECT_TRUE(studio.works());
}

TEST(ImageDecoder, survives_whatever_its_helper_does_and_shows_the_next_picture) {
    Studio studio;
    for (const char* misdeed : {"!crash", "!exit", "!garbage", "!huge frame", "!frame that is too large",
                                "!half a frame", "!end without a frame", "!frames without end"}) {
        EXPECT_EQ(studio.outcome(misdeed), DecodeOutcome::Broken) << misdeed;
        EXPECT_TRUE(studio.works()) << "after " << misdeed;
    }
    if (has_sandbox()) {
        EXPECT_EQ(studio.outcome("!execute"), DecodeOutcome::Broken);
        EXPECT_EQ(studio.outcome("!memory"), DecodeOutcome::Broken);
        EXPECT_TRUE(studio.works());
    }
    EXPECT_EQ(studio.outcome("!no sandbox"), DecodeOutcome::NoDecoder);
}

TEST(ImageDecoder, has_a_helper_with_as_much_memory_as_it_may_have_and_no_more) {
    if (!has_sandbox()) GTEST_SKIP() << "no sandbox in this build";
    Studio studio;
    EXPECT_EQ(studio.outcome("!200 MiB"), DecodeOutcome::NotAPicture);
    EXPECT_EQ(studio.outcome("!260 MiB"), DecodeOutcome::OutOfMemory);
}

TEST(ImageDecoder, gives_up_a_picture_that_takes_too_long) {
    Studio busy({.program = CROSSTALK_IMAGE_TEST_HELPER, .patience = {.processor = 50ms, .wall = 1h}});
    EXPECT_EQ(busy.outcome("!spin"), DecodeOutcome::TooSlow);
    Studio hanging({.program = CROSSTALK_IMAGE_TEST_HELPER, .patience = {.processor = 1h, .wall = 50ms}});
    EXPECT_EQ(hanging.outcome("!hang"), DecodeOutcome::TooSlow);
}

TEST(ImageDecoder, ends_at_once_whatever_its_helper_does) {
    for (const char* misdeed : {"!spin", "!hang"}) {
        Studio studio({.program = CROSSTALK_IMAGE_TEST_HELPER, .patience = {.processor = 24h, .wall = 24h}});
        EXPECT_TRUE(studio.works());
        studio.ask(1, misdeed);
    }
}

TEST(ImageDecoder, says_that_there_is_no_decoder_where_none_starts) {
    for (const char* program : {"", "/nowhere/crosstalk"}) {
        Studio studio({.program = program});
        EXPECT_EQ(studio.outcome("!"), DecodeOutcome::NoDecoder);
    }
}

TEST(ImageDecoder, replaces_its_helper_after_so_many_pictures) {
    Studio studio({.program = CROSSTALK_IMAGE_TEST_HELPER, .pictures_per_helper = 2});
    for (int i = 0; i < 7; ++i)
        EXPECT_TRUE(studio.works());
}

TEST(ImageDecoder, survives_damaged_pictures_of_every_kind) {
    Studio studio;
    std::minstd_rand random(11);
    for (const std::string& name : seed_names()) {
        for (int round = 0; round < 20; ++round) {
            Bytes file = seed(name);
            for (int i = 0; i < 5; ++i)
                file[random() % file.size()] = static_cast<std::uint8_t>(random() >> 4U);
            studio.ask(9, std::move(file), {.box = {100, 100}, .motion = Motion::AllFrames});
            const ImageAnswer answer = studio.next();
            EXPECT_EQ(answer.frames.empty(), answer.end.outcome != DecodeOutcome::Decoded);
        }
    }
    EXPECT_TRUE(studio.works());
}

TEST(ImageDecoder, does_not_answer_what_was_cancelled) {
    Studio studio;
    studio.ask(1, "!exit");
    studio.decoder().cancel({1});
    studio.ask(2, plain_png(2, 2, {}));
    // The first may have been answered before; then it was first.
    ImageAnswer answer = studio.next();
    if (answer.id == ImageId{1}) answer = studio.next();
    EXPECT_EQ(answer.id, ImageId{2});
}

#ifdef __linux__
std::size_t open_descriptors() {
    const std::filesystem::directory_iterator all("/proc/self/fd");
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

TEST(ImageDecoder, leaves_neither_descriptors_nor_zombies) {
    const std::size_t before = open_descriptors();
    {
        Studio studio({.program = CROSSTALK_IMAGE_TEST_HELPER, .pictures_per_helper = 3});
        for (int i = 0; i < 10; ++i) {
            EXPECT_EQ(studio.outcome("!crash"), DecodeOutcome::Broken);
            EXPECT_TRUE(studio.works());
        }
    }
    EXPECT_EQ(open_descriptors(), before);
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
    EXPECT_EQ(errno, ECHILD);
}
#endif

DecodeRequest request(std::uint64_t id, Urgency urgency = Urgency::InConversation, Box box = {10, 10}) {
    return {.id = {id}, .file = std::make_shared<const Bytes>(), .wish = {.box = box}, .urgency = urgency};
}

std::vector<std::uint64_t> order(DecodeQueue& queue) {
    std::vector<std::uint64_t> ids;
    while (const auto next = queue.pop())
        ids.push_back(next->id.value);
    return ids;
}
using Ids = std::vector<std::uint64_t>;

TEST(DecodeQueue, has_opened_pictures_first_and_of_all_the_newest_first) {
    DecodeQueue queue;
    for (const std::uint64_t id : {1U, 2U, 3U})
        queue.push(request(id));
    queue.push(request(4, Urgency::Opened));
    queue.push(request(5));
    EXPECT_EQ(order(queue), (Ids{4, 5, 3, 2, 1}));
}

TEST(DecodeQueue, brings_forward_what_is_asked_for_again) {
    DecodeQueue queue;
    for (const std::uint64_t id : {1U, 2U, 3U, 1U})
        queue.push(request(id));
    queue.push(request(2, Urgency::Opened));
    queue.push(request(3, Urgency::Opened, {99, 99}));
    EXPECT_EQ(order(queue), (Ids{3, 2, 1, 3}));
}

TEST(DecodeQueue, forgets_what_is_cancelled) {
    DecodeQueue queue;
    for (const std::uint64_t id : {1U, 2U, 3U})
        queue.push(request(id));
    queue.push(request(2, Urgency::Opened));
    queue.cancel({2});
    EXPECT_EQ(order(queue), (Ids{3, 1}));
    EXPECT_TRUE(queue.is_empty());
}

TEST(DecodeQueue, puts_off_what_waits_longest_when_too_many_wait) {
    DecodeQueue queue;
    for (std::uint64_t id = 0; id < max_waiting_pictures; ++id)
        EXPECT_FALSE(queue.push(request(id)));
    const auto put_off = queue.push(request(1000));
    ASSERT_TRUE(put_off);
    EXPECT_EQ(put_off->id, ImageId{0});
}

}  // namespace
}  // namespace crosstalk::images
