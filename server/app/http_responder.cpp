#include "server/app/http_responder.hpp"

#include <array>
#include <asio/buffer.hpp>
#include <asio/error.hpp>
#include <map>
#include <utility>
#include <vector>

#include "net/transport/lifetime.hpp"
#include "net/transport/listening.hpp"
#include "net/transport/socket_options.hpp"
#include "server/app/http_request.hpp"

namespace crosstalk::server {

namespace {

using Socket = asio::basic_stream_socket<asio::ip::tcp, asio::io_context::executor_type>;

constexpr net::Milliseconds pause_after_failure{100};
constexpr net::Milliseconds to_hang_up{1'000};
constexpr std::string_view plain_text = "text/plain; charset=utf-8";

using VisitorId = net::Number<struct VisitorTag>;

struct Visitor {
    explicit Visitor(Socket connected) : socket(std::move(connected)) {}

    Socket socket;
    std::string request;
    std::string answer;  // empty: the request is not whole yet
    std::size_t written = 0;
    bool is_done = false;  // all is written; what still comes is thrown away until it hangs up
    transport::LoopTimerId deadline{};
};

bool is_patience(const std::error_code& error) {
    return error == asio::error::would_block || error == asio::error::try_again;
}

}  // namespace

struct HttpResponder::Desk {
    Desk(transport::Loop& the_loop, const transport::Address& address, Pages the_pages, HttpLimits the_limits)
        : loop(the_loop),
          pages(std::move(the_pages)),
          limits(the_limits),
          acceptors(transport::open_acceptors(loop.context(), {address})) {
        wait();
    }
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;
    ~Desk() {
        loop.cancel(pause);
        for (const auto& [id, visitor] : visitors)
            loop.cancel(visitor.deadline);
    }

    void wait();
    void accept(const std::error_code& error, Socket socket);
    void take_in(Socket socket);
    void drop(VisitorId id);
    void allow(VisitorId id, net::Milliseconds span);
    void wait_to_read(VisitorId id);
    void read(VisitorId id);
    void answer(VisitorId id);
    [[nodiscard]] std::string answer_to(std::string_view request) const;
    void write(VisitorId id);
    // Runs `next` for the visitor when its socket is ready, unless either has gone.
    void when_ready(VisitorId id, asio::socket_base::wait_type what, void (Desk::*next)(VisitorId));

    transport::Loop& loop;
    const Pages pages;
    const HttpLimits limits;
    std::vector<transport::TcpAcceptor> acceptors;  // one
    transport::LoopTimerId pause{};
    std::map<VisitorId, Visitor> visitors;
    VisitorId next_visitor{1};
    transport::Lifetime lifetime;
};

// --- who comes

void HttpResponder::Desk::wait() {
    acceptors.front().async_accept(
        loop.context(), [this, alive = lifetime.watch()](const std::error_code& error, Socket socket) {
            if (!alive.expired() && error != asio::error::operation_aborted) accept(error, std::move(socket));
        });
}

void HttpResponder::Desk::accept(const std::error_code& error, Socket socket) {
    if (!error) take_in(std::move(socket));
    if (!error || is_patience(error) || error == asio::error::connection_aborted) return wait();
    // Out of descriptors, most likely; the connection stays ready, and this would spin.
    pause = loop.after(pause_after_failure, [this] { wait(); });
}

void HttpResponder::Desk::take_in(Socket socket) {
    std::error_code error;
    transport::keep_private(socket.native_handle());
    socket.non_blocking(true, error);
    if (error || visitors.size() >= limits.visitors) return;
    const VisitorId id = std::exchange(next_visitor, next_visitor.next());
    visitors.emplace(id, Visitor(std::move(socket)));
    allow(id, limits.to_ask);
    wait_to_read(id);
}

void HttpResponder::Desk::drop(VisitorId id) {
    const auto found = visitors.find(id);
    if (found == visitors.end()) return;
    loop.cancel(found->second.deadline);
    visitors.erase(found);
}

void HttpResponder::Desk::allow(VisitorId id, net::Milliseconds span) {
    Visitor& visitor = visitors.at(id);
    loop.cancel(visitor.deadline);
    visitor.deadline = loop.after(span, [this, id] { drop(id); });
}

void HttpResponder::Desk::when_ready(VisitorId id, asio::socket_base::wait_type what,
                                     void (Desk::*next)(VisitorId)) {
    visitors.at(id).socket.async_wait(
        what, [this, id, next, alive = lifetime.watch()](const std::error_code& error) {
            if (alive.expired() || !visitors.contains(id)) return;
            if (error) return drop(id);
            (this->*next)(id);
        });
}

// --- what they ask

void HttpResponder::Desk::wait_to_read(VisitorId id) {
    when_ready(id, asio::socket_base::wait_read, &Desk::read);
}

void HttpResponder::Desk::read(VisitorId id) {
    Visitor& visitor = visitors.at(id);
    std::array<char, 1024> part;
    std::error_code error;
    const std::size_t count = visitor.socket.read_some(asio::buffer(part), error);
    if (is_patience(error)) return wait_to_read(id);
    if (error) return drop(id);
    if (visitor.is_done) return wait_to_read(id);
    visitor.request.append(part.data(), count);
    answer(id);
}

void HttpResponder::Desk::answer(VisitorId id) {
    Visitor& visitor = visitors.at(id);
    visitor.answer = answer_to(visitor.request);
    if (visitor.answer.empty()) return wait_to_read(id);
    visitor.request.clear();
    allow(id, limits.to_read);
    write(id);
}

std::string HttpResponder::Desk::answer_to(std::string_view request) const {
    const auto parsed = parse_http(request);
    if (std::holds_alternative<HttpIncomplete>(parsed)) return "";
    if (const auto* fault = std::get_if<HttpFault>(&parsed))
        return http_answer(fault->status, plain_text, fault->text + "\n");
    const auto page = pages(std::get<HttpGet>(parsed).path);
    if (!page) return http_answer(404, plain_text, "There is /metrics and /health.\n");
    return http_answer(page->status, page->content_type, page->body);
}

// --- what they are told

void HttpResponder::Desk::write(VisitorId id) {
    Visitor& visitor = visitors.at(id);
    std::error_code error;
    const std::string_view rest = std::string_view(visitor.answer).substr(visitor.written);
    visitor.written += visitor.socket.write_some(asio::buffer(rest), error);
    if (error && !is_patience(error)) return drop(id);
    if (visitor.written < visitor.answer.size())
        return when_ready(id, asio::socket_base::wait_write, &Desk::write);
    // If the socket went now, what is still coming in would be answered with a reset, and that could overtake the answer.
    visitor.is_done = true;
    visitor.socket.shutdown(asio::socket_base::shutdown_send, error);
    allow(id, to_hang_up);
    wait_to_read(id);
}

HttpResponder::HttpResponder(transport::Loop& loop, const transport::Address& address, Pages pages,
                             HttpLimits limits)
    : desk_(std::make_unique<Desk>(loop, address, std::move(pages), limits)) {}

HttpResponder::~HttpResponder() = default;

transport::Address HttpResponder::address() const {
    const auto endpoint = desk_->acceptors.front().local_endpoint();
    return {endpoint.address().to_string(), endpoint.port()};
}

bool HttpResponder::is_local() const {
    return desk_->acceptors.front().local_endpoint().address().is_loopback();
}

}  // namespace crosstalk::server
