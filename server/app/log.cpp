#include "server/app/log.hpp"

#include <spdlog/sinks/dist_sink.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace crosstalk::server {

namespace {

constexpr std::size_t max_file_bytes = 5 * 1024 * 1024;
constexpr std::size_t max_files = 5;

struct LevelRow {
    LogLevel level;
    std::string_view name;
    spdlog::level::level_enum means;
};
constexpr std::array levels{LevelRow{LogLevel::Debug, "debug", spdlog::level::debug},
                            LevelRow{LogLevel::Info, "info", spdlog::level::info},
                            LevelRow{LogLevel::Warning, "warning", spdlog::level::warn},
                            LevelRow{LogLevel::Error, "error", spdlog::level::err}};

spdlog::level::level_enum level_of(LogLevel level) {
    return std::ranges::find(levels, level, &LevelRow::level)->means;
}

spdlog::sink_ptr open_file(const std::filesystem::path& file) {
    try {
        auto sink =
            std::make_shared<spdlog::sinks::rotating_file_sink_mt>(file.string(), max_file_bytes, max_files);
        sink->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %L %v");
        return sink;
    } catch (const spdlog::spdlog_ex&) {
        throw std::runtime_error(
            "The log file " + file.string() +
            " cannot be written. Choose another with --log-file, or mend its folder's rights.");
    }
}

spdlog::sink_ptr open_console() {
    auto sink = std::make_shared<spdlog::sinks::stderr_color_sink_mt>();
    sink->set_pattern("%^%L%$ %v");
    return sink;
}

}  // namespace

// A logger's own list of sinks may not change while somebody logs; the one inside of this sink may.
struct LogFile::Sinks {
    explicit Sinks(const std::filesystem::path& file)
        : console(open_console()),
          all(std::make_shared<spdlog::sinks::dist_sink_mt>(std::vector{console, open_file(file)})),
          logger("server", all) {
        logger.flush_on(spdlog::level::info);
    }

    spdlog::sink_ptr console;
    std::shared_ptr<spdlog::sinks::dist_sink_mt> all;
    spdlog::logger logger;
};

std::optional<LogLevel> log_level_of(std::string_view name) {
    const auto* row = std::ranges::find(levels, name, &LevelRow::name);
    if (row == levels.end()) return std::nullopt;
    return row->level;
}

LogFile::LogFile(std::filesystem::path file, LogLevel level)
    : file_(std::move(file)), sinks_(std::make_shared<Sinks>(file_)) {
    set_level(level);
}

Log LogFile::log() const {
    return [sinks = sinks_](LogLevel level, std::string_view line) {
        sinks->logger.log(level_of(level), "{}", line);
    };
}

void LogFile::set_level(LogLevel level) {
    sinks_->logger.set_level(level_of(level));
}

void LogFile::reopen() {
    sinks_->all->set_sinks({sinks_->console, open_file(file_)});
}

}  // namespace crosstalk::server
