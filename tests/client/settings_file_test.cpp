// The settings file on a disk where other things happen to it, too.
#include "client/link/settings_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/link/profile.hpp"
#include "tests/credentials/temporary_folder.hpp"

#ifndef _WIN32
#include <unistd.h>
#endif

namespace crosstalk::link {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using testing_credentials::content_of;
using testing_credentials::put;
using testing_credentials::TemporaryFolder;

struct Desk {
    TemporaryFolder folder;
    fs::path file = folder / "settings.toml";
};

TEST(SettingsFile, comes_into_being_with_the_first_setting_that_differs) {
    const Desk desk;
    SettingsFile settings(desk.file);
    EXPECT_THAT(settings.settings(), IsEmpty());
    EXPECT_FALSE(settings.take_trouble());
    EXPECT_FALSE(fs::exists(desk.file));
    settings.keep({{"look.palette", "light"}, {"look.zoom", "150"}});
    EXPECT_THAT(content_of(desk.file), HasSubstr("[look]\npalette = \"light\"\nzoom = 150\n"));
    EXPECT_EQ(SettingsFile(desk.file).settings(), settings.settings());
    EXPECT_EQ(desk.folder.file_count(), 1U) << "no draft is left behind";
}

TEST(SettingsFile, two_changes_stand_side_by_side) {
    const Desk desk;
    SettingsFile settings(desk.file);
    settings.keep({{"look.palette", "light"}});
    settings.keep({{"notices.sound", "off"}});
    settings.keep({{"look.palette", ""}});
    EXPECT_THAT(SettingsFile(desk.file).settings(), ElementsAre(Pair("notices.sound", "off")));
}

TEST(SettingsFile, what_somebody_writes_meanwhile_is_kept) {
    const Desk desk;
    SettingsFile settings(desk.file);
    settings.keep({{"look.palette", "light"}});
    put(desk.file, "# mine\n[look]\npalette = \"dark\"\nfuture = [1, 2]\n");
    settings.keep({{"look.zoom", "110"}});
    EXPECT_EQ(content_of(desk.file), "# mine\n[look]\npalette = \"dark\"\nfuture = [1, 2]\nzoom = 110\n");
}

TEST(SettingsFile, a_file_that_breaks_meanwhile_is_put_aside_and_nothing_is_lost) {
    const Desk desk;
    SettingsFile settings(desk.file);
    settings.keep({{"look.palette", "light"}});
    put(desk.file, "half a li");
    settings.keep({{"look.zoom", "110"}});
    EXPECT_THAT(SettingsFile(desk.file).settings(),
                ElementsAre(Pair("look.palette", "light"), Pair("look.zoom", "110")));
    EXPECT_EQ(content_of(desk.folder / "settings.toml.broken"), "half a li");
    EXPECT_THAT(settings.take_trouble().value_or(""), HasSubstr("line 1"));
}

TEST(SettingsFile, an_older_broken_file_is_not_overwritten) {
    const Desk desk;
    put(desk.folder / "settings.toml.broken", "the first one");
    put(desk.file, "[[[");
    SettingsFile settings(desk.file);
    EXPECT_EQ(content_of(desk.folder / "settings.toml.broken"), "the first one");
    EXPECT_EQ(content_of(desk.folder / "settings.toml.broken-2"), "[[[");
    EXPECT_THAT(settings.take_trouble().value_or(""), HasSubstr("settings.toml.broken-2"));
}

TEST(SettingsFile, what_is_no_file_is_told_and_left_alone) {
    const Desk desk;
    fs::create_directory(desk.file);
    SettingsFile settings(desk.file);
    EXPECT_THAT(settings.take_trouble().value_or(""), HasSubstr("The settings are as usual for now."));
    EXPECT_THROW(settings.keep({{"a", "1"}}), ProfileError);
    EXPECT_TRUE(fs::is_directory(desk.file));
}

TEST(SettingsFile, one_that_is_far_too_large_is_told_and_left_alone) {
    const Desk desk;
    put(desk.file, std::string(200'000, '#'));
    SettingsFile settings(desk.file);
    EXPECT_THAT(settings.take_trouble().value_or(""), HasSubstr("too large"));
    EXPECT_THROW(settings.keep({{"a", "1"}}), ProfileError);
    EXPECT_EQ(fs::file_size(desk.file), 200'000U);
}

TEST(SettingsFile, a_value_that_is_no_text_changes_nothing) {
    const Desk desk;
    SettingsFile settings(desk.file);
    settings.keep({{"a", "1"}});
    EXPECT_THROW(settings.keep({{"a", "2"}, {"b", "\xFF"}}), ProfileError);
    EXPECT_THAT(settings.settings(), ElementsAre(Pair("a", "1")));
    EXPECT_THAT(SettingsFile(desk.file).settings(), ElementsAre(Pair("a", "1")));
}

#ifndef _WIN32
// Root may write everywhere: then somebody else tries.
class WithoutRights {
  public:
    explicit WithoutRights(const fs::path& folder) : folder_(folder), was_root_(geteuid() == 0) {
        fs::permissions(folder, was_root_
                                    ? fs::perms::owner_all | fs::perms::others_read | fs::perms::others_exec
                                    : fs::perms::owner_read | fs::perms::owner_exec);
        constexpr uid_t nobody = 65534;
        if (was_root_) {
            EXPECT_EQ(seteuid(nobody), 0);
        }
    }
    WithoutRights(const WithoutRights&) = delete;
    WithoutRights& operator=(const WithoutRights&) = delete;
    ~WithoutRights() {
        if (was_root_) {
            EXPECT_EQ(seteuid(0), 0);
        }
        fs::permissions(folder_, fs::perms::owner_all);
    }

  private:
    fs::path folder_;
    bool was_root_;
};

TEST(SettingsFile, a_folder_that_cannot_be_written_is_told_and_nothing_is_lost) {
    const Desk desk;
    SettingsFile settings(desk.file);
    settings.keep({{"look.palette", "light"}});
    fs::permissions(desk.file, fs::perms::owner_all | fs::perms::others_read);
    {
        const WithoutRights without(desk.folder.path());
        try {
            settings.keep({{"look.palette", "dark"}});
            ADD_FAILURE() << "it was written";
        } catch (const ProfileError& error) {
            EXPECT_EQ(error.kind(), ProfileError::Kind::WriteFailed);
            EXPECT_THAT(error.what(), HasSubstr("The settings could not be kept."));
        }
    }
    EXPECT_THAT(settings.settings(), ElementsAre(Pair("look.palette", "light")));
    EXPECT_THAT(SettingsFile(desk.file).settings(), ElementsAre(Pair("look.palette", "light")));
    EXPECT_EQ(desk.folder.file_count(), 1U);
    settings.keep({{"look.palette", "dark"}});
    EXPECT_THAT(SettingsFile(desk.file).settings(), ElementsAre(Pair("look.palette", "dark")));
}
#endif

}  // namespace
}  // namespace crosstalk::link
