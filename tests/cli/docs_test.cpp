// docs/cli.md says what the program does: its table of commands is made from the program's, and every event and code is in it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "client/cli/printer.hpp"
#include "client/model/composer.hpp"

namespace crosstalk::cli {
namespace {

namespace fs = std::filesystem;

const fs::path root = fs::path(__FILE__).parent_path().parent_path().parent_path();

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

}  // namespace
}  // namespace crosstalk::cli
