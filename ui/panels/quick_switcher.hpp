// Goes anywhere in a few letters: rooms, people, commands and settings, the unread rooms before anything is typed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ui/finding/fuzzy.hpp"
#include "ui/panels/scene.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

/// What can be gone to. Exactly one of these.
struct Destination {
    enum class Kind : std::uint8_t { Room, Person, Command, Setting, Game, Practice };
    Kind kind = Kind::Room;
    net::RoomId room;
    net::UserRef user;
    std::string_view command;  // without the '/'; of the table
    SettingId setting{};
    net::MessageId game;            // one of one's own that runs
    std::string name;               // as it is shown
    std::string about;              // what else there is to say
    std::vector<ByteRange> ranges;  // of the name: what fitted
};

inline constexpr std::size_t most_destinations = 50;

/// The best first. A leading #, @ or / asks for that kind only; the link of a room leads to it alone. `calls` null:
/// there are no keywords. Pure.
std::vector<Destination> destinations(std::string_view typed, const model::Model& model, net::RoomId here,
                                      TextFolder& folder, const KeywordCalls* calls = nullptr);
/// Does what choosing it means.
void go_to(const Destination& destination, const Scene& scene);

/// What looks like a field and opens the switcher.
void draw_jump_field(const Scene& scene, Box box);

/// One per window. Thread: the one that draws.
class QuickSwitcher {
  public:
    void open();
    [[nodiscard]] bool is_open() const { return open_; }
    void close() { open_ = false; }
    /// Call last in the frame, instead of dialogs.
    void draw(const Scene& scene);

  private:
    void refresh(const Scene& scene);
    void obey_keys(const Scene& scene);
    [[nodiscard]] Box place_in_window(const Context& context) const;
    void draw_contents(const Scene& scene, Box box);
    void draw_rows(const Scene& scene, Box area);
    void draw_row(const Scene& scene, Box row, std::size_t index);

    bool open_ = false;
    bool focus_wanted_ = false;
    bool scroll_to_chosen_ = false;
    std::string typed_;
    std::string typed_of_found_;  // what found_ was made for
    std::uint64_t revision_of_found_ = 0;
    std::vector<Destination> found_;
    std::size_t chosen_ = 0;
    ScrollArea scroll_;
    TextFolder folder_;
};

}  // namespace crosstalk::ui
