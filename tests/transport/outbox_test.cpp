#include "net/transport/outbox.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>

namespace crosstalk::transport {
namespace {

net::SharedFrame buffer(std::string_view text) {
    return std::make_shared<const net::Bytes>(text.begin(), text.end());
}

std::string text_of(std::span<const std::uint8_t> bytes) {
    return {bytes.begin(), bytes.end()};
}

std::string text_of(const std::vector<net::SharedFrame>& buffers) {
    std::string text;
    for (const net::SharedFrame& frames : buffers)
        text += text_of(std::span(*frames)) + "|";
    return text;
}

struct OutboxTest : ::testing::Test {
    Outbox outbox;
    std::array<std::uint8_t, 8> scratch{};

    std::string offer() { return text_of(outbox.offer(scratch)); }
};

TEST_F(OutboxTest, small_buffers_are_gathered_up_to_the_scratch) {
    for (const char* text : {"abc", "def", "ghi"})
        outbox.push(buffer(text), Queue::MustKeep);
    EXPECT_EQ(outbox.bytes(), 9u);
    EXPECT_EQ(offer(), "abcdefgh");
    outbox.taken(8);
    EXPECT_EQ(outbox.bytes(), 1u);
    EXPECT_EQ(offer(), "i");
    outbox.taken(1);
    EXPECT_TRUE(outbox.empty());
}

TEST_F(OutboxTest, a_large_buffer_is_offered_without_a_copy) {
    const net::SharedFrame large = buffer("0123456789");
    outbox.push(large, Queue::MustKeep);
    EXPECT_EQ(outbox.offer(scratch).data(), large->data());
}

TEST_F(OutboxTest, a_part_that_was_taken_is_not_offered_again) {
    outbox.push(buffer("abcdef"), Queue::MustKeep);
    outbox.push(buffer("gh"), Queue::MustKeep);
    EXPECT_EQ(offer(), "abcdefgh");
    outbox.taken(7);
    EXPECT_EQ(offer(), "h");
}

TEST_F(OutboxTest, a_blocked_write_is_repeated_with_the_same_bytes_whatever_came_or_went) {
    outbox.push(buffer("abc"), Queue::MayDrop);
    outbox.push(buffer("de"), Queue::MayDrop);
    EXPECT_EQ(offer(), "abcde");
    outbox.blocked();
    outbox.push(buffer("fgh"), Queue::MayDrop);
    EXPECT_EQ(offer(), "abcde");
    EXPECT_EQ(text_of(outbox.drop()), "fgh|");
    EXPECT_EQ(offer(), "abcde");
    outbox.taken(5);
    EXPECT_TRUE(outbox.empty());
}

TEST_F(OutboxTest, a_buffer_of_which_only_the_first_byte_has_begun_is_kept) {
    outbox.push(buffer("abcdefg"), Queue::MayDrop);
    outbox.push(buffer("hi"), Queue::MayDrop);
    outbox.push(buffer("jk"), Queue::MayDrop);
    EXPECT_EQ(offer(), "abcdefgh");
    outbox.blocked();
    EXPECT_EQ(text_of(outbox.drop()), "jk|");
    EXPECT_EQ(offer(), "abcdefgh");
    outbox.taken(8);
    EXPECT_EQ(offer(), "i");
}

TEST_F(OutboxTest, a_buffer_that_is_half_written_is_kept) {
    outbox.push(buffer("abc"), Queue::MayDrop);
    static_cast<void>(offer());
    outbox.taken(1);
    EXPECT_TRUE(outbox.drop().empty());
    EXPECT_EQ(offer(), "bc");
}

TEST_F(OutboxTest, what_must_be_kept_stays_in_order_and_the_rest_comes_back_in_order) {
    outbox.push(buffer("a"), Queue::MayDrop);
    outbox.push(buffer("B"), Queue::MustKeep);
    outbox.push(buffer("c"), Queue::MayDrop);
    outbox.push(buffer("D"), Queue::MustKeep);
    EXPECT_EQ(text_of(outbox.drop()), "a|c|");
    EXPECT_EQ(outbox.bytes(), 2u);
    EXPECT_EQ(offer(), "BD");
}

TEST_F(OutboxTest, an_empty_buffer_is_no_buffer) {
    outbox.push(buffer(""), Queue::MustKeep);
    outbox.push(nullptr, Queue::MustKeep);
    EXPECT_TRUE(outbox.empty());
}

// A writer that takes, takes partly and blocks at random, as TLS does: a blocked write repeats at least the
// same bytes.
TEST(OutboxUnderRandomWrites, every_byte_is_written_once_and_in_order_or_given_back_whole) {
    for (unsigned seed = 1; seed <= 300; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        std::mt19937 random(seed);
        const auto below = [&](unsigned end) { return random() % end; };
        Outbox outbox;
        std::array<std::uint8_t, 16> scratch{};
        std::string promised;  // begun by a blocked write
        std::string written;
        std::vector<std::string> buffers;  // each begins with its own capital letter and ends with a dot
        std::vector<std::string> dropped;
        for (unsigned step = 0; step < 400 || !outbox.empty(); ++step) {
            if (step < 400 && below(2) == 0) {
                buffers.push_back(std::string(1, static_cast<char>('A' + below(26))) + std::to_string(step) +
                                  std::string(below(30), 'x') + ".");
                outbox.push(buffer(buffers.back()), below(3) == 0 ? Queue::MustKeep : Queue::MayDrop);
            }
            if (step < 400 && below(8) == 0) {
                for (const net::SharedFrame& frames : outbox.drop())
                    dropped.push_back(text_of(std::span(*frames)));
            }
            if (outbox.empty()) continue;
            const std::string offered = text_of(outbox.offer(scratch));
            ASSERT_EQ(offered.substr(0, promised.size()), promised);
            if (below(3) == 0) {
                outbox.blocked();
                promised = offered;
                continue;
            }
            const std::size_t count =
                std::max<std::size_t>(promised.size(), 1 + below(static_cast<unsigned>(offered.size())));
            promised.clear();
            written += offered.substr(0, count);
            outbox.taken(count);
        }
        std::string expected;
        std::size_t gone = 0;
        for (const std::string& text : buffers) {
            if (gone < dropped.size() && dropped[gone] == text) {
                ++gone;
            } else {
                expected += text;
            }
        }
        ASSERT_EQ(gone, dropped.size());
        ASSERT_EQ(written, expected);
    }
}

}  // namespace
}  // namespace crosstalk::transport
