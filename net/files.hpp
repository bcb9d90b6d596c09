// What is sent along with messages: the nouns about files that commands, facts and messages share.
//
// A file gets to the server before anybody hears of it: BeginUpload over the chat connection reserves the room for it,
// its bytes come over the file connection (net/messages/files.hpp), and a PostMessage names the finished upload.
#pragma once

#include <string>

#include "net/archive.hpp"
#include "net/ids.hpp"
#include "net/limits.hpp"

namespace crosstalk::net {

// One file on its way to the server, or there and not posted yet. Made by the hub.
using UploadId = Number<struct UploadTag>;

// A file as a message carries it.
struct File {
    std::string name;  // safe to show and to make a file of, on every system
    std::uint64_t size = 0;
    Digest hash{};            // SHA-256 of the whole
    std::uint32_t width = 0;  // of a picture, as its sender says; 0: none, or unknown
    std::uint32_t height = 0;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(bounded(name, max_file_name_bytes), size, hash, width, height);
    }
    friend bool operator==(const File&, const File&) = default;
};

// A finished upload that a message takes over.
struct PostedFile {
    UploadId upload;
    std::uint32_t width = 0;  // of a picture, as its sender says; 0: none, or unknown
    std::uint32_t height = 0;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(upload, width, height);
    }
    friend bool operator==(const PostedFile&, const PostedFile&) = default;
};

}  // namespace crosstalk::net
