#include "server/app/reload.hpp"

#include "server/app/setting_table.hpp"
#include "server/app/settings.hpp"
#include "server/runtime/server_started.hpp"

namespace crosstalk::server {

namespace {

std::string list_of(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

void take_over_limits(net::Limits& running, const net::Limits& read, ReloadReport& report) {
    for (const net::LimitRow& limit : net::limit_rows()) {
        if (running.*limit.field == read.*limit.field) continue;
        const std::string name = "limit " + std::string(limit.name);
        if (is_logged_at_start(limit)) {
            report.at_next_start.push_back(name);
            continue;
        }
        running.*limit.field = read.*limit.field;
        report.changed.push_back(name);
    }
}

}  // namespace

std::string in_words(const ReloadReport& report) {
    if (!report.failure.empty()) return "The settings stay as they were. " + report.failure;
    std::string text = report.changed.empty() ? "The settings were read again, and nothing has changed."
                                              : "From now on: " + list_of(report.changed) + ".";
    if (!report.at_next_start.empty())
        text += " From the next start on, and not before: " + list_of(report.at_next_start) + ".";
    return text;
}

ReloadReport take_over(Settings& running, const Settings& read) {
    ReloadReport report;
    for (const SettingRow& row : setting_rows()) {
        if (row.kind == SettingKind::Table || row.is_same(running, read)) continue;
        (row.takes == Takes::Reload ? report.changed : report.at_next_start).emplace_back(row.name);
    }
    take_over_limits(running.limits, read.limits, report);
    running.name = read.name;
    running.history = read.history;
    running.keep = read.keep;
    running.log_level = read.log_level;
    return report;
}

}  // namespace crosstalk::server
