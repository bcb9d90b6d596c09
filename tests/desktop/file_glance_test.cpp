// A look at files that are about to be sent.
#include "client/app/file_glance.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/images/picture_files.hpp"
#include "tests/support/temporary_folder.hpp"

namespace crosstalk::app {
namespace {

namespace fs = std::filesystem;

struct Machine {
    fs::path write(const std::string& name, const std::vector<std::uint8_t>& bytes) {
        fs::path path = fs::path(folder.path()) / name;
        std::ofstream(path, std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        return path;
    }
    testing::TemporaryFolder folder;
};

TEST(FileGlance, tells_size_and_of_pictures_width_and_height) {
    Machine machine;
    const auto picture = images::testing_files::plain_png(30, 20, {1, 2, 3, 255});
    const ui::FilesSeen seen = look_at({ui::PickId{7}, {machine.write("harbour.png", picture)}});
    EXPECT_EQ(seen.id, ui::PickId{7});
    ASSERT_EQ(seen.files.size(), 1U);
    EXPECT_EQ(seen.files[0].name, "harbour.png");
    EXPECT_EQ(seen.files[0].size, picture.size());
    EXPECT_EQ(seen.files[0].width, 30U);
    EXPECT_EQ(seen.files[0].height, 20U);
    EXPECT_EQ(seen.files[0].fault, "");
}

TEST(FileGlance, pictures_with_more_pixels_or_bytes_than_most_need_can_be_smaller_but_no_gif) {
    using images::testing_files::gif;
    using images::testing_files::gif_frame;
    using images::testing_files::hollow_png;
    Machine machine;
    auto heavy = hollow_png(640, 480);
    heavy.resize(1'000'001);
    const auto moving =
        gif({.width = 2400, .height = 2, .frames = {gif_frame(2400, 2, 1), gif_frame(2400, 2, 2)}});
    const ui::FilesSeen seen = look_at(
        {{},
         {machine.write("wide.png", hollow_png(1921, 10)), machine.write("fits.png", hollow_png(1920, 1920)),
          machine.write("heavy.png", heavy), machine.write("moving.gif", moving),
          machine.write("heavy.zip", std::vector<std::uint8_t>(1'000'001))}});
    ASSERT_EQ(seen.files.size(), 5U);
    EXPECT_TRUE(seen.files[0].can_be_smaller);
    EXPECT_FALSE(seen.files[1].can_be_smaller);
    EXPECT_TRUE(seen.files[2].can_be_smaller);
    EXPECT_FALSE(seen.files[3].can_be_smaller);
    EXPECT_FALSE(seen.files[4].can_be_smaller);
}

TEST(FileGlance, of_a_folder_the_files_right_in_it_go_by_name_without_hidden_ones) {
    Machine machine;
    machine.write("b.txt", {1});
    machine.write("a.txt", {1, 2});
    machine.write(".hidden", {1});
    fs::create_directory(fs::path(machine.folder.path()) / "deeper");
    const ui::FilesSeen seen = look_at({{}, {fs::path(machine.folder.path())}});
    ASSERT_EQ(seen.files.size(), 2U);
    EXPECT_EQ(seen.files[0].name, "a.txt");
    EXPECT_EQ(seen.files[1].name, "b.txt");
}

TEST(FileGlance, what_is_no_file_or_gone_says_why) {
    const ui::FilesSeen seen = look_at({{}, {"/dev/null", "/nowhere/at/all"}});
    ASSERT_EQ(seen.files.size(), 2U);
    EXPECT_NE(seen.files[0].fault, "");
    EXPECT_NE(seen.files[1].fault, "");
}

TEST(FileGlance, of_very_many_files_the_rest_is_only_counted) {
    Machine machine;
    for (int count = 0; count < 120; ++count)
        machine.write("f" + std::to_string(count), {1});
    const ui::FilesSeen seen = look_at({{}, {fs::path(machine.folder.path())}});
    EXPECT_EQ(seen.files.size(), 100U);
    EXPECT_EQ(seen.left_out, 20U);
}

TEST(FileGlance, pasted_bytes_become_a_file_of_their_own_that_only_its_owner_reads) {
    Machine machine;
    const fs::path folder = fs::path(machine.folder.path()) / "outgoing";
    const std::vector<std::uint8_t> bytes{1, 2, 3};
    const ui::FilesSeen one = keep_for_sending(folder, ui::PickId{1}, "../../picture.png", bytes);
    const ui::FilesSeen two = keep_for_sending(folder, ui::PickId{2}, "../../picture.png", bytes);
    ASSERT_EQ(one.files.size(), 1U);
    ASSERT_EQ(two.files.size(), 1U);
    EXPECT_NE(one.files[0].path, two.files[0].path);
    EXPECT_EQ(one.files[0].path.parent_path(), folder);
    EXPECT_EQ(one.files[0].path.extension(), ".png");
    EXPECT_EQ(read_file(one.files[0].path, 10), bytes);
    EXPECT_EQ(fs::status(one.files[0].path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

}  // namespace
}  // namespace crosstalk::app
