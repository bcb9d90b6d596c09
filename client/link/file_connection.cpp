#include "client/link/file_connection.hpp"

#include <algorithm>
#include <utility>

namespace crosstalk::link {

namespace {

constexpr net::Milliseconds login_patience{15'000};

}  // namespace

class FileConnection::Wire final : public transport::ChannelOwner {
  public:
    Wire(FileConnection& connection, transport::Channel& the_channel)
        : channel(&the_channel), connection_(connection) {}

    void received(const net::FrameView& frame) override { connection_.received(*this, frame); }
    void received_all() override { connection_.received_all(*this); }
    void drained() override {}
    void closed(const std::string&) override {
        channel = nullptr;
        connection_.closed(*this);
    }

    transport::Channel* channel;  // null once it is closed

  private:
    FileConnection& connection_;
};

FileConnection::FileConnection(transport::Dialer& dialer, transport::Runtime& runtime,
                               const transport::DeviceKey& key, FileConnectionOwner& owner)
    : dialer_(dialer), runtime_(runtime), key_(key), owner_(owner) {}

FileConnection::~FileConnection() {
    dialer_.cancel();
    runtime_.cancel(login_timer_);
}

void FileConnection::open(FilePlace place) {
    close();
    place_ = std::move(place);
    phase_ = Phase::Dialing;
    dialer_.dial(place_.address, *this);
}

void FileConnection::close() {
    dialer_.cancel();
    runtime_.cancel(std::exchange(login_timer_, {}));
    phase_ = Phase::Closed;
    if (Wire* wire = std::exchange(current_, nullptr)) {
        if (wire->channel) wire->channel->close();
    }
}

void FileConnection::give_up() {
    if (!is_open()) return;
    close();
    owner_.files_lost(backoff_.next(runtime_));
}

void FileConnection::put(net::SharedFrame frame) {
    if (current_ && current_->channel) current_->channel->send(std::move(frame), transport::Queue::MustKeep);
}

void FileConnection::flush() {
    if (current_ && current_->channel) current_->channel->flush();
}

transport::ChannelOwner* FileConnection::opened(transport::Channel& channel, const transport::Peer& peer) {
    if (phase_ != Phase::Dialing) return nullptr;
    if (peer.server.bytes != place_.server) {
        give_up();
        return nullptr;
    }
    wires_.push_back(std::make_unique<Wire>(*this, channel));
    current_ = wires_.back().get();
    peer_ = peer;
    phase_ = Phase::Hello;
    last_heard_ = runtime_.steady();
    channel.set_max_payload(net::max_file_frame_bytes);
    put(net::encode_shared(net::Hello{.min_version = net::protocol_version,
                                      .max_version = net::protocol_version,
                                      .features = 0,
                                      .role = net::ConnectionRole::File,
                                      .program = place_.program,
                                      .session = place_.session}));
    flush();
    arm_login_timer();
    return current_;
}

void FileConnection::arm_login_timer() {
    runtime_.cancel(login_timer_);
    login_timer_ = runtime_.after(login_patience, [this] {
        login_timer_ = {};
        give_up();
    });
}

void FileConnection::failed(const std::string&) {
    if (phase_ == Phase::Dialing) give_up();
}

void FileConnection::received(Wire& wire, const net::FrameView& frame) {
    if (&wire != current_) return;
    last_heard_ = runtime_.steady();
    auto decoded = net::decode_from_server(frame);
    auto* message = std::get_if<net::FromServer>(&decoded);
    if (message == nullptr) return give_up();
    if (std::holds_alternative<net::Ping>(*message)) {
        return put(net::encode_shared(net::Pong{}, frame.header.tag));
    }
    if (std::holds_alternative<net::Pong>(*message)) return;
    // Whatever it says besides: it ends, and the chat connection tells people why.
    const bool is_end =
        std::holds_alternative<net::Goodbye>(*message) || std::holds_alternative<net::Error>(*message);
    if (is_end) return give_up();
    if (phase_ == Phase::Ready) return owner_.files_received(std::move(*message), frame.header.tag);
    if (!log_in(*message)) give_up();
}

bool FileConnection::log_in(const net::FromServer& message) {
    if (const auto* hello = std::get_if<net::ServerHello>(&message)) {
        if (phase_ != Phase::Hello || hello->version != net::protocol_version) return false;
        const transport::LoginTerms terms{
            .role = transport::LoginRole::File, .connection = peer_.binding, .server = peer_.server};
        put(net::encode_shared(net::Authenticate{key_.public_key().bytes, key_.sign_login(terms).bytes}));
        flush();
        phase_ = Phase::Authenticating;
        return true;
    }
    if (!std::holds_alternative<net::FilesReady>(message) || phase_ != Phase::Authenticating) return false;
    runtime_.cancel(std::exchange(login_timer_, {}));
    phase_ = Phase::Ready;
    backoff_.reset();
    owner_.files_ready();
    return true;
}

void FileConnection::received_all(Wire& wire) {
    if (&wire != current_) return;
    owner_.files_settled();
    flush();
}

void FileConnection::closed(Wire& wire) {
    if (&wire == current_) {
        current_ = nullptr;
        give_up();
    }
    const auto found =
        std::ranges::find_if(wires_, [&](const std::unique_ptr<Wire>& each) { return each.get() == &wire; });
    // Its own function is still running: it goes from the loop.
    std::shared_ptr<Wire> dead = std::move(*found);
    wires_.erase(found);
    runtime_.after({0}, [dead = std::move(dead)] {});
}

}  // namespace crosstalk::link
