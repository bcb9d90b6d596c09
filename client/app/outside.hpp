// What the window's program does at once for the panels: invites drawn at random, rooms written to files.
#pragma once

#include <filesystem>
#include <memory>

#include "ui/panels/outside.hpp"

namespace crosstalk::app {

// `downloads`: where files are offered to be written; `server_folder`: where a server on this machine keeps its data. Thread:
// the one that draws.
std::unique_ptr<ui::Outside> make_outside(std::filesystem::path downloads,
                                          std::filesystem::path server_folder);

}  // namespace crosstalk::app
