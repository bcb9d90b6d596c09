// What happened in a room, as JSON lines. "seq" and "id" are those of the message that a fact is about.
#include "client/cli/json_games.hpp"
#include "client/cli/json_lines.hpp"
#include "client/cli/json_objects.hpp"
#include "net/names_of.hpp"
#include "net/text/times.hpp"

namespace crosstalk::cli {

namespace {

struct About {
    const model::Model& model;
    const model::Room& room;
    const net::Event& event;

    [[nodiscard]] Json event_of(const char* name) const { return {{"event", name}, {"room", tag_of(room)}}; }
    template <class Fact>
    [[nodiscard]] Json of_message(const char* name, const Fact& fact) const {
        Json object = event_of(name);
        object["seq"] = fact.sequence.value;
        object["id"] = id_of(fact.message);
        return object;
    }
};

Json of(const About& about, const net::MemberJoined& fact) {
    Json object = about.event_of("joined");
    object["user"] = user_of(fact.user);
    object["role"] = net::name_of(fact.role);
    return object;
}

Json of(const About& about, const net::MemberLeft& fact) {
    Json object = about.event_of("left");
    object["user"] = user_of(fact.user);
    return object;
}

Json of(const About& about, const net::MessageEdited& fact) {
    Json object = about.of_message("edited", fact);
    if (const net::Message* message = about.room.message(fact.sequence)) {
        object["from"] = user_of(message->author);
    }
    object["text"] = fact.text;
    return object;
}

Json of(const About& about, const net::MessageDeleted& fact) {
    Json object = about.of_message("deleted", fact);
    object["by"] = maybe_user_of(fact.by);
    return object;
}

Json of(const About& about, const net::ReactionSet& fact) {
    Json object = about.of_message("reaction", fact);
    object["user"] = user_of(fact.user);
    object["emoji"] = fact.emoji;
    object["on"] = fact.on;
    return object;
}

Json of(const About& about, const net::PinSet& fact) {
    Json object = about.of_message("pinned", fact);
    object["by"] = maybe_user_of(fact.by);
    object["on"] = fact.on;
    return object;
}

Json of(const About& about, const net::MessagesPurged& fact) {
    Json object = about.event_of("purged");
    object["before"] = time_of(fact.before);
    object["by"] = maybe_user_of(fact.by);
    return object;
}

Json of_order(Json object, const net::UserRef& user, const net::UserRef& by) {
    object["user"] = user_of(user);
    object["by"] = maybe_user_of(by);
    return object;
}

Json of(const About& about, const net::MemberKicked& fact) {
    Json object = of_order(about.event_of("kicked"), fact.user, fact.by);
    object["reason"] = fact.reason;
    return object;
}

Json of(const About& about, const net::MemberBanned& fact) {
    Json object = of_order(about.event_of("banned"), fact.user, fact.by);
    object["until"] = time_of(fact.until);
    object["reason"] = fact.reason;
    return object;
}

Json of(const About& about, const net::MemberUnbanned& fact) {
    return of_order(about.event_of("unbanned"), fact.user, fact.by);
}

Json of(const About& about, const net::MemberMuted& fact) {
    if (!fact.until) return of_order(about.event_of("unmuted"), fact.user, fact.by);
    Json object = of_order(about.event_of("muted"), fact.user, fact.by);
    object["until"] = time_of(fact.until);
    object["reason"] = fact.reason;
    return object;
}

Json of(const About& about, const net::RoleSet& fact) {
    Json object = of_order(about.event_of("role"), fact.user, fact.by);
    object["role"] = net::name_of(fact.role);
    return object;
}

Json of(const About&, const net::UserRenamed& fact) {
    return {{"event", "user_renamed"}, {"user", user_of(fact.user)}, {"old_name", fact.old_name}};
}

Json of(const About&, const net::ProfileSet& fact) {
    Json object{{"event", "profile"}, {"user", user_of(fact.user)}, {"status", fact.card.status}};
    object["colour"] = fact.card.colour == 0 ? Json(nullptr) : Json(colour_of(fact.card.colour));
    return object;
}

Json of(const About& about, const net::RoomRenamed& fact) {
    Json object = about.event_of("renamed");
    object["id"] = id_of(about.room.id);
    object["by"] = maybe_user_of(fact.by);
    return object;
}

Json of(const About& about, const net::TopicSet& fact) {
    Json object = about.event_of("topic");
    object["topic"] = fact.topic;
    object["by"] = maybe_user_of(fact.by);
    return object;
}

Json of(const About& about, const net::RoomSettingsSet& fact) {
    Json object = about.event_of("settings");
    object["kind"] = name_of(fact.kind);
    object["posters"] = net::name_of(fact.posters);
    object["slow_s"] = fact.slow_mode_s;
    object["locked"] = fact.locked;
    object["by"] = maybe_user_of(fact.by);
    return object;
}

Json of(const About& about, const net::GameChanged& fact) {
    return cli::event_of(about.room, fact);
}

}  // namespace

void JsonPrinter::happened(const model::Model& model, const model::Room& room, const net::Event& event) {
    const About about{model, room, event};
    std::visit(
        [&]<class Fact>(const Fact& fact) {
            if constexpr (requires { of(about, fact); }) {
                Json object = of(about, fact);
                object["time"] = text::rfc3339(event.at);
                write_(line_of(object));
            }
        },
        event.fact);
}

}  // namespace crosstalk::cli
