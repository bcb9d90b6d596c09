// A device's way into crosstalk-server: by its key, and by the passkey the first time. Once it is in, its file
// connections come in by the key too.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "net/codec.hpp"
#include "net/transport/channel.hpp"
#include "net/transport/credentials/device_key.hpp"
#include "net/transport/credentials/passkey_exchange.hpp"

namespace crosstalk::bench {

struct CrosstalkDevice {
    transport::DeviceKey key;
    std::string name;           // it registers under
    std::string passkey;        // as typed; empty: it is known already
    net::SessionId files_of{};  // 0: a chat connection; otherwise a file connection of that chat session
};

// The same key for the same number, so that the devices of an earlier run are known. Not for secrets.
transport::DeviceKey device_key(std::size_t device);

// Of this start of a client.
net::RunId new_run();

class CrosstalkLogin {
  public:
    using Send = std::function<void(const net::Bytes&)>;

    CrosstalkLogin(CrosstalkDevice device, transport::Peer peer, Send send);

    void begin();
    // True once Welcome, or FilesReady, has come. Throws std::runtime_error with a text for people when the server refuses.
    bool receive(const net::FromServer& message, std::span<const std::uint8_t> payload);

  private:
    void start_exchange();
    [[nodiscard]] net::Signature signature() const;

    CrosstalkDevice device_;
    transport::Peer peer_;
    Send send_;
    net::Bytes hello_;
    net::PasskeyKind passkey_kind_{};
    transport::HelloHash hellos_;
    std::optional<transport::ClientExchange> exchange_;
};

}  // namespace crosstalk::bench
