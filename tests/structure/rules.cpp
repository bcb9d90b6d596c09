#include "tests/structure/rules.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace crosstalk::structure {
namespace {

using Names = std::vector<std::string_view>;

// The one table of the direction of dependency. A folder may include itself and what stands here; the longest
// entry that a path begins with counts. Tests and tools stand above all and may include everything.
struct Folder {
    std::string_view path;
    Names may_include;
};

const std::vector<Folder> folders{
    {"net", {}},
    {"net/hashing", {"net"}},
    {"games", {}},
    {"net/play", {"net", "games"}},
    {"net/discovery", {"net"}},
    {"net/transport", {"net", "net/discovery"}},
    {"server/hub", {"net", "net/play", "games"}},
    {"server/ports", {"net", "net/play", "games", "net/transport", "server/hub"}},
    {"client/model", {"net", "net/play", "games"}},
    {"client/windows", {}},
    {"client/images", {"net", "client/windows"}},
    {"server/local", {"net", "net/play", "net/hashing", "games", "server/hub", "server/ports"}},
    {"client/records", {"net", "net/play", "games", "client/model"}},
    {"client/files", {"net", "net/hashing", "games"}},
    {"client/link",
     {"net", "net/play", "net/discovery", "net/hashing", "games", "net/transport", "client/model",
      "client/files"}},
    {"ui", {"net", "net/play", "games", "client/model"}},
    {"server/runtime",
     {"net", "net/play", "net/hashing", "games", "net/transport", "server/hub", "server/ports",
      "server/local"}},
    {"server/app",
     {"net", "net/play", "net/discovery", "net/hashing", "games", "net/transport", "server/hub",
      "server/ports", "server/local", "server/runtime"}},
    {"client/cli",
     {"net", "net/play", "net/hashing", "games", "net/transport", "client/model", "client/images",
      "client/records", "client/files", "client/link"}},
    {"client/host", {"net", "net/transport", "client/model", "client/windows", "server/app"}},
    {"client/app",
     {"net", "net/play", "net/hashing", "games", "net/transport", "client/model", "client/images",
      "client/windows", "client/records", "client/files", "client/link", "client/host", "ui"}},
    {"bench",
     {"net", "net/play", "net/hashing", "games", "net/transport", "server/hub", "server/ports",
      "server/local", "server/runtime", "client/model", "client/images", "client/records", "client/files",
      "client/link", "client/app", "ui"}},
};

bool is_inside(std::string_view path, std::string_view folder) {
    return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

bool is_product(std::string_view path) {
    constexpr std::array<std::string_view, 6> tops{"net", "games", "server", "client", "ui", "bench"};
    return std::ranges::any_of(tops, [&](std::string_view top) { return is_inside(path, top); });
}

const Folder* folder_of(std::string_view path) {
    const Folder* found = nullptr;
    for (const Folder& folder : folders) {
        if (is_inside(path, folder.path) && (found == nullptr || folder.path.size() > found->path.size())) {
            found = &folder;
        }
    }
    return found;
}

bool is_cpp(std::string_view path) {
    return path.ends_with(".hpp") || path.ends_with(".cpp") || path.ends_with(".inc") || path.ends_with(".h");
}

template <class Visit>
void for_each_line(std::string_view text, Visit visit) {
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = text.find('\n');
        visit(number, text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
}

struct Include {
    std::size_t line = 0;
    bool quoted = false;
    std::string_view name;
};

std::vector<Include> includes_of(std::string_view text) {
    std::vector<Include> result;
    for_each_line(text, [&](std::size_t number, std::string_view line) {
        const auto skip_blanks = [&] {
            line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
        };
        skip_blanks();
        if (!line.starts_with('#')) return;
        line.remove_prefix(1);
        skip_blanks();
        if (!line.starts_with("include")) return;
        line.remove_prefix(7);
        skip_blanks();
        if (line.empty() || (line[0] != '"' && line[0] != '<')) return;
        const bool quoted = line[0] == '"';
        line.remove_prefix(1);
        result.push_back({number, quoted, line.substr(0, line.find(quoted ? '"' : '>'))});
    });
    return result;
}

bool is_word_character(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// The text with comments, strings and character literals blanked out; lines stay where they are.
std::string code_only(std::string_view text) {
    std::string code(text);
    enum class In { Code, LineComment, BlockComment, String, Character } in = In::Code;
    const auto blank = [&](std::size_t at) {
        if (code[at] != '\n') code[at] = ' ';
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view two = text.substr(i, 2);
        switch (in) {
            case In::Code:
                if (two == "//") in = In::LineComment;
                if (two == "/*") in = In::BlockComment;
                if (text[i] == '"') in = In::String;
                // In 1'000'000 the mark stands inside a number.
                if (text[i] == '\'' && (i == 0 || !is_word_character(text[i - 1]))) in = In::Character;
                if (in != In::Code) blank(i);
                break;
            case In::LineComment:
                if (text[i] == '\n') in = In::Code;
                blank(i);
                break;
            case In::BlockComment:
                blank(i);
                if (two == "*/") {
                    blank(++i);
                    in = In::Code;
                }
                break;
            case In::String:
            case In::Character:
                blank(i);
                if (text[i] == '\\' && i + 1 < text.size()) {
                    blank(++i);
                } else if (text[i] == (in == In::String ? '"' : '\'')) {
                    in = In::Code;
                }
                break;
        }
    }
    return code;
}

bool has_word(std::string_view line, std::string_view word) {
    for (std::size_t at = line.find(word); at != std::string_view::npos; at = line.find(word, at + 1)) {
        const bool starts = at == 0 || !is_word_character(line[at - 1]);
        const std::size_t end = at + word.size();
        if (starts && (end == line.size() || !is_word_character(line[end]))) return true;
    }
    return false;
}

// What a folder does without. Headers end in * where only the beginning counts.
struct Abstention {
    std::string_view folder;
    bool below;  // also in folders below it that have a line of their own above
    Names headers;
    Names words;
    std::string_view reason;
};

const std::vector<Abstention> abstentions{
    {"net",
     false,
     {"asio*", "SDL*", "openssl/*", "sqlite3.h"},
     {},
     "net is vocabulary, without sockets or disks"},
    {"games",
     true,
     {"unordered_map", "unordered_set", "random", "chrono", "cmath", "thread", "mutex", "shared_mutex",
      "condition_variable", "future", "atomic", "fstream", "iostream", "filesystem", "cstdio", "ctime"},
     {"float", "double", "unordered_map", "unordered_set", "rand", "time"},
     "games are functions: the same moves, times and seeds give the same on every machine"},
    {"server/hub",
     true,
     {"unordered_map", "unordered_set", "random", "thread", "mutex", "shared_mutex", "condition_variable",
      "future", "atomic", "fstream", "iostream", "filesystem", "cstdio", "ctime"},
     {"float", "double", "system_clock", "steady_clock", "high_resolution_clock", "utc_clock",
      "unordered_map", "unordered_set", "rand", "time"},
     "the hub is a function: the same log gives the same state on every machine"},
    {"client/model",
     true,
     {"random", "thread", "mutex", "shared_mutex", "condition_variable", "future", "atomic", "fstream",
      "iostream", "filesystem", "cstdio", "ctime"},
     {"system_clock", "steady_clock", "high_resolution_clock", "utc_clock", "rand"},
     "the model is told the time and what happened"},
    {"client/images",
     true,
     {"asio*", "SDL*", "imgui*", "openssl/*", "sqlite3.h"},
     {},
     "the decoder of pictures runs in a process of its own, without network and window"},
    {"ui",
     true,
     {"asio*", "SDL*", "imgui_impl_*", "openssl/*"},
     {},
     "panels know Dear ImGui and the model only"},
};

// Folders that use the standard library and nothing else.
const Names standard_only{"games", "server/hub", "server/ports", "client/model"};

bool matches(std::string_view header, std::string_view pattern) {
    if (pattern.ends_with('*')) return header.starts_with(pattern.substr(0, pattern.size() - 1));
    return header == pattern;
}

// The headers of C++ have neither a folder nor an ending.
bool is_standard(std::string_view header) {
    return header.find_first_of("./") == std::string_view::npos;
}

void look_for(std::vector<Violation>& found, const File& file, std::string_view word, std::string_view what) {
    for_each_line(file.text, [&](std::size_t number, std::string_view line) {
        for (std::size_t at = line.find(word); at != std::string_view::npos; at = line.find(word, at + 1)) {
            // A path that only ends like this is somebody else's.
            const bool part_of_longer =
                word.starts_with('/') && at > 0 &&
                (is_word_character(line[at - 1]) ||
                 std::string_view(".}-~*").find(line[at - 1]) != std::string_view::npos);
            const std::size_t end = at + word.size();
            const bool word_goes_on = end < line.size() && (is_word_character(line[end]) || line[end] == '-');
            if (part_of_longer || word_goes_on) continue;
            found.push_back({file.path, number, std::string(what)});
            return;
        }
    });
}

}  // namespace

std::vector<Violation> wrong_directions(const std::vector<File>& files) {
    std::vector<Violation> found;
    for (const File& file : files) {
        if (!is_product(file.path) || !is_cpp(file.path)) continue;
        const Folder* from = folder_of(file.path);
        if (from == nullptr) {
            found.push_back(
                {file.path, 1, "this folder has no line in the table of tests/structure/rules.cpp"});
            continue;
        }
        for (const Include& include : includes_of(file.text)) {
            if (!include.quoted) continue;
            const auto wrong = [&](std::string what) {
                found.push_back({file.path, include.line, std::move(what)});
            };
            const std::string name(include.name);
            const Folder* to = folder_of(include.name);
            if (to == nullptr) {
                wrong("\"" + name +
                      "\" does not begin with a folder that may be included, as \"net/ids.hpp\" does");
            } else if (to != from &&
                       std::ranges::find(from->may_include, to->path) == from->may_include.end()) {
                wrong(std::string(from->path) + " may not include " + std::string(to->path) + " (" + name +
                      ")");
            }
        }
    }
    return found;
}

std::vector<Violation> wrong_means(const std::vector<File>& files) {
    std::vector<Violation> found;
    for (const File& file : files) {
        if (!is_cpp(file.path)) continue;
        const std::vector<Include> includes = includes_of(file.text);
        for (std::string_view folder : standard_only) {
            if (!is_inside(file.path, folder)) continue;
            for (const Include& include : includes) {
                if (include.quoted || is_standard(include.name)) continue;
                found.push_back({file.path, include.line,
                                 std::string(folder) + " uses the standard library only, not <" +
                                     std::string(include.name) + ">"});
            }
        }
        for (const Abstention& rule : abstentions) {
            const Folder* own = folder_of(file.path);
            if (rule.below ? !is_inside(file.path, rule.folder) : own == nullptr || own->path != rule.folder)
                continue;
            const auto wrong = [&](std::size_t line, std::string_view what) {
                found.push_back(
                    {file.path, line, std::string(what) + " is not for here: " + std::string(rule.reason)});
            };
            for (const Include& include : includes) {
                for (std::string_view header : rule.headers) {
                    if (matches(include.name, header)) wrong(include.line, include.name);
                }
            }
            for_each_line(code_only(file.text), [&](std::size_t number, std::string_view line) {
                if (line.starts_with('#')) return;
                for (std::string_view word : rule.words) {
                    if (has_word(line, word)) wrong(number, word);
                }
            });
        }
    }
    return found;
}

std::vector<Violation> wrong_text(const std::vector<File>& files) {
    // Written in two parts, so that this file keeps its own rule.
    static constexpr std::array<std::string_view, 2> machine_paths{
        "/wo"
        "rk",
        "/tmp/te"
        "am"};
    static constexpr std::array<std::string_view, 7> registries{
        "deb.debian"
        ".org",
        "security.debian"
        ".org",
        "snapshot.debian"
        ".org",
        "archive.ubuntu"
        ".com",
        "registry.npmjs"
        ".org",
        "pypi"
        ".org",
        "crates"
        ".io"};
    std::vector<Violation> found;
    for (const File& file : files) {
        const bool is_test_input = file.path.find("/corpus/") != std::string::npos ||
                                   file.path.find("/golden/") != std::string::npos;
        if (is_test_input || file.text.find('\0') != std::string::npos) continue;
        for (std::string_view path : machine_paths)
            look_for(found, file, path, "a path of one machine");
        for (std::string_view host : registries)
            look_for(found, file, host, "the host name of a package registry");
        for_each_line(file.text, [&](std::size_t number, std::string_view line) {
            if (line.ends_with(' ') || line.ends_with('\t') || line.ends_with('\r')) {
                found.push_back({file.path, number, "white space at the end of the line"});
            }
        });
    }
    return found;
}

std::vector<File> read_tree(const std::string& root) {
    namespace fs = std::filesystem;
    std::vector<File> files;
    for (auto entry = fs::recursive_directory_iterator(root); entry != fs::recursive_directory_iterator();
         ++entry) {
        const std::string name = entry->path().filename().string();
        if (entry->is_directory()) {
            const bool at_root = entry.depth() == 0;
            if (at_root && (name == ".git" || name == "build" || name == ".cache"))
                entry.disable_recursion_pending();
            continue;
        }
        if (!entry->is_regular_file() || name.ends_with(".swp") || name == "compile_commands.json") continue;
        std::ifstream in(entry->path(), std::ios::binary);
        files.push_back({entry->path().lexically_relative(root).generic_string(),
                         std::string(std::istreambuf_iterator<char>(in), {})});
    }
    std::ranges::sort(files, {}, &File::path);
    return files;
}

}  // namespace crosstalk::structure
