// Uploads: what is acknowledged stays, what is wrong is told, and nobody touches what is not theirs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/node/file_world.hpp"

namespace crosstalk::server {
namespace {

using net::sha256;
constexpr net::Milliseconds hour{3'600'000};

struct UploadsTest : ::testing::Test {
    UploadsTest() {
        world.start();
        anna.join_server("Anna");
        bert.join_server("Bert");
        files.come();
    }

    net::UploadId begin(const net::Bytes& body, const std::string& name = "notes.txt") {
        const net::Outcome outcome = anna.ask(upload_of(body, name));
        EXPECT_EQ(outcome.status, net::Status::Done);
        return outcome.upload;
    }
    bool is_finished(net::UploadId upload) {
        const auto& uploads = world.node().hub().state().uploads;
        return uploads.contains(upload) && uploads.at(upload).finished;
    }
    bool is_known(net::UploadId upload) { return world.node().hub().state().uploads.contains(upload); }
    const net::Bytes& stored(const net::Bytes& body) { return world.blobs.blobs().at(sha256(body)).bytes; }
    void restart() {
        world.crash();
        world.start();
        anna.come_back();
        files.come();
    }

    NodeWorld world;
    Client anna{world, "10.0.0.1"};
    Client bert{world, "10.0.0.2"};
    FileClient files{world, anna};
};

TEST_F(UploadsTest, a_file_gets_there_whole_and_can_be_posted) {
    const net::Bytes body = body_of(3'000'000);
    const net::UploadId upload = begin(body);
    EXPECT_EQ(files.begin(upload), 0u);
    files.put_chunks(upload, {body.begin(), body.begin() + net::file_window_bytes});
    world.settle();
    EXPECT_EQ(files.take_all<net::PutProgress>().back().durable, net::file_window_bytes);
    EXPECT_FALSE(is_finished(upload));
    files.put_chunks(upload, body, net::file_window_bytes);
    world.settle();
    EXPECT_EQ(files.take<net::PutDone>().upload, upload);
    EXPECT_TRUE(is_finished(upload));
    EXPECT_EQ(stored(body), body);
    EXPECT_EQ(anna.ask(net::PostMessage{.room = net::lobby, .files = {{upload}}}).status, net::Status::Done);
}

TEST_F(UploadsTest, a_file_without_a_byte_is_there_at_once) {
    const net::UploadId upload = begin({});
    files.send(net::PutFile{upload});
    world.settle();
    EXPECT_EQ(files.take<net::PutDone>().upload, upload);
    EXPECT_EQ(stored({}), net::Bytes{});
}

TEST_F(UploadsTest, who_asks_again_for_a_finished_one_is_told_again) {
    const net::Bytes body = body_of(100);
    const net::UploadId upload = begin(body);
    ASSERT_TRUE(files.put(upload, body));
    files.send(net::PutFile{upload});
    world.settle();
    EXPECT_EQ(files.take<net::PutDone>().upload, upload);
    restart();
    files.send(net::PutFile{upload});
    world.settle();
    EXPECT_EQ(files.take<net::PutDone>().upload, upload);
}

TEST_F(UploadsTest, done_is_told_only_when_the_journal_has_it) {
    const net::Bytes body = body_of(100);
    const net::UploadId upload = begin(body);
    world.journal.commit_delay = [] { return net::Milliseconds{1000}; };
    files.begin(upload);
    files.put_chunks(upload, body);
    world.settle();
    EXPECT_TRUE(world.blobs.blobs().contains(sha256(body)));
    EXPECT_FALSE(files.has<net::PutDone>());
    // Who asks meanwhile waits too, and does not begin anew.
    FileClient second(world, anna);
    second.come();
    second.send(net::PutFile{upload});
    world.settle();
    EXPECT_TRUE(second.was_told_nothing());
    world.loop.advance({5000});
    EXPECT_EQ(second.take<net::PutDone>().upload, upload);
    EXPECT_TRUE(world.blobs.uploads().empty());
}

TEST_F(UploadsTest, it_goes_on_after_a_cut_at_any_byte) {
    const net::Bytes body = body_of(100);
    std::size_t total = 0;
    for (std::size_t at = 1; total == 0 || at < total; at += 3) {
        const net::UploadId upload = begin(body);
        files.come();
        const std::size_t before = files.connection()->arrived(Side::Server);
        files.connection()->cut_after(Side::Server, at);
        files.put(upload, body, 10);
        if (files.connection() != nullptr && total == 0 && is_finished(upload))
            total = files.connection()->arrived(Side::Server) - before;
        files.come();
        ASSERT_TRUE(files.put(upload, body, 10)) << at;
        ASSERT_EQ(stored(body), body);
        anna.ask(net::DropUpload{upload});
    }
    EXPECT_GT(total, 100u);
}

TEST_F(UploadsTest, what_was_acknowledged_is_not_asked_for_again_after_a_restart) {
    const net::Bytes body = body_of(300'000);
    const net::UploadId upload = begin(body);
    files.begin(upload);
    files.put_chunks(upload, {body.begin(), body.begin() + 200'000});
    world.settle();
    const std::uint64_t durable = files.take_all<net::PutProgress>().back().durable;
    EXPECT_EQ(durable, 200'000u);
    restart();
    EXPECT_EQ(files.begin(upload), durable);
    files.put_chunks(upload, body, durable);
    world.settle();
    EXPECT_EQ(files.take<net::PutDone>().upload, upload);
}

TEST_F(UploadsTest, the_end_of_the_connection_is_not_the_end_of_what_has_come) {
    const net::Bytes body = body_of(100);
    const net::UploadId upload = begin(body);
    world.blobs.delay = [] { return net::Milliseconds{10}; };
    files.send(net::PutFile{upload});
    world.settle();
    files.put_chunks(upload, body);
    world.loop.advance({12});  // written, not yet finished
    files.cut();
    world.loop.advance({100});
    EXPECT_TRUE(is_finished(upload));
}

TEST_F(UploadsTest, wrong_bytes_end_the_upload_for_good) {
    const net::Bytes body = body_of(100);
    const net::UploadId upload = begin(body);
    EXPECT_FALSE(files.put(upload, body_of(100, 2)));
    EXPECT_EQ(files.take<net::FileFault>().problem, net::FileProblem::WrongHash);
    world.settle();
    EXPECT_FALSE(is_known(upload));
    EXPECT_TRUE(world.blobs.blobs().empty());
    files.send(net::PutFile{upload});
    world.settle();
    EXPECT_EQ(files.take<net::FileFault>().problem, net::FileProblem::NotFound);
}

TEST_F(UploadsTest, more_bytes_than_were_announced_end_it_too) {
    const net::Bytes body = body_of(100);
    const net::UploadId upload = begin(body);
    net::Bytes longer = body;
    longer.push_back(1);
    EXPECT_FALSE(files.put(upload, longer, 60));
    EXPECT_EQ(files.take<net::FileFault>().problem, net::FileProblem::WrongHash);
    EXPECT_FALSE(is_known(upload));
    EXPECT_TRUE(world.blobs.uploads().empty());
}

TEST_F(UploadsTest, fewer_bytes_are_waited_for) {
    const net::Bytes body = body_of(100);
    const net::UploadId upload = begin(body);
    files.begin(upload);
    files.put_chunks(upload, {body.begin(), body.end() - 1});
    world.settle();
    EXPECT_EQ(files.take<net::PutProgress>().durable, 99u);
    EXPECT_FALSE(is_finished(upload));
    EXPECT_TRUE(is_known(upload));
}

TEST_F(UploadsTest, a_chunk_at_a_wrong_place_is_told_and_the_file_goes_on) {
    const net::Bytes body = body_of(100);
    const net::UploadId upload = begin(body);
    files.begin(upload);
    files.put_chunks(upload, {body.begin(), body.begin() + 40});
    files.send(net::PutChunk{upload, 50, {1, 2, 3}});
    files.send(net::PutChunk{upload, 53, {1, 2, 3}});  // on its way before it heard
    world.settle();
    EXPECT_EQ(files.take_all<net::FileFault>(),
              std::vector{(net::FileFault{upload, {}, net::FileProblem::WrongOffset})});
    files.take_all<net::PutProgress>();
    EXPECT_EQ(files.begin(upload), 40u);
    files.put_chunks(upload, body, 40);
    world.settle();
    EXPECT_EQ(files.take<net::PutDone>().upload, upload);
}

TEST_F(UploadsTest, unknown_ones_and_those_of_others_look_the_same) {
    const net::Bytes body = body_of(100);
    const net::UploadId of_bert = bert.ask(upload_of(body)).upload;
    for (const net::UploadId upload : {of_bert, net::UploadId{4711}, net::UploadId{}}) {
        files.send(net::PutFile{upload});
        files.send(net::PutChunk{upload, 0, body});
        world.settle();
        EXPECT_EQ(files.take_all<net::FileFault>(),
                  std::vector{(net::FileFault{upload, {}, net::FileProblem::NotFound})});
    }
    EXPECT_TRUE(world.blobs.uploads().empty());
    // Nor once it is there.
    FileClient files_of_bert(world, bert);
    files_of_bert.come();
    ASSERT_TRUE(files_of_bert.put(of_bert, body));
    files.send(net::PutFile{of_bert});
    world.settle();
    EXPECT_FALSE(files.has<net::PutDone>());
    EXPECT_EQ(files.take<net::FileFault>().problem, net::FileProblem::NotFound);
}

TEST_F(UploadsTest, a_hash_that_is_there_saves_nobody_the_bytes) {
    const net::Bytes body = body_of(100);
    const net::UploadId of_bert = bert.ask(upload_of(body)).upload;
    FileClient files_of_bert(world, bert);
    files_of_bert.come();
    ASSERT_TRUE(files_of_bert.put(of_bert, body));
    const net::UploadId upload = begin(body);
    EXPECT_EQ(files.begin(upload), 0u);
    EXPECT_FALSE(is_finished(upload));
}

TEST_F(UploadsTest, a_full_disk_is_told_and_the_file_goes_on_later) {
    const net::Bytes body = body_of(100'000);
    const net::UploadId upload = begin(body);
    world.blobs.space_left = 40'000;
    files.begin(upload);
    files.put_chunks(upload, body);
    world.settle();
    EXPECT_EQ(files.take_all<net::FileFault>(),
              std::vector{(net::FileFault{upload, {}, net::FileProblem::NoSpace})});
    EXPECT_TRUE(is_known(upload));
    world.blobs.space_left.reset();
    files.take_all<net::PutProgress>();
    EXPECT_TRUE(files.put(upload, body));
}

TEST_F(UploadsTest, a_fault_of_the_disk_is_told_and_the_file_goes_on_later) {
    const net::Bytes body = body_of(100);
    const net::UploadId upload = begin(body);
    for (const int before : {0, 1, 2}) {  // at begin, at a write, at the end
        if (before == 0) world.blobs.fail_next_write = true;
        files.send(net::PutFile{upload});
        world.settle();
        if (before == 1) world.blobs.fail_next_write = true;
        files.put_chunks(upload, {body.begin(), body.end() - 1});
        world.settle();
        if (before == 2) {
            // The last byte is written in its own step, and the end right after it.
            world.blobs.delay = [] { return net::Milliseconds{5}; };
            files.put_chunks(upload, body, 99);
            world.loop.advance({6});
            world.blobs.fail_next_write = true;
            world.settle();
        }
        EXPECT_EQ(files.take<net::FileFault>().problem, net::FileProblem::Failed) << before;
        files.take_all<net::PutProgress>();
        EXPECT_TRUE(is_known(upload));
    }
    world.blobs.delay = {};
    EXPECT_TRUE(files.put(upload, body));
}

TEST_F(UploadsTest, one_that_its_user_drops_is_gone_everywhere) {
    const net::Bytes body = body_of(100);
    const net::UploadId upload = begin(body);
    files.begin(upload);
    files.put_chunks(upload, {body.begin(), body.begin() + 50});
    world.settle();
    anna.ask(net::DropUpload{upload});
    EXPECT_EQ(files.take<net::FileFault>().problem, net::FileProblem::NotFound);
    EXPECT_TRUE(world.blobs.uploads().empty());
    files.put_chunks(upload, body, 50);
    world.settle();
    EXPECT_TRUE(world.blobs.uploads().empty());
}

TEST_F(UploadsTest, what_lapses_is_dropped_within_the_hour_and_at_the_start) {
    const net::Bytes body = body_of(100);
    const net::UploadId upload = begin(body);
    files.begin(upload);
    files.put_chunks(upload, {body.begin(), body.begin() + 50});
    world.settle();
    world.loop.advance({world.options.limits.upload_lapse_ms - 2 * hour.value});
    EXPECT_TRUE(is_known(upload));
    world.loop.advance({4 * hour.value});
    EXPECT_FALSE(is_known(upload));
    EXPECT_TRUE(world.blobs.uploads().empty());

    world.crash();
    world.start();
    anna.come_back();
    const net::UploadId second = begin(body);
    world.crash();
    world.loop.advance({world.options.limits.upload_lapse_ms + hour.value});
    world.start();
    EXPECT_FALSE(is_known(second));
}

TEST_F(UploadsTest, what_an_upload_of_the_same_number_has_left_is_no_hindrance) {
    const net::Bytes body = body_of(100);
    const net::Bytes other = body_of(200, 2);
    world.crash();
    const testing::JournalDisk backup = world.journal;
    const testing::ViewDisk archive = world.view;
    world.start();
    anna.come_back();
    files.come();
    const net::UploadId lost = begin(other);
    files.begin(lost);
    files.put_chunks(lost, {other.begin(), other.begin() + 150});
    world.settle();
    // The server goes on from a backup, and its disk for files does not.
    world.crash();
    world.journal = backup;
    world.view = archive;
    world.start();
    anna.come_back();
    files.come();
    const net::UploadId upload = begin(body);
    ASSERT_EQ(upload, lost);
    EXPECT_TRUE(files.put(upload, body));
    EXPECT_EQ(stored(body), body);
}

TEST_F(UploadsTest, many_at_once_all_get_there_and_one_more_waits) {
    const std::size_t most = static_cast<std::size_t>(world.options.limits.transfers_per_user);
    std::vector<net::Bytes> bodies;
    std::vector<net::UploadId> uploads;
    for (std::size_t number = 0; number < most + 1; ++number) {
        bodies.push_back(body_of(100'000, static_cast<std::uint8_t>(number + 1)));
        uploads.push_back(begin(bodies.back()));
        files.send(net::PutFile{uploads.back()});
    }
    world.settle();
    EXPECT_EQ(files.take_all<net::PutProgress>().size(), most);
    EXPECT_EQ(files.take<net::FileFault>(), (net::FileFault{uploads.back(), {}, net::FileProblem::TooMany}));
    for (std::size_t at = 0; at < 100'000; at += 10'000) {
        for (std::size_t number = 0; number < most; ++number) {
            const auto from = bodies[number].begin() + static_cast<std::ptrdiff_t>(at);
            files.send(net::PutChunk{uploads[number], at, {from, from + 10'000}});
        }
    }
    world.settle();
    EXPECT_EQ(files.take_all<net::PutDone>().size(), most);
    files.take_all<net::PutProgress>();
    EXPECT_TRUE(files.put(uploads.back(), bodies.back()));
}

TEST_F(UploadsTest, those_of_all_connections_of_a_user_count_and_quiet_ones_do_not) {
    world.options.limits.transfers_per_user = 1;
    restart();
    const net::UploadId first = begin(body_of(100, 1));
    const net::UploadId second = begin(body_of(100, 2));
    EXPECT_EQ(files.begin(first), 0u);
    anna.send(net::MakeCode{});
    world.settle();
    Client tablet(world, "10.0.0.3");
    tablet.join_with_code(anna.take<net::CodeMade>().code);
    FileClient of_tablet(world, tablet);
    of_tablet.come();
    of_tablet.send(net::PutFile{second});
    world.settle();
    EXPECT_EQ(of_tablet.take<net::FileFault>().problem, net::FileProblem::TooMany);
    for (int minute = 0; minute < 7; ++minute) {
        for (Client* each : {&anna, &tablet})
            each->send(net::Ping{});
        files.send(net::Ping{});
        of_tablet.send(net::Ping{});
        world.loop.advance({10'000});
    }
    EXPECT_EQ(of_tablet.begin(second), 0u);
}

TEST_F(UploadsTest, bytes_before_the_answer_end_the_connection) {
    const net::Bytes body = body_of(100);
    const net::UploadId upload = begin(body);
    files.send(net::PutFile{upload});
    files.put_chunks(upload, body);
    world.settle();
    EXPECT_TRUE(files.is_closed);
    EXPECT_FALSE(anna.is_closed);
}

TEST_F(UploadsTest, chunks_without_a_byte_end_the_connection) {
    const net::UploadId upload = begin(body_of(100));
    files.begin(upload);
    files.send(net::PutChunk{upload, 0, {}});
    world.settle();
    EXPECT_TRUE(files.is_closed);
}

TEST_F(UploadsTest, more_than_two_windows_unheard_of_end_the_connection_however_small_the_chunks) {
    for (const std::size_t chunk : {net::file_chunk_bytes, std::size_t{7}}) {
        world.blobs.delay = {};
        const net::Bytes body = body_of(chunk == 7 ? 40'000 : 4 * net::file_window_bytes);
        const net::UploadId upload = begin(body);
        files.come();
        files.begin(upload);
        world.blobs.delay = [] { return net::Milliseconds{1000}; };
        files.put_chunks(upload, body, 0, chunk);
        world.settle();
        EXPECT_TRUE(files.is_closed);
        world.loop.advance({10'000});
    }
}

TEST_F(UploadsTest, asking_again_and_again_costs_one_step_of_the_disk_at_a_time) {
    const net::UploadId upload = begin(body_of(100));
    for (int again = 0; again < 1000; ++again)
        files.send(net::PutFile{upload});
    world.settle();
    EXPECT_LT(files.take_all<net::PutProgress>().size(), 50u);
    EXPECT_FALSE(files.is_closed);
}

TEST_F(UploadsTest, a_stopping_server_waits_for_what_is_being_finished) {
    const net::Bytes body = body_of(100);
    const net::UploadId upload = begin(body);
    files.begin(upload);
    world.blobs.delay = [] { return net::Milliseconds{10}; };
    files.put_chunks(upload, body);
    world.loop.advance({12});
    bool is_done = false;
    world.node().stop("The server is stopping.", [&] { is_done = true; });
    EXPECT_FALSE(is_done);
    world.loop.advance({2000});
    EXPECT_TRUE(is_done);
    EXPECT_TRUE(is_finished(upload));
}

TEST_F(UploadsTest, no_name_of_a_file_is_in_the_log) {
    const net::Bytes body = body_of(100);
    world.options.log = [this](LogLevel, std::string_view line) { world.log.emplace_back(line); };
    restart();
    const net::UploadId good = begin(body, "budget of the party.ods");
    ASSERT_TRUE(files.put(good, body));
    const net::UploadId wrong = begin(body_of(50), "budget of the party.ods");
    files.put(wrong, body_of(50, 9));
    world.settle();
    for (const std::string& line : world.log)
        EXPECT_EQ(line.find("budget"), std::string::npos) << line;
}

}  // namespace
}  // namespace crosstalk::server
