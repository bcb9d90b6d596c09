#include "server/app/announcement.hpp"

#include <nlohmann/json.hpp>
#include <sstream>
#include <variant>

#include "net/transport/credentials/join_code.hpp"

namespace crosstalk::server {

void set_passkey(Announcement& announcement, const transport::Passkey& passkey) {
    announcement.passkey = passkey.spelled_out();
    announcement.join_code.reset();
    if (passkey.kind() == transport::PasskeyKind::Chosen) {
        announcement.no_join_code = "none, because only a passkey that the server made fits into one";
        return;
    }
    for (const std::string& text : announcement.addresses) {
        const auto parsed = transport::parse_address(text);
        const auto* address = std::get_if<transport::Address>(&parsed);
        const auto ipv4 = address ? transport::parse_ipv4(address->host) : std::nullopt;
        if (!ipv4) continue;
        announcement.join_code = transport::spell_join_code({*ipv4, address->port, passkey});
        return;
    }
    announcement.no_join_code = "none, because only an IPv4 address fits into one";
}

std::string for_people(const Announcement& announcement) {
    std::ostringstream out;
    out << announcement.program << '\n';
    out << "  Name         " << announcement.server_name << '\n';
    for (std::size_t i = 0; i < announcement.addresses.size(); ++i) {
        out << (i == 0 ? "  Address      " : "               ") << announcement.addresses[i] << '\n';
    }
    out << "  Passkey      " << announcement.passkey << '\n';
    out << "  Join code    " << announcement.join_code.value_or(announcement.no_join_code) << '\n';
    if (announcement.invite) out << "  Invite       " << *announcement.invite << '\n';
    out << "  Fingerprint  " << announcement.fingerprint_in_groups << '\n';
    if (announcement.owner_code)
        out << "  Owner code   " << *announcement.owner_code << "  (shown only this once)\n";
    if (announcement.metrics) out << "  Metrics      http://" << *announcement.metrics << "/metrics\n";
    return out.str();
}

namespace {

nlohmann::ordered_json json_of(const Announcement& announcement) {
    nlohmann::ordered_json json{{"name", announcement.server_name},
                                {"addresses", announcement.addresses},
                                {"port", announcement.port},
                                {"passkey", announcement.passkey}};
    if (announcement.join_code) json["join_code"] = *announcement.join_code;
    if (announcement.invite) json["invite"] = *announcement.invite;
    json["fingerprint"] = announcement.fingerprint;
    json["pid"] = announcement.process_id;
    if (announcement.metrics) json["metrics"] = *announcement.metrics;
    if (announcement.owner_code) json["owner_code"] = *announcement.owner_code;
    return json;
}

}  // namespace

std::string ready_json(const Announcement& announcement) {
    return json_of(announcement).dump() + "\n";
}

nlohmann::ordered_json status_of(const Announcement& announcement, std::size_t users) {
    nlohmann::ordered_json json = json_of(announcement);
    json["program"] = announcement.program;
    json["users"] = users;
    return json;
}

}  // namespace crosstalk::server
