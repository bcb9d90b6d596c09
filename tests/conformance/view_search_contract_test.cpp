// The contract of the view: searching.
#include <algorithm>
#include <array>
#include <limits>
#include <random>
#include <set>

#include "net/codec.hpp"
#include "net/text/utf8.hpp"
#include "tests/conformance/view_contract.hpp"
#include "tests/support/naughty_strings.hpp"
#include "tests/support/random_history.hpp"

namespace crosstalk::testing {
namespace {

using ports::SearchQuery;

constexpr std::uint64_t highest = std::numeric_limits<std::uint64_t>::max();

template <class Views>
class ViewSearching : public ViewContract<Views> {
  protected:
    // The marked parts of the only hit.
    Texts marked(const std::string& words) {
        const net::SearchPage page = this->search({.words = words, .rooms = {hall}});
        EXPECT_EQ(page.hits.size(), 1u) << words;
        Texts parts;
        if (page.hits.empty()) return parts;
        for (const net::Highlight& each : page.hits.front().highlights)
            parts.push_back(page.hits.front().snippet.substr(each.from, each.size));
        return parts;
    }
};
TYPED_TEST_SUITE(ViewSearching, AllViews, ViewNames);

// --- words

TYPED_TEST(ViewSearching, words_are_found_whatever_their_case_and_accents) {
    this->open();
    this->post("Hello world");
    this->post("a naïve HELLO");
    this->post("hell");
    EXPECT_EQ(this->found("hello"), (Texts{"a naïve HELLO", "Hello world"}));
    EXPECT_EQ(this->found("NAIVE"), (Texts{"a naïve HELLO"}));
    EXPECT_EQ(this->found("näîvé"), (Texts{"a naïve HELLO"}));
}

TYPED_TEST(ViewSearching, every_word_has_to_be_there_in_any_order) {
    this->open();
    this->post("Hello world");
    this->post("a naïve HELLO");
    EXPECT_EQ(this->found("hello world"), (Texts{"Hello world"}));
    EXPECT_EQ(this->found("world,  hello!"), (Texts{"Hello world"}));
    EXPECT_EQ(this->found("hello nobody"), Texts{});
}

TYPED_TEST(ViewSearching, parts_of_unspaced_text_are_found) {
    this->open();
    this->post("我們說中文字");
    this->post("日本語の文");
    this->post("한국어를 배워요");
    EXPECT_EQ(this->found("中文"), (Texts{"我們說中文字"}));
    EXPECT_EQ(this->found("說中文"), (Texts{"我們說中文字"}));
    EXPECT_EQ(this->found("文"), (Texts{"日本語の文", "我們說中文字"}));
    EXPECT_EQ(this->found("字"), (Texts{"我們說中文字"}));
    EXPECT_EQ(this->found("한국"), (Texts{"한국어를 배워요"}));
    EXPECT_EQ(this->found("中字"), Texts{});
}

TYPED_TEST(ViewSearching, nothing_in_the_input_is_syntax) {
    this->open();
    this->post("needle");
    this->post("needle and thread");
    EXPECT_EQ(this->found("\"needle\""), (Texts{"needle and thread", "needle"}));
    EXPECT_EQ(this->found("needle AND thread"), Texts{"needle and thread"});
    EXPECT_EQ(this->found("needle OR thread"), Texts{});
    EXPECT_EQ(this->found("-needle"), (Texts{"needle and thread", "needle"}));
    EXPECT_EQ(this->found("need*"), Texts{});
    EXPECT_EQ(this->found("about:room2048"), Texts{});
    EXPECT_EQ(this->found("room2048"), Texts{});
}

TYPED_TEST(ViewSearching, hostile_texts_are_found_by_themselves) {
    this->open();
    for (const std::string_view text : naughty_strings)
        this->post(std::string(text));
    for (const std::string_view text : naughty_strings) {
        const SearchQuery query{.words = std::string(text), .rooms = {hall}};
        const net::SearchPage page = this->search(query);
        EXPECT_EQ(page, this->model_.search(query)) << text;
        // Where there is nothing that an index could have, nothing is found.
        const bool found_itself =
            std::ranges::any_of(page.hits, [&](const net::Hit& hit) { return hit.snippet == text; });
        EXPECT_EQ(found_itself, !page.hits.empty()) << text;
    }
    EXPECT_TRUE(this->failures_.empty());
}

TYPED_TEST(ViewSearching, any_bytes_may_be_asked_for) {
    this->open();
    this->post("needle");
    std::mt19937_64 random(1);
    for (int round = 0; round < 300; ++round) {
        std::string words;
        for (std::uint64_t size = random() % 20; size > 0; --size)
            words += static_cast<char>(random());
        this->search({.words = words, .rooms = {hall}});
    }
    this->search({.words = std::string(net::max_search_bytes, '"'), .rooms = {hall}});
    this->search({.words = std::string(net::max_search_bytes, 'a'), .rooms = {hall}});
    std::string letters;
    while (letters.size() < net::max_search_bytes)
        letters += "a ";
    this->search({.words = letters, .rooms = {hall}});
    EXPECT_EQ(this->found("needle"), Texts{"needle"});
    EXPECT_TRUE(this->failures_.empty());
}

TYPED_TEST(ViewSearching, of_many_words_the_first_sixteen_count) {
    this->open();
    std::string words;
    for (int word = 1; word <= 16; ++word)
        words += "w" + std::to_string(word) + ' ';
    this->post(words);
    EXPECT_EQ(this->found(words + "missing").size(), 1u);
    EXPECT_EQ(this->found("missing " + words).size(), 0u);
}

// --- filters

TYPED_TEST(ViewSearching, only_rooms_that_were_asked_for_are_shown) {
    this->open();
    this->post("secret", ann, hall);
    this->post("secret too", ann, attic);
    this->post("room2048 is a word like any other", ann, attic);
    EXPECT_EQ(this->found("secret", {hall}), Texts{"secret"});
    EXPECT_EQ(this->found("secret", {hall, attic, hall}), (Texts{"secret too", "secret"}));
    EXPECT_EQ(this->found("secret", {{204}, {20'480}}), Texts{});
    EXPECT_EQ(this->found("secret", {}), Texts{});
    EXPECT_EQ(this->found("", {}), Texts{});
    EXPECT_EQ(this->found("room2048", {hall}), Texts{});
    EXPECT_EQ(this->found("room2048", {attic}).size(), 1u);
}

TYPED_TEST(ViewSearching, many_rooms_are_searched_at_once) {
    this->open();
    this->post("needle");
    std::vector<net::RoomId> rooms;
    for (std::uint64_t room = 0; room < net::max_resumed_rooms - 1; ++room) {
        rooms.push_back({room * 1'024 + 5'000'000});
        if (room % 3 == 0) this->apply({hub::RoomRow{.id = rooms.back()}});
    }
    EXPECT_EQ(this->found("needle", rooms), Texts{});
    rooms.push_back(hall);
    EXPECT_EQ(this->found("needle", rooms), Texts{"needle"});
}

TYPED_TEST(ViewSearching, authors_narrow_a_search) {
    this->open();
    this->post("by ann", ann);
    this->post("by bob", bob);
    this->post("by somebody", {1'026});
    this->post("user1024 is only a word", bob);
    EXPECT_EQ(this->found({.words = "by", .rooms = {hall}, .from = {ann}}), Texts{"by ann"});
    EXPECT_EQ(this->found({.words = "by", .rooms = {hall}, .from = {bob, ann}}), (Texts{"by bob", "by ann"}));
    EXPECT_EQ(this->found({.words = "", .rooms = {hall}, .from = {ann}}), Texts{"by ann"});
    EXPECT_EQ(this->found({.words = "", .rooms = {hall}, .from = {{7}}}), Texts{});
}

TYPED_TEST(ViewSearching, links_narrow_a_search) {
    this->open();
    this->post("see http://a.example/x");
    this->post("no link at all");
    this->post("HTTPS://B.EXAMPLE");
    this->post("link is only a word");
    this->post("ftp://c.example and http:/d and http://");
    EXPECT_EQ(this->found({.words = "", .rooms = {hall}, .has = net::Has::Link}),
              (Texts{"HTTPS://B.EXAMPLE", "see http://a.example/x"}));
    EXPECT_EQ(this->found({.words = "see", .rooms = {hall}, .has = net::Has::Link}),
              Texts{"see http://a.example/x"});
    EXPECT_EQ(this->found({.words = "", .rooms = {hall}, .has = net::Has::Image}), Texts{});
    EXPECT_EQ(this->found({.words = "", .rooms = {hall}, .has = net::Has::File}), Texts{});
}

TYPED_TEST(ViewSearching, an_edit_gives_a_message_a_link_and_takes_it_away) {
    this->open();
    const net::MessageId id = this->post("nothing");
    const SearchQuery links{.words = "", .rooms = {hall}, .has = net::Has::Link};
    this->edit(id, "see https://a.example");
    EXPECT_EQ(this->found(links), Texts{"see https://a.example"});
    this->edit(id, "nothing again");
    EXPECT_EQ(this->found(links), Texts{});
}

TYPED_TEST(ViewSearching, times_narrow_a_search) {
    this->open();
    for (int count = 1; count <= 6; ++count)
        this->post("m" + std::to_string(count));  // at 1,000, 2,000, ...
    EXPECT_EQ(this->found({.words = "", .rooms = {hall}, .since = {5'000}}), (Texts{"m6", "m5"}));
    EXPECT_EQ(this->found({.words = "", .rooms = {hall}, .until = {3'000}}), (Texts{"m2", "m1"}));
    EXPECT_EQ(this->found({.words = "", .rooms = {hall}, .since = {2'000}, .until = {4'000}}),
              (Texts{"m3", "m2"}));
    EXPECT_EQ(this->found({.words = "m3", .rooms = {hall}, .since = {2'000}, .until = {4'000}}), Texts{"m3"});
    EXPECT_EQ(this->found({.words = "m5", .rooms = {hall}, .since = {2'000}, .until = {4'000}}), Texts{});
    EXPECT_EQ(this->found({.words = "", .rooms = {hall}, .since = {4'000}, .until = {2'000}}), Texts{});
    EXPECT_EQ(this->found({.words = "", .rooms = {hall}, .since = {-5}, .until = net::for_good}).size(), 6u);
    EXPECT_EQ(this->found({.words = "", .rooms = {hall}, .until = {-5}}), Texts{});
}

TYPED_TEST(ViewSearching, without_words_messages_are_listed_by_the_rest) {
    this->open();
    this->post("one");
    const net::MessageId gone = this->post("two");
    this->post("😀");
    this->take_back(gone);
    EXPECT_EQ(this->found(""), (Texts{"😀", "one"}));
    EXPECT_EQ(this->found(" \t\n"), (Texts{"😀", "one"}));
    // But whoever asks for something that no index has finds nothing.
    EXPECT_EQ(this->found("😀"), Texts{});
    EXPECT_EQ(this->found("***"), Texts{});
}

// --- order and pages

TYPED_TEST(ViewSearching, the_newest_come_first_and_next_goes_on_below_the_last_one) {
    this->open();
    for (int count = 1; count <= 5; ++count)
        this->post("needle " + std::to_string(count));
    SearchQuery query{.words = "needle", .rooms = {hall}, .limit = 2};
    net::SearchPage page = this->search(query);
    ASSERT_EQ(page.hits.size(), 2u);
    EXPECT_EQ(page.hits[0].snippet, "needle 5");
    EXPECT_EQ(page.hits[0].room, hall);
    EXPECT_EQ(page.hits[0].sequence.value, 5u);
    EXPECT_EQ(page.next, page.hits[1].id);
    EXPECT_EQ(page.ranked, 0u);
    query.before = page.next;
    page = this->search(query);
    ASSERT_EQ(page.hits.size(), 2u);
    EXPECT_EQ(page.hits[1].snippet, "needle 2");
    query.before = page.next;
    page = this->search(query);
    ASSERT_EQ(page.hits.size(), 1u);
    EXPECT_EQ(page.next, net::MessageId{});
    // All that there are, and no more.
    query = {.words = "needle", .rooms = {hall}, .limit = 5};
    EXPECT_EQ(this->search(query).next, net::MessageId{});
    query.before = {highest};
    EXPECT_EQ(this->search(query).hits.size(), 5u);
    query.before = {1};
    EXPECT_TRUE(this->search(query).hits.empty());
    query = {.words = "needle", .rooms = {hall}, .limit = 0};
    EXPECT_EQ(this->search(query).hits.size(), 1u);
}

TYPED_TEST(ViewSearching, relevance_puts_texts_with_more_of_the_words_first) {
    this->open();
    this->post("needle needle needle");
    this->post("a needle in a very large haystack where nothing else can be found by anybody");
    this->post("needle");
    const SearchQuery query{.words = "needle", .rooms = {hall}, .order = net::SearchOrder::Relevance};
    const net::SearchPage page = this->search(query);
    ASSERT_EQ(page.hits.size(), 3u);
    EXPECT_EQ(page.hits[0].snippet, "needle needle needle");
    EXPECT_EQ(page.hits[1].snippet, "needle");
    EXPECT_EQ(page.ranked, 3u);
    EXPECT_EQ(page.next, net::MessageId{});
}

TYPED_TEST(ViewSearching, relevance_compares_the_newest_two_thousand_and_says_so) {
    this->open();
    this->post("needle needle needle needle");
    std::vector<hub::AppliedEntry> entries;
    net::Mark mark = this->model_.mark;
    net::Sequence head = this->model_.rooms[hall].head;
    for (int count = 0; count < 2'000; ++count) {
        mark = {mark.position.next(), {mark.position.value}};
        head = head.next();
        entries.push_back({mark,
                           this->now(),
                           1,
                           {hub::RoomRow{.id = hall, .head = head, .posts = {head.value}},
                            hub::MessageRow{.room = hall,
                                            .id = net::make_id<net::MessageId>(mark.position, 0),
                                            .sequence = head,
                                            .revision = head,
                                            .author = ann,
                                            .at = this->now(),
                                            .text = count == 700 ? "needle, needle" : "a needle or two"}}});
    }
    this->apply(std::move(entries));
    SearchQuery query{.words = "needle", .rooms = {hall}, .order = net::SearchOrder::Relevance};
    const net::SearchPage page = this->search(query);
    EXPECT_EQ(page.ranked, 2'000u);
    EXPECT_EQ(page.hits.front().snippet, "needle, needle");
    EXPECT_EQ(page.next.value, 2u << 10U);  // the second message was compared as the last one
    query.before = page.next;
    const net::SearchPage rest = this->search(query);
    EXPECT_EQ(rest.ranked, 1u);
    EXPECT_EQ(rest.hits.front().snippet, "needle needle needle needle");
    EXPECT_EQ(rest.next, net::MessageId{});
}

TYPED_TEST(ViewSearching, relevance_without_words_is_the_newest_first) {
    this->open();
    this->post("one");
    this->post("two");
    const net::SearchPage page = this->search({.rooms = {hall}, .order = net::SearchOrder::Relevance});
    EXPECT_EQ(page.hits.size(), 2u);
    EXPECT_EQ(page.hits.front().snippet, "two");
    EXPECT_EQ(page.ranked, 0u);
}

TYPED_TEST(ViewSearching, a_page_is_bounded_in_rows_and_fits_a_frame_at_its_largest) {
    this->open();
    this->name(ann, std::string(net::max_name_bytes, 'n'));
    std::string text;
    while (text.size() < net::max_text_bytes)
        text += "a b ";
    for (std::size_t count = 0; count <= net::max_rows_per_frame; ++count)
        this->post(text);
    for (const auto order : {net::SearchOrder::Newest, net::SearchOrder::Relevance}) {
        const net::SearchPage page =
            this->search({.words = "a", .rooms = {hall}, .order = order, .limit = 10'000});
        EXPECT_EQ(page.hits.size(), net::max_rows_per_frame);
        EXPECT_EQ(page.hits.front().highlights.size(), net::max_mentions);
        EXPECT_LT(net::encode(page).size(), 60u * 1'024);
    }
}

// --- what is shown

TYPED_TEST(ViewSearching, a_hit_has_its_author_and_marks_its_words) {
    this->open();
    this->name(ann, "Ann");
    const net::MessageId id = this->post("It's a NAÏVE idea, naive idea");
    this->name(ann, "Anna");
    const net::SearchPage page = this->search({.words = "idea naive", .rooms = {hall}});
    ASSERT_EQ(page.hits.size(), 1u);
    EXPECT_EQ(page.hits[0].author, (net::UserRef{ann, "Anna"}));
    EXPECT_EQ(page.hits[0].id, id);
    EXPECT_EQ(page.hits[0].at, this->model_.find(hall, id)->row.at);
    EXPECT_EQ(this->marked("naive IDEA"), (Texts{"NAÏVE", "idea", "naive", "idea"}));
    EXPECT_EQ(this->marked("it's"), Texts{"It's"});
}

TYPED_TEST(ViewSearching, marks_are_in_the_text_as_it_was_written) {
    this->open();
    this->post("chat 我們說中文字 e\u0301te\u0301 ŒUVRE ΣΊΣΥΦΟΣ");
    EXPECT_EQ(this->marked("說中文"), Texts{"說中文"});
    EXPECT_EQ(this->marked("文"), Texts{"文"});
    EXPECT_EQ(this->marked("字"), Texts{"字"});
    EXPECT_EQ(this->marked("été"), Texts{"e\u0301te\u0301"});
    EXPECT_EQ(this->marked("œuvre"), Texts{"ŒUVRE"});
    EXPECT_EQ(this->marked("σίσυφοσ"), Texts{"ΣΊΣΥΦΟΣ"});
    EXPECT_EQ(this->marked("chat我們"), (Texts{"chat", "我們"}));
}

TYPED_TEST(ViewSearching, a_snippet_of_a_long_text_is_the_part_around_the_first_word_found) {
    this->open();
    std::string text;
    while (text.size() < 6'000)
        text += "täglich ";
    text += "needle ";
    while (text.size() < 12'000)
        text += "中文字";
    this->post(text);
    const net::Hit hit = this->search({.words = "needle", .rooms = {hall}}).hits.at(0);
    EXPECT_LE(hit.snippet.size(), net::max_snippet_bytes);
    EXPECT_GT(hit.snippet.size(), net::max_snippet_bytes - 4);
    EXPECT_TRUE(text::is_valid_utf8(hit.snippet));
    EXPECT_TRUE(hit.snippet.starts_with("täglich "));
    EXPECT_NE(text.find(hit.snippet), std::string::npos);
    EXPECT_EQ(this->marked("needle"), Texts{"needle"});
}

TYPED_TEST(ViewSearching, a_changed_message_is_found_by_its_new_words_only) {
    this->open();
    const net::MessageId id = this->post("before 中文");
    this->edit(id, "after");
    EXPECT_EQ(this->found("before"), Texts{});
    EXPECT_EQ(this->found("中文"), Texts{});
    EXPECT_EQ(this->found("after"), Texts{"after"});
    this->take_back(id);
    EXPECT_EQ(this->found("after"), Texts{});
}

// --- everything together

TYPED_TEST(ViewSearching, search_agrees_with_looking_at_every_message) {
    static constexpr std::array<const char*, 8> words{"alpha", "Beta", "GAMMA", "délta",
                                                      "eins",  "zwei", "drei",  "vier"};
    static constexpr std::array<const char*, 8> plain{"alpha", "beta", "gamma", "delta",
                                                      "eins",  "zwei", "drei",  "vier"};
    this->open();
    std::mt19937_64 random(1);
    struct Message {
        net::RoomId room;
        std::string text;
        std::set<std::string> words;
    };
    std::vector<Message> all;
    for (int count = 0; count < 2'000; ++count) {
        // One room that holds little: there the index is asked another way.
        Message message{random() % 50 == 0 ? net::RoomId{7} : net::RoomId{1'024 + random() % 4}, "", {}};
        for (std::uint64_t word = random() % 5; word > 0; --word) {
            const std::size_t which = random() % words.size();
            message.text += std::string(words[which]) + (random() % 2 == 0 ? ", " : " ");
            message.words.insert(plain[which]);
        }
        this->post(message.text, ann, message.room);
        all.push_back(std::move(message));
    }
    for (int query = 0; query < 200; ++query) {
        const std::set<std::string> wanted{plain[random() % 8], plain[random() % 8]};
        std::set<net::RoomId> rooms{{1'024 + random() % 4}, {1'024 + random() % 4}};
        if (query % 3 == 0) rooms = {{7}, {8}};
        const std::size_t limit = 1 + random() % net::max_rows_per_frame;
        const std::uint64_t before = random() % 2'100;
        Texts expected;
        for (std::size_t index = before == 0 ? all.size() : std::min<std::size_t>(before - 1, all.size());
             index > 0 && expected.size() < limit; --index) {
            const Message& message = all[index - 1];
            if (rooms.contains(message.room) && std::ranges::includes(message.words, wanted))
                expected.push_back(message.text);
        }
        std::string input;
        for (const std::string& word : wanted)
            input += word + ' ';
        ASSERT_EQ(this->found({.words = input,
                               .rooms = {rooms.begin(), rooms.end()},
                               .before = {before << 10U},
                               .limit = limit}),
                  expected)
            << input << "before " << before;
    }
}

TYPED_TEST(ViewSearching, any_search_of_any_past_is_the_plain_models) {
    this->open();
    RandomHistory history(6);
    const auto some_words = [&] {
        std::string words = history.some_text();
        return std::string(text::first_bytes(words, history.below(40)));
    };
    for (int round = 0; round < 25; ++round) {
        this->apply(history.next(150));
        for (int count = 0; count < 40; ++count) {
            SearchQuery query{.words = some_words(), .rooms = {}};
            for (const auto& [room, row] : history.rooms()) {
                if (history.below(3) == 0) query.rooms.push_back(room);
            }
            query.rooms.push_back(history.messages()[history.below(history.messages().size())].room);
            if (history.below(4) == 0) query.words.clear();
            if (history.below(4) == 0)
                query.from = {history.users()[history.below(history.users().size())].id, {99}};
            if (history.below(3) == 0)
                query.has =
                    static_cast<net::Has>(1 + history.below(static_cast<std::uint64_t>(last_of(net::Has{}))));
            const auto some_time = [&] {
                return net::Timestamp{history.now().value -
                                      static_cast<std::int64_t>(history.below(900'000))};
            };
            if (history.below(4) == 0) query.since = some_time();
            if (history.below(4) == 0) query.until = some_time();
            if (history.below(3) == 0) query.order = net::SearchOrder::Relevance;
            query.limit = history.below(60);
            // All pages, one after the other.
            for (int pages = 0; pages < 8; ++pages) {
                const net::SearchPage given = this->search(query);
                const net::SearchPage expected = this->model_.search(query);
                ASSERT_EQ(given.hits, expected.hits) << round << " '" << query.words << "' page " << pages;
                ASSERT_EQ(given.next, expected.next);
                ASSERT_EQ(given.ranked, expected.ranked);
                if (!given.next) break;
                query.before = given.next;
            }
        }
    }
    EXPECT_TRUE(this->failures_.empty());
}

}  // namespace
}  // namespace crosstalk::testing
