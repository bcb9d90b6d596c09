// Files that go out over one file connection: opened by right, pulled by the client, never faster than it reads.
//
//   OpenFile --turn--> Waiting --view--> Asking --FileOpened--> Open: PullFile --Blobs--> FileChunk
//
// A right that ends closes the file at that place in the order; after a purge of the room the view is asked once more.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string_view>

#include "net/messages.hpp"
#include "net/transport/channel.hpp"
#include "net/transport/lifetime.hpp"
#include "server/ports/blobs.hpp"
#include "server/ports/runtime.hpp"

namespace crosstalk::server {

class Transfers;

// Thread: the loop's.
class Downloads {
  public:
    // Transfers and channel must outlive it.
    Downloads(Transfers& transfers, transport::Channel& channel, net::UserId user);
    Downloads(const Downloads&) = delete;
    Downloads& operator=(const Downloads&) = delete;
    ~Downloads();

    // --- from the client. What was wrong with it, for the log: the connection must end.
    [[nodiscard]] std::optional<std::string_view> take(const net::OpenFile& asked, net::Tag tag);
    [[nodiscard]] std::optional<std::string_view> take(const net::PullFile& pull, net::Tag tag);
    [[nodiscard]] std::optional<std::string_view> take(const net::CloseFile& closing, net::Tag tag);

    // Reads on, as far as the client keeps up.
    void pump();

    // --- from Transfers: the hub has applied what may end a right
    void message_gone(net::RoomId room, net::MessageId message);
    void room_purged(net::RoomId room);
    // Somebody has left the room, or it is no more.
    void members_changed(net::RoomId room);
    void picture_changed(net::UserId user);

    [[nodiscard]] std::size_t moving(net::Milliseconds since) const;

  private:
    enum class Stage : std::uint8_t { Waiting, Asking, Open };
    struct Pull {
        std::uint64_t offset = 0;
        std::uint32_t count = 0;
    };
    struct File {
        net::FileSource source;
        net::Tag tag;  // of OpenFile
        Stage stage = Stage::Waiting;
        bool was_opened = false;  // the client knows the handle
        std::uint64_t turn = 0;   // answers to what was asked under an earlier one are for nobody
        std::uint64_t size = 0;
        net::Digest hash{};
        std::deque<Pull> pulls;     // not answered, in order
        std::size_t reading = 0;    // of them: given to the disk
        std::uint64_t waiting = 0;  // what the pulls weigh
        net::Milliseconds heard;
    };
    using Entry = std::map<net::FileHandle, File>::value_type;

    void pump_waiting();
    void ask(net::FileHandle handle, File& file);
    void open(net::FileHandle handle, File& file, std::uint64_t size, const net::Digest& hash);
    void open_picture(net::FileHandle handle, File& file);
    void read(net::FileHandle handle, File& file);
    void was_read(net::FileHandle handle, File& file, net::Bytes bytes);
    // The file whose turn it is among those with something to read.
    [[nodiscard]] Entry* next_to_read();
    void end(net::FileHandle handle, net::FileProblem problem);
    template <class Condition>
    void end_where(Condition condition);
    [[nodiscard]] net::FileHandle free_handle();
    [[nodiscard]] File* find(net::FileHandle handle, std::uint64_t turn);
    template <class M>
    void send(const M& message, net::Tag tag = {});

    Transfers& transfers_;
    transport::Channel& channel_;
    const net::UserId user_;
    std::map<net::FileHandle, File> files_;
    net::FileHandle newest_;
    net::FileHandle read_last_;
    std::deque<net::FileHandle> waiting_;  // for their turn to ask the view; some may be over
    std::uint64_t turns_ = 0;
    std::size_t reading_ = 0;  // bytes that the disk was asked for
    ports::TimerId turn_timer_;
    transport::Lifetime lifetime_;
};

}  // namespace crosstalk::server
