#include "server/app/announcement.hpp"

#include <nlohmann/json.hpp>
#include <sstream>

#include "net/text/hexadecimal.hpp"
#include "net/transport/credentials/invite.hpp"
#include "net/transport/credentials/join_code.hpp"

namespace crosstalk::server {

namespace {

// Address and passkey in one; as secret as the passkey.
std::optional<std::string> join_code_of(const Announcement& announcement) {
    for (const transport::Address& address : announcement.addresses) {
        if (const auto ipv4 = transport::parse_ipv4(address.host))
            return transport::spell_join_code({*ipv4, address.port, announcement.passkey});
    }
    return std::nullopt;
}

const char* why_no_join_code(const Announcement& announcement) {
    return announcement.passkey.kind() == transport::PasskeyKind::Chosen
               ? "none, because only a passkey that the server made fits into one"
               : "none, because only an IPv4 address fits into one";
}

std::optional<std::string> invite_of(const Announcement& announcement) {
    if (!announcement.invite_token) return std::nullopt;
    return transport::link_of({announcement.addresses.front().host, announcement.port,
                               announcement.fingerprint, *announcement.invite_token});
}

std::vector<std::string> texts_of(const std::vector<transport::Address>& addresses) {
    std::vector<std::string> texts;
    for (const transport::Address& address : addresses)
        texts.push_back(transport::format(address));
    return texts;
}

}  // namespace

std::string for_people(const Announcement& announcement) {
    std::ostringstream out;
    out << announcement.program << '\n';
    out << "  Name         " << announcement.server_name << '\n';
    const char* label = "  Address      ";
    for (const std::string& text : texts_of(announcement.addresses)) {
        out << label << text << '\n';
        label = "               ";
    }
    out << "  Passkey      " << announcement.passkey.spelled_out() << '\n';
    out << "  Join code    " << join_code_of(announcement).value_or(why_no_join_code(announcement)) << '\n';
    if (const auto invite = invite_of(announcement)) out << "  Invite       " << *invite << '\n';
    out << "  Fingerprint  " << in_groups(announcement.fingerprint) << '\n';
    if (announcement.owner_code)
        out << "  Owner code   " << *announcement.owner_code << "  (shown only this once)\n";
    if (announcement.metrics) out << "  Metrics      http://" << *announcement.metrics << "/metrics\n";
    return out.str();
}

namespace {

nlohmann::ordered_json json_of(const Announcement& announcement) {
    nlohmann::ordered_json json{{"name", announcement.server_name},
                                {"addresses", texts_of(announcement.addresses)},
                                {"port", announcement.port},
                                {"passkey", announcement.passkey.spelled_out()}};
    if (const auto code = join_code_of(announcement)) json["join_code"] = *code;
    if (const auto invite = invite_of(announcement)) json["invite"] = *invite;
    json["fingerprint"] = text::hexadecimal(announcement.fingerprint.bytes);
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
