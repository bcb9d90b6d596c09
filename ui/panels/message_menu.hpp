// What can be done with a message: the bar that stands on the row under the pointer, the menu behind it with a first few
// reactions, and those by themselves.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "client/model/model.hpp"
#include "ui/panels/emoji_picker.hpp"
#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

enum class MessageDeed : std::uint8_t { React, Answer, Correct, Delete, Pin, Unpin, Copy, Quote, Details };

struct MessageWish {
    MessageDeed deed = MessageDeed::Answer;
    net::MessageId message;
    std::string emoji;  // of React
};

/// One per conversation. Thread: the one that draws.
class MessageMenu {
  public:
    /// The line whose bar the pointer is on, which counts as hovered; 0: none.
    std::uint64_t line_under(ImVec2 pointer) const {
        return held_line_ != 0 && held_box_.contains(pointer) ? held_line_ : 0;
    }
    /// On the row of a line under the pointer, half of it above. `message`: what the line shows; null for other lines.
    std::optional<MessageWish> draw_bar(const Context& context, Box area, Box row, std::uint64_t line,
                                        const net::Message* message, const model::Model& model,
                                        const model::Room& room);
    /// The menu of a right click.
    void open(const net::Message& message, std::optional<std::size_t> file = {});
    /// Menus that are open.
    std::optional<MessageWish> draw_menus(const Scene& scene, const model::Room& room);

  private:
    std::optional<MessageWish> draw_entries(const Scene& scene, const net::Message& message,
                                            const model::Room& room);
    std::optional<MessageWish> draw_emoji(const Scene& scene);
    void draw_file_entries(const Scene& scene, const net::Message& message, const model::Room& room) const;
    std::optional<MessageWish> react_with(const Scene& scene, std::string emoji) const;

    std::uint64_t held_line_ = 0;
    Box held_box_;
    net::Sequence menu_of_;  // the place of the message that a menu is about
    net::MessageId menu_id_;
    std::optional<std::size_t> file_;  // of the message, that was pressed
    bool opens_entries_ = false;
    bool opens_emoji_ = false;
    EmojiPicker picker_;
    Box picked_at_;                         // where the first few stood
    std::vector<std::string> first_emoji_;  // as they were when the menu was opened
};

}  // namespace crosstalk::ui
