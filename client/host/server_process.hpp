// The server as another process of the same file: server_process_posix.cpp, server_process_windows.cpp.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace crosstalk::host {

/// Thread: that which made it. The process goes on when this ends, and does not hear what is typed into this one's terminal.
class ServerProcess {
  public:
    /// Names and values on top of the environment of this process; UTF-8. A secret belongs there, since everybody may read
    /// the arguments of a process.
    using Variables = std::vector<std::pair<std::string, std::string>>;

    virtual ~ServerProcess() = default;
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    /// The next part of what it says; empty if it said nothing for so long. Nothing: it has ended; hang_up() is next.
    virtual std::optional<std::string> hear(std::chrono::milliseconds patience) = 0;
    /// Nobody listens any more.
    virtual void hang_up() = 0;
    /// Tells it to end in good order, as far as this system has a word for that; else as kill().
    virtual void ask_to_end() = 0;
    /// Ends it, whatever it does: nothing that it has acknowledged is lost.
    virtual void kill() = 0;
    /// Whether it has ended; what the system keeps of it goes then.
    virtual bool has_ended() = 0;

  protected:
    ServerProcess() = default;
};

/// Throws std::system_error.
std::unique_ptr<ServerProcess> start_server(const std::string& program,
                                            const std::vector<std::string>& arguments,
                                            const ServerProcess::Variables& variables);

}  // namespace crosstalk::host
