#include "bench/bare/server.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "bench/bare/protocol.hpp"
#include "net/frame.hpp"

namespace crosstalk::bench {

namespace {

constexpr std::size_t record_bytes = 16 * 1024;
constexpr std::size_t buffer_bytes = 4 * record_bytes;
constexpr std::size_t max_text_bytes = 16'000;
constexpr std::size_t forget_bytes = 1024 * 1024;

void require(bool done, const char* what) {
    if (!done) throw std::runtime_error(std::string(what) + ": " + std::strerror(errno));
}

struct Label {
    BareType type;
    std::uint32_t tag = 0;
};

void add_frame(std::vector<std::uint8_t>& to, Label label, std::string_view payload) {
    std::array<std::uint8_t, net::frame_header_bytes> header{};
    net::write_header({.size = static_cast<std::uint32_t>(payload.size()),
                       .type = static_cast<std::uint16_t>(label.type),
                       .flags = 0,
                       .tag = {label.tag}},
                      header);
    to.insert(to.end(), header.begin(), header.end());
    to.insert(to.end(), payload.begin(), payload.end());
}

int open_listener() {
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    require(listener >= 0, "socket");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    require(bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0, "bind");
    require(listen(listener, 4096) == 0, "listen");
    return listener;
}

}  // namespace

BareServer::BareServer(const BareOptions& options)
    : context_(make_bare_context()),
      epoll_(epoll_create1(EPOLL_CLOEXEC)),
      listener_(open_listener()),
      buffer_(buffer_bytes) {
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigaddset(&stop, SIGINT);
    // Before any thread exists, so that all inherit it.
    sigprocmask(SIG_BLOCK, &stop, nullptr);
    signals_ = signalfd(-1, &stop, SFD_NONBLOCK | SFD_CLOEXEC);
    signal(SIGPIPE, SIG_IGN);

    if (options.file && options.commit_on == CommitOn::OwnThread)
        committer_ = std::make_unique<Committer>(*options.file);
    if (options.file && options.commit_on == CommitOn::Loop)
        log_ = std::make_unique<DurableLog>(*options.file);

    sockaddr_in address{};
    socklen_t size = sizeof address;
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    const auto watch = [this](int descriptor) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = descriptor;
        require(epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event) == 0, "epoll_ctl");
    };
    watch(listener_);
    watch(signals_);
    if (committer_) watch(committer_->descriptor());
}

BareServer::~BareServer() {
    for (const auto& peer : peers_) {
        if (peer) close(peer->socket);
    }
    for (const int descriptor : {epoll_, listener_, signals_})
        close(descriptor);
}

void BareServer::run() {
    std::array<epoll_event, 1024> events{};
    for (;;) {
        const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), -1);
        for (int i = 0; i < count; ++i) {
            const int descriptor = events[static_cast<std::size_t>(i)].data.fd;
            if (descriptor == signals_) return take_signal();
            if (descriptor == listener_) {
                accept_all();
            } else if (committer_ && descriptor == committer_->descriptor()) {
                if (!committer_->finish()) continue;
                committing_ = false;
                publish(std::exchange(committing_texts_, {}), std::exchange(committing_posts_, {}));
            } else if (Peer* peer = peers_[static_cast<std::size_t>(descriptor)].get()) {
                ready(*peer, events[static_cast<std::size_t>(i)].events);
            }
        }
        after_wake_up();
    }
}

// So that it does not stop the next server of this process too.
void BareServer::take_signal() const {
    signalfd_siginfo taken{};
    [[maybe_unused]] const auto got = read(signals_, &taken, sizeof taken);
}

void BareServer::accept_all() {
    for (;;) {
        const int accepted = accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (accepted < 0) return;
        const int yes = 1;
        setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        const auto index = static_cast<std::size_t>(accepted);
        if (peers_.size() <= index) peers_.resize(index + 1);
        peers_[index] = std::make_unique<Peer>();
        peers_[index]->socket = accepted;
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = accepted;
        epoll_ctl(epoll_, EPOLL_CTL_ADD, accepted, &event);
    }
}

void BareServer::ready(Peer& peer, std::uint32_t events) {
    if (!peer.ssl) {
        peer.ssl.reset(SSL_new(context_.get()));
        SSL_set_fd(peer.ssl.get(), peer.socket);
    }
    if (!peer.is_open) {
        const Progress progress = accept_step(peer.ssl.get());
        if (progress == Progress::Ended) return drop(peer);
        wait_for(peer, progress == Progress::WantWrite);
        if (progress != Progress::Moved) return;
        peer.is_open = true;
        if (SSL_has_pending(peer.ssl.get()) == 0) return;
        return read_all(peer);
    }
    if ((events & EPOLLOUT) != 0) {
        wait_for(peer, false);
        with_own_.push_back(&peer);
    }
    if ((events & ~static_cast<std::uint32_t>(EPOLLOUT)) != 0) read_all(peer);
}

// One read takes a whole record and what came behind it; if more is left, epoll says so again.
void BareServer::read_all(Peer& peer) {
    do {
        std::copy(peer.begun.begin(), peer.begun.end(), buffer_.begin());
        const std::size_t before = peer.begun.size();
        const Moved moved = read_some(peer.ssl.get(), std::span(buffer_).subspan(before));
        if (moved.progress == Progress::Ended) return drop(peer);
        if (moved.progress != Progress::Moved) return;
        take_frames(peer, before + moved.size);
    } while (peer.socket >= 0 && SSL_has_pending(peer.ssl.get()) != 0);
}

void BareServer::take_frames(Peer& peer, std::size_t size) {
    std::span<const std::uint8_t> bytes(buffer_.data(), size);
    while (bytes.size() >= net::frame_header_bytes) {
        const net::FrameHeader header = net::read_header(bytes.first<net::frame_header_bytes>());
        if (header.size > max_text_bytes) return drop(peer);
        if (bytes.size() < net::frame_header_bytes + header.size) break;
        const auto payload = bytes.subspan(net::frame_header_bytes, header.size);
        switch (static_cast<BareType>(header.type)) {
            case BareType::Join:
                if (peer.room != nullptr) return drop(peer);
                peer.room = &room(header.flags);
                peer.sent = peer.room->end();
                peer.room->recipients.push_back(&peer);
                add_frame(peer.own, {BareType::Joined}, {});
                with_own_.push_back(&peer);
                break;
            case BareType::Post:
                texts_.emplace_back(reinterpret_cast<const char*>(payload.data()), payload.size());
                posts_.push_back({&peer, &room(header.flags), header.tag.value});
                break;
            default:
                return drop(peer);
        }
        bytes = bytes.subspan(net::frame_header_bytes + header.size);
    }
    peer.begun.assign(bytes.begin(), bytes.end());
}

void BareServer::drop(Peer& peer) {
    if (peer.socket < 0) return;
    close(peer.socket);
    const auto index = static_cast<std::size_t>(std::exchange(peer.socket, -1));
    if (peer.room != nullptr) std::erase(peer.room->recipients, &peer);
    std::erase(with_own_, &peer);
    const auto is_of_peer = [&peer](const Post& post) { return post.from == &peer; };
    for (auto* posts : {&posts_, &committing_posts_}) {
        for (Post& post : *posts) {
            if (is_of_peer(post)) post.from = nullptr;
        }
    }
    dropped_.push_back(std::move(peers_[index]));
}

void BareServer::publish(const Batch& texts, const std::vector<Post>& posts) {
    for (std::size_t i = 0; i < posts.size(); ++i) {
        Room& room = *posts[i].room;
        if (!std::exchange(room.has_news, true)) with_news_.push_back(&room);
        add_frame(room.stream, {BareType::Message}, texts[i]);
    }
    for (const Post& post : posts) {
        if (post.from == nullptr) continue;
        if (post.from->own.empty()) with_own_.push_back(post.from);
        add_frame(post.from->own, {BareType::Ack, post.number}, {});
    }
}

void BareServer::begin_commit() {
    if (committing_ || texts_.empty()) return;
    committing_ = true;
    committing_texts_ = std::exchange(texts_, {});
    committing_posts_ = std::exchange(posts_, {});
    committer_->begin(committing_texts_);
}

void BareServer::after_wake_up() {
    if (committer_) {
        begin_commit();
    } else if (!texts_.empty()) {
        if (log_) log_->append(texts_);
        publish(std::exchange(texts_, {}), std::exchange(posts_, {}));
    }
    // Acknowledgements first: their readers post again while the recipients are written to.
    for (Peer* peer : std::exchange(with_own_, {}))
        write_own(*peer);
    for (Room* room : std::exchange(with_news_, {})) {
        room->has_news = false;
        const std::vector<Peer*> recipients = room->recipients;
        for (Peer* peer : recipients)
            write_stream(*peer);
        forget_sent(*room);
    }
    dropped_.clear();
}

void BareServer::write_own(Peer& peer) {
    if (peer.stream_begun) write_stream(peer);
    while (peer.socket >= 0 && !peer.own.empty() && !peer.waits_to_write) {
        const Moved moved = write_some(peer.ssl.get(), peer.own);
        if (moved.progress == Progress::Ended) return drop(peer);
        if (moved.progress == Progress::WantWrite) wait_for(peer, true);
        if (moved.progress != Progress::Moved) return;
        peer.own.erase(peer.own.begin(), peer.own.begin() + static_cast<std::ptrdiff_t>(moved.size));
    }
    if (peer.room != nullptr) write_stream(peer);
}

void BareServer::write_stream(Peer& peer) {
    const Room& room = *peer.room;
    while (peer.socket >= 0 && !peer.waits_to_write && peer.sent < room.end()) {
        if (!peer.own.empty() && !peer.stream_begun) return;
        const auto rest = std::span(room.stream).subspan(static_cast<std::size_t>(peer.sent - room.base));
        const Moved moved = write_some(peer.ssl.get(), rest.first(std::min(rest.size(), record_bytes)));
        if (moved.progress == Progress::Ended) return drop(peer);
        peer.stream_begun = moved.progress == Progress::WantWrite;
        if (moved.progress == Progress::WantWrite) wait_for(peer, true);
        if (moved.progress != Progress::Moved) return;
        peer.sent += moved.size;
    }
}

void BareServer::forget_sent(Room& room) {
    const std::uint64_t end = room.end();
    std::uint64_t lowest = end;
    for (const Peer* peer : room.recipients)
        lowest = std::min(lowest, peer->sent);
    if (lowest == end) {
        room.stream.clear();
        room.base = end;
    } else if (lowest - room.base > forget_bytes) {
        room.stream.erase(room.stream.begin(),
                          room.stream.begin() + static_cast<std::ptrdiff_t>(lowest - room.base));
        room.base = lowest;
    }
}

BareServer::Room& BareServer::room(std::uint16_t number) {
    if (rooms_.size() <= number) rooms_.resize(std::size_t{number} + 1);
    if (!rooms_[number]) rooms_[number] = std::make_unique<Room>();
    return *rooms_[number];
}

void BareServer::wait_for(Peer& peer, bool to_write) {
    if (peer.waits_to_write == to_write) return;
    peer.waits_to_write = to_write;
    epoll_event event{};
    event.events =
        static_cast<std::uint32_t>(EPOLLIN) | (to_write ? static_cast<std::uint32_t>(EPOLLOUT) : 0U);
    event.data.fd = peer.socket;
    epoll_ctl(epoll_, EPOLL_CTL_MOD, peer.socket, &event);
}

}  // namespace crosstalk::bench
