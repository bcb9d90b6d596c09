#include "client/link/folders.hpp"

#include <system_error>
#include <utility>

namespace crosstalk::link {

Folders choose_folders(FolderChoice choice) {
    Folders folders = std::move(choice.system);
    if (!choice.chosen.empty()) {
        folders.place = Place::Chosen;
        folders.profile = std::move(choice.chosen);
    } else if (!choice.portable.empty()) {
        folders.place = Place::BesideProgram;
        folders.downloads = choice.portable / "downloads";
        folders.profile = std::move(choice.portable);
    }
    return folders;
}

std::filesystem::path profile_beside(const std::filesystem::path& program_folder) {
    if (program_folder.empty()) return {};
    std::error_code none;
    const std::filesystem::path beside = program_folder / "profile";
    return std::filesystem::is_directory(beside, none) ? beside : std::filesystem::path();
}

Folders folders(const std::filesystem::path& chosen) {
    std::error_code none;
    return choose_folders({.chosen = chosen.empty() ? chosen : std::filesystem::absolute(chosen, none),
                           .portable = profile_beside(program_folder()),
                           .system = {.place = Place::System,
                                      .profile = default_profile_folder(),
                                      .downloads = default_download_folder()}});
}

}  // namespace crosstalk::link
