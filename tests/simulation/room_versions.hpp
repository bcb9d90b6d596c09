// The messages of one room as its facts tell them, in every state they were ever in. Knows nothing of the archive's
// rows and of the client's model: both are compared with it.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "net/messages.hpp"

namespace crosstalk::testing {

using NameOf = std::function<std::string(net::UserId)>;

class RoomVersions {
  public:
    struct Version {
        net::Sequence since;   // the fact that made it so
        bool is_there = true;  // false: purged
        net::Message message;  // the author's name is that of the time of writing
    };
    // Facts in order. False: it changes a message that the room does not have.
    [[nodiscard]] bool take(const net::Event& fact);

    // The oldest first; nullptr if nothing was ever said at that place.
    [[nodiscard]] const std::vector<Version>* versions(net::Sequence place) const;
    // As it was when the room's newest fact was `head`; nullptr if it was not there.
    [[nodiscard]] const net::Message* message(net::Sequence place, net::Sequence head) const;
    // Everybody's messages from `from` to `to`, both included, as they were then and as `reader` is shown them.
    [[nodiscard]] std::vector<net::Message> between(net::Sequence from, net::Sequence to, net::Sequence head,
                                                    net::UserId reader, const NameOf& name_of) const;

  private:
    bool change(net::Sequence place, net::MessageId id, net::Sequence since,
                const std::function<void(net::Message&)>& how);

    std::map<net::Sequence, std::vector<Version>> messages_;
};

// The author, and who plays in its game.
void name_people(net::Message& message, const NameOf& name_of);

// Whoever sets an emoji is named, the reader before all others.
void name_first(net::UserId reader, net::Message& message);

}  // namespace crosstalk::testing
