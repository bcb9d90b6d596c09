#include "client/link/folders.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/desktop/machine.hpp"

namespace crosstalk::link {
namespace {

// The download folder of somebody whose user-dirs.dirs says this.
std::string downloads_with(const std::string& user_dirs) {
    testing::TemporaryFolder settings;
    app::twin::Environment environment;
    environment.set("HOME", "/home/me");
    environment.set("XDG_CONFIG_HOME", settings.path().string());
    std::ofstream(settings / "user-dirs.dirs") << user_dirs;
    return default_download_folder().string();
}

TEST(DownloadFolder, is_what_the_desktop_says_in_any_language) {
    EXPECT_EQ(downloads_with(
                  "# comment\nXDG_DESKTOP_DIR=\"$HOME/Desktop\"\nXDG_DOWNLOAD_DIR=\"$HOME/Descargas\"\n"),
              "/home/me/Descargas");
    EXPECT_EQ(downloads_with("XDG_DOWNLOAD_DIR=\"/srv/my \\\"files\\\"\"\n"), "/srv/my \"files\"");
}

TEST(DownloadFolder, is_downloads_at_home_where_nothing_sensible_is_said) {
    for (const char* said :
         {"", "XDG_DOWNLOAD_DIR=\"relative\"", "XDG_DOWNLOAD_DIR=\"$HOME/never closed",
          "XDG_DOWNLOAD_DIR=\"$HOME\"", "XDG_DOWNLOAD_DIR=\"$HOME/\"", "XDG_DOWNLOAD_DIR="})
        EXPECT_EQ(downloads_with(said), "/home/me/Downloads") << said;
}

TEST(DownloadFolder, is_unknown_without_a_home) {
    app::twin::Environment environment;
    environment.unset("HOME");
    EXPECT_EQ(default_download_folder(), "");
}

}  // namespace
}  // namespace crosstalk::link
