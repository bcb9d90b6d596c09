// One picture as large as the window lets it, and those before and after it in the same room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ui/panels/scene.hpp"
#include "ui/pictures/zoom.hpp"

namespace crosstalk::ui {

/// One per window. Thread: the one that draws.
class Viewer {
  public:
    void open(const net::FileSource& source);
    void close() { open_ = false; }
    [[nodiscard]] bool is_open() const { return open_; }
    /// Fills the box. Closes by itself when the picture is gone.
    void draw(const Scene& scene, Box box);

  private:
    struct Shown {
        net::FileSource source;
        net::File file;
        net::UserRef author;
        net::Timestamp at;
        std::string text;
    };
    void collect(const Scene& scene);
    void step(std::ptrdiff_t by);
    void obey_keys(const Scene& scene, const Shown& shown);
    void draw_head(const Scene& scene, Box box, const Shown& shown);
    void draw_tools(const Scene& scene, Box box, const Shown& shown);
    void draw_picture_in(const Scene& scene, Box box, const Shown& shown);
    void draw_strip(const Scene& scene, Box box);
    void follow_pointer(const Context& context, Box box);

    bool open_ = false;
    net::FileSource source_;
    std::vector<Shown> shown_;     // of the room, in order
    std::uint64_t collected_ = 0;  // revision of the model
    std::size_t at_ = 0;
    Zoom zoom_;
    std::optional<Theme> dark_;  // it is as dark in the light look
};

}  // namespace crosstalk::ui
