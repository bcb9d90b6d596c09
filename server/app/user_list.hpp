// Subcommand `users`: everybody who has an account.
#pragma once

#include "server/app/records.hpp"
#include "server/app/reply.hpp"

namespace crosstalk::server {

// One row for each user, the oldest account first:
//   {"id","name","role","created","seen"|null,"online","devices","muted_until"?,
//    "bans":[{"room","by","at","until"|null,"reason","addresses"}]}
// `is_online` is empty where no server runs.
void list_users(const Records& records, std::function<bool(net::UserId)> is_online, Reply reply);

}  // namespace crosstalk::server
