#include "bench/load/crowd.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace crosstalk::bench {

namespace {

constexpr std::size_t buffer_bytes = 256 * 1024;

int begin_connecting(std::uint16_t port) {
    const int made = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (made < 0) throw RoundFailed(std::string("no more sockets: ") + std::strerror(errno));
    const int yes = 1;
    setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 &&
        errno != EINPROGRESS) {
        const std::string reason = std::strerror(errno);
        close(made);
        throw RoundFailed("no connection to port " + std::to_string(port) + ": " + reason);
    }
    return made;
}

timespec timespec_of(Instant at) {
    const auto since = at.time_since_epoch();
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(since);
    return {seconds.count(), (since - seconds).count()};
}

}  // namespace

// One connection, from its first SYN on.
class Crowd::Client final : public TalkOwner {
  public:
    Client(Crowd& crowd, const Seat& seat, std::uint32_t number)
        : crowd_(crowd),
          duty_(seat.duty),
          number_(number),
          socket_(begin_connecting(crowd.options_.port), crowd.options_.stamps),
          talk_(crowd.protocol_.make(*this, seat)) {
        if (crowd.protocol_.greets_in_clear()) stage_ = Stage::Greeting;
    }

    // --- TalkOwner
    void send(std::span<const std::uint8_t> bytes) override {
        if (output_.empty()) crowd_.with_output_.push_back(this);
        output_.insert(output_.end(), bytes.begin(), bytes.end());
    }
    void joined() override { crowd_.has_joined(*this); }
    void delivered(std::string_view text) override {
        if (duty_ == Duty::Receive && crowd_.hooks_.delivered)
            crowd_.hooks_.delivered({number_}, text, socket_.arrival());
    }
    void acknowledged(std::size_t count) override {
        if (crowd_.hooks_.acknowledged) crowd_.hooks_.acknowledged({number_}, count, socket_.arrival());
    }
    void failed(const std::string& reason) override {
        if (crowd_.failure_.empty())
            crowd_.failure_ =
                (duty_ == Duty::Send ? "sender " : "receiver ") + std::to_string(number_) + ": " + reason;
    }

    // --- for the loop
    void ready(std::uint32_t events) {
        if (stage_ == Stage::Greeting) return greet(events);
        if (stage_ == Stage::Connecting) return connect();
        if ((events & static_cast<std::uint32_t>(EPOLLOUT)) != 0) write();
        if ((events & ~static_cast<std::uint32_t>(EPOLLOUT)) != 0) read();
    }

    void write() {
        std::size_t written = 0;
        while (written < output_.size() && stage_ == Stage::Open) {
            std::size_t part = 0;
            const auto state = socket_.write(std::span(output_).subspan(written), part);
            written += part;
            if (state == TlsSocket::State::Done) continue;
            if (state == TlsSocket::State::Ended) failed("the connection ended");
            break;
        }
        output_.erase(output_.begin(), output_.begin() + static_cast<std::ptrdiff_t>(written));
        watch(output_.empty() ? EPOLLIN : EPOLLIN | EPOLLOUT);
    }

    void stop_reading() { watch(0); }
    void read_again() { watch(EPOLLIN); }

    [[nodiscard]] Talk& talk() const { return *talk_; }
    [[nodiscard]] const TlsSocket& socket() const { return socket_; }
    [[nodiscard]] Duty duty() const { return duty_; }

  private:
    enum class Stage : std::uint8_t { Greeting, Connecting, Open };

    void watch(int events) {
        const auto wanted = static_cast<std::uint32_t>(events);
        if (wanted != std::exchange(watched_, wanted)) crowd_.wait_for(*this, wanted);
    }

    void greet(std::uint32_t events) {
        if ((events & static_cast<std::uint32_t>(EPOLLIN)) == 0) return watch(EPOLLIN);
        if (!socket_.read_clear().ends_with("\n")) return failed("the server's greeting is no line");
        stage_ = Stage::Connecting;
        connect();
    }

    void connect() {
        if (socket_.has_failed()) return failed("the connection failed");
        switch (socket_.shake_hands(crowd_.context_.get())) {
            case TlsSocket::State::WantRead:
                return watch(EPOLLIN);
            case TlsSocket::State::WantWrite:
                return watch(EPOLLOUT);
            case TlsSocket::State::Ended:
                return failed("the handshake failed");
            case TlsSocket::State::Done:
                break;
        }
        stage_ = Stage::Open;
        watch(EPOLLIN);
        talk_->opened(socket_.ssl());
        if (!socket_.is_dry()) read();
    }

    void read() {
        std::vector<std::uint8_t>& buffer = crowd_.buffer_;
        std::size_t filled = input_.size();
        std::copy(input_.begin(), input_.end(), buffer.begin());
        for (;;) {
            std::size_t part = 0;
            const auto state = socket_.read(std::span(buffer).subspan(filled), part);
            if (state == TlsSocket::State::Ended) failed("the server closed the connection");
            if (state != TlsSocket::State::Done) break;
            filled += part;
            const std::size_t taken = talk_->take(std::span(buffer).first(filled));
            std::copy(buffer.begin() + static_cast<std::ptrdiff_t>(taken),
                      buffer.begin() + static_cast<std::ptrdiff_t>(filled), buffer.begin());
            filled -= taken;
            if (socket_.is_dry() || !crowd_.failure_.empty()) break;
        }
        input_.assign(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(filled));
    }

    Crowd& crowd_;
    Duty duty_;
    std::uint32_t number_;
    Stage stage_ = Stage::Connecting;
    std::uint32_t watched_ = EPOLLOUT;
    TlsSocket socket_;
    std::unique_ptr<Talk> talk_;
    std::vector<std::uint8_t> input_;   // the beginning of a unit that is not complete
    std::vector<std::uint8_t> output_;  // not written yet
};

Crowd::Crowd(Protocol& protocol, const CrowdOptions& options)
    : protocol_(protocol),
      options_(options),
      context_(make_client_context(protocol.application_protocol())),
      epoll_(epoll_create1(EPOLL_CLOEXEC)),
      timer_(timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC)),
      buffer_(buffer_bytes) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = nullptr;
    epoll_ctl(epoll_, EPOLL_CTL_ADD, timer_, &event);
}

Crowd::~Crowd() {
    disconnect();
    close(epoll_);
    close(timer_);
}

void Crowd::disconnect() {
    clients_.clear();
    receivers_.clear();
    senders_.clear();
    with_output_.clear();
    joined_ = 0;
}

void Crowd::cut() {
    const linger lose_everything{.l_onoff = 1, .l_linger = 0};
    for (const auto& client : clients_) {
        setsockopt(client->socket().descriptor(), SOL_SOCKET, SO_LINGER, &lose_everything,
                   sizeof lose_everything);
    }
    disconnect();
}

void Crowd::start_connecting(Duty duty) {
    std::vector<Client*>& same = duty == Duty::Send ? senders_ : receivers_;
    const auto number = static_cast<std::uint32_t>(same.size());
    Seat seat{.duty = duty, .device = clients_.size()};
    if (options_.rooms > 0) seat.room = RoomNumber{static_cast<std::uint32_t>(number % options_.rooms)};
    clients_.push_back(std::make_unique<Client>(*this, seat, number));
    Client& client = *clients_.back();
    same.push_back(&client);
    epoll_event event{};
    event.events = EPOLLOUT;
    event.data.ptr = &client;
    if (epoll_ctl(epoll_, EPOLL_CTL_ADD, client.socket().descriptor(), &event) != 0)
        throw RoundFailed(std::string("epoll_ctl: ") + std::strerror(errno));
}

void Crowd::connect(Duty duty, std::size_t count, Nanoseconds patience) {
    const std::size_t all = clients_.size() + count;
    const Instant begin = now();
    const std::size_t before = clients_.size();
    const auto may_start = [&] {
        if (options_.connections_per_second <= 0) return true;
        const double allowed = seconds_of(now() - begin) * options_.connections_per_second;
        return static_cast<double>(clients_.size() - before) <= allowed;
    };
    while (joined_ < all) {
        while (clients_.size() < all && clients_.size() - joined_ < options_.connecting_at_once &&
               may_start())
            start_connecting(duty);
        const std::size_t joined = joined_;
        const auto pause = std::chrono::milliseconds(clients_.size() < all ? 5 : 200);
        run([&] { return joined_ > joined; }, now() + pause);
        if (now() - begin > patience) {
            throw RoundFailed("only " + std::to_string(joined_) + " of " + std::to_string(all) +
                              " clients got in in time");
        }
    }
}

void Crowd::has_joined(Client&) {
    ++joined_;
}

void Crowd::post(Sender sender, std::string_view text) {
    senders_.at(sender.value)->talk().post(text);
}

void Crowd::at(Instant time, std::function<void()> task) {
    task_ = std::move(task);
    itimerspec when{};
    when.it_value = timespec_of(time);
    timerfd_settime(timer_, TFD_TIMER_ABSTIME, &when, nullptr);
}

bool Crowd::run(const std::function<bool()>& done, Instant until) {
    std::array<epoll_event, 512> events{};
    const auto write_all = [this] {
        for (Client* client : std::exchange(with_output_, {}))
            client->write();
    };
    write_all();
    while (!done()) {
        const Nanoseconds left = until - now();
        if (left <= Nanoseconds::zero()) return false;
        const auto wait = std::chrono::ceil<std::chrono::milliseconds>(left).count();
        const int count =
            epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), static_cast<int>(wait));
        for (int i = 0; i < count; ++i) {
            const epoll_event& event = events[static_cast<std::size_t>(i)];
            if (event.data.ptr != nullptr) {
                static_cast<Client*>(event.data.ptr)->ready(event.events);
            } else {
                std::uint64_t expirations = 0;
                if (::read(timer_, &expirations, sizeof expirations) > 0) std::exchange(task_, {})();
            }
            write_all();
            if (!failure_.empty()) throw RoundFailed(failure_);
        }
    }
    return true;
}

void Crowd::stop_reading(Receiver receiver) {
    receivers_.at(receiver.value)->stop_reading();
}

void Crowd::read_again(Receiver receiver) {
    receivers_.at(receiver.value)->read_again();
}

void Crowd::wait_for(const Client& client, std::uint32_t events) {
    epoll_event event{};
    event.events = events;
    event.data.ptr = const_cast<Client*>(&client);
    epoll_ctl(epoll_, EPOLL_CTL_MOD, client.socket().descriptor(), &event);
}

std::uint64_t Crowd::times_behind() const {
    std::uint64_t times = 0;
    for (const auto& client : clients_)
        times += client->talk().times_behind();
    return times;
}

}  // namespace crosstalk::bench
