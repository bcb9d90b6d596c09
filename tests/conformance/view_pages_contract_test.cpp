// The contract of the view: pages, changes, single messages, former texts, the audit trail.
#include <limits>

#include "net/codec.hpp"
#include "tests/conformance/view_contract.hpp"
#include "tests/support/naughty_strings.hpp"
#include "tests/support/random_history.hpp"

namespace crosstalk::testing {
namespace {

using ports::Page;
using ports::PageQuery;
using ports::Rows;
using ports::RowsAbove;

constexpr std::uint64_t highest = std::numeric_limits<std::uint64_t>::max();

template <class Views>
class ViewPages : public ViewContract<Views> {
  protected:
    void post_many(int count) {
        for (int index = 0; index < count; ++index)
            this->post("m" + std::to_string(index + 1));
    }
};
TYPED_TEST_SUITE(ViewPages, AllViews, ViewNames);

std::vector<std::uint64_t> places(const std::vector<net::Message>& messages) {
    std::vector<std::uint64_t> all;
    for (const net::Message& message : messages)
        all.push_back(message.sequence.value);
    return all;
}

using Places = std::vector<std::uint64_t>;

// --- pages

TYPED_TEST(ViewPages, a_room_that_does_not_exist_has_empty_answers) {
    this->open();
    const net::MessageId elsewhere = this->post("elsewhere");
    const net::RoomId nowhere{4'096};
    const Rows rows = this->rows_above({.room = nowhere, .have = {3}});
    EXPECT_EQ(rows.room, net::RoomId{});
    EXPECT_EQ(rows.mark, this->model_.mark);
    EXPECT_EQ(rows.from, net::Sequence{4});
    EXPECT_TRUE(rows.messages.empty());
    const Page page = this->page({.room = nowhere});
    EXPECT_TRUE(page.messages.empty());
    EXPECT_EQ(page.from, net::Sequence{1});
    EXPECT_EQ(page.through, net::Sequence{});
    EXPECT_TRUE(page.at_end);
    EXPECT_FALSE(this->facts(elsewhere, nowhere).has_value());
    EXPECT_TRUE(this->messages({elsewhere}, ann, nowhere).empty());
    EXPECT_TRUE(this->former_texts(elsewhere, nowhere).empty());
    EXPECT_TRUE(this->search({.words = "elsewhere", .rooms = {nowhere}}).hits.empty());
    EXPECT_TRUE(this->audit(nowhere).entries.empty());
}

TYPED_TEST(ViewPages, an_author_has_the_name_of_the_answers_mark) {
    this->open();
    this->name(ann, "Ann");
    this->post("signed");
    this->post("by nobody", {99});
    this->name(ann, "Anna");
    const Page page = this->page({.room = hall});
    ASSERT_EQ(page.messages.size(), 2u);
    EXPECT_EQ(page.messages[0].author, (net::UserRef{ann, "Anna"}));
    EXPECT_EQ(page.messages[1].author, (net::UserRef{{99}, ""}));
}

TYPED_TEST(ViewPages, a_message_keeps_its_text_to_the_byte) {
    this->open();
    Texts expected;
    for (const std::string_view text : naughty_strings) {
        this->post(std::string(text));
        expected.emplace_back(text);
    }
    this->post("");
    expected.emplace_back("");
    EXPECT_EQ(this->texts(this->page({.room = hall}).messages), expected);
}

TYPED_TEST(ViewPages, a_message_keeps_what_it_answers_and_whom_it_names) {
    this->open();
    const net::MessageId first = this->post("lunch?");
    std::vector<net::UserId> named{bob, {highest >> 1U}, ann};
    const net::MessageId reply = this->post(hub::MessageRow{.room = hall,
                                                            .author = bob,
                                                            .text = "yes",
                                                            .reply_to = first,
                                                            .reply_sequence = {1},
                                                            .mentions_all = true,
                                                            .mentions = named});
    const net::Message message = this->message(reply);
    EXPECT_EQ(message.reply_to, first);
    EXPECT_EQ(message.reply_sequence, net::Sequence{1});
    EXPECT_TRUE(message.mentions_all);
    EXPECT_EQ(message.mentions, named);
    EXPECT_EQ(this->message(first).mentions, std::vector<net::UserId>{});
}

TYPED_TEST(ViewPages, a_page_holds_the_newest_before_a_place_in_ascending_order) {
    this->open();
    this->post_many(10);
    const Page page = this->page({.room = hall, .before = {8}, .limit = 3});
    EXPECT_EQ(places(page.messages), (Places{5, 6, 7}));
    EXPECT_EQ(page.from.value, 5u);
    EXPECT_EQ(page.through.value, 7u);
    EXPECT_FALSE(page.at_end);
    EXPECT_EQ(this->page({.room = hall, .before = {4}, .limit = 3}).from.value, 1u);
    EXPECT_EQ(this->page({.room = hall, .before = {1}, .limit = 3}).from.value, 1u);
    const Page newest = this->page({.room = hall, .limit = 3});
    EXPECT_EQ(places(newest.messages), (Places{8, 9, 10}));
    EXPECT_EQ(newest.through.value, 10u);
    EXPECT_TRUE(newest.at_end);
}

TYPED_TEST(ViewPages, a_page_holds_the_oldest_after_a_place_in_ascending_order) {
    this->open();
    this->post_many(10);
    const Page page = this->page({.room = hall, .after = {4}, .limit = 3});
    EXPECT_EQ(places(page.messages), (Places{5, 6, 7}));
    EXPECT_EQ(page.from.value, 5u);
    EXPECT_EQ(page.through.value, 7u);
    EXPECT_FALSE(page.at_end);
    const Page last = this->page({.room = hall, .after = {7}, .limit = 3});
    EXPECT_EQ(places(last.messages), (Places{8, 9, 10}));
    EXPECT_TRUE(last.at_end);
    const Page nothing = this->page({.room = hall, .after = {10}, .limit = 3});
    EXPECT_TRUE(nothing.messages.empty());
    EXPECT_TRUE(nothing.at_end);
    EXPECT_EQ(nothing.through.value, 10u);
}

TYPED_TEST(ViewPages, places_without_a_message_belong_to_the_page_that_reaches_the_end) {
    this->open();
    this->post_many(2);
    // Somebody came, say.
    std::vector<hub::Change> changes;
    this->take_place(changes, hall);
    this->apply(std::move(changes));
    EXPECT_EQ(this->page({.room = hall}).through.value, 3u);
    EXPECT_EQ(this->page({.room = hall, .after = {1}}).through.value, 3u);
    EXPECT_EQ(this->page({.room = hall, .at = {1}}).through.value, 3u);
    EXPECT_EQ(this->page({.room = hall, .before = {3}}).through.value, 2u);
}

TYPED_TEST(ViewPages, a_page_at_a_time_holds_what_was_said_around_it) {
    this->open();
    this->post_many(10);  // at 1,000, 2,000, ...
    const Page page = this->page({.room = hall, .at = {4'500}, .limit = 4});
    EXPECT_EQ(places(page.messages), (Places{3, 4, 5, 6}));
    EXPECT_EQ(page.from.value, 3u);
    EXPECT_EQ(page.through.value, 6u);
    EXPECT_FALSE(page.at_end);
    EXPECT_EQ(places(this->page({.room = hall, .at = {5'000}, .limit = 1}).messages), Places{5});
    EXPECT_EQ(places(this->page({.room = hall, .at = {5'001}, .limit = 1}).messages), Places{6});
    // Where one side ends, the other gives more.
    EXPECT_EQ(places(this->page({.room = hall, .at = {1}, .limit = 4}).messages), (Places{1, 2, 3, 4}));
    const Page late = this->page({.room = hall, .at = net::for_good, .limit = 4});
    EXPECT_EQ(places(late.messages), (Places{7, 8, 9, 10}));
    EXPECT_TRUE(late.at_end);
    EXPECT_EQ(this->page({.room = hall, .at = {1}, .limit = 200}).from.value, 1u);
    EXPECT_TRUE(this->page({.room = hall, .at = {-1}, .limit = 200}).at_end);
}

TYPED_TEST(ViewPages, walking_pages_in_either_direction_meets_every_message_once) {
    this->open();
    this->post_many(60);
    std::vector<std::string> downwards;
    for (PageQuery query{.room = hall, .limit = 7};;) {
        const Page page = this->page(query);
        const Texts texts = this->texts(page.messages);
        downwards.insert(downwards.begin(), texts.begin(), texts.end());
        if (page.from == net::Sequence{1}) break;
        query.before = page.from;
    }
    std::vector<std::string> upwards;
    for (PageQuery query{.room = hall, .after = {}, .at = {1}, .limit = 7};;) {
        const Page page = this->page(query);
        const Texts texts = this->texts(page.messages);
        upwards.insert(upwards.end(), texts.begin(), texts.end());
        if (page.at_end) break;
        query = {.room = hall, .after = page.through, .limit = 7};
    }
    EXPECT_EQ(downwards.size(), 60u);
    EXPECT_EQ(downwards, upwards);
}

TYPED_TEST(ViewPages, a_page_is_bounded_in_rows_and_bytes_but_has_at_least_one) {
    this->open();
    this->post_many(static_cast<int>(net::max_page_rows) + 10);
    EXPECT_EQ(this->page({.room = hall, .limit = 0}).messages.size(), 1u);
    EXPECT_EQ(this->page({.room = hall, .before = {200}, .limit = 1'000}).messages.size(), 199u);
    EXPECT_EQ(this->page({.room = hall, .limit = 1'000}).messages.size(), net::max_page_rows);
    EXPECT_EQ(this->page({.room = hall, .after = {1}, .limit = 1'000}).messages.size(), net::max_page_rows);
    EXPECT_EQ(this->page({.room = hall, .at = {100'000}, .limit = 1'000}).messages.size(),
              net::max_page_rows);
    EXPECT_EQ(this->rows_above({.room = hall, .limit = 0}).messages.size(), 1u);
    std::vector<net::MessageId> ids;
    for (int count = 0; count < 8; ++count)
        ids.push_back(this->post(std::string(15'000, 'x')));
    for (const Page& page : {this->page({.room = hall}), this->page({.room = hall, .after = {210}}),
                             this->page({.room = hall, .at = {214'000}})})
        EXPECT_EQ(page.messages.size(), 3u);
    EXPECT_EQ(this->rows_above({.room = hall, .have = {210}}).messages.size(), 3u);
    EXPECT_EQ(this->messages(ids).size(), 3u);
}

TYPED_TEST(ViewPages, a_message_of_the_largest_size_fits_a_frame_and_names_and_reactions_count) {
    this->open();
    this->name(ann, std::string(net::max_name_bytes, 'n'));
    std::vector<net::UserId> users;
    for (std::uint64_t user = 0; user < net::max_reaction_users + 5; ++user)
        users.push_back({10'000 + user});
    for (int count = 0; count < 8; ++count) {
        const net::MessageId id = this->post(hub::MessageRow{
            .room = hall,
            .author = ann,
            .text = std::string(net::max_text_bytes, 't'),
            .mentions = std::vector<net::UserId>(users.begin(), users.begin() + net::max_mentions)});
        for (std::size_t kind = 0; kind < net::max_reaction_kinds; ++kind) {
            std::string emoji = std::to_string(kind);
            emoji.resize(net::max_emoji_bytes, 'e');
            for (const net::UserId user : users)
                this->react(id, emoji, user);
        }
    }
    const Page page = this->page({.room = hall});
    EXPECT_EQ(page.messages.size(), 2u);
    EXPECT_NO_THROW(net::encode(net::HistoryPage{.room = hall, .messages = page.messages}));
}

TYPED_TEST(ViewPages, bounds_beyond_everything_are_no_fault) {
    this->open();
    const net::MessageId one = this->post("one");
    EXPECT_EQ(this->page({.room = hall, .before = {highest}}).messages.size(), 1u);
    EXPECT_TRUE(this->page({.room = hall, .after = {highest}}).messages.empty());
    EXPECT_EQ(this->page({.room = hall, .at = {std::numeric_limits<std::int64_t>::min()}}).messages.size(),
              1u);
    EXPECT_TRUE(this->rows_above({.room = hall, .have = {highest}}).messages.empty());
    EXPECT_TRUE(this->page({.room = {highest}}).messages.empty());
    EXPECT_FALSE(this->facts({highest}).has_value());
    EXPECT_EQ(this->messages({{highest}, one, {}}).size(), 1u);
    EXPECT_TRUE(this->audit(net::lobby, {highest}).entries.empty());
    EXPECT_TRUE(this->former_texts({highest}).empty());
}

// --- changes

TYPED_TEST(ViewPages, rows_above_are_what_was_posted_or_changed_since) {
    this->open();
    const net::MessageId first = this->post("first");
    const net::MessageId second = this->post("second");
    const net::MessageId third = this->post("third");
    this->post("untouched");
    const net::MessageId fifth = this->post("fifth");
    this->post("last");
    this->edit(first, "edited");  // 7
    this->take_back(second);      // 8
    this->react(third, "👍");      // 9
    this->pin(fifth);             // 10
    const Rows rows = this->rows_above({.room = hall, .have = {5}});
    EXPECT_EQ(rows.room, hall);
    EXPECT_EQ(rows.head.value, 10u);
    EXPECT_EQ(rows.posts.value, 6u);
    EXPECT_EQ(rows.from.value, 6u);
    EXPECT_EQ(places(rows.messages), (Places{1, 2, 3, 5, 6}));
    EXPECT_EQ(rows.messages[0].text, "edited");
    EXPECT_EQ(rows.messages[0].revision.value, 7u);
    EXPECT_TRUE(rows.messages[1].deleted);
    EXPECT_EQ(rows.messages[2].reactions.size(), 1u);
    EXPECT_TRUE(rows.messages[3].pinned);
    EXPECT_EQ(places(this->rows_above({.room = hall, .have = {8}}).messages), (Places{3, 5}));
    EXPECT_TRUE(this->rows_above({.room = hall, .have = {10}}).messages.empty());
}

TYPED_TEST(ViewPages, rows_that_leave_a_change_out_say_so) {
    this->open();
    const net::MessageId first = this->post("first");
    const net::MessageId second = this->post("second");
    this->post("third");
    this->post("fourth");
    this->edit(first, "changed");
    this->edit(second, "changed");
    EXPECT_EQ(this->rows_above({.room = hall, .have = {3}, .limit = 3}).from.value, 4u);
    // Message 1 has changed too and is not among them: what the asker has below 5 may be stale.
    const Rows two = this->rows_above({.room = hall, .have = {3}, .limit = 2});
    EXPECT_EQ(places(two.messages), (Places{2, 4}));
    EXPECT_EQ(two.from.value, 5u);
}

TYPED_TEST(ViewPages, an_edited_message_has_its_new_text_and_keeps_its_old_ones) {
    this->open();
    const net::MessageId id = this->post("one");
    EXPECT_EQ(this->message(id).edited_at, net::Timestamp{});
    this->edit(id, "two");
    const net::Timestamp first_edit = this->model_.at;
    this->edit(id, "three");
    const net::Message message = this->message(id);
    EXPECT_EQ(message.text, "three");
    EXPECT_EQ(message.edited_at, this->model_.at);
    EXPECT_EQ(this->former_texts(id),
              (std::vector<net::FormerText>{{this->model_.at, "two"}, {first_edit, "one"}}));
}

TYPED_TEST(ViewPages, former_texts_are_the_newest_and_as_many_as_fit) {
    this->open();
    const net::MessageId many = this->post("0");
    for (std::size_t edit = 1; edit <= net::max_rows_per_frame + 5; ++edit)
        this->edit(many, std::to_string(edit));
    std::vector<net::FormerText> texts = this->former_texts(many);
    ASSERT_EQ(texts.size(), net::max_rows_per_frame);
    EXPECT_EQ(texts.front().text, std::to_string(net::max_rows_per_frame + 4));
    const net::MessageId large = this->post("");
    for (int edit = 0; edit < 6; ++edit)
        this->edit(large, std::string(net::max_text_bytes, 'x'));
    texts = this->former_texts(large);
    EXPECT_EQ(texts.size(), 3u);
    EXPECT_NO_THROW(net::encode(net::EditsPage{.room = hall, .message = large, .texts = texts}));
}

TYPED_TEST(ViewPages, of_a_deleted_message_a_stub_is_left) {
    this->open();
    const net::MessageId id = this->post(hub::MessageRow{.room = hall,
                                                         .author = ann,
                                                         .text = "regretted",
                                                         .reply_to = {5},
                                                         .reply_sequence = {6},
                                                         .mentions_all = true,
                                                         .mentions = {bob}});
    this->edit(id, "regretted all the same");
    this->react(id, "👍");
    this->take_back(id);
    const net::Message stub = this->message(id);
    EXPECT_TRUE(stub.deleted);
    EXPECT_EQ(stub.text, "");
    EXPECT_EQ(stub.mentions, std::vector<net::UserId>{});
    EXPECT_FALSE(stub.mentions_all);
    EXPECT_TRUE(stub.reactions.empty());
    EXPECT_EQ(stub.author.id, ann);
    EXPECT_EQ(stub.reply_to, net::MessageId{5});
    EXPECT_EQ(stub.revision, this->model_.rooms[hall].head);
    EXPECT_FALSE(this->facts(id).has_value());
    EXPECT_TRUE(this->former_texts(id).empty());
    EXPECT_EQ(this->page({.room = hall}).messages, std::vector{stub});
}

TYPED_TEST(ViewPages, deleted_is_final) {
    this->open();
    const net::MessageId id = this->post("regretted");
    this->take_back(id);
    const net::Message stub = this->message(id);
    this->edit(id, "back again");
    this->react(id, "👍");
    this->take_back(id);
    std::vector<hub::Change> changes;
    const net::Sequence revision = this->take_place(changes, hall);
    changes.emplace_back(hub::PinChanged{hall, id, revision});
    this->apply(std::move(changes));
    EXPECT_EQ(this->message(id), stub);
    EXPECT_TRUE(this->former_texts(id).empty());
    EXPECT_TRUE(this->found("back").empty());
}

TYPED_TEST(ViewPages, a_change_of_a_message_that_the_room_does_not_have_does_nothing) {
    this->open();
    const net::MessageId here = this->post("here");
    this->post("there", ann, attic);
    const net::Message before = this->message(here);
    this->edit(here, "moved", attic);
    this->react(here, "👍", ann, true, attic);
    this->take_back(here, attic);
    this->edit({77}, "nobody said that");
    this->take_back({78});
    EXPECT_EQ(this->message(here), before);
    EXPECT_EQ(this->texts(this->page({.room = hall}).messages), Texts{"here"});
    EXPECT_EQ(this->texts(this->page({.room = attic}).messages), Texts{"there"});
    EXPECT_FALSE(this->facts(here, attic).has_value());
}

TYPED_TEST(ViewPages, reactions_are_listed_in_order_of_first_use_the_readers_own_first) {
    this->open();
    const net::MessageId id = this->post("lunch?");
    this->react(id, "👍", {5});
    this->react(id, "❤️", {6});
    this->react(id, "👍", {4});
    this->react(id, "👍", {7});
    this->react(id, "👍", {4});  // once more counts once
    using Reactions = std::vector<net::Reaction>;
    EXPECT_EQ(this->message(id, {7}).reactions, (Reactions{{"👍", 3, {{7}, {5}, {4}}}, {"❤️", 1, {{6}}}}));
    EXPECT_EQ(this->message(id, {99}).reactions,
              (Reactions{{"👍", 3, {{5}, {4}, {7}}}, {"❤️", 1, {{6}}}}));
    // Who set it first has gone, but it was set all the time.
    this->react(id, "👍", {5}, false);
    EXPECT_EQ(this->message(id).reactions, (Reactions{{"👍", 2, {{4}, {7}}}, {"❤️", 1, {{6}}}}));
    this->react(id, "👍", {4}, false);
    this->react(id, "👍", {7}, false);
    this->react(id, "👍", {7}, false);
    this->react(id, "👍", {5});
    EXPECT_EQ(this->message(id).reactions, (Reactions{{"❤️", 1, {{6}}}, {"👍", 1, {{5}}}}));
    EXPECT_EQ(this->facts(id)->reactions, (Texts{"❤️", "👍"}));
}

TYPED_TEST(ViewPages, of_many_reactions_the_first_are_named_and_all_counted) {
    this->open();
    const net::MessageId id = this->post("popular");
    for (std::uint64_t user = 1; user <= net::max_reaction_users + 10; ++user)
        this->react(id, "👍", {user});
    for (std::size_t kind = 0; kind <= net::max_reaction_kinds; ++kind)
        this->react(id, "kind " + std::to_string(kind), {1});
    const net::UserId last{net::max_reaction_users + 10};
    const std::vector<net::Reaction> reactions = this->message(id, last).reactions;
    ASSERT_EQ(reactions.size(), net::max_reaction_kinds);
    EXPECT_EQ(reactions.front().count, net::max_reaction_users + 10);
    ASSERT_EQ(reactions.front().users.size(), net::max_reaction_users);
    EXPECT_EQ(reactions.front().users[0], last);
    EXPECT_EQ(reactions.front().users[1], net::UserId{1});
    EXPECT_EQ(this->facts(id)->reactions.size(), net::max_reaction_kinds + 2);
}

TYPED_TEST(ViewPages, an_emoji_may_be_any_text) {
    this->open();
    const net::MessageId id = this->post("strange");
    std::vector<std::string> set;
    for (const std::string_view text : naughty_strings) {
        if (text.empty() || text.size() > net::max_emoji_bytes || set.size() == net::max_reaction_kinds)
            continue;
        set.emplace_back(text);
        this->react(id, set.back());
    }
    EXPECT_EQ(this->facts(id)->reactions, set);
    for (const std::string& emoji : set)
        this->react(id, emoji, ann, false);
    EXPECT_TRUE(this->message(id).reactions.empty());
}

TYPED_TEST(ViewPages, pinned_messages_are_marked_and_come_in_the_order_asked_for) {
    this->open();
    const net::MessageId first = this->post("first");
    const net::MessageId second = this->post("second");
    const net::MessageId third = this->post("third");
    this->pin(first);
    this->pin(third);
    const std::vector<net::Message> pins = this->messages({third, {77}, first});
    EXPECT_EQ(this->texts(pins), (Texts{"third", "first"}));
    EXPECT_TRUE(pins[0].pinned);
    EXPECT_FALSE(this->message(second).pinned);
    this->apply({hub::PinRemoved{hall, third}});
    EXPECT_FALSE(this->message(third).pinned);
}

TYPED_TEST(ViewPages, the_facts_of_a_message_are_those_that_never_change) {
    this->open();
    this->post("before");
    const net::MessageId id = this->post("lunch?", bob);
    const net::Timestamp at = this->model_.at;
    this->edit(id, "dinner?");
    this->react(id, "👍");
    this->react(id, "❤️");
    this->react(id, "👍", bob);
    EXPECT_EQ(this->facts(id), (ports::MessageFacts{{2}, bob, at, {"👍", "❤️"}, {}}));
    EXPECT_EQ(this->facts(id, hall, bob)->own_reactions, Texts{"👍"});
    EXPECT_EQ(this->facts(id, hall, ann)->own_reactions, (Texts{"👍", "❤️"}));
    EXPECT_FALSE(this->facts({77}).has_value());
}

// --- what is gone

TYPED_TEST(ViewPages, what_was_purged_is_in_no_answer) {
    this->open();
    const net::MessageId old = this->post("old secret");
    this->react(old, "👍");
    this->edit(old, "old edited secret");
    const net::MessageId stub = this->post("gone anyhow");
    this->take_back(stub);
    const net::MessageId elsewhere = this->post("other secret", ann, attic);
    const net::MessageId kept = this->post("new secret");
    this->purge_before(kept);
    EXPECT_EQ(this->texts(this->page({.room = hall}).messages), Texts{"new secret"});
    EXPECT_EQ(this->page({.room = hall}).from, net::Sequence{1});
    EXPECT_EQ(this->texts(this->page({.room = hall, .after = {1}}).messages), Texts{"new secret"});
    EXPECT_EQ(this->texts(this->page({.room = hall, .at = {1}}).messages), Texts{"new secret"});
    EXPECT_EQ(this->texts(this->rows_above({.room = hall}).messages), Texts{"new secret"});
    EXPECT_EQ(this->texts(this->rows_above({.room = hall, .have = {3}}).messages), Texts{"new secret"});
    EXPECT_EQ(this->texts(this->messages({old, stub, kept})), Texts{"new secret"});
    EXPECT_FALSE(this->facts(old).has_value());
    EXPECT_TRUE(this->former_texts(old).empty());
    EXPECT_EQ(this->found("secret"), Texts{"new secret"});
    EXPECT_EQ(this->found("edited"), Texts{});
    EXPECT_TRUE(this->facts(elsewhere, attic).has_value());
    EXPECT_EQ(this->found("secret", {attic}), Texts{"other secret"});
}

TYPED_TEST(ViewPages, after_a_purge_marks_count_what_is_left_as_unread_and_nothing_else) {
    this->open();
    const auto post_naming = [&](const std::string& text, std::vector<net::UserId> names, bool all) {
        return this->post(hub::MessageRow{
            .room = hall, .author = ann, .text = text, .mentions_all = all, .mentions = std::move(names)});
    };
    post_naming("old, to bob", {bob}, false);
    post_naming("old, to all", {}, true);
    this->post("old");
    const net::MessageId first_left = post_naming("new, to bob and to its author", {bob, ann}, false);
    post_naming("new, to all and bob", {bob}, true);
    hub::RoomRow room = this->model_.rooms.at(hall);
    room.mentions = {2};
    const net::UserId reader{1'026};
    this->apply({room, hub::MarkRow{hall, ann, {{1}, {1}, {0}}, {}}, hub::MarkRow{hall, bob, {}, {2}},
                 hub::MarkRow{hall, reader, {{3}, {3}, {1}}, {}}});
    EXPECT_TRUE(this->marks_after_purge().empty()) << "nothing was purged";
    this->purge_before(first_left);
    EXPECT_EQ(this->marks_after_purge(),
              (std::vector<ports::MarkAfterPurge>{{ann, {3}, {1}}, {bob, {3}, {2}}}))
        << "two posts are left: one that names bob, and one to all. Who has read on keeps its mark";
    EXPECT_TRUE(this->marks_after_purge(attic).empty());
}

TYPED_TEST(ViewPages, a_change_of_a_purged_message_does_nothing) {
    this->open();
    const net::MessageId old = this->post("old");
    this->post("new");
    this->purge_before(this->model_.at);
    this->edit(old, "back again");
    this->react(old, "👍");
    this->take_back(old);
    EXPECT_EQ(this->texts(this->page({.room = hall}).messages), Texts{"new"});
    EXPECT_TRUE(this->found("back").empty());
    EXPECT_FALSE(this->facts(old).has_value());
    EXPECT_EQ(this->reopened(), this->model_.snapshot());
    EXPECT_FALSE(this->facts(old).has_value());
}

TYPED_TEST(ViewPages, a_purge_takes_what_was_said_before_that_time_and_no_more) {
    this->open();
    std::vector<net::MessageId> ids;
    for (int count = 0; count < 10; ++count)
        ids.push_back(this->post("m"));
    const net::Timestamp fifth = this->model_.find(hall, ids[4])->row.at;
    this->purge_before(fifth + net::Milliseconds{1});
    EXPECT_EQ(places(this->page({.room = hall}).messages), (Places{6, 7, 8, 9, 10}));
    this->purge_before(net::Timestamp{1});  // an older time takes nothing back
    EXPECT_EQ(this->page({.room = hall}).messages.size(), 5u);
    this->purge_before(net::for_good);
    EXPECT_TRUE(this->page({.room = hall}).messages.empty());
    EXPECT_EQ(this->page({.room = hall}).through.value, 13u);
    // What is said at the very time of the purge or later stays.
    this->post("later");
    this->purge_before(this->model_.at);
    EXPECT_EQ(this->texts(this->page({.room = hall}).messages), Texts{"later"});
}

TYPED_TEST(ViewPages, a_message_of_the_same_entry_is_purged_if_it_was_said_before) {
    this->open();
    this->post("first");
    std::vector<hub::Change> changes;
    const net::Sequence place = this->take_place(changes, hall);
    changes.emplace_back(hub::MessageRow{.room = hall,
                                         .id = {9'999},
                                         .sequence = place,
                                         .revision = place,
                                         .at = this->now(),
                                         .text = "second"});
    changes.emplace_back(hub::MessagesPurged{hall, this->now()});
    this->apply(std::move(changes));
    EXPECT_EQ(this->texts(this->page({.room = hall}).messages), Texts{"second"});
}

TYPED_TEST(ViewPages, what_was_said_in_a_dissolved_room_is_in_no_answer) {
    this->open();
    const net::MessageId id = this->post("secret");
    this->edit(id, "edited secret");
    this->post("other", ann, attic);
    this->apply({hub::RoomDissolved{hall}});
    EXPECT_EQ(this->rows_above({.room = hall}).room, net::RoomId{});
    EXPECT_TRUE(this->page({.room = hall}).messages.empty());
    EXPECT_TRUE(this->messages({id}).empty());
    EXPECT_FALSE(this->facts(id).has_value());
    EXPECT_TRUE(this->former_texts(id).empty());
    EXPECT_EQ(this->found({.words = "", .rooms = {hall, attic}}), Texts{"other"});
    this->reopened();
    EXPECT_TRUE(this->messages({id}).empty());
    EXPECT_EQ(this->found({.words = "", .rooms = {hall, attic}}), Texts{"other"});
}

// --- the audit trail

TYPED_TEST(ViewPages, the_audit_trail_is_the_newest_first_with_the_names_of_now) {
    this->open();
    this->apply({hub::RoomRow{.id = hall}});
    this->name(ann, "Ann");
    const auto say = [&](net::RoomId room, net::AuditAction action, const std::string& detail) {
        const net::Position position = this->next_mark().position;
        this->apply({hub::AuditRow{position, this->now(), room, ann, action, bob, detail}});
        return position;
    };
    const net::Position first = say(hall, net::AuditAction::Kicked, "spam");
    say(attic, net::AuditAction::RoomDissolved, "the attic");
    const net::Position third = say(hall, net::AuditAction::Banned, "more spam");
    this->name(ann, "Anna");
    const net::AuditPage page = this->audit(hall);
    ASSERT_EQ(page.entries.size(), 2u);
    EXPECT_EQ(page.room, hall);
    EXPECT_TRUE(page.last);
    EXPECT_EQ(page.entries[0], (net::AuditEntry{third,
                                                this->model_.audit_trail.at(third).at,
                                                hall,
                                                {ann, "Anna"},
                                                net::AuditAction::Banned,
                                                {bob, ""},
                                                "more spam"}));
    EXPECT_EQ(page.entries[1].detail, "spam");
    EXPECT_EQ(this->audit(hall, third).entries.size(), 1u);
    EXPECT_TRUE(this->audit(hall, first).entries.empty());
    // The lobby's is everything, of rooms that are gone too.
    EXPECT_EQ(this->audit(net::lobby).entries.size(), 3u);
    EXPECT_TRUE(this->audit(attic).entries.empty());
}

TYPED_TEST(ViewPages, a_page_of_the_audit_trail_fits_a_frame_and_says_if_there_is_more) {
    this->open();
    this->apply({hub::RoomRow{.id = hall}});
    this->name(ann, std::string(net::max_name_bytes, 'n'));
    for (std::size_t count = 0; count < net::max_rows_per_frame + 1; ++count) {
        this->apply({hub::AuditRow{this->next_mark().position, this->now(), hall, ann,
                                   net::AuditAction::Kicked, ann, std::string(net::max_reason_bytes, 'r')}});
    }
    const net::AuditPage page = this->audit(hall);
    EXPECT_EQ(page.entries.size(), net::max_rows_per_frame);
    EXPECT_FALSE(page.last);
    EXPECT_NO_THROW(net::encode(page));
    const net::AuditPage rest = this->audit(net::lobby, page.entries.back().position);
    EXPECT_EQ(rest.entries.size(), 1u);
    EXPECT_TRUE(rest.last);
    EXPECT_TRUE(this->audit(hall, page.entries.front().position).last);
}

// --- everything together

TYPED_TEST(ViewPages, any_answer_about_any_past_is_the_plain_models) {
    this->open();
    RandomHistory history(4);
    for (int round = 0; round < 25; ++round) {
        SCOPED_TRACE(round);
        this->apply(history.next(120));
        for (const auto& [id, room] : history.rooms()) {
            for (int query = 0; query < 6; ++query) {
                PageQuery page{
                    .room = id, .limit = history.below(250), .reader = {1'024 * history.below(99)}};
                const std::uint64_t where = history.below(room.head.value + 3);
                if (query % 3 == 0) page.before = {where};
                if (query % 3 == 1) page.after = {where};
                if (query % 3 == 2)
                    page.at = {history.now().value - static_cast<int>(history.below(500'000))};
                const Page given = this->page(page);
                const Page expected = this->model_.page(page);
                ASSERT_EQ(given.messages, expected.messages) << query << " at " << where;
                ASSERT_EQ(given.from, expected.from);
                ASSERT_EQ(given.through, expected.through);
                ASSERT_EQ(given.at_end, expected.at_end);
                const RowsAbove above{
                    .room = id, .have = {where}, .limit = page.limit, .reader = page.reader};
                const Rows rows = this->rows_above(above);
                const Rows expected_rows = this->model_.rows_above(above);
                ASSERT_EQ(rows.messages, expected_rows.messages) << "above " << where;
                ASSERT_EQ(rows.from, expected_rows.from);
                ASSERT_EQ(rows.head, expected_rows.head);
                ASSERT_EQ(rows.posts, expected_rows.posts);
                ASSERT_EQ(rows.mentions, expected_rows.mentions);
                ASSERT_EQ(rows.mark, expected_rows.mark);
            }
            ASSERT_EQ(this->audit(id), this->model_.audit(id, {}));
        }
        std::vector<net::MessageId> ids;
        for (int count = 0; count < 60; ++count) {
            const hub::MessageRow& some = history.messages()[history.below(history.messages().size())];
            ids.push_back(some.id);
            ASSERT_EQ(this->facts(some.id, some.room, some.author),
                      this->model_.message_facts(some.room, some.id, some.author));
            ASSERT_EQ(this->marks_after_purge(some.room), this->model_.marks_after_purge(some.room));
            ASSERT_EQ(this->former_texts(some.id, some.room), this->model_.former_texts(some.room, some.id));
        }
        ASSERT_EQ(this->messages(ids, {1'024}, net::lobby),
                  this->model_.messages_of(net::lobby, ids, {1'024}));
        const net::Position before{history.below(this->model_.mark.position.value)};
        ASSERT_EQ(this->audit(net::lobby, before), this->model_.audit(net::lobby, before));
        if (round % 5 == 4) {
            ASSERT_EQ(this->reopened(), this->model_.snapshot());
        }
    }
    EXPECT_TRUE(this->failures_.empty());
}

}  // namespace
}  // namespace crosstalk::testing
