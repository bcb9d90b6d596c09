// What a profile keeps of a file on its way, so that it goes on after the program has died.
#pragma once

#include <string>

#include "client/files/file_access.hpp"
#include "client/model/transfer.hpp"
#include "net/archive.hpp"

namespace crosstalk::link {

struct StoredTransfer {
    // As it was told last, without its rate. Its state is Waiting, Paused, Sent, Done or Failed.
    model::Transfer shown;
    // --- Send, Picture
    std::uint64_t group = 0;       // of the files of one message; drawn
    std::uint32_t place = 0;       // among them
    std::uint32_t group_size = 0;  // how many they are
    std::string text;              // of the message
    net::MessageId reply_to;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    net::UploadId upload;  // 0: not begun
    files::Stamp stamp;    // of the file when it was hashed
    // --- Save
    std::string wanted;  // where to, as it was asked
    std::string part;    // the temporary file; empty: none was made
    std::string target;  // the name that the whole file gets

    template <class Archive>
    void serialize(Archive& ar) {
        constexpr std::size_t longest = 64 * 1024;
        using net::bounded;
        ar(shown.kind, shown.state, shown.room, shown.source, bounded(shown.ref, longest),
           bounded(shown.name, longest), shown.size, shown.hash, shown.moved, bounded(shown.path, longest),
           bounded(shown.reason, longest), shown.can_retry, shown.by_itself, shown.at);
        ar(group, place, group_size, bounded(text, longest), reply_to, width, height, upload, stamp,
           bounded(wanted, longest), bounded(part, longest), bounded(target, longest));
    }
    friend bool operator==(const StoredTransfer&, const StoredTransfer&) = default;
};

}  // namespace crosstalk::link
