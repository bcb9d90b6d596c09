// Downloads: by right, at the moment of the opening and of every byte after it; never by a hash.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/node/file_world.hpp"

namespace crosstalk::server {
namespace {

struct DownloadsTest : ::testing::Test {
    DownloadsTest() {
        world.options.owner_code = a_code(9);
        world.start();
        anna.join_server("Anna");
        bert.join_server("Bert");
        eve.join_server("Eve");
        // Eve sees all that an admin of the server may see.
        eve.ask(net::ClaimOwner{world.options.owner_code->spelled_out()});
        den = anna.make_room("den", net::RoomKind::Private);
        anna.ask(net::InviteUser{den, bert.me()});
        bert.ask(net::JoinRoom{den});
        files.come();
        of_bert.come();
        of_eve.come();
    }

    net::UploadId upload(const net::Bytes& body) {
        const net::UploadId id = anna.ask(upload_of(body)).upload;
        EXPECT_TRUE(files.put(id, body));
        return id;
    }
    net::FileSource post(net::RoomId room, const net::Bytes& body) {
        const net::UploadId id = upload(body);
        const net::Outcome outcome = anna.ask(net::PostMessage{.room = room, .files = {{id}}});
        EXPECT_EQ(outcome.status, net::Status::Done);
        return {.room = room, .message = outcome.message, .index = 0, .picture_of = {}};
    }
    // Opened, and its first chunk read.
    net::FileHandle begin(FileClient& client, const net::FileSource& source) {
        const net::FileHandle handle = client.open(source).handle;
        client.pull(handle, 0, 10);
        world.settle();
        EXPECT_TRUE(client.has<net::FileChunk>());
        client.take_all<net::FileChunk>();
        return handle;
    }
    void expect_closed(FileClient& client, net::FileHandle handle) {
        EXPECT_EQ(client.take<net::FileFault>(),
                  (net::FileFault{.upload = {}, .handle = handle, .problem = net::FileProblem::NotFound}));
        client.pull(handle, 10, 10);
        world.settle();
        EXPECT_FALSE(client.has<net::FileChunk>());
        EXPECT_FALSE(client.is_closed);
    }

    NodeWorld world;
    Client anna{world, "10.0.0.1"};
    Client bert{world, "10.0.0.2"};
    Client eve{world, "10.0.0.3"};
    FileClient files{world, anna};
    FileClient of_bert{world, bert};
    FileClient of_eve{world, eve};
    net::RoomId den;
    const net::FileFault not_found{.upload = {}, .handle = {}, .problem = net::FileProblem::NotFound};
};

TEST_F(DownloadsTest, a_member_reads_it_whole) {
    const net::Bytes body = body_of(3'000'000);
    const net::FileSource source = post(den, body);
    const net::FileOpened opened = of_bert.open(source);
    EXPECT_EQ(opened.size, body.size());
    EXPECT_EQ(opened.hash, net::sha256(body));
    EXPECT_EQ(of_bert.get(opened), body);
    EXPECT_FALSE(of_bert.has<net::FileFault>());
}

TEST_F(DownloadsTest, it_can_be_read_from_any_place) {
    const net::Bytes body = body_of(100'000);
    const net::FileHandle handle = of_bert.open(post(den, body)).handle;
    for (const std::uint64_t at :
         {std::uint64_t{99'990}, std::uint64_t{5}, std::uint64_t{100'000}, ~std::uint64_t{0}}) {
        of_bert.pull(handle, at, 20);
        world.settle();
        const auto chunk = of_bert.take<net::FileChunk>();
        EXPECT_EQ(chunk.offset, at);
        const std::uint64_t from = std::min<std::uint64_t>(at, body.size());
        const std::uint64_t to = std::min<std::uint64_t>(from + 20, body.size());
        EXPECT_EQ(chunk.bytes, net::Bytes(body.begin() + static_cast<std::ptrdiff_t>(from),
                                          body.begin() + static_cast<std::ptrdiff_t>(to)));
    }
}

TEST_F(DownloadsTest, a_file_without_a_byte_can_be_opened) {
    const net::FileOpened opened = of_bert.open(post(den, {}));
    EXPECT_EQ(opened.size, 0u);
    of_bert.pull(opened.handle, 0, 1);
    world.settle();
    EXPECT_EQ(of_bert.take<net::FileChunk>().bytes, net::Bytes{});
}

TEST_F(DownloadsTest, forbidden_and_unknown_look_the_same) {
    const net::Bytes body = body_of(100);
    const net::FileSource source = post(den, body);
    const std::vector<net::FileSource> sources{source,
                                               {.room = den, .message = {4711}},
                                               {.room = {4711}, .message = source.message},
                                               {.room = net::lobby, .message = source.message},
                                               {.room = {}, .message = {}}};
    for (const net::FileSource& each : sources) {
        EXPECT_EQ(of_eve.refused(each), not_found);
    }
    net::FileSource further = source;
    further.index = 1;
    EXPECT_EQ(of_bert.refused(further), not_found);
    further.index = ~0U;
    EXPECT_EQ(of_bert.refused(further), not_found);
}

TEST_F(DownloadsTest, who_is_only_invited_reads_nothing) {
    const net::FileSource source = post(den, body_of(100));
    anna.ask(net::InviteUser{den, eve.me()});
    EXPECT_EQ(of_eve.refused(source), not_found);
    eve.ask(net::JoinRoom{den});
    of_eve.open(source);
}

TEST_F(DownloadsTest, who_is_kicked_in_the_middle_gets_no_more) {
    const net::FileSource source = post(den, body_of(100'000));
    const net::FileHandle handle = begin(of_bert, source);
    const net::FileHandle own = begin(files, source);
    anna.ask(net::KickUser{.room = den, .user = bert.me()});
    expect_closed(of_bert, handle);
    EXPECT_EQ(of_bert.refused(source), not_found);
    files.pull(own, 0, 10);
    world.settle();
    EXPECT_TRUE(files.has<net::FileChunk>());
}

TEST_F(DownloadsTest, who_leaves_in_the_middle_gets_no_more) {
    const net::FileHandle handle = begin(of_bert, post(den, body_of(100'000)));
    bert.ask(net::LeaveRoom{den});
    expect_closed(of_bert, handle);
}

TEST_F(DownloadsTest, what_the_disk_was_asked_for_before_the_kick_does_not_leave_after_it) {
    const net::FileSource source = post(den, body_of(100'000));
    const net::FileHandle handle = begin(of_bert, source);
    world.blobs.delay = [] { return net::Milliseconds{50}; };
    of_bert.pull(handle, 10, 1000);
    world.loop.advance({5});
    anna.ask(net::KickUser{.room = den, .user = bert.me()});
    world.loop.advance({200});
    EXPECT_FALSE(of_bert.has<net::FileChunk>());
    EXPECT_EQ(of_bert.take<net::FileFault>().handle, handle);
}

TEST_F(DownloadsTest, what_the_archive_was_asked_before_the_kick_opens_nothing_after_it) {
    const net::FileSource source = post(den, body_of(100));
    world.view.query_delay = [] { return net::Milliseconds{50}; };
    of_bert.send(net::OpenFile{source}, {7});
    world.loop.advance({5});
    anna.ask(net::KickUser{.room = den, .user = bert.me()});
    world.loop.advance({500});
    EXPECT_FALSE(of_bert.has<net::FileOpened>());
    EXPECT_EQ(of_bert.take<net::FileFault>(), not_found);
    EXPECT_EQ(of_bert.tag_of_taken, net::Tag{7});
}

TEST_F(DownloadsTest, a_deletion_in_the_middle_ends_it_for_all) {
    const net::FileSource source = post(den, body_of(100'000));
    const net::FileSource other = post(den, body_of(100'000, 2));
    const net::FileHandle handle = begin(of_bert, source);
    const net::FileHandle of_other = begin(of_bert, other);
    anna.ask(net::DeleteMessage{den, {source.message}});
    expect_closed(of_bert, handle);
    EXPECT_EQ(of_bert.refused(source), not_found);
    EXPECT_EQ(files.refused(source), not_found);
    of_bert.pull(of_other, 0, 10);
    world.settle();
    EXPECT_TRUE(of_bert.has<net::FileChunk>());
}

TEST_F(DownloadsTest, a_purge_in_the_middle_ends_what_it_took_and_nothing_else) {
    const net::FileSource old = post(den, body_of(100'000));
    world.loop.advance({1000});
    const net::Timestamp before = world.node().now();
    world.loop.advance({1000});
    const net::FileSource young = post(den, body_of(100'000, 2));
    const net::FileHandle of_old = begin(of_bert, old);
    const net::FileHandle of_young = begin(of_bert, young);
    // Asked for before the purge, and read after it.
    world.blobs.delay = [] { return net::Milliseconds{5}; };
    of_bert.pull(of_old, 10, 1000);
    of_bert.pull(of_young, 10, 1000);
    of_bert.pull(of_young, 1010, 1000);
    world.node().command(net::PurgeMessages{den, before});
    world.loop.advance({200});
    EXPECT_EQ(of_bert.take_all<net::FileFault>(),
              std::vector{(net::FileFault{.handle = of_old, .problem = net::FileProblem::NotFound})});
    const auto chunks = of_bert.take_all<net::FileChunk>();
    ASSERT_EQ(chunks.size(), 2u);
    EXPECT_EQ(chunks[0].handle, of_young);
    EXPECT_EQ(chunks[0].offset, 10u);
    EXPECT_EQ(chunks[1].offset, 1010u);
    EXPECT_EQ(of_bert.refused(old), not_found);
}

TEST_F(DownloadsTest, a_dissolved_room_has_no_files) {
    const net::FileSource source = post(den, body_of(100'000));
    const net::FileHandle handle = begin(of_bert, source);
    anna.ask(net::DissolveRoom{den});
    expect_closed(of_bert, handle);
    EXPECT_EQ(files.refused(source), not_found);
}

TEST_F(DownloadsTest, a_deleted_file_is_still_there_for_a_message_with_the_same_bytes) {
    const net::Bytes body = body_of(100);
    const net::FileSource first = post(den, body);
    const net::FileSource second = post(net::lobby, body);
    anna.ask(net::DeleteMessage{den, {first.message}});
    EXPECT_EQ(of_eve.get(of_eve.open(second)), body);
    EXPECT_EQ(of_eve.refused(first), not_found);
}

TEST_F(DownloadsTest, pictures_are_for_all_until_they_change) {
    const net::Bytes body = body_of(1000);
    const net::Bytes other = body_of(1000, 2);
    const net::FileSource source{.room = {}, .message = {}, .index = 0, .picture_of = anna.me()};
    EXPECT_EQ(of_eve.refused(source), not_found);
    EXPECT_EQ(anna.ask(net::SetProfile{.card = {.picture = upload(body)}}).status, net::Status::Done);
    EXPECT_EQ(of_eve.get(of_eve.open(source)), body);
    const net::FileHandle handle = begin(of_bert, source);
    EXPECT_EQ(anna.ask(net::SetProfile{.card = {.picture = upload(other)}}).status, net::Status::Done);
    expect_closed(of_bert, handle);
    EXPECT_EQ(of_bert.get(of_bert.open(source)), other);
    EXPECT_EQ(of_eve.take_all<net::FileFault>().size(), 1u);  // what she had opened before
    EXPECT_EQ(of_eve.refused({.picture_of = {4711}}), not_found);
}

TEST_F(DownloadsTest, what_is_not_posted_nobody_opens) {
    upload(body_of(100));
    EXPECT_EQ(files.refused({.room = net::lobby, .message = {}}), not_found);
}

TEST_F(DownloadsTest, a_body_that_the_disk_has_lost_is_a_fault_and_no_more) {
    const net::FileSource source = post(den, body_of(100));
    const net::FileHandle handle = begin(of_bert, source);
    world.blobs = {};
    of_bert.pull(handle, 0, 10);
    world.settle();
    EXPECT_EQ(of_bert.take<net::FileFault>().problem, net::FileProblem::Failed);
    EXPECT_FALSE(of_bert.is_closed);
}

TEST_F(DownloadsTest, a_closed_file_is_forgotten) {
    const net::FileSource source = post(den, body_of(100'000));
    const net::FileHandle handle = begin(of_bert, source);
    of_bert.pull(handle, 0);
    of_bert.send(net::CloseFile{handle});
    of_bert.send(net::CloseFile{handle});
    of_bert.pull(handle, 0);
    world.settle();
    EXPECT_FALSE(of_bert.has<net::FileFault>());
    EXPECT_FALSE(of_bert.is_closed);
    EXPECT_EQ(world.node().transfers().moving(), 0u);
    EXPECT_NE(of_bert.open(source).handle, handle);
}

// --- hostile clients

TEST_F(DownloadsTest, handles_of_others_are_worth_nothing) {
    const net::FileHandle handle = begin(of_bert, post(den, body_of(100)));
    for (std::uint32_t guess = 0; guess < 10; ++guess)
        of_eve.pull({guess}, 0, 10);
    of_eve.pull(handle, 0, 10);
    world.settle();
    EXPECT_TRUE(of_eve.was_told_nothing());
}

TEST_F(DownloadsTest, a_flood_of_openings_is_bounded_and_waits_its_turn) {
    world.options.limits.question_burst = 5;
    world.options.limits.questions_per_second = 10;
    world.options.limits.transfers_per_user = 1000;
    const net::FileSource source = post(den, body_of(100));
    world.crash();
    world.start();
    bert.come_back();
    of_bert.come();
    for (std::uint32_t number = 1; number <= 1000; ++number)
        of_bert.send(net::OpenFile{source}, {number});
    world.settle();
    EXPECT_LE(of_bert.take_all<net::FileOpened>().size(), 6u);
    EXPECT_EQ(of_bert.take_all<net::FileFault>().size(), 1000 - net::max_files_open);
    world.loop.advance({10'000});
    EXPECT_GT(of_bert.take_all<net::FileOpened>().size(), 50u);
    EXPECT_FALSE(of_bert.is_closed);
}

TEST_F(DownloadsTest, more_files_at_once_than_a_user_may_are_too_many) {
    const net::FileSource source = post(den, body_of(100));
    for (std::int64_t number = 0; number < world.options.limits.transfers_per_user; ++number)
        of_bert.open(source);
    EXPECT_EQ(of_bert.refused(source).problem, net::FileProblem::TooMany);
    of_eve.open(post(net::lobby, body_of(50)));
}

TEST_F(DownloadsTest, pulling_more_than_a_window_ahead_ends_the_connection_however_small_the_pulls) {
    const net::FileSource source = post(den, body_of(100'000));
    world.blobs.delay = [] { return net::Milliseconds{100}; };
    for (const std::uint32_t count : {static_cast<std::uint32_t>(net::file_chunk_bytes), 1U}) {
        of_bert.come();
        const net::FileHandle handle = of_bert.open(source).handle;
        for (int pulls = 0; pulls < (count == 1 ? 1025 : 33); ++pulls)
            of_bert.pull(handle, 0, count);
        world.settle();
        EXPECT_TRUE(of_bert.is_closed);
    }
    EXPECT_FALSE(bert.is_closed);
}

TEST_F(DownloadsTest, a_pull_of_no_possible_size_ends_the_connection) {
    const net::FileSource source = post(den, body_of(100));
    for (const std::uint32_t count : {0U, static_cast<std::uint32_t>(net::file_chunk_bytes) + 1, ~0U}) {
        of_bert.come();
        of_bert.pull(of_bert.open(source).handle, 0, count);
        world.settle();
        EXPECT_TRUE(of_bert.is_closed);
    }
}

TEST_F(DownloadsTest, who_does_not_read_fills_no_more_than_the_soft_limit_and_the_rest_follows) {
    const net::Bytes body = body_of(net::file_window_bytes);
    const net::FileSource source = post(den, body);
    world.network.weather.socket = [] { return std::size_t{50'000}; };
    of_bert.come();
    world.network.weather.socket = {};
    std::vector<net::FileHandle> handles;
    for (int number = 0; number < 4; ++number)
        handles.push_back(of_bert.open(source).handle);
    of_bert.connection()->stall(Side::Client);
    for (std::uint64_t at = 0; at < body.size(); at += net::file_chunk_bytes) {
        for (const net::FileHandle handle : handles)
            of_bert.pull(handle, at);
    }
    world.settle();
    const auto soft = static_cast<std::size_t>(world.options.limits.outbox_soft_bytes);
    EXPECT_LE(of_bert.connection()->channel(Side::Server).queued_bytes(), soft + 2 * net::file_chunk_bytes);
    of_bert.connection()->read_on(Side::Client);
    world.loop.advance({1000});
    EXPECT_EQ(of_bert.take_all<net::FileChunk>().size(), 4 * body.size() / net::file_chunk_bytes);
    EXPECT_FALSE(of_bert.is_closed);
}

TEST_F(DownloadsTest, no_byte_of_a_private_file_reaches_a_stranger) {
    const net::Bytes body = body_of(1000, 77);
    const net::FileSource source = post(den, body);
    const net::FileHandle handle = begin(of_bert, source);
    const net::Digest hash = net::sha256(body);
    // By message, by every index, by the hash as an upload of one's own, by handles, and as a picture.
    for (std::uint32_t index = 0; index < 10; ++index)
        EXPECT_EQ(of_eve.refused({.room = den, .message = source.message, .index = index}), not_found);
    for (std::uint64_t room = 0; room < 50; ++room)
        EXPECT_EQ(of_eve.refused({.room = {room}, .message = source.message}), not_found);
    for (std::uint64_t user = 1; user < 50; ++user) {
        const net::FileSource picture{.room = den, .message = source.message, .picture_of = {user}};
        EXPECT_EQ(of_eve.refused(picture), not_found);
    }
    of_eve.pull(handle, 0, 1000);
    const net::UploadId own = eve.ask(upload_of(body)).upload;
    of_eve.send(net::PutFile{own});
    world.loop.advance({5000});
    EXPECT_NE(eve.ask(net::PostMessage{.room = net::lobby, .files = {{own}}}).status, net::Status::Done);
    EXPECT_FALSE(of_eve.has<net::FileOpened>());
    EXPECT_FALSE(of_eve.has<net::FileChunk>());
    EXPECT_FALSE(of_eve.got_bytes_of(net::Bytes(body.begin() + 100, body.begin() + 108)));
    EXPECT_FALSE(of_eve.got_bytes_of(net::Bytes(hash.begin(), hash.end())));
    EXPECT_TRUE(of_bert.got_bytes_of(net::Bytes(body.begin(), body.begin() + 10)));
}

}  // namespace
}  // namespace crosstalk::server
