// Who can be named in a room: what makes "@anna" a mention rather than a word, and what reactions' users are called.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "client/model/model.hpp"

namespace crosstalk::ui {

/// One per room that is shown. Keys of names cost microseconds each, so they are made when a name is new. Thread: the one
/// that draws.
class KnownNames {
  public:
    /// Takes over the room's members, and oneself.
    void learn(const model::Model& model, const model::Room& room);
    /// Rises with every change of whom has() knows: texts have to be read again.
    std::uint64_t stamp() const { return stamp_; }
    bool has(std::string_view key) const { return keys_.contains(key); }
    const std::string& my_key() const { return my_key_; }
    /// Whose name has that key; nothing for nobody who is known.
    std::optional<net::UserRef> person_of(std::string_view key) const;
    /// "ada, bob and 3 more"; oneself is "you".
    std::string reacted_by(const net::Reaction& reaction) const;

  private:
    const std::string& key_of(const std::string& name);

    std::map<std::string, std::string> key_of_name_;
    std::set<std::string, std::less<>> keys_;
    std::map<net::UserId, std::string> names_;
    std::string my_name_;
    std::string my_key_;
    net::UserId me_;
    std::uint64_t stamp_ = 0;
    std::optional<std::uint64_t> people_;  // Room::people_revision that is known
};

}  // namespace crosstalk::ui
