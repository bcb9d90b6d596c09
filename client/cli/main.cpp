#include <cstdio>
#include <exception>
#include <string>
#include <variant>
#include <vector>

#include "client/cli/finding.hpp"
#include "client/cli/options.hpp"
#include "client/cli/program.hpp"
#include "net/text/console.hpp"

int main(int argc, char** argv) {
    using namespace crosstalk::cli;
    const auto console = crosstalk::text::print_utf8();
    const auto parsed = parse_options(std::vector<std::string>(argv + 1, argv + argc));
    if (const auto* answer = std::get_if<Answer>(&parsed)) {
        std::FILE* to = answer->exit == Exit::Done ? stdout : stderr;
        std::fprintf(to, "%s%s", answer->text.c_str(), answer->text.ends_with('\n') ? "" : "\n");
        return static_cast<int>(answer->exit);
    }
    try {
        const auto& options = std::get<Options>(parsed);
        return static_cast<int>(options.find ? find_servers(options) : run(options));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "crosstalk-cli: %s\n", error.what());
        return static_cast<int>(Exit::ProfileUnusable);
    }
}
