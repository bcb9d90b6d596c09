#include "net/transport/connection.hpp"

#include <algorithm>
#include <asio/buffer.hpp>
#include <asio/error.hpp>
#include <cassert>
#include <utility>
#include <variant>

#include "net/transport/socket_options.hpp"

namespace crosstalk::transport {

namespace {

constexpr std::uint8_t tls_handshake_record = 0x16;
constexpr std::int64_t closing_ms = 1'000;
// One peer may fill so many read buffers, and take so many bytes, before the others get their turn.
constexpr int reads_per_turn = 4;
constexpr std::size_t written_per_turn = 64 * 1024;

TcpSocket prepared(TcpSocket socket) {
    std::error_code ignored;
    keep_private(socket.native_handle());
    socket.non_blocking(true, ignored);
    socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    return socket;
}

std::string address_of(const TcpSocket& socket) {
    std::error_code gone;
    const asio::ip::tcp::endpoint peer = socket.remote_endpoint(gone);
    return gone ? "unknown" : peer.address().to_string();
}

}  // namespace

Connection::Connection(Loop& loop, TcpSocket socket, const TlsContext& context, const Fingerprint* server_key,
                       const net::Limits& limits, Home& home)
    : loop_(loop),
      context_(context),
      limits_(limits),
      home_(home),
      traffic_(home.traffic()),
      server_key_(server_key),
      socket_(prepared(std::move(socket))),
      address_(address_of(socket_)) {}

Connection::~Connection() {
    loop_.cancel(timer_);
}

void Connection::await_first_byte() {
    set_deadline(limits_.first_byte_ms);
    wait_to_read();
}

void Connection::look_at_first_byte() {
    std::uint8_t first = 0;
    std::error_code error;
    socket_.receive(asio::buffer(&first, 1), asio::socket_base::message_peek, error);
    if (error == asio::error::would_block) return wait_to_read();
    if (error == asio::error::eof) return end({Ending::Cause::Cut, "it sent nothing"});
    if (error) return end({Ending::Cause::Cut, "it was cut before its first byte"});
    if (first != tls_handshake_record) {
        // What is left unread would turn the end into a reset, which looks like a fault of the network.
        const std::span<std::uint8_t> buffer = loop_.read_buffer();
        socket_.receive(asio::buffer(buffer.data(), buffer.size()), 0, error);
        return end({Ending::Cause::Tls, "it does not speak TLS"});
    }
    stage_ = Stage::Waiting;
    set_deadline(limits_.handshake_ms);
    home_.wants_handshake(*this);
}

void Connection::shake_hands() {
    stage_ = Stage::Handshake;
    set_deadline(limits_.handshake_ms);
    ssl_ = context_.open(static_cast<int>(socket_.native_handle()));
    continue_handshake();
}

void Connection::continue_handshake() {
    const TlsStep step = handshake_step(ssl_.get());
    switch (step.state) {
        case TlsState::Done:
            return handshake_complete();
        case TlsState::WantRead:
            return wait_to_read();
        case TlsState::WantWrite:
            return wait_to_write();
        case TlsState::Closed:
        case TlsState::Cut:
            return end({Ending::Cause::Cut, "it was cut during the handshake"});
        case TlsState::Refused:
            return end(ending_of(step.state));
    }
}

void Connection::handshake_complete() {
    stage_ = Stage::Open;
    stage_deadline_ = {};
    const Peer peer{
        address_, channel_binding(ssl_.get()),
        server_key_ != nullptr ? *server_key_ : peer_fingerprint(ssl_.get()).value_or(Fingerprint{})};
    owner_ = home_.opened(*this, peer);
    if (owner_ == nullptr) begin_closing({Ending::Cause::ClosedHere, "closed here"});
    if (stage_ != Stage::Open) return;
    if (SSL_has_pending(ssl_.get()) != 0) return read_frames();
    wait_to_read();
}

void Connection::wait_to_read() {
    if (waits_to_read_) return;
    waits_to_read_ = true;
    socket_.async_wait(asio::socket_base::wait_read,
                       [this, alive = lifetime_.watch()](const std::error_code& error) {
                           if (alive.expired() || error == asio::error::operation_aborted) return;
                           waits_to_read_ = false;
                           can_read();
                       });
}

void Connection::wait_to_write() {
    if (waits_to_write_) return;
    waits_to_write_ = true;
    socket_.async_wait(asio::socket_base::wait_write,
                       [this, alive = lifetime_.watch()](const std::error_code& error) {
                           if (alive.expired() || error == asio::error::operation_aborted) return;
                           waits_to_write_ = false;
                           can_write();
                       });
}

// The socket may take more, but others wait.
void Connection::write_later() {
    waits_to_write_ = true;
    loop_.post([this, alive = lifetime_.watch()] {
        if (alive.expired()) return;
        waits_to_write_ = false;
        can_write();
    });
}

void Connection::can_read() {
    switch (stage_) {
        case Stage::FirstByte:
            return look_at_first_byte();
        case Stage::Handshake:
            return continue_handshake();
        case Stage::Open:
            return read_frames();
        case Stage::Lingering:
            return discard_what_comes();
        case Stage::Waiting:
        case Stage::Closing:
        case Stage::Broken:
            return;
    }
}

void Connection::can_write() {
    if (stage_ == Stage::Handshake) return continue_handshake();
    if (stage_ == Stage::Closing) return continue_closing();
    if (stage_ != Stage::Open) return;
    write_queue();
    if (stage_ == Stage::Open && outbox_.empty()) owner_->drained();
}

void Connection::read_frames() {
    frame_completed_ = false;
    std::optional<Ending> ending;
    bool is_more = true;
    for (int reads = 0; reads < reads_per_turn && is_more && stage_ == Stage::Open; ++reads) {
        const TlsStep step = read_step(ssl_.get(), loop_.read_buffer());
        if (step.state == TlsState::Done) {
            if (traffic_ != nullptr) traffic_->bytes_in += step.size;
            splitter_.append(loop_.read_buffer().first(step.size));
            give_frames();
            // OpenSSL has taken all it could from the socket; if that was not all, the next wait ends at once.
            is_more = SSL_has_pending(ssl_.get()) != 0;
        } else {
            is_more = false;
            if (step.state != TlsState::WantRead) ending = ending_of(step.state);
        }
    }
    if (frame_completed_) owner_->received_all();
    if (stage_ != Stage::Open) return;
    if (ending) {
        if (ending->cause == Ending::Cause::PeerClosed) close_step(ssl_.get());
        return end(*ending);
    }
    note_incomplete_frame();
    if (!is_more) return wait_to_read();
    loop_.post([this, alive = lifetime_.watch()] {
        if (!alive.expired() && stage_ == Stage::Open) read_frames();
    });
}

void Connection::give_frames() {
    while (stage_ == Stage::Open) {
        const net::FrameSplitter::Next next = splitter_.next();
        if (std::holds_alternative<net::FrameSplitter::NeedMore>(next)) return;
        if (std::holds_alternative<net::FrameFault>(next)) {
            if (traffic_ != nullptr) ++traffic_->oversized_frames;
            return begin_closing({Ending::Cause::Misbehaviour, "it sent a frame over the limit"});
        }
        frame_completed_ = true;
        if (traffic_ != nullptr) ++traffic_->frames_in;
        owner_->received(std::get<net::FrameView>(next));
    }
}

void Connection::note_incomplete_frame() {
    // A record that has not come completely is a part of a frame too.
    const bool inside = splitter_.inside_frame() || SSL_has_pending(ssl_.get()) != 0;
    if (!inside) {
        frame_deadline_ = {};
    } else if (frame_completed_ || !frame_deadline_) {
        frame_deadline_ = {loop_.now().value + limits_.frame_ms};
        watch_clock();
    }
}

void Connection::send(net::SharedFrame frames, Queue queue) {
    if (stage_ != Stage::Open) return;
    outbox_.push(std::move(frames), queue);
    const auto limit = static_cast<std::size_t>(limits_.outbox_hard_bytes);
    if (outbox_.bytes() <= limit) return;
    flush();
    if (stage_ != Stage::Open || outbox_.bytes() <= limit) return;
    break_later({Ending::Cause::Misbehaviour,
                 "it does not read: " + std::to_string(outbox_.bytes()) + " bytes were waiting for it"});
}

void Connection::flush() {
    if (stage_ == Stage::Open && !waits_to_write_) write_queue();
}

void Connection::write_queue() {
    std::size_t written = 0;
    while (!outbox_.empty()) {
        if (written >= written_per_turn) return write_later();
        const TlsStep step = write_step(ssl_.get(), outbox_.offer(loop_.write_buffer()));
        if (step.state == TlsState::Done) {
            outbox_.taken(step.size);
            if (traffic_ != nullptr) traffic_->bytes_out += step.size;
            written += step.size;
            stall_deadline_ = {};
            continue;
        }
        outbox_.blocked();
        if (step.state != TlsState::WantWrite) return break_later(ending_of(step.state));
        wait_to_write();
        if (stage_ != Stage::Open || stall_deadline_) return;
        stall_deadline_ = {loop_.now().value + limits_.outbox_stall_ms};
        delivered_at_stall_ = bytes_delivered();
        return watch_clock();
    }
}

// Counts what has left this machine, also within one record of which OpenSSL does not tell.
std::uint64_t Connection::bytes_delivered() {
    const std::uint64_t written = BIO_number_written(SSL_get_wbio(ssl_.get()));
    return written - std::min<std::uint64_t>(written, unconfirmed_bytes(socket_.native_handle()));
}

void Connection::close() {
    begin_closing({Ending::Cause::ClosedHere, "closed here"});
}

void Connection::begin_closing(Ending ending) {
    if (stage_ != Stage::Open) return;
    stage_ = Stage::Closing;
    ending_ = std::move(ending);
    frame_deadline_ = {};
    stall_deadline_ = {};
    set_deadline(closing_ms);
    if (!waits_to_write_) continue_closing();
}

void Connection::continue_closing() {
    write_queue();
    if (stage_ != Stage::Closing || !outbox_.empty()) return;
    const TlsStep step = close_step(ssl_.get());
    if (step.state == TlsState::WantWrite) return wait_to_write();
    if (step.state != TlsState::Done) return break_later(ending_);
    // The peer may still be sending. If the socket went now, the system would answer that with a reset, and the
    // peer could lose our last words to it.
    std::error_code ignored;
    socket_.shutdown(asio::socket_base::shutdown_send, ignored);
    stage_ = Stage::Lingering;
    wait_to_read();
}

void Connection::discard_what_comes() {
    const std::span<std::uint8_t> buffer = loop_.read_buffer();
    std::error_code error;
    socket_.receive(asio::buffer(buffer.data(), buffer.size()), 0, error);
    if (error && error != asio::error::would_block) return end(ending_);
    wait_to_read();
}

Ending Connection::ending_of(TlsState state) {
    if (state == TlsState::Closed) return {};
    if (state == TlsState::Refused) return {Ending::Cause::Tls, explain_tls_failure(ssl_.get())};
    return {Ending::Cause::Cut, "it was cut"};
}

void Connection::break_later(Ending ending) {
    stage_ = Stage::Broken;
    ending_ = std::move(ending);
    loop_.post([this, alive = lifetime_.watch()] {
        if (!alive.expired()) end(ending_);
    });
}

void Connection::end(Ending ending) {
    // What the owner still calls on the channel does nothing.
    if (owner_ != nullptr) stage_ = Stage::Broken;
    std::error_code ignored;
    socket_.close(ignored);
    if (owner_ != nullptr) owner_->closed(ending.text);
    home_.ended(*this, ending);
}

void Connection::set_deadline(std::int64_t span_ms) {
    stage_deadline_ = {loop_.now().value + span_ms};
    watch_clock();
}

std::optional<net::Milliseconds> Connection::earliest_deadline() const {
    std::optional<net::Milliseconds> earliest;
    for (const net::Milliseconds deadline : {stage_deadline_, frame_deadline_, stall_deadline_}) {
        if (deadline && (!earliest || deadline < *earliest)) earliest = deadline;
    }
    return earliest;
}

void Connection::watch_clock() {
    const std::optional<net::Milliseconds> due = earliest_deadline();
    if (!due || (timer_due_ && timer_due_ <= *due)) return;
    loop_.cancel(timer_);
    timer_due_ = *due;
    timer_ = loop_.after({std::max<std::int64_t>(0, due->value - loop_.now().value)}, [this] {
        timer_due_ = {};
        look_at_clock();
    });
}

void Connection::look_at_clock() {
    const net::Milliseconds now = loop_.now();
    const auto passed = [now](net::Milliseconds deadline) { return deadline && deadline <= now; };
    if (passed(stage_deadline_)) return stage_took_too_long();
    if (passed(frame_deadline_)) {
        return begin_closing({Ending::Cause::OutOfTime, "it began a frame and did not complete it in time"});
    }
    if (passed(stall_deadline_)) {
        if (bytes_delivered() == delivered_at_stall_) {
            return end({Ending::Cause::OutOfTime, "it does not read"});
        }
        stall_deadline_ = {now.value + limits_.outbox_stall_ms};
        delivered_at_stall_ = bytes_delivered();
    }
    watch_clock();
}

void Connection::stage_took_too_long() {
    switch (stage_) {
        case Stage::FirstByte:
            return end({Ending::Cause::OutOfTime, "it sent nothing in time"});
        case Stage::Waiting:
            return end({Ending::Cause::OutOfTime, "too many others were in their handshakes"});
        case Stage::Handshake:
            return end({Ending::Cause::OutOfTime, "its handshake took too long"});
        case Stage::Closing:
            return end({Ending::Cause::OutOfTime, "closed here before it had read everything"});
        case Stage::Open:
        case Stage::Lingering:
        case Stage::Broken:
            return end(ending_);
    }
}

}  // namespace crosstalk::transport
