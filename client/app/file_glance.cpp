#include "client/app/file_glance.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <random>
#include <system_error>

#include "client/images/probe.hpp"
#include "net/text/file_name.hpp"
#include "net/text/hexadecimal.hpp"
#include "net/text/paths.hpp"
#include "ui/files/file_kind.hpp"

namespace crosstalk::app {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t files_most =
    100;  // far more than go with one message: who drops a home folder does not wait

void measure_picture(ui::SeenFile& seen) {
    std::vector<std::uint8_t> beginning = read_beginning(seen.path, images::usual_probe_bytes);
    auto found = images::probe_beginning(beginning);
    if (const auto* more = std::get_if<images::NeedsMoreBytes>(&found);
        more != nullptr && more->at_least <= images::max_picture_file_bytes) {
        beginning = read_beginning(seen.path, more->at_least);
        found = images::probe_beginning(beginning);
    }
    const auto* picture = std::get_if<images::PictureInfo>(&found);
    if (picture == nullptr) return;
    seen.width = picture->width;
    seen.height = picture->height;
    // A GIF may move, and what is made of it would not.
    seen.can_be_smaller = picture->kind != images::PictureKind::Gif &&
                          (std::max(seen.width, seen.height) > ui::smaller_copy_side ||
                           seen.size > ui::smaller_copy_from_bytes);
}

ui::SeenFile seen_at(const fs::path& path) {
    ui::SeenFile seen{.path = path, .name = text::utf8_of(path.filename())};
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (error || !fs::exists(status)) {
        seen.fault = "It cannot be found. Look whether it is still there.";
        return seen;
    }
    if (!fs::is_regular_file(status)) {
        seen.fault = "This is no file that could be sent.";
        return seen;
    }
    seen.size = fs::file_size(path, error);
    if (error || !std::ifstream(path, std::ios::binary)) {
        seen.size = 0;
        seen.fault = "It cannot be read. Look whether you may open it.";
        return seen;
    }
    measure_picture(seen);
    return seen;
}

std::vector<fs::path> files_in(const fs::path& folder, std::string& fault) {
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        std::error_code ignored;
        const bool is_hidden = text::utf8_of(entry->path().filename()).starts_with('.');
        if (!is_hidden && entry->is_regular_file(ignored)) files.push_back(entry->path());
    }
    if (error) fault = "The folder cannot be read. Look whether you may open it.";
    std::ranges::sort(files);
    return files;
}

}  // namespace

std::vector<std::uint8_t> read_beginning(const fs::path& path, std::size_t most) {
    std::ifstream file(path, std::ios::binary);
    std::vector<std::uint8_t> bytes(most);
    file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(most));
    bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, file.gcount())));
    return bytes;
}

std::optional<std::vector<std::uint8_t>> read_file(const fs::path& path, std::size_t most) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(path, error);
    if (error || size > most) return std::nullopt;
    std::vector<std::uint8_t> bytes = read_beginning(path, static_cast<std::size_t>(size));
    if (bytes.size() != size) return std::nullopt;
    return bytes;
}

ui::FilesSeen look_at(const ui::LookAtFiles& wanted) {
    ui::FilesSeen seen{.id = wanted.id, .files = {}};
    for (const fs::path& path : wanted.paths) {
        std::error_code error;
        std::vector<fs::path> paths{path};
        if (fs::is_directory(path, error)) paths = files_in(path, seen.fault);
        for (const fs::path& each : paths) {
            if (seen.files.size() < files_most) {
                seen.files.push_back(seen_at(each));
            } else {
                ++seen.left_out;
            }
        }
    }
    return seen;
}

ui::FilesSeen keep_for_sending(const fs::path& folder, ui::PickId id, const std::string& name,
                               std::span<const std::uint8_t> bytes) {
    ui::FilesSeen seen{.id = id, .files = {}};
    std::error_code error;
    fs::create_directories(folder, error);
    fs::permissions(folder, fs::perms::owner_all, error);
    std::random_device random;
    std::array<std::uint8_t, 16> unique{};
    for (std::uint8_t& byte : unique)
        byte = static_cast<std::uint8_t>(random());
    const std::string extension = text::file_extension(name);
    const fs::path path = folder / (text::hexadecimal(unique) + (extension.empty() ? "" : "." + extension));
    {
        std::ofstream file(path, std::ios::binary | std::ios::trunc);
        fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write, error);
        file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        file.flush();
        if (!file) {
            seen.fault = "It cannot be written to this machine's disk. Look whether there is room.";
            return seen;
        }
    }
    ui::SeenFile kept = seen_at(path);
    kept.name = name;
    seen.files.push_back(std::move(kept));
    return seen;
}

}  // namespace crosstalk::app
