#include "server/app/setting_table.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "net/text/log_text.hpp"
#include "net/text/names.hpp"
#include "net/text/paths.hpp"
#include "net/transport/credentials/passkey.hpp"
#include "server/app/log.hpp"
#include "server/app/settings.hpp"

namespace crosstalk::server {

namespace {

using Fault = std::optional<std::string>;
using Values = std::vector<std::string>;

constexpr std::int64_t longest_keep_days = 36'500;

std::string in_quotes(std::string_view text) {
    return "'" + text::printable(text, 64) + "'";
}

std::string range_of(std::int64_t lowest, std::int64_t highest) {
    return "takes a whole number from " + std::to_string(lowest) + " to " + std::to_string(highest);
}

std::optional<std::int64_t> whole_number(std::string_view text, std::int64_t lowest, std::int64_t highest) {
    std::int64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stop != end || value < lowest || value > highest) return std::nullopt;
    return value;
}

std::variant<transport::Address, std::string> ip_address_of(const std::string& text) {
    auto parsed = transport::parse_address(text, transport::PortZero::Allowed);
    if (const auto* fault = std::get_if<transport::AddressFault>(&parsed)) return fault->text;
    auto& address = std::get<transport::Address>(parsed);
    if (transport::is_ip_address(address.host)) return std::move(address);
    return in_quotes(address.host) +
           " is not an IP address. Give one of this machine's, like 0.0.0.0:5000, 127.0.0.1:5000 or "
           "[::1]:5000";
}

Fault take_listen(Settings& settings, const Values& values) {
    std::vector<transport::Address> addresses;
    for (const std::string& text : values) {
        auto address = ip_address_of(text);
        if (auto* fault = std::get_if<std::string>(&address)) return std::move(*fault);
        addresses.push_back(std::get<transport::Address>(std::move(address)));
    }
    if (addresses.empty()) return "names no address. Give at least one, or leave it out";
    settings.listen = std::move(addresses);
    return {};
}

Fault take_path(std::filesystem::path& path, const std::string& text) {
    if (text.empty() || text.find('\0') != std::string::npos) return "takes the name of a file or folder";
    path = text::path_of(text);
    return {};
}

Fault take_path(std::optional<std::filesystem::path>& path, const std::string& text) {
    std::filesystem::path taken;
    Fault fault = take_path(taken, text);
    if (!fault) path = std::move(taken);
    return fault;
}

Fault take_passkey(Settings& settings, const Values& values) {
    if (const auto passkey = transport::Passkey::choose(values.front()); !passkey)
        return transport::explain(passkey.fault());
    settings.passkey = values.front();
    return {};
}

Fault take_name(Settings& settings, const Values& values) {
    if (const auto fault = text::fault_of_server_name(values.front()))
        return text::explain(*fault, values.front());
    settings.name = values.front();
    return {};
}

Fault take_history(Settings& settings, const Values& values) {
    const auto number = whole_number(values.front(), 1, net::max_page_rows);
    if (!number) return range_of(1, net::max_page_rows);
    settings.history = static_cast<int>(*number);
    return {};
}

Fault take_keep(Settings& settings, const Values& values) {
    const auto number = whole_number(values.front(), 1, longest_keep_days);
    if (!number) return range_of(1, longest_keep_days);
    settings.keep = std::chrono::days(*number);
    return {};
}

// Each is "NAME=VALUE".
Fault take_limits(Settings& settings, const Values& values) {
    for (const std::string& text : values) {
        const std::size_t equals = text.find('=');
        const std::string_view name = std::string_view(text).substr(0, equals);
        if (equals == std::string::npos) return in_quotes(text) + " is not NAME=VALUE";
        const auto rows = net::limit_rows();
        const auto row = std::ranges::find(rows, name, &net::LimitRow::name);
        if (row == rows.end())
            return "there is no limit with the name " + in_quotes(name) + ". The list of them is in --help";
        const auto value = whole_number(std::string_view(text).substr(equals + 1), row->lowest, row->highest);
        if (!value) return std::string(name) + " " + range_of(row->lowest, row->highest);
        settings.limits.*row->field = *value;
    }
    return {};
}

Fault take_log_level(Settings& settings, const Values& values) {
    const auto level = log_level_of(values.front());
    if (!level) return "takes debug, info, warning or error";
    settings.log_level = *level;
    return {};
}

Fault take_switch(bool& setting, const std::string& text) {
    const bool is_on = text == "true" || text == "1" || text == "yes" || text == "on";
    if (!is_on && text != "false" && text != "0" && text != "no" && text != "off")
        return "takes true or false";
    setting = is_on;
    return {};
}

Fault take_metrics(Settings& settings, const Values& values) {
    std::string text = values.front();
    const bool is_port =
        !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    if (is_port) text.insert(0, "127.0.0.1:");
    // The chat's own port is what an address without one means, and that is never meant here.
    const std::size_t colon = text.rfind(':');
    const bool has_port =
        colon != std::string::npos && (text[0] == '[' ? text[colon - 1] == ']' : text.find(':') == colon);
    if (!has_port) return "takes a port, or an address with a port, like 9464, 127.0.0.1:9464 or [::1]:9464";
    auto address = ip_address_of(text);
    if (auto* fault = std::get_if<std::string>(&address)) return std::move(*fault);
    settings.metrics = std::get<transport::Address>(std::move(address));
    return {};
}

constexpr std::array rows{
    SettingRow{"listen", SettingKind::List, "ADDR:PORT", "port 12345 on all addresses, IPv4 and IPv6",
               "Address to listen on, IP:PORT; may be repeated; port 0 picks a free one", Takes::Restart,
               Place::Everywhere, take_listen,
               [](const Settings& left, const Settings& right) { return left.listen == right.listen; }},
    SettingRow{"data", SettingKind::Text, "DIR", "", "Folder for everything the server keeps", Takes::Restart,
               Place::Everywhere,
               [](Settings& settings, const Values& values) {
                   return take_path(settings.data.path, values.front());
               },
               [](const Settings& left, const Settings& right) { return left.data.path == right.data.path; }},
    SettingRow{
        "config", SettingKind::Text, "FILE", "server.toml in the data folder, if it is there",
        "File with settings", Takes::Restart, Place::NotInFile,
        [](Settings& settings, const Values& values) { return take_path(settings.file, values.front()); },
        [](const Settings& left, const Settings& right) { return left.file == right.file; }},
    SettingRow{
        "passkey", SettingKind::Text, "KEY", "a new one at each start",
        "Your own passkey instead of a new one; at least 40 bits by length and alphabet, or it is refused",
        Takes::Restart, Place::Everywhere, take_passkey,
        [](const Settings& left, const Settings& right) { return left.passkey == right.passkey; }},
    SettingRow{"name", SettingKind::Text, "TEXT", "Crosstalk",
               "The server's name, shown to everybody, before login too", Takes::Reload, Place::Everywhere,
               take_name,
               [](const Settings& left, const Settings& right) { return left.name == right.name; }},
    SettingRow{
        "history", SettingKind::Number, "N", "50",
        "Messages of a room that a newcomer gets at once, 1 to 200; older ones come when somebody scrolls",
        Takes::Reload, Place::Everywhere, take_history,
        [](const Settings& left, const Settings& right) { return left.history == right.history; }},
    SettingRow{
        "ready-file", SettingKind::Text, "FILE", "none",
        "Written when connections are accepted: one JSON object with port, passkey and invite",
        Takes::Restart, Place::Everywhere,
        [](Settings& settings, const Values& values) {
            return take_path(settings.ready_file, values.front());
        },
        [](const Settings& left, const Settings& right) { return left.ready_file == right.ready_file; }},
    SettingRow{"keep", SettingKind::Number, "DAYS", "for ever",
               "Purge messages older than so many days, 1 to 36500, at the start and once a day",
               Takes::Reload, Place::Everywhere, take_keep,
               [](const Settings& left, const Settings& right) { return left.keep == right.keep; }},
    SettingRow{"limit", SettingKind::Table, "NAME=VALUE", "",
               "One of the limits that --help lists; may be repeated", Takes::Reload, Place::Everywhere,
               take_limits,
               [](const Settings& left, const Settings& right) {
                   return std::ranges::all_of(net::limit_rows(), [&](const net::LimitRow& row) {
                       return left.limits.*row.field == right.limits.*row.field;
                   });
               }},
    SettingRow{"log-level", SettingKind::Text, "L", "info", "How much to log: debug, info, warning or error",
               Takes::Reload, Place::Everywhere, take_log_level,
               [](const Settings& left, const Settings& right) { return left.log_level == right.log_level; }},
    SettingRow{
        "log-file", SettingKind::Text, "FILE", "server.log in the data folder",
        "Log file; renamed and begun anew at 5 MiB, five old ones are kept", Takes::Restart,
        Place::Everywhere,
        [](Settings& settings, const Values& values) { return take_path(settings.log_file, values.front()); },
        [](const Settings& left, const Settings& right) { return left.log_file == right.log_file; }},
    SettingRow{"metrics", SettingKind::Text, "ADDR:PORT", "off",
               "Serve figures at /metrics (Prometheus) and a health check at /health, by HTTP; a port alone "
               "is one of "
               "127.0.0.1",
               Takes::Restart, Place::Everywhere, take_metrics,
               [](const Settings& left, const Settings& right) { return left.metrics == right.metrics; }},
    SettingRow{
        "no-discovery", SettingKind::Switch, "", "",
        "Never announce this server on the network, and answer nobody who looks for it", Takes::Restart,
        Place::Everywhere,
        [](Settings& settings, const Values& values) {
            return take_switch(settings.no_discovery, values.front());
        },
        [](const Settings& left, const Settings& right) { return left.no_discovery == right.no_discovery; }},
};

}  // namespace

std::span<const SettingRow> setting_rows() {
    return rows;
}

const SettingRow* find_setting(std::string_view name) {
    const auto* row = std::ranges::find(rows, name, &SettingRow::name);
    return row == rows.end() ? nullptr : row;
}

std::string variable_of(const SettingRow& row) {
    std::string name(variable_prefix);
    for (const char c : row.name)
        name += c == '-' ? '_' : static_cast<char>(c - 'a' + 'A');
    return name;
}

}  // namespace crosstalk::server
