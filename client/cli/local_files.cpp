#include "client/cli/local_files.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <variant>

#include "client/images/probe.hpp"
#include "client/link/folders.hpp"
#include "net/text/paths.hpp"

namespace crosstalk::cli {

namespace {

namespace fs = std::filesystem;

}  // namespace

std::string DiskLocalFiles::home() const {
    return text::utf8_of(link::home_folder());
}

bool DiskLocalFiles::is_there(const std::string& path) const {
    std::error_code error;
    return fs::exists(text::path_of(path), error);
}

std::optional<std::vector<std::string>> DiskLocalFiles::files_in(const std::string& path) const {
    std::error_code error;
    if (!fs::is_directory(text::path_of(path), error)) return std::nullopt;
    std::vector<std::string> files;
    for (fs::directory_iterator each(text::path_of(path), error), end; !error && each != end;
         each.increment(error)) {
        std::error_code skipped;
        // Keys and passwords of programs stand in hidden files: they go only when they are named.
        const bool is_hidden = text::utf8_of(each->path().filename()).starts_with('.');
        if (!is_hidden && each->is_regular_file(skipped)) files.push_back(text::utf8_of(each->path()));
    }
    std::ranges::sort(files);
    return files;
}

PictureSize DiskLocalFiles::picture_size(const std::string& path) const {
    // Of a JPEG that says its size behind so much else, nobody learns it before it is there.
    constexpr std::size_t most_bytes = 4U << 20U;
    std::ifstream file(text::path_of(path), std::ios::binary);
    std::vector<std::uint8_t> beginning;
    for (std::size_t wanted = images::usual_probe_bytes; file && wanted <= most_bytes;) {
        const std::size_t had = beginning.size();
        beginning.resize(wanted);
        file.read(reinterpret_cast<char*>(beginning.data() + had),
                  static_cast<std::streamsize>(wanted - had));
        beginning.resize(had + static_cast<std::size_t>(file.gcount()));
        const images::Probe probe = images::probe_beginning(beginning);
        if (const auto* found = std::get_if<images::PictureInfo>(&probe))
            return {found->width, found->height};
        const auto* more = std::get_if<images::NeedsMoreBytes>(&probe);
        if (more == nullptr || more->at_least <= beginning.size()) break;
        wanted = more->at_least;
    }
    return {};
}

}  // namespace crosstalk::cli
