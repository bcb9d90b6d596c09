// Where a person's things are: the rules of choose_folders(), and a folder beside the program that is really there.
#include "client/link/folders.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/credentials/temporary_folder.hpp"

namespace crosstalk::link {
namespace {

namespace fs = std::filesystem;

const Folders of_system{.place = Place::System,
                        .profile = "/home/me/.local/share/crosstalk/profile",
                        .downloads = "/home/me/Downloads"};

TEST(Folders, are_the_systems_where_nothing_else_is_said) {
    EXPECT_EQ(choose_folders({.chosen = {}, .portable = {}, .system = of_system}), of_system);
}

TEST(Folders, all_lie_in_the_profile_beside_the_program_if_there_is_one) {
    const Folders there = choose_folders({.chosen = {}, .portable = "/stick/profile", .system = of_system});
    EXPECT_EQ(there.place, Place::BesideProgram);
    EXPECT_EQ(there.profile, "/stick/profile");
    EXPECT_EQ(there.downloads, "/stick/profile/downloads");
    EXPECT_EQ(server_folder_in(there.profile), "/stick/profile/server");
}

TEST(Folders, a_profile_that_was_said_counts_more_and_leaves_the_stick_alone) {
    const Folders there =
        choose_folders({.chosen = "/tmp/other", .portable = "/stick/profile", .system = of_system});
    EXPECT_EQ(there.place, Place::Chosen);
    EXPECT_EQ(there.profile, "/tmp/other");
    EXPECT_EQ(there.downloads, of_system.downloads);
    EXPECT_EQ(server_folder_in(there.profile), "/tmp/other/server");
}

TEST(Folders, a_stick_needs_no_home) {
    const Folders there = choose_folders({.chosen = {}, .portable = "/stick/profile", .system = {}});
    EXPECT_EQ(there.profile, "/stick/profile");
    EXPECT_FALSE(there.downloads.empty());
}

TEST(Folders, a_folder_beside_a_program_is_found_and_a_file_of_that_name_is_not) {
    const testing_credentials::TemporaryFolder stick;
    const fs::path beside = stick.path() / "profile";
    EXPECT_EQ(profile_beside(stick.path()), "");
    std::ofstream(beside) << "not a folder";
    EXPECT_EQ(profile_beside(stick.path()), "");
    fs::remove(beside);
    fs::create_directory(beside);
    EXPECT_EQ(profile_beside(stick.path()), beside);
    EXPECT_EQ(profile_beside({}), "");
}

TEST(Folders, the_program_knows_where_it_lies) {
    EXPECT_TRUE(fs::is_directory(program_folder())) << program_folder();
    EXPECT_TRUE(program_folder().is_absolute());
}

TEST(Folders, that_were_said_from_where_one_stands_are_told_whole) {
    EXPECT_EQ(folders("stick").profile, fs::current_path() / "stick");
    EXPECT_EQ(folders(fs::current_path() / "stick").profile, fs::current_path() / "stick");
}

}  // namespace
}  // namespace crosstalk::link
