#include "server/app/control_client.hpp"

#include <array>
#include <asio/io_context.hpp>
#include <asio/local/stream_protocol.hpp>
#include <asio/write.hpp>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "server/app/platform.hpp"

namespace crosstalk::server {

namespace {

using asio::local::stream_protocol;

[[noreturn]] void fail_for_good() {
    throw std::runtime_error(
        "The server went away before it had answered. Look into its log, then try again.");
}

// Reads line by line.
class Lines {
  public:
    Lines(asio::io_context& context, stream_protocol::socket& socket,
          std::optional<std::chrono::milliseconds> patience)
        : context_(context), socket_(socket), patience_(patience) {}

    std::string next() {
        std::size_t end = buffer_.find('\n');
        while (end == std::string::npos) {
            const std::size_t known = buffer_.size();
            read_some();
            end = buffer_.find('\n', known);
        }
        std::string line = buffer_.substr(0, end);
        buffer_.erase(0, end + 1);
        return line;
    }

  private:
    void read_some() {
        std::array<char, 16 * 1024> part;
        std::optional<std::error_code> ended;
        std::size_t count = 0;
        socket_.async_read_some(asio::buffer(part), [&](const std::error_code& error, std::size_t read) {
            ended = error;
            count = read;
        });
        context_.restart();
        patience_ ? context_.run_for(*patience_) : context_.run();
        if (!ended) {
            socket_.close();
            context_.run();
            throw std::runtime_error(
                "The server runs and does not answer. Look at its disk and its log; if that "
                "does not help, end it and start it again.");
        }
        if (*ended) fail_for_good();
        buffer_.append(part.data(), count);
    }

    asio::io_context& context_;
    stream_protocol::socket& socket_;
    const std::optional<std::chrono::milliseconds> patience_;
    std::string buffer_;
};

// False: nobody listens. Throws std::runtime_error if somebody does, but not to this account.
bool reach_server(stream_protocol::socket& socket, const std::filesystem::path& data_folder) {
    for (const std::filesystem::path& file : control_sockets_of(data_folder)) {
        const SocketName name(file);
        stream_protocol::endpoint endpoint;
        try {
            endpoint = stream_protocol::endpoint(name.text());
        } catch (const std::system_error&) {
            continue;  // too long: no server could have made it either
        }
        std::error_code error;
        socket.close(error);
        socket.connect(endpoint, error);
        if (!error) return true;
        // asio's own category does not know all conditions. Refused: one that did not come to remove its socket.
        const std::error_code known(error.value(), std::system_category());
        if (error != asio::error::connection_refused && known != std::errc::no_such_file_or_directory &&
            known != std::errc::not_a_directory) {
            throw std::runtime_error("The server of this data folder cannot be asked: " + error.message() +
                                     ". Use the account that runs it.");
        }
    }
    return false;
}

}  // namespace

std::optional<std::string> ask_running_server(const std::filesystem::path& data_folder,
                                              const Request& request,
                                              const std::function<void(const Json&)>& row,
                                              std::optional<std::chrono::milliseconds> patience) {
    asio::io_context context;
    stream_protocol::socket socket(context);
    if (!reach_server(socket, data_folder)) return std::nullopt;
    std::error_code error;
    asio::write(socket, asio::buffer(line_of(request)), error);
    if (error) fail_for_good();
    Lines lines(context, socket, patience);
    for (;;) {
        const Json json = Json::parse(lines.next(), nullptr, false);
        if (!json.is_object()) fail_for_good();
        if (const auto end = json.find("end"); end != json.end()) return end->get<std::string>();
        row(json);
    }
}

}  // namespace crosstalk::server
