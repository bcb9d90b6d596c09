#include <filesystem>

#include "client/files/file_access.hpp"
#include "client/files/paths.hpp"
#include "net/limits.hpp"
#include "net/text/utf8.hpp"

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
    const std::size_t dot = name.find_last_of('.');
    const bool has_extension = dot != std::string::npos && dot > 0;
    const std::string extension = has_extension ? name.substr(dot) : std::string();
    const std::string stem = name.substr(0, name.size() - extension.size());
    for (std::uint64_t number = 2; files.is_taken(path); ++number) {
        const std::string ending = " (" + std::to_string(number) + ")" + extension;
        const std::size_t left = net::max_file_name_bytes - std::min(net::max_file_name_bytes, ending.size());
        path = join(folder, std::string(text::first_bytes(stem, left)) + ending);
    }
    return path;
}

}  // namespace crosstalk::files
