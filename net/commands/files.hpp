// Commands about files on their way to the server.
#pragma once

#include <string>

#include "net/files.hpp"

namespace crosstalk::net {

// Reserves the room for a file. The outcome names the upload, under which its bytes are put over the file connection.
struct BeginUpload {
    std::string name;  // completed: made safe
    std::uint64_t size = 0;
    Digest hash{};                 // SHA-256 of the whole
    std::uint64_t user_bytes = 0;  // completed: what the messages and the picture of the asker hold
    std::uint64_t all_bytes = 0;   // completed: what those of all hold

    template <class Archive>
    void serialize(Archive& ar) {
        ar(bounded(name, max_file_name_bytes), size, hash, user_bytes, all_bytes);
    }
    friend bool operator==(const BeginUpload&, const BeginUpload&) = default;
};

// Gives an own upload up that is not posted; by the server: one that has lapsed.
struct DropUpload {
    UploadId upload;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(upload);
    }
    friend bool operator==(const DropUpload&, const DropUpload&) = default;
};

// --- by the server alone; refused from a client

// All of it is there, durable, and equal to its hash.
struct FinishUpload {
    UploadId upload;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(upload);
    }
    friend bool operator==(const FinishUpload&, const FinishUpload&) = default;
};

}  // namespace crosstalk::net
