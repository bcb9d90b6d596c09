// The second connection to a server, on which the bytes of files go: dials, logs in as the device of the chat session, and
// is there until it is cut, closed or idle.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "client/link/backoff.hpp"
#include "net/codec.hpp"
#include "net/transport/channel.hpp"
#include "net/transport/credentials/device_key.hpp"
#include "net/transport/dialer.hpp"
#include "net/transport/runtime.hpp"

namespace crosstalk::link {

// Which chat session it belongs to, and where that goes.
struct FilePlace {
    transport::Address address;
    net::ServerKeyHash server{};  // no other is spoken to
    net::SessionId session;
    std::string program;
};

class FileConnectionOwner {
  public:
    virtual ~FileConnectionOwner() = default;
    virtual void files_ready() = 0;
    virtual void files_received(net::FromServer message, net::Tag tag) = 0;
    // Everything that was ready has been given.
    virtual void files_settled() = 0;
    // It is over, or never came about; it may be opened again after `pause`.
    virtual void files_lost(net::Milliseconds pause) = 0;
};

// Thread: the loop's. What it is made of must outlive it; it may be destroyed while channels are open only if the loop
// runs no more.
class FileConnection final : private transport::DialOwner {
  public:
    FileConnection(transport::Dialer& dialer, transport::Runtime& runtime, const transport::DeviceKey& key,
                   FileConnectionOwner& owner);
    FileConnection(const FileConnection&) = delete;
    FileConnection& operator=(const FileConnection&) = delete;
    ~FileConnection() override;

    void open(FilePlace place);
    // The owner hears nothing more of it.
    void close();
    // As if it had been cut.
    void give_up();
    [[nodiscard]] bool is_open() const { return phase_ != Phase::Closed; }
    [[nodiscard]] bool is_ready() const { return phase_ == Phase::Ready; }
    // No channel is left, not even one that is closing.
    [[nodiscard]] bool is_gone() const { return wires_.empty(); }
    // Of the runtime's steady clock.
    [[nodiscard]] net::Milliseconds last_heard() const { return last_heard_; }

    template <class M>
    void send(const M& message, net::Tag tag = {}) {
        if (is_ready()) put(net::encode_shared(message, tag));
    }
    void flush();

  private:
    enum class Phase : std::uint8_t { Closed, Dialing, Hello, Authenticating, Ready };
    // One channel, from opened() to closed().
    class Wire;

    transport::ChannelOwner* opened(transport::Channel& channel, const transport::Peer& peer) override;
    void failed(const std::string& reason) override;
    void received(Wire& wire, const net::FrameView& frame);
    void received_all(Wire& wire);
    void closed(Wire& wire);
    void put(net::SharedFrame frame);
    [[nodiscard]] bool log_in(const net::FromServer& message);
    void arm_login_timer();

    transport::Dialer& dialer_;
    transport::Runtime& runtime_;
    const transport::DeviceKey& key_;
    FileConnectionOwner& owner_;
    Phase phase_ = Phase::Closed;
    FilePlace place_;
    transport::Peer peer_;
    std::vector<std::unique_ptr<Wire>> wires_;
    Wire* current_ = nullptr;
    transport::TimerId login_timer_;
    net::Milliseconds last_heard_;
    Backoff backoff_;
};

}  // namespace crosstalk::link
