#include "server/app/settings.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>
#include <string_view>

#include "net/text/log_text.hpp"
#include "net/text/paths.hpp"
#include "net/version.hpp"
#include "server/app/platform.hpp"
#include "server/app/setting_table.hpp"
#include "server/app/settings_file.hpp"

namespace crosstalk::server {

namespace {

constexpr std::string_view sources_help =
    "\nEvery flag but --help and --version is a setting. In the environment it is CROSSTALK_SERVER_ and its "
    "name in\n"
    "capitals: CROSSTALK_SERVER_LOG_LEVEL; in the file it is the name: log-level = \"debug\". A flag counts "
    "more than the\n"
    "environment, and that more than the file.\n";

std::string limits_help() {
    const net::Limits defaults;
    std::ostringstream out;
    out << "\nLimits (--limit NAME=VALUE):\n";
    for (const net::LimitRow& row : net::limit_rows()) {
        out << "  " << row.name << '=' << defaults.*row.field << "  " << row.help << '\n';
    }
    return out.str();
}

// What a backup asks a server for is a place that both know: the server has another current folder.
std::filesystem::path known_to_both(const std::string& typed) {
    auto path = std::filesystem::absolute(text::path_of(typed)).lexically_normal();
    return path.has_filename() ? path : path.parent_path();
}

// The subcommands, and what they were given.
struct Subcommands {
    explicit Subcommands(CLI::App& app) {
        app.require_subcommand(0, 1);
        CLI::App* backup =
            add(app, "backup", "Copy everything into a new folder, while the server runs or not");
        backup->add_option("FOLDER", folder, "The copy: a data folder that a server can be started with")
            ->required();
        add(app, "verify", "Check that everything in the data folder is whole and fits together");
        CLI::App* rooms = add(app, "export", "Print the messages of one room or of all");
        rooms->add_option("ROOM", room, "The name of a room, or its number");
        add_format(*rooms);
        add_format(*add(app, "users", "List all users"));
        add(app, "reset-owner", "Print a new one-time code that makes whoever claims it the owner");
        add(app, "rotate-passkey", "Give the running server a new passkey and print it");
        add(app, "reload", "Let the running server read its settings again");
        add(app, "health", "Ask the running server whether all is well; status 1 if not");
        add_format(*add(app, "status", "Print how to join the running server, and how many are there"));
        add(app, "stop", "Stop the running server in good order, and wait until it has ended");
    }

    [[nodiscard]] std::optional<Subcommand> chosen(const CLI::App& app) const {
        if (app.get_subcommands().empty()) return std::nullopt;
        const std::string name = app.get_subcommands().front()->get_name();
        const Format wanted = format == "jsonl" ? Format::JsonLines : Format::Text;
        if (name == "backup") return Subcommand{MakeBackup{known_to_both(folder)}, wanted};
        if (name == "verify") return Subcommand{Verify{}, wanted};
        if (name == "export") return Subcommand{ExportRooms{room}, wanted};
        if (name == "users") return Subcommand{ListUsers{}, wanted};
        if (name == "reset-owner") return Subcommand{ResetOwner{}, wanted};
        if (name == "reload") return Subcommand{ReloadSettings{}, wanted};
        if (name == "health") return Subcommand{AskHealth{}, wanted};
        if (name == "status") return Subcommand{AskStatus{}, wanted};
        if (name == "stop") return Subcommand{StopServer{}, wanted};
        return Subcommand{RotatePasskey{}, wanted};
    }

    std::string folder;
    std::string room;
    std::string format = "text";

  private:
    static CLI::App* add(CLI::App& app, const std::string& name, const std::string& help) {
        CLI::App* subcommand = app.add_subcommand(name, help);
        // --data may stand behind it too.
        subcommand->fallthrough();
        return subcommand;
    }
    void add_format(CLI::App& subcommand) {
        subcommand.add_option("--format", format, "How each row is written")
            ->type_name("F")
            ->check(CLI::IsMember({"text", "jsonl"}))
            ->default_str("text");
    }
};

// What the subcommands need of the settings: where the server is.
bool is_common(const SettingRow& row) {
    return row.name == "data" || row.name == "config";
}

// The flags, as they are typed.
class Flags {
  public:
    explicit Flags(CLI::App& app) : app_(app), typed_(setting_rows().size()) {
        app.set_version_flag("--version", "crosstalk-server " + std::string(version));
        for (std::size_t i = 0; i < typed_.size(); ++i)
            options_.push_back(add(setting_rows()[i], typed_[i]));
        app.footer(std::string(sources_help) + limits_help());
    }

    // Throws SettingsError.
    [[nodiscard]] std::vector<GivenSetting> given() const {
        std::vector<GivenSetting> given;
        for (std::size_t i = 0; i < typed_.size(); ++i) {
            const SettingRow& row = setting_rows()[i];
            if (options_[i]->count() == 0) continue;
            // A flag that would have no effect is a mistake.
            if (!app_.get_subcommands().empty() && !is_common(row)) {
                throw SettingsError(flag(row) + ": it is for starting a server, not for " +
                                    app_.get_subcommands().front()->get_name());
            }
            const bool may_be_repeated = row.kind == SettingKind::List || row.kind == SettingKind::Table;
            if (options_[i]->count() > 1 && !may_be_repeated)
                throw SettingsError(flag(row) + ": it is given more than once. Leave one of them");
            given.push_back({&row,
                             row.kind == SettingKind::Switch ? std::vector<std::string>{"true"} : typed_[i],
                             flag(row)});
        }
        return given;
    }

  private:
    static std::string flag(const SettingRow& row) { return "--" + std::string(row.name); }

    CLI::Option* add(const SettingRow& row, std::vector<std::string>& typed) {
        const std::string help(row.help);
        if (row.kind == SettingKind::Switch) return app_.add_flag(flag(row), help);
        return app_.add_option(flag(row), typed, help)
            ->type_name(std::string(row.value))
            ->allow_extra_args(false)
            ->default_str(row.name == "data" ? default_data_folder().string() : std::string(row.standard));
    }

    CLI::App& app_;
    std::vector<std::vector<std::string>> typed_;  // by setting_rows()
    std::vector<CLI::Option*> options_;            // the same; the app's
};

// --- the environment

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts;
    std::string part;
    std::istringstream in(text);
    while (std::getline(in, part, ',')) {
        std::erase(part, ' ');
        if (!part.empty()) parts.push_back(part);
    }
    return parts;
}

std::vector<GivenSetting> given_by(const Environment& environment, std::vector<std::string>& warnings) {
    std::vector<GivenSetting> given;
    for (const auto& [name, value] : environment) {
        if (!name.starts_with(variable_prefix) || value.empty()) continue;
        const auto rows = setting_rows();
        const auto row = std::ranges::find(rows, name, variable_of);
        if (row == rows.end()) {
            // No mistake for sure: container systems make variables of this form for a service of this name.
            warnings.push_back("the environment's " + text::printable(name, 64) +
                               " is no setting and does nothing. The names are in --help");
            continue;
        }
        const bool is_one = row->kind != SettingKind::List && row->kind != SettingKind::Table;
        given.push_back({&*row, is_one ? std::vector{value} : split(value), name});
    }
    return given;
}

// --- all sources

void take(Settings& settings, const std::vector<GivenSetting>& given) {
    for (const GivenSetting& each : given) {
        if (const auto fault = each.row->take(settings, each.values))
            throw SettingsError(each.where + ": " + *fault);
    }
}

std::vector<GivenSetting> only(std::vector<GivenSetting> given, bool (*wanted)(const SettingRow&)) {
    std::erase_if(given, [&](const GivenSetting& each) { return !wanted(*each.row); });
    return given;
}

void take_file(Settings& settings, const SettingsFile& file, bool is_named) {
    const std::string shown = text::printable(settings.file.string());
    if (is_named && !file.is_there) {
        throw SettingsError("there is no file " + shown + ". Name another with --config, or make it");
    }
    const auto data = std::ranges::find_if(file.settings,
                                           [](const GivenSetting& each) { return each.row->name == "data"; });
    if (!is_named && data != file.settings.end()) {
        throw SettingsError(data->where +
                            ": the file lies in the data folder and cannot say where that is. Remove the "
                            "line, or name the file with --config");
    }
    const bool holds_passkey = std::ranges::any_of(
        file.settings, [](const GivenSetting& each) { return each.row->name == "passkey"; });
    if (file.is_read_by_others && holds_passkey) {
        settings.warnings.push_back(shown +
                                    " holds the passkey, and other accounts of this machine may read it. "
                                    "Let only the server's account read it (chmod 600)");
    }
    take(settings, settings.subcommand ? only(file.settings, is_common) : file.settings);
}

Settings settings_from(const std::vector<GivenSetting>& flags, const Environment& environment,
                       const std::optional<Subcommand>& subcommand) {
    Settings settings;
    settings.data.path = default_data_folder();
    settings.subcommand = subcommand;
    std::vector<GivenSetting> variables = given_by(environment, settings.warnings);
    if (subcommand) variables = only(std::move(variables), is_common);
    // Where things are comes first: it says which file to read.
    take(settings, only(variables, is_common));
    take(settings, only(flags, is_common));
    const bool is_named = !settings.file.empty();
    if (!is_named) settings.file = settings.data.settings();
    if (is_named || !subcommand) take_file(settings, read_settings_file(settings.file), is_named);
    take(settings, variables);
    take(settings, flags);
    return settings;
}

// One line that says who says it.
Exit refusal(const std::string& what) {
    const std::string reason = what + (what.ends_with('.') ? "" : ".");
    return {2, "crosstalk-server: " + reason + " See --help.\n", reason};
}

}  // namespace

std::variant<Settings, Exit> parse_settings(int argc, const char* const* argv,
                                            const Environment& environment) {
    CLI::App app{"The Crosstalk server: chat for the people on one network."};
    const Flags flags(app);
    const Subcommands subcommands(app);
    try {
        app.parse(argc, argv);
        return settings_from(flags.given(), environment, subcommands.chosen(app));
    } catch (const CLI::ParseError& error) {
        std::ostringstream out;
        std::ostringstream err;
        return app.exit(error, out, err) == 0 ? Exit{0, out.str(), ""} : refusal(error.what());
    } catch (const SettingsError& error) {
        return refusal(error.what());
    }
}

}  // namespace crosstalk::server
