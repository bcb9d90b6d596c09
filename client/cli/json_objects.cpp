#include "client/cli/json_objects.hpp"

#include <algorithm>
#include <cstdio>

#include "client/cli/json_lines.hpp"
#include "net/names_of.hpp"
#include "net/text/hexadecimal.hpp"
#include "net/text/times.hpp"

namespace crosstalk::cli {

Json maybe_user_of(const net::UserRef& user) {
    return user.id ? user_of(user) : Json(nullptr);
}

Json server_of(const model::ServerIdentity& server) {
    return {
        {"name", server.name}, {"fingerprint", text::hexadecimal(server.key)}, {"address", server.address}};
}

Json ref_of(const Ref& ref) {
    if (ref.empty()) return nullptr;
    return Json::parse(ref, nullptr, false);
}

Json with_ref(Json object, const Ref& ref) {
    if (!ref.empty()) object["ref"] = ref_of(ref);
    return object;
}

Json time_of(net::Timestamp time) {
    if (!time || time == net::for_good) return nullptr;
    return text::rfc3339(time);
}

std::string colour_of(std::uint32_t colour) {
    char text[8];
    std::snprintf(text, sizeof text, "#%06x", static_cast<unsigned>(colour & 0xFFFFFFU));
    return text;
}

Json summary_of(const net::RoomSummary& room) {
    return {{"room", tag_of(room.kind, room.name)},
            {"id", id_of(room.id)},
            {"kind", name_of(room.kind)},
            {"topic", room.topic},
            {"members", room.members},
            {"locked", room.locked},
            {"last", time_of(room.last_at)}};
}

Json messages_of(const model::Model& model, net::RoomId room, const std::vector<net::Message>& messages) {
    Json list = Json::array();
    for (const net::Message& message : messages) {
        if (!model.is_ignored(message.author.id))
            list.push_back(message_of(model, tag_of(model, room), message));
    }
    return list;
}

Json member_of(const net::Member& member) {
    Json object{{"user", user_of(member.presence.user)},
                {"state", name_of(member.presence.state)},
                {"role", net::name_of(member.role)}};
    if (member.card.colour != 0) object["colour"] = colour_of(member.card.colour);
    if (!member.card.status.empty()) object["status"] = member.card.status;
    if (member.seen) object["seen"] = text::rfc3339(member.seen);
    if (member.muted_until) object["muted"] = true;
    if (member.muted_until) object["muted_until"] = time_of(member.muted_until);
    return object;
}

}  // namespace crosstalk::cli
