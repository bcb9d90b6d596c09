// Effects, states and tables in words, so that a test says exactly what must happen and a difference can be read.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "net/names_of.hpp"
#include "server/hub/hub.hpp"
#include "server/hub/permissions.hpp"

namespace crosstalk::hub {

// What ids are called in words: people and rooms by the name they had first, direct rooms by both people, messages by
// their text.
class Names {
  public:
    void learn(const State& state, const Effects& effects);

    [[nodiscard]] std::string of(net::UserId user) const;
    [[nodiscard]] std::string of(net::RoomId room) const;
    [[nodiscard]] std::string of(net::MessageId message) const;

  private:
    std::map<net::UserId, std::string> users_;
    std::map<net::RoomId, std::string> rooms_;
    std::map<net::MessageId, std::string> messages_;
};

// One line for the answer (status, room and place, if any), one for each fact with its place, for each notice, for
// each ending of sessions, and one for the rows that the view has to change. The answer's own row is left out.
std::string in_words(const Names& names, const Effects& effects);

// Everything that the hub knows, its indices too, with ids as numbers.
std::string in_words(const State& state);

// CROSSTALK_UPDATE_GOLDEN=1 in the environment: golden files are written instead of compared with.
bool is_update_asked_for();

const char* in_words(net::Status status);
inline std::string_view in_words(net::RoomKind kind) {
    return net::name_of(kind);
}
inline std::string_view in_words(net::Role role) {
    return net::name_of(role);
}
const char* in_words(net::AuditAction action);
const char* in_words(Principal principal);
const char* in_words(Action action);
const char* in_words(net::GameStep step);

}  // namespace crosstalk::hub
