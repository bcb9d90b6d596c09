#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <ostream>
#include <stdexcept>

#include "tests/structure/evidence.hpp"
#include "tests/structure/rules.hpp"

namespace crosstalk::structure {

void PrintTo(const Violation& violation, std::ostream* out) {
    *out << violation.path << ':' << violation.line << ": " << violation.what;
}

}  // namespace crosstalk::structure

namespace {

using namespace crosstalk::structure;

std::string shown(const std::vector<Violation>& violations) {
    std::string text;
    for (const Violation& violation : violations) {
        text += violation.path + ":" + std::to_string(violation.line) + ": " + violation.what + "\n";
    }
    return text;
}

// CTest says where the sources are; run by hand it is the nearest folder above with the presets.
std::string source_root() {
    if (const char* root = std::getenv("CROSSTALK_SOURCE")) return root;
    for (std::filesystem::path folder = std::filesystem::current_path(); folder.has_relative_path();
         folder = folder.parent_path()) {
        if (std::filesystem::exists(folder / "CMakePresets.json")) return folder.string();
    }
    throw std::runtime_error("run this inside the source tree, or say where it is in CROSSTALK_SOURCE");
}

const std::vector<File>& tree() {
    static const std::vector<File> files = read_tree(source_root());
    return files;
}

TEST(TheTree, is_where_the_test_looks_for_it) {
    EXPECT_GT(tree().size(), 20u);
    EXPECT_TRUE(
        std::ranges::any_of(tree(), [](const File& file) { return file.path == "CMakePresets.json"; }));
}

TEST(TheTree, includes_in_one_direction) {
    EXPECT_EQ(shown(wrong_directions(tree())), "");
}

TEST(TheTree, keeps_its_pure_parts_pure) {
    EXPECT_EQ(shown(wrong_means(tree())), "");
}

TEST(TheTree, holds_no_text_of_one_machine) {
    EXPECT_EQ(shown(wrong_text(tree())), "");
}

std::vector<Violation> directions(std::string path, std::string text) {
    return wrong_directions({{std::move(path), std::move(text)}});
}

TEST(TheTree, has_what_shows_that_expectations_are_met) {
    EXPECT_EQ(shown(wrong_evidence(tree())), "");
}

// A status of all expectations, with this cell of evidence for the first one.
std::string status_with(const std::string& state, const std::string& evidence) {
    std::string text = "| 1 | Enter sends | " + state + " | " + evidence + " |\n";
    for (int number = 2; number <= expectations; ++number)
        text += "| " + std::to_string(number) + " | something | open | not begun |\n";
    return text;
}

TEST(Evidence, that_exists_is_enough) {
    const File cpp{"tests/panels/a_test.cpp", "TEST(Composer, enter_sends) {\n"};
    const File python{"tests/e2e/test_window.py", "    def test_two_people(self):\n"};
    const File status{"docs/ux-status.md",
                      status_with("done", "`Composer.enter_sends`, `test_window.py::test_two_people`")};
    EXPECT_EQ(shown(wrong_evidence({cpp, python, status})), "");
}

TEST(Evidence, that_does_not_exist_is_found) {
    const File status{"docs/ux-status.md", status_with("done", "`Composer.enter_sends`")};
    EXPECT_EQ(wrong_evidence({status}).size(), 1U);
    EXPECT_EQ(wrong_evidence({{"docs/ux-status.md", status_with("done", "`docs/pictures/none.png`")}}).size(),
              1U);
}

TEST(Evidence, is_needed_for_what_is_done_and_a_reason_for_what_is_not) {
    EXPECT_EQ(wrong_evidence({{"docs/ux-status.md", status_with("done", "it works")}}).size(), 1U);
    EXPECT_EQ(wrong_evidence({{"docs/ux-status.md", status_with("open", "")}}).size(), 1U);
    EXPECT_EQ(wrong_evidence({{"docs/ux-status.md", status_with("nearly", "a reason")}}).size(), 1U);
}

TEST(Evidence, has_a_row_for_each_expectation) {
    EXPECT_EQ(wrong_evidence({{"docs/ux-status.md", "| 1 | Enter sends | open | not begun |\n"}}).size(), 1U);
    EXPECT_EQ(wrong_evidence({}).size(), 1U);
}

TEST(Directions, a_lower_folder_may_not_include_a_higher_one) {
    EXPECT_EQ(directions("net/frame.cpp", "// first\n#include \"server/hub/hub.hpp\"\n"),
              (std::vector<Violation>{
                  {"net/frame.cpp", 2, "net may not include server/hub (server/hub/hub.hpp)"}}));
    EXPECT_EQ(directions("net/frame.cpp", "#include \"net/transport/channel.hpp\"").size(), 1u);
    EXPECT_EQ(directions("server/hub/rooms.cpp", "#include \"server/local/journal.hpp\"").size(), 1u);
    EXPECT_EQ(directions("ui/panels/rooms.cpp", "#include \"client/app/window.hpp\"").size(), 1u);
}

TEST(Directions, server_and_client_never_include_each_other) {
    EXPECT_EQ(directions("server/runtime/loop.cpp", "#include \"client/model/model.hpp\"").size(), 1u);
    EXPECT_EQ(directions("client/model/rooms.hpp", "  #  include \"server/hub/hub.hpp\"").size(), 1u);
    EXPECT_EQ(directions("client/app/window.cpp", "#include \"server/runtime/loop.hpp\"").size(), 1u);
}

TEST(Directions, neighbours_on_one_level_do_not_include_each_other) {
    EXPECT_EQ(directions("ui/panels/rooms.cpp", "#include \"client/link/link.hpp\"").size(), 1u);
    EXPECT_EQ(directions("net/ids.hpp", "#include \"games/chess.hpp\"").size(), 1u);
}

TEST(Directions, an_include_begins_at_the_root) {
    EXPECT_EQ(directions("net/frame.cpp", "#include \"frame.hpp\"").size(), 1u);
    EXPECT_EQ(directions("net/frame.cpp", "#include \"../net/frame.hpp\"").size(), 1u);
    EXPECT_EQ(directions("net/frame.cpp", "#include \"tests/net/samples.hpp\"").size(), 1u);
}

TEST(Directions, a_new_folder_needs_its_line_in_the_table) {
    EXPECT_EQ(directions("server/newest/thing.cpp", "").size(), 1u);
    EXPECT_EQ(directions("client/thing.cpp", "").size(), 1u);
}

TEST(Directions, downwards_and_beside_is_allowed) {
    EXPECT_EQ(shown(directions("net/transport/session.cpp", "#include \"net/frame.hpp\"")), "");
    EXPECT_EQ(shown(directions("server/hub/rooms.cpp",
                               "#include \"server/hub/state.hpp\"\n#include \"net/ids.hpp\"")),
              "");
    EXPECT_EQ(shown(directions("client/app/main.cpp", "#include \"ui/theme/theme.hpp\"")), "");
    EXPECT_EQ(
        shown(directions("tests/e2e/all.cpp", "#include \"server/hub/hub.hpp\"\n#include \"ui/list.hpp\"")),
        "");
}

std::vector<Violation> means(std::string path, std::string text) {
    return wrong_means({{std::move(path), std::move(text)}});
}

TEST(Means, the_hub_has_no_clock_no_chance_and_no_floating_point) {
    for (const char* line :
         {"#include <unordered_map>", "#include <unordered_set>", "#include <random>", "#include <thread>",
          "#include <mutex>", "#include <fstream>", "double mean = 0;", "float x;",
          "auto now = std::chrono::system_clock::now();", "std::chrono::steady_clock::time_point t;"}) {
        EXPECT_EQ(means("server/hub/rooms.cpp", line).size(), 1u) << line;
    }
}

TEST(Means, only_code_counts) {
    EXPECT_EQ(
        shown(means("server/hub/rooms.cpp",
                    "// double\n/* float\nfloat */ int x = 1'000; const char* s = \"double \\\" float\";")),
        "");
    EXPECT_EQ(means("server/hub/rooms.cpp", "/* float */ double x = 1'000;").size(), 1u);
    EXPECT_EQ(means("server/hub/rooms.cpp", "char c = '\"'; double x = 1;").size(), 1u);
    EXPECT_EQ(shown(means("server/hub/rooms.cpp", "int doubled = 2, afloat = 3;")), "");
}

TEST(Means, hub_and_model_use_the_standard_library_only) {
    EXPECT_EQ(means("server/hub/hub.hpp", "#include <cereal/cereal.hpp>").size(), 1u);
    EXPECT_EQ(means("client/model/model.hpp", "#include <asio.hpp>").size(), 1u);
    EXPECT_EQ(means("client/model/model.hpp", "#include <thread>").size(), 1u);
    EXPECT_EQ(shown(means("client/model/model.hpp", "#include <vector>\n#include <unordered_map>\nfloat f;")),
              "");
}

TEST(Means, panels_know_neither_sockets_nor_the_window_system) {
    EXPECT_EQ(means("ui/panels/rooms.cpp", "#include <SDL.h>").size(), 1u);
    EXPECT_EQ(means("ui/panels/rooms.cpp", "#include <asio/ip/tcp.hpp>").size(), 1u);
    EXPECT_EQ(means("ui/panels/rooms.cpp", "#include \"imgui_impl_sdl2.h\"").size(), 1u);
    EXPECT_EQ(shown(means("ui/panels/rooms.cpp", "#include <imgui.h>")), "");
}

TEST(Means, sockets_are_for_the_transport) {
    EXPECT_EQ(means("net/inbox.hpp", "#include <asio.hpp>").size(), 1u);
    EXPECT_EQ(shown(means("net/transport/session.hpp", "#include <asio.hpp>")), "");
}

std::vector<Violation> texts(std::string text) {
    return wrong_text({{"docs/notes.md", std::move(text)}});
}

TEST(Texts, no_file_names_a_path_of_one_machine) {
    EXPECT_EQ(texts("see /wo"
                    "rk/main/x")
                  .size(),
              1u);
    EXPECT_EQ(texts("see /wo"
                    "rk")
                  .size(),
              1u);
    EXPECT_EQ(texts("/tmp/te"
                    "am/b")
                  .size(),
              1u);
    EXPECT_EQ(shown(texts("docs/wo"
                          "rk/x, $(PWD)/wo"
                          "rkers, /wo"
                          "rking")),
              "");
}

TEST(Texts, no_file_names_a_package_registry) {
    EXPECT_EQ(texts("deb http://deb.debian"
                    ".org/debian")
                  .size(),
              1u);
    EXPECT_EQ(shown(texts("https://www.debian"
                          ".org")),
              "");
}

TEST(Texts, no_line_ends_in_white_space) {
    EXPECT_EQ(texts("a\nb \n"),
              (std::vector<Violation>{{"docs/notes.md", 2, "white space at the end of the line"}}));
    EXPECT_EQ(texts("a\t\r\n").size(), 1u);
    EXPECT_EQ(shown(texts("a\n\nb\n")), "");
    EXPECT_EQ(shown(texts(std::string("\x89PNG \n\0", 7))), "");
}

TEST(Texts, inputs_and_goldens_are_as_they_have_to_be) {
    EXPECT_EQ(shown(wrong_text(
                  {{"tests/fuzz/corpus/fuzz_text/spaces", "a \n"}, {"tests/ui/golden/list.txt", "a \n"}})),
              "");
}

}  // namespace
