// The common file dialogs of Windows.
#pragma once

#include <windows.h>

#include <vector>

#include "ui/panels/desktop_event.hpp"

struct IFileDialog;

namespace crosstalk::app {

// Thread: one with COM as a single-threaded apartment. Show() runs a loop of messages of its own, so that other tasks of
// the thread go on, and a second dialog may open inside the first.
class FileDialogs {
  public:
    explicit FileDialogs(HWND owner) : owner_(owner) {}

    // Returns when the dialog has ended.
    ui::FilesPicked pick(const ui::PickFiles& wanted);
    // Those that are open end as cancelled; no new one opens.
    void end();

  private:
    HWND owner_;
    std::vector<IFileDialog*> open_;
    bool ended_ = false;
};

}  // namespace crosstalk::app
