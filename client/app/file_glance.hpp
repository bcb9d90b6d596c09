// A look at files that somebody wants to send, and files made of what is none yet.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ui/panels/desktop_event.hpp"

namespace crosstalk::app {

// Thread: any; may take as long as the disk does. Never throws.

// Answers with the files as they are, and of folders with the files right in them, by name. Of each the size, and of a
// picture its width and height.
ui::FilesSeen look_at(const ui::LookAtFiles& wanted);
// One new file in the folder, readable by its owner alone. The name is as given; the path is chosen here. The link removes
// it when it was sent, or at the next start.
ui::FilesSeen keep_for_sending(const std::filesystem::path& folder, ui::PickId id, const std::string& name,
                               std::span<const std::uint8_t> bytes);

// All of it, if it is a file of at most so many bytes.
std::optional<std::vector<std::uint8_t>> read_file(const std::filesystem::path& path, std::size_t most);
// Its beginning.
std::vector<std::uint8_t> read_beginning(const std::filesystem::path& path, std::size_t most);

}  // namespace crosstalk::app
