// Subject: messages. The hub counts them; their bodies go to the view.
#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "net/fault.hpp"
#include "server/hub/subjects.hpp"

namespace crosstalk::hub {

// Whether the room lets somebody of that rank write, apart from the table.
net::Status may_write(const Asked& asked, net::RoomId room_id, Action action) {
    const net::Status status = may(asked, room_id, action);
    if (status != net::Status::Done) return status;
    const Room& room = *asked.state.room(room_id);
    const net::Role rank = rank_of(asked.state, room, asked.origin.user);
    const bool enough = room.row.posters == net::Posters::Everyone ||
                        (room.row.posters == net::Posters::Members && rank >= net::Role::Member) ||
                        rank >= net::Role::Admin;
    return enough ? net::Status::Done : net::Status::NotAllowed;
}

void count_mentions(Transition& transition, Room& room, const std::vector<net::UserId>& mentions) {
    for (const net::UserId user : mentions) {
        const auto mark = room.marks.find(user);
        if (mark == room.marks.end() || user == transition.origin.user) continue;
        if (net::planted == net::Fault::MentionNotCounted) continue;
        mark->second.mentions = mark->second.mentions.next();
        transition.record(mark->second);
    }
}

namespace {

// Goes on from what the asker may do in the room. A purge may have come between the target's completion and now; a
// deletion may have, too, but that is seen by view and model, for whom deleted is final.
net::Status on_message(net::Status status, const Asked& asked, net::RoomId room,
                       const net::MessageTarget& target) {
    if (status != net::Status::Done) return status;
    const bool is_there = target.sequence && target.at >= asked.state.room(room)->row.purged_before;
    return is_there ? net::Status::Done : net::Status::NotFound;
}

net::Outcome done_to(const Room& room, const net::MessageTarget& target) {
    net::Outcome outcome = done(room);
    outcome.message = target.message;
    return outcome;
}

void remove_pin(Transition& transition, Room& room, net::MessageId message) {
    if (room.pins.erase(message) > 0) transition.record(PinRemoved{room.row.id, message});
}

}  // namespace

// --- posting

namespace {

// Whether all of them are there, the asker's own, and each is named once.
bool can_be_posted(const Asked& asked, const std::vector<net::PostedFile>& files) {
    std::set<net::UploadId> named;
    return std::ranges::all_of(files, [&](const net::PostedFile& file) {
        return finished_upload(asked.state, asked.origin.user, file.upload) != nullptr &&
               named.insert(file.upload).second;
    });
}

std::vector<net::File> take_files(Transition& transition, const std::vector<net::PostedFile>& posted) {
    std::vector<net::File> files;
    for (const net::PostedFile& each : posted) {
        UploadRow row = take_upload(transition, each.upload);
        files.push_back({std::move(row.name), row.size, row.hash, each.width, each.height});
    }
    return files;
}

}  // namespace

net::Status decide(const Asked& asked, const net::PostMessage& command) {
    if (command.text.empty() && command.files.empty()) return net::Status::Invalid;
    const net::Status status = may_write(asked, command.room, Action::Post);
    if (status != net::Status::Done) return status;
    if (command.reply_to && !command.reply_sequence) return net::Status::NotFound;
    if (!can_be_posted(asked, command.files)) return net::Status::NotFound;
    return command.mentions_all ? may(asked, command.room, Action::MentionAll) : net::Status::Done;
}

net::Outcome carry_out(Transition& transition, const net::PostMessage& command) {
    Room& room = transition.state.rooms.at(command.room);
    const net::UserId author = transition.origin.user;
    const auto id = transition.new_id<net::MessageId>();
    room.row.posts = room.row.posts.next();
    room.row.last_at = transition.stamp.at;
    if (command.mentions_all) {
        room.row.mentions = room.row.mentions.next();
    } else {
        count_mentions(transition, room, command.mentions);
    }
    const std::vector<net::File> files = take_files(transition, command.files);
    const net::Sequence sequence =
        transition.announce(room, net::MessagePosted{.id = id,
                                                     .author = transition.actor(),
                                                     .text = command.text,
                                                     .reply_to = command.reply_to,
                                                     .reply_sequence = command.reply_sequence,
                                                     .mentions_all = command.mentions_all,
                                                     .mentions = command.mentions,
                                                     .files = files});
    transition.record(MessageRow{.room = command.room,
                                 .id = id,
                                 .sequence = sequence,
                                 .revision = sequence,
                                 .author = author,
                                 .at = transition.stamp.at,
                                 .text = command.text,
                                 .reply_to = command.reply_to,
                                 .reply_sequence = command.reply_sequence,
                                 .mentions_all = command.mentions_all,
                                 .mentions = command.mentions,
                                 .files = files});
    net::Outcome outcome = done(room);
    outcome.message = id;
    return outcome;
}

// --- changing what was said

net::Status decide(const Asked& asked, const net::EditMessage& command) {
    const net::Status status =
        on_message(may_write(asked, command.room, Action::Edit), asked, command.room, command.target);
    if (status != net::Status::Done) return status;
    const bool is_own =
        command.target.author == asked.origin.user || net::planted == net::Fault::EditByOthers;
    if (!is_own || command.target.is_game) return net::Status::NotAllowed;
    const bool is_empty = command.text.empty() && command.target.files == 0;
    return is_empty ? net::Status::Invalid : net::Status::Done;
}

net::Outcome carry_out(Transition& transition, const net::EditMessage& command) {
    Room& room = transition.state.rooms.at(command.room);
    const net::MessageTarget& target = command.target;
    const net::Sequence revision =
        transition.announce(room, net::MessageEdited{target.message, target.sequence, command.text});
    transition.record(TextChanged{command.room, target.message, revision, transition.stamp.at, command.text});
    return done_to(room, target);
}

net::Status decide(const Asked& asked, const net::DeleteMessage& command) {
    net::Status status = may(asked, command.room, Action::DeleteAny);
    // Whose a message is that does not exist, nobody knows: then it is not found rather than not allowed.
    const bool own = !command.target.sequence || command.target.author == asked.origin.user;
    if (status != net::Status::Done && own) status = may(asked, command.room, Action::Delete);
    return on_message(status, asked, command.room, command.target);
}

net::Outcome carry_out(Transition& transition, const net::DeleteMessage& command) {
    Room& room = transition.state.rooms.at(command.room);
    const net::MessageTarget& target = command.target;
    end_game(transition, command.room, target.message);
    remove_pin(transition, room, target.message);
    const net::Sequence revision =
        transition.announce(room, net::MessageDeleted{target.message, target.sequence, transition.actor()});
    transition.record(MessageDeleted{command.room, target.message, revision});
    if (target.author != transition.origin.user)
        transition.audit(command.room, net::AuditAction::MessageDeleted, target.author, "");
    return done_to(room, target);
}

// --- reactions and pins

net::Status decide(const Asked& asked, const net::React& command) {
    const net::Status status =
        on_message(may(asked, command.room, Action::React), asked, command.room, command.target);
    if (status != net::Status::Done) return status;
    return command.emoji.empty() ? net::Status::Invalid : net::Status::Done;
}

net::Outcome carry_out(Transition& transition, const net::React& command) {
    Room& room = transition.state.rooms.at(command.room);
    const net::MessageTarget& target = command.target;
    if (command.is_so_already) return done_to(room, target);
    const net::Sequence revision = transition.announce(
        room,
        net::ReactionSet{target.message, target.sequence, transition.actor(), command.emoji, command.on});
    transition.record(ReactionChanged{command.room, target.message, revision, transition.origin.user,
                                      command.emoji, command.on});
    return done_to(room, target);
}

net::Status decide(const Asked& asked, const net::PinMessage& command) {
    const net::Status may_pin = may(asked, command.room, Action::Pin);
    if (may_pin != net::Status::Done) return may_pin;
    const auto& pins = asked.state.room(command.room)->pins;
    // Even of a message that is gone: a pin and a deletion may have crossed.
    if (pins.contains(command.target.message)) return net::Status::Done;
    const net::Status status = on_message(may_pin, asked, command.room, command.target);
    if (status != net::Status::Done || !command.on) return status;
    return pins.size() >= asked.state.limits.pins_per_room ? net::Status::TooMany : net::Status::Done;
}

net::Outcome carry_out(Transition& transition, const net::PinMessage& command) {
    Room& room = transition.state.rooms.at(command.room);
    const net::MessageTarget& target = command.target;
    const auto pin = room.pins.find(target.message);
    if ((pin != room.pins.end()) == command.on) return done_to(room, target);
    const net::Sequence place = command.on ? target.sequence : pin->second.sequence;
    if (command.on) {
        const PinRow row{command.room, target.message, place, target.at};
        room.pins.emplace(target.message, row);
        transition.record(row);
    } else {
        remove_pin(transition, room, target.message);
    }
    const net::Sequence revision =
        transition.announce(room, net::PinSet{target.message, place, transition.actor(), command.on});
    transition.record(PinChanged{command.room, target.message, revision});
    return done_to(room, target);
}

// --- purging

net::Status decide(const Asked& asked, const net::PurgeMessages& command) {
    if (command.before > asked.now) return net::Status::Invalid;
    if (!is_server(asked.origin)) return may(asked, command.room, Action::Purge);
    const bool known = !command.room || asked.state.room(command.room) != nullptr;
    return known ? net::Status::Done : net::Status::NotFound;
}

namespace {

// Whether there may be anything to remove: a daily purge of everything must not touch rooms where all is quiet.
bool holds_messages_before(const RoomRow& row, net::Timestamp before) {
    return row.posts && row.last_at >= row.purged_before && before > row.purged_before;
}

bool purge(Transition& transition, Room& room, net::Timestamp before) {
    if (!holds_messages_before(room.row, before)) return false;
    room.row.purged_before = before;
    for (auto pin = room.pins.begin(); pin != room.pins.end();) {
        const bool goes = pin->second.at < before;
        if (goes) transition.record(PinRemoved{room.row.id, pin->first});
        pin = goes ? room.pins.erase(pin) : std::next(pin);
    }
    forget_games(transition, room, before);
    transition.announce(room, net::MessagesPurged{before, transition.actor()});
    transition.record(MessagesPurged{room.row.id, before});
    return true;
}

}  // namespace

net::Outcome carry_out(Transition& transition, const net::PurgeMessages& command) {
    State& state = transition.state;
    if (!command.room) {
        for (auto& [id, room] : state.rooms)
            purge(transition, room, command.before);
        return done(state.rooms.at(net::lobby));
    }
    Room& room = state.rooms.at(command.room);
    const bool purged = purge(transition, room, command.before);
    if (purged && !is_server(transition.origin))
        transition.audit(command.room, net::AuditAction::Purged, {}, "");
    return done(room);
}

}  // namespace crosstalk::hub
