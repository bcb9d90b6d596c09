#include "bench/transfers/file_connections.hpp"

#include <optional>
#include <stdexcept>
#include <utility>

#include "bench/load/crosstalk_login.hpp"
#include "bench/load/frames.hpp"
#include "net/transport/credentials/tls.hpp"

namespace crosstalk::bench {

namespace {

constexpr Nanoseconds patience_to_connect = std::chrono::seconds(30);

}  // namespace

class FileConnections::FileTalk final : public Talk {
  public:
    FileTalk(TalkOwner& owner, const FileSeat& seat) : owner_(owner), seat_(seat) {}

    void opened(SSL* ssl) override {
        const transport::Peer peer{"", transport::channel_binding(ssl),
                                   transport::peer_fingerprint(ssl).value_or(transport::Fingerprint{})};
        login_.emplace(CrosstalkDevice{device_key(seat_.device), "", "", seat_.session}, peer,
                       [this](const net::Bytes& frame) { owner_.send(frame); });
        login_->begin();
    }

    std::size_t take(std::span<const std::uint8_t> bytes) override {
        std::size_t taken = 0;
        try {
            take_frames(bytes, taken, [this](const net::FrameView& frame, auto) { receive(frame); });
        } catch (const std::exception& error) {
            owner_.failed(error.what());
        }
        return taken;
    }

    void post(std::string_view) override {}

  private:
    void receive(const net::FrameView& frame) {
        const auto decoded = net::decode_from_server(frame);
        if (const auto* fault = std::get_if<net::DecodeFault>(&decoded))
            throw std::runtime_error("a frame could not be decoded: " + fault->reason);
        const auto& message = std::get<net::FromServer>(decoded);
        if (const auto* goodbye = std::get_if<net::Goodbye>(&message))
            throw std::runtime_error("the server said goodbye: " + goodbye->reason);
        if (std::holds_alternative<net::Ping>(message))
            return owner_.send(net::encode(net::Pong{}, frame.header.tag));
        if (!login_) return seat_.transfer->receive(message);
        if (!login_->receive(message, frame.payload)) return;
        login_.reset();
        owner_.joined();
        seat_.transfer->begin([this](const net::Bytes& bytes) { owner_.send(bytes); });
    }

    TalkOwner& owner_;
    FileSeat seat_;
    std::optional<CrosstalkLogin> login_;
};

FileConnections::FileConnections(std::uint16_t port, std::vector<FileSeat> seats)
    : seats_(std::move(seats)), crowd_(*this, {.port = port}) {}

std::string_view FileConnections::application_protocol() const {
    return transport::application_protocol;
}

std::unique_ptr<Talk> FileConnections::make(TalkOwner& owner, const Seat& seat) {
    return std::make_unique<FileTalk>(owner, seats_.at(seat.device));
}

void FileConnections::connect() {
    crowd_.connect(Duty::Receive, seats_.size(), patience_to_connect);
}

bool FileConnections::run(const std::function<bool()>& done, Instant until) {
    return crowd_.run(done, until);
}

void FileConnections::cut() {
    crowd_.cut();
}

}  // namespace crosstalk::bench
