// What happens when a running server reads its settings again: what can change in it does, and the rest is named.
#pragma once

#include <string>
#include <vector>

namespace crosstalk::server {

struct Settings;

// Names of settings, "limit sessions" among them; never values.
struct ReloadReport {
    std::string failure;  // for people; then nothing has changed
    std::vector<std::string> changed;
    std::vector<std::string> at_next_start;  // differ from what the server runs with, and wait
};

// One or two sentences.
std::string in_words(const ReloadReport& report);

// Brings into `running` what `read` says and a running server can take.
ReloadReport take_over(Settings& running, const Settings& read);

}  // namespace crosstalk::server
