// The private way in for the server's own subcommands: a local socket in the data folder, or for it. Whoever may open its
// file may ask. One request per connection, one line; the answer is lines too:
//
//   -> {"request":"users"}
//   <- {"id":"1024","name":"ada",...}    a row
//   <- {"end":""}                        or what went wrong, for people
//
// It is opened by whoever holds the databases of the folder, so a socket that is there already is a dead one's.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "net/transport/loop.hpp"
#include "server/app/reply.hpp"
#include "server/app/request.hpp"

namespace crosstalk::server {

// Thread: the loop's, which must outlive it.
class ControlSocket {
  public:
    using Answerer = std::function<void(const Request&, Reply)>;

    // Throws std::system_error if there is no place for one.
    ControlSocket(transport::Loop& loop, const std::filesystem::path& data_folder, const Answerer& answerer);
    ControlSocket(const ControlSocket&) = delete;
    ControlSocket& operator=(const ControlSocket&) = delete;
    // Cuts off who is still being answered, and removes the file. An answer that has ended goes out first, as far as it fits.
    ~ControlSocket();

  private:
    struct Desk;
    std::unique_ptr<Desk> desk_;
};

}  // namespace crosstalk::server
