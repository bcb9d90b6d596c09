// Every dialog of the window, made as it is first shown. A test looks that no class under ui/panels/dialogs is missing.
#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "ui/panels/dialog.hpp"

namespace crosstalk::ui::twin {

struct DialogMaker {
    std::string_view type;  // the name of the class
    std::function<std::unique_ptr<Dialog>()> make;
};

/// About the lobby and the private room of the stage, alice and bob, and the message of the lobby at place 2.
const std::vector<DialogMaker>& all_dialogs();

}  // namespace crosstalk::ui::twin
