#include "client/model/lookup.hpp"

#include <algorithm>

#include <charconv>
#include <string>

#include "net/text/names.hpp"

namespace crosstalk::model {

namespace {

std::string_view without_sign(std::string_view typed, char sign) {
    return typed.starts_with(sign) ? typed.substr(1) : typed;
}

// `visit_all(look)` calls look(name, id, found) for each candidate; the best match wins.
template <class Found>
class BestMatch {
  public:
    explicit BestMatch(std::string_view typed)
        : typed_(typed), key_(text::name_key(typed)), number_(typed_number(typed)) {}

    void look(std::string_view name, std::uint64_t id, const Found* candidate) {
        const int rank = name == typed_ ? 3 : text::name_key(name) == key_ ? 2 : id == number_ ? 1 : 0;
        if (rank <= rank_) return;
        rank_ = rank;
        found_ = candidate;
    }
    [[nodiscard]] const Found* found() const { return found_; }

  private:
    std::string_view typed_;
    std::string key_;
    std::uint64_t number_;
    int rank_ = 0;
    const Found* found_ = nullptr;
};

}  // namespace

std::uint64_t typed_number(std::string_view typed) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
    return error == std::errc{} && end == typed.data() + typed.size() ? number : 0;
}

const Room* find_room(const Model& model, std::string_view typed) {
    if (typed.size() > text::max_asked_name_bytes) return nullptr;
    // "@anna" is the direct room with her and "#anna" a room of that name; "anna" is the room rather than hers.
    const bool only_direct = typed.starts_with('@');
    const bool only_named = typed.starts_with('#');
    BestMatch<Room> best(only_direct || only_named ? typed.substr(1) : typed);
    for (const net::RoomId id : model.rooms()) {
        const Room* room = model.room(id);
        const bool is_direct = room->kind == net::RoomKind::Direct;
        if (is_direct ? !only_named : !only_direct) best.look(room->name, id.value, room);
    }
    return best.found();
}

const Invitation* find_invitation(const Model& model, std::string_view typed) {
    if (typed.size() > text::max_asked_name_bytes) return nullptr;
    BestMatch<Invitation> best(without_sign(typed, '#'));
    for (const Invitation& invitation : model.invitations()) {
        best.look(invitation.room.name, invitation.room.id.value, &invitation);
    }
    return best.found();
}

const net::UserRef* find_user(const Model& model, const Room& room, std::string_view typed) {
    if (typed.size() > text::max_asked_name_bytes) return nullptr;
    BestMatch<net::UserRef> best(without_sign(typed, '@'));
    for (const net::RoomId id : model.rooms()) {
        const Room& other = *model.room(id);
        if (other.peer.id) best.look(other.peer.name, other.peer.id.value, &other.peer);
        for (const auto& [user, member] : other.members) {
            best.look(member.presence.user.name, user.value, &member.presence.user);
        }
    }
    for (const net::Message& message : room.messages) {
        best.look(message.author.name, message.author.id.value, &message.author);
    }
    return best.found();
}

std::vector<Unsent> all_unsent(const Model& model) {
    std::vector<Unsent> all;
    for (const PendingPost& post : model.pending()) {
        if (!post.sequence) all.push_back({.post = &post});
    }
    for (const PendingChange& change : model.changes()) {
        if (!change.sequence) all.push_back({.change = &change});
    }
    std::ranges::stable_sort(all, {}, &Unsent::at);
    return all;
}

}  // namespace crosstalk::model
