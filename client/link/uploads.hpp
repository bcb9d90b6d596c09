// What the outbox tells whoever gives commands about files: nobody else hears of them.
#pragma once

#include <string>
#include <vector>

#include "net/messages.hpp"

namespace crosstalk::link {

enum class PostFate : std::uint8_t {
    Told,     // as of any other post
    TakenUp,  // it is being prepared anew and will be given again, under the same ref
};

// Thread: the loop's. Nothing is given to the outbox from inside these.
class Uploads {
  public:
    virtual ~Uploads() = default;
    // Of a BeginUpload, before it leaves the profile; a second time if the program died in between. `text` says for
    // people why it was not done.
    virtual void upload_answered(const std::string& ref, const net::Outcome& outcome,
                                 const std::string& text) = 0;
    // Of a post with files, before it leaves the profile and before anybody is told.
    virtual PostFate post_answered(const std::string& ref, const net::Outcome& outcome) = 0;
    // What the post carries; the outbox knows uploads only.
    [[nodiscard]] virtual std::vector<net::File> files_of(const std::string& ref) const = 0;
};

}  // namespace crosstalk::link
