// Answers to commands, as JSON lines.
#include "client/cli/json_games.hpp"
#include "client/cli/json_lines.hpp"
#include "client/cli/json_objects.hpp"
#include "client/model/lookup.hpp"
#include "net/names_of.hpp"
#include "net/text/times.hpp"

namespace crosstalk::cli {

namespace {

Json command_of(const model::ComposerCommand& command) {
    return {{"name", command.name},
            {"argument", model::arguments_of(command)},
            {"help", command.help},
            {"example", command.example},
            {"group", model::title_of(command.group)}};
}

struct About {
    const model::Model& model;
    const model::Answered& answered;
    Rest rest;

    [[nodiscard]] Json event_of(const char* name) const { return {{"event", name}}; }
    [[nodiscard]] Json event_of(const char* name, net::RoomId room) const {
        return {{"event", name}, {"room", tag_of(model, room)}};
    }
    [[nodiscard]] bool has_more() const { return rest == Rest::More; }
};

Json of(const About& about, const net::HistoryPage& page) {
    Json object = about.event_of("page", page.room);
    object["from"] = page.from.value;
    object["through"] = page.through.value;
    object["messages"] = messages_of(about.model, page.room, page.messages);
    object["at_end"] = page.at_end;
    object["more"] = about.has_more();
    return object;
}

Json of(const About& about, const net::SearchPage& page) {
    Json hits = Json::array();
    for (const net::Hit& hit : page.hits) {
        if (about.model.is_ignored(hit.author.id)) continue;
        Json words = Json::array();
        for (const net::Highlight& word : hit.highlights)
            words.push_back(Json{{"from", word.from}, {"size", word.size}});
        hits.push_back(Json{{"room", tag_of(about.model, hit.room)},
                            {"seq", hit.sequence.value},
                            {"id", id_of(hit.id)},
                            {"from", user_of(hit.author)},
                            {"time", text::rfc3339(hit.at)},
                            {"snippet", hit.snippet},
                            {"words", std::move(words)}});
    }
    Json object = about.event_of("search_result");
    object["hits"] = std::move(hits);
    object["more"] = about.has_more();
    if (page.ranked != 0) object["ranked"] = page.ranked;
    return object;
}

Json of(const About& about, const net::DirectoryPage& page) {
    Json rooms = Json::array();
    for (const net::RoomSummary& room : page.rooms) {
        Json summary = summary_of(room);
        summary["mine"] = about.model.room(room.id) != nullptr;
        rooms.push_back(std::move(summary));
    }
    Json object = about.event_of("directory");
    object["rooms"] = std::move(rooms);
    object["more"] = about.has_more();
    return object;
}

Json of(const About& about, const net::PinsPage& page) {
    Json object = about.event_of("pins", page.room);
    object["messages"] = messages_of(about.model, page.room, page.messages);
    object["more"] = about.has_more();
    return object;
}

Json of(const About& about, const net::EditsPage& page) {
    Json texts = Json::array();
    for (const net::FormerText& former : page.texts)
        texts.push_back(Json{{"text", former.text}, {"until", text::rfc3339(former.until)}});
    Json object = about.event_of("edits", page.room);
    object["id"] = id_of(page.message);
    object["texts"] = std::move(texts);
    return object;
}

Json of(const About& about, const net::PersonFound& found) {
    Json object = about.event_of("person");
    object.update(member_of(found.member));
    object["bio"] = found.bio;
    object["created"] = time_of(found.created);
    return object;
}

Json of(const About& about, const net::AuditPage& page) {
    Json entries = Json::array();
    for (const net::AuditEntry& entry : page.entries) {
        Json object{{"time", text::rfc3339(entry.at)},
                    {"action", name_of(entry.action)},
                    {"by", maybe_user_of(entry.by)}};
        if (entry.user.id) object["user"] = user_of(entry.user);
        if (const std::string tag = tag_of(about.model, entry.room); !tag.empty()) object["room"] = tag;
        object["room_id"] = id_of(entry.room);
        object["detail"] = entry.detail;
        entries.push_back(std::move(object));
    }
    Json object = about.event_of("audit", page.room);
    object["entries"] = std::move(entries);
    object["more"] = about.has_more();
    return object;
}

Json of(const About& about, const net::BansPage& page) {
    Json bans = Json::array();
    for (const net::Ban& ban : page.bans) {
        bans.push_back(Json{{"user", user_of(ban.user)},
                            {"by", maybe_user_of(ban.by)},
                            {"time", text::rfc3339(ban.at)},
                            {"until", time_of(ban.until)},
                            {"reason", ban.reason},
                            {"addresses", ban.addresses}});
    }
    Json object = about.event_of("bans", page.room);
    object["bans"] = std::move(bans);
    object["more"] = about.has_more();
    return object;
}

Json of(const About& about, const net::DeviceList& list) {
    Json devices = Json::array();
    for (const net::DeviceInfo& device : list.devices) {
        devices.push_back(Json{{"id", id_of(device.id)},
                               {"added", text::rfc3339(device.added)},
                               {"online", device.online},
                               {"removed", device.removed}});
    }
    Json object = about.event_of("devices");
    object["user"] = user_of(list.user);
    object["devices"] = std::move(devices);
    return object;
}

Json of(const About& about, const net::InviteList& list) {
    Json invites = Json::array();
    for (const net::InviteInfo& invite : list.invites) {
        invites.push_back(
            Json{{"id", id_of(invite.id)},
                 {"by", maybe_user_of(invite.by)},
                 {"created", text::rfc3339(invite.created)},
                 {"until", time_of(invite.until)},
                 {"uses_left", invite.uses_left == 0 ? Json(nullptr) : Json(invite.uses_left)}});
    }
    Json object = about.event_of("invites");
    object["invites"] = std::move(invites);
    return object;
}

Json of(const About& about, const net::CodeMade& made) {
    Json object = about.event_of("code");
    object["user"] = user_of(made.user);
    object["code"] = made.code;
    object["valid_s"] = made.valid.value / 1000;
    return object;
}

Json of(const About& about, const net::PasskeyRotated& rotated) {
    Json object = about.event_of("passkey");
    object["passkey"] = rotated.passkey;
    return object;
}

Json of(const About& about, const net::StatsReport& report) {
    Json stats = Json::object();
    for (const net::Stat& stat : report.stats)
        stats[stat.name] = stat.value;
    Json object = about.event_of("stats");
    object["stats"] = std::move(stats);
    return object;
}

Json of(const About& about, const net::GamesPage& page) {
    return event_of(about.model, page, about.has_more());
}

Json of(const About& about, const net::GameFound& found) {
    return event_of(about.model, found);
}

Json of(const About& about, const net::LeaderboardPage& page) {
    return event_of(page, about.has_more());
}

}  // namespace

void JsonPrinter::answer(const model::Model& model, const model::Answered& answered, Rest rest,
                         const Ref& ref) {
    const About about{model, answered, rest};
    std::visit([&](const auto& known) { write_(line_of(with_ref(of(about, known), ref))); }, answered.answer);
}

void JsonPrinter::help(const model::ComposerCommand* command, const Ref& ref) {
    Json commands = Json::array();
    for (const model::ComposerCommand& each : model::composer_commands()) {
        if (command == nullptr || command == &each) commands.push_back(command_of(each));
    }
    write_(line_of(with_ref({{"event", "help"}, {"commands", std::move(commands)}}, ref)));
}

void JsonPrinter::rooms(const model::Model& model, net::RoomId current, const Ref& ref) {
    Json rooms = Json::array();
    for (const net::RoomId id : model.rooms()) {
        const model::Room& room = *model.room(id);
        rooms.push_back(Json{{"room", tag_of(room)},
                             {"id", id_of(id)},
                             {"kind", name_of(room.kind)},
                             {"current", id == current},
                             {"members", room.member_count},
                             {"unread", room.unread()},
                             {"mentions", room.unread_mentions()},
                             {"last", time_of(room.last_at)}});
    }
    Json invitations = Json::array();
    for (const model::Invitation& invitation : model.invitations()) {
        invitations.push_back(Json{{"room", tag_of(invitation.room.kind, invitation.room.name)},
                                   {"id", id_of(invitation.room.id)}});
    }
    write_(line_of(with_ref(
        {{"event", "rooms"}, {"rooms", std::move(rooms)}, {"invitations", std::move(invitations)}}, ref)));
}

void JsonPrinter::room(const model::Room& room, const Ref& ref) {
    write_(line_of(with_ref({{"event", "room"},
                             {"room", tag_of(room)},
                             {"id", id_of(room.id)},
                             {"kind", name_of(room.kind)},
                             {"topic", room.topic},
                             {"posters", net::name_of(room.posters)},
                             {"slow_s", room.slow_mode_s},
                             {"locked", room.locked},
                             {"members", room.member_count},
                             {"role", net::name_of(room.role)}},
                            ref)));
}

void JsonPrinter::members(const model::Room& room, const Ref& ref) {
    Json members = Json::array();
    for (const auto& [id, member] : room.members)
        members.push_back(member_of(member));
    write_(line_of(with_ref({{"event", "members"},
                             {"room", tag_of(room)},
                             {"members", std::move(members)},
                             {"complete", room.members_complete}},
                            ref)));
}

void JsonPrinter::myself(const model::Model& model, const Ref& ref) {
    write_(line_of(with_ref({{"event", "me"},
                             {"user", user_of(model.me())},
                             {"server", server_of(model.server())},
                             {"role", net::name_of(model.role())}},
                            ref)));
}

void JsonPrinter::ignored(const model::Model& model, const Ref& ref) {
    Json users = Json::array();
    for (const auto& [id, user] : model.ignored())
        users.push_back(user_of(user));
    write_(line_of(with_ref({{"event", "ignored"}, {"users", std::move(users)}}, ref)));
}

void JsonPrinter::outbox(const model::Model& model, const Ref& ref) {
    Json lines = Json::array();
    for (const model::Unsent& unsent : model::all_unsent(model)) {
        Json line{{"n", lines.size() + 1},
                  {"command", unsent.post ? "post" : name_of(unsent.change->command)},
                  {"state", name_of(unsent.state())},
                  {"time", time_of(unsent.at())}};
        if (unsent.post) {
            line["room"] = tag_of(model, unsent.post->room);
            line["text"] = unsent.post->text;
        }
        if (!unsent.reason().empty()) line["reason"] = unsent.reason();
        lines.push_back(std::move(line));
    }
    write_(line_of(with_ref({{"event", "outbox"}, {"lines", std::move(lines)}}, ref)));
}

void JsonPrinter::revealed(const model::Model& model, const model::Room& room, const net::Message& message,
                           const Ref& ref) {
    Json object{{"event", "revealed"}};
    object.update(message_of(model, tag_of(room), message));
    write_(line_of(with_ref(std::move(object), ref)));
}

void JsonPrinter::invite_made(const MadeInvite& invite, const Ref& ref) {
    write_(line_of(
        with_ref({{"event", "invite"},
                  {"link", invite.link},
                  {"id", id_of(invite.id)},
                  {"valid_s", invite.span.value == 0 ? Json(nullptr) : Json(invite.span.value / 1000)},
                  {"uses", invite.uses == 0 ? Json(nullptr) : Json(invite.uses)}},
                 ref)));
}

void JsonPrinter::written(const WrittenFile& file, const Ref& ref) {
    write_(line_of(with_ref(
        {{"event", "export"}, {"room", file.room}, {"file", file.file}, {"messages", file.messages}}, ref)));
}

}  // namespace crosstalk::cli
