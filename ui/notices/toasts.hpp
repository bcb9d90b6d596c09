// Cards at the top right of the window that say what has just happened, and go by themselves. They never take the keyboard.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <variant>

#include "net/people.hpp"
#include "ui/theme/icons.hpp"

namespace crosstalk::ui {

struct Scene;

/// One per window. Thread: the one that draws.
class Toasts {
  public:
    static constexpr std::size_t most = 3;

    struct Toast {
        std::uint64_t key = 0;  // a newer one of the same key takes the place of the older; 0: of none
        Icon icon = Icon::Info;
        net::UserRef by;  // id not 0: the portrait instead of the icon
        std::string title;
        std::string body;
        std::function<void(const Scene&)> go;  // what a click does; empty: it only goes
        std::int64_t stays_ms = 6'000;
    };

    void show(Toast toast, std::int64_t now_ms);
    void clear() { shown_.clear(); }
    [[nodiscard]] std::size_t count() const { return shown_.size(); }
    /// Call after everything else of the frame. True if one was pressed: the keyboard goes back to the composer.
    bool draw(const Scene& scene);

  private:
    struct Entry {
        Toast toast;
        std::uint64_t id = 0;
        std::int64_t since_ms = 0;  // it began to slide in
        std::int64_t ends_ms = 0;
    };
    enum class Fate : std::uint8_t { Stays, Goes, Pressed };
    static float height_of(const Scene& scene, const Entry& entry);
    static void draw_face(const Scene& scene, const Toast& toast, Box box);
    static Fate draw_card_of(const Scene& scene, Entry& entry, Box box);
    static Fate draw_one(const Scene& scene, Entry& entry, float top, std::size_t place);

    std::deque<Entry> shown_;  // the newest first
    std::uint64_t last_id_ = 0;
};

}  // namespace crosstalk::ui
