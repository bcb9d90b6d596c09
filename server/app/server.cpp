#include "server/app/server.hpp"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <optional>

#include "net/text/names.hpp"
#include "net/transport/credentials/certificate.hpp"
#include "net/transport/credentials/invite.hpp"
#include "net/transport/credentials/passkey.hpp"
#include "net/transport/credentials/private_file.hpp"
#include "net/transport/credentials/tls.hpp"
#include "net/transport/listener.hpp"
#include "net/transport/loop.hpp"
#include "net/transport/loop_runtime.hpp"
#include "net/version.hpp"
#include "server/app/announcement.hpp"
#include "server/app/log.hpp"
#include "server/app/platform.hpp"
#include "server/local/local_bus.hpp"
#include "server/local/sqlite_journal.hpp"
#include "server/local/sqlite_view.hpp"
#include "server/runtime/node.hpp"

namespace crosstalk::server {

namespace {

std::span<const std::uint8_t> bytes_of(const std::string& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

void complain(const std::string& text) {
    std::fprintf(stderr, "crosstalk-server: %s\n", text.c_str());
}

// A folder that only its owner may enter, if it had to be made.
void make_data_folder(const std::filesystem::path& folder) {
    std::error_code error;
    if (std::filesystem::create_directories(folder, error)) {
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    }
    if (!std::filesystem::is_directory(folder)) {
        throw std::runtime_error(
            "The data folder " + folder.string() +
            " cannot be made. Choose another with --data, or mend the rights of the one above.");
    }
}

// Made at the very first start; what it is worth is the hub's business.
std::optional<std::string> new_owner_code(const std::filesystem::path& folder,
                                          const transport::FillRandom& random) {
    const std::string code = transport::Passkey::generate(random).spelled_out();
    const auto file = folder / "owner-code.txt";
    if (transport::write_new_private_file(file, bytes_of(code + "\n")) == transport::NewFile::AlreadyThere) {
        return std::nullopt;
    }
    return code;
}

std::vector<std::string> reachable_addresses(const std::vector<transport::Address>& listening,
                                             std::uint16_t port) {
    std::vector<std::string> addresses;
    for (const transport::Address& address : listening) {
        const bool everywhere = address.host == "0.0.0.0" || address.host == "::";
        const std::string text = transport::format({everywhere ? likely_address() : address.host, port});
        if (std::ranges::find(addresses, text) == addresses.end()) addresses.push_back(text);
    }
    return addresses;
}

std::string hexadecimal(const transport::Fingerprint& fingerprint) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : fingerprint.bytes) {
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

int serve(const Settings& settings, const transport::Passkey& passkey, const transport::FillRandom& random) {
    make_data_folder(settings.data);
    const Log log = open_log(settings.log_file.value_or(settings.data / "server.log"), settings.log_level);
    const auto certificate = transport::ServerCertificate::load_or_create(settings.data / "server-key.pem");
    if (certificate.warning()) log(LogLevel::Warning, *certificate.warning());

    transport::Loop loop;
    transport::LoopRuntime runtime(loop);
    const auto post = [&loop](std::function<void()> task) { loop.post(std::move(task)); };
    local::SqliteJournal journal(settings.data / "journal.db", post);
    local::SqliteView view(settings.data / "view.db", post);
    local::LocalBus bus(runtime);

    const transport::Secret token = transport::new_invite_token(random);
    Node node({.name = text::normalized_name(settings.name),
               .limits = settings.limits,
               .history = static_cast<std::size_t>(settings.history),
               .passkey = passkey,
               .invite_token = token,
               .server = certificate.fingerprint(),
               .log = log},
              {.journal = journal, .view = view, .bus = bus, .runtime = runtime});

    transport::Listener listener(
        loop, transport::TlsContext::for_server(certificate), settings.limits,
        {.admit = [&](const std::string& address) { return node.admit(address); },
         .left =
             [&](const std::string& address, const std::string& reason) {
                 node.left(address);
                 log(LogLevel::Debug, "a connection from " + address + " ended before login: " + reason);
             },
         .opened = [&](transport::Channel& channel,
                       const transport::Peer& peer) { return node.open(channel, peer); },
         .trouble = [&](const std::string& text) { log(LogLevel::Warning, text); }});
    const auto listening =
        settings.listen.empty() ? transport::everywhere(transport::default_port) : settings.listen;
    const std::uint16_t port = listener.listen(listening);

    int status = 0;
    node.start(
        [&] {
            const auto addresses = reachable_addresses(listening, port);
            const auto reachable = std::get<transport::Address>(transport::parse_address(addresses.front()));
            const Announcement announcement{
                .server_name = settings.name,
                .program = "crosstalk-server " + std::string(version),
                .addresses = addresses,
                .port = port,
                .passkey = passkey.spelled_out(),
                .invite = transport::link_of({reachable.host, port, certificate.fingerprint(), token}),
                .fingerprint = hexadecimal(certificate.fingerprint()),
                .fingerprint_in_groups = in_groups(certificate.fingerprint()),
                .owner_code = new_owner_code(settings.data, random),
                .process_id = process_id()};
            const std::string people = for_people(announcement);
            transport::replace_private_file(settings.data / "join.txt", bytes_of(people));
            if (settings.ready_file) {
                transport::replace_private_file(*settings.ready_file, bytes_of(ready_json(announcement)));
            }
            if (is_terminal_output()) {
                std::fputs(people.c_str(), stdout);
            } else {
                std::printf("crosstalk-server listens on port %u. How to join: %s\n", unsigned{port},
                            (settings.data / "join.txt").string().c_str());
            }
            std::fflush(stdout);
            log(LogLevel::Info, "listening on port " + std::to_string(port));
        },
        [&](const std::string& reason) {
            complain(reason);
            status = 1;
            loop.stop();
        });
    loop.on_stop_signal([&] {
        log(LogLevel::Info, "stopping");
        listener.stop_listening();
        node.stop("The server is stopping.", [&] { loop.stop(); });
    });
    loop.run();
    return status;
}

}  // namespace

int run_server(const Settings& settings) {
    ignore_broken_pipes();
    raise_open_file_limit();
    try {
        const transport::FillRandom random = transport::system_random();
        auto passkey = settings.passkey ? transport::Passkey::choose(*settings.passkey)
                                        : transport::Outcome<transport::Passkey, transport::PasskeyFault>(
                                              transport::Passkey::generate(random));
        if (!passkey) {
            complain("--passkey: " + explain(passkey.fault()));
            return 2;
        }
        return serve(settings, *passkey, random);
    } catch (const std::exception& error) {
        complain(error.what());
        return 1;
    }
}

}  // namespace crosstalk::server
