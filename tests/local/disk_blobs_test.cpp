// What the contract does not say about blobs on the disk: killed processes, the floor of free space, strange files.
#include "server/local/disk_blobs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <map>
#include <random>

#include "tests/local/child_process.hpp"
#include "tests/local/small_disk.hpp"
#include "tests/local/text_of.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/virtual_runtime.hpp"
#include "tests/support/waiting_loop.hpp"

namespace crosstalk::local {
namespace {

using ports::BlobFault;
using ports::BlobName;
using ports::UploadId;
using ::testing::HasSubstr;

net::Bytes random_body(std::uint64_t seed, std::size_t size) {
    std::mt19937_64 random(seed);
    net::Bytes body(size);
    for (std::uint8_t& byte : body)
        byte = static_cast<std::uint8_t>(random());
    return body;
}

// A store with a loop of its own.
struct Store {
    testing::VirtualLoop clock;
    testing::VirtualRuntime runtime{clock, 1};
    testing::WaitingLoop loop;
    DiskBlobs blobs;

    explicit Store(const std::filesystem::path& folder, FreeSpaceFloor floor = {0, 0})
        : blobs(folder, runtime, loop.poster(), floor) {}

    // What was answered: a number, or 100 + the fault.
    template <class T, class Call>
    std::uint64_t ask(Call call) {
        std::optional<std::uint64_t> answer;
        call([&](std::optional<T> value, std::optional<BlobFault> fault) {
            if (fault) {
                answer = 100 + static_cast<std::uint64_t>(*fault);
            } else if constexpr (std::is_same_v<T, std::uint64_t>) {
                answer = *value;
            } else {
                answer = 1;
            }
        });
        EXPECT_TRUE(loop.run_until([&] { return answer.has_value(); }));
        return answer.value_or(0);
    }
    std::uint64_t begin(UploadId upload, const net::Bytes& body) {
        return ask<std::uint64_t>(
            [&](auto callback) { blobs.begin(upload, net::sha256(body), body.size(), callback); });
    }
    std::uint64_t write(UploadId upload, std::uint64_t offset, const net::Bytes& bytes) {
        return ask<std::uint64_t>([&](auto callback) { blobs.write(upload, offset, bytes, callback); });
    }
    std::uint64_t finish(UploadId upload) {
        return ask<BlobName>([&](auto callback) { blobs.finish(upload, callback); });
    }
};

constexpr std::uint64_t fault(BlobFault fault) {
    return 100 + static_cast<std::uint64_t>(fault);
}

struct DiskBlobsTest : ::testing::Test {
    testing::TemporaryFolder folder;
    std::filesystem::path files = folder / "files";
};

TEST_F(DiskBlobsTest, acknowledged_bytes_survive_a_kill_at_any_moment) {
    const net::Bytes body = random_body(1, 3'000'000);
    constexpr std::size_t chunk = 1'000;
    std::uint64_t acknowledged = 0;
    std::mt19937_64 random(1);
    for (int round = 0; round < 5; ++round) {
        std::string said;
        {
            testing::ChildProcess child([&](int pipe) {
                Store store(files);
                for (std::uint64_t at = store.begin({1}, body); at + chunk <= body.size();) {
                    const auto from = body.begin() + static_cast<std::ptrdiff_t>(at);
                    at = store.write({1}, at, {from, from + chunk});
                    testing::write_all(pipe, &at, sizeof at);
                }
            });
            said = child.read((10 + random() % 100) * sizeof acknowledged);
            child.kill();
            said += child.read_all();
        }
        ASSERT_GE(said.size(), 10 * sizeof acknowledged);
        std::memcpy(&acknowledged,
                    said.data() + (said.size() / sizeof acknowledged - 1) * sizeof acknowledged,
                    sizeof acknowledged);
        Store store(files);
        ASSERT_GE(store.begin({1}, body), acknowledged);
    }
    Store store(files);
    const std::uint64_t at = store.begin({1}, body);
    EXPECT_EQ(store.write({1}, at, {body.begin() + static_cast<std::ptrdiff_t>(at), body.end()}),
              body.size());
    EXPECT_EQ(store.finish({1}), 1u);
}

// As a file connection does it: a whole window on its way, and somebody else's file beside it.
TEST_F(DiskBlobsTest, acknowledged_bytes_of_a_full_window_survive_a_kill_at_any_moment) {
    const std::vector<net::Bytes> bodies{random_body(6, 6'000'000), random_body(7, 6'000'000)};
    constexpr std::size_t chunk = net::file_chunk_bytes;
    struct Said {
        std::uint64_t upload;
        std::uint64_t durable;
    };
    std::mt19937_64 random(6);
    std::map<std::uint64_t, std::uint64_t> acknowledged;
    for (int round = 0; round < 5; ++round) {
        std::string said;
        {
            testing::ChildProcess child([&](int pipe) {
                Store store(files);
                for (bool is_more = true; is_more;) {
                    is_more = false;
                    for (const std::uint64_t upload : {1U, 2U}) {
                        const net::Bytes& body = bodies[upload - 1];
                        std::uint64_t at = store.begin({upload}, body);
                        for (int chunks = 0; chunks < 32 && at + chunk <= body.size();
                             ++chunks, at += chunk) {
                            const auto from = body.begin() + static_cast<std::ptrdiff_t>(at);
                            is_more = true;
                            store.blobs.write({upload}, at, {from, from + chunk},
                                              [pipe, upload](std::optional<std::uint64_t> durable,
                                                             std::optional<BlobFault>) {
                                                  const Said now{upload, durable.value_or(0)};
                                                  testing::write_all(pipe, &now, sizeof now);
                                              });
                        }
                    }
                }
            });
            said = child.read((5 + random() % 50) * sizeof(Said));
            child.kill();
            said += child.read_all();
        }
        for (std::size_t at = 0; at + sizeof(Said) <= said.size(); at += sizeof(Said)) {
            Said one{};
            std::memcpy(&one, said.data() + at, sizeof one);
            acknowledged[one.upload] = std::max(acknowledged[one.upload], one.durable);
        }
        Store store(files);
        for (const std::uint64_t upload : {1U, 2U})
            ASSERT_GE(store.begin({upload}, bodies[upload - 1]), acknowledged[upload]);
    }
    Store store(files);
    for (const std::uint64_t upload : {1U, 2U}) {
        const net::Bytes& body = bodies[upload - 1];
        const std::uint64_t at = store.begin({upload}, body);
        EXPECT_EQ(store.write({upload}, at, {body.begin() + static_cast<std::ptrdiff_t>(at), body.end()}),
                  body.size());
        EXPECT_EQ(store.finish({upload}), 1u);
    }
}

TEST_F(DiskBlobsTest, the_head_tells_within_a_minute_when_an_upload_was_touched) {
    const net::Bytes body = random_body(8, 100);
    Store store(files);
    store.begin({1}, body);
    const auto head = files / "uploads/1.head";
    const auto begun = std::filesystem::last_write_time(head);
    store.clock.advance({59'000});
    store.write({1}, 0, {1, 2, 3});
    EXPECT_EQ(std::filesystem::last_write_time(head), begun);
    store.clock.advance({1'000});
    store.write({1}, 3, {4, 5, 6});
    EXPECT_EQ(std::filesystem::last_write_time(head) - begun, std::chrono::minutes(1));
}

TEST_F(DiskBlobsTest, an_upload_that_would_leave_too_little_free_is_refused_at_once) {
    const net::Bytes body = random_body(2, 10);
    const std::uint64_t available = std::filesystem::space(folder.path()).available;
    Store all_of_it(files, {available + 1'000'000'000, 0});
    EXPECT_EQ(all_of_it.begin({1}, body), fault(BlobFault::NoSpace));
    Store percents(folder / "others", {0, 100});
    EXPECT_EQ(percents.begin({1}, body), fault(BlobFault::NoSpace));
    Store none(folder / "free", {0, 0});
    EXPECT_EQ(none.begin({1}, body), 0u);
    EXPECT_EQ(none.ask<std::uint64_t>([&](auto callback) {
        none.blobs.begin({2}, net::sha256(body), ~std::uint64_t{0}, callback);
    }),
              fault(BlobFault::NoSpace));
}

TEST_F(DiskBlobsTest, a_full_disk_refuses_and_keeps_what_it_has) {
    testing::SmallDisk disk(256);
    if (!disk.mounted()) GTEST_SKIP() << "this account may not mount";
    Store store(disk.path() / "files");
    const net::Bytes small = random_body(3, 100'000);
    const net::Bytes large = random_body(4, 200'000);
    store.begin({1}, small);
    EXPECT_EQ(store.begin({2}, large), 0u);
    EXPECT_EQ(store.write({1}, 0, small), small.size());
    EXPECT_EQ(store.write({2}, 0, large), fault(BlobFault::NoSpace));
    EXPECT_EQ(store.finish({1}), 1u);
}

TEST_F(DiskBlobsTest, more_uploads_than_are_kept_open_all_go_on) {
    // In memory if that may be: hundreds of files are waited for.
    testing::SmallDisk disk(8'192);
    Store store(disk.mounted() ? disk.path() / "files" : files);
    constexpr std::uint64_t count = 300;
    for (std::uint64_t upload = 1; upload <= count; ++upload)
        store.begin({upload}, random_body(upload, 20));
    // All at once: what is written must be durable before its file is closed for another.
    std::uint64_t good = 0;
    for (const std::size_t half : {0U, 10U}) {
        for (std::uint64_t upload = 1; upload <= count; ++upload) {
            const net::Bytes body = random_body(upload, 20);
            const auto from = body.begin() + static_cast<std::ptrdiff_t>(half);
            store.blobs.write({upload}, half, {from, from + 10},
                              [&, half](std::optional<std::uint64_t> durable, std::optional<BlobFault>) {
                                  if (durable == half + 10) ++good;
                              });
        }
    }
    ASSERT_TRUE(store.loop.run_until([&] { return good == 2 * count; }));
    for (std::uint64_t upload = 1; upload <= count; ++upload)
        EXPECT_EQ(store.finish({upload}), 1u);
}

TEST_F(DiskBlobsTest, an_upload_whose_files_make_no_sense_begins_anew) {
    const net::Bytes body = random_body(5, 10);
    {
        Store store(files);
        for (std::uint64_t upload = 1; upload <= 4; ++upload) {
            store.begin({upload}, body);
            store.write({upload}, 0, {body.begin(), body.begin() + 5});
        }
    }
    testing::put(files / "uploads/1.head", "garbage");
    testing::put(files / "uploads/2.part", "longer than was announced");
    std::filesystem::remove(files / "uploads/3.part");
    std::filesystem::remove(files / "uploads/4.head");
    Store store(files);
    for (std::uint64_t upload = 1; upload <= 4; ++upload)
        EXPECT_EQ(store.begin({upload}, body), 0u) << upload;
}

TEST_F(DiskBlobsTest, sweep_leaves_files_alone_that_are_not_its) {
    Store store(files);
    std::filesystem::create_directories(files / "ab");
    std::filesystem::create_directories(files / "zz/folder");
    for (const char* name : {"ab/readme", "readme", "uploads/notes.txt", "zz/x"})
        testing::put(files / name, "text");
    store.clock.advance({1'000'000'000'000});
    store.blobs.sweep(
        {1}, {.blob = [](const BlobName&) { return false; }, .upload = [](UploadId) { return false; }});
    store.begin({1}, {});
    store.begin({1}, {});
    for (const char* name : {"ab/readme", "readme", "uploads/notes.txt", "zz/x"})
        EXPECT_EQ(testing::content_of(files / name), "text") << name;
}

TEST_F(DiskBlobsTest, a_folder_that_cannot_be_made_is_an_error_for_people) {
    testing::put(folder / "file", "text");
    try {
        Store store(folder / "file/files");
        ADD_FAILURE();
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), HasSubstr("could not be made"));
        EXPECT_THAT(error.what(), HasSubstr("choose another data folder"));
    }
}

}  // namespace
}  // namespace crosstalk::local
