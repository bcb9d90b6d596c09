// What is said on a file connection once it is logged in: one session's uploads and downloads, beside its chat.
#pragma once

#include <optional>
#include <string_view>

#include "net/messages.hpp"
#include "net/transport/channel.hpp"
#include "server/runtime/downloads.hpp"
#include "server/runtime/uploads.hpp"

namespace crosstalk::server {

// Whose it is.
struct FilePlace {
    net::SessionId connection;  // its own
    net::SessionId chat;        // that it ends with
    net::UserId user;
};

// Owned by the connection's Session, which keeps its life: frames, signs of life, goodbyes. Known to Transfers from its
// first moment to its last. Thread: the loop's.
class FileSession {
  public:
    // Both must outlive it.
    FileSession(Transfers& transfers, transport::Channel& channel, FilePlace place);
    FileSession(const FileSession&) = delete;
    FileSession& operator=(const FileSession&) = delete;
    ~FileSession();

    // Everything but goodbyes and signs of life. What was wrong with it, for the log: the connection must end.
    [[nodiscard]] std::optional<std::string_view> take(net::FromClient message, net::Tag tag);
    // The channel's queue is empty.
    void drained() { downloads_.pump(); }

    [[nodiscard]] const FilePlace& place() const { return place_; }
    [[nodiscard]] Uploads& uploads() { return uploads_; }
    [[nodiscard]] Downloads& downloads() { return downloads_; }
    // Files on their way of which something was heard at `since` or later.
    [[nodiscard]] std::size_t moving(net::Milliseconds since) const {
        return uploads_.moving(since) + downloads_.moving(since);
    }

  private:
    Transfers& transfers_;
    const FilePlace place_;
    Uploads uploads_;
    Downloads downloads_;
};

}  // namespace crosstalk::server
