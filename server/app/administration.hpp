// Answers what the subcommands ask.
#pragma once

#include <functional>
#include <string>

#include "net/ids.hpp"
#include "server/app/records.hpp"
#include "server/app/reload.hpp"
#include "server/app/reply.hpp"
#include "server/app/request.hpp"

namespace crosstalk::server {

// What only a running server can do.
struct Operations {
    std::function<bool(net::UserId)> is_online;
    // Answers the new passkey.
    std::function<std::string()> rotate_passkey;
    // Answers the new code, once it is valid and durable.
    std::function<void(std::function<void(std::string code)>)> reset_owner;
    // Reads the settings again.
    std::function<ReloadReport()> reload;
    // What keeps the server from its work, for people; empty: nothing does.
    std::function<std::string()> trouble;
    // How to join, and how many are there: what server/app/announcement.hpp calls a status.
    std::function<Json()> status;
    // Stops in good order. Calls back when everybody has been told and everything is durable; the process ends then.
    std::function<void(std::function<void()> stopped)> stop;
};

// Thread: the loop's. What it was given outlives every answer.
void answer_running(const Records& records, const Operations& operations, const Request& request,
                    Reply reply);

// The same for a data folder whose server does not run. Runs to the end; blocks.
void answer_without_server(const DataFolder& folder, const Request& request, Reply reply);

}  // namespace crosstalk::server
