// Bytes as text for people, and the files they are compared with.
#pragma once

#include <filesystem>
#include <set>
#include <string>

#include "net/ids.hpp"

namespace crosstalk::net::testing_wire {

// 16 bytes per line: offset, bytes, and what is printable of them.
std::string hex_lines(const Bytes& bytes);

// The folder beside this source.
std::filesystem::path golden_folder();

// Empty, or what differs from golden/NAME.hex and how to accept it. With CROSSTALK_UPDATE_GOLDEN=1 in the
// environment the file is written instead.
std::string golden_difference(const std::string& name, const Bytes& bytes);

// Names of the files that are there.
std::set<std::string> golden_names();

}  // namespace crosstalk::net::testing_wire
