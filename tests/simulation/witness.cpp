#include "tests/simulation/witness.hpp"

#include <algorithm>

namespace crosstalk::testing {

namespace {

std::string text_of(net::RoomId room) {
    return "room " + std::to_string(room.value);
}

// What may be said to somebody who is not logged in.
template <class M>
constexpr bool is_for_strangers =
    std::is_same_v<M, net::ServerHello> || std::is_same_v<M, net::PasskeyReply> ||
    std::is_same_v<M, net::Admitted> || std::is_same_v<M, net::Error> || std::is_same_v<M, net::Goodbye> ||
    std::is_same_v<M, net::Welcome>;

template <class Take>
void each_frame(const net::Bytes& bytes, Take take) {
    net::FrameSplitter splitter(net::max_frame_bytes);
    splitter.append(bytes);
    for (auto next = splitter.next(); std::holds_alternative<net::FrameView>(next); next = splitter.next())
        take(std::get<net::FrameView>(next));
}

}  // namespace

void Witness::server_sends(Connection& connection, const net::SharedFrame& frames) {
    const net::DeviceKey device = facts_.device_at(connection.peer().address);
    for (const net::EntryId made_by : secrets_in(*frames))
        must_be_known_to(made_by, device);
    each_frame(*frames, [&](const net::FrameView& frame) {
        ++frames_;
        const auto decoded = net::decode_from_server(frame);
        const auto* message = std::get_if<net::FromServer>(&decoded);
        if (message == nullptr) return verdict_.violated("wire", "the server sent what cannot be read");
        if (const auto* welcome = std::get_if<net::Welcome>(message)) {
            listeners_[connection.id()] = {welcome->user.id, welcome->device, {}};
            const hub::Device* known = facts_.chronicle.hub().state().device(device);
            if (known == nullptr || known->row.user != welcome->user.id) {
                verdict_.violated("identity", "somebody was welcomed as somebody else");
            }
        }
        if (verdict_.is_tracing()) trace(connection, *message);
        const auto to = listeners_.find(connection.id());
        std::visit(
            [&]<class M>(const M& known) {
                if (to != listeners_.end()) return judge(known, to->second);
                if (!is_for_strangers<M>)
                    verdict_.violated("private", "a stranger was told something before login");
            },
            *message);
    });
}

void Witness::client_sends(Connection& connection, const net::SharedFrame& frames) {
    const net::DeviceKey device = facts_.device_at(connection.peer().address);
    each_frame(*frames, [&](const net::FrameView& frame) {
        const auto decoded = net::decode_from_client(frame);
        const auto* message = std::get_if<net::FromClient>(&decoded);
        if (message == nullptr) return verdict_.violated("wire", "a client sent what cannot be read");
        const auto* submit = std::get_if<net::Submit>(message);
        if (submit == nullptr) return;
        const Numbered numbered{device, submit->run, submit->number};
        net::Bytes payload(frame.payload.begin(), frame.payload.end());
        const auto [said, is_new] = said_.emplace(numbered, payload);
        if (!is_new && said->second != payload) {
            verdict_.violated("verbatim", "a client used one number for two commands");
        }
        const auto* post = std::get_if<net::PostMessage>(&submit->command);
        const auto token = post == nullptr ? std::nullopt : token_of(post->text);
        if (verdict_.is_tracing()) {
            verdict_.say(
                "  " + connection.peer().address + " sends number " + std::to_string(submit->number.value) +
                " of run " + std::to_string(submit->run.value % 1000) +
                (token ? ": " + spelled(*token) : ", command " + std::to_string(submit->command.index())) +
                (is_new ? "" : " (again)"));
        }
        if (!token) return;
        const auto earlier = number_of_.find(*token);
        if (earlier != number_of_.end() && earlier->second != numbered) {
            if (!unknown_numbers_.contains(earlier->second)) {
                verdict_.violated("verbatim", spelled(*token) + " was repeated under a new number");
            }
            refused_.insert(*token);
        }
        number_of_[*token] = numbered;
    });
}

void Witness::past_was_lost() {
    // Numbers that the journal has lost were answered, and are not unknown.
    listeners_.clear();
}

void Witness::trace(const Connection& connection, const net::FromServer& message) const {
    const std::string to = "  to " + connection.peer().address + ": ";
    if (const auto* result = std::get_if<net::Result>(&message)) {
        verdict_.say(to + "number " + std::to_string(result->number.value) + " of run " +
                     std::to_string(result->run.value % 1000) + " has status " +
                     std::to_string(static_cast<int>(result->outcome.status)));
    } else if (const auto* state = std::get_if<net::RoomState>(&message)) {
        verdict_.say(to + text_of(state->room.room.id) + " from " + std::to_string(state->from.value) +
                     " to " + std::to_string(state->room.room.head.value) + ", on top of " +
                     std::to_string(state->have.value));
    } else if (const auto* event = std::get_if<net::Event>(&message)) {
        verdict_.say(to + text_of(event->room) + " fact " + std::to_string(event->sequence.value));
    } else if (const auto* welcome = std::get_if<net::Welcome>(&message)) {
        verdict_.say(to + "welcome, user " + std::to_string(welcome->user.id.value));
    } else if (const auto* error = std::get_if<net::Error>(&message)) {
        verdict_.say(to + error->text);
    } else if (const auto* goodbye = std::get_if<net::Goodbye>(&message)) {
        verdict_.say(to + "goodbye. " + goodbye->reason);
    }
}

// --- what the server says

template <class M>
void Witness::judge(const M&, Listener&) {
    // Welcome, answers of login, signs of life: nothing of the state is in them.
}

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
    to.told[room.id] = room.head;
    const net::Sequence have = std::min(state.have, room.head);
    const net::Sequence from = std::max(state.from, have.next());
    must_be_page(room.id, from, room.head, state.messages, "the state");
}

void Witness::judge(const net::HistoryPage& page, Listener& to) {
    must_be_member(page.room, to, "a page");
    const Chronicle::RoomPast* past = facts_.chronicle.room(page.room);
    if (past != nullptr) must_be_page(page.room, page.from, page.through, page.messages, "a page");
}

void Witness::judge(const net::MembersPage& page, Listener& to) {
    must_be_member(page.room, to, "the members");
    for (const net::Member& member : page.members) {
        if (!facts_.chronicle.was_member(page.room, member.presence.user.id, facts_.applied())) {
            verdict_.violated("members", "one was listed who is not in " + text_of(page.room));
        }
    }
}

void Witness::judge(const net::Presence& presence, Listener& to) {
    must_be_member(presence.room, to, "presence");
    for (const net::MemberPresence& change : presence.changes) {
        if (!facts_.chronicle.was_member(presence.room, change.user.id, facts_.applied())) {
            verdict_.violated("private",
                              "the presence of one was told who is not in " + text_of(presence.room));
        }
    }
}

void Witness::judge(const net::Unread& unread, Listener& to) {
    for (const net::RoomCounts& counts : unread.rooms)
        must_be_member(counts.room, to, "counts");
}

void Witness::judge(const net::RoomAdded& added, Listener& to) {
    must_be_member(added.room.room.id, to, "the joining");
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

void Witness::judge(const net::RoomList& list, Listener& to) {
    for (const net::MyRoom& mine : list.rooms)
        must_be_member(mine.room.id, to, "the list of rooms");
    for (const net::RoomSummary& room : list.invitations) {
        if (!facts_.chronicle.was_invited(room.id, to.user, facts_.applied())) {
            verdict_.violated("private", "an invitation was listed to one who is not invited");
        }
    }
}

void Witness::must_be_member(net::RoomId room, Listener& to, const char* of_what) {
    if (facts_.chronicle.was_member(room, to.user, facts_.applied())) return;
    verdict_.violated("private",
                      std::string(of_what) + " of " + text_of(room) + " was told to one who is not in it");
}

void Witness::must_be_page(net::RoomId room, net::Sequence from, net::Sequence to,
                           const std::vector<net::Message>& messages, const char* of_what) {
    if (facts_.chronicle.messages(room, from, to) == messages) return;
    verdict_.violated("pages", std::string(of_what) + " of " + text_of(room) + " from " +
                                   std::to_string(from.value) + " to " + std::to_string(to.value) +
                                   " is not what the log has");
}

void Witness::must_be_known_to(net::EntryId made_by, const net::DeviceKey& device) {
    if (facts_.chronicle.may_know(made_by, device)) return;
    verdict_.violated("private", "a secret of the room made by entry " + std::to_string(made_by.value) +
                                     " went to a device that was never let in");
}

}  // namespace crosstalk::testing
