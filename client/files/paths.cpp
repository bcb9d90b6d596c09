#include "net/text/paths.hpp"
#include "client/files/file_access.hpp"
#include "net/text/file_name.hpp"

namespace crosstalk::files {

std::string join(const std::string& folder, const std::string& name) {
    return text::utf8_of(text::path_of(folder) / text::path_of(name));
}

std::string folder_of(const std::string& path) {
    const std::string folder = text::utf8_of(text::path_of(path).parent_path());
    return folder.empty() ? "." : folder;
}

std::string name_of(const std::string& path) {
    return text::utf8_of(text::path_of(path).filename());
}

std::string free_path(const FileAccess& files, const std::string& folder, const std::string& name) {
    std::string path = join(folder, name);
    for (std::uint32_t number = 2; files.is_taken(path); ++number)
        path = join(folder, text::numbered_file_name(name, number));
    return path;
}

}  // namespace crosstalk::files
