#include "client/host/host.hpp"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <exception>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "client/host/server_process.hpp"
#include "net/text/hexadecimal.hpp"
#include "net/text/paths.hpp"
#include "net/transport/credentials/invite.hpp"
#include "net/transport/credentials/passkey.hpp"
#include "net/transport/credentials/private_file.hpp"
#include "server/app/control_client.hpp"
#include "server/app/data_folder.hpp"
#include "server/app/platform.hpp"
#include "server/app/program.hpp"
#include "server/app/request.hpp"

namespace crosstalk::host {

namespace {

using model::HostField;
using model::Hosting;
using server::Json;

constexpr std::string_view host_flag = "--host";
constexpr std::string_view program_name = "crosstalk-server: ";  // before its complaints
// What it prints, where it is no terminal, once it serves.
constexpr std::string_view it_serves = "crosstalk-server listens on port ";
constexpr const char* ready_file_name = "hosted.json";

// A large archive takes a second; a slow disk or a virus scanner some more.
constexpr std::chrono::seconds patience_to_start{60};
constexpr std::chrono::seconds patience_to_answer{10};
constexpr std::chrono::seconds patience_to_end{30};

std::string by_loopback(const std::string& link) {
    auto invite = transport::parse_invite(link);
    if (!invite) return {};
    invite->host = "127.0.0.1";
    return transport::link_of(*invite);
}

std::string text_in(const Json& json, const char* field) {
    const auto found = json.find(field);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

template <typename Number>
Number number_in(const Json& json, const char* field) {
    const auto found = json.find(field);
    return found != json.end() && found->is_number_unsigned() ? found->get<Number>() : Number{};
}

// It stays in the folder until somebody claims it, over restarts too.
std::string owner_code_in(const server::DataFolder& folder) {
    const auto found = transport::read_private_file(folder.owner_code());
    if (!found) return {};
    const std::string_view text = found->content.text();
    return std::string(text.substr(0, text.find_last_not_of(" \r\n") + 1));
}

// The last thing it complained of, as it would stand in a window.
std::string complaint_in(std::string said) {
    while (!said.empty() && (said.back() == '\n' || said.back() == ' '))
        said.pop_back();
    const std::size_t begin = said.rfind(program_name);
    if (begin != std::string::npos) said.erase(0, begin + program_name.size());
    if (said.empty()) return "The server ended without a word. Look into server.log in its folder.";
    said.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(said.front())));
    return said;
}

HostField field_of(const std::string& complaint, const model::HostWish& wish) {
    if (complaint.find("Port " + std::to_string(wish.port) + " ") != std::string::npos)
        return HostField::Port;
    return HostField::None;
}

Hosting off(std::string fault, HostField field = HostField::None) {
    return {.state = Hosting::State::Off, .server = {}, .fault = std::move(fault), .field = field};
}

Hosting running(model::HostedServer server, std::string fault = {}) {
    return {.state = Hosting::State::Running,
            .server = std::move(server),
            .fault = std::move(fault),
            .field = {}};
}

}  // namespace

bool asks_for_host(int argc, const char* const* argv) {
    return argc > 1 && argv[1] == host_flag;
}

int run_host(int argc, const char* const* argv) {
    std::vector<const char*> arguments(argv, argv + argc);
    arguments.erase(arguments.begin() + 1);
    return server::run_program(static_cast<int>(arguments.size()), arguments.data());
}

std::optional<model::HostedServer> parse_status(std::string_view text) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    model::HostedServer server;
    server.name = text_in(json, "name");
    const auto key = text::from_hexadecimal<net::ServerKeyHash>(text_in(json, "fingerprint"));
    server.key = key.value_or(net::ServerKeyHash{});
    server.port = number_in<std::uint16_t>(json, "port");
    if (server.key == net::ServerKeyHash{} || server.port == 0) return std::nullopt;
    if (const auto found = json.find("addresses"); found != json.end() && found->is_array()) {
        for (const Json& each : *found)
            if (each.is_string()) server.addresses.push_back(each.get<std::string>());
    }
    server.passkey = text_in(json, "passkey");
    server.join_code = text_in(json, "join_code");
    server.invite = text_in(json, "invite");
    server.own_invite = by_loopback(server.invite);
    server.users = number_in<std::uint32_t>(json, "users");
    server.process = number_in<std::uint64_t>(json, "pid");
    return server;
}

Host::Host(std::string program, std::filesystem::path folder)
    : program_(std::move(program)), usual_folder_(std::move(folder)), folder_(usual_folder_) {}

Host::~Host() = default;

std::optional<model::HostedServer> Host::ask_status() const {
    std::optional<model::HostedServer> server;
    (void)server::ask_running_server(
        folder_, server::AskStatus{}, [&](const Json& row) { server = parse_status(row.dump()); },
        patience_to_answer);
    if (!server) return std::nullopt;
    server->owner_code = owner_code_in({folder_});
    server->folder = text::utf8_of(folder_);
    return server;
}

std::optional<model::HostedServer> Host::read_ready_file() const {
    const auto ready = transport::read_private_file(folder_ / ready_file_name);
    return ready ? parse_status(ready->content.text()) : std::nullopt;
}

Hosting Host::look() {
    if (process_ && process_->has_ended()) process_.reset();
    try {
        if (auto server = ask_status()) return running(std::move(*server));
        Hosting none = off({});
        // It stays there, so that who hosts again goes on under the name that others know.
        if (const auto last = read_ready_file()) none.server.name = last->name;
        return none;
    } catch (const std::exception& error) {
        return off(error.what());
    }
}

Hosting Host::start(const model::HostWish& wish) {
    if (!wish.passkey.empty()) {
        const auto chosen = transport::Passkey::choose(wish.passkey);
        if (!chosen) return off(transport::explain(chosen.fault()), HostField::Passkey);
    }
    folder_ = wish.folder.empty() ? usual_folder_ : text::path_of(wish.folder);
    if (folder_.is_relative()) return off("Write the whole path of a folder.", HostField::Folder);
    if (Hosting there = look(); there.state == Hosting::State::Running) return there;
    try {
        server::make_data_folder({folder_});
    } catch (const std::exception& error) {
        return off(error.what(), HostField::Folder);
    }
    try {
        std::vector<std::string> arguments{std::string(host_flag),
                                           "--data",
                                           text::utf8_of(folder_),
                                           "--name",
                                           wish.name,
                                           "--ready-file",
                                           text::utf8_of(folder_ / ready_file_name)};
        if (wish.port != model::HostWish{}.port) {
            for (const char* everywhere : {"0.0.0.0:", "[::]:"})
                arguments.insert(arguments.end(), {"--listen", everywhere + std::to_string(wish.port)});
        }
        ServerProcess::Variables variables;
        if (!wish.passkey.empty()) variables.emplace_back("CROSSTALK_SERVER_PASSKEY", wish.passkey);
        process_ = start_server(program_, arguments, variables);
        Hosting hosting = wait_until_ready();
        hosting.field = field_of(hosting.fault, wish);
        return hosting;
    } catch (const std::exception& error) {
        return off(error.what());
    }
}

Hosting Host::wait_until_ready() {
    std::string said;
    const auto until = std::chrono::steady_clock::now() + patience_to_start;
    while (said.find(it_serves) == std::string::npos) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        const std::optional<std::string> part = process_->hear(std::max(left, std::chrono::milliseconds(0)));
        if (!part) {
            const bool is_slow = left.count() <= 0;
            if (is_slow) process_->kill();
            process_.reset();
            return off(is_slow ? "The server did not get ready. Look into server.log in its folder."
                               : complaint_in(std::move(said)));
        }
        said += *part;
    }
    process_->hang_up();
    auto server = read_ready_file();
    if (!server) return off("The server runs, but did not say how to join it. Look into its folder.");
    server->owner_code = owner_code_in({folder_});
    server->folder = text::utf8_of(folder_);
    return running(std::move(*server));
}

Hosting Host::stop() {
    Hosting before = look();
    if (before.state != Hosting::State::Running) return before;
    try {
        std::uint64_t process = before.server.process;
        const auto end = server::ask_running_server(
            folder_, server::StopServer{}, [](const Json&) {}, patience_to_end);
        if (end && !end->empty()) return running(before.server, *end);
        if (!server::wait_for_end(process, patience_to_end))
            return running(before.server,
                           "The server has said goodbye, but does not end. Look into server.log.");
    } catch (const std::exception& error) {
        return running(before.server, error.what());
    }
    if (process_ && process_->has_ended()) process_.reset();
    Hosting none = off({});
    none.server.name = before.server.name;
    return none;
}

}  // namespace crosstalk::host
