#include "server/runtime/downloads.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "net/codec.hpp"
#include "server/runtime/transfers.hpp"

namespace crosstalk::server {

namespace {

// A pull costs memory however little it asks for.
constexpr std::uint64_t least_weight = 1024;

std::uint64_t weight_of(std::uint32_t count) {
    return std::max<std::uint64_t>(count, least_weight);
}

}  // namespace

Downloads::Downloads(Transfers& transfers, transport::Channel& channel, net::UserId user)
    : transfers_(transfers), channel_(channel), user_(user) {}

Downloads::~Downloads() {
    transfers_.runtime().cancel(turn_timer_);
}

template <class M>
void Downloads::send(const M& message, net::Tag tag) {
    channel_.send(net::encode_shared(message, tag), transport::Queue::MustKeep);
    channel_.flush();
}

Downloads::File* Downloads::find(net::FileHandle handle, std::uint64_t turn) {
    const auto found = files_.find(handle);
    return found == files_.end() || found->second.turn != turn ? nullptr : &found->second;
}

net::FileHandle Downloads::free_handle() {
    do
        newest_ = newest_.next();
    while (!newest_ || files_.contains(newest_));
    return newest_;
}

std::size_t Downloads::moving(net::Milliseconds since) const {
    return static_cast<std::size_t>(std::ranges::count_if(files_, [&](const Entry& entry) {
        const File& file = entry.second;
        return file.stage != Stage::Open || !file.pulls.empty() || file.heard >= since;
    }));
}

// --- opening -------------------------------------------------------------------------------------------------

std::optional<std::string_view> Downloads::take(const net::OpenFile& asked, net::Tag tag) {
    if (files_.size() >= net::max_files_open || transfers_.is_full(user_)) {
        send(net::FileFault{.upload = {}, .handle = {}, .problem = net::FileProblem::TooMany}, tag);
        return {};
    }
    const net::FileHandle handle = free_handle();
    File& file =
        files_
            .emplace(
                handle,
                File{.source = asked.source, .tag = tag, .pulls = {}, .heard = transfers_.runtime().steady()})
            .first->second;
    if (asked.source.picture_of) {
        open_picture(handle, file);
    } else {
        waiting_.push_back(handle);
        pump_waiting();
    }
    return {};
}

// The view is shared with the questions of all: who asks too fast waits.
void Downloads::pump_waiting() {
    if (turn_timer_) return;
    while (!waiting_.empty()) {
        const auto next = files_.find(waiting_.front());
        const bool is_over = next == files_.end() || next->second.stage != Stage::Waiting;
        if (!is_over) {
            if (const net::Milliseconds wait = transfers_.take_question_turn(user_)) {
                turn_timer_ = transfers_.runtime().after(wait, [this] {
                    turn_timer_ = {};
                    pump_waiting();
                });
                return;
            }
        }
        waiting_.pop_front();
        if (!is_over) ask(next->first, next->second);
    }
}

// Also for a file that is open: nothing of it leaves before the answer.
void Downloads::ask(net::FileHandle handle, File& file) {
    const net::FileSource& source = file.source;
    if (!transfers_.state().is_member(source.room, user_)) return end(handle, net::FileProblem::NotFound);
    file.stage = Stage::Asking;
    file.turn = ++turns_;
    file.reading = 0;
    transfers_.view().file(
        source.room, source.message, source.index, transfers_.state().mark.position,
        [this, alive = lifetime_.watch(), handle, turn = file.turn](const std::optional<net::File>& found) {
            if (alive.expired()) return;
            File* here = find(handle, turn);
            if (here == nullptr) return;
            if (!found) return end(handle, net::FileProblem::NotFound);
            open(handle, *here, found->size, found->hash);
        });
}

void Downloads::open(net::FileHandle handle, File& file, std::uint64_t size, const net::Digest& hash) {
    file.stage = Stage::Open;
    file.size = size;
    file.hash = hash;
    if (std::exchange(file.was_opened, true)) return pump();
    send(net::FileOpened{handle, size, hash}, file.tag);
}

void Downloads::open_picture(net::FileHandle handle, File& file) {
    const hub::User* user = transfers_.state().user(file.source.picture_of);
    if (user == nullptr || !user->row.card.picture) return end(handle, net::FileProblem::NotFound);
    open(handle, file, user->row.picture_size, user->row.picture);
}

// --- reading -------------------------------------------------------------------------------------------------

std::optional<std::string_view> Downloads::take(const net::PullFile& pull, net::Tag) {
    if (pull.count == 0 || pull.count > net::file_chunk_bytes) return "pulled a chunk of no possible size";
    const auto found = files_.find(pull.handle);
    // It was on its way when the file was closed.
    if (found == files_.end() || !found->second.was_opened) return {};
    File& file = found->second;
    file.heard = transfers_.runtime().steady();
    file.waiting += weight_of(pull.count);
    if (file.waiting > net::file_window_bytes) return "pulled more of a file than it may ahead";
    file.pulls.push_back({pull.offset, pull.count});
    pump();
    return {};
}

std::optional<std::string_view> Downloads::take(const net::CloseFile& closing, net::Tag) {
    const auto found = files_.find(closing.handle);
    if (found != files_.end() && found->second.was_opened) files_.erase(found);
    return {};
}

void Downloads::pump() {
    const auto most = static_cast<std::size_t>(transfers_.limits().outbox_soft_bytes);
    while (reading_ + channel_.queued_bytes() < most) {
        Entry* next = next_to_read();
        if (next == nullptr) return;
        read_last_ = next->first;
        read(next->first, next->second);
    }
}

Downloads::Entry* Downloads::next_to_read() {
    const auto is_next = [](const Entry& entry) {
        return entry.second.stage == Stage::Open && entry.second.reading < entry.second.pulls.size();
    };
    const auto after = files_.upper_bound(read_last_);
    auto found = std::find_if(after, files_.end(), is_next);
    if (found != files_.end()) return &*found;
    found = std::find_if(files_.begin(), after, is_next);
    return found == after ? nullptr : &*found;
}

void Downloads::read(net::FileHandle handle, File& file) {
    const Pull& pull = file.pulls[file.reading++];
    reading_ += pull.count;
    transfers_.blobs().read(file.hash, pull.offset, pull.count,
                            [this, alive = lifetime_.watch(), handle, turn = file.turn, count = pull.count](
                                std::optional<net::Bytes> bytes, std::optional<ports::BlobFault> fault) {
                                if (alive.expired()) return;
                                reading_ -= count;
                                if (File* here = find(handle, turn)) {
                                    if (fault) {
                                        end(handle, net::FileProblem::Failed);
                                    } else {
                                        was_read(handle, *here, *std::move(bytes));
                                    }
                                }
                                pump();
                            });
}

void Downloads::was_read(net::FileHandle handle, File& file, net::Bytes bytes) {
    const Pull pull = file.pulls.front();
    file.pulls.pop_front();
    --file.reading;
    file.waiting -= weight_of(pull.count);
    const std::uint64_t left = file.size - std::min(pull.offset, file.size);
    // The body is not what was announced: its disk has lost something.
    if (bytes.size() != std::min<std::uint64_t>(pull.count, left))
        return end(handle, net::FileProblem::Failed);
    send(net::FileChunk{handle, pull.offset, std::move(bytes)});
}

// --- rights that end -----------------------------------------------------------------------------------------

void Downloads::end(net::FileHandle handle, net::FileProblem problem) {
    const auto found = files_.find(handle);
    const bool was_opened = found->second.was_opened;
    const net::Tag tag = found->second.tag;
    files_.erase(found);
    send(net::FileFault{.upload = {}, .handle = was_opened ? handle : net::FileHandle{}, .problem = problem},
         was_opened ? net::Tag{} : tag);
}

template <class Condition>
void Downloads::end_where(Condition condition) {
    std::vector<net::FileHandle> over;
    for (const auto& [handle, file] : files_) {
        if (condition(file)) over.push_back(handle);
    }
    for (const net::FileHandle handle : over)
        end(handle, net::FileProblem::NotFound);
}

void Downloads::message_gone(net::RoomId room, net::MessageId message) {
    end_where([&](const File& file) {
        const bool is_of_message = !file.source.picture_of && file.source.message == message;
        return is_of_message && file.source.room == room;
    });
}

void Downloads::members_changed(net::RoomId room) {
    if (transfers_.state().is_member(room, user_)) return;
    end_where([&](const File& file) { return !file.source.picture_of && file.source.room == room; });
}

void Downloads::picture_changed(net::UserId user) {
    const hub::User* now = transfers_.state().user(user);
    end_where([&](const File& file) {
        if (file.source.picture_of != user) return false;
        return now == nullptr || !now->row.card.picture || now->row.picture != file.hash;
    });
}

void Downloads::room_purged(net::RoomId room) {
    std::vector<net::FileHandle> doubtful;
    for (const auto& [handle, file] : files_) {
        const bool is_in_room = !file.source.picture_of && file.source.room == room;
        if (is_in_room && file.stage != Stage::Waiting) doubtful.push_back(handle);
    }
    for (const net::FileHandle handle : doubtful)
        ask(handle, files_.at(handle));
}

}  // namespace crosstalk::server
