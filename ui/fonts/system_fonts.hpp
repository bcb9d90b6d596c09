// Glyphs that the embedded fonts lack, from fonts that the system happens to have. They are looked for when a text first
// needs them, on a thread of their own: until then, and where there are none, U+FFFD stands.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "ui/fonts/font_finder.hpp"

struct ImFontAtlas;
struct ImFontLoader;

namespace crosstalk::ui {

/// Belongs to one atlas. Thread: the one that draws; the search has its own.
class SystemFonts {
  public:
    SystemFonts();
    ~SystemFonts();
    SystemFonts(const SystemFonts&) = delete;
    SystemFonts& operator=(const SystemFonts&) = delete;

    /// Once. `found` is called on the thread of the search whenever take_found() has something to take.
    void search_with(std::unique_ptr<FontFinder> finder, std::function<void()> found);
    /// Between two frames: what was found counts from the next one on. True if anything was.
    bool take_found(ImFontAtlas& atlas);

    struct Face;
    /// Null: not there, or not yet. The first time the search is asked.
    const Face* face_with(char32_t code_point);

  private:
    void search(const std::stop_token& stopped);

    std::vector<std::unique_ptr<Face>> faces_;
    std::set<char32_t> asked_;

    std::mutex mutex_;
    std::condition_variable_any wanted_;
    std::deque<char32_t> wishes_;     // guarded by mutex_
    std::vector<FontPlace> places_;   // guarded by mutex_: found and not yet taken
    std::vector<char32_t> answered_;  // guarded by mutex_: what these have
    std::unique_ptr<FontFinder> finder_;
    std::function<void()> found_;
    std::jthread thread_;  // the last: it ends before the rest
};

/// For the last source of a font; its FontData is a pointer to SystemFonts, which outlives the atlas's use.
const ImFontLoader* system_font_loader();

/// Whether the file is a font that can be drawn with and has that code point. Any file may be asked, however broken.
bool is_usable_font(const FontPlace& place, char32_t code_point);

}  // namespace crosstalk::ui
