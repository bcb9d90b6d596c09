// Bytes of a pipe to lines, with a bound.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "client/cli/conversation.hpp"

namespace crosstalk::cli {

// A line longer than max_line_bytes; all of it has been dropped.
struct OverlongLine {};

// A line ends with LF or CR LF; what is left at the end of the input is a line too.
class Lines {
  public:
    using Line = std::variant<std::string, OverlongLine>;

    void append(std::string_view bytes) { buffer_ += bytes; }
    void end() { ended_ = true; }

    // The next whole line; nothing if there is none yet.
    std::optional<Line> next() {
        for (;;) {
            const std::size_t end = buffer_.find('\n', read_);
            const bool is_whole = end != std::string::npos;
            if (!is_whole && !(ended_ && read_ < buffer_.size())) {
                buffer_.erase(0, read_);
                read_ = 0;
                if (buffer_.size() > max_line_bytes) {
                    skipping_ = true;
                    buffer_.clear();
                }
                return std::nullopt;
            }
            std::string line = buffer_.substr(read_, is_whole ? end - read_ : std::string::npos);
            read_ = is_whole ? end + 1 : buffer_.size();
            if (std::exchange(skipping_, false) || line.size() > max_line_bytes) return OverlongLine{};
            if (line.ends_with('\r')) line.pop_back();
            return line;
        }
    }

  private:
    std::string buffer_;
    std::size_t read_ = 0;
    bool ended_ = false;
    bool skipping_ = false;  // inside a line that is too long
};

}  // namespace crosstalk::cli
