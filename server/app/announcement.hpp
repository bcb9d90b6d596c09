// How people and scripts learn how to join: lines on a terminal, the ready file, join.txt in the data folder.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "net/transport/address.hpp"
#include "net/transport/credentials/passkey.hpp"

namespace crosstalk::server {

// Holds secrets: for a terminal and private files only.
struct Announcement {
    std::string server_name;
    std::string program;                 // name and version
    std::vector<std::string> addresses;  // HOST:PORT that others may reach this machine by
    std::uint16_t port = 0;
    std::string passkey;
    std::optional<std::string> join_code;  // address and passkey in one; as secret as the passkey
    std::string no_join_code;              // why there is none, for people
    std::optional<std::string> invite;     // until the passkey is rotated
    std::string fingerprint;               // 64 hexadecimal digits
    std::string fingerprint_in_groups;
    std::optional<std::string> owner_code;  // only at the very first start, until somebody claims it
    std::optional<std::string> metrics;     // HOST:PORT
    std::uint64_t process_id = 0;
};

// Sets what of it the passkey decides.
void set_passkey(Announcement& announcement, const transport::Passkey& passkey);

std::string for_people(const Announcement& announcement);
std::string ready_json(const Announcement& announcement);
// What `status` answers: the same, and how many are online.
nlohmann::ordered_json status_of(const Announcement& announcement, std::size_t users);

}  // namespace crosstalk::server
