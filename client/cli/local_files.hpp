// What the terminal client has to know of files before it sends them. Paths are UTF-8.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace crosstalk::cli {

// 0, 0: no picture, or unknown.
struct PictureSize {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
};

class LocalFiles {
  public:
    virtual ~LocalFiles() = default;
    // Of the user; empty if nobody knows.
    [[nodiscard]] virtual std::string home() const = 0;
    [[nodiscard]] virtual bool is_there(const std::string& path) const = 0;
    // The ordinary files right in the folder, without hidden ones, by name; nothing if it is no folder.
    [[nodiscard]] virtual std::optional<std::vector<std::string>> files_in(const std::string& path) const = 0;
    [[nodiscard]] virtual PictureSize picture_size(const std::string& path) const = 0;
};

// Those of this machine.
class DiskLocalFiles final : public LocalFiles {
  public:
    [[nodiscard]] std::string home() const override;
    [[nodiscard]] bool is_there(const std::string& path) const override;
    [[nodiscard]] std::optional<std::vector<std::string>> files_in(const std::string& path) const override;
    [[nodiscard]] PictureSize picture_size(const std::string& path) const override;
};

}  // namespace crosstalk::cli
