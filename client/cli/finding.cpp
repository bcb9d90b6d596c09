#include "client/cli/finding.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <utility>

#include "client/cli/json_objects.hpp"
#include "client/cli/plain_text.hpp"
#include "client/cli/rendering.hpp"
#include "client/link/file_profile.hpp"
#include "client/link/scanner.hpp"
#include "net/text/hexadecimal.hpp"
#include "net/transport/loop.hpp"

namespace crosstalk::cli {

namespace {

using Saved = std::optional<std::vector<model::SavedServer>>;

// Looking for servers makes no profile, and does not mind one that another program uses.
Saved saved_servers(const Options& options) {
    std::error_code error;
    if (!std::filesystem::exists(options.profile / "profile.db", error)) return std::nullopt;
    try {
        return link::FileProfile(options.profile, transport::system_random()).servers();
    } catch (const link::ProfileError&) {
        return std::nullopt;
    }
}

Acquaintance acquaintance_with(const Saved& saved, const net::ServerKeyHash& key) {
    if (!saved) return Acquaintance::Unknown;
    const bool is_known = std::ranges::any_of(
        *saved, [&](const model::SavedServer& server) { return server.server.key == key; });
    return is_known ? Acquaintance::Known : Acquaintance::New;
}

std::vector<std::string> addresses_of(const Saved& saved) {
    std::vector<std::string> addresses;
    for (const model::SavedServer& server : saved.value_or(std::vector<model::SavedServer>{}))
        addresses.push_back(server.server.address);
    return addresses;
}

std::string passkey_words(const model::FoundServer& server, Acquaintance acquaintance) {
    if (acquaintance == Acquaintance::Known) return "known";
    const std::string words = server.chosen_passkey ? "its passkey" : "its passkey or join code";
    return (acquaintance == Acquaintance::New ? "new: " : "") + words + " lets new devices in";
}

void print(const std::string& text) {
    std::fputs(text.c_str(), stdout);
}

}  // namespace

std::string plain_line_of(const model::FoundServer& server, Acquaintance acquaintance) {
    std::string text = in_one_line(server.name) + "   " + server.addresses[0] + "\n" + bar;
    text += server.is_full() ? "full" : std::to_string(server.users) + " online";
    text += server.round_trip ? ", answers in " + std::to_string(server.round_trip->value) + " ms"
                              : ", heard of but does not answer";
    text += ", " + passkey_words(server, acquaintance);
    text += ", version " + server.version;
    if (!server.is_compatible) text += ", which this program cannot talk to: update the older of both";
    for (std::size_t i = 1; i < server.addresses.size(); ++i)
        text += (i == 1 ? ", also at " : " ") + server.addresses[i];
    return text + "\n";
}

std::string json_line_of(const model::FoundServer& server, Acquaintance acquaintance) {
    Json json{{"event", "server"},
              {"name", server.name},
              {"fingerprint", text::hexadecimal(server.key)},
              {"address", server.addresses[0]},
              {"addresses", server.addresses},
              {"users", server.users},
              {"max_sessions", server.max_sessions},
              {"version", server.version},
              {"compatible", server.is_compatible},
              {"own_passkey", server.chosen_passkey},
              {"ping_ms", nullptr},
              {"known", nullptr}};
    if (server.round_trip) json["ping_ms"] = server.round_trip->value;
    if (acquaintance != Acquaintance::Unknown) json["known"] = acquaintance == Acquaintance::Known;
    return line_of(json);
}

Exit find_servers(const Options& options) {
    const Saved saved = saved_servers(options);
    transport::Loop loop;
    std::vector<model::FoundServer> found;
    const link::Scanner scanner(
        {.loop = loop,
         .random = transport::system_random(),
         .found = [&](std::vector<model::FoundServer> now) { found = std::move(now); },
         .also = addresses_of(saved)});
    loop.after({options.find->count()}, [&] { loop.stop(); });
    loop.on_stop_signal([&] { loop.stop(); });
    loop.run();
    for (const model::FoundServer& server : found) {
        const Acquaintance acquaintance = acquaintance_with(saved, server.key);
        print(options.output == Output::JsonLines ? json_line_of(server, acquaintance)
                                                  : plain_line_of(server, acquaintance));
    }
    if (!found.empty()) return Exit::Done;
    std::fputs(
        "crosstalk-cli: No server was found on this network. Is one running, without --no-discovery? A "
        "firewall may "
        "also block UDP 12345 and 5353: use the join code, or --connect with the address that the server "
        "shows.\n",
        stderr);
    return Exit::NeverConnected;
}

}  // namespace crosstalk::cli
