#include "client/cli/json_lines.hpp"

#include "client/cli/json_objects.hpp"
#include "client/model/link_command.hpp"
#include "net/names_of.hpp"

namespace crosstalk::cli {

// --- the connection

void JsonPrinter::connecting(const std::string&) {
    write_(line_of({{"event", "connection"}, {"state", "connecting"}}));
}

void JsonPrinter::online(const model::Model&) {
    write_(line_of({{"event", "connection"}, {"state", "online"}}));
}

void JsonPrinter::offline(const model::Offline& offline) {
    write_(line_of({{"event", "connection"},
                    {"state", "offline"},
                    {"retry_in_ms", offline.retry_in.value},
                    {"reason", offline.reason}}));
}

void JsonPrinter::ready(const model::Model& model) {
    write_(
        line_of({{"event", "ready"}, {"user", user_of(model.me())}, {"server", server_of(model.server())}}));
}

void JsonPrinter::past_forgotten() {
    write_(line_of({{"event", "reset"}}));
}

void JsonPrinter::refusal(std::string_view code, const std::string& text, const Ref& ref,
                          net::Milliseconds retry_after) {
    Json object{{"event", "error"}, {"code", code}, {"text", text}, {"ref", ref_of(ref)}};
    if (retry_after.value > 0) object["retry_in_ms"] = retry_after.value;
    write_(line_of(object));
}

// --- what is said

void JsonPrinter::message(const model::Model& model, const model::Room& room, const net::Message& message,
                          Heard heard) {
    Json object{{"event", "message"}};
    object.update(message_of(model, tag_of(room), message));
    object["history"] = heard == Heard::History;
    write_(line_of(object));
}

void JsonPrinter::changed(const model::Model& model, const model::Room& room, const net::Message& message) {
    Json object{{"event", "changed"}};
    object.update(message_of(model, tag_of(room), message));
    write_(line_of(object));
}

void JsonPrinter::sent(const model::Room& room, const net::Outcome& outcome, const Ref& ref) {
    write_(line_of({{"event", "sent"},
                    {"ref", ref_of(ref)},
                    {"room", tag_of(room)},
                    {"seq", outcome.sequence.value},
                    {"id", id_of(outcome.message)}}));
}

void JsonPrinter::done(std::string_view command, const model::Room* room, const net::Outcome& outcome,
                       const net::UserRef&, const Ref& ref) {
    Json object{{"event", "done"}, {"command", command}, {"ref", ref_of(ref)}};
    if (room) object["room"] = tag_of(*room);
    if (outcome.sequence) object["seq"] = outcome.sequence.value;
    if (outcome.message) object["id"] = id_of(outcome.message);
    write_(line_of(object));
}

void JsonPrinter::unsent(std::string_view command, const Ref& ref) {
    write_(line_of({{"event", "unsent"}, {"command", command}, {"ref", ref_of(ref)}}));
}

// --- people

void JsonPrinter::presence(const std::vector<PresenceNews>& news) {
    for (const PresenceNews& each : news) {
        write_(line_of({{"event", "presence"}, {"user", user_of(each.user)}, {"state", name_of(each.now)}}));
    }
}

void JsonPrinter::typing(const model::Room& room) {
    Json users = Json::array();
    for (const auto& [id, typist] : room.typing)
        users.push_back(user_of(typist.user));
    write_(line_of({{"event", "typing"}, {"room", tag_of(room)}, {"users", std::move(users)}}));
}

void JsonPrinter::spectators(const model::Model&, const model::Room& room,
                             const net::Spectators& spectators) {
    Json users = Json::array();
    for (const net::UserRef& user : spectators.users)
        users.push_back(user_of(user));
    write_(line_of({{"event", "spectators"},
                    {"room", tag_of(room)},
                    {"id", id_of(spectators.game)},
                    {"count", spectators.count},
                    {"users", std::move(users)}}));
}

void JsonPrinter::progress(const model::Model& model, const model::Room& room,
                           const std::vector<net::UserProgress>& members) {
    for (const net::UserProgress& member : members) {
        write_(line_of({{"event", "read"},
                        {"room", tag_of(room)},
                        {"user", user_of(known_user(model, room, member.user))},
                        {"seq", member.read.value},
                        {"delivered", member.delivered.value}}));
    }
}

void JsonPrinter::unread(const model::Room& room) {
    write_(line_of({{"event", "unread"},
                    {"room", tag_of(room)},
                    {"unread", room.unread()},
                    {"mentions", room.unread_mentions()}}));
}

void JsonPrinter::standing(const model::Room& room, const net::StandingSet& standing, const Standing&,
                           net::Timestamp) {
    Json object{{"event", "standing"},
                {"room", tag_of(room)},
                {"role", net::name_of(standing.role)},
                {"muted", bool(standing.muted_until)},
                {"muted_until", time_of(standing.muted_until)},
                {"by", maybe_user_of(standing.by)}};
    if (!standing.reason.empty()) object["reason"] = standing.reason;
    write_(line_of(object));
}

// --- one's rooms

void JsonPrinter::room_added(const model::Room& room) {
    write_(line_of({{"event", "room_added"},
                    {"room", tag_of(room)},
                    {"id", id_of(room.id)},
                    {"kind", name_of(room.kind)}}));
}

void JsonPrinter::room_removed(const std::string& tag, const net::RoomRemoved& removed, net::Timestamp) {
    Json object{
        {"event", "room_removed"}, {"room", tag}, {"id", id_of(removed.room)}, {"why", name_of(removed.why)}};
    if (removed.by.id) object["by"] = user_of(removed.by);
    if (!removed.reason.empty()) object["reason"] = removed.reason;
    if (removed.why == net::WhyRemoved::Banned) object["until"] = time_of(removed.until);
    write_(line_of(object));
}

void JsonPrinter::invited(const model::Invitation& invitation) {
    write_(line_of({{"event", "invited"},
                    {"room", tag_of(invitation.room.kind, invitation.room.name)},
                    {"id", id_of(invitation.room.id)},
                    {"by", user_of(invitation.by)}}));
}

void JsonPrinter::switched(const model::Room& room, const Ref& ref) {
    write_(line_of(with_ref({{"event", "switched"}, {"room", tag_of(room)}, {"id", id_of(room.id)}}, ref)));
}

// --- lines in

namespace {

// As messages have it: 17 is a "seq", "17408" an "id", and so is that of {"seq","id"}; "^2" as people type it.
std::optional<model::MessageName> reply_of(const Json& value) {
    if (value.is_number_unsigned()) return model::message_name(std::to_string(value.get<std::uint64_t>()));
    if (value.is_object()) {
        const auto id = value.find("id");
        return id == value.end() || id->is_object() ? std::nullopt : reply_of(*id);
    }
    if (!value.is_string()) return std::nullopt;
    const auto& name = value.get_ref<const std::string&>();
    return model::message_name(name.starts_with('^') ? name : "id:" + name);
}

}  // namespace

std::variant<JsonPost, JsonCommand, BadJson> parse_json_line(std::string_view line) {
    const Json object = Json::parse(line, nullptr, false);
    if (!object.is_object()) return BadJson{"This line is not a JSON object.", {}};
    Ref ref;
    if (const auto given = object.find("ref"); given != object.end() && !given->is_null()) {
        ref = given->dump(-1, ' ', false, Json::error_handler_t::replace);
        if (ref.size() > model::max_ref_bytes) return BadJson{"\"ref\" is too long.", {}};
    }
    std::optional<std::string> room;
    if (const auto given = object.find("room"); given != object.end() && !given->is_null()) {
        if (!given->is_string()) return BadJson{"\"room\" has to be a string.", ref};
        room = given->get<std::string>();
    }
    const auto text = object.find("text");
    const auto command = object.find("command");
    if (command != object.end()) {
        if (text != object.end()) return BadJson{"Give either \"text\" or \"command\", not both.", ref};
        if (!command->is_string() || !command->get_ref<const std::string&>().starts_with('/')) {
            return BadJson{"\"command\" has to be a string that begins with /.", ref};
        }
        return JsonCommand{room, command->get<std::string>(), ref};
    }
    if (text == object.end() || !text->is_string()) return BadJson{"\"text\" has to be a string.", ref};
    JsonPost post{.room = room, .text = text->get<std::string>(), .reply_to = {}, .ref = ref};
    if (const auto reply = object.find("reply_to"); reply != object.end() && !reply->is_null()) {
        post.reply_to = reply_of(*reply);
        if (!post.reply_to) {
            return BadJson{"\"reply_to\" has to be the \"seq\" or the \"id\" of a message.", ref};
        }
    }
    return post;
}

}  // namespace crosstalk::cli
