// The blobs' twin in memory. What it has stored lies in a BlobDisk, which outlives it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>

#include "server/local/scheduled_tasks.hpp"
#include "server/ports/blobs.hpp"

namespace crosstalk::testing {

class BlobDisk {
  public:
    // How long each operation takes. Empty: the next task.
    std::function<net::Milliseconds()> delay;
    // Bytes that still fit; a write that needs more is answered NoSpace.
    std::optional<std::uint64_t> space_left;
    // The next operation that writes is answered Io and changes nothing.
    bool fail_next_write = false;

    struct Upload {
        ports::BlobName name{};
        std::uint64_t size = 0;
        net::Bytes bytes;  // durable
        net::Timestamp touched;
    };
    struct Blob {
        net::Bytes bytes;
        net::Timestamp stored;
    };
    [[nodiscard]] const std::map<ports::UploadId, Upload>& uploads() const { return uploads_; }
    [[nodiscard]] const std::map<ports::BlobName, Blob>& blobs() const { return blobs_; }

  private:
    friend class MemoryBlobs;
    std::map<ports::UploadId, Upload> uploads_;
    std::map<ports::BlobName, Blob> blobs_;
};

class MemoryBlobs final : public ports::Blobs {
  public:
    // Runtime and disk must outlive it.
    MemoryBlobs(ports::Runtime& runtime, BlobDisk& disk);

    void begin(ports::UploadId upload, ports::BlobName name, std::uint64_t size,
               Answer<std::uint64_t> durable) override;
    void write(ports::UploadId upload, std::uint64_t offset, net::Bytes bytes,
               Answer<std::uint64_t> durable) override;
    void finish(ports::UploadId upload, Answer<ports::BlobName> stored) override;
    void cancel(ports::UploadId upload) override;
    void read(ports::BlobName name, std::uint64_t offset, std::size_t count,
              Answer<net::Bytes> bytes) override;
    void sweep(net::Milliseconds age, Needed needed) override;

  private:
    // A value or the fault that stands in its place.
    template <class T>
    struct Outcome {
        std::optional<T> value;
        std::optional<ports::BlobFault> fault;
    };
    Outcome<std::uint64_t> begun(ports::UploadId upload, const ports::BlobName& name, std::uint64_t size);
    Outcome<std::uint64_t> written(ports::UploadId upload, std::uint64_t offset, const net::Bytes& bytes);
    Outcome<ports::BlobName> finished(ports::UploadId upload);
    Outcome<net::Bytes> bytes_of(const ports::BlobName& name, std::uint64_t offset, std::size_t count) const;

    // Does the work after the delay, in order, and answers in a later task: a crash can fall between the two.
    template <class T>
    void answer(Answer<T> callback, std::function<Outcome<T>()> work);
    net::Milliseconds turn();

    ports::Runtime& runtime_;
    local::ScheduledTasks tasks_;
    BlobDisk& disk_;
    net::Milliseconds last_turn_;  // operations do not overtake each other
};

}  // namespace crosstalk::testing
