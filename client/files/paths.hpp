// Paths between UTF-8 and what the system takes. Internal to client/files.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace crosstalk::files {

std::filesystem::path path_of(std::string_view utf8);
std::string utf8_of(const std::filesystem::path& path);

}  // namespace crosstalk::files
