// The newest notices, newest first, kept over restarts. Bounded in number and in bytes. Pure.
//
// Kept as one text: a line for each notice, with its fields between tabs. Tabs, line breaks and backslashes in a field stand
// as \t, \n and \\. Lines of another shape are left out when it is read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>

#include "ui/notices/notice.hpp"

namespace crosstalk::ui {

/// Thread: the one that draws.
class NoticeLog {
  public:
    static constexpr std::size_t most = 200;
    static constexpr std::size_t most_bytes = 60'000;  // of the text; the profile takes 64 KiB
    static constexpr std::size_t most_line_bytes = 160;

    /// Its text is cut to most_line_bytes.
    void add(Notice notice);
    [[nodiscard]] const std::deque<Notice>& all() const { return notices_; }
    [[nodiscard]] std::size_t unseen() const;
    void mark_all_seen();
    void mark_seen(std::size_t index);
    /// Those of whom `is_seen` says so.
    void mark_seen_if(const std::function<bool(const Notice&)>& is_seen);
    void clear();

    /// As many of the newest as fit.
    [[nodiscard]] std::string kept() const;
    void restore(std::string_view kept);
    /// Different after every change.
    [[nodiscard]] std::uint64_t version() const { return version_; }

  private:
    std::deque<Notice> notices_;
    std::uint64_t version_ = 1;
};

}  // namespace crosstalk::ui
