// What is to be written to one peer: a queue of shared buffers that counts bytes. No sockets, no clock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "net/frame.hpp"
#include "net/transport/channel.hpp"

namespace crosstalk::transport {

// The writer repeats: offer(), write, then taken() or blocked().
//
// A TLS write that would block has already encrypted what it was offered and must be repeated with the same
// bytes. They have begun: they are offered again, exactly they, and drop() leaves them.
class Outbox {
  public:
    void push(net::SharedFrame frames, Queue queue);

    // Not yet taken by the writer, begun ones included.
    [[nodiscard]] std::size_t bytes() const { return bytes_; }
    [[nodiscard]] bool empty() const { return bytes_ == 0; }

    // The next bytes, at least one and at most `scratch`: many small buffers gathered in `scratch`, or a part
    // of one large buffer without a copy. Must not be empty. `scratch` has the same size in every call.
    [[nodiscard]] std::span<const std::uint8_t> offer(std::span<std::uint8_t> scratch);
    // The first `count` bytes of the last offer are written.
    void taken(std::size_t count);
    // No byte of the last offer is written, and it has begun.
    void blocked() { begun_ = offered_; }

    // Takes out the MayDrop buffers of which no byte has begun, in order.
    [[nodiscard]] std::vector<net::SharedFrame> drop();

  private:
    struct Entry {
        net::SharedFrame frames;
        Queue queue;
    };
    [[nodiscard]] std::span<const std::uint8_t> front_rest() const;
    void forget_written();

    std::vector<Entry> entries_;  // an empty one holds no memory, unlike a deque
    std::size_t first_ = 0;       // entries before it are written
    std::size_t written_ = 0;     // bytes of the first entry that are written
    std::size_t begun_ = 0;       // bytes after these that the next offer must repeat
    std::size_t offered_ = 0;     // size of the last offer
    std::size_t bytes_ = 0;
};

}  // namespace crosstalk::transport
