// A hub with a journal in memory, for tests that speak in people and rooms instead of entries.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "server/hub/hub.hpp"
#include "tests/hub/words.hpp"

namespace crosstalk::hub {

struct Logged {
    Stamp stamp;
    net::LoggedCommand command;
};

// What is known of one person's device.
struct Person {
    net::UserId user;
    net::DeviceId device;
};

constexpr net::Milliseconds seconds(std::int64_t count) {
    return {1000 * count};
}
constexpr net::Milliseconds minutes(std::int64_t count) {
    return seconds(60 * count);
}

class HubWorld {
  public:
    // Every entry is a second later than the one before.
    explicit HubWorld(const net::ServerStarted& start = {}) { by_server(start); }

    Effects apply(net::LoggedCommand command) {
        now = now + seconds(1);
        const net::Position position = hub.state().mark.position.next();
        const Stamp stamp{{position, {position.value * 7919}}, now, 1};
        log.push_back({stamp, command});
        Effects effects = hub.apply(stamp, command);
        names.learn(hub.state(), effects);
        return effects;
    }
    Effects by_server(net::Command command) { return apply({.origin = {}, .command = std::move(command)}); }

    Person person(const std::string& name) {
        by_server(net::CreateUser{name, name, new_key(), {}});
        const Device* device = hub.state().device(last_key());
        return {device->row.user, device->row.id};
    }
    // Nobody has used it yet.
    net::DeviceKey new_key() {
        ++devices_;
        return last_key();
    }
    net::DeviceKey last_key() const {
        net::DeviceKey key{};
        key[0] = static_cast<std::uint8_t>(devices_);
        return key;
    }

    // The next number of the person's only run.
    Effects does(const Person& person, net::Command command) {
        return does(person, net::RunId{1}, net::CommandNumber{++numbers_}, std::move(command));
    }
    Effects does(const Person& person, net::RunId run, net::CommandNumber number, net::Command command) {
        return apply({.origin = {person.user, person.device, run, number}, .command = std::move(command)});
    }
    net::Status status(const Person& person, net::Command command) {
        return does(person, std::move(command)).outcome.status;
    }
    // The same in words: see words.hpp.
    std::string told(const Person& person, net::Command command) {
        return in_words(names, does(person, std::move(command)));
    }
    std::string told_by_server(net::Command command) {
        return in_words(names, by_server(std::move(command)));
    }

    net::RoomId room(const Person& creator, const std::string& name, net::RoomKind kind) {
        return does(creator, net::CreateRoom{name, kind, name}).outcome.room;
    }
    net::RoomId direct(const Person& one, const Person& other) {
        return does(one, net::OpenDirect{other.user}).outcome.room;
    }
    // By invitation, in whatever room.
    void bring(const Person& host, const Person& guest, net::RoomId room,
               net::Role role = net::Role::Member) {
        does(host, net::InviteUser{room, guest.user, role});
        does(guest, net::JoinRoom{room, "", "", {}});
    }
    // As an older program left a public room when everybody had gone.
    void leave_empty(net::RoomId room) {
        Snapshot snapshot = hub.snapshot();
        std::erase_if(snapshot.members, [&](const MemberRow& row) { return row.room == room; });
        std::erase_if(snapshot.marks, [&](const MarkRow& row) { return row.room == room; });
        hub = Hub(snapshot);
    }
    // Makes the first of them owner of the server.
    void crown(const Person& person) {
        by_server(net::SetOwnerCode{{7}});
        does(person, net::ClaimOwner{"", {7}});
    }
    // A post, as the session would complete a command about it.
    net::MessageTarget post(const Person& author, net::RoomId room, const std::string& text) {
        const Effects effects = does(author, net::PostMessage{.room = room, .text = text, .mentions = {}});
        return {effects.outcome.message, effects.outcome.sequence, author.user, now};
    }

    [[nodiscard]] const State& state() const { return hub.state(); }
    [[nodiscard]] const Room& room(net::RoomId id) const { return *hub.state().room(id); }
    [[nodiscard]] net::Role role(const Person& person, net::RoomId id) const {
        return hub.state().room(id)->members.at(person.user).role;
    }
    // What the members have told each other about; the newest place.
    [[nodiscard]] net::Sequence head(net::RoomId id) const { return room(id).row.head; }

    Hub hub;
    net::Timestamp now;
    std::vector<Logged> log;
    Names names;

  private:
    unsigned devices_ = 0;
    std::uint64_t numbers_ = 0;
};

}  // namespace crosstalk::hub
