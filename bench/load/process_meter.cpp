#include "bench/load/process_meter.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace crosstalk::bench {

namespace {

Nanoseconds read_clock(clockid_t clock) {
    timespec time{};
    if (clock_gettime(clock, &time) != 0) throw std::runtime_error("the server has ended");
    return std::chrono::seconds(time.tv_sec) + Nanoseconds(time.tv_nsec);
}

}  // namespace

ProcessMeter::ProcessMeter(pid_t process) : process_(process) {
    if (clock_getcpuclockid(process, &clock_) != 0)
        throw std::runtime_error("there is no process " + std::to_string(process));
}

Nanoseconds ProcessMeter::cpu() const {
    return read_clock(clock_);
}

Memory ProcessMeter::memory() const {
    std::ifstream rollup("/proc/" + std::to_string(process_) + "/smaps_rollup");
    Memory memory;
    for (std::string line; std::getline(rollup, line);) {
        if (line.starts_with("Pss:")) memory.pss_bytes = std::stoull(line.substr(4)) * 1024;
        if (line.starts_with("Rss:")) memory.rss_bytes = std::stoull(line.substr(4)) * 1024;
    }
    if (memory.rss_bytes == 0) throw std::runtime_error("the memory of the server cannot be read");
    return memory;
}

std::size_t ProcessMeter::open_files() const {
    const std::filesystem::directory_iterator files("/proc/" + std::to_string(process_) + "/fd");
    return static_cast<std::size_t>(std::distance(begin(files), end(files)));
}

Nanoseconds own_cpu() {
    return read_clock(CLOCK_PROCESS_CPUTIME_ID);
}

}  // namespace crosstalk::bench
