// Cards at the top right of a place that say what has just happened. Most go by themselves, some stay until they are
// pressed or closed. They never take the keyboard.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/people.hpp"
#include "ui/theme/draw.hpp"
#include "ui/theme/icons.hpp"
#include "ui/widgets/button.hpp"

namespace crosstalk::ui {

struct Scene;

/// One per window. Thread: the one that draws.
class Toasts {
  public:
    static constexpr std::size_t most = 3;           // in sight
    static constexpr std::size_t most_waiting = 50;  // besides, of those that stay

    /// Whether a card stands there when one of its buttons was pressed.
    enum class AfterPress : std::uint8_t { Goes, Stays };

    /// At the bottom of a card. They are for the pointer: cards have no keyboard.
    struct Button {
        const char* id = "";
        std::string_view label;
        ButtonKind kind = ButtonKind::Outlined;
        AfterPress after = AfterPress::Goes;
        std::function<void(const Scene&, Box)> press;                // the button's box
        std::function<std::string(const Scene&)> why_disabled = {};  // its answer empty, or none: it is not
    };

    struct Toast {
        std::uint64_t key = 0;  // a newer one of the same key takes the place of the older; 0: of none
        Icon icon = Icon::Info;
        net::UserRef by;  // id not 0: the portrait instead of the icon
        std::string title;
        std::string body;
        std::function<void(const Scene&)> go;          // what a click does; empty: it only goes
        std::optional<std::int64_t> stays_ms = 6'000;  // nothing: until it is pressed or closed
        net::RoomId left;  // of being put out of a room: whoever is back in it needs no card any more
        std::vector<Button> buttons{};
    };

    void show(Toast toast, std::int64_t now_ms);
    /// Those that go by themselves go now.
    void clear_passing();
    /// What they lead to is not there any more.
    void clear_leading();
    /// That one is out of date.
    void withdraw(std::uint64_t key);
    /// Those that wait for room, too.
    [[nodiscard]] std::size_t count() const { return shown_.size(); }
    /// In `place`, down from its top right corner, as many as there fit, but one at least. Call after everything else of the frame. True if one was pressed: the
    /// keyboard goes back to the composer.
    bool draw(const Scene& scene, Box place);

  private:
    struct Entry {
        Toast toast;
        std::uint64_t id = 0;
        std::optional<std::int64_t> since_ms;  // it began to slide in; nothing: it is still to be seen
        std::optional<std::int64_t> ends_ms;
    };
    enum class Fate : std::uint8_t { Stays, Goes, Pressed };
    struct Outcome {
        Fate fate = Fate::Stays;
        const Button* button = nullptr;  // was pressed; of the entry's toast
        Box box{};                       // of it
    };
    /// Those that pass go where there are too many; those that stay wait behind the others.
    void drop_what_is_too_much();
    static float height_of(const Scene& scene, const Entry& entry, float width);
    static void draw_face(const Scene& scene, const Toast& toast, Box box);
    static Outcome draw_buttons(const Scene& scene, const Toast& toast, Box box);
    static Outcome draw_card_of(const Scene& scene, Entry& entry, Box box);
    static Outcome draw_one(const Scene& scene, Entry& entry, Box box, std::size_t index);

    std::deque<Entry> shown_;  // the newest first
    std::uint64_t last_id_ = 0;
};

}  // namespace crosstalk::ui
