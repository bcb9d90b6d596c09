// Hosts a server from the window: starts this program's own file as another process (`crosstalk --host`), finds one that
// runs, and stops it. The two share nothing but a folder: neither's end is the other's.
//
//   crosstalk --host SETTING...     is crosstalk-server SETTING...
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "client/model/hosted_server.hpp"

namespace crosstalk::host {

/// Whether this process was started to be the server. Then run_host() is all it does.
bool asks_for_host(int argc, const char* const* argv);
/// As main(). Returns the exit status.
int run_host(int argc, const char* const* argv);

/// What a server says of itself, as `crosstalk-server status --format jsonl` prints it. Nothing if it is no such thing.
std::optional<model::HostedServer> parse_status(std::string_view json);

class ServerProcess;

/// Thread: one at a time, any; every call blocks for as long as a server takes to start or to end. A server that runs when this
/// ends goes on.
class Host {
  public:
    /// `program` is this file; `folder` is where a server keeps its data if the wish names none.
    Host(std::string program, std::filesystem::path folder);
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;
    ~Host();

    /// Running, with a fault if it cannot be asked, or Off.
    model::Hosting look();
    /// Running, or Off with a fault. One that runs already is taken as it is.
    model::Hosting start(const model::HostWish& wish);
    /// In good order: everybody is told, everything is durable. Off, or Running with a fault.
    model::Hosting stop();
    /// Any thread, at any time. The window ends: a server that is being started, now or later, is ended instead of waited for.
    void give_up() { given_up_ = true; }

  private:
    [[nodiscard]] std::optional<model::HostedServer> ask_status() const;
    [[nodiscard]] std::optional<model::HostedServer> read_ready_file() const;
    [[nodiscard]] model::HostedServer with_folder(model::HostedServer server) const;
    [[nodiscard]] std::filesystem::path last_folder() const;
    void remember_folder() const;
    [[nodiscard]] model::Hosting wait_until_ready();

    const std::string program_;
    const std::filesystem::path usual_folder_;
    std::filesystem::path folder_;  // of the server that was asked for last; empty: nobody has asked
    std::unique_ptr<ServerProcess> process_;  // if this one has started it
    std::atomic<bool> given_up_ = false;
};

}  // namespace crosstalk::host
