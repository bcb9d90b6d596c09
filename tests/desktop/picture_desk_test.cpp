// From a file to a texture: fetched, read, decoded in the sandbox, brought to the renderer, given up.
#include "client/app/picture_desk.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <semaphore>

#include "tests/images/picture_files.hpp"
#include "tests/support/temporary_folder.hpp"

namespace crosstalk::app {
namespace {

namespace fs = std::filesystem;
using images::testing_files::gif;
using images::testing_files::plain_png;

class TwinCanvas final : public Canvas {
  public:
    void begin_frame() override {}
    void present(ui::Color) override {}
    std::uint64_t make_texture(TextureSize size, std::span<const std::uint8_t> pixels) override {
        EXPECT_EQ(pixels.size(), std::size_t{4} * static_cast<std::size_t>(size.width * size.height));
        textures[++last] = size;
        return last;
    }
    void update_texture(std::uint64_t texture, std::span<const std::uint8_t>) override {
        EXPECT_TRUE(textures.contains(texture));
        ++updates;
    }
    void drop_texture(std::uint64_t texture) override { EXPECT_EQ(textures.erase(texture), 1U); }
    [[nodiscard]] int texture_side_most() const override { return 4096; }

    std::map<std::uint64_t, TextureSize> textures;
    std::uint64_t last = 0;
    int updates = 0;
};

struct Studio {
    Studio()
        : desk(canvas, [this] { arrived.release(); }, fs::path(folder.path()) / "outgoing",
               {.program = CROSSTALK_IMAGE_TEST_HELPER}) {}

    fs::path write(const std::string& name, const std::vector<std::uint8_t>& bytes) {
        const fs::path path = fs::path(folder.path()) / name;
        std::ofstream(path, std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        return path;
    }
    ui::PictureShown look(const ui::PictureKey& key,
                          const ui::PictureWish& wish = {.width = 400, .height = 300}) {
        desk.begin_frame();
        return desk.find(key, wish);
    }
    /// Frames, with what came taken in between, until something is decided.
    ui::PictureShown wait_for(const ui::PictureKey& key,
                              const ui::PictureWish& wish = {.width = 400, .height = 300}) {
        ui::PictureShown shown = look(key, wish);
        while (shown.state == ui::PictureState::Loading) {
            if (!desk.take_answers()) arrived.acquire();
            shown = look(key, wish);
        }
        return shown;
    }
    static ui::PictureKey remote(std::uint8_t hash, std::uint64_t message = 1) {
        ui::PictureKey key;
        key.source = {.room = net::lobby, .message = net::MessageId{message}, .index = 0, .picture_of = {}};
        key.file = {.name = "harbour.png", .size = 1000};
        key.file.hash[0] = hash;
        return key;
    }
    void fetched(const ui::PictureKey& key, const fs::path& path,
                 model::TransferState state = model::TransferState::Done) {
        desk.hear(
            model::TransferChanged{{.id = {1},
                                    .kind = model::TransferKind::Preview,
                                    .state = state,
                                    .source = key.source,
                                    .path = path.string(),
                                    .reason = state == model::TransferState::Failed ? "It is gone." : ""}});
    }

    testing::TemporaryFolder folder;
    std::counting_semaphore<> arrived{0};
    TwinCanvas canvas;
    PictureDesk desk;
};

TEST(PictureDesk, a_file_of_this_machine_becomes_a_texture) {
    Studio studio;
    ui::PictureKey key;
    key.path = studio.write("a.png", plain_png(60, 40, {1, 2, 3, 255})).string();
    const ui::PictureShown shown = studio.wait_for(key);
    EXPECT_EQ(shown.state, ui::PictureState::Ready);
    EXPECT_EQ(shown.width, 60);
    EXPECT_EQ(shown.whole_height, 40);
    EXPECT_EQ(studio.canvas.textures.size(), 1U);
    EXPECT_EQ(studio.look(key).texture, shown.texture) << "and stays one";
}

TEST(PictureDesk, what_is_seen_is_fetched_once_and_the_same_picture_twice_is_one) {
    Studio studio;
    const ui::PictureKey one = Studio::remote(1, 1);
    const ui::PictureKey again = Studio::remote(1, 2);
    studio.look(one);
    studio.look(one);
    studio.look(again);
    const auto fetches = studio.desk.take_fetches();
    ASSERT_EQ(fetches.size(), 1U);
    EXPECT_EQ(std::get<model::FetchFile>(fetches[0]).kind, model::TransferKind::Preview);
    studio.fetched(one, studio.write("a.png", plain_png(8, 8, {1, 2, 3, 255})));
    EXPECT_EQ(studio.wait_for(again).state, ui::PictureState::Ready);
    EXPECT_EQ(studio.look(one).texture, studio.look(again).texture);
}

TEST(PictureDesk, what_cannot_be_fetched_or_decoded_says_why) {
    Studio studio;
    const ui::PictureKey gone = Studio::remote(1);
    studio.look(gone);
    studio.fetched(gone, {}, model::TransferState::Failed);
    EXPECT_EQ(studio.look(gone).state, ui::PictureState::Broken);
    EXPECT_EQ(studio.look(gone).fault, "It is gone.");
    ui::PictureKey broken;
    broken.path = studio.write("b.png", {0x89, 'P', 'N', 'G', 1, 2, 3}).string();
    const ui::PictureShown shown = studio.wait_for(broken);
    EXPECT_EQ(shown.state, ui::PictureState::Broken);
    EXPECT_NE(shown.fault, "");
}

TEST(PictureDesk, a_preview_that_the_cache_gave_up_is_fetched_once_more) {
    Studio studio;
    const ui::PictureKey key = Studio::remote(1);
    studio.look(key);
    static_cast<void>(studio.desk.take_fetches());
    studio.fetched(key, fs::path(studio.folder.path()) / "no longer here");
    studio.look(key);
    std::vector<model::LinkCommand> fetches;
    while (fetches.empty()) {
        if (!studio.desk.take_answers()) studio.arrived.acquire();
        studio.look(key);
        fetches = studio.desk.take_fetches();
    }
    EXPECT_EQ(std::get<model::FetchFile>(fetches[0]).source, key.source);
    studio.fetched(key, fs::path(studio.folder.path()) / "nor here");
    EXPECT_EQ(studio.wait_for(key).state, ui::PictureState::Broken) << "and then it is gone";
}

TEST(PictureDesk, nothing_is_fetched_for_what_nobody_could_show) {
    Studio studio;
    ui::PictureKey key = Studio::remote(1);
    key.file.size = 17'000'000;
    EXPECT_EQ(studio.look(key).state, ui::PictureState::Unknown);
    key = Studio::remote(1);
    key.source = {};
    EXPECT_EQ(studio.look(key).state, ui::PictureState::Unknown)
        << "a file that is being sent is not on the server";
    EXPECT_TRUE(studio.desk.take_fetches().empty());
}

TEST(PictureDesk, lost_textures_are_made_again) {
    Studio studio;
    ui::PictureKey key;
    key.path = studio.write("a.png", plain_png(60, 40, {1, 2, 3, 255})).string();
    studio.wait_for(key);
    studio.desk.textures_lost();
    EXPECT_TRUE(studio.canvas.textures.empty());
    EXPECT_EQ(studio.wait_for(key).state, ui::PictureState::Ready);
    EXPECT_EQ(studio.canvas.textures.size(), 1U);
}

TEST(PictureDesk, the_first_lines_of_a_text_are_read_and_of_anything_else_none) {
    Studio studio;
    const auto lines_of = [&](const fs::path& path) {
        ui::PictureKey key;
        key.path = path.string();
        ui::TextShown shown = studio.desk.first_lines(key);
        while (shown.state == ui::PictureState::Loading) {
            if (!studio.desk.take_answers()) studio.arrived.acquire();
            shown = studio.desk.first_lines(key);
        }
        return std::pair(shown.state, std::string(shown.text));
    };
    const std::string words = "bring cables\nand pizza\n";
    EXPECT_EQ(lines_of(studio.write("a.txt", {words.begin(), words.end()})),
              std::pair(ui::PictureState::Ready, std::string("bring cables\nand pizza")));
    EXPECT_EQ(lines_of(studio.write("b.txt", {0, 1, 2})).first, ui::PictureState::Broken);
}

TEST(PictureDesk, a_portrait_is_the_middle_square_in_a_size_that_servers_take) {
    Studio studio;
    studio.desk.make_portrait({ui::PickId{5}, studio.write("wide.png", plain_png(900, 300, {9, 8, 7, 255}))});
    std::vector<ui::FilesSeen> made;
    while (made.empty()) {
        if (!studio.desk.take_answers()) studio.arrived.acquire();
        made = studio.desk.take_portraits();
    }
    EXPECT_EQ(made[0].id, ui::PickId{5});
    ASSERT_EQ(made[0].files.size(), 1U);
    EXPECT_EQ(made[0].files[0].width, 256U);
    EXPECT_EQ(made[0].files[0].height, 256U);
    EXPECT_LE(made[0].files[0].size, net::max_picture_bytes);
}

TEST(PictureDesk, what_is_copied_is_a_png) {
    Studio studio;
    ui::PictureKey key;
    key.path = studio.write("a.png", plain_png(60, 40, {1, 2, 3, 255})).string();
    studio.desk.copy(key);
    std::vector<ui::CopyImage> copied;
    while (copied.empty()) {
        if (!studio.desk.take_answers()) studio.arrived.acquire();
        copied = studio.desk.take_images();
    }
    EXPECT_TRUE(copied[0].png.starts_with("\x89PNG"));
}

}  // namespace
}  // namespace crosstalk::app
