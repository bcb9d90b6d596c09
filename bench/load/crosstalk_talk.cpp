// The client's end of crosstalk-server's own protocol.
#include <cstdio>
#include <map>
#include <optional>
#include <stdexcept>

#include "bench/load/crosstalk_feed.hpp"
#include "bench/load/crosstalk_login.hpp"
#include "bench/load/frames.hpp"
#include "bench/load/talk.hpp"
#include "net/transport/credentials/tls.hpp"

namespace crosstalk::bench {

namespace {

// What the clients of one load share.
struct Shared {
    KnownEvents events;
    std::map<RoomNumber, net::RoomId> rooms;  // those that were made by one of them
};

class CrosstalkTalk final : public Talk {
  public:
    CrosstalkTalk(TalkOwner& owner, const Seat& seat, CrosstalkDevice device, Shared& shared)
        : owner_(owner), seat_(seat), device_(std::move(device)), run_(new_run()), shared_(shared) {
        if (!seat.room) room_ = net::lobby;
    }

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
            take_frames(bytes, taken,
                        [this](const net::FrameView& frame, auto whole) { receive(frame, whole); });
        } catch (const std::exception& error) {
            owner_.failed(error.what());
        }
        return taken;
    }

    void post(std::string_view text) override { submit(net::PostMessage{room_, std::string(text)}); }

    [[nodiscard]] std::uint64_t times_behind() const override { return feed_ ? feed_->times_behind() : 0; }

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
                if (!feed_) throw std::runtime_error("something came of a room that is not watched");
                feed_->receive(frame, whole);
                if (!joined_ && feed_->is_watching()) has_joined();
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
            if (seat_.duty == Duty::Send) has_joined();
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
        for (const net::MyRoom& mine : list.rooms) {
            if (seat_.room && mine.room.name == room_name(seat_)) room_ = mine.room.id;
        }
        if (!list.last) return;
        room_ ? resume() : find_room();
    }

    // It is not in its room yet: the first one makes it.
    void find_room() {
        const auto made = shared_.rooms.find(*seat_.room);
        if (made != shared_.rooms.end()) return submit(net::JoinRoom{.room = made->second});
        submit(net::CreateRoom{.name = room_name(seat_), .kind = net::RoomKind::Public, .name_key = {}});
    }

    void resume() {
        net::Resume resume;
        if (seat_.duty == Duty::Receive) {
            feed_.emplace(
                shared_.events, room_,
                CrosstalkFeed::Hooks{.delivered = [this](std::string_view text) { owner_.delivered(text); },
                                     .ask = [this](const net::History& history) { send(history); }});
            resume.rooms.push_back({.room = room_, .have = {}, .watch = true});
        }
        send(resume);
    }

    void submit(const net::Command& command) {
        ++posted_;
        send(net::Submit{run_, {posted_}, command});
    }

    void take(const net::Result& result) {
        if (result.number.value != ++acknowledged_ || result.outcome.status != net::Status::Done)
            throw std::runtime_error("a command was refused or answered out of order");
        if (room_) return owner_.acknowledged(1);
        room_ = result.outcome.room;
        shared_.rooms.emplace(*seat_.room, room_);
        resume();
    }

    void has_joined() {
        joined_ = true;
        owner_.joined();
    }

    TalkOwner& owner_;
    Seat seat_;
    std::optional<CrosstalkDevice> device_;
    net::RunId run_;
    std::unique_ptr<CrosstalkLogin> login_;
    Shared& shared_;
    net::RoomId room_;                   // 0: not known yet
    std::optional<CrosstalkFeed> feed_;  // of a receiver that has resumed
    bool joined_ = false;
    std::uint64_t posted_ = 0;
    std::uint64_t acknowledged_ = 0;
};

class CrosstalkProtocol final : public Protocol {
  public:
    explicit CrosstalkProtocol(ProtocolOptions options) : options_(std::move(options)) {}

    std::unique_ptr<Talk> make(TalkOwner& owner, const Seat& seat) override {
        char number[24];
        std::snprintf(number, sizeof number, "%05zu", seat.device);
        return std::make_unique<CrosstalkTalk>(
            owner, seat,
            CrosstalkDevice{device_key(seat.device), options_.device_names + number, options_.passkey},
            shared_);
    }

    [[nodiscard]] std::string_view application_protocol() const override {
        return transport::application_protocol;
    }

  private:
    ProtocolOptions options_;
    Shared shared_;
};

}  // namespace

std::unique_ptr<Protocol> make_crosstalk_protocol(const ProtocolOptions& options) {
    return std::make_unique<CrosstalkProtocol>(options);
}

}  // namespace crosstalk::bench
