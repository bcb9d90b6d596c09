// What somebody is told.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "server/local/sqlite.hpp"

namespace crosstalk::testing {

// The text of the DatabaseError that the action throws.
template <class Action>
std::string error_of(Action action) {
    try {
        action();
    } catch (const local::DatabaseError& error) {
        return error.what();
    }
    ADD_FAILURE() << "expected an error";
    return {};
}

inline std::string content_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

inline void put(const std::filesystem::path& file, const std::string& content) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << content;
}

}  // namespace crosstalk::testing
