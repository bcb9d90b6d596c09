// A file system in memory with room for a few megabytes. Needs the rights to mount.
#pragma once

#include <cstddef>
#include <filesystem>

#include "tests/support/temporary_folder.hpp"

namespace crosstalk::testing {

class SmallDisk {
  public:
    explicit SmallDisk(std::size_t kibibytes);
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    ~SmallDisk();

    [[nodiscard]] bool mounted() const { return mounted_; }
    [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }
    // From now on nothing on it can be changed.
    [[nodiscard]] bool make_read_only();

  private:
    TemporaryFolder folder_;
    bool mounted_ = false;
};

}  // namespace crosstalk::testing
