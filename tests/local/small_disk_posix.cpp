#include "tests/local/small_disk.hpp"

#include <sys/mount.h>

#include <string>

namespace crosstalk::testing {

SmallDisk::SmallDisk(std::size_t kibibytes) {
    const std::string size = "size=" + std::to_string(kibibytes) + "k";
    mounted_ = ::mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, size.c_str()) == 0;
}

SmallDisk::~SmallDisk() {
    if (mounted_) ::umount2(folder_.path().c_str(), MNT_DETACH);
}

bool SmallDisk::make_read_only() {
    return ::mount(nullptr, folder_.path().c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) == 0;
}

}  // namespace crosstalk::testing
