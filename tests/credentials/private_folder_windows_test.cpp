// Who a folder lets in, as the system itself tells it.
#include <windows.h>

#include <aclapi.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sddl.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>

#include "net/transport/credentials/private_file.hpp"
#include "tests/credentials/temporary_folder.hpp"

namespace crosstalk::transport {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;
using testing_credentials::content_of;
using testing_credentials::put;
using testing_credentials::TemporaryFolder;

// Its access list in the system's words; "WD" in it is everybody.
std::string access_to(const fs::path& path) {
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    std::wstring name = path.wstring();
    EXPECT_EQ(::GetNamedSecurityInfoW(name.data(), SE_FILE_OBJECT, DACL_SECURITY_INFORMATION, nullptr,
                                      nullptr, nullptr, nullptr, &descriptor),
              DWORD{ERROR_SUCCESS});
    LPSTR words = nullptr;
    EXPECT_TRUE(::ConvertSecurityDescriptorToStringSecurityDescriptorA(
        descriptor, SDDL_REVISION_1, DACL_SECURITY_INFORMATION, &words, nullptr));
    std::string list = words == nullptr ? "" : words;
    ::LocalFree(words);
    ::LocalFree(descriptor);
    return list;
}

struct PrivateFolder : ::testing::Test {
    // As one is made in the file manager of a place that everybody may look into.
    PrivateFolder() {
        fs::create_directory(folder);
        EXPECT_THAT(access_to(folder), HasSubstr(";WD)")) << "these tests need such a place";
    }
    void make() {
        std::error_code error;
        make_private_folder(folder, "server.toml", error);
        EXPECT_FALSE(error) << error.message();
    }

    TemporaryFolder temporary;
    fs::path folder = temporary / "chat";
};

TEST_F(PrivateFolder, a_new_one_is_its_accounts_alone) {
    folder = temporary / "new";
    make();
    EXPECT_THAT(access_to(folder), Not(HasSubstr(";WD)")));
}

TEST_F(PrivateFolder, an_empty_one_that_somebody_made_becomes_its_accounts_alone) {
    make();
    const std::string list = access_to(folder);
    EXPECT_THAT(list, Not(HasSubstr(";WD)")));
    EXPECT_THAT(list, Not(HasSubstr(";OW)"))) << "the owner may be all administrators";
    EXPECT_EQ(std::ranges::count(list, '('), 2) << list << ": this account and the system";
    put(folder / "journal.db", "said");
    EXPECT_EQ(content_of(folder / "journal.db"), "said") << "this account still goes in and out";
    EXPECT_EQ(exposure_in(folder), Exposure::Private);
}

TEST_F(PrivateFolder, one_that_holds_its_settings_only_does_too) {
    put(folder / "server.toml", "name = 'Attic'");
    make();
    EXPECT_THAT(access_to(folder), Not(HasSubstr(";WD)")));
    EXPECT_THAT(access_to(folder / "server.toml"), Not(HasSubstr(";WD)"))) << "a passkey may stand in it";
    EXPECT_EQ(content_of(folder / "server.toml"), "name = 'Attic'");
}

TEST_F(PrivateFolder, one_that_holds_other_things_goes_on_letting_in_whom_it_did) {
    put(folder / "holidays.txt", "");
    make();
    EXPECT_THAT(access_to(folder), HasSubstr(";WD)"));
    EXPECT_EQ(exposure_in(folder), Exposure::ReadableByOthers);
}

TEST_F(PrivateFolder, a_file_that_is_kept_private_can_still_be_used) {
    put(folder / "key", "secret");
    keep_private(folder / "key");
    EXPECT_THAT(access_to(folder / "key"), Not(HasSubstr(";WD)")));
    EXPECT_EQ(content_of(folder / "key"), "secret");
}

}  // namespace
}  // namespace crosstalk::transport
