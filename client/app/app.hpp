// The window's program: network thread, inbox, model, panels, in the order of a frame.
//
//   wait -> input to Dear ImGui -> inbox to model -> draw panels -> carry out commands -> present
#pragma once

#include <filesystem>
#include <string>

#include "client/app/destination.hpp"

namespace crosstalk::app {

struct AppSettings {
    std::filesystem::path profile;
    std::filesystem::path downloads;  // where files go unless a setting says otherwise
    Destination destination;          // none: the connect screen is shown
    std::string name;
    std::string passkey;
    std::filesystem::path measure;  // frame_log.hpp; empty: nothing is written
    bool no_discovery = false;      // nobody looks for servers on the network
};

// Runs until the window is closed. Returns the exit status; throws WindowError, or ProfileError if the profile is
// in use or cannot be read.
int run_window(const AppSettings& settings);

}  // namespace crosstalk::app
