#include "bench/transfers/transfer.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "net/codec.hpp"
#include "net/upload_window.hpp"

namespace crosstalk::bench {

namespace {

void require(bool holds, const char* what) {
    if (!holds) throw std::runtime_error(what);
}

[[noreturn]] void refuse(const net::FromServer& message) {
    const auto* fault = std::get_if<net::FileFault>(&message);
    if (fault == nullptr)
        throw std::runtime_error("the server says something else than what is due of a file");
    throw std::runtime_error("the server broke the transfer off: problem " +
                             std::to_string(static_cast<int>(fault->problem)));
}

}  // namespace

// --- Upload

void Upload::begin(Send send) {
    send_ = std::move(send);
    goes_on_ = false;
    send_(net::encode(net::PutFile{upload_}));
}

void Upload::receive(const net::FromServer& message) {
    if (const auto* progress = std::get_if<net::PutProgress>(&message)) return take(*progress);
    if (!std::holds_alternative<net::PutDone>(message)) refuse(message);
    require(begun_ == content_.size(), "the server has a file that was not sent as a whole");
    arrived_ = content_.size();
    done_ = true;
}

void Upload::take(const net::PutProgress& progress) {
    require(progress.durable >= arrived_ && progress.durable <= begun_,
            "the server lost what it had said was durable, or has what was not sent");
    arrived_ = progress.durable;
    if (!goes_on_) {
        repeated_ = begun_ - arrived_;
        begun_ = arrived_;
        goes_on_ = true;
    }
    while (begun_ < content_.size() && begun_ - arrived_ < net::upload_window_bytes) {
        net::PutChunk chunk{upload_, begun_, {}};
        chunk.bytes.resize(static_cast<std::size_t>(
            std::min<std::uint64_t>(net::file_chunk_bytes, content_.size() - begun_)));
        content_.fill(begun_, chunk.bytes);
        begun_ += chunk.bytes.size();
        send_(net::encode(chunk));
    }
}

// --- Download

void Download::begin(Send send) {
    send_ = std::move(send);
    handle_ = {};
    goes_on_ = false;
    send_(net::encode(net::OpenFile{source_}, net::Tag{1}));
}

void Download::receive(const net::FromServer& message) {
    if (const auto* opened = std::get_if<net::FileOpened>(&message)) return take(*opened);
    const auto* chunk = std::get_if<net::FileChunk>(&message);
    if (chunk == nullptr) refuse(message);
    take(*chunk);
}

void Download::take(const net::FileOpened& opened) {
    require(opened.size == expected_.size && opened.hash == expected_.hash,
            "the server has another file than the one that was put there");
    handle_ = opened.handle;
    repeated_ = begun_ - arrived_;
    begun_ = arrived_;
    goes_on_ = true;
    ask();
}

void Download::take(const net::FileChunk& chunk) {
    const std::uint64_t due = std::min<std::uint64_t>(net::file_chunk_bytes, expected_.size - arrived_);
    require(chunk.handle == handle_ && chunk.offset == arrived_ && chunk.bytes.size() == due,
            "another chunk came than the one that was asked for");
    hash_.add(chunk.bytes);
    arrived_ += due;
    if (arrived_ == expected_.size) return finish();
    ask();
}

void Download::ask() {
    while (begun_ < expected_.size && begun_ - arrived_ < net::file_window_bytes) {
        const auto count = static_cast<std::uint32_t>(
            std::min<std::uint64_t>(net::file_chunk_bytes, expected_.size - begun_));
        send_(net::encode(net::PullFile{handle_, begun_, count}));
        begun_ += count;
    }
}

void Download::finish() {
    require(hash_.finish() == expected_.hash, "what was received has another hash");
    send_(net::encode(net::CloseFile{handle_}));
    if (repeat_ == Repeat::Once) {
        done_ = true;
        return;
    }
    hash_ = net::Sha256();
    arrived_before_ += expected_.size;
    begun_ = arrived_ = 0;
    begin(std::move(send_));
}

}  // namespace crosstalk::bench
