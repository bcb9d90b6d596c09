// The message list without a mouse: a cursor that stands on a message, and what the keys do with it.
#pragma once

#include "ui/list/message_list_view.hpp"

namespace crosstalk::ui {

/// Call right after the list's item, with the list as of the last frame: moves the cursor and scrolls.
void obey_list_keys(const Context& context, MessageListView& view, const MessageSource& source, Box area,
                    ListWishes& wishes);
/// After the list's update: the cursor stays on something visible, or is brought into view.
void place_list_cursor(const Context& context, MessageListView& view, const MessageSource& source, Box area);

}  // namespace crosstalk::ui
