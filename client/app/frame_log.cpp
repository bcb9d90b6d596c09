#include "client/app/frame_log.hpp"

#include <chrono>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "client/app/platform.hpp"

namespace crosstalk::app {

namespace {

constexpr std::size_t most_frames = 100'000;

std::int64_t wall_ms() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

}  // namespace

void FrameLog::begin_frame() {
    begun_us_ = thread_cpu_us();
}

void FrameLog::end_frame(bool shows_conversation) {
    const std::int64_t now = wall_ms();
    if (shows_conversation && conversation_at_ms_ == 0) conversation_at_ms_ = now;
    if (shown_at_ms_.size() >= most_frames) return;
    shown_at_ms_.push_back(now);
    cpu_us_.push_back(thread_cpu_us() - begun_us_);
}

void FrameLog::write() const {
    const nlohmann::json all{
        {"shown_at_ms", shown_at_ms_}, {"cpu_us", cpu_us_}, {"conversation_at_ms", conversation_at_ms_}};
    std::ofstream file(file_);
    file << all.dump() << '\n';
    if (!file.flush()) std::fprintf(stderr, "crosstalk: %s cannot be written.\n", file_.string().c_str());
}

}  // namespace crosstalk::app
