#include "client/model/notice.hpp"

#include "client/model/words.hpp"
#include "net/names_of.hpp"

namespace crosstalk::model {

namespace {

std::string by(const net::UserRef& user) {
    return user.id ? " by " + user.name : std::string();
}

std::string because(const std::string& reason) {
    return reason.empty() ? std::string() : ": " + reason;
}

std::string says(const net::UserRef& user) {
    return user.id ? ", says " + user.name : std::string();
}

std::string who(const net::UserRef& user) {
    return user.id ? user.name : std::string("The server");
}

std::string say(const CameOnline& change, net::Timestamp) {
    return change.user.name + " came online";
}
std::string say(const WentOffline& change, net::Timestamp) {
    return change.user.name + " went offline";
}
std::string say(const net::MemberJoined& fact, net::Timestamp) {
    return fact.user.name + " joined";
}
std::string say(const net::MemberLeft& fact, net::Timestamp) {
    return fact.user.name + " left";
}
std::string say(const net::MemberKicked& fact, net::Timestamp) {
    return fact.user.name + " was kicked" + by(fact.by) + because(fact.reason);
}
std::string say(const net::MemberBanned& fact, net::Timestamp at) {
    return fact.user.name + " was banned" + by(fact.by) + until_in_words(fact.until, at) +
           because(fact.reason);
}
std::string say(const net::MemberUnbanned& fact, net::Timestamp) {
    return fact.user.name + " is no longer banned" + says(fact.by);
}
std::string say(const net::MemberMuted& fact, net::Timestamp at) {
    if (fact.until <= at) return fact.user.name + " may write again" + says(fact.by);
    return fact.user.name + " was muted" + by(fact.by) + until_in_words(fact.until, at) +
           because(fact.reason);
}
std::string say(const net::RoleSet& fact, net::Timestamp) {
    const std::string text = fact.user.name + " is now " + std::string(name_of(fact.role));
    return fact.by.id == fact.user.id ? text : text + says(fact.by);
}
std::string say(const net::UserRenamed& fact, net::Timestamp) {
    return fact.old_name + " is now called " + fact.user.name;
}
std::string say(const net::RoomRenamed& fact, net::Timestamp) {
    return who(fact.by) + " renamed the room to " + fact.name;
}
std::string say(const net::TopicSet& fact, net::Timestamp) {
    if (fact.topic.empty()) return who(fact.by) + " removed the topic";
    return who(fact.by) + " set the topic: " + fact.topic;
}
std::string say(const net::PinSet& fact, net::Timestamp) {
    return who(fact.by) + (fact.on ? " pinned a message" : " unpinned a message");
}
std::string say(const net::MessagesPurged& fact, net::Timestamp) {
    return who(fact.by) + " removed older messages for good";
}
std::string say(const SettingsChanged& change, net::Timestamp) {
    std::string text;
    const auto add = [&](const std::string& part) { text += (text.empty() ? " made " : ", ") + part; };
    if (change.now.kind != change.before.kind) {
        add(change.now.kind == net::RoomKind::Public ? "the room public" : "the room private");
    }
    if (change.now.posters != change.before.posters) {
        add("it a room that " + std::string(name_of(change.now.posters)) + " may write to");
    }
    if (change.now.slow_mode_s != change.before.slow_mode_s) {
        const net::Milliseconds span{std::int64_t{change.now.slow_mode_s} * 1000};
        add(change.now.slow_mode_s == 0 ? "everybody free to write at any pace"
                                        : "everybody wait " + span_in_words(span) + " between posts");
    }
    if (change.now.locked != change.before.locked) {
        add(change.now.locked ? "a passkey open the room" : "the passkey void");
    }
    return who(change.now.by) + (text.empty() ? " set the room's passkey anew" : text);
}

}  // namespace

const net::UserRef* comer_or_goer(const Change& change) {
    return std::visit(
        []<class C>(const C& known) -> const net::UserRef* {
            if constexpr (std::is_same_v<C, CameOnline> || std::is_same_v<C, WentOffline> ||
                          std::is_same_v<C, net::MemberJoined> || std::is_same_v<C, net::MemberLeft>) {
                return &known.user;
            } else {
                return nullptr;
            }
        },
        change);
}

std::string in_words(const Change& change, net::Timestamp at) {
    return std::visit([&](const auto& known) { return say(known, at); }, change);
}

}  // namespace crosstalk::model
