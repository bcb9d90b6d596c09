// What --measure writes when the program ends: when frames were drawn and what they cost, as one JSON object.
//
//   {"shown_at_ms": [...], "cpu_us": [...], "conversation_at_ms": N}
//
// Times are milliseconds since 1970, so that whoever started the program can count from its start. CPU is that of the thread
// that draws, from the beginning of the frame until it is presented.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace crosstalk::app {

// Thread: the one that draws. The first 100,000 frames are kept.
class FrameLog {
  public:
    explicit FrameLog(std::filesystem::path file) : file_(std::move(file)) {}

    void begin_frame();
    // `shows_conversation`: this frame, or one before, has shown a room.
    void end_frame(bool shows_conversation);
    // Replaces the file. Says on stderr if it cannot be written.
    void write() const;

  private:
    std::filesystem::path file_;
    std::int64_t begun_us_ = 0;
    std::vector<std::int64_t> shown_at_ms_;
    std::vector<std::int64_t> cpu_us_;
    std::int64_t conversation_at_ms_ = 0;
};

}  // namespace crosstalk::app
