// The part of the clipboard that SDL does not know: pictures, and files copied in a file manager.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "ui/panels/desktop_event.hpp"

namespace crosstalk::app {

// More than any picture that the client would decode.
inline constexpr std::size_t largest_clipboard_content = 64 << 20;

// One of the kinds that a clipboard offers: files that were copied as files, else a picture, PNG first, else files.
// Empty if there is neither.
std::string best_clipboard_type(std::span<const std::string> offered);

// What came, as the kind that was asked for.
ui::ClipboardHeld clipboard_content(std::string_view type, std::string bytes);

// Thread: one that it is told at construction.
class Clipboard {
  public:
    using Answer = std::function<void(ui::ClipboardHeld)>;

    virtual ~Clipboard() = default;
    Clipboard(const Clipboard&) = delete;
    Clipboard& operator=(const Clipboard&) = delete;

    // `answer` runs once, perhaps inside this call, unless the clipboard is destroyed before. A second question waits for
    // no first: each is answered.
    virtual void read(Answer answer) = 0;
    virtual void offer(std::string png) = 0;

  protected:
    Clipboard() = default;
};

}  // namespace crosstalk::app
