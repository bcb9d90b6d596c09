// The other end of a file connection: says what the test makes it say, and keeps what it was told.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "net/hashing/sha256.hpp"
#include "tests/node/node_world.hpp"

namespace crosstalk::server {

// The same for the same seed, unlike for any other.
inline net::Bytes body_of(std::size_t size, std::uint8_t seed = 1) {
    net::Bytes body(size);
    for (std::size_t at = 0; at < size; ++at)
        body[at] = static_cast<std::uint8_t>(seed * 31 + at * 7 + at / 251);
    return body;
}

inline net::BeginUpload upload_of(const net::Bytes& body, std::string name = "notes.txt") {
    return {.name = std::move(name), .size = body.size(), .hash = net::sha256(body)};
}

class FileClient final : public Listener {
  public:
    FileClient(NodeWorld& world, const Client& chat) : world_(world), chat_(chat) {}
    FileClient(const FileClient&) = delete;
    FileClient& operator=(const FileClient&) = delete;
    ~FileClient() override { cut(); }

    // --- connecting
    void dial() {
        cut();
        is_closed = false;
        forget();
        Connection* made = world_.network.connect("10.0.0.9");
        ASSERT_NE(made, nullptr);
        connection_ = made->id();
        peer_ = made->peer();
        made->set_owner(Side::Client, this);
        made->channel(Side::Client).set_max_payload(net::max_frame_bytes);
    }
    void say_hello(net::SessionId session) {
        send(net::Hello{.role = net::ConnectionRole::File, .program = "script 1", .session = session});
        world_.settle();
    }
    void authenticate(transport::LoginRole role = transport::LoginRole::File) {
        const auto signature = chat_.key.sign_login({role, peer_.binding, peer_.server}).bytes;
        send(net::Authenticate{chat_.key.public_key().bytes, signature});
        world_.settle();
    }
    // Up to FilesReady, or what comes instead.
    void connect() {
        dial();
        say_hello(chat_.welcome.session);
        authenticate();
    }
    // As connect(), and the server must take it.
    void come() {
        connect();
        take<net::ServerHello>();
        take<net::FilesReady>();
    }
    void cut() {
        if (Connection* open = connection()) open->abandon(Side::Client);
        connection_ = 0;
    }
    // nullptr when it is over.
    Connection* connection() { return world_.network.connection(connection_); }

    // --- speaking
    template <class M>
    void send(const M& message, net::Tag tag = {}) {
        send_bytes(net::encode(message, tag));
    }
    void send_bytes(net::Bytes frames) {
        if (connection() == nullptr) return;
        transport::Channel& channel = connection()->channel(Side::Client);
        channel.send(std::make_shared<const net::Bytes>(std::move(frames)), transport::Queue::MustKeep);
        channel.flush();
    }
    // Everything of the body from there on, without waiting.
    void put_chunks(net::UploadId upload, const net::Bytes& body, std::uint64_t from = 0,
                    std::size_t chunk = net::file_chunk_bytes) {
        for (std::uint64_t at = from; at < body.size(); at += chunk) {
            const auto first = body.begin() + static_cast<std::ptrdiff_t>(at);
            const std::size_t count = std::min<std::size_t>(chunk, body.size() - at);
            send(net::PutChunk{upload, at, {first, first + static_cast<std::ptrdiff_t>(count)}});
        }
    }
    // Where the server wants to go on.
    std::uint64_t begin(net::UploadId upload) {
        send(net::PutFile{upload});
        world_.settle();
        const auto progress = take<net::PutProgress>();
        EXPECT_EQ(progress.upload, upload);
        return progress.durable;
    }
    // Whatever is missing; true if the server says that it is there.
    bool put(net::UploadId upload, const net::Bytes& body, std::size_t chunk = net::file_chunk_bytes) {
        send(net::PutFile{upload});
        world_.settle();
        if (!has<net::PutDone>() && has<net::PutProgress>())
            put_chunks(upload, body, take<net::PutProgress>().durable, chunk);
        world_.settle();
        if (!has<net::PutDone>()) return false;
        take_all<net::PutProgress>();
        return take<net::PutDone>().upload == upload;
    }
    // What it was told: opened, or why not.
    net::FileOpened open(const net::FileSource& source) {
        tag_ = {tag_.value + 1};
        send(net::OpenFile{source}, tag_);
        world_.settle();
        auto opened = take<net::FileOpened>();
        EXPECT_EQ(tag_of_taken, tag_);
        return opened;
    }
    net::FileFault refused(const net::FileSource& source) {
        tag_ = {tag_.value + 1};
        send(net::OpenFile{source}, tag_);
        world_.settle();
        EXPECT_FALSE(has<net::FileOpened>());
        auto fault = take<net::FileFault>();
        EXPECT_EQ(tag_of_taken, tag_);
        return fault;
    }
    void pull(net::FileHandle handle, std::uint64_t offset, std::uint32_t count = net::file_chunk_bytes) {
        send(net::PullFile{handle, offset, count});
    }
    // The whole file, window by window.
    net::Bytes get(const net::FileOpened& opened) {
        net::Bytes body;
        while (body.size() < opened.size) {
            for (std::uint64_t at = body.size();
                 at < opened.size && at < body.size() + net::file_window_bytes; at += net::file_chunk_bytes)
                pull(opened.handle, at);
            world_.settle();
            const std::size_t before = body.size();
            for (const net::FileChunk& chunk : take_all<net::FileChunk>()) {
                EXPECT_EQ(chunk.offset, body.size());
                body.insert(body.end(), chunk.bytes.begin(), chunk.bytes.end());
            }
            if (body.size() == before) break;
        }
        return body;
    }

  private:
    NodeWorld& world_;
    const Client& chat_;
    std::uint64_t connection_ = 0;
    transport::Peer peer_;
    net::Tag tag_{500};
};

}  // namespace crosstalk::server
