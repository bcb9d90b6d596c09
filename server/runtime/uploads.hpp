// Files that come in over one file connection: in order, within the window, and acknowledged when they are durable.
//
//   PutFile --begin--> Beginning --PutProgress--> Receiving --all durable--> Finishing --journal--> PutDone
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string_view>

#include "net/messages.hpp"
#include "net/transport/channel.hpp"
#include "net/transport/lifetime.hpp"
#include "server/hub/changes.hpp"
#include "server/ports/blobs.hpp"
#include "server/ports/runtime.hpp"

namespace crosstalk::server {

class Transfers;

// Thread: the loop's.
class Uploads {
  public:
    // Transfers and channel must outlive it.
    Uploads(Transfers& transfers, transport::Channel& channel, net::UserId user);
    Uploads(const Uploads&) = delete;
    Uploads& operator=(const Uploads&) = delete;
    ~Uploads();

    // --- from the client. What was wrong with it, for the log: the connection must end.
    [[nodiscard]] std::optional<std::string_view> take(const net::PutFile& asked);
    [[nodiscard]] std::optional<std::string_view> take(net::PutChunk chunk);

    // --- from Transfers; does nothing for an upload that is not put here
    // FinishUpload has been applied.
    void finished(net::UploadId upload);
    // It could not be finished, or it was dropped.
    void failed(net::UploadId upload, net::FileProblem problem);

    [[nodiscard]] std::size_t moving(net::Milliseconds since) const;

  private:
    enum class Stage : std::uint8_t { Beginning, Receiving, Finishing };
    struct Upload {
        Stage stage = Stage::Beginning;
        std::uint64_t size = 0;
        net::Digest hash{};
        std::uint64_t turn = 0;      // answers to what was asked under an earlier one are for nobody
        bool began_anew = false;     // what an upload of the same number has left was removed
        std::uint64_t received = 0;  // where the next chunk begins
        std::uint64_t durable = 0;
        std::uint64_t waiting = 0;  // what the chunks weigh that are not durable
        net::Milliseconds heard;
    };

    void begin(net::UploadId id, Upload& upload);
    void begun(net::UploadId id, Upload& upload, std::optional<std::uint64_t> durable,
               std::optional<ports::BlobFault> fault);
    void write(net::UploadId id, Upload& upload, net::Bytes bytes);
    void written(net::UploadId id, Upload& upload, std::uint64_t durable, std::uint64_t weight);
    void finish_if_whole(net::UploadId id, Upload& upload);
    void tell_progress_soon(net::UploadId id);
    void tell_progress();
    // nullptr if it is over, or was begun again meanwhile.
    [[nodiscard]] Upload* find(net::UploadId id, std::uint64_t turn);
    template <class M>
    void send(const M& message);

    Transfers& transfers_;
    transport::Channel& channel_;
    const net::UserId user_;
    std::map<net::UploadId, Upload> uploads_;
    std::uint64_t turns_ = 0;
    std::set<net::UploadId> progressed_;  // and not told yet
    ports::TimerId progress_timer_;
    transport::Lifetime lifetime_;
};

}  // namespace crosstalk::server
