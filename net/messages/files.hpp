// What is said on a file connection. It logs in as a device that is known (Hello with the role File and the session it
// belongs to, ServerHello, Authenticate, FilesReady) and ends with that chat session. Frames hold at most
// max_file_frame_bytes. The client pulls what it downloads and is told how much of what it uploads is durable, so neither
// side ever has more than file_window_bytes of one transfer on its way.
#pragma once

#include <string>

#include "net/files.hpp"
#include "net/messages/type.hpp"

namespace crosstalk::net {

// A file that was opened for reading, on this connection. Chosen by the server; never 0.
using FileHandle = Number<struct FileHandleTag, std::uint32_t>;

// The login is over.
struct FilesReady {
    static constexpr MessageType type = MessageType::FilesReady;

    template <class Archive>
    void serialize(Archive&) {}
    friend bool operator==(const FilesReady&, const FilesReady&) = default;
};

// --- uploading

// Begins, or goes on after a cut: PutProgress says from where. Nothing is put before that.
struct PutFile {
    static constexpr MessageType type = MessageType::PutFile;
    UploadId upload;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(upload);
    }
    friend bool operator==(const PutFile&, const PutFile&) = default;
};

// In order, without gaps. A file of size 0 needs none.
struct PutChunk {
    static constexpr MessageType type = MessageType::PutChunk;
    UploadId upload;
    std::uint64_t offset = 0;
    Bytes bytes;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(upload, offset, bounded(bytes, file_chunk_bytes));
    }
    friend bool operator==(const PutChunk&, const PutChunk&) = default;
};

// Everything below `durable` survives a crash of the server.
struct PutProgress {
    static constexpr MessageType type = MessageType::PutProgress;
    UploadId upload;
    std::uint64_t durable = 0;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(upload, durable);
    }
    friend bool operator==(const PutProgress&, const PutProgress&) = default;
};

// The file is whole and equal to its hash, for good: a message may name it. Told again after a PutFile that comes later.
struct PutDone {
    static constexpr MessageType type = MessageType::PutDone;
    UploadId upload;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(upload);
    }
    friend bool operator==(const PutDone&, const PutDone&) = default;
};

// --- downloading

// A file of a message, or the picture of a user: whoever may see the one may have the other.
struct FileSource {
    RoomId room;
    MessageId message;
    std::uint32_t index = 0;  // among the message's files
    UserId picture_of;        // not 0: the rest does not count

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, message, index, picture_of);
    }
    friend auto operator<=>(const FileSource&, const FileSource&) = default;
};

struct OpenFile {
    static constexpr MessageType type = MessageType::OpenFile;
    FileSource source;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(source);
    }
    friend bool operator==(const OpenFile&, const OpenFile&) = default;
};

// Answers OpenFile, with its tag.
struct FileOpened {
    static constexpr MessageType type = MessageType::FileOpened;
    FileHandle handle;
    std::uint64_t size = 0;
    Digest hash{};

    template <class Archive>
    void serialize(Archive& ar) {
        ar(handle, size, hash);
    }
    friend bool operator==(const FileOpened&, const FileOpened&) = default;
};

// One FileChunk answers each, in order.
struct PullFile {
    static constexpr MessageType type = MessageType::PullFile;
    FileHandle handle;
    std::uint64_t offset = 0;
    std::uint32_t count = 0;  // at most file_chunk_bytes

    template <class Archive>
    void serialize(Archive& ar) {
        ar(handle, offset, count);
    }
    friend bool operator==(const PullFile&, const PullFile&) = default;
};

// As many bytes as were asked for; fewer only at the end of the file.
struct FileChunk {
    static constexpr MessageType type = MessageType::FileChunk;
    FileHandle handle;
    std::uint64_t offset = 0;
    Bytes bytes;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(handle, offset, bounded(bytes, file_chunk_bytes));
    }
    friend bool operator==(const FileChunk&, const FileChunk&) = default;
};

struct CloseFile {
    static constexpr MessageType type = MessageType::CloseFile;
    FileHandle handle;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(handle);
    }
    friend bool operator==(const CloseFile&, const CloseFile&) = default;
};

// --- both

enum class FileProblem : std::uint8_t {
    Failed,       // the server's disk; trying later may help
    NotFound,     // no such upload, message or file, or none the asker may know of; or it is gone meanwhile
    NoSpace,      // the server's disk is too full; trying later may help
    WrongHash,    // what came is not what was announced: begin a new upload
    WrongOffset,  // a chunk is not where the one before it ended: PutFile tells where to go on
    TooMany,      // transfers of this user at once; trying later helps
};
constexpr FileProblem last_of(FileProblem) {
    return FileProblem::TooMany;
}
constexpr FileProblem unknown_of(FileProblem) {
    return FileProblem::Failed;
}

// That transfer has ended; the connection goes on. Answers OpenFile with its tag and without a handle.
struct FileFault {
    static constexpr MessageType type = MessageType::FileFault;
    UploadId upload;  // one of the two, or none
    FileHandle handle;
    FileProblem problem = FileProblem::Failed;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(upload, handle, problem);
    }
    friend bool operator==(const FileFault&, const FileFault&) = default;
};

}  // namespace crosstalk::net
