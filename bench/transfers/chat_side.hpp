// The chat connection that a file connection belongs to: where files are announced and posted.
#pragma once

#include "bench/load/crosstalk_asker.hpp"
#include "bench/transfers/scenarios.hpp"

namespace crosstalk::bench {

// A file that a message of the lobby carries.
struct PostedBlob {
    net::FileSource source;
    net::File file;
};

// Thread: any one. Blocks, and throws RoundFailed when the server refuses.
class ChatSide {
  public:
    // Logs in as that device of the plan, and watches no room.
    ChatSide(const TransferPlan& plan, std::size_t device);

    [[nodiscard]] std::size_t device() const { return device_; }
    [[nodiscard]] net::SessionId session() const { return session_; }
    net::UploadId begin(const net::File& file);
    PostedBlob post(net::UploadId upload, const net::File& file);
    // Answers the server's signs of life; to be called every few seconds.
    void show_life() { asker_.ask(net::Directory{}); }

  private:
    std::size_t device_;
    CrosstalkAsker asker_;
    net::SessionId session_;
};

}  // namespace crosstalk::bench
