// Answers to questions that the hub's state knows by itself. Who may ask is not judged here.
#pragma once

#include "server/hub/state.hpp"
#include "server/runtime/fresh_marks.hpp"
#include "server/runtime/presences.hpp"

namespace crosstalk::server {

struct Seen {
    const hub::State& state;
    const Presences& presences;
    const FreshMarks& marks;
    net::Timestamp now;
    net::UserId asker;  // to itself nobody is invisible
};

net::PresenceState presence(const Seen& seen, net::UserId user);

// The room must exist, and the user must be in it.
net::Member member_of(const Seen& seen, const hub::Room& room, net::UserId user);

net::MembersPage members_page(const Seen& seen, const hub::Room& room, net::UserId after);
net::DirectoryPage directory_page(const hub::State& state, net::RoomId after);
net::PersonFound person(const Seen& seen, const hub::User& user);
net::BansPage bans_page(const hub::State& state, net::Timestamp now, const hub::Room& room,
                        net::UserId after);
net::InviteList invite_list(const hub::State& state, net::Timestamp now);
// Without those that are online.
net::DeviceList device_list(const hub::State& state, const hub::User& user);

// Who has played one kind best, from the rank asked for on, and the asker's own row.
net::LeaderboardPage leaderboard_page(const hub::State& state, const net::Leaderboard& asked,
                                      net::UserId asker);

// The pinned messages below `before`, the newest first, as many as a page has.
std::vector<net::MessageId> pins_below(const hub::Room& room, net::Sequence before);

}  // namespace crosstalk::server
