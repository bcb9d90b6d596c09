// Messages as JSON, in files and for scripts alike; docs/cli.md describes every field.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "client/model/model.hpp"

namespace crosstalk::records {

// Keeps the order of the contract, which people read too.
using Json = nlohmann::ordered_json;

// With its newline.
std::string line_of(const Json& object);

template <class IdType>
std::string id_of(IdType id) {
    return std::to_string(id.value);
}

Json user_of(const net::UserRef& user);
Json file_of(const net::File& file);
// The fields of a message. `tag` is the room's name with its sign.
Json message_of(const model::Model& model, const std::string& tag, const net::Message& message);

}  // namespace crosstalk::records
