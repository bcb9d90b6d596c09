// Bodies of files in a folder:
//
//   ab/cdef...      a blob, named by its SHA-256 in hexadecimal; its time of change is when it was stored last
//   uploads/17.head who upload 17 is: hash and size; its time of change is when it was touched last
//   uploads/17.part what has come of it
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "net/hashing/sha256.hpp"
#include "server/local/files.hpp"
#include "server/local/mailbox.hpp"
#include "server/ports/blobs.hpp"
#include "server/ports/runtime.hpp"

namespace crosstalk::local {

// Uploads are refused that would leave less of the disk free than the larger of the two.
struct FreeSpaceFloor {
    std::uint64_t bytes = std::uint64_t{1} << 30U;
    std::uint64_t percent = 5;
};

// Thread: the loop's; a thread of its own works on the disk. Writes are made durable together: as soon as nothing else
// waits for the disk, or an upload has half a window that is not. Free space is looked at for each MiB that comes.
class DiskBlobs final : public ports::Blobs {
  public:
    // Makes the folder if it is missing. Throws std::runtime_error with a text for people. The runtime, whose wall
    // clock tells the age, must outlive it.
    DiskBlobs(std::filesystem::path folder, ports::Runtime& runtime, Post post, FreeSpaceFloor floor = {});
    DiskBlobs(const DiskBlobs&) = delete;
    DiskBlobs& operator=(const DiskBlobs&) = delete;
    // Waits for the operation in progress; those after it are dropped without an answer.
    ~DiskBlobs() override;

    void begin(ports::UploadId upload, ports::BlobName name, std::uint64_t size,
               Answer<std::uint64_t> durable) override;
    void write(ports::UploadId upload, std::uint64_t offset, net::Bytes bytes,
               Answer<std::uint64_t> durable) override;
    void finish(ports::UploadId upload, Answer<ports::BlobName> stored) override;
    void cancel(ports::UploadId upload) override;
    void read(ports::BlobName name, std::uint64_t offset, std::size_t count,
              Answer<net::Bytes> bytes) override;
    void sweep(net::Milliseconds age, Needed needed) override;

    // Where the blob lies in the folder.
    [[nodiscard]] static std::filesystem::path place_of(const ports::BlobName& name);

  private:
    // What the disk thread knows of an upload; all of it can be read again from its two files.
    struct Upload {
        ports::BlobName name{};
        std::uint64_t size = 0;
        File part;
        std::uint64_t written = 0;
        std::uint64_t durable = 0;
        std::uint64_t room_until = 0;  // so far there was room when it was looked at last
        net::Timestamp touched;        // as the head's time of change says, or up to a minute later
        net::Sha256 hash;              // of the first `hashed` bytes
        std::uint64_t hashed = 0;
    };
    struct Unsynced {
        ports::UploadId upload;
        std::uint64_t written = 0;
        net::Timestamp now;
        Answer<std::uint64_t> durable;
    };

    // --- the disk thread's
    void run();
    template <class T>
    void answer(const Answer<T>& callback, std::optional<T> value,
                std::optional<ports::BlobFault> fault = {});
    template <class T>
    void refuse(const Answer<T>& callback, ports::BlobFault fault);
    // Runs `job`, answers what it throws.
    template <class T>
    void guarded(const Answer<T>& callback, const std::function<void()>& job);
    void begin_now(ports::UploadId upload, const ports::BlobName& name, std::uint64_t size,
                   net::Timestamp now, const Answer<std::uint64_t>& durable);
    void write_now(ports::UploadId upload, std::uint64_t offset, const net::Bytes& bytes, net::Timestamp now,
                   const Answer<std::uint64_t>& durable);
    void sync_writes();
    void sync_writes_of(ports::UploadId upload);
    // True if what was written may wait for more jobs, which are there already.
    [[nodiscard]] bool may_sync_later();
    void touch(ports::UploadId id, Upload& upload, net::Timestamp now) const;
    void finish_now(ports::UploadId upload, net::Timestamp now, const Answer<ports::BlobName>& stored);
    void store(ports::UploadId id, Upload& upload, net::Timestamp now);
    void read_now(const ports::BlobName& name, std::uint64_t offset, std::size_t count,
                  const Answer<net::Bytes>& bytes);
    void sweep_blobs(net::Timestamp before, const std::function<bool(const ports::BlobName&)>& needed);
    void sweep_uploads(net::Timestamp before, const std::function<bool(const ports::UploadId&)>& needed);
    // Asks the loop which of them are needed, and removes the others with a job of their own.
    template <class T>
    void remove_unneeded(std::vector<T> old, const std::function<bool(const T&)>& needed,
                         std::function<void(const T&)> remove);
    // nullptr if there is no such upload.
    Upload* find(ports::UploadId upload);
    void make(ports::UploadId upload, const ports::BlobName& name, std::uint64_t size);
    void forget(ports::UploadId upload);
    [[nodiscard]] bool has_room_for(std::uint64_t bytes) const;
    [[nodiscard]] std::filesystem::path head_of(ports::UploadId upload) const;
    [[nodiscard]] std::filesystem::path part_of(ports::UploadId upload) const;
    [[nodiscard]] std::filesystem::path file_of(const ports::BlobName& name) const;

    const std::filesystem::path folder_;
    const FreeSpaceFloor floor_;
    ports::Runtime& runtime_;
    const Post post_;
    std::map<ports::UploadId, Upload> uploads_;  // the disk thread's: those that were used lately
    std::vector<Unsynced> unsynced_;             // the disk thread's: written, neither durable nor answered
    std::size_t rounds_unsynced_ = 0;  // the disk thread's: of jobs, since it last made writes durable

    Mailbox<std::function<void()>> jobs_;
    std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);  // posted tasks ask it
    std::thread thread_;
};

}  // namespace crosstalk::local
