// Opens links and folders with what the desktop has: the file manager's own interface, portals, xdg-open.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "client/app/desktop/bus_linux.hpp"
#include "client/app/desktop/child_process_posix.hpp"

namespace crosstalk::app {

// Thread: that of the loop.
class Openers {
  public:
    using Failed = std::function<void(std::string what)>;

    // `bus` may be nullptr. `failed` is told what nothing could open.
    Openers(Bus* bus, Children& children, Failed failed)
        : bus_(bus), children_(children), failed_(std::move(failed)) {}

    void open_link(const std::string& url);
    void open_folder(const std::filesystem::path& folder);
    void open_file(const std::filesystem::path& file);
    void show_in_folder(const std::filesystem::path& file);

  private:
    // The programs one after the other until one ends well.
    void open_with_programs(const std::string& target, const std::string& said, std::size_t program = 0);

    Bus* bus_;
    Children& children_;
    Failed failed_;
};

}  // namespace crosstalk::app
