#include "tests/simulation/network.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace crosstalk::testing {

namespace {

constexpr net::Milliseconds closing{1000};

}  // namespace

// One end of a connection: what its owner knows as the channel.
class Connection::End final : public transport::Channel {
  public:
    End(Connection& connection, Side side, std::size_t socket_bytes)
        : connection_(connection), side_(side), socket_bytes_(socket_bytes) {}
    ~End() override {
        loop().cancel(arrival_);
        loop().cancel(deadline_);
        loop().cancel(notice_);
        loop().cancel(drained_);
    }

    void set_owner(transport::ChannelOwner* owner) { owner_ = owner; }

    // --- what the owner calls
    void send(net::SharedFrame frames, transport::Queue queue) override {
        if (stage_ != Stage::Open) return;
        const auto& hear = side_ == Side::Server ? network().on_server_sends : network().on_client_sends;
        if (hear) hear(connection_, frames);
        queued_ += frames->size();
        queue_.push_back({std::move(frames), queue, 0});
        const auto hard = static_cast<std::size_t>(network().limits.outbox_hard_bytes);
        if (side_ == Side::Client || queued_ <= hard) return;
        write();
        if (queued_ > hard) connection_.cut();
    }

    void flush() override {
        if (stage_ == Stage::Open) write();
    }

    [[nodiscard]] std::size_t queued_bytes() const override { return queued_; }

    std::vector<net::SharedFrame> drop_queued() override {
        std::vector<net::SharedFrame> dropped;
        std::deque<Buffer> kept;
        for (Buffer& buffer : queue_) {
            if (buffer.queue == transport::Queue::MayDrop && buffer.written == 0) {
                queued_ -= buffer.frames->size();
                dropped.push_back(std::move(buffer.frames));
            } else {
                kept.push_back(std::move(buffer));
            }
        }
        queue_ = std::move(kept);
        if (queue_.empty()) note_drained();
        return dropped;
    }

    void set_max_payload(std::size_t bytes) override { splitter_.set_max_payload(bytes); }

    void close() override {
        if (stage_ != Stage::Open) return;
        stage_ = Stage::Closing;
        loop().cancel(std::exchange(deadline_, {}));
        deadline_ = loop().after(closing, [this] {
            deadline_ = {};
            connection_.cut();
            tell_closed("closed here");
        });
        if (!connection_.broken_) write();
        finish_closing();
    }

    // --- what happens to it
    // The connection broke; the owner learns of it later.
    void broken() {
        queue_.clear();
        queued_ = 0;
        socket_.clear();
        loop().cancel(std::exchange(arrival_, {}));
        if (stage_ == Stage::Over || notice_) return;
        const net::Milliseconds later =
            network().weather.notice ? network().weather.notice() : net::Milliseconds{};
        notice_ = loop().after(later, [this] {
            notice_ = {};
            tell_closed("the connection was cut");
        });
    }

    // The owner is dead.
    void abandon() {
        owner_ = nullptr;
        over();
    }

    void stall() { reads_ = false; }
    void read_on() {
        reads_ = true;
        connection_.other(side_).schedule_arrival();
    }
    void cut_after(std::size_t bytes) { cut_after_ = bytes; }
    [[nodiscard]] bool is_over() const { return stage_ == Stage::Over; }
    [[nodiscard]] std::size_t arrived() const { return arrived_; }

  private:
    enum class Stage : std::uint8_t { Open, Closing, Over };
    struct Buffer {
        net::SharedFrame frames;
        transport::Queue queue;
        std::size_t written;
    };

    Network& network() { return connection_.network_; }
    VirtualLoop& loop() { return connection_.network_.loop_; }

    // From the queue into the socket, as much as fits.
    void write() {
        if (connection_.broken_) return;
        bool progressed = false;
        while (!queue_.empty() && socket_.size() < socket_bytes_) {
            Buffer& front = queue_.front();
            const std::size_t count =
                std::min(front.frames->size() - front.written, socket_bytes_ - socket_.size());
            const auto first = front.frames->begin() + static_cast<std::ptrdiff_t>(front.written);
            socket_.insert(socket_.end(), first, first + static_cast<std::ptrdiff_t>(count));
            front.written += count;
            queued_ -= count;
            progressed = true;
            if (front.written == front.frames->size()) queue_.pop_front();
        }
        was_blocked_ = was_blocked_ || !queue_.empty();
        if (queue_.empty()) note_drained();
        if (side_ == Side::Server && stage_ == Stage::Open) watch_progress(progressed);
        schedule_arrival();
    }

    // A peer that takes nothing for too long is given up.
    void watch_progress(bool progressed) {
        if (progressed || queue_.empty()) loop().cancel(std::exchange(deadline_, {}));
        if (queue_.empty() || deadline_) return;
        deadline_ = loop().after({network().limits.outbox_stall_ms}, [this] {
            deadline_ = {};
            connection_.cut();
        });
    }

    // Channel's promise: told once when a queue that was left non-empty by a flush is empty, and never inside a call.
    void note_drained() {
        if (!std::exchange(was_blocked_, false) || drained_ || stage_ != Stage::Open) return;
        drained_ = loop().after({}, [this] {
            drained_ = {};
            if (owner_ != nullptr && stage_ == Stage::Open && queue_.empty()) owner_->drained();
        });
    }

    void schedule_arrival() {
        if (arrival_ || socket_.empty() || connection_.broken_ || !connection_.other(side_).reads_) return;
        arrival_ = loop().after(network().delay(), [this] {
            arrival_ = {};
            arrive();
        });
    }

    // Some bytes reach the other end.
    void arrive() {
        End& receiver = connection_.other(side_);
        if (connection_.broken_ || !receiver.reads_) return;
        std::size_t count = socket_.size();
        if (network().weather.piece)
            count = std::min(count, std::max<std::size_t>(1, network().weather.piece()));
        if (receiver.cut_after_) count = std::min(count, *receiver.cut_after_);
        const auto end = socket_.begin() + static_cast<std::ptrdiff_t>(count);
        net::Bytes bytes(socket_.begin(), end);
        socket_.erase(socket_.begin(), end);
        if (receiver.cut_after_) *receiver.cut_after_ -= count;
        receiver.take(bytes);
        if (receiver.cut_after_ && *receiver.cut_after_ == 0) return connection_.cut();
        if (stage_ != Stage::Over || !socket_.empty()) {
            write();
            finish_closing();
        }
    }

    void take(std::span<const std::uint8_t> bytes) {
        arrived_ += bytes.size();
        if (stage_ != Stage::Open || owner_ == nullptr) return;
        splitter_.append(bytes);
        bool any = false;
        while (stage_ == Stage::Open) {
            const net::FrameSplitter::Next next = splitter_.next();
            if (std::holds_alternative<net::FrameSplitter::NeedMore>(next)) break;
            if (std::holds_alternative<net::FrameFault>(next)) {
                connection_.cut();
                break;
            }
            any = true;
            owner_->received(std::get<net::FrameView>(next));
        }
        if (any) owner_->received_all();
    }

    // Closing is over here when everything has left; the other end hears of it when everything has arrived.
    void finish_closing() {
        if (stage_ == Stage::Open || !queue_.empty() || connection_.broken_) return;
        if (stage_ == Stage::Closing && !notice_) {
            notice_ = loop().after({}, [this] {
                notice_ = {};
                tell_closed("closed here");
            });
        }
        if (!socket_.empty()) return;
        End& receiver = connection_.other(side_);
        if (receiver.stage_ == Stage::Over || receiver.notice_) return;
        receiver.notice_ = loop().after(network().delay(), [&receiver] {
            receiver.notice_ = {};
            receiver.tell_closed("");
        });
    }

    void tell_closed(const std::string& reason) {
        if (stage_ == Stage::Over) return;
        transport::ChannelOwner* owner = std::exchange(owner_, nullptr);
        over();
        if (owner != nullptr) owner->closed(reason);
    }

    void over() {
        stage_ = Stage::Over;
        loop().cancel(std::exchange(deadline_, {}));
        loop().cancel(std::exchange(notice_, {}));
        loop().cancel(std::exchange(drained_, {}));
        if (connection_.is_over()) network().forget_later(connection_.id_);
    }

    Connection& connection_;
    const Side side_;
    const std::size_t socket_bytes_;
    transport::ChannelOwner* owner_ = nullptr;
    Stage stage_ = Stage::Open;

    std::deque<Buffer> queue_;
    std::size_t queued_ = 0;
    bool was_blocked_ = false;         // a flush has left the queue non-empty
    std::deque<std::uint8_t> socket_;  // on their way to the other end

    net::FrameSplitter splitter_{net::max_login_frame_bytes};
    bool reads_ = true;
    std::size_t arrived_ = 0;
    std::optional<std::size_t> cut_after_;

    ports::TimerId arrival_;   // at the other end, of what is in socket_
    ports::TimerId deadline_;  // of closing, or of a peer that does not read
    ports::TimerId notice_;    // tells the owner that it is over
    ports::TimerId drained_;
};

Connection::Connection(Network& network, std::uint64_t id, transport::Peer peer)
    : network_(network), id_(id), peer_(std::move(peer)) {
    const auto socket = [&] {
        return network.weather.socket ? network.weather.socket() : std::size_t{1} << 20U;
    };
    ends_[0] = std::make_unique<End>(*this, Side::Client, socket());
    ends_[1] = std::make_unique<End>(*this, Side::Server, socket());
}

Connection::~Connection() = default;

transport::Channel& Connection::channel(Side side) {
    return end(side);
}

void Connection::set_owner(Side side, transport::ChannelOwner* owner) {
    end(side).set_owner(owner);
}

void Connection::cut() {
    if (std::exchange(broken_, true)) return;
    end(Side::Client).broken();
    end(Side::Server).broken();
}

void Connection::cut_after(Side receiver, std::size_t bytes) {
    if (bytes == 0) return cut();
    end(receiver).cut_after(bytes);
}

void Connection::stall(Side receiver) {
    end(receiver).stall();
}

void Connection::read_on(Side receiver) {
    end(receiver).read_on();
}

void Connection::abandon(Side side) {
    end(side).abandon();
    cut();
}

bool Connection::is_over() const {
    return ends_[0]->is_over() && ends_[1]->is_over();
}

std::size_t Connection::arrived(Side receiver) const {
    return ends_[static_cast<std::size_t>(receiver)]->arrived();
}

Connection* Network::connect(const std::string& address) {
    if (!listener_.open || !listener_.admit(address)) return nullptr;
    const std::uint64_t id = ++last_id_;
    const transport::Peer peer{address, draw_binding ? draw_binding() : transport::ChannelBinding{},
                               server_key};
    Connection& made = *connections_.emplace(id, std::make_unique<Connection>(*this, id, peer)).first->second;
    transport::ChannelOwner* owner = listener_.open(made.channel(Side::Server), peer);
    made.set_owner(Side::Server, owner);
    if (owner == nullptr) made.channel(Side::Server).close();
    return &made;
}

Connection* Network::connection(std::uint64_t id) {
    const auto found = connections_.find(id);
    return found == connections_.end() ? nullptr : found->second.get();
}

void Network::server_died() {
    stop_listening();
    for (const auto& [id, connection] : connections_)
        connection->abandon(Side::Server);
}

// A function of the connection may still be running.
void Network::forget_later(std::uint64_t connection) {
    if (gone_) return;
    loop_.after({}, [this, connection] { connections_.erase(connection); });
}

NetworkDialer::~NetworkDialer() {
    cancel();
    for (const std::uint64_t id : mine_) {
        if (Connection* connection = network_.connection(id)) connection->abandon(Side::Client);
    }
}

void NetworkDialer::dial(transport::Address, transport::DialOwner& owner) {
    cancel();
    calling_ = runtime_.after(delay ? delay() : net::Milliseconds{}, [this, &owner] {
        calling_ = {};
        answer(owner);
    });
}

void NetworkDialer::cancel() {
    runtime_.cancel(std::exchange(calling_, {}));
}

void NetworkDialer::answer(transport::DialOwner& owner) {
    Connection* made = is_plugged_in ? network_.connect(address_) : nullptr;
    if (made == nullptr) return owner.failed("Nobody answers at this address. Is the server running?");
    newest_ = made->id();
    std::erase_if(mine_, [&](std::uint64_t id) { return network_.connection(id) == nullptr; });
    mine_.push_back(newest_);
    transport::ChannelOwner* told = owner.opened(made->channel(Side::Client), made->peer());
    made->set_owner(Side::Client, told);
    if (told == nullptr) made->channel(Side::Client).close();
}

}  // namespace crosstalk::testing
