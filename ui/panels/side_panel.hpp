// What the panels at the right have in common: a head with its name, and messages of any room as cards.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "ui/list/text_layout.hpp"
#include "ui/panels/scene.hpp"
#include "ui/widgets/item.hpp"

namespace crosstalk::ui {

/// Ground, name and cross; gives what is left of the box below.
Box draw_side_head(const Scene& scene, Box box, std::string_view title);

/// "#games", "@bob"; "a room that is gone" if one is not in it any more.
std::string room_tag(const model::Model& model, net::RoomId room);
/// "18:42", "Yesterday 18:42", "14 Nov 18:42": by how long ago it was.
std::string when_of(const Scene& scene, net::Timestamp at);

struct MessageCard {
    net::UserRef author;
    std::string_view tag;  // the room; empty: it goes without saying
    std::string_view when;
    std::string_view text;  // several lines wrap into `rows` at most
    std::span<const ByteRange> ranges = {};
    std::size_t rows = 3;
    bool has_dot = false;  // not seen yet
    float right_gap = 0;   // pixels that something else takes at the right of the first line
};

float message_card_height(const Context& context, float width, const MessageCard& card);
/// The whole card is pressed.
ItemState message_card(const Context& context, const char* id, Box box, const MessageCard& card);

/// One sentence in the middle of what is empty, with an icon above it.
void draw_empty_side(const Context& context, Box box, Icon icon, std::string_view text);

}  // namespace crosstalk::ui
