// The page for Prometheus against the rules of its format:
// https://prometheus.io/docs/instrumenting/exposition_formats/
#include "server/app/exposition.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "net/version.hpp"
#include "server/app/metrics.hpp"

namespace crosstalk::server {
namespace {

using ::testing::HasSubstr;

// What breaks a rule, line by line; empty: nothing does.
std::vector<std::string> broken_rules(const std::string& page) {
    static const std::regex help(R"(# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+))");
    static const std::regex type(R"(# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram))");
    static const std::regex sample(
        R"re(([a-zA-Z_:][a-zA-Z0-9_:]*)(\{[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\["\\n])*"(,[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\["\\n])*")*\})? ([0-9]+(\.[0-9]+)?))re");
    std::vector<std::string> broken;
    std::set<std::string> families;
    std::set<std::string> series;
    std::string helped;
    std::string family;
    std::string family_type;
    if (page.empty() || page.back() != '\n') broken.emplace_back("the last line has no end");
    std::istringstream lines(page);
    for (std::string line; std::getline(lines, line);) {
        std::smatch match;
        if (std::regex_match(line, match, help)) {
            helped = match[1];
        } else if (std::regex_match(line, match, type)) {
            family = match[1];
            family_type = match[2];
            if (family != helped) broken.push_back("no help: " + line);
            if (!families.insert(family).second) broken.push_back("a family twice: " + line);
            if (family_type == "counter" && !family.ends_with("_total"))
                broken.push_back("a counter's name: " + line);
        } else if (std::regex_match(line, match, sample)) {
            const std::string name = match[1];
            const bool is_part =
                family_type == "histogram" &&
                (name == family + "_bucket" || name == family + "_sum" || name == family + "_count");
            if (is_part == (name == family)) broken.push_back("not of its family: " + line);
            if (!series.insert(name + match[2].str()).second) broken.push_back("a series twice: " + line);
        } else {
            broken.push_back("no line of the format: " + line);
        }
    }
    return broken;
}

TEST(Exposition, a_family_has_help_type_and_samples) {
    Exposition out;
    out.family("crosstalk_things_total", MetricType::Counter, "Things.");
    out.sample(3, {{"kind", "a"}});
    out.sample(4, {{"kind", "b"}, {"size", "large"}});
    EXPECT_EQ(out.text(),
              "# HELP crosstalk_things_total Things.\n"
              "# TYPE crosstalk_things_total counter\n"
              "crosstalk_things_total{kind=\"a\"} 3\n"
              "crosstalk_things_total{kind=\"b\",size=\"large\"} 4\n");
    EXPECT_THAT(broken_rules(out.text()), ::testing::IsEmpty());
}

TEST(Exposition, what_the_format_has_other_uses_for_is_escaped) {
    Exposition out;
    out.family("x", MetricType::Gauge, "a \\ b\nc \"d\"");
    out.sample(1, {{"l", "a \\ b\nc \"d\""}});
    EXPECT_EQ(out.text(),
              "# HELP x a \\\\ b\\nc \"d\"\n"
              "# TYPE x gauge\n"
              "x{l=\"a \\\\ b\\nc \\\"d\\\"\"} 1\n");
    EXPECT_THAT(broken_rules(out.text()), ::testing::IsEmpty());
}

TEST(Exposition, milliseconds_are_written_as_seconds) {
    EXPECT_EQ(seconds(0), "0");
    EXPECT_EQ(seconds(5), "0.005");
    EXPECT_EQ(seconds(1'000), "1");
    EXPECT_EQ(seconds(1'050), "1.050");
    EXPECT_EQ(seconds(1'763'766'705'123), "1763766705.123");
}

Figures some_figures() {
    Figures figures;
    for (const char* name :
         {"uptime-s",        "sessions",         "logging-in", "users", "users-online", "devices",
          "rooms",           "direct-rooms",     "invites",    "bans",  "files-bytes",  "uploads",
          "uploads-bytes",   "file-connections", "transfers",  "posts", "commands",     "journal-position",
          "journal-waiting", "view-lag"})
        figures.stats.push_back({name, static_cast<std::int64_t>(figures.stats.size()) + 100});
    figures.node.commits.add({3});
    figures.node.commits.add({70'000});
    figures.node.refused_frames.add(FrameFault::TooMany);
    figures.listener.traffic.bytes_in = 12'345;
    figures.started = {1'763'766'705'123};
    figures.free_bytes = 1'000;
    return figures;
}

TEST(Metrics, the_page_keeps_the_rules_of_its_format) {
    EXPECT_THAT(broken_rules(metrics_page(some_figures())), ::testing::IsEmpty());
    EXPECT_THAT(broken_rules(metrics_page({})), ::testing::IsEmpty());
}

TEST(Metrics, every_figure_of_the_server_is_on_the_page) {
    const Figures figures = some_figures();
    const std::string page = metrics_page(figures);
    for (const net::Stat& stat : figures.stats)
        EXPECT_THAT(page, HasSubstr(" " + std::to_string(stat.value) + "\n")) << stat.name;
    EXPECT_THAT(page, HasSubstr("crosstalk_build_info{version=\"" + std::string(version) + "\"} 1\n"));
    EXPECT_THAT(page, HasSubstr("crosstalk_received_bytes_total 12345\n"));
    EXPECT_THAT(page, HasSubstr("crosstalk_frames_refused_total{reason=\"too_many\"} 1\n"));
    EXPECT_THAT(page, HasSubstr("crosstalk_frames_refused_total{reason=\"malformed\"} 0\n"));
    EXPECT_THAT(page, HasSubstr("process_start_time_seconds 1763766705.123\n"));
}

TEST(Metrics, buckets_count_everything_up_to_their_bound) {
    const std::string page = metrics_page(some_figures());
    EXPECT_THAT(page, HasSubstr("crosstalk_commit_seconds_bucket{le=\"0.002\"} 0\n"
                                "crosstalk_commit_seconds_bucket{le=\"0.005\"} 1\n"));
    EXPECT_THAT(page, HasSubstr("crosstalk_commit_seconds_bucket{le=\"5\"} 1\n"
                                "crosstalk_commit_seconds_bucket{le=\"+Inf\"} 2\n"
                                "crosstalk_commit_seconds_sum 70.003\n"
                                "crosstalk_commit_seconds_count 2\n"));
}

}  // namespace
}  // namespace crosstalk::server
