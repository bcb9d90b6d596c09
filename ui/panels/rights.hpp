// What one may most probably do in a room. The server decides; menus and dialogs offer what is worth trying.
#pragma once

#include <string>

#include "client/model/model.hpp"

namespace crosstalk::ui {

struct RoomRights {
    bool invite = false;
    bool set_topic = false;
    bool rename = false;
    bool configure = false;   // who may write, slow mode
    bool open_up = false;     // public or private, passkey
    bool keep_order = false;  // kick, ban, mute, roles, purge, records, messages of others
    bool pin = false;         // and take pins away
    bool leave = false;
    bool dissolve = false;
};

/// What one counts for there: admins of the server do so in every public room.
net::Role rank_in(const model::Room& room, const model::Model& model);
RoomRights rights_in(const model::Room& room, const model::Model& model);

/// Why one may not write there now, and how long; empty: one may.
std::string silence_in_words(const model::Room& room, const model::Model& model, net::Timestamp now);

struct MessageRights {
    bool change = false;
    bool remove = false;
    bool pin = false;
};
/// Without a mute, which passes: of it the server tells.
MessageRights rights_on(const net::Message& message, const model::Room& room, const model::Model& model);
/// Whether one counts for more than that person there, as far as is known.
bool outranks(const model::Room& room, const model::Model& model, net::UserId user);
/// One may see invites, devices and figures of the server, and make codes.
inline bool serves(const model::Model& model) {
    return model.role() >= net::Role::Admin;
}

/// In the room, or in the lobby if it is not there; null if nobody has told of it.
const net::Member* member_of(const model::Room& room, const model::Model& model, net::UserId user);

}  // namespace crosstalk::ui
