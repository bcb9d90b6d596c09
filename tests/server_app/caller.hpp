// Somebody who says whatever bytes a test likes to a server in the same thread: while it waits, the loop runs.
#pragma once

#include <array>
#include <string>
#include <system_error>

#include <asio/buffer.hpp>
#include <asio/error.hpp>
#include <asio/io_context.hpp>
#include <asio/write.hpp>

#include "net/transport/loop.hpp"

namespace crosstalk::server {

template <class Protocol>
class Caller {
  public:
    Caller(transport::Loop& loop, const typename Protocol::endpoint& server) : loop_(loop) {
        socket_.connect(server);
        socket_.non_blocking(true);
    }
    // As much as fits.
    void say(const std::string& bytes) {
        std::error_code ignored;
        asio::write(socket_, asio::buffer(bytes), ignored);
    }
    // Until the server hangs up.
    std::string hear_all() {
        std::string heard;
        for (;;) {
            std::array<char, 4096> part;
            std::error_code error;
            const std::size_t count = socket_.read_some(asio::buffer(part), error);
            heard.append(part.data(), count);
            if (error == asio::error::would_block) {
                loop_.run_one();
            } else if (error) {
                was_reset = error != asio::error::eof;
                return heard;
            }
        }
    }
    void hang_up() { socket_.close(); }

    bool was_reset = false;

  private:
    transport::Loop& loop_;
    asio::io_context context_;
    typename Protocol::socket socket_{context_};
};

}  // namespace crosstalk::server
