// docs/cli.md says what the program does: its table of commands is made from the program's, and every event and code is in it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "client/cli/printer.hpp"
#include "client/model/composer.hpp"

namespace crosstalk::cli {
namespace {

namespace fs = std::filesystem;

const fs::path root = CROSSTALK_SOURCE;

std::string text_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    EXPECT_TRUE(file) << path;
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string escaped(std::string text) {
    for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2))
        text.insert(at, "\\");
    return text;
}

std::string table() {
    std::string text;
    const model::ComposerCommand* before = nullptr;
    for (const model::ComposerCommand& each : model::composer_commands()) {
        if (before == nullptr || before->group != each.group) {
            text += "\n### " + std::string(model::title_of(each.group)) +
                    "\n\n| command | | for example |\n|---|---|---|\n";
        }
        before = &each;
        const std::string usage = model::usage_of(each);
        text += "| `" + escaped(usage) + "` | " + std::string(each.help) + " | " +
                (each.example == usage ? "" : "`" + escaped(std::string(each.example)) + "`") + " |\n";
    }
    return text + "\n";
}

TEST(CliDocs, the_table_of_commands_is_the_programs) {
    const fs::path path = root / "docs" / "cli.md";
    std::string text = text_of(path);
    const std::string begin = "build/dev/bin/test_cli -->\n";
    const std::size_t from = text.find(begin) + begin.size();
    const std::size_t to = text.find("<!-- commands: end -->");
    ASSERT_LE(from, to);
    ASSERT_NE(to, std::string::npos);
    if (std::getenv("CROSSTALK_UPDATE_GOLDEN") != nullptr) {
        text.replace(from, to - from, table());
        std::ofstream(path, std::ios::binary) << text;
    } else {
        EXPECT_EQ(text.substr(from, to - from), table())
            << "CROSSTALK_UPDATE_GOLDEN=1 build/dev/bin/test_cli writes it";
    }
}

TEST(CliDocs, every_event_and_every_code_of_an_error_is_described) {
    const std::string docs = text_of(root / "docs" / "cli.md");
    std::set<std::string> names;
    const std::regex event(R"re(("event", |event_of\(|of_message\()"([a-z_]+)")re");
    const std::regex code(R"re((\.error\(\s*|give_up_errand\(|give_up\([A-Za-z:]+, )"([a-z_]+)")re");
    for (const auto& entry : fs::directory_iterator(root / "client" / "cli")) {
        if (entry.path().extension() != ".cpp") continue;
        const std::string source = text_of(entry.path());
        for (const std::regex& name : {event, code}) {
            for (std::sregex_iterator at(source.begin(), source.end(), name), end; at != end; ++at)
                names.insert((*at)[2]);
        }
    }
    for (std::uint8_t i = 0; i <= static_cast<std::uint8_t>(model::Refusal::Stopped); ++i)
        names.insert(std::string(code_of(static_cast<model::Refusal>(i))));
    for (std::uint8_t i = 1; i <= static_cast<std::uint8_t>(last_of(net::Status{})); ++i)
        names.insert(std::string(code_of(static_cast<net::Status>(i))));
    for (std::uint8_t i = 0; i <= static_cast<std::uint8_t>(model::BadLine::Why::NotConfirmed); ++i)
        names.insert(std::string(code_of(static_cast<model::BadLine::Why>(i))));
    EXPECT_GT(names.size(), 90u) << "the sources are read";
    for (const std::string& name : names)
        EXPECT_THAT(docs, ::testing::HasSubstr("`" + name + "`")) << name;
}

// The names in the first column of the tables of events: `joined`, `left` | ...
std::set<std::string> described_events() {
    std::set<std::string> names;
    std::istringstream docs(text_of(root / "docs" / "cli.md"));
    bool is_inside = false;
    for (std::string line; std::getline(docs, line);) {
        if (line.starts_with("#")) is_inside = line == "## Lines out, with --json";
        if (!is_inside || !line.starts_with("| `")) continue;
        const std::string first = line.substr(0, line.find(" | "));
        const std::regex name("`([a-z_]+)`");
        for (std::sregex_iterator at(first.begin(), first.end(), name), end; at != end; ++at)
            names.insert((*at)[1]);
    }
    return names;
}

// Everything that a test expects to be told: `"event":"sent"`, escaped or not, `wait_event("sent"`, `event(ada, "sent"`.
std::string all_tests() {
    std::string text;
    for (const char* folder : {"cli", "e2e"}) {
        for (const auto& entry : fs::directory_iterator(root / "tests" / folder)) {
            if (entry.is_regular_file() && entry.path().filename() != "docs_test.cpp")
                text += text_of(entry.path());
        }
    }
    std::erase(text, '\\');
    return text;
}

TEST(CliDocs, every_described_event_is_one_that_a_test_has_seen) {
    const std::set<std::string> described = described_events();
    EXPECT_GT(described.size(), 50u) << "the tables are read";
    const std::string tests = all_tests();
    for (const std::string& name : described) {
        const std::regex seen("(\"event\":\"|wait_event\\(\"|event\\([a-z_.]+, \")" + name + "\"");
        EXPECT_TRUE(std::regex_search(tests, seen)) << name;
    }
}

TEST(CliDocs, every_field_of_a_game_is_described) {
    const std::string docs = text_of(root / "docs" / "cli.md");
    const std::string section = docs.substr(docs.find("## A game, with --json"));
    std::istringstream transcripts(text_of(root / "tests" / "cli" / "transcripts.txt"));
    std::set<std::string> fields;
    for (std::string line; std::getline(transcripts, line);) {
        const auto event = nlohmann::json::parse(line, nullptr, false);
        if (!event.is_object() || !event.contains("game")) continue;
        for (const auto& each : event["game"].items())
            fields.insert(each.key());
    }
    EXPECT_GT(fields.size(), 20u) << "the transcripts are read";
    for (const std::string& field : fields)
        EXPECT_THAT(section, ::testing::HasSubstr("`" + field + "`"));
}

TEST(CliDocs, every_event_of_a_transcript_is_described) {
    const std::set<std::string> described = described_events();
    const std::string transcripts = text_of(root / "tests" / "cli" / "transcripts.txt");
    const std::regex event("\"event\":\"([a-z_]+)\"");
    for (std::sregex_iterator at(transcripts.begin(), transcripts.end(), event), end; at != end; ++at)
        EXPECT_TRUE(described.contains((*at)[1])) << (*at)[1];
}

}  // namespace
}  // namespace crosstalk::cli
