// Who is in a room: by role, those who are here first, and what one can do with somebody.
#pragma once

#include <optional>

#include "client/model/model.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/moment.hpp"
#include "ui/theme/context.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

enum class PersonDeed : std::uint8_t { Message, Mention, Ignore, Heed };

struct PersonWish {
    PersonDeed deed = PersonDeed::Message;
    net::UserRef user;
};

std::optional<PersonWish> draw_members(const Context& context, const Moment& now, Box box, ScrollArea& scroll,
                                       const model::Model& model, const model::Room& room,
                                       Commands& commands);

}  // namespace crosstalk::ui
