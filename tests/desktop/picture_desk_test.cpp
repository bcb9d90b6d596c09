// From a file to a texture: fetched, read, decoded in the sandbox, brought to the renderer, given up.
#include "client/app/picture_desk.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <semaphore>

#include "client/app/file_glance.hpp"
#include "client/images/decode.hpp"
#include "client/images/encode.hpp"
#include "client/images/probe.hpp"
#include "tests/images/picture_files.hpp"
#include "tests/support/temporary_folder.hpp"

namespace crosstalk::app {
namespace {

namespace fs = std::filesystem;
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
        fs::path path = fs::path(folder.path()) / name;
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

// --- smaller copies

// The left half red, the right half blue.
images::Frame two_halves(std::uint32_t width, std::uint32_t height, std::uint8_t alpha = 255) {
    images::Frame frame{.width = width, .height = height, .pixels = {}};
    for (std::uint32_t at = 0; at < width * height; ++at) {
        const bool is_left = at % width < width / 2;
        frame.pixels.insert(frame.pixels.end(), {static_cast<std::uint8_t>(is_left ? 255 : 0), 0,
                                                 static_cast<std::uint8_t>(is_left ? 0 : 255), alpha});
    }
    return frame;
}

struct Copying : Studio {
    ui::SmallerCopy copy_of(const fs::path& picture) {
        desk.begin_frame();
        ui::SmallerCopy copy = desk.smaller_copy(picture.string());
        while (copy.state == ui::PictureState::Loading) {
            if (!desk.take_answers()) arrived.acquire();
            desk.begin_frame();
            copy = desk.smaller_copy(picture.string());
        }
        return copy;
    }
    static images::Frame decoded(const std::string& path) {
        images::Frame shown;
        const auto file = read_file(path, images::max_picture_file_bytes);
        if (!file) return shown;
        images::decode(*file, {}, [&](images::Frame frame) { shown = std::move(frame); });
        return shown;
    }
    // What two frames give up is gone when the worker has done what it was asked for before.
    void look_away() {
        desk.begin_frame();
        desk.begin_frame();
        ui::PictureKey key;
        key.path = write("last" + std::to_string(++looks) + ".png", plain_png(8, 8, {1, 2, 3, 255})).string();
        wait_for(key);
    }
    int looks = 0;
    [[nodiscard]] std::size_t kept() const {
        const fs::path outgoing = fs::path(folder.path()) / "outgoing";
        if (!fs::exists(outgoing)) return 0;
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(outgoing), {}));
    }
};

TEST(SmallerCopies, of_an_opaque_picture_is_a_jpeg_of_at_most_1920_pixels) {
    Copying desk;
    const fs::path picture = desk.write("a.png", plain_png(2400, 1000, {200, 10, 10, 255}));
    const ui::SmallerCopy copy = desk.copy_of(picture);
    ASSERT_EQ(copy.state, ui::PictureState::Ready) << copy.fault;
    EXPECT_EQ(copy.width, 1920U);
    EXPECT_EQ(copy.height, 800U);
    EXPECT_EQ(copy.extension, "jpg");
    EXPECT_EQ(copy.size, fs::file_size(copy.path));
    EXPECT_LT(copy.size, fs::file_size(picture));
    EXPECT_EQ(images::probe(*read_file(copy.path, 1U << 20U))->kind, images::PictureKind::Jpeg);
}

TEST(SmallerCopies, of_a_transparent_picture_stays_transparent) {
    Copying desk;
    const ui::SmallerCopy copy = desk.copy_of(desk.write("a.png", plain_png(2400, 1000, {200, 10, 10, 90})));
    ASSERT_EQ(copy.state, ui::PictureState::Ready) << copy.fault;
    EXPECT_EQ(copy.extension, "png");
    EXPECT_EQ(Copying::decoded(copy.path).pixels[3], 90);
}

TEST(SmallerCopies, of_a_photograph_that_was_taken_upright_is_upright) {
    using images::testing_files::Endian;
    using images::testing_files::exif_segment;
    using images::testing_files::with_segment;
    Copying desk;
    // A quarter turn to the right: what is at the left in the file is above.
    const auto jpeg = with_segment(images::encode_jpeg(two_halves(2400, 1000), {.percent = 100}),
                                   exif_segment(6, Endian::Big));
    const ui::SmallerCopy copy = desk.copy_of(desk.write("a.jpg", jpeg));
    ASSERT_EQ(copy.state, ui::PictureState::Ready) << copy.fault;
    EXPECT_EQ(copy.width, 800U);
    EXPECT_EQ(copy.height, 1920U);
    EXPECT_EQ(images::orientation_of(*read_file(copy.path, 4U << 20U)), images::Orientation::TopLeft);
    const images::Frame shown = Copying::decoded(copy.path);
    ASSERT_EQ(shown.height, 1920U);
    EXPECT_GT(shown.pixels.front(), 200) << "red above";
    EXPECT_GT(shown.pixels[shown.pixels.size() - 2], 200) << "blue below";
}

TEST(SmallerCopies, that_would_be_no_smaller_or_cannot_be_made_say_why_and_leave_nothing) {
    Copying desk;
    const auto few = desk.write("few.png", images::encode_png(two_halves(16, 16)));
    EXPECT_EQ(desk.copy_of(few).fault, "a copy would be no smaller");
    const auto broken = desk.write("broken.png", images::testing_files::hollow_png(2400, 1000));
    EXPECT_EQ(desk.copy_of(broken).fault, "it cannot be read, and may be broken");
    const auto huge = desk.write("huge.png", images::testing_files::hollow_png(30'000, 30'000));
    EXPECT_EQ(desk.copy_of(huge).fault, "it has too many pixels to be read here");
    EXPECT_EQ(desk.copy_of("/nowhere/a.png").fault, "it cannot be read, or is too large for that");
    EXPECT_EQ(desk.kept(), 0U);
}

TEST(SmallerCopies, that_nobody_asks_for_any_more_go_unless_they_were_sent) {
    Copying desk;
    const fs::path picture = desk.write("a.png", plain_png(2400, 1000, {200, 10, 10, 255}));
    const ui::SmallerCopy first = desk.copy_of(picture);
    desk.look_away();
    EXPECT_FALSE(fs::exists(first.path));
    const ui::SmallerCopy second = desk.copy_of(picture);
    desk.desk.were_sent({.room = net::lobby, .files = {{second.path, "a.jpg", 0, 0}}});
    desk.look_away();
    EXPECT_TRUE(fs::exists(second.path)) << "the link removes it";
    EXPECT_NE(desk.copy_of(picture).path, second.path) << "which may be gone soon";
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
