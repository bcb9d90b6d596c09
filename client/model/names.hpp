// What everybody is called now. Names come with many messages, some of which are older than others: what was said at a later
// place of the journal counts, and after an interruption whatever is said first.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "net/people.hpp"

namespace crosstalk::model {

class Names {
  public:
    static constexpr std::size_t most = 100'000;

    // True if the user had another name before: it has to be changed wherever it stands.
    bool learn(const net::UserRef& user, net::Position as_of);
    // Gives `user` the name it has now, if it is known.
    void correct(net::UserRef& user) const;
    // A rename may be missed from here on.
    void doubt();
    void forget() { known_.clear(); }

  private:
    struct Known {
        std::string name;
        net::Position as_of;
    };
    std::map<net::UserId, Known> known_;
};

}  // namespace crosstalk::model
