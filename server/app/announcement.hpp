// How people and scripts learn how to join: lines on a terminal, the ready file, join.txt in the data folder.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "net/transport/address.hpp"
#include "net/transport/credentials/fingerprint.hpp"
#include "net/transport/credentials/passkey.hpp"
#include "net/transport/credentials/secret.hpp"

namespace crosstalk::server {

// Holds secrets: for a terminal and private files only. Join code and invite follow from it, so they are as true as it is.
struct Announcement {
    std::string server_name;
    std::string program;  // name and version
    std::vector<transport::Address>
        addresses;  // that others may reach this machine by, the best first; never empty
    std::uint16_t port = 0;
    transport::Passkey passkey;
    transport::Fingerprint fingerprint;
    std::optional<transport::Secret> invite_token;  // until the passkey is rotated
    std::optional<std::string> owner_code;          // only at the very first start, until somebody claims it
    std::optional<std::string> metrics;             // HOST:PORT
    std::uint64_t process_id = 0;
};

std::string for_people(const Announcement& announcement);
std::string ready_json(const Announcement& announcement);
// What `status` answers: the same, and how many are online.
nlohmann::ordered_json status_of(const Announcement& announcement, std::size_t users);

}  // namespace crosstalk::server
