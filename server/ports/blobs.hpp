// Port: bodies of files, named by their SHA-256. They never pass through the journal.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "net/files.hpp"

namespace crosstalk::ports {

using BlobName = std::array<std::uint8_t, 32>;  // SHA-256 of the body
using net::UploadId;

enum class BlobFault : std::uint8_t { NoSpace, TooLong, WrongHash, WrongSize, WrongOffset, NotFound, Io };

// Contract, kept by every implementation and checked by the conformance suite. Thread: the loop's; calls back
// on it, never inside the call.
// - begin() opens (or finds again, after a restart too) the upload of that id, size and hash and answers how
//   many bytes of it are durable.
// - write() at exactly that offset answers the new durable offset: those bytes survive a crash. The answer may wait
//   for further writes, but not for a write that is only made after it. Those of one upload come in its order.
// - finish() answers success only when size and hash are as announced and the blob is durable under its name.
//   A wrong one is removed. Before finish() no read() finds the blob.
// - read() answers up to `count` bytes from `offset`, fewer only at the end; reads are answered in their order.
// - Storing a blob that exists renews its age. sweep() removes blobs older than `age` and uploads untouched for
//   that long, but for those of which `needed` says true.
class Blobs {
  public:
    // Asked on the loop, in any order.
    struct Needed {
        std::function<bool(const BlobName&)> blob;
        std::function<bool(const UploadId&)> upload;
    };
    template <class T>
    using Answer = std::function<void(std::optional<T>, std::optional<BlobFault>)>;

    virtual ~Blobs() = default;
    virtual void begin(UploadId upload, BlobName name, std::uint64_t size, Answer<std::uint64_t> durable) = 0;
    virtual void write(UploadId upload, std::uint64_t offset, net::Bytes bytes,
                       Answer<std::uint64_t> durable) = 0;
    virtual void finish(UploadId upload, Answer<BlobName> stored) = 0;
    virtual void cancel(UploadId upload) = 0;
    virtual void read(BlobName name, std::uint64_t offset, std::size_t count, Answer<net::Bytes> bytes) = 0;
    virtual void sweep(net::Milliseconds age, Needed needed) = 0;
};

}  // namespace crosstalk::ports
