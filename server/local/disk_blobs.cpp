#include "server/local/disk_blobs.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include "net/text/hexadecimal.hpp"
#include "net/text/paths.hpp"
#include "net/upload_window.hpp"
#include "server/local/background.hpp"
#include "server/local/sqlite.hpp"

namespace crosstalk::local {
namespace {

namespace fs = std::filesystem;
using ports::BlobFault;
using ports::BlobName;
using ports::UploadId;

constexpr std::size_t most_open_uploads = 256;
constexpr std::size_t sweep_names = 256;  // asked for in one task of the loop
constexpr std::size_t hash_step = 256 * 1024;
constexpr std::uint64_t sync_step = net::upload_window_bytes / 2;
constexpr std::uint64_t room_step = 1024 * 1024;
constexpr net::Milliseconds touch_step{60'000};
// However much is read meanwhile, writes are answered.
constexpr std::size_t most_rounds_unsynced = 8;
constexpr std::string_view head_line = "crosstalk upload 1";

std::optional<BlobName> name_of(std::string_view text) {
    const auto name = text::from_hexadecimal<BlobName>(text);
    // What capitals name is no file of ours.
    return name && text::hexadecimal(*name) == text ? name : std::nullopt;
}

fs::file_time_type file_time(net::Timestamp at) {
    const auto system = std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(at.value));
    return std::chrono::time_point_cast<fs::file_time_type::duration>(
        std::chrono::file_clock::from_sys(system));
}

bool is_older(const fs::path& file, net::Timestamp before) {
    std::error_code gone;
    const fs::file_time_type changed = fs::last_write_time(file, gone);
    return !gone && changed < file_time(before);
}

BlobFault fault_of(const std::error_code& error) {
    return is_lack_of_space(error) ? BlobFault::NoSpace : BlobFault::Io;
}

}  // namespace

DiskBlobs::DiskBlobs(fs::path folder, ports::Runtime& runtime, Post post, FreeSpaceFloor floor)
    : folder_(std::move(folder)), floor_(floor), runtime_(runtime), post_(std::move(post)) {
    try {
        fs::create_directories(folder_ / "uploads");
        fs::permissions(folder_, fs::perms::owner_all);
    } catch (const fs::filesystem_error& error) {
        throw std::runtime_error("The folder for files " + text::utf8_of(folder_) +
                                 " could not be made: " + error.code().message() +
                                 ". Check that this account may write there, or choose another data folder.");
    }
    thread_ = std::thread([this] { run(); });
}

DiskBlobs::~DiskBlobs() {
    jobs_.close();
    thread_.join();
}

void DiskBlobs::run() {
    run_in_background();  // chat never waits for a file
    while (!jobs_.closed()) {
        for (std::function<void()>& job : jobs_.take(std::nullopt)) {
            if (jobs_.closed()) break;
            std::exchange(job, nullptr)();  // and the bytes it brought are gone
        }
        if (!may_sync_later()) sync_writes();
    }
}

bool DiskBlobs::may_sync_later() {
    return !unsynced_.empty() && !jobs_.empty() && ++rounds_unsynced_ < most_rounds_unsynced;
}

template <class T>
void DiskBlobs::answer(const Answer<T>& callback, std::optional<T> value, std::optional<BlobFault> fault) {
    post_([callback, value = std::move(value), fault, alive = std::weak_ptr(alive_)] {
        if (!alive.expired()) callback(value, fault);
    });
}

template <class T>
void DiskBlobs::refuse(const Answer<T>& callback, BlobFault fault) {
    // The answers to the writes before this come first.
    sync_writes();
    answer<T>(callback, {}, fault);
}

template <class T>
void DiskBlobs::guarded(const Answer<T>& callback, const std::function<void()>& job) {
    try {
        job();
    } catch (const std::system_error& error) {
        refuse(callback, fault_of(error.code()));
    } catch (const std::exception&) {
        refuse(callback, BlobFault::Io);
    }
}

void DiskBlobs::begin(UploadId upload, BlobName name, std::uint64_t size, Answer<std::uint64_t> durable) {
    jobs_.push([=, this, now = runtime_.wall()] {
        sync_writes();
        guarded(durable, [&] { begin_now(upload, name, size, now, durable); });
    });
}

void DiskBlobs::begin_now(UploadId upload, const BlobName& name, std::uint64_t size, net::Timestamp now,
                          const Answer<std::uint64_t>& durable) {
    const Upload* found = find(upload);
    if (found != nullptr && found->name != name) return refuse(durable, BlobFault::WrongHash);
    if (found != nullptr && found->size != size) return refuse(durable, BlobFault::WrongSize);
    if (!has_room_for(size - (found == nullptr ? 0 : found->written)))
        return refuse(durable, BlobFault::NoSpace);
    if (found == nullptr) {
        make(upload, name, size);
        found = find(upload);
    }
    Upload& begun = uploads_.at(upload);
    begun.room_until = begun.written + room_step;
    begun.touched = {};
    touch(upload, begun, now);
    answer<std::uint64_t>(durable, begun.written);
}

void DiskBlobs::touch(UploadId id, Upload& upload, net::Timestamp now) const {
    const bool is_recent = now >= upload.touched && (now - upload.touched) < touch_step;
    if (is_recent) return;
    fs::last_write_time(head_of(id), file_time(now));
    upload.touched = now;
}

void DiskBlobs::make(UploadId upload, const BlobName& name, std::uint64_t size) {
    fs::path draft = head_of(upload);
    draft += ".unfinished";
    const std::string head =
        std::string(head_line) + '\n' + text::hexadecimal(name) + '\n' + std::to_string(size) + '\n';
    // What a process that was killed here has left.
    fs::remove(draft);
    fs::remove(part_of(upload));
    File file(draft, File::Mode::Create);
    file.write_at(0, std::span(reinterpret_cast<const std::uint8_t*>(head.data()), head.size()));
    file.sync();
    const File part(part_of(upload), File::Mode::Create);
    fs::rename(draft, head_of(upload));
    sync_folder_of(draft);
}

DiskBlobs::Upload* DiskBlobs::find(UploadId upload) {
    const auto known = uploads_.find(upload);
    if (known != uploads_.end()) return &known->second;
    if (!fs::exists(head_of(upload))) return nullptr;
    std::ifstream head(head_of(upload), std::ios::binary);
    if (!head) throw std::runtime_error("an upload cannot be read");
    std::string line;
    std::string name;
    std::uint64_t size = 0;
    std::getline(head, line);
    std::getline(head, name);
    head >> size;
    const std::optional<BlobName> hash = name_of(name);
    if (!head || line != head_line || !hash || !fs::exists(part_of(upload))) {
        forget(upload);
        return nullptr;
    }
    Upload read{.name = *hash,
                .size = size,
                .part = File(part_of(upload), File::Mode::ReadWrite),
                .touched = {},
                .hash = net::Sha256()};
    read.written = read.part.size();
    if (read.written > size) {
        forget(upload);
        return nullptr;
    }
    // What a killed process had written may not be on the disk yet.
    read.part.sync();
    read.durable = read.written;
    if (uploads_.size() >= most_open_uploads) {
        sync_writes();
        uploads_.clear();
    }
    return &uploads_.emplace(upload, std::move(read)).first->second;
}

void DiskBlobs::forget(UploadId upload) {
    uploads_.erase(upload);
    std::error_code ignored;
    fs::remove(head_of(upload), ignored);
    fs::remove(part_of(upload), ignored);
}

void DiskBlobs::write(UploadId upload, std::uint64_t offset, net::Bytes bytes,
                      Answer<std::uint64_t> durable) {
    jobs_.push([=, this, bytes = std::move(bytes), now = runtime_.wall()] {
        guarded(durable, [&] { write_now(upload, offset, bytes, now, durable); });
    });
}

void DiskBlobs::write_now(UploadId id, std::uint64_t offset, const net::Bytes& bytes, net::Timestamp now,
                          const Answer<std::uint64_t>& durable) {
    Upload* upload = find(id);
    if (upload == nullptr) return refuse(durable, BlobFault::NotFound);
    if (offset != upload->written) return refuse(durable, BlobFault::WrongOffset);
    if (bytes.size() > upload->size - offset) return refuse(durable, BlobFault::TooLong);
    if (offset + bytes.size() > upload->room_until) {
        const std::uint64_t next =
            std::min(upload->size - offset, std::max<std::uint64_t>(room_step, bytes.size()));
        if (!has_room_for(next)) return refuse(durable, BlobFault::NoSpace);
        upload->room_until = offset + next;
    }
    upload->part.write_at(offset, bytes);
    if (upload->hashed == offset) {
        upload->hash.add(bytes);
        upload->hashed += bytes.size();
    }
    upload->written += bytes.size();
    unsynced_.push_back({id, upload->written, now, durable});
    if (upload->written - upload->durable >= sync_step) sync_writes_of(id);
}

void DiskBlobs::sync_writes() {
    rounds_unsynced_ = 0;
    while (!unsynced_.empty())
        sync_writes_of(unsynced_.front().upload);
}

void DiskBlobs::sync_writes_of(UploadId id) {
    const auto first = std::stable_partition(unsynced_.begin(), unsynced_.end(),
                                             [id](const Unsynced& write) { return write.upload != id; });
    std::vector<Unsynced> writes(std::make_move_iterator(first), std::make_move_iterator(unsynced_.end()));
    unsynced_.erase(first, unsynced_.end());
    if (writes.empty()) return;
    std::optional<BlobFault> fault;
    try {
        const auto upload = uploads_.find(id);
        if (upload == uploads_.end()) throw std::runtime_error("closed meanwhile");
        upload->second.part.sync();
        upload->second.durable = upload->second.written;
        touch(id, upload->second, writes.front().now);
    } catch (const std::system_error& error) {
        fault = fault_of(error.code());
    } catch (const std::exception&) {
        fault = BlobFault::Io;
    }
    // What the disk did with those bytes is unknown, and asking it again would not tell: begin anew.
    if (fault) forget(id);
    post_([writes = std::move(writes), fault, alive = std::weak_ptr(alive_)] {
        for (const Unsynced& write : writes) {
            if (alive.expired()) return;
            write.durable(fault ? std::optional<std::uint64_t>() : std::optional(write.written), fault);
        }
    });
}

void DiskBlobs::finish(UploadId upload, Answer<BlobName> stored) {
    jobs_.push([=, this, now = runtime_.wall()] {
        sync_writes();
        guarded(stored, [&] { finish_now(upload, now, stored); });
    });
}

void DiskBlobs::finish_now(UploadId id, net::Timestamp now, const Answer<BlobName>& stored) {
    Upload* upload = find(id);
    if (upload == nullptr) return refuse(stored, BlobFault::NotFound);
    if (upload->written != upload->size) {
        forget(id);
        return refuse(stored, BlobFault::WrongSize);
    }
    if (upload->hashed != upload->size) {
        // It was begun by an earlier process.
        upload->hash = net::Sha256();
        std::vector<std::uint8_t> bytes(hash_step);
        for (std::uint64_t at = 0; at < upload->size;) {
            const std::size_t count = upload->part.read_at(at, bytes);
            if (count == 0) throw std::runtime_error("the file became shorter");
            upload->hash.add(std::span(bytes).first(count));
            at += count;
        }
    }
    const BlobName name = upload->name;
    if (upload->hash.finish() != name) {
        forget(id);
        return refuse(stored, BlobFault::WrongHash);
    }
    try {
        store(id, *upload, now);
    } catch (...) {
        // Whether it is on the disk is unknown, and asking the disk again would not tell: begin anew.
        forget(id);
        throw;
    }
    answer<BlobName>(stored, name);
}

void DiskBlobs::store(UploadId id, Upload& upload, net::Timestamp now) {
    const fs::path file = file_of(upload.name);
    if (fs::create_directory(file.parent_path())) sync_folder_of(file.parent_path());
    fs::last_write_time(part_of(id), file_time(now));
    upload.part.sync();
    // Closed: some systems do not rename open files.
    uploads_.erase(id);
    fs::rename(part_of(id), file);
    sync_folder_of(file);
    forget(id);
}

void DiskBlobs::cancel(UploadId upload) {
    jobs_.push([=, this] {
        sync_writes();
        forget(upload);
    });
}

void DiskBlobs::read(BlobName name, std::uint64_t offset, std::size_t count, Answer<net::Bytes> bytes) {
    jobs_.push([=, this] { guarded(bytes, [&] { read_now(name, offset, count, bytes); }); });
}

void DiskBlobs::read_now(const BlobName& name, std::uint64_t offset, std::size_t count,
                         const Answer<net::Bytes>& bytes) {
    const fs::path path = file_of(name);
    if (!fs::exists(path)) return refuse(bytes, BlobFault::NotFound);
    const File file(path, File::Mode::Read);
    const std::uint64_t size = file.size();
    const std::uint64_t left = size - std::min(offset, size);
    net::Bytes read(static_cast<std::size_t>(std::min<std::uint64_t>(count, left)));
    read.resize(file.read_at(offset, read));
    answer<net::Bytes>(bytes, std::move(read));
}

void DiskBlobs::sweep(net::Milliseconds age, Needed needed) {
    const net::Timestamp before{runtime_.wall().value - age.value};
    jobs_.push([this, before, needed = std::move(needed)] {
        sync_writes();
        try {
            sweep_blobs(before, needed.blob);
            sweep_uploads(before, needed.upload);
        } catch (const fs::filesystem_error&) {
            // A folder that cannot be read today is swept tomorrow.
        }
    });
}

template <class T>
void DiskBlobs::remove_unneeded(std::vector<T> old, const std::function<bool(const T&)>& needed,
                                std::function<void(const T&)> remove) {
    if (old.empty()) return;
    post_([this, old = std::move(old), needed, remove = std::move(remove), alive = std::weak_ptr(alive_)] {
        if (alive.expired()) return;
        std::vector<T> unneeded = old;
        std::erase_if(unneeded, needed);
        jobs_.push([unneeded = std::move(unneeded), remove] { std::ranges::for_each(unneeded, remove); });
    });
}

void DiskBlobs::sweep_blobs(net::Timestamp before, const std::function<bool(const BlobName&)>& needed) {
    std::vector<BlobName> old;
    const auto remove_those = [&] {
        remove_unneeded<BlobName>(std::exchange(old, {}), needed, [this, before](const BlobName& name) {
            // It may have been stored again meanwhile.
            std::error_code ignored;
            if (is_older(file_of(name), before)) fs::remove(file_of(name), ignored);
        });
    };
    for (const fs::directory_entry& prefix : fs::directory_iterator(folder_)) {
        const std::string start = text::utf8_of(prefix.path().filename());
        if (start.size() != 2) continue;
        for (const fs::directory_entry& blob : fs::directory_iterator(prefix.path())) {
            const auto name = name_of(start + text::utf8_of(blob.path().filename()));
            if (!name || !is_older(blob.path(), before)) continue;
            old.push_back(*name);
            if (old.size() == sweep_names) remove_those();
        }
    }
    remove_those();
}

void DiskBlobs::sweep_uploads(net::Timestamp before, const std::function<bool(const UploadId&)>& needed) {
    std::vector<UploadId> old;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_ / "uploads")) {
        if (entry.path().extension() != ".head" || !is_older(entry.path(), before)) continue;
        const std::string stem = text::utf8_of(entry.path().stem());
        UploadId upload;
        if (std::from_chars(stem.data(), stem.data() + stem.size(), upload.value).ec == std::errc())
            old.push_back(upload);
    }
    remove_unneeded<UploadId>(std::move(old), needed, [this, before](const UploadId& upload) {
        if (is_older(head_of(upload), before)) forget(upload);
    });
}

bool DiskBlobs::has_room_for(std::uint64_t bytes) const {
    const fs::space_info space = fs::space(folder_);
    const std::uint64_t floor = std::max(floor_.bytes, space.capacity / 100 * floor_.percent);
    return space.available >= floor && space.available - floor >= bytes;
}

fs::path DiskBlobs::head_of(UploadId upload) const {
    return folder_ / "uploads" / (std::to_string(upload.value) + ".head");
}

fs::path DiskBlobs::part_of(UploadId upload) const {
    return folder_ / "uploads" / (std::to_string(upload.value) + ".part");
}

fs::path DiskBlobs::file_of(const BlobName& name) const {
    return folder_ / place_of(name);
}

fs::path DiskBlobs::place_of(const BlobName& name) {
    const std::string text = text::hexadecimal(name);
    return fs::path(text.substr(0, 2)) / text.substr(2);
}

}  // namespace crosstalk::local
