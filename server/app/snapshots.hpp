// Copies of the archive in the data folder, named by the entry they end with: snapshots/view-4711.db.
#pragma once

#include <chrono>
#include <filesystem>
#include <vector>

#include "net/ids.hpp"
#include "server/app/data_folder.hpp"

namespace crosstalk::server {

struct Snapshot {
    std::filesystem::path file;
    net::Position position;
    // Since it was made; negative if the clock was put back.
    std::chrono::system_clock::duration age;
};

// The oldest entry first. Other files in the folder are passed over.
std::vector<Snapshot> snapshots_in(const DataFolder& folder);

// What is left of those that a crash cut short.
std::vector<std::filesystem::path> unfinished_snapshots_in(const DataFolder& folder);

std::filesystem::path snapshot_file(const DataFolder& folder, net::Position position);

}  // namespace crosstalk::server
