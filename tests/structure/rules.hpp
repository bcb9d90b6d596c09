// The rules about the source tree that a compiler does not check: who may include whom, what the pure parts do
// without, and what no file may contain. Pure functions over texts, so that a planted violation is one line.
#pragma once

#include <string>
#include <vector>

namespace crosstalk::structure {

struct File {
    std::string path;  // from the root of the repository, with /
    std::string text;
};

struct Violation {
    std::string path;
    std::size_t line = 0;
    std::string what;

    friend bool operator==(const Violation&, const Violation&) = default;
};

/// Every #include "..." of a C++ file in net, games, server, client, ui and bench goes down the levels of
/// ARCHITECTURE.md, and starts at the root of the repository.
std::vector<Violation> wrong_directions(const std::vector<File>& files);

/// Libraries, standard headers and words that a folder does without: the hub and the model are pure, panels know
/// no sockets and no SDL.
std::vector<Violation> wrong_means(const std::vector<File>& files);

/// Text that no file may contain: paths of somebody's machine, host names of package mirrors, white space at the
/// end of a line. Files with NUL bytes (pictures and the like), fuzz inputs and goldens are left out.
std::vector<Violation> wrong_text(const std::vector<File>& files);

/// All files of the tree but those of git and of builds.
std::vector<File> read_tree(const std::string& root);

}  // namespace crosstalk::structure
