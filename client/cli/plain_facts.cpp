// What happened in a room, as lines for people.
#include "client/cli/plain_text.hpp"
#include "client/model/notice.hpp"

namespace crosstalk::cli {

namespace {

std::string number_of(net::Sequence sequence) {
    return "message " + std::to_string(sequence.value);
}

std::string who(const net::UserRef& user) {
    return user.id ? user.name : std::string("the server");
}

std::string of_author(const model::Room& room, net::Sequence sequence, net::UserId by) {
    const net::Message* message = room.message(sequence);
    return message == nullptr || message->author.id == by ? "" : " of " + message->author.name;
}

}  // namespace

void PlainPrinter::happened(const model::Model& model, const model::Room& room, const net::Event& event) {
    const auto is_me = [&](const net::UserRef& user) { return user.id == model.me().id; };
    std::visit(
        [&]<class Fact>(const Fact& fact) {
            if constexpr (std::is_same_v<Fact, net::MemberJoined>) {
                if (room.kind != net::RoomKind::Lobby && room.kind != net::RoomKind::Direct) {
                    notice(in_one_line(fact.user.name + " entered " + tag_of(room)));
                }
            } else if constexpr (std::is_same_v<Fact, net::MemberLeft>) {
                notice(in_one_line(fact.user.name + " left " + tag_of(room)));
            } else if constexpr (std::is_same_v<Fact, net::MessageEdited>) {
                if (const net::Message* message = room.message(fact.sequence)) {
                    if (message->deleted) return;
                    show(model, room, *message, Style::Plain, Spoilers::Hidden);
                } else {
                    notice_in(room, number_of(fact.sequence) + " now says: " + render(fact.text, {}));
                }
            } else if constexpr (std::is_same_v<Fact, net::MessageDeleted>) {
                notice_in(room, who(fact.by) + " deleted " + number_of(fact.sequence) +
                                    of_author(room, fact.sequence, fact.by.id));
            } else if constexpr (std::is_same_v<Fact, net::ReactionSet>) {
                notice_in(room, who(fact.user) +
                                    (fact.on ? " set " + fact.emoji + " under "
                                             : " took " + fact.emoji + " from ") +
                                    number_of(fact.sequence));
            } else if constexpr (std::is_same_v<Fact, net::PinSet>) {
                notice_in(room,
                          who(fact.by) + (fact.on ? " pinned " : " unpinned ") + number_of(fact.sequence));
            } else if constexpr (std::is_same_v<Fact, net::GameChanged>) {
                show_change(model, room, fact);
            } else if constexpr (std::is_same_v<Fact, net::RoomSettingsSet>) {
                // The model knows how the room was set before.
                const auto* change = room.notices.empty() || room.notices.back().changes.empty()
                                         ? nullptr
                                         : &room.notices.back().changes.back();
                if (change != nullptr) notice_in(room, model::in_words(*change, event.at));
            } else if constexpr (std::is_same_v<Fact, net::MemberMuted> ||
                                 std::is_same_v<Fact, net::RoleSet>) {
                // One is told of one's own by standing().
                if (!is_me(fact.user)) notice_in(room, model::in_words(fact, event.at));
            } else if constexpr (std::is_constructible_v<model::Change, Fact> &&
                                 !std::is_same_v<Fact, net::Unknown>) {
                notice_in(room, model::in_words(fact, event.at));
            }
        },
        event.fact);
}

}  // namespace crosstalk::cli
