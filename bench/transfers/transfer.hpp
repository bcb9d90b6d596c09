// One file on its way to crosstalk-server or from it, in the words of net/messages/files.hpp. It outlives its connection:
// after a cut it goes on over the next one, and counts what had to go over the wire again.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "bench/transfers/content.hpp"
#include "net/hashing/sha256.hpp"
#include "net/messages.hpp"

namespace crosstalk::bench {

// Thread: that of its connection. receive() throws std::runtime_error when the server breaks off or says what does not fit.
class Transfer {
  public:
    using Send = std::function<void(const net::Bytes& frame)>;

    virtual ~Transfer() = default;
    // A connection stands, the first one or another.
    virtual void begin(Send send) = 0;
    virtual void receive(const net::FromServer& message) = 0;

    // Of the file, how far this side has sent, or has asked for.
    [[nodiscard]] std::uint64_t begun() const { return begun_; }
    // Of the file, what is at the other end for good: durable there, or received here.
    [[nodiscard]] std::uint64_t arrived() const { return arrived_; }
    // The same through all repetitions of the whole.
    [[nodiscard]] std::uint64_t arrived_in_all() const { return arrived_before_ + arrived_; }
    // The server has said, on this connection, from where it goes on.
    [[nodiscard]] bool goes_on() const { return goes_on_; }
    // What was on its way in vain when the last connection was cut; known when it goes on.
    [[nodiscard]] std::uint64_t repeated() const { return repeated_; }
    [[nodiscard]] bool is_done() const { return done_; }

  protected:
    std::uint64_t begun_ = 0;
    std::uint64_t arrived_ = 0;
    std::uint64_t arrived_before_ = 0;
    std::uint64_t repeated_ = 0;
    bool goes_on_ = false;
    bool done_ = false;
};

class Upload final : public Transfer {
  public:
    Upload(net::UploadId upload, Content content) : upload_(upload), content_(std::move(content)) {}

    void begin(Send send) override;
    void receive(const net::FromServer& message) override;

  private:
    void take(const net::PutProgress& progress);

    net::UploadId upload_;
    Content content_;
    Send send_;
};

enum class Repeat : std::uint8_t { Once, ForEver };

class Download final : public Transfer {
  public:
    Download(net::FileSource source, const net::File& expected, Repeat repeat)
        : source_(source), expected_(expected), repeat_(repeat) {}

    void begin(Send send) override;
    void receive(const net::FromServer& message) override;

  private:
    void take(const net::FileOpened& opened);
    void take(const net::FileChunk& chunk);
    void ask();
    void finish();

    net::FileSource source_;
    net::File expected_;
    Repeat repeat_;
    Send send_;
    net::FileHandle handle_;
    net::Sha256 hash_;
};

}  // namespace crosstalk::bench
