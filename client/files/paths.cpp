#include <filesystem>

#include "client/files/file_access.hpp"
#include "client/files/paths.hpp"
#include "net/text/file_name.hpp"

namespace crosstalk::files {

std::filesystem::path path_of(std::string_view utf8) {
    return {std::u8string(utf8.begin(), utf8.end())};
}

std::string utf8_of(const std::filesystem::path& path) {
    const std::u8string text = path.u8string();
    return {text.begin(), text.end()};
}

std::string join(const std::string& folder, const std::string& name) {
    return utf8_of(path_of(folder) / path_of(name));
}

std::string folder_of(const std::string& path) {
    const std::string folder = utf8_of(path_of(path).parent_path());
    return folder.empty() ? "." : folder;
}

std::string name_of(const std::string& path) {
    return utf8_of(path_of(path).filename());
}

std::string free_path(const FileAccess& files, const std::string& folder, const std::string& name) {
    std::string path = join(folder, name);
    for (std::uint32_t number = 2; files.is_taken(path); ++number)
        path = join(folder, text::numbered_file_name(name, number));
    return path;
}

}  // namespace crosstalk::files
