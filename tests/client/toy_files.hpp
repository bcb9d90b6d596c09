// The files of a toy server: uploads, bodies, and what a file connection is told. Misbehaves when a test says so.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "net/messages.hpp"

namespace crosstalk::testing {

class ToyFiles {
  public:
    // --- what it has
    struct Upload {
        net::BeginUpload begun;
        net::Bytes bytes;
        bool is_finished = false;
    };
    std::map<net::UploadId, Upload> uploads;
    std::map<net::Digest, net::Bytes> bodies;
    std::map<net::FileSource, net::File> named;  // what messages and users have

    // --- what it saw
    std::uint64_t bytes_put = 0;  // those that came a second time too
    std::uint64_t bytes_pulled = 0;
    std::size_t most_outstanding = 0;  // bytes of one upload that were not answered yet
    std::vector<net::FileSource> opened;

    // --- how it behaves
    std::deque<net::FileProblem> upload_faults;    // answers to the next PutFile
    std::deque<net::FileProblem> download_faults;  // answers to the next OpenFile
    std::uint64_t answers_each = 0;                // PutProgress after so many bytes; 0: after each chunk
    std::function<void(net::FromServer&)> twists;  // everything that leaves
    std::optional<net::Status> begin_outcome;      // of every BeginUpload

    net::Outcome begin(const net::BeginUpload& begun);
    // What the message carries; nothing if one of them is no finished upload.
    std::optional<std::vector<net::File>> take(const std::vector<net::PostedFile>& files);
    net::File add(const std::string& name, net::Bytes bytes, const net::FileSource& source);

    // One file connection.
    class Session {
      public:
        using Send = std::function<void(const net::FromServer&, net::Tag)>;
        Session(ToyFiles& files, Send send) : files_(files), send_(std::move(send)) {}
        void take(const net::FromClient& message, net::Tag tag);

      private:
        void send(net::FromServer message, net::Tag tag = {});
        void take(const net::PutFile& put);
        void take(const net::PutChunk& chunk);
        void take(const net::OpenFile& open, net::Tag tag);
        void take(const net::PullFile& pull);
        void finish(net::UploadId id);

        ToyFiles& files_;
        Send send_;
        std::map<net::FileHandle, net::Digest> handles_;
        std::uint32_t last_handle_ = 0;
        std::map<net::UploadId, std::uint64_t> unanswered_;
    };

  private:
    std::uint64_t last_upload_ = 0;
};

}  // namespace crosstalk::testing
