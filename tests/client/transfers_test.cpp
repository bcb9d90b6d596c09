// Files on their way, on a server, a network and a disk in memory: what is sent and saved arrives whole whatever happens,
// and a server that lies gets nothing onto the disk.
#include <random>

#include "client/files/memory_files.hpp"
#include "net/hashing/sha256.hpp"
#include "net/upload_window.hpp"
#include "tests/client/link_world.hpp"

namespace crosstalk::link {
namespace {

using model::TransferAction;
using model::TransferKind;
using model::TransferState;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

net::Bytes some_bytes(std::size_t count, std::uint32_t seed = 1) {
    std::mt19937 random(seed);
    net::Bytes bytes(count);
    for (std::uint8_t& byte : bytes)
        byte = static_cast<std::uint8_t>(random());
    return bytes;
}

class LinkTransfers : public LinkWorld {
  protected:
    LinkTransfers() { files = &disk; }
    ~LinkTransfers() override { run.reset(); }  // it lets go of the disk

    void send(std::vector<std::string> paths, std::string ref = "r", std::string text = "look") {
        model::SendFiles command{
            .room = net::lobby, .files = {}, .text = std::move(text), .ref = std::move(ref)};
        for (std::string& path : paths)
            command.files.push_back({.path = std::move(path), .name = {}, .width = 0, .height = 0});
        run->command(command);
    }
    // Bytes a second: else all is over in a few milliseconds.
    void slow_down(std::uint64_t rate = 1'000'000) {
        run->command(model::LimitTransfers{.up = rate, .down = rate, .folder = {}});
    }
    // A file of a message that somebody else has posted.
    net::File offer(const std::string& name, net::Bytes bytes, std::uint64_t message = 900) {
        return server.files.add(name, std::move(bytes), source(message));
    }
    static net::FileSource source(std::uint64_t message = 900) { return {net::lobby, {message}, 0, {}}; }
    void fetch(const net::File& file, TransferKind kind = TransferKind::Save, std::uint64_t message = 900,
               std::string path = {}) {
        run->command(model::FetchFile{source(message), file, kind, std::move(path)});
    }
    void steer(TransferAction action, std::uint64_t id = 1) {
        run->command(model::SteerTransfer{{id}, action});
    }
    [[nodiscard]] const model::Transfer& transfer(std::size_t place = 0) const {
        static const model::Transfer none;
        const auto& all = run->model().transfers();
        return place < all.size() ? std::next(all.begin(), static_cast<std::ptrdiff_t>(place))->second : none;
    }
    [[nodiscard]] std::vector<std::vector<net::File>> posted() const {
        std::vector<std::vector<net::File>> list;
        for (const net::Event& event : server.rooms.at(net::lobby).facts) {
            const auto* post = std::get_if<net::MessagePosted>(&event.fact);
            if (post && !post->files.empty()) list.push_back(post->files);
        }
        return list;
    }
    [[nodiscard]] std::vector<std::string> failures() const {
        std::vector<std::string> texts;
        for (const model::Failed& failed : run->told<model::Failed>())
            texts.push_back(failed.text);
        return texts;
    }
    [[nodiscard]] std::vector<std::string> parts() const {
        std::vector<std::string> list;
        for (const std::string& path : disk.paths()) {
            if (path.ends_with(files::part_suffix)) list.push_back(path);
        }
        return list;
    }
    // The next run, on what the profile and the disk have.
    void die_and_come_back() { come_back(); }

    files::MemoryFiles disk{[this](std::function<void()> task) { loop.after({1}, std::move(task)); }};
};

// --- sending

TEST_F(LinkTransfers, a_file_is_posted_when_it_is_there) {
    join();
    const net::Bytes bytes = some_bytes(100'000);
    disk.put("plan.pdf", bytes);
    send({"plan.pdf"});
    settle();
    ASSERT_THAT(posted(), SizeIs(1));
    EXPECT_EQ(posted()[0][0].name, "plan.pdf");
    EXPECT_EQ(posted()[0][0].size, bytes.size());
    EXPECT_EQ(server.files.bodies[net::sha256(bytes)], bytes);
    EXPECT_THAT(server.texts(), ElementsAre("look"));
    ASSERT_THAT(run->told<model::Acknowledged>(), SizeIs(1));
    EXPECT_EQ(run->told<model::Acknowledged>()[0].ref, "r");
    EXPECT_EQ(transfer().state, TransferState::Done);
    EXPECT_EQ(transfer().moved, bytes.size());
    EXPECT_THAT(profile.outbox(server.key.bytes), IsEmpty());
    EXPECT_THAT(profile.transfers(server.key.bytes), IsEmpty());
}

TEST_F(LinkTransfers, the_commands_about_files_are_told_to_nobody) {
    join();
    disk.put("a", some_bytes(10));
    send({"a"});
    settle();
    EXPECT_THAT(run->told<model::CommandQueued>(), IsEmpty());
    ASSERT_THAT(run->told<model::Queued>(), Not(IsEmpty()));
    for (const model::Queued& queued : run->told<model::Queued>()) {
        EXPECT_EQ(queued.ref, "r");
        ASSERT_THAT(queued.files, SizeIs(1));
        EXPECT_EQ(queued.files[0].name, "a");
    }
    EXPECT_THAT(run->told<model::Submitted>(), SizeIs(1));
}

TEST_F(LinkTransfers, a_file_of_no_bytes_arrives) {
    join();
    disk.put("empty", {});
    send({"empty"});
    settle();
    ASSERT_THAT(posted(), SizeIs(1));
    fetch(offer("nothing.txt", {}));
    settle();
    EXPECT_EQ(disk.bytes_of("downloads/nothing.txt"), net::Bytes{});
}

TEST_F(LinkTransfers, several_files_are_one_message_in_their_order) {
    join();
    disk.put("big", some_bytes(300'000, 1));
    disk.put("small", some_bytes(10, 2));
    disk.put("middle", some_bytes(70'000, 3));
    send({"big", "small", "middle"});
    settle();
    ASSERT_THAT(posted(), SizeIs(1));
    EXPECT_THAT(posted()[0], ElementsAre(Field(&net::File::name, "big"), Field(&net::File::name, "small"),
                                         Field(&net::File::name, "middle")));
}

TEST_F(LinkTransfers, what_is_sent_offline_goes_out_later) {
    join();
    network.places.clear();
    network.cut_all();
    loop.advance({1});
    disk.put("a", some_bytes(50'000));
    send({"a"});
    loop.advance({5'000});
    EXPECT_THAT(run->model().pending(), SizeIs(1));
    EXPECT_THAT(run->model().pending()[0].files, SizeIs(1));
    network.places[home] = server.place();
    settle();
    EXPECT_THAT(posted(), SizeIs(1));
    EXPECT_THAT(run->model().pending(), IsEmpty());
}

TEST_F(LinkTransfers, no_more_than_the_window_is_on_its_way) {
    join();
    server.files.answers_each = 512 * 1024;
    disk.put("film", some_bytes(4 << 20));
    send({"film"});
    settle();
    EXPECT_THAT(posted(), SizeIs(1));
    EXPECT_LE(server.files.most_outstanding, net::upload_window_bytes);
}

TEST_F(LinkTransfers, beyond_the_window_nothing_is_put_until_it_is_durable) {
    join();
    server.files.answers_each = 100 << 20;
    disk.put("film", some_bytes(4 << 20));
    send({"film"});
    loop.advance({5'000});
    EXPECT_EQ(server.files.bytes_put, net::upload_window_bytes);
}

TEST_F(LinkTransfers, what_cannot_be_read_is_refused_at_once) {
    join();
    disk.put("secret", some_bytes(10));
    disk.forbidden.insert("secret");
    disk.put("folder/inside", some_bytes(10));
    send({"nowhere"}, "1");
    send({"secret"}, "2");
    send({"folder"}, "3");
    EXPECT_THAT(failures(), ElementsAre(HasSubstr("There is no file"), HasSubstr("You may not read"),
                                        HasSubstr("no ordinary file")));
    EXPECT_THAT(run->model().transfers(), IsEmpty());
}

TEST_F(LinkTransfers, a_file_that_changes_on_the_way_is_not_announced) {
    join();
    slow_down();
    disk.put("log", some_bytes(2 << 20, 1));
    send({"log"});
    loop.advance({500});
    disk.put("log", some_bytes(2 << 20, 2));
    settle();
    EXPECT_THAT(posted(), IsEmpty());
    EXPECT_EQ(transfer().state, TransferState::Failed);
    EXPECT_THAT(transfer().reason, HasSubstr("changed"));
    EXPECT_THAT(failures(), SizeIs(1));
    run->command(model::Retry{"r"});
    settle();
    ASSERT_THAT(posted(), SizeIs(1));
    EXPECT_EQ(posted()[0][0].hash, net::sha256(some_bytes(2 << 20, 2)));
    EXPECT_THAT(server.files.uploads, IsEmpty());
}

TEST_F(LinkTransfers, a_file_that_is_removed_on_the_way_says_so) {
    join();
    slow_down();
    disk.put("log", some_bytes(2 << 20));
    send({"log"});
    loop.advance({500});
    disk.remove("log");
    settle();
    EXPECT_EQ(transfer().state, TransferState::Failed);
    EXPECT_THAT(transfer().reason, HasSubstr("There is no file"));
}

TEST_F(LinkTransfers, a_full_share_fails_with_what_to_do) {
    join();
    server.files.begin_outcome = net::Status::QuotaFull;
    disk.put("a", some_bytes(10));
    send({"a"});
    settle();
    EXPECT_THAT(failures(), ElementsAre(HasSubstr("Delete messages with files")));
    EXPECT_TRUE(transfer().can_retry);
    server.files.begin_outcome.reset();
    run->command(model::Retry{"r"});
    settle();
    EXPECT_THAT(posted(), SizeIs(1));
}

TEST_F(LinkTransfers, a_server_without_room_is_tried_again_and_says_why) {
    join();
    server.files.upload_faults = {net::FileProblem::NoSpace, net::FileProblem::Failed,
                                  net::FileProblem::TooMany};
    disk.put("a", some_bytes(10));
    send({"a"});
    loop.advance({500});
    EXPECT_EQ(transfer().state, TransferState::Waiting);
    EXPECT_THAT(transfer().reason, HasSubstr("too full"));
    settle();
    EXPECT_THAT(posted(), SizeIs(1));
}

TEST_F(LinkTransfers, an_upload_that_was_lost_is_begun_anew) {
    join();
    server.files.upload_faults = {net::FileProblem::NotFound};
    disk.put("a", some_bytes(100'000));
    send({"a"});
    settle();
    EXPECT_THAT(posted(), SizeIs(1));
    EXPECT_THAT(failures(), IsEmpty());
}

TEST_F(LinkTransfers, what_lapses_before_the_post_is_sent_again) {
    join();
    disk.put("a", some_bytes(100'000));
    server.hold_answers = false;
    send({"a"});
    ASSERT_TRUE(loop.run_until([&] { return transfer().state == TransferState::Sent; }));
    server.files.uploads.clear();
    settle();
    EXPECT_THAT(posted(), SizeIs(1));
    EXPECT_THAT(failures(), IsEmpty());
}

TEST_F(LinkTransfers, cancelling_takes_the_whole_message_back) {
    join();
    slow_down();
    disk.put("a", some_bytes(3 << 20));
    disk.put("b", some_bytes(10));
    send({"a", "b"});
    loop.advance({500});
    steer(TransferAction::Cancel);
    settle();
    EXPECT_THAT(posted(), IsEmpty());
    EXPECT_THAT(run->model().transfers(), IsEmpty());
    EXPECT_THAT(run->model().pending(), IsEmpty());
    EXPECT_THAT(run->told<model::Withdrawn>(), SizeIs(1));
    EXPECT_THAT(server.files.uploads, IsEmpty());
    EXPECT_THAT(profile.transfers(server.key.bytes), IsEmpty());
}

TEST_F(LinkTransfers, a_pause_lets_it_rest_until_it_goes_on) {
    join();
    slow_down();
    disk.put("a", some_bytes(3 << 20));
    send({"a"});
    loop.advance({500});
    steer(TransferAction::Pause);
    settle();
    EXPECT_EQ(transfer().state, TransferState::Paused);
    EXPECT_THAT(posted(), IsEmpty());
    die_and_come_back();
    settle();
    EXPECT_EQ(transfer().state, TransferState::Paused);
    steer(TransferAction::Resume);
    settle();
    EXPECT_THAT(posted(), SizeIs(1));
}

TEST_F(LinkTransfers, only_three_are_sent_at_once) {
    join();
    std::vector<std::string> paths;
    for (int i = 0; i < 6; ++i) {
        paths.push_back("f" + std::to_string(i));
        disk.put(paths.back(), some_bytes(2 << 20, static_cast<std::uint32_t>(i)));
    }
    send(paths);
    std::size_t most = 0;
    ASSERT_TRUE(loop.run_until([&] {
        std::size_t running = 0;
        for (const auto& [id, each] : run->model().transfers())
            running += each.state == TransferState::Running ? 1 : 0;
        most = std::max(most, running);
        return !posted().empty();
    }));
    EXPECT_EQ(most, most_sends);
}

TEST_F(LinkTransfers, a_limit_keeps_the_flow_below_it) {
    join();
    run->command(model::LimitTransfers{.up = 100'000, .down = 50'000, .folder = {}});
    disk.put("a", some_bytes(1'000'000));
    send({"a"});
    loop.advance({5'000});
    EXPECT_GT(server.files.bytes_put, 300'000U);
    EXPECT_LT(server.files.bytes_put, 650'000U);
    settle();
    EXPECT_THAT(posted(), SizeIs(1));
    fetch(offer("b", some_bytes(500'000)));
    loop.advance({5'000});
    EXPECT_GT(server.files.bytes_pulled, 150'000U);
    EXPECT_LT(server.files.bytes_pulled, 350'000U);
}

TEST_F(LinkTransfers, news_of_one_come_at_most_four_times_a_second) {
    join();
    run->command(model::LimitTransfers{.up = 200'000, .down = 0, .folder = {}});
    disk.put("a", some_bytes(2'000'000));
    send({"a"});
    loop.advance({1'000});
    const std::size_t before = run->told<model::TransferChanged>().size();
    loop.advance({4'000});
    const std::size_t news = run->told<model::TransferChanged>().size() - before;
    EXPECT_LE(news, 17U);
    EXPECT_GE(news, 10U);
    EXPECT_NEAR(static_cast<double>(transfer().rate), 200'000.0, 80'000.0);
}

// --- saving

TEST_F(LinkTransfers, a_file_is_saved_under_its_name) {
    join();
    const net::Bytes bytes = some_bytes(3 << 20);
    fetch(offer("photo.png", bytes));
    settle();
    EXPECT_EQ(disk.bytes_of("downloads/photo.png"), bytes);
    EXPECT_EQ(transfer().state, TransferState::Done);
    EXPECT_EQ(transfer().path, "downloads/photo.png");
    EXPECT_THAT(parts(), IsEmpty());
}

TEST_F(LinkTransfers, nothing_is_ever_replaced) {
    join();
    disk.put("downloads/photo.png", some_bytes(5));
    disk.put("downloads/photo (2).png", some_bytes(6));
    fetch(offer("photo.png", some_bytes(100)));
    settle();
    EXPECT_EQ(disk.bytes_of("downloads/photo.png"), some_bytes(5));
    EXPECT_EQ(disk.bytes_of("downloads/photo (3).png"), some_bytes(100));
}

TEST_F(LinkTransfers, a_name_that_is_taken_at_the_last_moment_is_not_replaced) {
    join();
    disk.fails_to_publish = files::FileError::Kind::Exists;
    fetch(offer("photo.png", some_bytes(100)));
    settle();
    EXPECT_EQ(disk.bytes_of("downloads/photo.png"), some_bytes(100));
    EXPECT_EQ(transfer().state, TransferState::Done);
}

TEST_F(LinkTransfers, a_hostile_name_leads_nowhere_else) {
    join();
    net::File file = offer("x", some_bytes(100));
    file.name = "../../.bashrc";
    fetch(file);
    settle();
    for (const std::string& path : disk.paths())
        EXPECT_TRUE(path.starts_with("downloads/") && path.find("/..") == std::string::npos) << path;
    EXPECT_EQ(transfer().state, TransferState::Done);
}

TEST_F(LinkTransfers, it_is_saved_where_one_asks_for) {
    join();
    const net::File file = offer("photo.png", some_bytes(100));
    fetch(file, TransferKind::Save, 900, "elsewhere/mine.png");
    settle();
    EXPECT_EQ(disk.bytes_of("elsewhere/mine.png"), some_bytes(100));
    disk.put("folder/x", {});
    fetch(file, TransferKind::Save, 900, "folder");
    settle();
    EXPECT_EQ(disk.bytes_of("folder/photo.png"), some_bytes(100));
}

TEST_F(LinkTransfers, what_is_asked_for_twice_is_fetched_once) {
    join();
    const net::File file = offer("photo.png", some_bytes(100'000));
    fetch(file);
    fetch(file);
    settle();
    fetch(file);
    settle();
    EXPECT_THAT(server.files.opened, SizeIs(1));
    EXPECT_THAT(run->model().transfers(), SizeIs(1));
}

TEST_F(LinkTransfers, bytes_of_the_wrong_hash_never_get_a_name) {
    join();
    const net::File file = offer("photo.png", some_bytes(100'000));
    server.files.twists = [](net::FromServer& message) {
        if (auto* chunk = std::get_if<net::FileChunk>(&message)) chunk->bytes[7] ^= 1U;
    };
    fetch(file);
    settle();
    EXPECT_EQ(transfer().state, TransferState::Failed);
    EXPECT_THAT(transfer().reason, HasSubstr("not the file"));
    EXPECT_THAT(disk.paths(), IsEmpty());
    server.files.twists = nullptr;
    steer(TransferAction::Retry);
    settle();
    EXPECT_EQ(disk.bytes_of("downloads/photo.png"), some_bytes(100'000));
}

TEST_F(LinkTransfers, another_file_than_the_messages_is_not_taken) {
    join();
    net::File file = offer("photo.png", some_bytes(100'000));
    file.hash[3] ^= 1U;
    fetch(file);
    settle();
    EXPECT_EQ(transfer().state, TransferState::Failed);
    EXPECT_THAT(transfer().reason, HasSubstr("another file"));
    EXPECT_THAT(disk.paths(), IsEmpty());
}

TEST_F(LinkTransfers, chunks_that_were_not_asked_for_reach_no_disk) {
    join();
    const auto hostile = std::vector<std::function<void(net::FileChunk&)>>{
        [](net::FileChunk& chunk) { chunk.offset += 1; },
        [](net::FileChunk& chunk) { chunk.bytes.pop_back(); },
        [](net::FileChunk& chunk) { chunk.bytes.clear(); },
        [](net::FileChunk& chunk) { chunk.offset = ~std::uint64_t{0}; },
        [](net::FileChunk& chunk) { chunk.bytes.resize(net::file_chunk_bytes, 7); }};
    std::uint64_t message = 900;
    for (const auto& twist : hostile) {
        ++message;
        const net::File file = offer("photo.png", some_bytes(20'000), message);
        server.files.twists = [&](net::FromServer& said) {
            if (auto* chunk = std::get_if<net::FileChunk>(&said)) twist(*chunk);
        };
        fetch(file, TransferKind::Save, message);
        loop.advance({2'000});
        EXPECT_EQ(run->model().transfers().rbegin()->second.state, TransferState::Failed);
        EXPECT_EQ(run->state(), model::ConnectionState::Online) << "the chat goes on";
    }
    EXPECT_THAT(disk.paths(), Each(::testing::EndsWith(std::string(files::part_suffix))));
}

TEST_F(LinkTransfers, progress_beyond_what_was_put_is_not_believed) {
    join();
    server.files.twists = [](net::FromServer& message) {
        if (auto* progress = std::get_if<net::PutProgress>(&message)) progress->durable += 1'000'000;
    };
    disk.put("a", some_bytes(100'000));
    send({"a"});
    settle();
    EXPECT_EQ(transfer().state, TransferState::Failed);
    EXPECT_THAT(posted(), IsEmpty());
}

TEST_F(LinkTransfers, later_progress_that_cannot_be_is_not_believed_either) {
    join();
    slow_down();
    for (const bool forwards : {true, false}) {
        SCOPED_TRACE(forwards);
        int told = 0;
        server.files.twists = [&](net::FromServer& message) {
            auto* progress = std::get_if<net::PutProgress>(&message);
            if (progress == nullptr || ++told < 3) return;
            progress->durable = forwards ? progress->durable + net::file_window_bytes + 1 : 0;
        };
        const std::string name = forwards ? "a" : "b";
        disk.put(name, some_bytes(4'000'000, forwards ? 1 : 2));
        send({name});
        loop.advance({10'000});
        EXPECT_GE(told, 3);
        EXPECT_EQ(run->model().transfers().rbegin()->second.state, TransferState::Failed);
        EXPECT_THAT(posted(), IsEmpty());
    }
}

TEST_F(LinkTransfers, a_full_disk_fails_and_goes_on_later) {
    join();
    disk.free = 65U << 20U;
    fetch(offer("film", some_bytes(2 << 20)));
    settle();
    EXPECT_EQ(transfer().state, TransferState::Failed);
    EXPECT_THAT(transfer().reason, HasSubstr("not enough room"));
    disk.free = 200U << 20U;
    disk.fails_to_append = files::FileError::Kind::NoSpace;
    steer(TransferAction::Retry);
    settle();
    EXPECT_THAT(transfer().reason, HasSubstr("full"));
    steer(TransferAction::Retry);
    settle();
    EXPECT_EQ(transfer().state, TransferState::Done);
    EXPECT_THAT(parts(), IsEmpty());
}

TEST_F(LinkTransfers, a_cancelled_save_leaves_nothing_behind) {
    join();
    slow_down();
    fetch(offer("film", some_bytes(3 << 20)));
    loop.advance({500});
    ASSERT_THAT(parts(), SizeIs(1));
    steer(TransferAction::Cancel);
    settle();
    EXPECT_THAT(disk.paths(), IsEmpty());
    EXPECT_THAT(run->model().transfers(), IsEmpty());
}

TEST_F(LinkTransfers, a_file_that_is_gone_cannot_be_retried) {
    join();
    const net::File file = offer("film", some_bytes(10));
    fetch(file, TransferKind::Save, 901);
    settle();
    EXPECT_EQ(transfer().state, TransferState::Failed);
    EXPECT_FALSE(transfer().can_retry);
}

// --- previews

TEST_F(LinkTransfers, a_preview_goes_into_the_cache_and_is_not_fetched_again) {
    join();
    const net::Bytes bytes = some_bytes(100'000);
    const net::File file = offer("photo.png", bytes);
    fetch(file, TransferKind::Preview);
    settle();
    EXPECT_EQ(transfer().state, TransferState::Done);
    EXPECT_EQ(disk.bytes_of(transfer().path), bytes);
    EXPECT_TRUE(transfer().path.starts_with("cache/"));
    die_and_come_back();
    fetch(file, TransferKind::Preview);
    settle();
    EXPECT_EQ(transfer().state, TransferState::Done);
    EXPECT_THAT(server.files.opened, SizeIs(1));
}

TEST_F(LinkTransfers, a_preview_goes_before_waiting_saves) {
    join();
    slow_down();
    for (std::uint64_t message = 1; message <= 5; ++message)
        fetch(offer("film" + std::to_string(message), some_bytes(4 << 20), message), TransferKind::Save,
              message);
    loop.advance({20});
    fetch(offer("photo.png", some_bytes(10'000), 6), TransferKind::Preview, 6);
    ASSERT_TRUE(loop.run_until(
        [&] { return run->model().transfers().rbegin()->second.state == TransferState::Done; }));
    EXPECT_NE(transfer(0).state, TransferState::Done);
    settle();
    for (const auto& [id, each] : run->model().transfers())
        EXPECT_EQ(each.state, TransferState::Done);
}

TEST_F(LinkTransfers, previews_of_a_room_that_is_gone_are_forgotten) {
    join();
    fetch(offer("photo.png", some_bytes(1000)), TransferKind::Preview);
    settle();
    ASSERT_THAT(run->model().transfers(), SizeIs(1));
    server.to_all(net::RoomRemoved{.room = net::lobby});
    settle();
    EXPECT_THAT(run->model().transfers(), IsEmpty());
    EXPECT_THAT(run->told<model::TransferForgotten>(), SizeIs(1));
}

TEST_F(LinkTransfers, what_is_too_large_is_no_preview) {
    join();
    net::File file = offer("photo.png", some_bytes(10));
    file.size = max_preview_bytes + 1;
    fetch(file, TransferKind::Preview);
    settle();
    EXPECT_EQ(transfer().state, TransferState::Failed);
}

TEST_F(LinkTransfers, the_cache_is_bounded_and_the_oldest_go) {
    join();
    disk.put("cache/old", net::Bytes(200U << 20U));
    disk.put("cache/newer", net::Bytes(56U << 20U));
    fetch(offer("photo.png", some_bytes(100'000)), TransferKind::Preview);
    settle();
    EXPECT_FALSE(disk.bytes_of("cache/old"));
    EXPECT_TRUE(disk.bytes_of("cache/newer"));
    EXPECT_TRUE(disk.bytes_of(transfer().path));
}

TEST_F(LinkTransfers, the_picture_of_a_user_needs_no_hash) {
    join();
    const net::Bytes bytes = some_bytes(50'000);
    const net::FileSource of_user{{}, {}, 0, net::UserId{7}};
    server.files.add("face.png", bytes, of_user);
    run->command(model::FetchFile{of_user, {}, TransferKind::Preview, {}});
    settle();
    EXPECT_EQ(transfer().state, TransferState::Done);
    EXPECT_EQ(disk.bytes_of(transfer().path), bytes);
}

// --- what is on this machine already

TEST_F(LinkTransfers, a_picture_that_was_looked_at_is_saved_from_the_cache) {
    join();
    const net::Bytes bytes = some_bytes(100'000);
    const net::File file = offer("photo.png", bytes);
    fetch(file, TransferKind::Preview);
    settle();
    ASSERT_THAT(server.files.opened, SizeIs(1));
    fetch(file);
    settle();
    EXPECT_EQ(disk.bytes_of("downloads/photo.png"), bytes);
    EXPECT_THAT(server.files.opened, SizeIs(1)) << "it was not fetched again";
    EXPECT_THAT(parts(), IsEmpty());
}

TEST_F(LinkTransfers, a_picture_that_was_saved_is_shown_without_being_fetched) {
    join();
    const net::Bytes bytes = some_bytes(100'000);
    const net::File file = offer("photo.png", bytes);
    fetch(file);
    settle();
    fetch(file, TransferKind::Preview);
    settle();
    EXPECT_EQ(transfer(1).kind, TransferKind::Preview);
    EXPECT_EQ(transfer(1).state, TransferState::Done);
    EXPECT_EQ(disk.bytes_of(transfer(1).path), bytes);
    EXPECT_THAT(server.files.opened, SizeIs(1));
}

TEST_F(LinkTransfers, a_portrait_of_which_the_bytes_are_here_is_not_pulled) {
    join();
    const net::Bytes bytes = some_bytes(50'000);
    fetch(offer("face.png", bytes));
    settle();
    const net::FileSource of_user{{}, {}, 0, net::UserId{7}};
    server.files.add("face.png", bytes, of_user);
    const std::uint64_t pulled = server.files.bytes_pulled;
    run->command(model::FetchFile{of_user, {}, TransferKind::Preview, {}});
    settle();
    EXPECT_EQ(transfer(1).state, TransferState::Done);
    EXPECT_EQ(disk.bytes_of(transfer(1).path), bytes);
    EXPECT_EQ(server.files.bytes_pulled, pulled);
}

TEST_F(LinkTransfers, a_saved_file_that_somebody_has_changed_is_not_taken_for_it) {
    join();
    const net::Bytes bytes = some_bytes(100'000);
    const net::File file = offer("photo.png", bytes);
    fetch(file);
    settle();
    disk.put("downloads/photo.png", some_bytes(100'000, 2));
    fetch(file, TransferKind::Preview);
    settle();
    EXPECT_EQ(disk.bytes_of(transfer(1).path), bytes);
    EXPECT_THAT(server.files.opened, SizeIs(2));
    EXPECT_EQ(disk.bytes_of("downloads/photo.png"), some_bytes(100'000, 2)) << "and stays as it is";
    EXPECT_THAT(parts(), IsEmpty());
}

TEST_F(LinkTransfers, a_copy_that_cannot_be_read_is_fetched) {
    join();
    const net::Bytes bytes = some_bytes(100'000);
    const net::File file = offer("photo.png", bytes);
    fetch(file, TransferKind::Preview);
    settle();
    disk.forbidden.insert(transfer().path);
    fetch(file);
    settle();
    EXPECT_EQ(disk.bytes_of("downloads/photo.png"), bytes);
    EXPECT_THAT(server.files.opened, SizeIs(2));
}

// --- interruptions

// 700 KB each way; what happens in between comes from the seed.
class Interrupted : public LinkTransfers, public ::testing::WithParamInterface<int> {};
INSTANTIATE_TEST_SUITE_P(Seeds, Interrupted, ::testing::Range(0, 60));

TEST_P(Interrupted, everything_arrives_whole_and_once) {
    std::mt19937 random(static_cast<std::uint32_t>(GetParam()));
    server.files.answers_each = GetParam() % 3 == 0 ? 0 : 200'000;
    network.together = GetParam() % 2 == 0;
    join();
    // Some of it is on its way for as long as things happen.
    constexpr std::uint64_t rate = 2'000'000;
    slow_down(rate);
    const net::Bytes out = some_bytes(700'000, 1);
    const net::Bytes in = some_bytes(700'000, 2);
    disk.put("out.bin", out);
    const net::File file = offer("in.bin", in);
    send({"out.bin"});
    fetch(file);
    for (int step = 0; step < 12; ++step) {
        loop.advance({static_cast<std::int64_t>(random() % 60)});
        switch (random() % 4) {
            case 0:
                network.cut_all();
                break;
            case 1:
                die_and_come_back();
                slow_down(rate);
                break;
            case 2:
                // The server dies: what it has not answered yet is lost.
                network.cut_all();
                for (auto& [id, upload] : server.files.uploads) {
                    if (!upload.is_finished) upload.bytes.resize(upload.bytes.size() / 2);
                }
                break;
            default:
                break;
        }
    }
    settle();
    if (run->state() != model::ConnectionState::Online) come_back();
    settle();
    ASSERT_THAT(posted(), SizeIs(1));
    EXPECT_EQ(server.files.bodies[net::sha256(out)], out);
    EXPECT_EQ(disk.bytes_of("downloads/in.bin"), in);
    EXPECT_THAT(disk.paths(), ElementsAre("downloads/in.bin", "out.bin"));
    EXPECT_THAT(profile.outbox(server.key.bytes), IsEmpty());
}

// The process dies at the same place of its life again and again, a little later each time.
TEST_F(LinkTransfers, death_at_any_step_loses_nothing_and_posts_once) {
    for (std::int64_t moment = 0; moment < 60; ++moment) {
        SCOPED_TRACE(moment);
        join();
        const std::string name = "f" + std::to_string(moment);
        const net::Bytes out = some_bytes(150'000, static_cast<std::uint32_t>(moment));
        const net::Bytes in = some_bytes(150'000, 1000 + static_cast<std::uint32_t>(moment));
        disk.put(name, out);
        const auto message = static_cast<std::uint64_t>(10'000 + moment);
        const net::File file = offer("in" + name, in, message);
        const std::size_t before = posted().size();
        send({name}, "ref" + name);
        fetch(file, TransferKind::Save, message);
        loop.advance({moment});
        die_and_come_back();
        settle();
        ASSERT_EQ(posted().size(), before + 1);
        EXPECT_EQ(posted().back()[0].name, name);
        EXPECT_EQ(disk.bytes_of("downloads/in" + name), in);
        EXPECT_FALSE(disk.bytes_of("downloads/in" + name + " (2)"));
        EXPECT_THAT(server.files.uploads, IsEmpty()) << "no place at the server is forgotten";
    }
    EXPECT_THAT(parts(), IsEmpty());
}

// What the program may leave if it dies between two steps that follow one another at once.
TEST_F(LinkTransfers, a_post_that_is_in_the_outbox_already_is_not_given_again) {
    join();
    const net::Bytes bytes = some_bytes(100);
    const net::UploadId upload =
        server.files.begin({.name = "a", .size = 100, .hash = net::sha256(bytes)}).upload;
    server.files.uploads[upload].bytes = bytes;
    server.files.uploads[upload].is_finished = true;
    StoredTransfer left;
    left.shown.kind = TransferKind::Send;
    left.shown.state = TransferState::Sent;
    left.shown.room = net::lobby;
    left.shown.ref = "r";
    left.shown.name = "a";
    left.shown.path = "a";
    left.shown.size = 100;
    left.shown.hash = net::sha256(bytes);
    left.group = 7;
    left.group_size = 1;
    left.upload = upload;
    disk.put("a", bytes);
    left.stamp = disk.open("a")->stamp();
    std::vector<StoredTransfer> kept{left};
    profile.keep_transfers(server.key.bytes, kept);
    net::PostMessage post{.room = net::lobby, .text = "look"};
    post.files = {{upload, 0, 0}};
    std::vector<OutboxItem> items{{.id = {}, .ref = "r", .at = {}, .run = {}, .number = {}, .command = post}};
    profile.add(server.key.bytes, items);
    die_and_come_back();
    settle();
    EXPECT_THAT(posted(), SizeIs(1));
    EXPECT_THAT(profile.transfers(server.key.bytes), IsEmpty());
}

TEST_F(LinkTransfers, a_file_that_has_got_its_name_already_is_not_fetched_again) {
    join();
    const net::Bytes bytes = some_bytes(100);
    const net::File file = offer("a.txt", bytes);
    StoredTransfer left;
    left.shown.kind = TransferKind::Save;
    left.shown.source = source();
    left.shown.state = TransferState::Waiting;
    left.shown.room = net::lobby;
    left.shown.name = "a.txt";
    left.shown.size = 100;
    left.shown.hash = file.hash;
    left.part = "downloads/a.txt.1a2b3c4d.crosstalk-part";
    left.target = "downloads/a.txt";
    disk.put("downloads/a.txt", bytes);
    std::vector<StoredTransfer> kept{left};
    profile.keep_transfers(server.key.bytes, kept);
    die_and_come_back();
    settle();
    EXPECT_EQ(transfer().state, TransferState::Done);
    EXPECT_EQ(transfer().path, "downloads/a.txt");
    EXPECT_THAT(server.files.opened, IsEmpty());
    EXPECT_THAT(disk.paths(), ElementsAre("downloads/a.txt"));
}

TEST_F(LinkTransfers, a_cut_at_any_frame_costs_no_more_than_the_window) {
    join();
    for (std::size_t frames = 5; frames < 60; frames += 3) {
        SCOPED_TRACE(frames);
        const std::string name = "f" + std::to_string(frames);
        const net::Bytes out = some_bytes(1'000'000, static_cast<std::uint32_t>(frames));
        disk.put(name, out);
        const std::size_t before = posted().size();
        const std::uint64_t put_before = server.files.bytes_put;
        network.cut_after = frames;
        send({name}, name);
        loop.advance({3'000});
        network.cut_after.reset();
        settle();
        ASSERT_EQ(posted().size(), before + 1);
        EXPECT_EQ(server.files.bodies[net::sha256(out)], out);
        EXPECT_GE(server.files.bytes_put - put_before, out.size());
    }
}

TEST_F(LinkTransfers, chat_goes_on_while_files_move) {
    join();
    disk.put("film", some_bytes(4 << 20));
    send({"film"}, "f");
    loop.advance({30});
    post("meanwhile", "p");
    loop.advance({50});
    EXPECT_THAT(server.texts(), Contains("meanwhile"));
    settle();
    EXPECT_THAT(posted(), SizeIs(1));
}

TEST_F(LinkTransfers, one_own_picture_is_set_when_it_is_there) {
    join();
    net::PersonFound myself;
    myself.bio = "I live here";
    myself.member.card.colour = 7;
    server.canned_answer = myself;
    disk.put("face.png", some_bytes(20'000));
    run->command(model::SendPicture{"face.png", "p"});
    settle();
    ASSERT_THAT(server.done, Not(IsEmpty()));
    const auto* set = std::get_if<net::SetProfile>(&server.done.back());
    ASSERT_NE(set, nullptr);
    EXPECT_EQ(set->bio, "I live here");
    EXPECT_EQ(set->card.colour, 7U);
    EXPECT_TRUE(bool(set->card.picture));
}

TEST_F(LinkTransfers, what_was_made_only_to_be_sent_goes_when_it_is_there) {
    join();
    disk.put("outgoing/copy.jpg", some_bytes(20'000));
    disk.put("mine.jpg", some_bytes(20'000));
    send({"outgoing/copy.jpg", "mine.jpg"});
    EXPECT_TRUE(disk.is_taken("outgoing/copy.jpg"));
    settle();
    ASSERT_THAT(posted(), SizeIs(1));
    EXPECT_FALSE(disk.is_taken("outgoing/copy.jpg"));
    EXPECT_TRUE(disk.is_taken("mine.jpg"));
}

TEST_F(LinkTransfers, what_was_made_only_to_be_sent_goes_when_it_is_cancelled) {
    join();
    slow_down();
    disk.put("outgoing/copy.jpg", some_bytes(3 << 20));
    disk.put("mine.jpg", some_bytes(20'000));
    send({"outgoing/copy.jpg", "mine.jpg"});
    loop.advance({500});
    EXPECT_TRUE(disk.is_taken("outgoing/copy.jpg"));
    steer(TransferAction::Cancel);
    settle();
    EXPECT_FALSE(disk.is_taken("outgoing/copy.jpg"));
    EXPECT_TRUE(disk.is_taken("mine.jpg"));
}

TEST_F(LinkTransfers, what_was_made_to_be_sent_and_never_was_goes_at_the_next_start) {
    join();
    slow_down();
    disk.put("outgoing/sent.jpg", some_bytes(3 << 20));
    disk.put("outgoing/left.jpg", some_bytes(10));
    send({"outgoing/sent.jpg"});
    loop.advance({500});
    EXPECT_TRUE(disk.is_taken("outgoing/left.jpg"));
    start();
    EXPECT_FALSE(disk.is_taken("outgoing/left.jpg"));
    EXPECT_TRUE(disk.is_taken("outgoing/sent.jpg")) << "it is still on its way";
    run->command(to_home());
    settle();
    EXPECT_THAT(posted(), SizeIs(1));
    EXPECT_FALSE(disk.is_taken("outgoing/sent.jpg"));
}

TEST_F(LinkTransfers, without_a_connection_ever_nothing_is_taken) {
    start();
    disk.put("a", some_bytes(10));
    send({"a"});
    EXPECT_THAT(failures(), ElementsAre(HasSubstr("no connection yet")));
}

}  // namespace
}  // namespace crosstalk::link
