// The client's end of crosstalk-server's own protocol.
#include <cstdio>
#include <optional>
#include <stdexcept>

#include "bench/load/crosstalk_feed.hpp"
#include "bench/load/crosstalk_login.hpp"
#include "bench/load/talk.hpp"
#include "net/transport/credentials/random.hpp"
#include "net/transport/credentials/tls.hpp"

namespace crosstalk::bench {

namespace {

net::RunId new_run() {
    net::RunId run;
    while (!run) {
        std::array<std::uint8_t, sizeof run.value> bytes{};
        transport::system_random()(bytes);
        for (const std::uint8_t byte : bytes)
            run.value = run.value << 8U | byte;
    }
    return run;
}

class CrosstalkTalk final : public Talk {
  public:
    CrosstalkTalk(TalkOwner& owner, Duty duty, CrosstalkDevice device, KnownEvents& known)
        : owner_(owner),
          duty_(duty),
          device_(std::move(device)),
          run_(new_run()),
          feed_(known, {.delivered = [this](std::string_view text) { owner_.delivered(text); },
                        .ask = [this](const net::History& history) { send(history); }}) {}

    void opened(SSL* ssl) override {
        const transport::Peer peer{"", transport::channel_binding(ssl),
                                   transport::peer_fingerprint(ssl).value_or(transport::Fingerprint{})};
        login_ = std::make_unique<CrosstalkLogin>(std::move(*device_), peer,
                                                  [this](const net::Bytes& frame) { owner_.send(frame); });
        device_.reset();
        login_->begin();
    }

    std::size_t take(std::span<const std::uint8_t> bytes) override {
        std::size_t taken = 0;
        try {
            while (bytes.size() - taken >= net::frame_header_bytes) {
                const auto rest = bytes.subspan(taken);
                const net::FrameHeader header = net::read_header(rest.first<net::frame_header_bytes>());
                if (header.size > net::max_frame_bytes) throw std::runtime_error("a frame is too large");
                const std::size_t size = net::frame_header_bytes + header.size;
                if (rest.size() < size) break;
                taken += size;
                receive({header, rest.subspan(net::frame_header_bytes, header.size)}, rest.first(size));
            }
        } catch (const std::exception& error) {
            owner_.failed(error.what());
        }
        return taken;
    }

    void post(std::string_view text) override {
        ++posted_;
        send(net::Submit{run_, {posted_}, net::PostMessage{net::lobby, std::string(text)}});
    }

    [[nodiscard]] std::uint64_t times_behind() const override { return feed_.times_behind(); }

  private:
    template <class M>
    void send(const M& message) {
        owner_.send(net::encode(message));
    }

    void receive(const net::FrameView& frame, std::span<const std::uint8_t> whole) {
        switch (static_cast<net::MessageType>(frame.header.type)) {
            case net::MessageType::Event:
            case net::MessageType::RoomState:
            case net::MessageType::HistoryPage:
                feed_.receive(frame, whole);
                if (!joined_ && feed_.is_watching()) has_joined();
                return;
            case net::MessageType::Presence:
            case net::MessageType::Unread:
            case net::MessageType::Pong:
                return;
            case net::MessageType::Ping:
                return owner_.send(net::encode(net::Pong{}, frame.header.tag));
            default:
                break;
        }
        const auto decoded = net::decode_from_server(frame);
        if (const auto* fault = std::get_if<net::DecodeFault>(&decoded))
            throw std::runtime_error("a frame could not be decoded: " + fault->reason);
        const auto& message = std::get<net::FromServer>(decoded);
        if (login_) return log_in(message, frame.payload);
        if (const auto* result = std::get_if<net::Result>(&message)) return take(*result);
        if (const auto* list = std::get_if<net::RoomList>(&message)) return take(*list);
        if (std::holds_alternative<net::Resumed>(message)) {
            if (duty_ == Duty::Send) has_joined();
            return;
        }
        if (const auto* goodbye = std::get_if<net::Goodbye>(&message))
            throw std::runtime_error("the server said goodbye: " + goodbye->reason);
        if (const auto* error = std::get_if<net::Error>(&message))
            throw std::runtime_error("the server refused: " + error->text);
    }

    void log_in(const net::FromServer& message, std::span<const std::uint8_t> payload) {
        if (login_->receive(message, payload)) login_.reset();
    }

    void take(const net::RoomList& list) {
        if (!list.last) return;
        net::Resume resume;
        if (duty_ == Duty::Receive) resume.rooms.push_back({.room = net::lobby, .have = {}, .watch = true});
        send(resume);
    }

    void take(const net::Result& result) {
        if (result.number.value != ++acknowledged_ || result.outcome.status != net::Status::Done)
            throw std::runtime_error("a post was refused or answered out of order");
        owner_.acknowledged(1);
    }

    void has_joined() {
        joined_ = true;
        owner_.joined();
    }

    TalkOwner& owner_;
    Duty duty_;
    std::optional<CrosstalkDevice> device_;
    net::RunId run_;
    std::unique_ptr<CrosstalkLogin> login_;
    CrosstalkFeed feed_;
    bool joined_ = false;
    std::uint64_t posted_ = 0;
    std::uint64_t acknowledged_ = 0;
};

class CrosstalkProtocol final : public Protocol {
  public:
    explicit CrosstalkProtocol(ProtocolOptions options) : options_(std::move(options)) {}

    std::unique_ptr<Talk> make(TalkOwner& owner, Duty duty, std::size_t device) override {
        char number[24];
        std::snprintf(number, sizeof number, "%05zu", device);
        return std::make_unique<CrosstalkTalk>(
            owner, duty,
            CrosstalkDevice{device_key(device), options_.device_names + number, options_.passkey}, known_);
    }

    [[nodiscard]] std::string_view application_protocol() const override {
        return transport::application_protocol;
    }

  private:
    ProtocolOptions options_;
    KnownEvents known_;
};

}  // namespace

std::unique_ptr<Protocol> make_crosstalk_protocol(const ProtocolOptions& options) {
    return std::make_unique<CrosstalkProtocol>(options);
}

}  // namespace crosstalk::bench
