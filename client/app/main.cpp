#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "client/app/app.hpp"
#include "client/app/platform.hpp"
#include "client/app/window.hpp"
#include "client/host/host.hpp"
#include "client/images/decode_helper.hpp"
#include "client/link/folders.hpp"
#include "net/version.hpp"

int main(int argc, char** argv) {
    // Before anything is read or opened: that process shall know nothing.
    if (crosstalk::images::asks_for_decode_helper(argc, argv)) crosstalk::images::run_decode_helper();
    if (crosstalk::host::asks_for_host(argc, argv)) return crosstalk::host::run_host(argc, argv);
    crosstalk::app::AppSettings settings;
    settings.profile = crosstalk::link::default_profile_folder();
    CLI::App parser{"Crosstalk: talk, share and play on your own network."};
    parser.set_version_flag("--version", "crosstalk " + std::string(crosstalk::version));
    parser.footer(
        "`crosstalk --host SETTING...` is a server without a window; --host --help lists its settings.");
    parser.add_option("invite", settings.invite, "An invite link: goes straight into that server");
    parser.add_option("--connect", settings.connect, "Server to connect to at once")
        ->type_name("HOST[:PORT]");
    parser.add_option("--name", settings.name, "Your name there")->type_name("NAME");
    parser.add_option("--passkey", settings.passkey, "The server's passkey")->type_name("KEY");
    parser.add_option("--profile", settings.profile, "Folder for your identity, servers and unsent messages")
        ->type_name("DIR")
        ->default_str(settings.profile.string());
    parser.add_flag("--no-discovery", settings.no_discovery, "Do not look for servers on the network")
        ->envname("CROSSTALK_NO_DISCOVERY");
    parser
        .add_option("--measure", settings.measure,
                    "Write when frames were drawn and what they cost, at the end")
        ->type_name("FILE");
    try {
        parser.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return parser.exit(error) == 0 ? 0 : 2;
    }
    crosstalk::app::ignore_broken_pipes();
    try {
        return crosstalk::app::run_window(settings);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "crosstalk: %s\n", error.what());
        return 1;
    }
}
