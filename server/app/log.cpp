#include "server/app/log.hpp"

#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <stdexcept>

namespace crosstalk::server {

namespace {

constexpr std::size_t max_file_bytes = 5 * 1024 * 1024;
constexpr std::size_t max_files = 5;

spdlog::level::level_enum level_of(LogLevel level) {
    switch (level) {
        case LogLevel::Debug:
            return spdlog::level::debug;
        case LogLevel::Info:
            return spdlog::level::info;
        case LogLevel::Warning:
            return spdlog::level::warn;
        case LogLevel::Error:
            return spdlog::level::err;
    }
    return spdlog::level::err;
}

}  // namespace

Log open_log(const std::filesystem::path& file, const std::string& level) {
    const auto console = std::make_shared<spdlog::sinks::stderr_color_sink_mt>();
    console->set_pattern("%^%L%$ %v");
    std::shared_ptr<spdlog::sinks::rotating_file_sink_mt> rotating;
    try {
        rotating =
            std::make_shared<spdlog::sinks::rotating_file_sink_mt>(file.string(), max_file_bytes, max_files);
    } catch (const spdlog::spdlog_ex&) {
        throw std::runtime_error(
            "The log file " + file.string() +
            " cannot be written. Choose another with --log-file, or mend its folder's rights.");
    }
    rotating->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %L %v");
    const auto logger =
        std::make_shared<spdlog::logger>("server", spdlog::sinks_init_list{console, rotating});
    logger->set_level(spdlog::level::from_str(level == "warning" ? "warn"
                                              : level == "error" ? "err"
                                                                 : level));
    logger->flush_on(spdlog::level::info);
    return [logger](LogLevel line_level, std::string_view line) {
        logger->log(level_of(line_level), "{}", line);
    };
}

}  // namespace crosstalk::server
