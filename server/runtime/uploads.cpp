#include "server/runtime/uploads.hpp"

#include <algorithm>
#include <utility>

#include "net/codec.hpp"
#include "server/runtime/transfers.hpp"

namespace crosstalk::server {

namespace {

// A chunk costs memory however small it is.
constexpr std::uint64_t least_weight = 1024;
// Twice of what a client may have on its way: it may have sent before it heard of a cut.
constexpr std::uint64_t most_waiting = 2 * net::file_window_bytes;

net::FileProblem problem_of(ports::BlobFault fault) {
    switch (fault) {
        case ports::BlobFault::NoSpace:
            return net::FileProblem::NoSpace;
        case ports::BlobFault::TooLong:
        case ports::BlobFault::WrongHash:
        case ports::BlobFault::WrongSize:
            return net::FileProblem::WrongHash;
        case ports::BlobFault::WrongOffset:
        case ports::BlobFault::NotFound:  // swept, or given up after a fault of the disk
            return net::FileProblem::WrongOffset;
        case ports::BlobFault::Io:
            break;
    }
    return net::FileProblem::Failed;
}

}  // namespace

Uploads::Uploads(Transfers& transfers, transport::Channel& channel, net::UserId user)
    : transfers_(transfers), channel_(channel), user_(user) {}

Uploads::~Uploads() {
    transfers_.runtime().cancel(progress_timer_);
}

template <class M>
void Uploads::send(const M& message) {
    channel_.send(net::encode_shared(message), transport::Queue::MustKeep);
    channel_.flush();
}

Uploads::Upload* Uploads::find(net::UploadId id, std::uint64_t turn) {
    const auto found = uploads_.find(id);
    return found == uploads_.end() || found->second.turn != turn ? nullptr : &found->second;
}

std::size_t Uploads::moving(net::Milliseconds since) const {
    return static_cast<std::size_t>(std::ranges::count_if(uploads_, [&](const auto& entry) {
        const Upload& upload = entry.second;
        const bool is_waited_for = upload.stage != Stage::Receiving || upload.waiting != 0;
        return is_waited_for || upload.heard >= since;
    }));
}

// --- from the client -----------------------------------------------------------------------------------------

std::optional<std::string_view> Uploads::take(const net::PutFile& asked) {
    const hub::UploadRow* row = transfers_.upload_of(user_, asked.upload);
    if (row == nullptr) {
        send(net::FileFault{.upload = asked.upload, .handle = {}, .problem = net::FileProblem::NotFound});
        return {};
    }
    if (row->finished) {
        send(net::PutDone{asked.upload});
        return {};
    }
    auto found = uploads_.find(asked.upload);
    if (found == uploads_.end()) {
        if (transfers_.is_full(user_)) {
            send(net::FileFault{.upload = asked.upload, .handle = {}, .problem = net::FileProblem::TooMany});
            return {};
        }
        found =
            uploads_.emplace(asked.upload, Upload{.size = row->size, .hash = row->hash, .heard = {}}).first;
    } else if (found->second.stage != Stage::Receiving) {
        return {};  // its answer is on its way
    }
    Upload& upload = found->second;
    upload.heard = transfers_.runtime().steady();
    if (transfers_.is_finishing(asked.upload)) {
        // Another connection had brought all of it.
        upload.stage = Stage::Finishing;
        upload.received = upload.size;
    } else {
        begin(asked.upload, upload);
    }
    return {};
}

std::optional<std::string_view> Uploads::take(net::PutChunk chunk) {
    const auto found = uploads_.find(chunk.upload);
    // It was on its way when the upload failed.
    if (found == uploads_.end()) return {};
    Upload& upload = found->second;
    if (upload.stage == Stage::Beginning) return "put a file before it was told from where";
    if (chunk.bytes.empty()) return "put a chunk without a byte";
    upload.heard = transfers_.runtime().steady();
    if (chunk.offset != upload.received) {
        failed(chunk.upload, net::FileProblem::WrongOffset);
        return {};
    }
    if (chunk.bytes.size() > upload.size - upload.received) {
        transfers_.drop(chunk.upload);
        failed(chunk.upload, net::FileProblem::WrongHash);
        return {};
    }
    if (upload.waiting > most_waiting) return "put more than it may before it heard of any of it";
    write(chunk.upload, upload, std::move(chunk.bytes));
    return {};
}

// --- the disk ------------------------------------------------------------------------------------------------

void Uploads::begin(net::UploadId id, Upload& upload) {
    upload.stage = Stage::Beginning;
    upload.turn = ++turns_;
    transfers_.blobs().begin(
        id, upload.hash, upload.size,
        [this, alive = lifetime_.watch(), id, turn = upload.turn](std::optional<std::uint64_t> durable,
                                                                  std::optional<ports::BlobFault> fault) {
            if (alive.expired()) return;
            if (Upload* here = find(id, turn)) begun(id, *here, durable, fault);
        });
}

void Uploads::begun(net::UploadId id, Upload& upload, std::optional<std::uint64_t> durable,
                    std::optional<ports::BlobFault> fault) {
    const bool is_another = fault == ports::BlobFault::WrongHash || fault == ports::BlobFault::WrongSize;
    if (is_another && !std::exchange(upload.began_anew, true)) {
        // A server that was restored from a backup has given this number before.
        transfers_.blobs().cancel(id);
        return begin(id, upload);
    }
    if (fault) return failed(id, is_another ? net::FileProblem::Failed : problem_of(*fault));
    upload.stage = Stage::Receiving;
    upload.received = *durable;
    upload.durable = *durable;
    upload.waiting = 0;
    progressed_.erase(id);
    send(net::PutProgress{id, *durable});
    finish_if_whole(id, upload);
}

void Uploads::write(net::UploadId id, Upload& upload, net::Bytes bytes) {
    const std::uint64_t weight = std::max<std::uint64_t>(bytes.size(), least_weight);
    const std::uint64_t offset = std::exchange(upload.received, upload.received + bytes.size());
    upload.waiting += weight;
    transfers_.blobs().write(
        id, offset, std::move(bytes),
        [this, alive = lifetime_.watch(), id, turn = upload.turn, weight](
            std::optional<std::uint64_t> durable, std::optional<ports::BlobFault> fault) {
            if (alive.expired()) return;
            Upload* here = find(id, turn);
            if (here == nullptr) return;
            if (fault) return failed(id, problem_of(*fault));
            written(id, *here, *durable, weight);
        });
}

void Uploads::written(net::UploadId id, Upload& upload, std::uint64_t durable, std::uint64_t weight) {
    upload.durable = durable;
    upload.waiting -= weight;
    tell_progress_soon(id);
    finish_if_whole(id, upload);
}

// Not before: finishing removes what is not whole.
void Uploads::finish_if_whole(net::UploadId id, Upload& upload) {
    if (upload.stage != Stage::Receiving || upload.durable != upload.size) return;
    upload.stage = Stage::Finishing;
    transfers_.finish(id);
}

// --- what came of it -----------------------------------------------------------------------------------------

// What became durable together is told together.
void Uploads::tell_progress_soon(net::UploadId id) {
    progressed_.insert(id);
    if (progress_timer_) return;
    progress_timer_ = transfers_.runtime().after({0}, [this] {
        progress_timer_ = {};
        tell_progress();
    });
}

void Uploads::tell_progress() {
    for (const net::UploadId id : std::exchange(progressed_, {})) {
        const auto found = uploads_.find(id);
        if (found != uploads_.end()) send(net::PutProgress{id, found->second.durable});
    }
}

void Uploads::finished(net::UploadId upload) {
    if (uploads_.erase(upload) != 0) send(net::PutDone{upload});
}

void Uploads::failed(net::UploadId upload, net::FileProblem problem) {
    if (uploads_.erase(upload) != 0) send(net::FileFault{.upload = upload, .handle = {}, .problem = problem});
}

}  // namespace crosstalk::server
