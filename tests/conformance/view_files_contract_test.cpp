// The view's contract about files: where they are told, what they take, which bodies are needed, how they are found.
#include <algorithm>
#include <array>

#include "net/codec.hpp"
#include "tests/conformance/view_contract.hpp"
#include "tests/support/random_history.hpp"

namespace crosstalk::testing {
namespace {

net::Digest hash(std::uint8_t first) {
    return {first, 7};
}
net::File file(const std::string& name, std::uint64_t size, std::uint8_t first) {
    return {.name = name, .size = size, .hash = hash(first)};
}
net::File picture(const std::string& name, std::uint64_t size, std::uint8_t first) {
    return {.name = name, .size = size, .hash = hash(first), .width = 4'000, .height = 3'000};
}

template <class Views>
class ViewFiles : public ViewContract<Views> {
  protected:
    net::MessageId share(std::vector<net::File> files, const std::string& text = "", net::UserId author = ann,
                         net::RoomId room = hall) {
        return this->post(
            hub::MessageRow{.room = room, .author = author, .text = text, .files = std::move(files)});
    }
    std::optional<net::File> file_of(net::MessageId message, std::uint32_t index, net::RoomId room = hall) {
        return this->template answer<std::optional<net::File>>([&](net::Position all, auto take) {
            this->view_->file(room, message, index, all, std::move(take));
        });
    }
    ports::FileUsage usage(net::UserId user = ann) {
        return this->template answer<ports::FileUsage>(
            [&](net::Position all, auto take) { this->view_->file_usage(user, all, std::move(take)); });
    }
    std::vector<net::Digest> bodies() {
        return this->template answer<std::vector<net::Digest>>(
            [&](net::Position all, auto take) { this->view_->stored_files(all, std::move(take)); });
    }
    void show_picture(net::UserId user, net::UploadId upload, std::uint64_t size, const net::Digest& body) {
        this->apply({hub::UserRow{.id = user,
                                  .name = "somebody",
                                  .name_key = "somebody",
                                  .card = {0, "", upload},
                                  .picture_size = size,
                                  .picture = body}});
    }
    // What was said, by the names of the first file.
    Texts named(const ports::SearchQuery& query) {
        Texts all;
        for (const net::Hit& hit : this->search(query).hits)
            all.push_back(hit.files.empty() ? hit.snippet : hit.files.front().name);
        return all;
    }
    Texts named(const std::string& words) { return named({.words = words, .rooms = {hall}}); }
    Texts with(net::Has has) { return named({.rooms = {hall}, .has = has}); }
};
TYPED_TEST_SUITE(ViewFiles, AllViews, ViewNames);

using Digests = std::vector<net::Digest>;
using ports::FileUsage;

// --- where they are told

TYPED_TEST(ViewFiles, a_message_carries_its_files_in_their_order_wherever_it_is_told) {
    this->open();
    const std::vector<net::File> files{file("b.txt", 10, 2), picture("a.png", 0, 1), file("b.txt", 10, 2)};
    const net::MessageId shown = this->share(files, "look");
    EXPECT_EQ(this->message(shown).files, files);
    EXPECT_EQ(this->page({.room = hall}).messages.at(0).files, files);
    EXPECT_EQ(this->rows_above({.room = hall, .have = {}}).messages.at(0).files, files);
    EXPECT_EQ(this->search({.words = "look", .rooms = {hall}}).hits.at(0).files, files);
    EXPECT_EQ(this->facts(shown)->files, 3u);
    EXPECT_EQ(this->facts(this->post("nothing"))->files, 0u);
    ASSERT_TRUE(this->stored());
    this->reopened();
    EXPECT_EQ(this->message(shown).files, files);
}

TYPED_TEST(ViewFiles, one_file_is_asked_for_by_room_message_and_place) {
    this->open();
    const net::MessageId shown = this->share({file("a.txt", 1, 1), file("b.txt", 2, 2)});
    EXPECT_EQ(this->file_of(shown, 0), file("a.txt", 1, 1));
    EXPECT_EQ(this->file_of(shown, 1), file("b.txt", 2, 2));
    EXPECT_EQ(this->file_of(shown, 2), std::nullopt);
    EXPECT_EQ(this->file_of(shown, 0xFFFF'FFFF), std::nullopt);
    EXPECT_EQ(this->file_of({99}, 0), std::nullopt);
    this->post("elsewhere", ann, attic);
    EXPECT_EQ(this->file_of(shown, 0, attic), std::nullopt) << "it is not in that room";
    EXPECT_EQ(this->file_of(shown, 0, {7'777}), std::nullopt) << "there is no such room";
}

TYPED_TEST(ViewFiles, an_edit_leaves_the_files_and_a_deletion_takes_them) {
    this->open();
    const net::MessageId edited = this->share({file("a.txt", 1, 1)}, "old");
    const net::MessageId deleted = this->share({file("b.txt", 2, 2)}, "gone");
    this->edit(edited, "");
    this->take_back(deleted);
    EXPECT_EQ(this->message(edited).files, std::vector{file("a.txt", 1, 1)});
    EXPECT_EQ(this->message(edited).text, "");
    EXPECT_TRUE(this->message(deleted).files.empty());
    EXPECT_EQ(this->file_of(deleted, 0), std::nullopt);
    EXPECT_EQ(this->file_of(edited, 0), file("a.txt", 1, 1));
}

TYPED_TEST(ViewFiles, what_was_purged_or_dissolved_has_no_files_at_once) {
    this->open();
    const net::MessageId old = this->share({file("a.txt", 1, 1)});
    const net::MessageId kept = this->share({file("b.txt", 2, 2)});
    const net::MessageId elsewhere = this->share({file("c.txt", 4, 3)}, "", bob, attic);
    this->purge_before(kept);
    this->apply({hub::RoomDissolved{attic}});
    EXPECT_EQ(this->file_of(old, 0), std::nullopt);
    EXPECT_EQ(this->file_of(kept, 0), file("b.txt", 2, 2));
    EXPECT_EQ(this->file_of(elsewhere, 0, attic), std::nullopt);
    EXPECT_EQ(this->usage(), (FileUsage{2, 2}));
    EXPECT_EQ(this->usage(bob), (FileUsage{0, 2}));
    EXPECT_EQ(this->bodies(), Digests{hash(2)});
}

TYPED_TEST(ViewFiles, a_page_of_messages_with_the_most_and_longest_names_fits_a_frame) {
    this->open();
    const std::vector<net::File> files(net::max_files_per_message,
                                       picture(std::string(net::max_file_name_bytes, 'n'), 1, 1));
    for (int count = 0; count < 40; ++count)
        this->share(files, std::string(net::max_text_bytes / 8, 'x'));
    const net::HistoryPage page{.messages = this->page({.room = hall}).messages};
    EXPECT_LT(page.messages.size(), 40u);
    EXPECT_LE(net::wire_size(page), net::max_frame_bytes);
    const net::SearchPage hits = this->search({.rooms = {hall}});
    EXPECT_LT(hits.hits.size(), 40u);
    EXPECT_LE(net::wire_size(hits), net::max_frame_bytes);
}

// --- what they take

TYPED_TEST(ViewFiles, what_files_take_is_counted_by_author_and_in_all) {
    this->open();
    EXPECT_EQ(this->usage(), FileUsage{});
    this->share({file("a", 1'000, 1), file("same", 1'000, 1)});
    this->share({file("b", 5'000'000'000, 2)}, "", bob, attic);
    const net::MessageId later = this->share({file("c", 20, 3)});
    EXPECT_EQ(this->usage(), (FileUsage{2'020, 5'000'002'020}));
    EXPECT_EQ(this->usage(bob), (FileUsage{5'000'000'000, 5'000'002'020}));
    EXPECT_EQ(this->usage({4'711}), (FileUsage{0, 5'000'002'020}));
    this->take_back(later);
    this->take_back(later);
    EXPECT_EQ(this->usage(), (FileUsage{2'000, 5'000'002'000}));
    ASSERT_TRUE(this->stored());
    this->reopened();
    EXPECT_EQ(this->usage(), (FileUsage{2'000, 5'000'002'000}));
}

TYPED_TEST(ViewFiles, a_picture_counts_while_it_is_shown) {
    this->open();
    this->show_picture(ann, {1}, 500, hash(1));
    EXPECT_EQ(this->usage(), (FileUsage{500, 500}));
    this->show_picture(ann, {1}, 500, hash(1));
    EXPECT_EQ(this->usage(), (FileUsage{500, 500})) << "the same row again";
    this->show_picture(bob, {2}, 7, hash(2));
    this->show_picture(ann, {3}, 90, hash(3));
    EXPECT_EQ(this->usage(), (FileUsage{90, 97}));
    EXPECT_EQ(this->bodies(), (Digests{hash(2), hash(3)}));
    this->show_picture(ann, {}, 0, {});
    EXPECT_EQ(this->usage(), (FileUsage{0, 7}));
    EXPECT_EQ(this->bodies(), Digests{hash(2)});
}

TYPED_TEST(ViewFiles, each_needed_body_is_named_once_in_ascending_order) {
    this->open();
    EXPECT_EQ(this->bodies(), Digests{});
    const net::MessageId first = this->share({file("c", 1, 200), file("b", 1, 2)});
    const net::MessageId second = this->share({file("b again", 1, 2)}, "", bob, attic);
    this->show_picture(ann, {1}, 1, hash(200));
    EXPECT_EQ(this->bodies(), (Digests{hash(2), hash(200)}));
    this->take_back(first);
    EXPECT_EQ(this->bodies(), (Digests{hash(2), hash(200)})) << "others still name them";
    this->take_back(second, attic);
    EXPECT_EQ(this->bodies(), Digests{hash(200)});
}

// --- how they are found

TYPED_TEST(ViewFiles, a_message_is_found_by_words_of_its_files_names) {
    this->open();
    this->share({file("Quarterly Report.pdf", 1, 1), file("日本語の文.txt", 1, 2)}, "for you");
    this->share({file("naïve.txt", 1, 1)});
    EXPECT_EQ(this->named("report"), Texts{"Quarterly Report.pdf"});
    EXPECT_EQ(this->named("report you"), Texts{"Quarterly Report.pdf"}) << "name and text together";
    EXPECT_EQ(this->named("本語"), Texts{"Quarterly Report.pdf"});
    EXPECT_EQ(this->named("naive"), Texts{"naïve.txt"});
    EXPECT_EQ(this->named("txt"), (Texts{"naïve.txt", "Quarterly Report.pdf"}));
    EXPECT_EQ(this->named("report naive"), Texts{});
    const net::Hit hit = this->search({.words = "report for", .rooms = {hall}}).hits.at(0);
    EXPECT_EQ(hit.snippet, "for you");
    EXPECT_EQ(hit.highlights, (std::vector<net::Highlight>{{.from = 0, .size = 3}})) << "only in the text";
}

TYPED_TEST(ViewFiles, words_in_a_name_behind_a_long_text_show_its_beginning) {
    this->open();
    std::string text = "beginning";
    while (text.size() < 3 * net::max_snippet_bytes)
        text += " and on";
    this->share({file("needle.txt", 1, 1)}, text);
    const net::Hit hit = this->search({.words = "needle", .rooms = {hall}}).hits.at(0);
    EXPECT_TRUE(hit.snippet.starts_with("beginning and on"));
    EXPECT_TRUE(hit.highlights.empty());
}

TYPED_TEST(ViewFiles, files_and_pictures_narrow_a_search) {
    this->open();
    this->post("no file, no image");
    this->share({file("a.txt", 1, 1)});
    this->share({picture("sized", 1, 1)});
    for (const char* name : {"b.PNG", "c.jpg", "d.jpeg", "e.bmp", "f.gif"})
        this->share({file(name, 1, 1)});
    this->share({file("png", 1, 1)});
    const Texts pictures{"f.gif", "e.bmp", "d.jpeg", "c.jpg", "b.PNG", "sized"};
    EXPECT_EQ(this->with(net::Has::Image), pictures);
    EXPECT_EQ(this->with(net::Has::File).size(), 8u);
    EXPECT_EQ(this->named({.words = "png", .rooms = {hall}, .has = net::Has::Image}), Texts{"b.PNG"});
    EXPECT_EQ(this->with(net::Has::Link), Texts{});
    this->share({file("g.txt", 1, 1), file("h.gif", 1, 1)}, "both");
    EXPECT_EQ(this->with(net::Has::Image).size(), 7u) << "one of its files is a picture";
}

TYPED_TEST(ViewFiles, an_edit_leaves_a_message_to_be_found_by_its_files_and_a_deletion_does_not) {
    this->open();
    const net::MessageId shown = this->share({picture("plan.png", 1, 1)}, "old words");
    this->edit(shown, "see http://a.example");
    EXPECT_EQ(this->named("plan"), Texts{"plan.png"});
    EXPECT_EQ(this->named("plan see"), Texts{"plan.png"});
    EXPECT_EQ(this->named("old"), Texts{});
    EXPECT_EQ(this->with(net::Has::Image), Texts{"plan.png"});
    EXPECT_EQ(this->with(net::Has::Link), Texts{"plan.png"});
    this->edit(shown, "");
    EXPECT_EQ(this->with(net::Has::Link), Texts{});
    EXPECT_EQ(this->with(net::Has::File), Texts{"plan.png"});
    this->take_back(shown);
    EXPECT_EQ(this->named("plan"), Texts{});
    EXPECT_EQ(this->with(net::Has::File), Texts{});
    EXPECT_EQ(this->with(net::Has::Image), Texts{});
}

// --- any past

TYPED_TEST(ViewFiles, any_answer_about_files_of_any_past_is_the_plain_models) {
    this->open();
    RandomHistory history(11);
    for (int round = 0; round < 40; ++round) {
        this->apply(history.next(100));
        ASSERT_EQ(this->bodies(), this->model_.stored_files());
        for (int count = 0; count < 10; ++count) {
            const net::UserId user = history.users()[history.below(history.users().size())].id;
            ASSERT_EQ(this->usage(user), this->model_.file_usage(user));
            const hub::MessageRow& row = history.messages()[history.below(history.messages().size())];
            const auto index = static_cast<std::uint32_t>(history.below(3));
            ASSERT_EQ(this->file_of(row.id, index, row.room), this->model_.file(row.room, row.id, index));
        }
    }
    ASSERT_TRUE(this->stored());
    EXPECT_EQ(this->reopened(), this->model_.snapshot());
    EXPECT_EQ(this->usage(), this->model_.file_usage(ann));
    EXPECT_TRUE(this->failures_.empty());
}

}  // namespace
}  // namespace crosstalk::testing
