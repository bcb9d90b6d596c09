// All files that come and go: the file connections of a node and what holds for them together. How much a user may move
// at once, the end of each upload, uploads that lapse, and which facts end a download.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "net/commands.hpp"
#include "net/limits.hpp"
#include "net/transport/lifetime.hpp"
#include "server/hub/state.hpp"
#include "server/ports/blobs.hpp"
#include "server/ports/runtime.hpp"
#include "server/ports/view.hpp"
#include "server/runtime/file_session.hpp"
#include "server/runtime/options.hpp"

namespace crosstalk::server {

// Thread: the loop's.
class Transfers {
  public:
    // All of it must outlive the transfers.
    struct Means {
        const hub::State& state;
        const net::Limits& limits;
        ports::Blobs& blobs;
        ports::View& view;
        ports::Runtime& runtime;
        // The time that an entry made now would have.
        std::function<net::Timestamp()> now;
        // Appends a command of the server itself.
        std::function<void(net::Command)> command;
        // When the user may ask the view this next; 0: now, and it has been counted.
        std::function<net::Milliseconds(net::UserId)> take_question_turn;
        // An upload that was being finished is not any more.
        std::function<void()> settled;
        std::function<void(LogLevel, const std::string&)> log;
    };

    explicit Transfers(Means means);
    Transfers(const Transfers&) = delete;
    Transfers& operator=(const Transfers&) = delete;
    ~Transfers();

    // --- from the node
    // Once, when it serves: gives up what has lapsed, now and each hour.
    void start();
    // Each entry, after the hub: what the command was and what it changed.
    void applied(const net::Command& command, const std::vector<hub::Change>& changes);
    // nullptr if the chat has none.
    [[nodiscard]] const FileSession* of_chat(net::SessionId chat) const;
    [[nodiscard]] bool is_finishing() const { return !finishing_.empty(); }

    [[nodiscard]] std::size_t connections() const { return sessions_.size(); }
    [[nodiscard]] std::size_t moving() const;

    // --- from file connections
    void add(FileSession& session);
    void remove(FileSession& session);
    // The user's own, not posted yet; nullptr: there is none. Valid until the next entry.
    [[nodiscard]] const hub::UploadRow* upload_of(net::UserId user, net::UploadId upload) const;
    // As many files of the user are moving, over all connections, as may. What was quiet for a minute does not count.
    [[nodiscard]] bool is_full(net::UserId user) const;
    // All bytes of the upload are durable: sees that they are what was announced, and tells the journal, whatever becomes of
    // the connection meanwhile.
    void finish(net::UploadId upload);
    [[nodiscard]] bool is_finishing(net::UploadId upload) const { return finishing_.contains(upload); }
    // What has come is not what was announced.
    void drop(net::UploadId upload) { means_.command(net::DropUpload{upload}); }
    [[nodiscard]] net::Milliseconds take_question_turn(net::UserId user) {
        return means_.take_question_turn(user);
    }
    [[nodiscard]] const hub::State& state() const { return means_.state; }
    [[nodiscard]] const net::Limits& limits() const { return means_.limits; }
    [[nodiscard]] ports::Blobs& blobs() { return means_.blobs; }
    [[nodiscard]] ports::View& view() { return means_.view; }
    [[nodiscard]] ports::Runtime& runtime() { return means_.runtime; }

  private:
    void stored(net::UploadId upload, std::optional<ports::BlobFault> fault);
    void finished(net::UploadId upload);
    void dropped(net::UploadId upload);
    void drop_lapsed();
    [[nodiscard]] net::Milliseconds quiet_since() const;

    Means means_;
    std::map<net::SessionId, FileSession*> sessions_;  // by the chat that they end with
    std::set<net::UploadId> finishing_;                // from finish() until the journal has told of it
    ports::TimerId lapse_timer_;
    transport::Lifetime lifetime_;
};

}  // namespace crosstalk::server
