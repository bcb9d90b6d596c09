// The unfortunate: a key file, the disk under it or the crypto library failed. what() is written for people.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

namespace crosstalk::transport {

class CredentialError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// A path as UTF-8, for error texts, on every system.
inline std::string shown(const std::filesystem::path& path) {
    const std::u8string text = path.u8string();
    return {text.begin(), text.end()};
}

}  // namespace crosstalk::transport
