#include "server/runtime/turns.hpp"

#include <algorithm>
#include <type_traits>

namespace crosstalk::server {

namespace {

template <class C, class... Some>
constexpr bool is_one_of = (std::is_same_v<C, Some> || ...);

// The room in which everybody is told of it; 0: none.
net::RoomId written_in(const net::Command& command) {
    return std::visit(
        []<class C>(const C& known) -> net::RoomId {
            if constexpr (is_one_of<C, net::PostMessage, net::EditMessage, net::DeleteMessage, net::React,
                                    net::PinMessage, net::SetTopic, net::OfferGame, net::AnswerOffer,
                                    net::MakeMove, net::ActInGame>) {
                return known.room;
            } else {
                return {};
            }
        },
        command);
}

}  // namespace

bool Turns::is_rare(net::UserId user, const net::Command& command) const {
    return std::visit(
        [&]<class C>(const C& known) {
            if constexpr (std::is_same_v<C, net::OpenDirect>) {
                const hub::User* asker = state_.user(user);
                return asker == nullptr || !asker->directs.contains(known.user);
            } else {
                return is_one_of<C, net::CreateRoom, net::JoinRoom, net::Rename, net::RenameRoom,
                                 net::SetProfile, net::OfferGame>;
            }
        },
        command);
}

net::Milliseconds Turns::take(net::UserId user, const net::Command& command, net::Milliseconds now) {
    if (is_rare(user, command)) {
        const Rate rate{limits_.room_burst, limits_.room_interval_ms * 1000};
        const net::Milliseconds wait = user_rooms_.wait(user, rate, now);
        if (!wait) user_rooms_.take(user, rate, now);
        return wait;
    }
    const Rate per_user{limits_.post_burst, 1'000'000 / limits_.posts_per_second};
    const Rate per_room{limits_.room_posts_per_second, 1'000'000 / limits_.room_posts_per_second};
    const net::RoomId room = written_in(command);
    // A stranger must neither slow a room down nor learn from the wait how busy it is.
    const bool is_told = room && state_.is_member(room, user);
    net::Milliseconds wait = user_posts_.wait(user, per_user, now);
    if (is_told) wait = std::max(wait, room_posts_.wait(room, per_room, now));
    if (wait) return wait;
    user_posts_.take(user, per_user, now);
    if (is_told) room_posts_.take(room, per_room, now);
    return {};
}

net::Milliseconds Turns::take_question(net::UserId user, net::Milliseconds now) {
    const Rate rate{limits_.question_burst, 1'000'000 / limits_.questions_per_second};
    const net::Milliseconds wait = user_questions_.wait(user, rate, now);
    if (!wait) user_questions_.take(user, rate, now);
    return wait;
}

}  // namespace crosstalk::server
