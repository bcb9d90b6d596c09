// What must hold of every entry of the journal, said a second time and without the hub's own code: who may do what, that
// what is refused has no effect, that a room has one owner, that counts are right and marks never go back. It keeps its
// own books, from facts alone, and answers what somebody was at any place of the order.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "server/hub/hub.hpp"
#include "tests/simulation/past.hpp"
#include "tests/simulation/verdict.hpp"

namespace crosstalk::testing {

class Laws {
  public:
    explicit Laws(Verdict& verdict) : verdict_(&verdict) {}

    // Entries in order; `after` is the hub's state with the entry applied.
    void judge(const hub::Stamp& stamp, const net::LoggedCommand& logged, const hub::Effects& effects,
               const hub::State& after);

    [[nodiscard]] net::RoomKind kind(net::RoomId room, net::Position at) const;
    // In the lobby: on the server. Nothing: not in it.
    [[nodiscard]] std::optional<net::Role> role(net::RoomId room, net::UserId user, net::Position at) const;
    [[nodiscard]] bool keeps_order(net::RoomId room, net::UserId user, net::Position at) const;
    // Until when the user is kept out; 0: it is not.
    [[nodiscard]] net::Timestamp banned_until(net::RoomId room, net::UserId user, net::Position at) const;
    [[nodiscard]] std::string name(net::UserId user, net::Position at) const;
    [[nodiscard]] std::string name_now(net::UserId user) const;

  private:
    using Seat = std::pair<net::RoomId, net::UserId>;
    struct Room {
        Past<net::RoomKind> kind;
        net::Posters posters = net::Posters::Everyone;
        net::PostCount posts;
        net::MentionCount mentions;  // of all
    };
    struct Named {
        net::MentionCount count;  // since the user came
        hub::MarkRow mark;        // as it was stored last
    };
    // What is judged just now.
    struct Entry {
        net::Position position;
        net::Timestamp at;
        const net::LoggedCommand& logged;
        const hub::Effects& effects;
        const hub::State& after;

        [[nodiscard]] net::UserId actor() const { return logged.origin.user; }
        [[nodiscard]] bool is_done() const { return effects.outcome.status == net::Status::Done; }
    };

    // --- who may
    void must_be_allowed(const Entry& entry);
    [[nodiscard]] bool may_do(const Entry& entry) const;
    bool allows(const Entry& entry, const net::PostMessage& post) const;
    bool allows(const Entry& entry, const net::EditMessage& edit) const;
    bool allows(const Entry& entry, const net::DeleteMessage& deletion) const;
    bool allows(const Entry& entry, const net::React& react) const;
    bool allows(const Entry& entry, const net::PinMessage& pin) const;
    bool allows(const Entry& entry, const net::KickUser& kick) const;
    bool allows(const Entry& entry, const net::BanUser& ban) const;
    bool allows(const Entry& entry, const net::MuteUser& mute) const;
    bool allows(const Entry& entry, const net::UnmuteUser& unmute) const;
    bool allows(const Entry& entry, const net::UnbanUser& unban) const;
    bool allows(const Entry& entry, const net::SetRole& set) const;
    bool allows(const Entry& entry, const net::JoinRoom& join) const;
    bool allows(const Entry& entry, const net::InviteUser& invite) const;
    bool allows(const Entry& entry, const net::DissolveRoom& dissolve) const;
    bool allows(const Entry& entry, const net::OfferGame& offer) const;
    bool allows(const Entry& entry, const net::AnswerOffer& answer) const;
    bool allows(const Entry& entry, const net::MakeMove& move) const;
    bool allows(const Entry& entry, const net::ActInGame& act) const;
    [[nodiscard]] bool may_write(const Entry& entry, net::RoomId room) const;
    [[nodiscard]] bool may_speak(const Entry& entry, net::RoomId room) const;
    [[nodiscard]] bool outranks(net::RoomId room, net::UserId one, net::UserId other) const;
    [[nodiscard]] bool orders(net::RoomId room, net::UserId user) const;
    [[nodiscard]] net::Role rank(net::RoomId room, net::UserId user) const;
    [[nodiscard]] net::RoomKind kind_now(net::RoomId room) const;
    [[nodiscard]] std::optional<net::Role> role_now(net::RoomId room, net::UserId user) const;

    // --- the books
    void keep_books(const Entry& entry);
    void take(const Entry& entry, const net::Event& fact);
    void take_game(const Entry& entry, const net::Event& fact);
    void count(const net::Event& fact, const net::MessagePosted& posted);
    void come(net::RoomId room, net::UserId user, net::Role role, net::Position at);
    void go(net::RoomId room, net::UserId user, net::Position at);

    // --- what must be so afterwards
    void must_follow(const Entry& entry, const net::Game& before, const net::GameChanged& changed);
    void must_be_equal_to_the_card(const Entry& entry, net::MessageId message);
    void must_have_no_effect(const Entry& entry);
    void must_have_one_owner(const Entry& entry, net::RoomId room);
    void must_be_equal_to_the_hub(const Entry& entry, net::RoomId room);
    void must_not_go_back(const Entry& entry, const hub::MarkRow& mark);
    void broken(const Entry& entry, const std::string& law, const std::string& what);

    Verdict* verdict_;
    std::map<net::RoomId, Room> rooms_;
    std::map<Seat, Past<std::optional<net::Role>>> roles_;
    std::map<Seat, Past<net::Timestamp>> bans_;
    std::map<Seat, net::Timestamp> mutes_;
    std::map<Seat, Named> marks_;
    std::map<net::RoomId, std::map<net::UserId, net::Role>> members_;  // of all rooms but the lobby
    std::map<net::UserId, Past<std::string>> names_;
    std::map<net::MessageId, net::Game> games_;  // as the facts tell them
};

}  // namespace crosstalk::testing
