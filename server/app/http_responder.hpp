// Answers GET requests by HTTP/1.1, a few at a time: for machines that watch a server. No TLS and no login, so what it
// shows must be for everybody who reaches its address.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "net/ids.hpp"
#include "net/transport/address.hpp"
#include "net/transport/loop.hpp"

namespace crosstalk::server {

struct HttpPage {
    int status = 200;
    std::string content_type;
    std::string body;
};

struct HttpLimits {
    std::size_t visitors = 8;  // at the same time; who comes beyond is hung up on
    net::Milliseconds to_ask{5'000};
    net::Milliseconds to_read{10'000};
};

// Thread: the loop's, which must outlive it.
class HttpResponder {
  public:
    // By path; nothing: there is no such page.
    using Pages = std::function<std::optional<HttpPage>(std::string_view path)>;

    // Listens on an IP address. Throws transport::ListenError if that is not possible.
    HttpResponder(transport::Loop& loop, const transport::Address& address, Pages pages,
                  HttpLimits limits = {});
    HttpResponder(const HttpResponder&) = delete;
    HttpResponder& operator=(const HttpResponder&) = delete;
    // Cuts off who is still being answered.
    ~HttpResponder();

    // Where it listens, with the port that it got.
    [[nodiscard]] transport::Address address() const;
    // Nobody but this machine reaches it.
    [[nodiscard]] bool is_local() const;

  private:
    struct Desk;
    std::unique_ptr<Desk> desk_;
};

}  // namespace crosstalk::server
