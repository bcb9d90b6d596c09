// Uploads, posts with files, pictures: what is taken, what is refused, and what of it crosses.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/hub/hub_world.hpp"
#include "tests/hub/invariants.hpp"

namespace crosstalk::hub {
namespace {

using net::Status;

constexpr std::uint64_t most_bytes = 1'000;
constexpr std::uint64_t most_of_user = 2'500;
constexpr std::uint64_t most_of_all = 4'000;
constexpr std::uint32_t most_uploads = 3;

class Files : public ::testing::Test {
  protected:
    Files() {
        world.bring(ada, bob, maps);
        world.by_server(net::ServerStarted{.uploads_per_user = most_uploads,
                                           .file_bytes = most_bytes,
                                           .file_bytes_per_user = most_of_user,
                                           .file_bytes_per_server = most_of_all});
    }
    ~Files() override { EXPECT_EQ(broken_in(world.state()), ""); }

    static net::BeginUpload file(std::uint64_t size, const std::string& name = "a.txt") {
        return {.name = name, .size = size, .hash = {1, 2, 3}};
    }
    net::UploadId begun(const Person& who, std::uint64_t size = 10, const std::string& name = "a.txt") {
        return world.does(who, file(size, name)).outcome.upload;
    }
    net::UploadId finished(const Person& who, std::uint64_t size = 10, const std::string& name = "a.txt") {
        const net::UploadId upload = begun(who, size, name);
        world.by_server(net::FinishUpload{upload});
        return upload;
    }
    net::PostMessage post(const std::vector<net::UploadId>& uploads, const std::string& text = "") const {
        net::PostMessage command{.room = maps, .text = text, .mentions = {}};
        for (const net::UploadId upload : uploads)
            command.files.push_back({upload, 640, 480});
        return command;
    }
    [[nodiscard]] const UploadRow* row(net::UploadId upload) const {
        const auto found = world.state().uploads.find(upload);
        return found == world.state().uploads.end() ? nullptr : &found->second;
    }

    HubWorld world;
    Person ada = world.person("ada");
    Person bob = world.person("bob");
    Person eve = world.person("eve");  // not in the room
    net::RoomId maps = world.room(ada, "maps", net::RoomKind::Public);
};

// --- uploads

TEST_F(Files, an_upload_is_kept_until_it_is_posted_and_nobody_is_told) {
    EXPECT_EQ(world.told(ada, file(10)), "Done lobby 3 upload\nrows: upload a.txt\n");
    const auto& [id, kept] = *world.state().uploads.begin();
    EXPECT_EQ(kept, (UploadRow{.id = id,
                               .user = ada.user,
                               .name = "a.txt",
                               .size = 10,
                               .hash = {1, 2, 3},
                               .begun = world.now,
                               .finished = false}));
    EXPECT_EQ(world.told_by_server(net::FinishUpload{id}), "Done lobby 3\nrows: upload a.txt finished\n");
    EXPECT_EQ(world.told_by_server(net::FinishUpload{id}), "Done lobby 3\n") << "it is finished already";
    EXPECT_TRUE(row(id)->finished);
}

TEST_F(Files, anybody_who_may_talk_on_the_server_may_upload) {
    EXPECT_EQ(world.status(eve, file(1)), Status::Done);
    world.crown(ada);
    world.does(ada, net::MuteUser{net::lobby, bob.user, minutes(5), ""});
    EXPECT_EQ(world.told(bob, file(1)), "Muted again in 299 s\n");
    world.does(ada, net::MuteUser{maps, eve.user, {}, ""});
    EXPECT_EQ(world.status(eve, file(1)), Status::Done) << "there are other rooms";
    world.does(ada, net::BanUser{net::lobby, eve.user, {}, "", false, {}});
    EXPECT_EQ(world.status(eve, file(1)), Status::Banned);
    EXPECT_EQ(world.by_server(file(1)).outcome.status, Status::NotFound) << "the server sends nothing";
}

TEST_F(Files, a_name_is_needed) {
    EXPECT_EQ(world.told(ada, file(1, "")), "Invalid\n");
}

TEST_F(Files, a_file_may_be_as_large_as_the_server_takes) {
    EXPECT_EQ(world.status(ada, file(0)), Status::Done);
    EXPECT_EQ(world.status(ada, file(most_bytes - 1)), Status::Done);
    EXPECT_EQ(world.status(bob, file(most_bytes)), Status::Done);
    EXPECT_EQ(world.told(bob, file(most_bytes + 1)), "TooLarge\n");
    EXPECT_EQ(world.status(bob, file(~std::uint64_t{0})), Status::TooLarge);
}

TEST_F(Files, a_users_share_holds_what_is_posted_and_what_is_reserved) {
    net::BeginUpload next = file(500);
    next.user_bytes = 1'000;
    begun(ada, 1'000);
    EXPECT_EQ(world.status(ada, next), Status::Done) << "just full";
    next.size = 1;
    EXPECT_EQ(world.told(ada, next), "QuotaFull\n");
    next.size = 0;
    EXPECT_EQ(world.status(ada, next), Status::Done) << "nothing takes nothing";
    next.size = 1;
    EXPECT_EQ(world.status(bob, next), Status::Done) << "everybody has a share of their own";
    next.user_bytes = most_of_user - 1;
    EXPECT_EQ(world.status(eve, next), Status::Done);
    next.user_bytes = ~std::uint64_t{0};
    EXPECT_EQ(world.status(bob, next), Status::QuotaFull);
}

TEST_F(Files, the_servers_store_holds_what_all_have_posted_and_reserved) {
    net::BeginUpload next = file(999);
    next.all_bytes = 2'000;
    begun(ada, 1'000);
    EXPECT_EQ(world.status(bob, next), Status::Done);
    next.size = 2;
    EXPECT_EQ(world.told(eve, next), "StoreFull\n");
    next.size = 1;
    EXPECT_EQ(world.status(eve, next), Status::Done) << "just full";
    EXPECT_EQ(world.status(eve, next), Status::StoreFull);
    next.all_bytes = ~std::uint64_t{0};
    EXPECT_EQ(world.status(eve, next), Status::StoreFull);
}

TEST_F(Files, a_user_has_a_limit_of_uploads_that_are_not_posted) {
    const net::UploadId first = finished(ada);
    begun(ada);
    begun(ada);
    EXPECT_EQ(world.told(ada, file(1)), "TooMany\n");
    EXPECT_EQ(world.status(bob, file(1)), Status::Done);
    world.does(ada, post({first}));
    EXPECT_EQ(world.status(ada, file(1)), Status::Done) << "a post makes room";
}

TEST_F(Files, one_gives_up_ones_own_uploads_and_the_server_any) {
    const net::UploadId own = begun(ada);
    const net::UploadId other = finished(ada);
    EXPECT_EQ(world.told(bob, net::DropUpload{own}), "NotFound\n") << "as if there were none";
    EXPECT_EQ(world.told(ada, net::DropUpload{own}), "Done lobby 3\nrows: no upload\n");
    EXPECT_EQ(world.told(ada, net::DropUpload{own}), "NotFound\n");
    EXPECT_EQ(world.told_by_server(net::DropUpload{other}), "Done lobby 3\nrows: no upload\n");
    EXPECT_EQ(world.status(ada, net::DropUpload{{4'711}}), Status::NotFound);
    EXPECT_EQ(world.state().upload_bytes, 0u);
}

TEST_F(Files, a_muted_user_may_give_up_an_upload) {
    world.crown(ada);
    const net::UploadId upload = begun(bob);
    world.does(ada, net::MuteUser{net::lobby, bob.user, {}, ""});
    EXPECT_EQ(world.status(bob, net::DropUpload{upload}), Status::Done);
}

TEST_F(Files, only_the_server_says_that_a_file_is_whole) {
    const net::UploadId upload = begun(ada);
    EXPECT_EQ(world.told(ada, net::FinishUpload{upload}), "NotAllowed\n");
    EXPECT_FALSE(row(upload)->finished);
    EXPECT_EQ(world.told_by_server(net::FinishUpload{{4'711}}), "NotFound\n");
    world.does(ada, net::DropUpload{upload});
    EXPECT_EQ(world.told_by_server(net::FinishUpload{upload}), "NotFound\n") << "it was given up meanwhile";
}

// --- posts

TEST_F(Files, a_post_takes_finished_uploads_over_as_its_files) {
    const net::UploadId one = finished(ada, 10, "one.png");
    const net::UploadId two = finished(ada, 0, "two.txt");
    net::PostMessage command = post({two, one}, "look");
    command.files[0] = {two, 0, 0};
    const Effects effects = world.does(ada, command);
    EXPECT_EQ(in_words(world.names, effects),
              "Done maps 3 \"look\"\n"
              "maps 3: ada says \"look\" with two.txt of 0 bytes with one.png of 10 bytes, 640 x 480\n"
              "rows: no upload, no upload, room maps, message \"look\"\n");
    const std::vector<net::File> files{{"two.txt", 0, {1, 2, 3}, 0, 0}, {"one.png", 10, {1, 2, 3}, 640, 480}};
    EXPECT_EQ(std::get<net::MessagePosted>(effects.facts.at(0).fact).files, files);
    const auto kept = std::ranges::find_if(
        effects.changes, [](const Change& change) { return std::holds_alternative<MessageRow>(change); });
    EXPECT_EQ(std::get<MessageRow>(*kept).files, files);
    EXPECT_TRUE(world.state().uploads.empty());
}

TEST_F(Files, a_post_with_files_needs_no_text_and_counts_as_any) {
    net::PostMessage command = post({finished(ada)});
    command.mentions = {bob.user};
    EXPECT_EQ(world.status(ada, command), Status::Done);
    EXPECT_EQ(world.room(maps).row.posts, net::PostCount{1});
    EXPECT_EQ(counts(world.state(), world.room(maps), bob.user).mentions.value, 1u);
    EXPECT_EQ(world.told(ada, post({})), "Invalid\n") << "neither text nor files";
}

TEST_F(Files, only_own_finished_uploads_are_posted_each_once) {
    const net::UploadId good = finished(ada);
    EXPECT_EQ(world.told(ada, post({begun(ada)}, "x")), "NotFound\n") << "not finished";
    EXPECT_EQ(world.told(ada, post({good, finished(bob)}, "x")), "NotFound\n") << "another's";
    EXPECT_EQ(world.told(ada, post({good, good}, "x")), "NotFound\n") << "named twice";
    EXPECT_EQ(world.told(ada, post({good, {4'711}}, "x")), "NotFound\n") << "unknown";
    EXPECT_EQ(world.told(ada, post({{}}, "x")), "NotFound\n") << "none";
    EXPECT_NE(row(good), nullptr) << "a refused post takes nothing";
    EXPECT_EQ(world.status(ada, post({good})), Status::Done);
    EXPECT_EQ(world.told(ada, post({good}, "again")), "NotFound\n") << "posted already";
    EXPECT_EQ(world.status(ada, net::DropUpload{good}), Status::NotFound);
}

TEST_F(Files, who_may_not_write_in_a_room_learns_nothing_of_uploads_there) {
    EXPECT_EQ(world.told(eve, post({finished(eve)}, "x")), "NotAllowed\n");
    EXPECT_EQ(world.told(eve, post({{4'711}}, "x")), "NotAllowed\n");
    const net::RoomId attic = world.room(ada, "attic", net::RoomKind::Private);
    net::PostMessage there = post({finished(eve)}, "x");
    there.room = attic;
    EXPECT_EQ(world.told(eve, there), "NotFound\n");
}

TEST_F(Files, an_upload_outlives_the_room_it_was_meant_for) {
    world.bring(ada, eve, maps);
    const net::UploadId upload = finished(eve);
    world.does(ada, net::KickUser{maps, eve.user, ""});
    EXPECT_EQ(world.status(eve, post({upload})), Status::NotAllowed);
    net::PostMessage elsewhere = post({upload});
    elsewhere.room = net::lobby;
    EXPECT_EQ(world.status(eve, elsewhere), Status::Done);
    const net::UploadId late = finished(bob);
    world.does(ada, net::DissolveRoom{maps});
    EXPECT_EQ(world.status(bob, post({late})), Status::NotFound);
    EXPECT_NE(row(late), nullptr);
}

TEST_F(Files, what_a_kicked_or_banned_user_has_uploaded_stays_until_it_lapses) {
    world.crown(ada);
    const net::UploadId upload = finished(bob);
    world.does(ada, net::KickUser{net::lobby, bob.user, ""});
    EXPECT_NE(row(upload), nullptr);
    world.does(ada, net::BanUser{net::lobby, bob.user, {}, "", false, {}});
    EXPECT_EQ(world.status(bob, post({upload})), Status::Banned);
    EXPECT_EQ(world.status(bob, net::DropUpload{upload}), Status::Banned);
    EXPECT_EQ(world.by_server(net::DropUpload{upload}).outcome.status, Status::Done);
}

// --- changes

TEST_F(Files, the_text_beside_files_may_be_taken_away_and_no_other) {
    const Effects effects = world.does(ada, post({finished(ada)}, "look"));
    const net::MessageTarget shown{effects.outcome.message, effects.outcome.sequence, ada.user, world.now, 1};
    const net::MessageTarget plain = world.post(ada, maps, "text");
    EXPECT_EQ(world.status(ada, net::EditMessage{maps, shown, ""}), Status::Done);
    EXPECT_EQ(world.status(ada, net::EditMessage{maps, shown, "again"}), Status::Done);
    EXPECT_EQ(world.status(ada, net::EditMessage{maps, plain, ""}), Status::Invalid);
    EXPECT_EQ(world.status(bob, net::EditMessage{maps, shown, ""}), Status::NotAllowed);
}

TEST_F(Files, an_edit_and_a_deletion_that_cross_are_both_told) {
    const Effects effects = world.does(ada, post({finished(ada)}, "look"));
    const net::MessageTarget shown{effects.outcome.message, effects.outcome.sequence, ada.user, world.now, 1};
    EXPECT_EQ(world.status(ada, net::DeleteMessage{maps, shown}), Status::Done);
    EXPECT_EQ(world.status(ada, net::EditMessage{maps, shown, ""}), Status::Done)
        << "completed before: the view knows that deleted is final";
    net::MessageTarget later{shown.message, {}, {}, {}};
    EXPECT_EQ(world.status(ada, net::EditMessage{maps, later, ""}), Status::NotFound);
}

// --- pictures

TEST_F(Files, a_finished_upload_becomes_the_users_picture) {
    const net::UploadId picture = finished(ada, 700, "ada.png");
    EXPECT_EQ(world.told(ada, net::SetProfile{{5, "hi", picture}, ""}),
              "Done lobby 4\n"
              "lobby 4: ada shows colour 5 and \"hi\" and a picture\n"
              "rows: no upload, user ada, room lobby\n");
    const UserRow& row = world.state().user(ada.user)->row;
    EXPECT_EQ(row.picture_size, 700u);
    EXPECT_EQ(row.picture, (net::Digest{1, 2, 3}));
    EXPECT_EQ(world.status(ada, net::SetProfile{{6, "", picture}, "bio"}), Status::Done) << "it is kept";
    EXPECT_EQ(world.state().user(ada.user)->row.picture_size, 700u);
    EXPECT_EQ(world.status(ada, net::SetProfile{{6, "", {}}, "bio"}), Status::Done) << "and taken off";
    EXPECT_EQ(world.state().user(ada.user)->row.picture, net::Digest{});
    EXPECT_EQ(world.state().user(ada.user)->row.picture_size, 0u);
    EXPECT_EQ(world.status(ada, net::SetProfile{{6, "", picture}, "bio"}), Status::NotFound) << "for good";
}

TEST_F(Files, only_an_own_finished_upload_becomes_a_picture) {
    const net::UploadId picture = finished(bob);
    world.does(bob, net::SetProfile{{0, "", picture}, ""});
    EXPECT_EQ(world.told(ada, net::SetProfile{{1, "", picture}, ""}), "NotFound\n") << "another's picture";
    EXPECT_EQ(world.told(ada, net::SetProfile{{1, "", finished(bob)}, ""}), "NotFound\n");
    EXPECT_EQ(world.told(ada, net::SetProfile{{1, "", begun(ada)}, ""}), "NotFound\n");
    EXPECT_EQ(world.told(ada, net::SetProfile{{1, "", {4'711}}, ""}), "NotFound\n");
    EXPECT_EQ(world.state().user(ada.user)->row.card, net::Card{});
}

TEST_F(Files, a_picture_is_as_large_as_pictures_may_be) {
    world.by_server(net::ServerStarted{});
    for (const std::uint64_t size : {net::max_picture_bytes - 1, net::max_picture_bytes})
        EXPECT_EQ(world.status(ada, net::SetProfile{{0, "", finished(ada, size)}, ""}), Status::Done);
    const net::UploadId large = finished(ada, net::max_picture_bytes + 1);
    EXPECT_EQ(world.told(ada, net::SetProfile{{0, "", large}, ""}), "TooLarge\n");
    EXPECT_NE(row(large), nullptr);
}

// --- exactly once, and over a restart

TEST_F(Files, a_repeated_command_gives_the_same_upload_and_posts_once) {
    const Effects first = world.does(ada, {9}, {1}, file(10));
    const Effects again = world.does(ada, {9}, {1}, file(10));
    EXPECT_TRUE(again.repeated);
    EXPECT_EQ(again.outcome, first.outcome);
    EXPECT_EQ(world.state().uploads.size(), 1u);
    world.by_server(net::FinishUpload{first.outcome.upload});
    const Effects posted = world.does(ada, {9}, {2}, post({first.outcome.upload}));
    const Effects repeated = world.does(ada, {9}, {2}, post({first.outcome.upload}));
    EXPECT_EQ(repeated.outcome, posted.outcome);
    EXPECT_EQ(world.room(maps).row.posts, net::PostCount{1});
}

TEST_F(Files, uploads_and_pictures_are_loaded_and_replayed) {
    const net::UploadId open = begun(ada);
    const net::UploadId done = finished(bob, 30);
    world.does(ada, net::SetProfile{{0, "", finished(ada, 50)}, ""});
    const Hub loaded(world.hub.snapshot());
    EXPECT_EQ(loaded.state(), world.state());
    Hub replayed;
    for (const Logged& entry : world.log)
        replayed.apply(entry.stamp, entry.command);
    EXPECT_EQ(replayed.state(), world.state());
    world.hub = loaded;
    EXPECT_EQ(world.status(bob, post({done})), Status::Done);
    EXPECT_EQ(world.status(ada, net::DropUpload{open}), Status::Done);
    EXPECT_EQ(world.state().upload_bytes, 0u);
}

}  // namespace
}  // namespace crosstalk::hub
