#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <system_error>

#include "net/transport/credentials/private_file.hpp"
#include "tests/credentials/temporary_folder.hpp"

namespace crosstalk::transport {
namespace {

namespace fs = std::filesystem;
using testing_credentials::put;
using testing_credentials::TemporaryFolder;

TEST(PrivateFolder, a_new_one_is_its_owners_alone) {
    const TemporaryFolder folder;
    std::error_code error;
    make_private_folder(folder / "a/b", "settings", error);
    EXPECT_FALSE(error) << error.message();
    EXPECT_EQ(fs::status(folder / "a/b").permissions(), fs::perms::owner_all);
}

TEST(PrivateFolder, one_that_was_there_lets_in_whom_it_did) {
    const TemporaryFolder folder;
    const auto group_may_look = fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec;
    fs::permissions(folder.path(), group_may_look);
    std::error_code error;
    make_private_folder(folder.path(), "settings", error);
    EXPECT_FALSE(error) << error.message();
    EXPECT_EQ(fs::status(folder.path()).permissions(), group_may_look);
}

TEST(PrivateFolder, a_file_in_its_place_is_an_error) {
    const TemporaryFolder folder;
    put(folder / "file", "");
    std::error_code error;
    make_private_folder(folder / "file", "settings", error);
    EXPECT_TRUE(error);
}

TEST(PrivateFolder, what_is_kept_private_stays_what_it_is) {
    const TemporaryFolder folder;
    put(folder / "file", "");
    fs::permissions(folder / "file", fs::perms::all);
    keep_private(folder / "file");
    EXPECT_EQ(fs::status(folder / "file").permissions(), fs::perms::owner_read | fs::perms::owner_write);
    keep_private(folder.path());
    EXPECT_EQ(fs::status(folder.path()).permissions(), fs::perms::owner_all);
}

}  // namespace
}  // namespace crosstalk::transport
