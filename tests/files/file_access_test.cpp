// What every implementation of the files port promises, for memory and disk alike.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "client/files/disk_files.hpp"
#include "client/files/memory_files.hpp"
#include "tests/files/waiting_tasks.hpp"
#include "tests/support/temporary_folder.hpp"

namespace crosstalk::files {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class Files : public ::testing::TestWithParam<const char*> {
  protected:
    Files() {
        if (std::string(GetParam()) == "memory") {
            files_ = std::make_unique<MemoryFiles>(tasks.post());
            root_ = "root";
        } else {
            files_ = std::make_unique<DiskFiles>(tasks.post());
            root_ = folder_.path().string();
        }
    }
    FileAccess& files() { return *files_; }
    [[nodiscard]] std::string at(const std::string& name) const { return join(root_, name); }
    void write(const std::string& name, const net::Bytes& bytes) {
        files().make_part(at(name))->append(bytes);
    }
    net::Bytes read(const std::string& name) {
        const auto source = files().open(at(name));
        net::Bytes bytes(source->stamp().size);
        source->read(0, bytes);
        return bytes;
    }
    std::optional<FileError::Kind> publish(const std::string& part, const std::string& to, Target target) {
        std::optional<PublishedOrNot> result;
        files().publish(at(part), at(to), target, [&](const PublishedOrNot& told) { result = told; });
        tasks.run_until([&] { return result.has_value(); });
        const auto* error = std::get_if<FileError>(&*result);
        return error ? std::optional(error->kind()) : std::nullopt;
    }
    template <class Call>
    static std::optional<FileError::Kind> error_of(Call call) {
        try {
            call();
            return std::nullopt;
        } catch (const FileError& error) {
            EXPECT_STRNE(error.what(), "");
            return error.kind();
        }
    }

    testing::WaitingTasks tasks;

  private:
    testing::TemporaryFolder folder_;
    std::string root_;
    std::unique_ptr<FileAccess> files_;
};
INSTANTIATE_TEST_SUITE_P(Both, Files, ::testing::Values("memory", "disk"),
                         [](const auto& each) { return std::string(each.param); });

TEST_P(Files, what_was_appended_is_read_in_pieces) {
    write("a", {1, 2, 3, 4, 5});
    const auto source = files().open(at("a"));
    EXPECT_EQ(source->stamp().size, 5U);
    net::Bytes middle(3);
    source->read(1, middle);
    EXPECT_EQ(middle, (net::Bytes{2, 3, 4}));
    net::Bytes beyond(3);
    EXPECT_EQ(error_of([&] { source->read(4, beyond); }), FileError::Kind::Changed);
}

TEST_P(Files, a_part_goes_on_where_it_ends) {
    write("a.part", {1, 2});
    const auto part = files().open_part(at("a.part"));
    EXPECT_EQ(part->size(), 2U);
    part->append(net::Bytes{3});
    EXPECT_EQ(part->size(), 3U);
    EXPECT_EQ(read("a.part"), (net::Bytes{1, 2, 3}));
}

TEST_P(Files, nothing_that_is_there_is_made_anew) {
    write("a", {1});
    EXPECT_EQ(error_of([&] { files().make_part(at("a")); }), FileError::Kind::Exists);
    EXPECT_EQ(read("a"), net::Bytes{1});
}

TEST_P(Files, what_is_not_there_is_not_found) {
    EXPECT_EQ(error_of([&] { files().open(at("a")); }), FileError::Kind::NotFound);
    EXPECT_EQ(error_of([&] { files().open_part(at("a")); }), FileError::Kind::NotFound);
    EXPECT_FALSE(files().is_taken(at("a")));
    files().remove(at("a"));
}

TEST_P(Files, a_part_gets_a_free_name_only) {
    write("a.part", {1, 2});
    write("taken", {9});
    EXPECT_EQ(publish("a.part", "taken", Target::FreeName), FileError::Kind::Exists);
    EXPECT_EQ(read("taken"), net::Bytes{9});
    EXPECT_EQ(publish("a.part", "free", Target::FreeName), std::nullopt);
    EXPECT_EQ(read("free"), (net::Bytes{1, 2}));
    EXPECT_FALSE(files().is_taken(at("a.part")));
}

TEST_P(Files, in_the_cache_a_part_takes_the_place_of_what_is_there) {
    write("a.part", {1, 2});
    write("taken", {9});
    EXPECT_EQ(publish("a.part", "taken", Target::Cache), std::nullopt);
    EXPECT_EQ(read("taken"), (net::Bytes{1, 2}));
}

TEST_P(Files, a_digest_can_be_gone_on_with) {
    write("a", net::Bytes(100'000, 7));
    std::optional<net::Digest> digest;
    files().digest(at("a"), [&](HashedOrNot result) {
        auto& hashed = std::get<Hashed>(result);
        EXPECT_EQ(hashed.stamp.size, 100'000U);
        hashed.hash.add(net::Bytes{8});
        digest = hashed.hash.finish();
    });
    tasks.run_until([&] { return digest.has_value(); });
    net::Bytes all(100'000, 7);
    all.push_back(8);
    EXPECT_EQ(digest, net::sha256(all));
}

TEST_P(Files, a_copy_is_a_part_of_the_same_bytes_and_hash) {
    const net::Bytes bytes(100'000, 7);
    write("a", bytes);
    write("a.part", {});
    std::optional<net::Digest> digest;
    files().copy(at("a"), at("a.part"),
                 [&](HashedOrNot result) { digest = std::get<Hashed>(result).hash.finish(); });
    tasks.run_until([&] { return digest.has_value(); });
    EXPECT_EQ(digest, net::sha256(bytes));
    EXPECT_EQ(read("a.part"), bytes);
}

TEST_P(Files, a_copy_of_nothing_or_into_nothing_says_so) {
    write("a", {1});
    std::vector<FileError::Kind> kinds;
    const auto take = [&](const HashedOrNot& result) { kinds.push_back(std::get<FileError>(result).kind()); };
    files().copy(at("a"), at("nowhere.part"), take);
    write("a.part", {});
    files().copy(at("nowhere"), at("a.part"), take);
    tasks.run_until([&] { return kinds.size() == 2; });
    EXPECT_EQ(kinds, (std::vector{FileError::Kind::NotFound, FileError::Kind::NotFound}));
}

TEST_P(Files, of_a_cancelled_job_nothing_is_heard) {
    write("a", net::Bytes(100'000, 7));
    bool is_told = false;
    bool is_over = false;
    files().cancel(files().digest(at("a"), [&](const HashedOrNot&) { is_told = true; }));
    files().digest(at("a"), [&](const HashedOrNot&) { is_over = true; });
    tasks.run_until([&] { return is_over; });
    EXPECT_FALSE(is_told);
}

TEST_P(Files, a_digest_of_nothing_says_so) {
    std::optional<FileError::Kind> kind;
    files().digest(at("a"), [&](const HashedOrNot& result) { kind = std::get<FileError>(result).kind(); });
    tasks.run_until([&] { return kind.has_value(); });
    EXPECT_EQ(kind, FileError::Kind::NotFound);
}

TEST_P(Files, what_was_touched_is_the_newest_of_the_list) {
    write("old", {1});
    write("new", {2});
    files().touch(at("old"));
    const auto list = files().list(folder_of(at("old")));
    ASSERT_THAT(list, SizeIs(2));
    const auto newest =
        std::ranges::max_element(list, {}, [](const FoundFile& each) { return each.stamp.changed; });
    EXPECT_EQ(name_of(newest->path), "old");
    EXPECT_THAT(files().list(at("nowhere")), IsEmpty());
}

TEST_P(Files, a_name_that_is_taken_gets_a_number_before_its_extension) {
    write("a.txt", {});
    write("a (2).txt", {});
    const std::string folder = folder_of(at("a.txt"));
    EXPECT_EQ(free_path(files(), folder, "a.txt"), at("a (3).txt"));
    EXPECT_EQ(free_path(files(), folder, "b.txt"), at("b.txt"));
}

}  // namespace
}  // namespace crosstalk::files
