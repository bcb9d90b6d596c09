// Where the server's log goes: the console (stderr) and a file that is renamed at 5 MiB; five old ones are kept.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

#include "server/runtime/options.hpp"

namespace crosstalk::server {

// "debug", "info", "warning", "error"; nothing: it is none of them.
std::optional<LogLevel> log_level_of(std::string_view name);

// Any thread.
class LogFile {
  public:
    // Throws std::runtime_error with a text for people if the file cannot be written.
    LogFile(std::filesystem::path file, LogLevel level);

    // Lives on after this object.
    [[nodiscard]] Log log() const;

    void set_level(LogLevel level);
    // Goes on in the file that has that name now: somebody may have renamed the old one. Throws as the constructor, and
    // then goes on as before.
    void reopen();

  private:
    struct Sinks;
    std::filesystem::path file_;
    std::shared_ptr<Sinks> sinks_;
};

}  // namespace crosstalk::server
