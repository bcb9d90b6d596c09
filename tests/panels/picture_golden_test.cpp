// The whole window as pictures that are compared with those of golden/: what nobody would find in words or numbers.
#include <gtest/gtest.h>
#include <stb_image.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/panels/prepared_dialogs.hpp"
#include "tests/panels/whole_window.hpp"

namespace crosstalk::ui {
namespace {

using twin::Size;
using twin::WholeWindow;

// Another release of FreeType or of a font moves edges by a shade; a colour, a place or a word that changed is more.
constexpr int shade = 40;                // of a channel
constexpr std::size_t most_per_mil = 4;  // of the pixels may differ by more

struct Scene {
    const char* name;
    twin::Prepared (*server)();
    const char* palette;
    Size size;
    void (*open)(WholeWindow&) = nullptr;  // on top of it
};
constexpr Size wide{"", 1100, 640, 1.0F};
constexpr Size narrow{"", 480, 640, 1.0F};
constexpr Size large{"", 960, 800, 2.0F};
class Pictures : public testing::TestWithParam<Scene> {};

std::vector<std::uint32_t> pixels_of(const std::string& path, int& width, int& height) {
    std::ifstream file(path, std::ios::binary);
    const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
    int channels = 0;
    stbi_uc* pixels = stbi_load_from_memory(reinterpret_cast<const stbi_uc*>(bytes.data()),
                                            static_cast<int>(bytes.size()), &width, &height, &channels, 4);
    if (pixels == nullptr) return {};
    const auto count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    std::vector<std::uint32_t> list(count);
    for (std::size_t index = 0; index < count; ++index) {
        for (unsigned channel = 0; channel < 4; ++channel)
            list[index] |= static_cast<std::uint32_t>(pixels[4 * index + channel]) << (8 * channel);
    }
    stbi_image_free(pixels);
    return list;
}

bool differ(std::uint32_t one, std::uint32_t other) {
    for (unsigned shift = 0; shift < 24; shift += 8) {
        const auto channel = [shift](std::uint32_t pixel) {
            return static_cast<int>(pixel >> shift & 0xFFU);
        };
        if (std::abs(channel(one) - channel(other)) > shade) return true;
    }
    return false;
}

TEST_P(Pictures, look_as_they_did) {
    const Scene& scene = GetParam();
    WholeWindow window(scene.server(), scene.size, scene.palette);
    window.frames(8);
    if (scene.open != nullptr) scene.open(window);
    const std::string path = std::string(CROSSTALK_PANEL_GOLDEN) + "/" + scene.name + ".png";
    if (std::getenv("CROSSTALK_UPDATE_GOLDEN") != nullptr) return window.screen.save_png(path);
    int width = 0;
    int height = 0;
    const std::vector<std::uint32_t> golden = pixels_of(path, width, height);
    ASSERT_EQ(golden.size(), window.screen.pixels().size())
        << path << " is missing or of another size. Make it with CROSSTALK_UPDATE_GOLDEN=1";
    std::size_t different = 0;
    for (std::size_t index = 0; index < golden.size(); ++index) {
        if (differ(golden[index], window.screen.pixels()[index])) ++different;
    }
    const std::size_t most = golden.size() * most_per_mil / 1'000;
    if (different > most) window.screen.save_png(std::string(scene.name) + "-now.png");
    EXPECT_LE(different, most) << "The picture as it is now stands in " << scene.name
                               << "-now.png of the test's folder. If it was meant to change: "
                                  "CROSSTALK_UPDATE_GOLDEN=1 build/dev/bin/window_walk_test";
}

INSTANTIATE_TEST_SUITE_P(
    Window, Pictures,
    testing::Values(Scene{"busy-dark", twin::busy_server, "dark", wide},
                    Scene{"busy-light", twin::busy_server, "light", wide},
                    Scene{"busy-high-contrast", twin::busy_server, "high-contrast", wide},
                    Scene{"busy-narrow", twin::busy_server, "dark", narrow},
                    Scene{"busy-at-200", twin::busy_server, "dark", large},
                    Scene{"files-dark", twin::files_of_all_kinds, "dark", wide},
                    Scene{"games-dark", twin::games_of_all_states, "dark", {"", 900, 3500, 1.0F}},
                    Scene{"games-light", twin::games_of_all_states, "light", {"", 900, 3500, 1.0F}},
                    Scene{"games-narrow", twin::games_of_all_states, "dark", {"", 380, 800, 1.0F}},
                    Scene{"two-games-dark", twin::two_games, "dark", wide},
                    Scene{"two-games-narrow", twin::two_games, "dark", narrow},
                    Scene{"four-games-dark", twin::four_games, "dark", wide},
                    Scene{"four-games-light", twin::four_games, "light", wide},
                    Scene{"four-games-high-contrast", twin::four_games, "high-contrast", wide},
                    Scene{"four-games-narrow", twin::four_games, "dark", narrow},
                    Scene{"four-games-at-200", twin::four_games, "dark", large},
                    Scene{"told-of-games-dark", twin::told_of_games, "dark", wide},
                    Scene{"told-of-games-light", twin::told_of_games, "light", wide},
                    Scene{"told-of-games-high-contrast", twin::told_of_games, "high-contrast", wide},
                    Scene{"told-of-games-narrow", twin::told_of_games, "dark", narrow},
                    Scene{"told-of-games-at-200", twin::told_of_games, "dark", large},
                    Scene{"notices-of-games-dark", twin::told_of_games, "dark", wide, twin::open_notices},
                    Scene{"games-dialog-dark", twin::busy_server, "dark", wide, twin::open_games_dialog},
                    Scene{"games-dialog-light", twin::busy_server, "light", wide, twin::open_games_dialog},
                    Scene{"games-dialog-high-contrast", twin::busy_server, "high-contrast", wide,
                          twin::open_games_dialog},
                    Scene{"games-dialog-narrow", twin::busy_server, "dark", narrow, twin::open_games_dialog},
                    Scene{"games-dialog-at-200", twin::busy_server, "dark", large, twin::open_games_dialog},
                    Scene{"leaderboard-dark", twin::busy_server, "dark", wide, twin::open_leaderboard},
                    Scene{"leaderboard-light", twin::busy_server, "light", wide, twin::open_leaderboard},
                    Scene{"leaderboard-high-contrast", twin::busy_server, "high-contrast", wide,
                          twin::open_leaderboard},
                    Scene{"leaderboard-narrow", twin::busy_server, "dark", narrow, twin::open_leaderboard},
                    Scene{"leaderboard-at-200", twin::busy_server, "dark", large, twin::open_leaderboard},
                    Scene{"refused-dark", twin::refused, "dark", wide}),
    [](const auto& scene) {
        std::string name = scene.param.name;
        for (char& c : name)
            if (c == '-') c = '_';
        return name;
    });

}  // namespace
}  // namespace crosstalk::ui
