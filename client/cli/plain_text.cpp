#include "client/cli/plain_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "client/model/game_words.hpp"
#include "client/model/saving.hpp"
#include "client/model/words.hpp"
#include "net/names_of.hpp"
#include "net/text/message_text.hpp"
#include "net/text/names.hpp"

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

std::string because(const std::string& reason) {
    return reason.empty() ? std::string() : ": " + reason;
}

std::string by(const net::UserRef& user) {
    return user.id ? " by " + user.name : std::string();
}

std::string says(const net::UserRef& user, net::UserId me) {
    return user.id && user.id != me ? ", says " + user.name : std::string();
}

}  // namespace

std::string PlainPrinter::date_and_time(net::Timestamp time) const {
    const std::tm local = local_(time);
    return date_of(local) + " " + time_of_day(local);
}

void PlainPrinter::line(Style style, const std::string& text) {
    write_(styled(colours_, style, text) + "\n");
}

void PlainPrinter::notice_in(const model::Room& room, const std::string& text) {
    notice(in_one_line((room.id == current_ ? "" : tag_of(room) + ": ") + text));
}

// --- the connection

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

void PlainPrinter::waiting(std::size_t unsent) {
    notice("not connected: " + std::to_string(unsent) + (unsent == 1 ? " line waits" : " lines wait") +
           " to be sent");
}

void PlainPrinter::past_forgotten() {
    notice("the server was restored from a backup: what came after it is gone");
}

void PlainPrinter::refusal(std::string_view, const std::string& text, const Ref&, net::Milliseconds) {
    line(Style::Error, "!! " + in_one_line(text));
}

// Everything else is seen in a room.
void PlainPrinter::done(std::string_view command, const model::Room* room, const net::Outcome&,
                        const net::UserRef& whom, const Ref&) {
    struct Words {
        std::string_view command;
        std::string_view said;
    };
    constexpr std::array all{Words{"profile", "others see this of you now; /me-info shows it"},
                             Words{"unlink", "this device is shut out"},
                             Words{"revoke-invite", "this link is void"},
                             Words{"online", "you are seen as online"},
                             Words{"away", "you are seen as away"},
                             Words{"busy", "you are seen as busy"},
                             Words{"invisible", "you are seen as offline; /online ends it"},
                             Words{"markread", "everything here counts as read"},
                             Words{"retry", "trying again"},
                             Words{"resume", "it goes on when it is its turn"},
                             Words{"retry-transfer", "trying again"},
                             Words{"cancel-transfer", "given up"},
                             Words{"cancel", "taken back"}};
    if (command == "invite" || command == "invite-guest") {
        const std::string as = command == "invite" ? "" : " as a guest";
        return notice(in_one_line(whom.name + " is invited" + (room ? " to " + tag_of(*room) : "") + as));
    }
    if (command == "ignore")
        return notice(in_one_line("what " + whom.name + " writes is hidden from now on"));
    if (command == "unignore") return notice(in_one_line("what " + whom.name + " writes is shown again"));
    const auto words = std::ranges::find(all, command, &Words::command);
    if (words != all.end()) notice(std::string(words->said));
}

// --- what is said

std::string PlainPrinter::original_of(const model::Room& room, const net::Message& reply) const {
    std::string text = std::to_string(reply.reply_sequence.value);
    const net::Message* original = room.message(reply.reply_sequence);
    if (original == nullptr) return text;
    text += " <" + in_one_line(original->author.name) + "> ";
    if (original->deleted) return text + "(deleted)";
    if (original->game) return text + in_one_line(model::game_in_words(*original->game));
    const std::string shown = render(original->text, {});
    const std::size_t end = shown.find('\n');
    return text + in_one_line(shown.substr(0, end)) + (end == std::string::npos ? "" : " ...");
}

void PlainPrinter::show(const model::Model& model, const model::Room& room, const net::Message& message,
                        Style body, Spoilers spoilers) {
    const std::tm time = local_(message.at);
    const std::string day = day_of(time);
    if (day != std::exchange(day_, day)) notice(day);
    if (model.me().name != my_name_) {
        my_name_ = model.me().name;
        my_key_ = text::name_key(my_name_);
    }

    std::string head = time_of_day(time) + " " + std::to_string(message.sequence.value) + " ";
    if (room.id != current_) head += in_one_line(tag_of(room)) + " ";
    const std::string author = "<" + in_one_line(message.author.name) + ">";
    const bool is_bold = message.author.id == model.me().id || model.mentions_me(message);

    std::string text;
    if (message.deleted) {
        text = styled(colours_, Style::Dim, "(deleted)");
    } else if (message.game) {
        text = card_of(model, room, message);
    } else if (spoilers == Spoilers::Shown) {
        text = text::cap_marks(text::sanitise_message(message.text));
        std::replace(text.begin(), text.end(), '\t', ' ');
    } else {
        const bool names_me = std::ranges::find(message.mentions, model.me().id) != message.mentions.end();
        text = render(message.text, {.colours = colours_,
                                     .style = body,
                                     .my_key = names_me ? my_key_ : std::string(),
                                     .room_mentioned = message.mentions_all});
    }
    if (message.edited_at && !message.deleted) text += styled(colours_, Style::Dim, " (edited)");
    if (message.pinned) text += styled(colours_, Style::Dim, " (pinned)");
    for (std::size_t i = 0; i < message.files.size(); ++i) {
        const net::File& file = message.files[i];
        const std::string number = message.files.size() == 1 ? "" : "." + std::to_string(i + 1);
        text += (text.empty() ? "" : "\n") +
                in_one_line("[" + file.name + ", " + model::size_in_words(file.size) + "]") +
                styled(colours_, Style::Dim,
                       "  /get " + std::to_string(message.sequence.value) + number +
                           (model::is_program(file.name)
                                ? "  " + in_one_line(model::warning_of_program(message.author.name))
                                : ""));
    }
    std::string reactions;
    for (const net::Reaction& reaction : message.reactions)
        reactions += " " + in_one_line(reaction.emoji) + " " + std::to_string(reaction.count);
    if (!reactions.empty()) text += "\n" + styled(colours_, Style::Dim, "(" + reactions.substr(1) + ")");

    std::string out =
        styled(colours_, Style::Dim, head) + styled(colours_, is_bold ? Style::Bold : body, author) + " ";
    if (message.reply_to) {
        out += styled(colours_, Style::Dim, "(to " + original_of(room, message) + ")") + "\n" +
               styled(colours_, Style::Dim, bar);
    }
    // A line break in the text begins no line that could be somebody else's.
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        if (begin > 0) out += styled(colours_, Style::Dim, bar);
        out += text.substr(begin, end - begin) + "\n";
        begin = end + 1;
    }
    write_(out);
}

void PlainPrinter::message(const model::Model& model, const model::Room& room, const net::Message& message,
                           Heard heard) {
    show(model, room, message, heard == Heard::History ? Style::Dim : Style::Plain, Spoilers::Hidden);
}

void PlainPrinter::changed(const model::Model& model, const model::Room& room, const net::Message& message) {
    notice_in(room, "message " + std::to_string(message.sequence.value) + " has changed meanwhile:");
    show(model, room, message, Style::Dim, Spoilers::Hidden);
}

void PlainPrinter::revealed(const model::Model& model, const model::Room& room, const net::Message& message,
                            const Ref&) {
    show(model, room, message, Style::Plain, Spoilers::Shown);
}

// --- people

void PlainPrinter::presence(const std::vector<PresenceNews>& all) {
    std::vector<std::string> came;
    std::vector<std::string> back;
    std::vector<std::string> went;
    std::vector<std::string> away;
    std::vector<std::string> busy;
    for (const PresenceNews& news : all) {
        const bool was_here = news.before != net::PresenceState::Offline;
        std::vector<std::string>& names = news.now == net::PresenceState::Online ? (was_here ? back : came)
                                          : news.now == net::PresenceState::Away ? away
                                          : news.now == net::PresenceState::Busy ? busy
                                                                                 : went;
        names.push_back(in_one_line(news.user.name));
    }
    std::string text;
    for (const std::string& part :
         {list_of(came, "joined"), list_of(went, "left"), list_of(back, "came back"),
          list_of(away, "went away"), list_of(busy, "became busy")}) {
        if (!part.empty()) text += (text.empty() ? "" : ", ") + part;
    }
    if (!text.empty()) notice(text);
}

void PlainPrinter::standing(const model::Room& room, const net::StandingSet& standing, const Standing& before,
                            net::Timestamp now) {
    const bool is_server = room.kind == net::RoomKind::Lobby;
    const std::string where = is_server ? "on the server" : "in " + tag_of(room);
    if (standing.role != before.role) {
        notice(in_one_line("you are now " + std::string(net::name_of(standing.role)) + " " + where +
                           says(standing.by, me_)));
    }
    if (standing.muted_until == before.muted_until) return;
    if (standing.muted_until > now) {
        notice(in_one_line("you may only read " + where + model::until_in_words(standing.muted_until, now) +
                           says(standing.by, me_) + because(standing.reason)));
    } else {
        notice(in_one_line("you may write " + where + " again" + says(standing.by, me_)));
    }
}

// --- one's rooms

void PlainPrinter::room_added(const model::Room& room) {
    notice(room.kind == net::RoomKind::Direct
               ? in_one_line("you can talk with " + room.name + " alone now; /switch " + tag_of(room) +
                             " writes there")
               : in_one_line("you are in " + tag_of(room) + " now"));
}

void PlainPrinter::room_removed(const std::string& tag, const net::RoomRemoved& removed, net::Timestamp now) {
    switch (removed.why) {
        case net::WhyRemoved::Left:
            return notice(in_one_line("you are no longer in " + tag));
        case net::WhyRemoved::Kicked:
            return notice(
                in_one_line("you were kicked from " + tag + by(removed.by) + because(removed.reason)));
        case net::WhyRemoved::Banned:
            return notice(in_one_line("you were banned from " + tag + by(removed.by) +
                                      model::until_in_words(removed.until, now) + because(removed.reason)));
        case net::WhyRemoved::Dissolved:
            return notice(in_one_line(tag + " was dissolved" + by(removed.by)));
    }
}

void PlainPrinter::invited(const model::Invitation& invitation) {
    const std::string room = in_one_line(invitation.room.name);
    notice((invitation.by.id ? in_one_line(invitation.by.name) + " invites you" : "You are invited") +
           " to #" + room + "; /join #" + room + " enters it");
}

void PlainPrinter::switched(const model::Room& room, const Ref&) {
    current_ = room.id;
    notice("you write to " + in_one_line(tag_of(room)) + " now" +
           (room.topic.empty() ? "" : "; it is about: " + in_one_line(room.topic)));
}

}  // namespace crosstalk::cli
