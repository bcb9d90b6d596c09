#include "server/app/snapshots.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <system_error>

namespace crosstalk::server {

namespace {

constexpr std::string_view beginning = "view-";
constexpr std::string_view ending = ".db";

// 0: not a snapshot's name.
net::Position position_in(std::string_view name) {
    net::Position position;
    if (!name.starts_with(beginning) || !name.ends_with(ending)) return {};
    name.remove_prefix(beginning.size());
    name.remove_suffix(ending.size());
    const char* end = name.data() + name.size();
    const auto [stop, error] = std::from_chars(name.data(), end, position.value);
    return error == std::errc{} && stop == end ? position : net::Position{};
}

}  // namespace

std::vector<Snapshot> snapshots_in(const DataFolder& folder) {
    std::vector<Snapshot> snapshots;
    std::error_code error;
    const auto now = std::filesystem::file_time_type::clock::now();
    for (const auto& entry : std::filesystem::directory_iterator(folder.snapshots(), error)) {
        const net::Position position = position_in(entry.path().filename().string());
        const auto made = entry.last_write_time(error);
        if (!position || error || !entry.is_regular_file(error)) continue;
        snapshots.push_back({entry.path(), position,
                             std::chrono::duration_cast<std::chrono::system_clock::duration>(now - made)});
    }
    std::ranges::sort(snapshots, {}, &Snapshot::position);
    return snapshots;
}

std::vector<std::filesystem::path> unfinished_snapshots_in(const DataFolder& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder.snapshots(), error)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(beginning) && !position_in(name)) files.push_back(entry.path());
    }
    return files;
}

std::filesystem::path snapshot_file(const DataFolder& folder, net::Position position) {
    return folder.snapshots() /
           (std::string(beginning) + std::to_string(position.value) + std::string(ending));
}

}  // namespace crosstalk::server
