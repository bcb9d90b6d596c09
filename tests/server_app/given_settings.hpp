// What a command line, an environment and a file make of the settings.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <variant>
#include <vector>

#include "server/app/settings.hpp"

namespace crosstalk::testing {

// Without a data folder: a test must not read the settings of whoever runs it.
inline const server::Environment nowhere{{"CROSSTALK_SERVER_DATA", "/nonexistent/crosstalk"}};

inline std::variant<server::Settings, server::Exit> parse(std::vector<const char*> words,
                                                          const server::Environment& environment = nowhere) {
    words.insert(words.begin(), "crosstalk-server");
    return server::parse_settings(static_cast<int>(words.size()), words.data(), environment);
}

inline server::Settings settings_of(const std::vector<const char*>& words,
                                    const server::Environment& environment = nowhere) {
    const auto parsed = parse(words, environment);
    if (const auto* exit = std::get_if<server::Exit>(&parsed)) {
        ADD_FAILURE() << exit->text;
        return {};
    }
    return std::get<server::Settings>(parsed);
}

// Empty: nothing was refused.
inline std::string refusal_of(const std::vector<const char*>& words,
                              const server::Environment& environment = nowhere) {
    const auto parsed = parse(words, environment);
    const auto* exit = std::get_if<server::Exit>(&parsed);
    if (exit == nullptr) return "";
    EXPECT_EQ(exit->status, 2);
    return exit->text;
}

}  // namespace crosstalk::testing
