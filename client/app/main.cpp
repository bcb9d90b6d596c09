#include <CLI/CLI.hpp>
#include <exception>
#include <string>
#include <variant>

#include "client/app/app.hpp"
#include "client/app/destination.hpp"
#include "client/app/failure.hpp"
#include "client/app/handover.hpp"
#include "client/app/platform.hpp"
#include "client/app/window.hpp"
#include "client/host/host.hpp"
#include "client/images/decode_helper.hpp"
#include "client/link/folders.hpp"
#include "net/text/paths.hpp"
#include "net/version.hpp"

int main(int argc, char** argv) {
    // Before anything is read or opened: that process shall know nothing.
    if (crosstalk::images::asks_for_decode_helper(argc, argv)) crosstalk::images::run_decode_helper();
    crosstalk::app::take_terminal();
    if (crosstalk::host::asks_for_host(argc, argv)) return crosstalk::host::run_host(argc, argv);
    crosstalk::app::AppSettings settings;
    crosstalk::app::Said said;
    CLI::App parser{"Crosstalk: talk, share and play on your own network."};
    parser.set_version_flag("--version", "crosstalk " + std::string(crosstalk::version));
    parser.footer(
        "`crosstalk --host SETTING...` is a server without a window; --host --help lists its settings.");
    parser.add_option("invite", said.invite,
                      "An invite link: leads to that server, and straight in if it knows this device or with "
                      "--name; or a join code");
    parser
        .add_option("--connect", said.connect, "Server to connect to at once; or an invite link or join code")
        ->type_name("HOST[:PORT]");
    parser.add_option("--name", said.name, "Your name there")->type_name("NAME");
    parser.add_option("--passkey", settings.passkey, "The server's passkey")->type_name("KEY");
    // Of a path the parser would make what the system's code page says.
    std::string profile;
    std::string measure;
    parser.add_option("--profile", profile, "Folder for your identity, servers and unsent messages")
        ->type_name("DIR")
        ->default_str(crosstalk::text::utf8_of(crosstalk::link::folders().profile));
    parser.add_flag("--no-discovery", settings.no_discovery, "Do not look for servers on the network")
        ->envname("CROSSTALK_NO_DISCOVERY");
    parser.add_option("--measure", measure, "Write when frames were drawn and what they cost, at the end")
        ->type_name("FILE");
    try {
        parser.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return parser.exit(error);
        crosstalk::app::tell_failure(error.what() + std::string("\n--help lists what there is."));
        return 2;
    }
    auto destination = crosstalk::app::destination_of(said);
    if (const auto* none = std::get_if<crosstalk::app::NoDestination>(&destination)) {
        crosstalk::app::tell_failure(none->why);
        return 2;
    }
    settings.destination = std::get<crosstalk::app::Destination>(std::move(destination));
    settings.name = said.name;
    const crosstalk::link::Folders folders = crosstalk::link::folders(crosstalk::text::path_of(profile));
    settings.profile = folders.profile;
    settings.downloads = folders.downloads;
    settings.measure = crosstalk::text::path_of(measure);
    crosstalk::app::ignore_broken_pipes();
    // Who clicks on a link, or on the icon again, wants the window that is open.
    const bool is_for_any_window =
        settings.destination.address.empty() && settings.destination.invite.empty();
    if (is_for_any_window && crosstalk::app::hand_over(settings.profile, settings.destination.opened) ==
                                 crosstalk::app::Handed::ToAWindow) {
        return 0;
    }
    try {
        return crosstalk::app::run_window(settings);
    } catch (const std::exception& error) {
        crosstalk::app::tell_failure(error.what());
        return 1;
    }
}
