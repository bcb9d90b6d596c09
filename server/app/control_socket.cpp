#include "server/app/control_socket.hpp"

#include <array>
#include <asio/io_context.hpp>
#include <asio/local/stream_protocol.hpp>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/transport/credentials/private_file.hpp"
#include "net/transport/lifetime.hpp"
#include "server/app/platform.hpp"

namespace crosstalk::server {

namespace {

using asio::local::stream_protocol;

constexpr std::size_t max_askers = 8;
constexpr std::string_view too_many =
    "{\"end\":\"The server is answering others. Wait until they have their answers.\"}\n";
constexpr net::Milliseconds time_to_ask{5'000};
constexpr net::Milliseconds time_to_read{600'000};  // somebody may look at the answer page by page
constexpr net::Milliseconds pause_after_failure{100};

using AskerId = net::Number<struct AskerTag>;

struct Asker {
    explicit Asker(stream_protocol::socket connected) : socket(std::move(connected)) {}

    stream_protocol::socket socket;
    std::string request;  // what has come of it
    std::string output;
    std::size_t written = 0;  // of output
    std::vector<std::function<void()>> when_taken;
    bool is_writing = false;
    bool has_ended = false;  // goes once everything is written
    transport::LoopTimerId deadline{};
};

}  // namespace

struct ControlSocket::Desk {
    Desk(transport::Loop& the_loop, std::filesystem::path the_file, Answerer the_answerer)
        : loop(the_loop),
          file(std::move(the_file)),
          name(file),
          answerer(std::move(the_answerer)),
          acceptor(loop.context()) {
        std::error_code nothing_there;
        std::filesystem::remove(file, nothing_there);
        acceptor.open();
        acceptor.bind(stream_protocol::endpoint(name.text()));
        // Nobody can connect before it listens.
        transport::keep_private(file);
        acceptor.listen();
        acceptor.non_blocking(true);
        wait();
    }
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;
    ~Desk() {
        loop.cancel(pause);
        for (auto& [id, asker] : askers) {
            loop.cancel(asker.deadline);
            say_last(asker);
        }
        std::error_code gone_already;
        acceptor.close(gone_already);
        std::filesystem::remove(file, gone_already);
    }

    void wait();
    void accept(const std::error_code& error, stream_protocol::socket socket);
    void take_in(stream_protocol::socket socket);
    void drop(AskerId id);
    void allow(AskerId id, net::Milliseconds span);
    void wait_for_request(AskerId id);
    void read(AskerId id);
    void answer(AskerId id, std::string_view line);
    void say(AskerId id, const std::string& line);
    void write(AskerId id);
    void wrote_everything(AskerId id);
    static void say_last(Asker& asker);
    [[nodiscard]] Reply reply_to(AskerId id);
    // nullptr if it has gone.
    [[nodiscard]] Asker* find(AskerId id) {
        const auto found = askers.find(id);
        return found == askers.end() ? nullptr : &found->second;
    }

    transport::Loop& loop;
    const std::filesystem::path file;
    const SocketName name;
    const Answerer answerer;
    stream_protocol::acceptor acceptor;
    transport::LoopTimerId pause{};
    std::map<AskerId, Asker> askers;
    AskerId next_asker{1};
    transport::Lifetime lifetime;
};

// --- who comes

void ControlSocket::Desk::wait() {
    acceptor.async_accept(
        [this, alive = lifetime.watch()](const std::error_code& error, stream_protocol::socket socket) {
            if (!alive.expired() && error != asio::error::operation_aborted) accept(error, std::move(socket));
        });
}

void ControlSocket::Desk::accept(const std::error_code& error, stream_protocol::socket socket) {
    if (!error) take_in(std::move(socket));
    const bool is_in_trouble = error && error != asio::error::would_block &&
                               error != asio::error::connection_aborted && error != asio::error::try_again;
    if (!is_in_trouble) return wait();
    // Out of descriptors, most likely; the connection stays ready, and this would spin.
    pause = loop.after(pause_after_failure, [this] { wait(); });
}

void ControlSocket::Desk::take_in(stream_protocol::socket socket) {
    std::error_code error;
    socket.non_blocking(true, error);
    if (error) return;
    if (askers.size() >= max_askers) {
        // It fits an empty socket; if not, the connection just ends.
        socket.write_some(asio::buffer(too_many), error);
        return;
    }
    const AskerId id = std::exchange(next_asker, next_asker.next());
    askers.emplace(id, Asker(std::move(socket)));
    allow(id, time_to_ask);
    wait_for_request(id);
}

void ControlSocket::Desk::drop(AskerId id) {
    const auto found = askers.find(id);
    if (found == askers.end()) return;
    loop.cancel(found->second.deadline);
    askers.erase(found);
}

void ControlSocket::Desk::allow(AskerId id, net::Milliseconds span) {
    Asker& asker = askers.at(id);
    loop.cancel(asker.deadline);
    asker.deadline = loop.after(span, [this, id] { drop(id); });
}

// --- what they ask

void ControlSocket::Desk::wait_for_request(AskerId id) {
    askers.at(id).socket.async_wait(asio::socket_base::wait_read,
                                    [this, id, alive = lifetime.watch()](const std::error_code& error) {
                                        if (alive.expired() || error || find(id) == nullptr) return;
                                        read(id);
                                    });
}

void ControlSocket::Desk::read(AskerId id) {
    Asker& asker = askers.at(id);
    std::array<char, 1024> part;
    std::error_code error;
    const std::size_t count = asker.socket.read_some(asio::buffer(part), error);
    if (error == asio::error::would_block || error == asio::error::try_again) return wait_for_request(id);
    if (error) return drop(id);
    asker.request.append(part.data(), count);
    const std::size_t end = asker.request.find('\n');
    if (end == std::string::npos && asker.request.size() <= max_request_bytes) return wait_for_request(id);
    // What comes after the line is not read.
    const std::string line = std::exchange(asker.request, {}).substr(0, end);
    answer(id, line);
}

void ControlSocket::Desk::answer(AskerId id, std::string_view line) {
    // What is asked may take long; from the first row on it is the asker who must not sleep.
    loop.cancel(std::exchange(askers.at(id).deadline, {}));
    const auto request = parse_request(line);
    const Reply reply = reply_to(id);
    if (const auto* fault = std::get_if<std::string>(&request)) return reply.end(*fault);
    answerer(std::get<Request>(request), reply);
}

// --- what they are told

Reply ControlSocket::Desk::reply_to(AskerId id) {
    const auto line_of = [](const Json& json) {
        return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    };
    const auto alive = lifetime.watch();
    return {.row =
                [this, id, alive, line_of](const Json& row) {
                    if (!alive.expired()) say(id, line_of(row));
                },
            .when_taken =
                [this, id, alive](std::function<void()> more) {
                    Asker* asker = alive.expired() ? nullptr : find(id);
                    if (asker == nullptr || asker->has_ended) return;
                    asker->when_taken.push_back(std::move(more));
                    write(id);
                },
            .end =
                [this, id, alive, line_of](const std::string& failure) {
                    Asker* asker = alive.expired() ? nullptr : find(id);
                    if (asker == nullptr || asker->has_ended) return;
                    say(id, line_of({{"end", failure}}));
                    asker->has_ended = true;
                }};
}

void ControlSocket::Desk::say(AskerId id, const std::string& line) {
    Asker* asker = find(id);
    if (asker == nullptr || asker->has_ended) return;
    asker->output += line;
    write(id);
}

// Once the socket takes more: what is said in one turn goes out together, and nobody goes inside their own call.
void ControlSocket::Desk::write(AskerId id) {
    Asker& asker = askers.at(id);
    if (std::exchange(asker.is_writing, true)) return;
    allow(id, time_to_read);
    asker.socket.async_wait(
        asio::socket_base::wait_write, [this, id, alive = lifetime.watch()](const std::error_code& error) {
            if (alive.expired() || find(id) == nullptr) return;
            if (error) return drop(id);
            Asker& ready = askers.at(id);
            ready.is_writing = false;
            std::error_code fault;
            const std::string_view rest = std::string_view(ready.output).substr(ready.written);
            ready.written += ready.socket.write_some(asio::buffer(rest), fault);
            const bool is_full = fault == asio::error::would_block || fault == asio::error::try_again;
            if (fault && !is_full) return drop(id);
            if (ready.written < ready.output.size()) return write(id);
            wrote_everything(id);
        });
}

void ControlSocket::Desk::say_last(Asker& asker) {
    if (!asker.has_ended) return;
    std::error_code too_late;
    asker.socket.write_some(asio::buffer(std::string_view(asker.output).substr(asker.written)), too_late);
}

void ControlSocket::Desk::wrote_everything(AskerId id) {
    Asker& asker = askers.at(id);
    asker.output.clear();
    asker.written = 0;
    if (asker.has_ended) return drop(id);
    loop.cancel(std::exchange(asker.deadline, {}));
    // Each may say more, or be the last to know the asker.
    for (const auto& more : std::exchange(asker.when_taken, {}))
        more();
}

ControlSocket::ControlSocket(transport::Loop& loop, const std::filesystem::path& data_folder,
                             const Answerer& answerer) {
    const std::vector<std::filesystem::path> files = control_sockets_of(data_folder);
    for (std::size_t i = 0; !desk_; ++i) {
        make_room_for_socket(files[i]);
        try {
            desk_ = std::make_unique<Desk>(loop, files[i], answerer);
        } catch (const std::system_error&) {
            if (i + 1 == files.size()) throw;
        }
    }
}

ControlSocket::~ControlSocket() = default;

}  // namespace crosstalk::server
