#include "bench/load/ledger.hpp"

#include <gtest/gtest.h>

namespace {

using namespace crosstalk::bench;

constexpr Sender ann{0};
constexpr Sender bob{1};
constexpr Receiver first{0};
constexpr Receiver second{1};

// Two receivers, two senders; gives the texts of so many posts by each in turn.
struct ALedger : testing::Test {
    std::vector<std::string> post(std::size_t count) {
        std::vector<std::string> texts;
        for (std::size_t i = 0; i < count; ++i) {
            texts.push_back(text_of(ledger.post(i % 2 == 0 ? ann : bob, Instant{})));
        }
        return texts;
    }
    void deliver(Receiver receiver, const std::vector<std::string>& texts, std::vector<std::size_t> order) {
        for (const std::size_t i : order)
            ledger.delivered(receiver, texts[i]);
    }

    Ledger ledger{2, 2};
};

TEST_F(ALedger, finds_nothing_wrong_when_everybody_gets_everything_in_one_order) {
    const auto texts = post(4);
    deliver(first, texts, {1, 0, 2, 3});
    deliver(second, texts, {1, 0, 2, 3});
    EXPECT_TRUE(ledger.is_complete());
    EXPECT_EQ(ledger.faults(), Faults{});
    EXPECT_EQ(ledger.deliveries(), 8u);
}

TEST_F(ALedger, finds_a_loss_in_the_middle) {
    const auto texts = post(4);
    deliver(first, texts, {0, 1, 2, 3});
    deliver(second, texts, {0, 2, 3});
    EXPECT_FALSE(ledger.is_complete());
    EXPECT_EQ(ledger.faults(), (Faults{.lost = 1}));
}

TEST_F(ALedger, finds_a_loss_at_the_end) {
    const auto texts = post(4);
    deliver(first, texts, {0, 1, 2, 3});
    deliver(second, texts, {0, 1, 2});
    EXPECT_EQ(ledger.faults(), (Faults{.lost = 1}));
}

TEST_F(ALedger, finds_a_loss_at_the_receiver_that_is_ahead_of_all_others) {
    const auto texts = post(4);
    deliver(first, texts, {0, 1, 3});
    deliver(second, texts, {0, 1, 2, 3});
    EXPECT_EQ(ledger.faults().lost, 1u);
}

TEST_F(ALedger, finds_that_everybody_lost_the_same) {
    const auto texts = post(4);
    deliver(first, texts, {0, 1, 2});
    deliver(second, texts, {0, 1, 2});
    EXPECT_FALSE(ledger.is_complete());
    EXPECT_EQ(ledger.faults(), (Faults{.lost = 2}));
}

TEST_F(ALedger, finds_a_duplicate) {
    const auto texts = post(3);
    deliver(first, texts, {0, 1, 2});
    deliver(second, texts, {0, 1, 1, 2});
    EXPECT_TRUE(ledger.is_complete());
    EXPECT_EQ(ledger.faults(), (Faults{.duplicated = 1}));
}

TEST_F(ALedger, does_not_take_a_duplicate_for_what_was_lost) {
    const auto texts = post(3);
    deliver(first, texts, {0, 1, 2});
    deliver(second, texts, {0, 0, 2});
    EXPECT_FALSE(ledger.is_complete());
    EXPECT_EQ(ledger.faults(), (Faults{.lost = 1, .duplicated = 1}));
}

TEST_F(ALedger, finds_that_one_sender_s_posts_changed_places) {
    const auto texts = post(4);
    deliver(first, texts, {2, 0, 1, 3});
    EXPECT_EQ(ledger.faults().disordered, 1u);
}

TEST_F(ALedger, finds_that_two_receivers_got_two_senders_in_different_order) {
    const auto texts = post(2);
    deliver(first, texts, {0, 1});
    deliver(second, texts, {1, 0});
    EXPECT_TRUE(ledger.is_complete());
    EXPECT_EQ(ledger.faults(), (Faults{.disordered = 1}));
}

TEST_F(ALedger, finds_a_text_that_was_altered) {
    auto texts = post(1);
    texts[0].back() = '!';
    EXPECT_FALSE(ledger.delivered(first, texts[0]).is_ours);
    EXPECT_EQ(ledger.faults().altered, 1u);
}

TEST_F(ALedger, finds_a_post_that_nobody_made) {
    post(1);
    ledger.delivered(first, text_of({bob, {1}}));
    ledger.delivered(first, text_of({ann, {2}}));
    ledger.delivered(first, text_of({Sender{7}, {1}}));
    EXPECT_EQ(ledger.faults().altered, 3u);
    EXPECT_EQ(ledger.deliveries(), 0u);
}

TEST_F(ALedger, tells_who_sees_a_post_first_and_when_it_was_meant_to_leave) {
    const Instant at{std::chrono::seconds(5)};
    const PostKey key = ledger.post(ann, at);
    EXPECT_TRUE(ledger.delivered(first, text_of(key)).is_first);
    EXPECT_FALSE(ledger.delivered(second, text_of(key)).is_first);
    EXPECT_EQ(ledger.intended(key), at);
}

// Two rooms of two receivers and one sender each: ann's with receivers 0 and 2, bob's with 1 and 3.
struct TwoRooms : testing::Test {
    void deliver(std::initializer_list<std::uint32_t> receivers, const std::string& text) {
        for (const std::uint32_t receiver : receivers)
            ledgers.delivered({receiver}, text);
    }

    Ledgers ledgers{2, 4, 2};
    std::string from_ann = text_of(ledgers.post(ann, Instant{}));
    std::string from_bob = text_of(ledgers.post(bob, Instant{}));
};

TEST_F(TwoRooms, are_complete_when_each_has_its_own) {
    deliver({0, 2}, from_ann);
    EXPECT_FALSE(ledgers.is_complete());
    deliver({1, 3}, from_bob);
    EXPECT_TRUE(ledgers.is_complete());
    EXPECT_EQ(ledgers.faults(), Faults{});
    EXPECT_EQ(ledgers.posted(), 2u);
    EXPECT_EQ(ledgers.deliveries(), 4u);
}

TEST_F(TwoRooms, show_what_went_to_the_other_one) {
    deliver({0, 1}, from_ann);
    deliver({1, 3}, from_bob);
    EXPECT_EQ(ledgers.faults(), (Faults{.lost = 1, .altered = 1}));
}

TEST_F(TwoRooms, show_what_one_lost_and_the_other_got_twice) {
    deliver({0, 2, 2}, from_ann);
    deliver({1}, from_bob);
    EXPECT_EQ(ledgers.faults(), (Faults{.lost = 1, .duplicated = 1}));
}

TEST(AText, has_one_hundred_characters_and_gives_its_key_back) {
    const PostKey key{Sender{3}, {0x12345678}};
    const std::string text = text_of(key);
    EXPECT_EQ(text.size(), message_bytes);
    EXPECT_EQ(key_of(text), key);
}

TEST(AText, is_not_recognised_when_any_character_of_it_changed) {
    const PostKey key{Sender{3}, {77}};
    const std::string text = text_of(key);
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string changed = text;
        changed[i] = '~';
        EXPECT_NE(key_of(changed), key) << i;
    }
    EXPECT_EQ(key_of(text.substr(1)), std::nullopt);
}

}  // namespace
