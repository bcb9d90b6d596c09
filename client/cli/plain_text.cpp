#include "client/cli/plain_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "client/model/composer.hpp"
#include "net/text/message_text.hpp"

namespace crosstalk::cli {

namespace {

std::string list_of(const std::vector<std::string>& names, std::string_view verb) {
    constexpr std::size_t most = 3;
    if (names.empty()) return {};
    if (names.size() > most) return std::to_string(names.size()) + " " + std::string(verb);
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
        text += names[i];
    }
    return text + " " + std::string(verb);
}

std::string two_digits(int number) {
    return {static_cast<char>('0' + number / 10 % 10), static_cast<char>('0' + number % 10)};
}

std::string day_of(const std::tm& time) {
    constexpr std::array days{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
    constexpr std::array months{"January", "February", "March",     "April",   "May",      "June",
                                "July",    "August",   "September", "October", "November", "December"};
    const auto pick = [](const auto& names, int index) {
        return std::string(names[static_cast<std::size_t>(index) % names.size()]);
    };
    return pick(days, time.tm_wday) + ", " + std::to_string(time.tm_mday) + " " + pick(months, time.tm_mon) +
           " " + std::to_string(time.tm_year + 1900);
}

std::string in_seconds(net::Milliseconds span) {
    return std::to_string((span.value + 999) / 1000) + " s";
}

}  // namespace

std::string in_one_line(std::string_view text) {
    std::string line = text::cap_marks(text::sanitise_message(text));
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
    return line;
}

std::string PlainPrinter::styled(Style style, const std::string& text) const {
    if (colours_ == Colours::None || style == Style::Plain) return text;
    const char* begin = style == Style::Dim ? "\x1b[2m" : style == Style::Bold ? "\x1b[1m" : "\x1b[31m";
    return begin + text + "\x1b[0m";
}

void PlainPrinter::line(Style style, const std::string& text) {
    write_(styled(style, text) + "\n");
}

void PlainPrinter::connecting(const std::string& address) {
    if (!was_online_ && offline_reason_.empty()) notice("connecting to " + in_one_line(address));
}

void PlainPrinter::online(const model::Model& model) {
    me_ = model.me().id;
    if (was_online_) notice("connected again");
    was_online_ = true;
    offline_reason_.clear();
}

void PlainPrinter::offline(const model::Offline& offline) {
    if (offline.reason == std::exchange(offline_reason_, offline.reason)) return;  // once is enough
    notice(in_one_line(offline.reason) + " Trying again in " + in_seconds(offline.retry_in) + ".");
}

void PlainPrinter::ready(const model::Model& model) {
    notice("connected to " + in_one_line(model.server().name) + " as " + in_one_line(model.me().name) +
           "; /help lists the commands");
}

void PlainPrinter::message(const model::Room& room, const net::Message& message, Heard heard) {
    const std::tm time = local_(message.at);
    const std::string day = day_of(time);
    if (day != std::exchange(day_, day)) notice(day);

    std::string head = two_digits(time.tm_hour) + ":" + two_digits(time.tm_min) + " ";
    if (room.id != current_) head += "#" + in_one_line(room.name) + " ";
    const bool is_mine = message.author.id == me_;
    const std::string author = "<" + in_one_line(message.author.name) + ">";
    const Style body = heard == Heard::History ? Style::Dim : Style::Plain;
    std::string text = text::cap_marks(text::sanitise_message(message.text));
    std::replace(text.begin(), text.end(), '\t', ' ');

    // A line break in the text begins no line that could be somebody else's.
    std::string out = styled(Style::Dim, head) + styled(is_mine ? Style::Bold : body, author) + " ";
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        if (begin > 0) out += styled(Style::Dim, "      | ");
        out += styled(body, text.substr(begin, end - begin)) + "\n";
        begin = end + 1;
    }
    write_(out);
}

void PlainPrinter::waiting(std::size_t unsent) {
    notice("not connected: " + std::to_string(unsent) + (unsent == 1 ? " line waits" : " lines wait") +
           " to be sent");
}

void PlainPrinter::presence(const std::vector<net::MemberPresence>& changes) {
    std::vector<std::string> came;
    std::vector<std::string> went;
    for (const net::MemberPresence& change : changes) {
        (change.state == net::PresenceState::Online ? came : went).push_back(in_one_line(change.user.name));
    }
    std::string text = list_of(came, "joined");
    if (!went.empty()) text += (text.empty() ? "" : ", ") + list_of(went, "left");
    if (!text.empty()) notice(text);
}

void PlainPrinter::joined(const model::Room& room, const net::UserRef& user) {
    if (room.kind != net::RoomKind::Lobby) {
        notice(in_one_line(user.name) + " entered #" + in_one_line(room.name));
    }
}

void PlainPrinter::left(const model::Room& room, const net::UserRef& user) {
    notice(in_one_line(user.name) + " left #" + in_one_line(room.name));
}

void PlainPrinter::room_added(const model::Room& room) {
    notice("you are in #" + in_one_line(room.name) + " now");
}

void PlainPrinter::room_removed(const std::string& name, net::RoomId) {
    notice("you are no longer in #" + in_one_line(name));
}

void PlainPrinter::invited(const model::Invitation& invitation) {
    const std::string room = in_one_line(invitation.room.name);
    notice((invitation.by.id ? in_one_line(invitation.by.name) + " invites you" : "You are invited") +
           " to #" + room + "; /join #" + room + " enters it");
}

void PlainPrinter::switched(const model::Room& room) {
    current_ = room.id;
    notice("you write to #" + in_one_line(room.name) + " now");
}

void PlainPrinter::past_forgotten() {
    notice("the server was restored from a backup: what came after it is gone");
}

void PlainPrinter::error(std::string_view, const std::string& text, const Ref&) {
    line(Style::Error, "!! " + in_one_line(text));
}

void PlainPrinter::help() {
    for (const model::ComposerCommand& command : model::composer_commands()) {
        std::string usage = "  /" + std::string(command.name) + " " + std::string(command.argument);
        usage.resize(std::max<std::size_t>(usage.size(), 24), ' ');
        line(Style::Plain, usage + std::string(command.help));
    }
    line(Style::Plain, "  //text                sends \"/text\"");
}

void PlainPrinter::rooms(const model::Model& model, net::RoomId current) {
    for (const net::RoomId id : model.rooms()) {
        const model::Room& room = *model.room(id);
        line(Style::Plain, (id == current ? "* #" : "  #") + in_one_line(room.name) +
                               (room.kind == net::RoomKind::Private ? " (private)" : ""));
    }
    for (const model::Invitation& invitation : model.invitations()) {
        line(Style::Plain, "  #" + in_one_line(invitation.room.name) + " (invited)");
    }
}

void PlainPrinter::members(const model::Room& room) {
    std::vector<std::string> here;
    std::vector<std::string> away;
    for (const auto& [id, member] : room.members) {
        (member.state == net::PresenceState::Online ? here : away).push_back(in_one_line(member.user.name));
    }
    const auto show = [&](std::vector<std::string>& names, const std::string& title) {
        std::sort(names.begin(), names.end());
        std::string text = title + " (" + std::to_string(names.size()) + "):";
        for (const std::string& name : names)
            text += " " + name + (&name == &names.back() ? "" : ",");
        line(Style::Plain, text);
    };
    show(here, "here");
    if (!away.empty()) show(away, "away");
    if (!room.members_complete) line(Style::Plain, "and more");
}

void PlainPrinter::myself(const model::Model& model) {
    const bool is_online = model.connection().state == model::ConnectionState::Online;
    line(Style::Plain, "You are " + in_one_line(model.me().name) + " on " + in_one_line(model.server().name) +
                           " (" + in_one_line(model.server().address) +
                           (is_online ? ")" : "), not connected now"));
}

}  // namespace crosstalk::cli
