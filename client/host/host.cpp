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
#include "net/text/utf8.hpp"
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

// Beside the usual folder, if the last server was started in another one: its path.
constexpr const char* last_folder_name = "hosted-in.txt";

// A large archive takes a second; a long journal on a slow disk very much more.
constexpr std::chrono::minutes patience_to_start{10};
// How often it is asked meanwhile whether anybody still wants it.
constexpr std::chrono::milliseconds look_again_after{100};
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

// Without the end of its last line; empty if there is no such file, or none that can be read.
std::string text_of(const std::filesystem::path& file) {
    try {
        const auto found = transport::read_private_file(file);
        const std::string_view text = found ? found->content.text() : std::string_view();
        return std::string(text.substr(0, text.find_last_not_of(" \r\n") + 1));
    } catch (const std::exception&) {
        return {};
    }
}

// It stays in the folder until somebody claims it, over restarts too.
std::string owner_code_in(const server::DataFolder& folder) {
    return text_of(folder.owner_code());
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
    const std::string port = "Port " + std::to_string(wish.port) + " ";
    if (complaint.find(port + "is already in use") != std::string::npos) return HostField::PortInUse;
    return complaint.find(port) != std::string::npos ? HostField::Port : HostField::None;
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
    : program_(std::move(program)), usual_folder_(std::move(folder)) {}

Host::~Host() = default;

std::optional<model::HostedServer> Host::ask_status() const {
    std::optional<model::HostedServer> server;
    (void)server::ask_running_server(
        folder_, server::AskStatus{}, [&](const Json& row) { server = parse_status(row.dump()); },
        patience_to_answer);
    if (!server) return std::nullopt;
    return with_folder(std::move(*server));
}

std::optional<model::HostedServer> Host::read_ready_file() const {
    return parse_status(text_of(folder_ / ready_file_name));
}

model::HostedServer Host::with_folder(model::HostedServer server) const {
    server.owner_code = owner_code_in({folder_});
    server.folder = text::utf8_of(folder_);
    return server;
}

std::filesystem::path Host::last_folder() const {
    const std::string path = text_of(usual_folder_.parent_path() / last_folder_name);
    return path.empty() || !text::is_valid_utf8(path) ? usual_folder_ : text::path_of(path);
}

// A server that goes on is found there by the next window. Without the note it has to be said again where it is.
void Host::remember_folder() const {
    const std::filesystem::path note = usual_folder_.parent_path() / last_folder_name;
    std::error_code left_out;
    if (folder_ == usual_folder_) {
        std::filesystem::remove(note, left_out);
        return;
    }
    try {
        std::filesystem::create_directories(note.parent_path());
        const std::string path = text::utf8_of(folder_);
        transport::replace_private_file(note,
                                        {reinterpret_cast<const std::uint8_t*>(path.data()), path.size()});
    } catch (const std::exception&) {
        return;
    }
}

Hosting Host::look() {
    if (folder_.empty()) folder_ = last_folder();
    if (process_ && process_->has_ended()) process_.reset();
    std::string fault;
    try {
        if (auto server = ask_status()) return running(std::move(*server));
    } catch (const std::exception& error) {
        fault = error.what();
    }
    // It stays there, so that who hosts again goes on under the name that others know.
    auto last = read_ready_file();
    // What cannot be asked runs all the same.
    if (last && (process_ || !fault.empty())) return running(with_folder(std::move(*last)), std::move(fault));
    Hosting none = off(std::move(fault));
    if (last) none.server.name = last->name;
    if (last && folder_ != usual_folder_) none.server.folder = text::utf8_of(folder_);
    return none;
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
    for (;;) {
        const std::optional<std::string> part = process_->hear(look_again_after);
        said += part.value_or("");
        if (said.find(it_serves) != std::string::npos) break;
        const bool is_over = given_up_ || std::chrono::steady_clock::now() >= until;
        if (part && !is_over) continue;
        if (is_over) process_->kill();
        process_.reset();
        return off(is_over ? "The server did not get ready. Look into server.log in its folder."
                           : complaint_in(std::move(said)));
    }
    process_->hang_up();
    auto server = read_ready_file();
    if (!server) return off("The server runs, but did not say how to join it. Look into its folder.");
    remember_folder();
    return running(with_folder(std::move(*server)));
}

Hosting Host::stop() {
    Hosting before = look();
    if (before.state != Hosting::State::Running) return before;
    try {
        const std::uint64_t process = before.server.process;
        const auto end = server::ask_running_server(
            folder_, server::StopServer{}, [](const Json&) {}, patience_to_end);
        if (end && !end->empty()) return running(before.server, *end);
        if (!end && process_) process_->ask_to_end();
        if (!server::wait_for_end(process, patience_to_end))
            return running(before.server,
                           "The server has said goodbye, but does not end. Look into server.log.");
    } catch (const std::exception& error) {
        return running(before.server, error.what());
    }
    if (process_ && process_->has_ended()) process_.reset();
    Hosting none = off({});
    none.server.name = before.server.name;
    if (folder_ != usual_folder_) none.server.folder = before.server.folder;
    return none;
}

}  // namespace crosstalk::host
