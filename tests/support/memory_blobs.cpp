#include "tests/support/memory_blobs.hpp"
#include "net/hashing/sha256.hpp"

#include <algorithm>
#include <utility>

namespace crosstalk::testing {

using ports::BlobFault;
using ports::BlobName;
using ports::UploadId;

MemoryBlobs::MemoryBlobs(ports::Runtime& runtime, BlobDisk& disk)
    : runtime_(runtime), tasks_(runtime), disk_(disk) {}

net::Milliseconds MemoryBlobs::turn() {
    const std::int64_t now = runtime_.steady().value;
    const std::int64_t delay = disk_.delay ? disk_.delay().value : 0;
    last_turn_ = {std::max(last_turn_.value, now + delay)};
    return {last_turn_.value - now};
}

template <class T>
void MemoryBlobs::answer(Answer<T> callback, std::function<Outcome<T>()> work) {
    tasks_.after(turn(), [this, callback = std::move(callback), work = std::move(work)] {
        tasks_.after({}, [callback, outcome = work()] { callback(outcome.value, outcome.fault); });
    });
}

void MemoryBlobs::begin(UploadId upload, BlobName name, std::uint64_t size, Answer<std::uint64_t> durable) {
    answer<std::uint64_t>(std::move(durable), [=, this] { return begun(upload, name, size); });
}

MemoryBlobs::Outcome<std::uint64_t> MemoryBlobs::begun(UploadId upload, const BlobName& name,
                                                       std::uint64_t size) {
    if (std::exchange(disk_.fail_next_write, false)) return {{}, BlobFault::Io};
    const auto [found, fresh] = disk_.uploads_.try_emplace(upload);
    BlobDisk::Upload& stored = found->second;
    if (fresh) stored = {name, size, {}, {}};
    if (stored.name != name) return {{}, BlobFault::WrongHash};
    if (stored.size != size) return {{}, BlobFault::WrongSize};
    stored.touched = runtime_.wall();
    return {stored.bytes.size(), {}};
}

void MemoryBlobs::write(UploadId upload, std::uint64_t offset, net::Bytes bytes,
                        Answer<std::uint64_t> durable) {
    answer<std::uint64_t>(std::move(durable),
                          [=, this, bytes = std::move(bytes)] { return written(upload, offset, bytes); });
}

MemoryBlobs::Outcome<std::uint64_t> MemoryBlobs::written(UploadId upload, std::uint64_t offset,
                                                         const net::Bytes& bytes) {
    const auto found = disk_.uploads_.find(upload);
    if (found == disk_.uploads_.end()) return {{}, BlobFault::NotFound};
    BlobDisk::Upload& stored = found->second;
    if (offset != stored.bytes.size()) return {{}, BlobFault::WrongOffset};
    if (bytes.size() > stored.size - offset) return {{}, BlobFault::TooLong};
    if (std::exchange(disk_.fail_next_write, false)) return {{}, BlobFault::Io};
    if (disk_.space_left) {
        if (bytes.size() > *disk_.space_left) return {{}, BlobFault::NoSpace};
        *disk_.space_left -= bytes.size();
    }
    stored.bytes.insert(stored.bytes.end(), bytes.begin(), bytes.end());
    stored.touched = runtime_.wall();
    return {stored.bytes.size(), {}};
}

void MemoryBlobs::finish(UploadId upload, Answer<BlobName> stored) {
    answer<BlobName>(std::move(stored), [=, this] { return finished(upload); });
}

MemoryBlobs::Outcome<BlobName> MemoryBlobs::finished(UploadId upload) {
    const auto found = disk_.uploads_.find(upload);
    if (found == disk_.uploads_.end()) return {{}, BlobFault::NotFound};
    if (std::exchange(disk_.fail_next_write, false)) return {{}, BlobFault::Io};
    const BlobDisk::Upload whole = std::move(disk_.uploads_.extract(found).mapped());
    if (whole.bytes.size() != whole.size) return {{}, BlobFault::WrongSize};
    if (net::sha256(whole.bytes) != whole.name) return {{}, BlobFault::WrongHash};
    disk_.blobs_[whole.name] = {whole.bytes, runtime_.wall()};
    return {whole.name, {}};
}

void MemoryBlobs::cancel(UploadId upload) {
    tasks_.after(turn(), [=, this] { disk_.uploads_.erase(upload); });
}

void MemoryBlobs::read(BlobName name, std::uint64_t offset, std::size_t count, Answer<net::Bytes> bytes) {
    answer<net::Bytes>(std::move(bytes), [=, this] { return bytes_of(name, offset, count); });
}

MemoryBlobs::Outcome<net::Bytes> MemoryBlobs::bytes_of(const BlobName& name, std::uint64_t offset,
                                                       std::size_t count) const {
    const auto found = disk_.blobs_.find(name);
    if (found == disk_.blobs_.end()) return {{}, BlobFault::NotFound};
    const net::Bytes& all = found->second.bytes;
    const std::uint64_t from = std::min<std::uint64_t>(offset, all.size());
    const std::uint64_t to = from + std::min<std::uint64_t>(count, all.size() - from);
    return {net::Bytes(all.begin() + static_cast<std::ptrdiff_t>(from),
                       all.begin() + static_cast<std::ptrdiff_t>(to)),
            {}};
}

void MemoryBlobs::sweep(net::Milliseconds age, Needed needed) {
    tasks_.after(turn(), [=, this] {
        const auto old = [&](net::Timestamp since) { return (runtime_.wall() - since) > age; };
        std::erase_if(disk_.blobs_,
                      [&](const auto& blob) { return old(blob.second.stored) && !needed.blob(blob.first); });
        std::erase_if(disk_.uploads_, [&](const auto& upload) {
            return old(upload.second.touched) && !needed.upload(upload.first);
        });
    });
}

}  // namespace crosstalk::testing
