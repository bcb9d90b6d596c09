// Finds rooms and people by what somebody typed: the exact name first, then one that looks the same to the
// rules of names (case, width), then an id in digits. Null when there is none.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/model/model.hpp"

namespace crosstalk::model {

// With or without the '#'; "@anna" is the direct room with her.
const Room* find_room(const Model& model, std::string_view typed);
const Invitation* find_invitation(const Model& model, std::string_view typed);

// With or without the '@'; among oneself's peers, the loaded members of all rooms and the authors of loaded messages of `room`.
const net::UserRef* find_user(const Model& model, const Room& room, std::string_view typed);

// What is not done yet: waiting, on its way, or failed. In the order in which it was typed; of posts and other commands.
struct Unsent {
    const PendingPost* post = nullptr;      // either this
    const PendingChange* change = nullptr;  // or that
    [[nodiscard]] const std::string& ref() const { return post ? post->ref : change->ref; }
    [[nodiscard]] PendingState state() const { return post ? post->state : change->state; }
    [[nodiscard]] net::Timestamp at() const { return post ? post->at : change->at; }
    [[nodiscard]] const std::string& reason() const { return post ? post->reason : change->reason; }
};
std::vector<Unsent> all_unsent(const Model& model);

// "1234" -> 1234; 0 if it is no number.
std::uint64_t typed_number(std::string_view typed);

}  // namespace crosstalk::model
