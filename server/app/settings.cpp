#include "server/app/settings.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <sstream>

#include "net/text/names.hpp"
#include "net/version.hpp"
#include "server/app/platform.hpp"

namespace crosstalk::server {

namespace {

// "NAME=VALUE" into the limits; throws with a text that names the fix.
void set_limit(net::Limits& limits, const std::string& text) {
    const auto equals = text.find('=');
    const std::string name = text.substr(0, equals);
    const auto rows = net::limit_rows();
    const auto row = std::ranges::find(rows, name, &net::LimitRow::name);
    if (equals == std::string::npos || row == rows.end()) {
        throw CLI::ValidationError("--limit",
                                   "'" + text + "' is not NAME=VALUE with a name from the list in --help");
    }
    std::int64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + equals + 1, end, value);
    if (error != std::errc{} || stop != end || value < row->lowest || value > row->highest) {
        throw CLI::ValidationError("--limit", name + " takes a whole number from " +
                                                  std::to_string(row->lowest) + " to " +
                                                  std::to_string(row->highest));
    }
    limits.*row->field = value;
}

std::string limits_help() {
    const net::Limits defaults;
    std::ostringstream out;
    out << "\nLimits (--limit NAME=VALUE):\n";
    for (const net::LimitRow& row : net::limit_rows()) {
        out << "  " << row.name << '=' << defaults.*row.field << "  " << row.help << '\n';
    }
    return out.str();
}

constexpr int longest_keep_days = 36'500;

// What a backup asks a server for is a place that both know: the server has another current folder.
std::filesystem::path known_to_both(const std::filesystem::path& typed) {
    auto path = std::filesystem::absolute(typed).lexically_normal();
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
        return Subcommand{RotatePasskey{}, wanted};
    }

    std::filesystem::path folder;
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

// A flag that would have no effect is a mistake.
void refuse_flags_of_the_server(const CLI::App& app) {
    for (const CLI::Option* option : app.get_options()) {
        const bool is_common = option->get_name() == "--data" || option->get_name() == "--help";
        if (option->count() > 0 && !is_common) {
            throw CLI::ValidationError(option->get_name(), "is for starting a server, not for " +
                                                               app.get_subcommands().front()->get_name());
        }
    }
}

// The flags of a server, as they are typed.
class Flags {
  public:
    Flags(CLI::App& app, Settings& settings) {
        app.set_version_flag("--version", "crosstalk-server " + std::string(version));
        app.add_option("--listen", listen_,
                       "Address to listen on, IP:PORT; may be repeated; port 0 picks a free one")
            ->type_name("ADDR:PORT")
            ->allow_extra_args(false)
            ->default_str("port 12345 on all addresses");
        app.add_option("--data", settings.data.path, "Folder for everything the server keeps")
            ->type_name("DIR")
            ->default_str(settings.data.path.string());
        app.add_option("--passkey", settings.passkey, "Your own passkey instead of a new one at each start")
            ->type_name("KEY");
        app.add_option("--name", settings.name, "The server's name, shown to everybody")
            ->type_name("TEXT")
            ->default_str(settings.name);
        app.add_option("--history", settings.history, "Messages of a room that a newcomer gets at once")
            ->type_name("N")
            ->check(CLI::Range(1, static_cast<int>(net::max_page_rows)))
            ->default_str("50");
        app.add_option("--ready-file", settings.ready_file,
                       "Written when connections are accepted: one JSON object with port, passkey and invite")
            ->type_name("FILE");
        app.add_option("--keep", keep_days_, "Remove messages for good that are older than so many days")
            ->type_name("DAYS")
            ->check(CLI::Range(1, longest_keep_days))
            ->default_str("for ever");
        app.add_option("--limit", limits_, "Change a limit; may be repeated")
            ->type_name("NAME=VALUE")
            ->allow_extra_args(false);
        app.add_option("--log-level", settings.log_level, "How much to log")
            ->type_name("L")
            ->check(CLI::IsMember({"debug", "info", "warning", "error"}))
            ->default_str("info");
        app.add_option("--log-file", settings.log_file,
                       "Log file; renamed and begun anew at 5 MiB, five are kept")
            ->type_name("FILE")
            ->default_str("server.log in the data folder");
        app.add_flag("--no-discovery", no_discovery_, "Never announce this server on the network");
        app.footer(limits_help());
    }

    // What the flags' own checks do not see. Throws with a text that names the fix.
    void settle(Settings& settings) const {
        if (keep_days_ > 0) settings.keep = std::chrono::days(keep_days_);
        for (const std::string& text : listen_)
            settings.listen.push_back(address_of(text));
        for (const std::string& text : limits_)
            set_limit(settings.limits, text);
        const auto name = text::make_name(settings.name);
        if (const auto* fault = std::get_if<text::NameFault>(&name);
            fault && *fault != text::NameFault::Reserved) {
            throw CLI::ValidationError("--name", explain(*fault, settings.name));
        }
    }

  private:
    static transport::Address address_of(const std::string& text) {
        auto parsed = transport::parse_address(text, transport::PortZero::Allowed);
        if (const auto* fault = std::get_if<transport::AddressFault>(&parsed))
            throw CLI::ValidationError("--listen", fault->text);
        auto& address = std::get<transport::Address>(parsed);
        if (transport::is_ip_address(address.host)) return std::move(address);
        throw CLI::ValidationError("--listen", "'" + address.host +
                                                   "' is not an IP address. Give one of this machine's, like "
                                                   "0.0.0.0:5000, 127.0.0.1:5000 or [::1]:5000");
    }

    std::vector<std::string> listen_;
    std::vector<std::string> limits_;
    bool no_discovery_ = false;
    int keep_days_ = 0;
};

// One line that says who says it.
Exit refusal(const std::string& what) {
    return {2, "crosstalk-server: " + what + (what.ends_with('.') ? " " : ". ") + "See --help.\n"};
}

}  // namespace

std::variant<Settings, Exit> parse_settings(int argc, const char* const* argv) {
    Settings settings;
    settings.data.path = default_data_folder();
    CLI::App app{"The Crosstalk server: chat for the people on one network."};
    const Flags flags(app, settings);
    const Subcommands subcommands(app);
    try {
        app.parse(argc, argv);
        settings.subcommand = subcommands.chosen(app);
        settings.subcommand ? refuse_flags_of_the_server(app) : flags.settle(settings);
    } catch (const CLI::ParseError& error) {
        std::ostringstream out;
        std::ostringstream err;
        return app.exit(error, out, err) == 0 ? Exit{0, out.str()} : refusal(error.what());
    }
    return settings;
}

}  // namespace crosstalk::server
