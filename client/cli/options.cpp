#include "client/cli/options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <optional>
#include <sstream>
#include <utility>

#include "client/link/folders.hpp"
#include "client/model/composer.hpp"
#include "net/limits.hpp"
#include "net/text/message_text.hpp"
#include "net/text/paths.hpp"
#include "net/transport/address.hpp"
#include "net/transport/credentials/invite.hpp"
#include "net/transport/credentials/join_code.hpp"
#include "net/version.hpp"

namespace crosstalk::cli {

namespace {

constexpr double longest_wait_s = 366.0 * 24 * 60 * 60;
// A round of questions, and a second one for what got lost.
constexpr double default_search_s = 4;

std::string footer() {
    std::string text = "Type a line and press Enter to send it. Lines that begin with / are commands:\n";
    for (const model::ComposerCommand& command : model::composer_commands()) {
        std::string usage = "  " + model::usage_of(command);
        usage.resize(std::max<std::size_t>(usage.size() + 1, 36), ' ');
        text += usage + std::string(command.help) + "\n";
    }
    text +=
        "  //text                            sends \"/text\"\n"
        "MSG is a message's number, ^ the last one, ^3 the third last. A name with blanks stands in "
        "quotation marks.\n"
        "\nWith --json every line of the output is an object with \"event\"; a line of the input that begins "
        "with { is\n"
        "{\"room\":\"#lobby\",\"text\":\"...\",\"ref\":...} or {\"command\":\"/...\",\"ref\":...}. A "
        "restarted client is "
        "told what it\n"
        "missed; one that is killed may be told its last lines again.\n"
        "\nExit status: 0 end of input or /quit; 1 profile in use or unreadable; 2 usage; 3 no first "
        "connection within\n"
        "--wait, or --find found no server; 4 refused by the server; 5 unsent messages were left after "
        "--drain (they are sent at the "
        "next start).";
    return text;
}

Answer usage(const std::string& what) {
    return {Exit::Usage, "crosstalk-cli: " + what + "\nTry crosstalk-cli --help."};
}

std::chrono::milliseconds from_seconds(double seconds) {
    return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
}

// People need not know which of both is an address: links, codes and hosts may stand in either place.
void put_in_place(model::Connect& connect) {
    constexpr std::string_view scheme = "crosstalk:";
    if (transport::looks_like_join_code(connect.invite)) connect.address = std::exchange(connect.invite, {});
    if (connect.address.starts_with(scheme)) connect.invite = std::exchange(connect.address, {});
}

// Why nobody can connect there, for people.
std::optional<std::string> fault_of(const model::Connect& connect) {
    if (connect.invite.empty() && connect.address.empty()) {
        return "Say where to connect: an invite link, a join code, or --connect HOST. --find lists the "
               "servers "
               "of this network.";
    }
    if (!connect.invite.empty()) {
        const auto parsed = transport::parse_invite(connect.invite);
        return parsed ? std::nullopt : std::optional<std::string>(explain(parsed.fault()));
    }
    if (transport::looks_like_join_code(connect.address)) {
        const auto code = transport::parse_join_code(connect.address);
        return code ? std::nullopt : std::optional<std::string>(explain(code.fault()));
    }
    const auto parsed = transport::parse_address(connect.address);
    const auto* fault = std::get_if<transport::AddressFault>(&parsed);
    return fault ? std::optional(fault->text) : std::nullopt;
}

bool can_be_code(const std::string& code) {
    return !text::is_blank(code) && code.size() <= net::max_code_bytes;
}

}  // namespace

std::variant<Options, Answer> parse_options(std::vector<std::string> arguments) {
    Options options;
    options.profile = link::folders().profile;
    std::string profile;
    double wait = 10;
    double search = 0;  // what a flag without a value leaves there
    double drain = 60;
    bool json = false;
    std::string saves;

    CLI::App parser{"Crosstalk in a terminal: chat with the people of your network.", "crosstalk-cli"};
    parser.footer(footer());
    parser.set_version_flag("--version", "crosstalk-cli " + std::string(version));
    auto* invite =
        parser.add_option("INVITE", options.connect.invite,
                          "The invite link (crosstalk://...) or the join code that the server shows");
    auto* connect = parser
                        .add_option("--connect", options.connect.address,
                                    "The server's address, instead of an invite; the port is 12345 if none "
                                    "is given; or a join code")
                        ->type_name("HOST[:PORT]|JOIN-CODE");
    connect->excludes(invite);
    auto* name = parser.add_option("--name", options.connect.name,
                                   "Your name on a server that does not know you yet (default: Anonymous-N)");
    parser
        .add_option("--passkey", options.connect.passkey,
                    "The passkey that the server shows; needed once per server")
        ->type_name("KEY");
    auto* code =
        parser
            .add_option(
                "--code", options.connect.code,
                "A code of /link-device or /reclaim: this becomes a device of the user it was made for")
            ->type_name("CODE");
    parser
        .add_option(
            "--profile", profile,
            "Folder of your identity, known servers and unsent messages; two clients on one machine need "
            "two (default: " +
                options.profile.string() + ")")
        ->type_name("DIR");
    parser.add_flag("--json", json, "One JSON object per line, for bots and scripts");
    parser.add_option("--wait", wait, "Give up if the first connection takes longer (default: 10)")
        ->type_name("SECONDS")
        ->check(CLI::Range(0.0, longest_wait_s));
    parser
        .add_option("--drain", drain,
                    "How long to wait for unsent messages at the end of the input (default: 60)")
        ->type_name("SECONDS")
        ->check(CLI::Range(0.0, longest_wait_s));
    constexpr double longest_search_s = 3600;
    auto* find = parser
                     .add_option("--find", search,
                                 "Do not chat, but list the servers that are found on the network in so many "
                                 "seconds (default: 4)")
                     ->type_name("SECONDS")
                     ->expected(0, 1)
                     ->check(CLI::Range(0.1, longest_search_s));
    find->excludes(invite)->excludes(connect);
    parser
        .add_option("--downloads", options.downloads,
                    "Folder for files that are saved (default: your downloads)")
        ->type_name("DIR");
    constexpr std::uint64_t highest_limit = 1U << 30U;
    parser
        .add_option("--upload-limit", options.upload_limit,
                    "For all files that are sent together (default: none)")
        ->type_name("KIB/S")
        ->check(CLI::Range(std::uint64_t{0}, highest_limit));
    parser
        .add_option("--download-limit", options.download_limit,
                    "For all files that are saved together (default: none)")
        ->type_name("KIB/S")
        ->check(CLI::Range(std::uint64_t{0}, highest_limit));
    parser
        .add_option(
            "--save-files", saves,
            "Save files of others by themselves: pictures, media, documents, others or all, and how many MiB "
            "each at most (pictures,documents:20); never programs")
        ->type_name("KINDS[:MIB]");

    try {
        std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants them
        parser.parse(std::move(arguments));
    } catch (const CLI::CallForHelp&) {
        return Answer{Exit::Done, parser.help()};
    } catch (const CLI::CallForVersion&) {
        return Answer{Exit::Done, "crosstalk-cli " + std::string(version) + "\n"};
    } catch (const CLI::ParseError& error) {
        return usage(error.what());
    }

    if (find->count() != 0) options.find = from_seconds(search > 0 ? search : default_search_s);
    put_in_place(options.connect);
    const auto fault = options.find ? std::nullopt : fault_of(options.connect);
    if (fault) return usage(*fault);
    if (code->count() != 0 && !can_be_code(options.connect.code)) {
        return usage("The code is what /link-device or /reclaim prints. Check it.");
    }
    if (!saves.empty()) {
        options.saves = model::parse_saving_rule(saves);
        if (!options.saves) {
            return usage(
                "--save-files takes pictures, media, documents, others or all, as in pictures,documents:20.");
        }
    }
    if (name->count() == 0) {
        options.connect.name = "Anonymous";
        options.connect.any_number = true;
    }
    const link::Folders folders = link::folders(text::path_of(profile));
    options.profile = folders.profile;
    options.usual_downloads = folders.downloads;
    if (options.profile.empty()) return usage("There is no home folder. Name a folder with --profile DIR.");
    options.output = json ? Output::JsonLines : Output::Plain;
    options.wait = from_seconds(wait);
    options.drain = from_seconds(drain);
    return options;
}

}  // namespace crosstalk::cli
