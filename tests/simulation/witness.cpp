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

template <class M>
void Witness::judge(const M&, Listener&) {
    // Welcome, answers of login, signs of life: nothing of the state is in them.
}

void Witness::server_sends(Connection& connection, const net::SharedFrame& frames) {
    const net::DeviceKey device = facts_.device_at(connection.peer().address);
    for (const Secret& secret : secrets_in(*frames))
        must_be_known_to(secret, device);
    if (has_passkey(*frames)) verdict_.violated("secrets", "the server told the passkey of a room");
    each_frame(*frames, [&](const net::FrameView& frame) {
        ++frames_;
        const auto decoded = net::decode_from_server(frame);
        const auto* message = std::get_if<net::FromServer>(&decoded);
        if (message == nullptr) return verdict_.violated("wire", "the server sent what cannot be read");
        if (const auto* welcome = std::get_if<net::Welcome>(message)) {
            listeners_[connection.id()] = {welcome->user.id, welcome->device, facts_.applied(), {}};
            must_be_welcome(*welcome, device);
        }
        if (verdict_.is_tracing()) trace(connection, *message);
        const auto to = listeners_.find(connection.id());
        if (to != listeners_.end()) must_be_there(to->second, *message);
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
        if (const auto listener = listeners_.find(connection.id()); listener != listeners_.end()) {
            auto& has = listener->second.has;
            if (const auto* watch = std::get_if<net::Watch>(message))
                has[watch->room.room] = watch->room.have;
            if (const auto* resume = std::get_if<net::Resume>(message)) {
                for (const net::RoomHave& room : resume->rooms)
                    has[room.room] = room.have;
            }
        }
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

void Witness::logged(std::string_view line) {
    if (!secrets_in(bytes_of(line)).empty() || has_passkey(bytes_of(line)))
        verdict_.violated("secrets", "the log says: " + std::string(line));
}

void Witness::must_be_welcome(const net::Welcome& welcome, const net::DeviceKey& device) {
    const hub::Device* known = facts_.chronicle.hub().state().device(device);
    if (known == nullptr || known->row.user != welcome.user.id)
        verdict_.violated("identity", "somebody was welcomed as somebody else");
    if (facts_.chronicle.laws().banned_until(net::lobby, welcome.user.id, facts_.applied()) > facts_.now())
        verdict_.violated("banned", "user " + std::to_string(welcome.user.id.value) + " was welcomed");
}

// Who was sent away hears why, and nothing else any more.
void Witness::must_be_there(const Listener& to, const net::FromServer& message) {
    const bool is_farewell =
        std::holds_alternative<net::Error>(message) || std::holds_alternative<net::Goodbye>(message);
    if (is_farewell || !facts_.chronicle.was_ended(to.user, to.device, to.welcomed, facts_.applied())) return;
    verdict_.violated("sent away",
                      "user " + std::to_string(to.user.value) + " still hears on its old session");
}

void Witness::must_be_known_to(const Secret& secret, const net::DeviceKey& device) {
    if (facts_.chronicle.may_know(secret, device)) return;
    verdict_.violated("private", "a secret of the room made by entry " +
                                     std::to_string(secret.made_by.value) +
                                     " went to a device that was never let in");
}

}  // namespace crosstalk::testing
