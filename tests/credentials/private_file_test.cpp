#include "net/transport/credentials/private_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string_view>

#include "net/transport/credentials/credential_error.hpp"
#include "tests/credentials/temporary_folder.hpp"

namespace crosstalk::transport {
namespace {

using ::testing::HasSubstr;
using testing_credentials::content_of;
using testing_credentials::error_of;
using testing_credentials::put;
using testing_credentials::TemporaryFolder;
namespace fs = std::filesystem;

std::span<const std::uint8_t> bytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

constexpr fs::perms owner_only = fs::perms::owner_read | fs::perms::owner_write;

TEST(PrivateFile, a_new_file_holds_its_bytes_and_only_its_owner_may_read_it) {
    const TemporaryFolder folder;
    EXPECT_EQ(write_new_private_file(folder / "key", bytes("secret")), NewFile::Written);
    EXPECT_EQ(content_of(folder / "key"), "secret");
    EXPECT_EQ(fs::status(folder / "key").permissions(), owner_only);
    EXPECT_EQ(folder.file_count(), 1u) << "nothing temporary is left";
}

TEST(PrivateFile, an_existing_file_is_never_overwritten_by_a_new_one) {
    const TemporaryFolder folder;
    put(folder / "key", "older");
    EXPECT_EQ(write_new_private_file(folder / "key", bytes("newer")), NewFile::AlreadyThere);
    EXPECT_EQ(content_of(folder / "key"), "older");
    EXPECT_EQ(folder.file_count(), 1u);
}

TEST(PrivateFile, a_dangling_link_in_the_place_of_a_new_file_is_not_followed) {
    const TemporaryFolder folder;
    fs::create_symlink(folder / "elsewhere", folder / "key");
    EXPECT_EQ(write_new_private_file(folder / "key", bytes("secret")), NewFile::AlreadyThere);
    EXPECT_FALSE(fs::exists(folder / "elsewhere"));
}

TEST(PrivateFile, replacing_swaps_the_content_and_closes_the_mode) {
    const TemporaryFolder folder;
    put(folder / "join.txt", "a much longer older text");
    fs::permissions(folder / "join.txt", fs::perms::all);
    replace_private_file(folder / "join.txt", bytes("new"));
    EXPECT_EQ(content_of(folder / "join.txt"), "new");
    EXPECT_EQ(fs::status(folder / "join.txt").permissions(), owner_only);
    EXPECT_EQ(folder.file_count(), 1u);
}

TEST(PrivateFile, replacing_a_link_leaves_what_it_points_to_alone) {
    const TemporaryFolder folder;
    put(folder / "target", "untouched");
    fs::create_symlink(folder / "target", folder / "join.txt");
    replace_private_file(folder / "join.txt", bytes("new"));
    EXPECT_EQ(content_of(folder / "target"), "untouched");
    EXPECT_EQ(content_of(folder / "join.txt"), "new");
}

TEST(PrivateFile, a_failed_replacement_leaves_nothing_behind) {
    const TemporaryFolder folder;
    fs::create_directories(folder.path() / "join.txt" / "occupied");
    EXPECT_THROW(replace_private_file(folder / "join.txt", bytes("new")), CredentialError);
    EXPECT_EQ(folder.file_count(), 1u);
}

TEST(PrivateFile, an_absent_file_is_not_an_error) {
    const TemporaryFolder folder;
    EXPECT_FALSE(read_private_file(folder / "key").has_value());
}

TEST(PrivateFile, reading_gives_the_bytes_back_even_when_there_are_none) {
    const TemporaryFolder folder;
    write_new_private_file(folder / "key", bytes(std::string_view("a\0b", 3)));
    write_new_private_file(folder / "empty", {});
    EXPECT_EQ(read_private_file(folder / "key")->content.text(), std::string_view("a\0b", 3));
    EXPECT_TRUE(read_private_file(folder / "empty")->content.empty());
}

TEST(PrivateFile, a_file_that_others_can_read_is_read_but_reported) {
    const TemporaryFolder folder;
    write_new_private_file(folder / "key", bytes("secret"));
    EXPECT_EQ(read_private_file(folder / "key")->exposure, Exposure::Private);
    for (const fs::perms mode : {fs::perms::group_read, fs::perms::others_read, fs::perms::group_write}) {
        fs::permissions(folder / "key", owner_only | mode);
        EXPECT_EQ(read_private_file(folder / "key")->exposure, Exposure::ReadableByOthers);
    }
}

TEST(PrivateFile, a_directory_in_the_place_of_the_file_is_refused) {
    const TemporaryFolder folder;
    fs::create_directory(folder / "key");
    EXPECT_THAT(error_of<CredentialError>([&] { read_private_file(folder / "key"); }),
                HasSubstr("not an ordinary file"));
    EXPECT_EQ(write_new_private_file(folder / "key", bytes("secret")), NewFile::AlreadyThere);
}

TEST(PrivateFile, a_file_far_too_large_is_refused_and_one_at_the_limit_is_read) {
    const TemporaryFolder folder;
    put(folder / "fits", std::string(max_private_file_bytes, 'x'));
    put(folder / "large", std::string(max_private_file_bytes + 1, 'x'));
    EXPECT_EQ(read_private_file(folder / "fits")->content.size(), max_private_file_bytes);
    EXPECT_THAT(error_of<CredentialError>([&] { read_private_file(folder / "large"); }),
                HasSubstr("too large"));
}

TEST(PrivateFile, a_missing_folder_is_an_error_that_says_what_to_do) {
    const TemporaryFolder folder;
    const std::string text = error_of<CredentialError>(
        [&] { write_new_private_file(folder.path() / "absent" / "key", bytes("x")); });
    EXPECT_THAT(text, HasSubstr("absent"));
    EXPECT_THAT(text, HasSubstr("Create the folder first"));
}

}  // namespace
}  // namespace crosstalk::transport
