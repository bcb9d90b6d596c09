// What the server says is compared with the log, message by message.
#include <algorithm>

#include "tests/simulation/witness.hpp"

namespace crosstalk::testing {

namespace {

std::string text_of(net::RoomId room) {
    return "room " + std::to_string(room.value);
}

}  // namespace

// --- facts and what was said

void Witness::judge(const net::Result& result, Listener& to) {
    const net::Origin origin{to.user, to.device, result.run, result.number};
    const net::Outcome* logged = facts_.chronicle.outcome_of(origin);
    if (result.outcome.status == net::Status::Refused) {
        unknown_numbers_.insert(
            {facts_.chronicle.hub().state().device(to.device)->row.key, result.run, result.number});
        const std::uint64_t newest = facts_.chronicle.newest_of(to.device, result.run).value;
        const bool in_window = result.number.value + net::command_window > newest;
        const bool is_answered = logged != nullptr && logged->status != net::Status::Refused;
        if (result.number.value > newest || (in_window && is_answered)) {
            verdict_.violated("exactly once", "number " + std::to_string(result.number.value) +
                                                  " was refused though its answer should be known");
        }
        return;
    }
    if (logged != nullptr) {
        // A command of a newer program is known by more than the log.
        if (*logged != result.outcome) verdict_.violated("answers", "an answer is not that of the log");
    } else if (result.outcome.status == net::Status::Done) {
        verdict_.violated("acknowledged is durable", "number " + std::to_string(result.number.value) +
                                                         " was acknowledged and is not in the journal");
    }
}

void Witness::judge(const net::Event& event, Listener& to) {
    const Chronicle::RoomPast* past = facts_.chronicle.room(event.room);
    const bool is_there =
        past != nullptr && event.sequence.value >= 1 && event.sequence.value <= past->facts.size();
    if (!is_there || past->facts[event.sequence.value - 1] != event) {
        verdict_.violated("events", "a fact was told that the log does not have: " + text_of(event.room) +
                                        " at " + std::to_string(event.sequence.value));
    }
    const auto told = to.told.find(event.room);
    if (told == to.told.end() || event.sequence != told->second.next()) {
        verdict_.violated("no gap, no double", "fact " + std::to_string(event.sequence.value) + " of " +
                                                   text_of(event.room) +
                                                   " does not follow what was told before");
    }
    to.told[event.room] = event.sequence;
    if (!facts_.chronicle.was_member(event.room, to.user, event.mark.position)) {
        verdict_.violated("private",
                          "a fact of " + text_of(event.room) + " was told to one who is not in it");
    }
}

void Witness::judge(const net::RoomState& state, Listener& to) {
    const net::RoomSummary& room = state.room.room;
    must_be_member(room.id, to, "the state");
    if (state.have > std::max(to.told[room.id], to.has[room.id]))
        verdict_.violated("no gap, no double",
                          "the state of " + text_of(room.id) + " stands on what was never told");
    to.told[room.id] = room.head;
    if (facts_.chronicle.head(room.id, state.mark.position) != room.head)
        verdict_.violated("pages", "the state of " + text_of(room.id) + " has another end than the log");
    const bool is_complete = state.from == state.have.next();
    net::Sequence from{1};
    if (!is_complete && !state.messages.empty()) from = state.messages.front().sequence;
    if (!is_complete && state.from < from)
        verdict_.violated("pages", "the state of " + text_of(room.id) + " says more than it has");
    auto expected = facts_.chronicle.messages(room.id, from, room.head, state.mark.position, to.user);
    std::erase_if(expected, [&](const net::Message& message) { return message.revision <= state.have; });
    must_be_page(room.id, expected, state.messages, "the state");
    must_not_go_back(room.id, state.room.read, to);
}

void Witness::judge(const net::HistoryPage& page, Listener& to) {
    must_be_member(page.room, to, "a page");
    must_be_page(page.room,
                 facts_.chronicle.messages(page.room, page.from, page.through, facts_.archived(), to.user),
                 page.messages, "a page");
}

// --- notices

void Witness::judge(const net::Unread& unread, Listener& to) {
    for (const net::RoomCounts& counts : unread.rooms) {
        must_be_member(counts.room, to, "counts");
        if (counts.head != facts_.chronicle.head(counts.room, facts_.applied()))
            verdict_.violated("counts", "those of " + text_of(counts.room) + " are not of now");
        must_not_go_back(counts.room, counts.read, to);
    }
}

void Witness::judge(const net::RoomAdded& added, Listener& to) {
    must_be_member(added.room.room.id, to, "the joining");
    must_not_go_back(added.room.room.id, added.room.read, to);
}

void Witness::judge(const net::RoomRemoved& removed, Listener& to) {
    to.told.erase(removed.room);
    if (facts_.chronicle.was_member(removed.room, to.user, facts_.applied())) {
        verdict_.violated("members", "one was told to be out of a room and is in it");
    }
}

void Witness::judge(const net::Invited& invited, Listener& to) {
    if (!facts_.chronicle.was_invited(invited.room.id, to.user, facts_.applied())) {
        verdict_.violated("private", "an invitation was told to one who is not invited");
    }
}

void Witness::judge(const net::StandingSet& standing, Listener& to) {
    must_be_member(standing.room, to, "the standing");
    const auto role = facts_.chronicle.laws().role(standing.room, to.user, facts_.applied());
    if (role != standing.role) verdict_.violated("roles", "one was told to be what it is not");
}

void Witness::judge(const net::RoomList& list, Listener& to) {
    for (const net::MyRoom& mine : list.rooms) {
        must_be_member(mine.room.id, to, "the list of rooms");
        must_not_go_back(mine.room.id, mine.read, to);
    }
    for (const net::RoomSummary& room : list.invitations) {
        if (!facts_.chronicle.was_invited(room.id, to.user, facts_.applied())) {
            verdict_.violated("private", "an invitation was listed to one who is not invited");
        }
    }
}

// --- people

void Witness::judge(const net::MembersPage& page, Listener& to) {
    must_be_member(page.room, to, "the members");
    for (const net::Member& member : page.members) {
        const net::UserId user = member.presence.user.id;
        must_be_in(page.room, user, "members");
        if (facts_.chronicle.laws().role(page.room, user, facts_.applied()) != member.role)
            verdict_.violated("roles", "a member of " + text_of(page.room) + " was listed as what it is not");
    }
}

void Witness::judge(const net::Presence& presence, Listener& to) {
    must_be_member(presence.room, to, "presence");
    for (const net::MemberPresence& change : presence.changes)
        must_be_in(presence.room, change.user.id, "presence");
}

void Witness::judge(const net::MemberProgress& progress, Listener& to) {
    must_be_member(progress.room, to, "progress");
    for (const net::UserProgress& member : progress.members)
        must_be_in(progress.room, member.user, "progress");
}

void Witness::judge(const net::TypingUsers& typing, Listener& to) {
    must_be_member(typing.room, to, "typing");
    for (const net::UserRef& user : typing.users)
        must_be_in(typing.room, user.id, "typing");
}

void Witness::judge(const net::Spectators& spectators, Listener& to) {
    must_be_member(spectators.room, to, "spectators");
    for (const net::UserRef& user : spectators.users)
        must_be_in(spectators.room, user.id, "spectators");
}

// --- answers

void Witness::judge(const net::SearchPage& page, Listener& to) {
    for (const net::Hit& hit : page.hits) {
        must_be_member(hit.room, to, "a message found");
        const Chronicle::RoomPast* past = facts_.chronicle.room(hit.room);
        const net::Sequence head = facts_.chronicle.head(hit.room, facts_.archived());
        const net::Message* message = past == nullptr ? nullptr : past->messages.message(hit.sequence, head);
        if (message == nullptr || message->id != hit.id || message->deleted) {
            verdict_.violated("search", "a message of " + text_of(hit.room) + " was found that is gone");
            continue;
        }
        // Only the part that was cut out of a longer text has marks of its own.
        constexpr std::size_t cut = 200;
        if (message->text.size() < cut && message->text != hit.snippet)
            verdict_.violated("search", "a former text was found in " + text_of(hit.room));
    }
}

void Witness::judge(const net::PinsPage& page, Listener& to) {
    must_be_member(page.room, to, "pins");
    for (const net::Message& message : page.messages) {
        must_be_page(page.room,
                     facts_.chronicle.messages(page.room, message.sequence, message.sequence,
                                               facts_.archived(), to.user),
                     {message}, "the pins");
    }
}

void Witness::judge(const net::EditsPage& page, Listener& to) {
    must_keep_order(page.room, to, "former texts");
}

void Witness::judge(const net::AuditPage& page, Listener& to) {
    must_keep_order(page.room, to, "the trail");
    for (const net::AuditEntry& entry : page.entries) {
        const Chronicle& chronicle = facts_.chronicle;
        const bool may_see = chronicle.laws().kind(entry.room, facts_.applied()) == net::RoomKind::Public ||
                             chronicle.was_member(entry.room, to.user, facts_.applied()) ||
                             chronicle.was_invited(entry.room, to.user, facts_.applied());
        if (!may_see) verdict_.violated("private", "the trail told of " + text_of(entry.room));
    }
}

void Witness::judge(const net::BansPage& page, Listener& to) {
    must_keep_order(page.room, to, "bans");
}

void Witness::judge(const net::DirectoryPage& page, Listener&) {
    for (const net::RoomSummary& room : page.rooms) {
        if (facts_.chronicle.laws().kind(room.id, facts_.applied()) != net::RoomKind::Public)
            verdict_.violated("private", text_of(room.id) + " was listed and is not public");
    }
}

// --- what must be so

void Witness::must_be_member(net::RoomId room, const Listener& to, const char* of_what) {
    if (facts_.chronicle.was_member(room, to.user, facts_.applied())) return;
    verdict_.violated("private",
                      std::string(of_what) + " of " + text_of(room) + " was told to one who is not in it");
}

void Witness::must_be_in(net::RoomId room, net::UserId user, const char* of_what) {
    if (facts_.chronicle.was_member(room, user, facts_.applied())) return;
    verdict_.violated("members", std::string(of_what) + " named one who is not in " + text_of(room));
}

void Witness::must_keep_order(net::RoomId room, const Listener& to, const char* of_what) {
    if (facts_.chronicle.laws().keeps_order(room, to.user, facts_.applied())) return;
    verdict_.violated("private", std::string(of_what) + " of " + text_of(room) +
                                     " was told to one who does not keep order there");
}

void Witness::must_be_page(net::RoomId room, const std::vector<net::Message>& expected,
                           const std::vector<net::Message>& messages, const char* of_what) {
    if (expected == messages) return;
    verdict_.violated("pages", std::string(of_what) + " of " + text_of(room) + ", " +
                                   std::to_string(messages.size()) + " messages instead of " +
                                   std::to_string(expected.size()) + ", is not what the log has");
}

void Witness::must_not_go_back(net::RoomId room, const net::ReadMark& read, const Listener& to) {
    const net::Position since = facts_.chronicle.member_since(room, to.user, facts_.applied());
    net::ReadMark& told = read_[{room, to.user, since}];
    const bool is_further =
        read.sequence >= told.sequence && read.posts >= told.posts && read.mentions >= told.mentions;
    if (!is_further) {
        verdict_.violated("marks never go back",
                          "user " + std::to_string(to.user.value) + " was told so of " + text_of(room));
    }
    told = read;
}

}  // namespace crosstalk::testing
