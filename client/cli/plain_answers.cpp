// Answers to commands, as lines for people.
#include <algorithm>

#include "client/cli/plain_text.hpp"
#include "client/model/lookup.hpp"
#include "client/model/words.hpp"
#include "net/names_of.hpp"

namespace crosstalk::cli {

namespace {

constexpr std::size_t help_column = 36;

std::string padded(std::string text, std::size_t width) {
    text.resize(std::max(text.empty() ? width : text.size() + 1, width), ' ');
    return text;
}

std::string name_or(const net::UserRef& user, const char* otherwise) {
    return user.id ? user.name : std::string(otherwise);
}

std::string state_of(const net::Member& member) {
    std::string text(name_of(member.presence.state));
    if (member.role != net::Role::Member) text += ", " + std::string(net::name_of(member.role));
    if (member.muted_until) text += ", muted";
    return text;
}

// A part of a text: where signs of a spoiler stand in it, what is behind them is not shown.
std::string without_spoilers(std::string_view snippet) {
    constexpr std::string_view sign = "||";
    std::string text;
    for (;;) {
        const std::size_t begin = snippet.find(sign);
        text += snippet.substr(0, begin);
        if (begin == std::string_view::npos) return text;
        text += "[spoiler]";
        const std::size_t end = snippet.find(sign, begin + sign.size());
        if (end == std::string_view::npos) return text;
        snippet.remove_prefix(end + sign.size());
    }
}

std::string count_of(std::uint64_t count, const char* what) {
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

}  // namespace

void PlainPrinter::help(const model::ComposerCommand* command, const Ref&) {
    if (command != nullptr) {
        line(model::usage_of(*command));
        line("  " + std::string(command->help));
        line("  for example " + std::string(command->example));
        return;
    }
    const model::ComposerCommand* before = nullptr;
    for (const model::ComposerCommand& each : model::composer_commands()) {
        if (before == nullptr || before->group != each.group) {
            line(Style::Bold, std::string(model::title_of(each.group)));
        }
        before = &each;
        const std::string usage = "  " + model::usage_of(each);
        if (usage.size() >= help_column) line(usage);
        line(padded(usage.size() < help_column ? usage : std::string(), help_column) +
             std::string(each.help));
    }
    line(padded("  //text", help_column) + "sends \"/text\"");
    line(
        "MSG is a message's number, ^ the last one, ^3 the third last; a name with blanks stands in "
        "quotation marks.");
}

void PlainPrinter::rooms(const model::Model& model, net::RoomId current, const Ref&) {
    for (const net::RoomId id : model.rooms()) {
        const model::Room& room = *model.room(id);
        std::string text = (id == current ? "* " : "  ") + tag_of(room);
        if (room.kind == net::RoomKind::Private) text += " (private)";
        if (room.unread() > 0) text += ", " + std::to_string(room.unread()) + " unread";
        if (!room.topic.empty()) text += ": " + room.topic;
        line(in_one_line(text));
    }
    for (const model::Invitation& invitation : model.invitations()) {
        line(in_one_line("  #" + invitation.room.name + " (invited)"));
    }
}

void PlainPrinter::room(const model::Room& room, const Ref&) {
    std::string text = tag_of(room) + " (" + std::string(name_of(room.kind)) + ", " +
                       count_of(room.member_count, "member") + ")";
    if (!room.topic.empty()) text += ": " + room.topic;
    line(in_one_line(text));
    std::string rules = "  " + std::string(net::name_of(room.posters)) + " may write";
    if (room.slow_mode_s != 0) {
        rules += ", " + model::span_in_words({std::int64_t{room.slow_mode_s} * 1000}) + " between two posts";
    }
    if (room.locked) rules += ", a passkey opens it";
    line(rules + "; you are " + std::string(net::name_of(room.role)));
}

void PlainPrinter::members(const model::Room& room, const Ref&) {
    std::vector<std::string> here;
    std::vector<std::string> away;
    for (const auto& [id, member] : room.members) {
        std::string text = in_one_line(member.presence.user.name);
        std::string marks;
        const auto mark = [&](std::string_view word) {
            marks += (marks.empty() ? "" : ", ") + std::string(word);
        };
        const net::PresenceState state = member.presence.state;
        if (member.role != net::Role::Member) mark(net::name_of(member.role));
        if (state == net::PresenceState::Away || state == net::PresenceState::Busy) mark(name_of(state));
        if (member.muted_until) mark("muted");
        if (!marks.empty()) text += " (" + marks + ")";
        (state == net::PresenceState::Offline ? away : here).push_back(std::move(text));
    }
    const auto show_names = [&](std::vector<std::string>& names, const std::string& title) {
        std::sort(names.begin(), names.end());
        std::string text = title + " (" + std::to_string(names.size()) + "):";
        for (const std::string& name : names)
            text += " " + name + (&name == &names.back() ? "" : ",");
        line(text);
    };
    show_names(here, "here");
    if (!away.empty()) show_names(away, "not here");
    if (!room.members_complete) line("and more");
}

void PlainPrinter::myself(const model::Model& model, const Ref&) {
    const bool is_online = model.connection().state == model::ConnectionState::Online;
    line("You are " + in_one_line(model.me().name) + " on " + in_one_line(model.server().name) + " (" +
         in_one_line(model.server().address) + (is_online ? ")" : "), not connected now"));
}

void PlainPrinter::ignored(const model::Model& model, const Ref&) {
    if (model.ignored().empty()) return line("You ignore nobody.");
    for (const auto& [id, user] : model.ignored())
        line("  " + in_one_line(user.name));
}

void PlainPrinter::outbox(const model::Model& model, const Ref&) {
    std::size_t number = 0;
    for (const model::Unsent& unsent : model::all_unsent(model)) {
        const char* state = unsent.state() == model::PendingState::Queued      ? "waits"
                            : unsent.state() == model::PendingState::Submitted ? "is on its way"
                                                                               : "was refused";
        std::string text = std::to_string(++number) + " " + state + ": ";
        if (unsent.post) {
            text += tag_of(model, unsent.post->room) + " " + unsent.post->text;
        } else {
            text += "/" + std::string(name_of(unsent.change->command));
        }
        if (!unsent.reason().empty()) text += " (" + unsent.reason() + ")";
        line(in_one_line("  " + text));
    }
    if (number == 0) notice("everything was sent");
}

void PlainPrinter::invite_made(const MadeInvite& invite, const Ref&) {
    notice("whoever has this link may come in" +
           (invite.span.value == 0 ? std::string() : " within " + model::span_in_words(invite.span)) +
           (invite.uses == 0 ? std::string() : ", " + count_of(invite.uses, "time")) + ":");
    line(invite.link);
}

void PlainPrinter::written(const WrittenFile& file, const Ref&) {
    notice(in_one_line(count_of(file.messages, "message") + " of " + file.room + " are in " + file.file));
}

void PlainPrinter::answer(const model::Model& model, const model::Answered& answered, Rest rest, const Ref&) {
    std::visit([&](const auto& known) { this->show_answer(model, known); }, answered.answer);
    if (rest == Rest::More) notice("there is more: /more");
}

// --- lists

void PlainPrinter::show_page(const model::Model& model, net::RoomId id,
                             const std::vector<net::Message>& messages) {
    const model::Room* room = model.room(id);
    if (room == nullptr) return;
    bool is_empty = true;
    for (const net::Message& message : messages) {
        if (model.is_ignored(message.author.id)) continue;
        show(model, *room, message, Style::Dim, Spoilers::Hidden);
        is_empty = false;
    }
    if (is_empty) notice("there is nothing");
}

void PlainPrinter::show_answer(const model::Model& model, const net::HistoryPage& page) {
    const model::Room* room = model.room(page.room);
    if (page.from.value == 1 && page.messages.empty() && room != nullptr) {
        return notice(in_one_line("nothing has been said in " + tag_of(*room) + " so far"));
    }
    if (page.from.value == 1) notice("this is the beginning");
    show_page(model, page.room, page.messages);
}

void PlainPrinter::show_answer(const model::Model& model, const net::PinsPage& page) {
    show_page(model, page.room, page.messages);
}

void PlainPrinter::show_answer(const model::Model& model, const net::SearchPage& page) {
    for (const net::Hit& hit : page.hits) {
        if (model.is_ignored(hit.author.id)) continue;
        const std::string clear = without_spoilers(hit.snippet);
        const bool has_spoilers = clear != hit.snippet;
        std::string snippet;
        std::size_t at = 0;
        for (const net::Highlight& word : hit.highlights) {
            // A server that tells nonsense gets no highlights.
            const std::size_t end = std::size_t{word.from} + word.size;
            if (has_spoilers || word.from < at || end > clear.size()) continue;
            snippet += in_one_line(clear.substr(at, word.from - at));
            snippet += styled(colours_, Style::Bold, in_one_line(clear.substr(word.from, word.size)));
            at = end;
        }
        snippet += in_one_line(clear.substr(at));
        line(in_one_line(date_and_time(hit.at) + " " + tag_of(model, hit.room) + " " +
                         std::to_string(hit.sequence.value) + " <" + hit.author.name + ">") +
             " " + snippet);
    }
    if (page.hits.empty()) notice("nothing was found");
    if (page.ranked != 0) notice("the best of the newest " + std::to_string(page.ranked));
}

void PlainPrinter::show_answer(const model::Model& model, const net::DirectoryPage& page) {
    for (const net::RoomSummary& room : page.rooms) {
        std::string text = (model.room(room.id) ? "* " : "  ") + tag_of(room.kind, room.name) + " (" +
                           count_of(room.members, "member") + (room.locked ? ", wants a passkey)" : ")");
        if (!room.topic.empty()) text += ": " + room.topic;
        line(in_one_line(text));
    }
    if (page.rooms.empty() && !page.after)
        notice("there are no public rooms but the lobby; /create NAME opens one");
}

void PlainPrinter::show_answer(const model::Model&, const net::EditsPage& page) {
    for (const net::FormerText& former : page.texts)
        line(in_one_line("until " + date_and_time(former.until) + ": " + former.text));
    if (page.texts.empty()) notice("it was never edited");
}

void PlainPrinter::show_answer(const model::Model& model, const net::PersonFound& found) {
    const net::Member& member = found.member;
    std::string text = member.presence.user.name + " (" + state_of(member) + ")";
    if (!member.card.status.empty()) text += ": " + member.card.status;
    line(in_one_line(text));
    if (!found.bio.empty()) line("  " + in_one_line(found.bio));
    std::string since = "  here since " + date_and_time(found.created);
    if (member.seen && member.presence.state == net::PresenceState::Offline) {
        since += ", last seen " + date_and_time(member.seen);
    }
    if (model.is_ignored(member.presence.user.id)) since += ", ignored by you";
    line(since);
}

void PlainPrinter::show_answer(const model::Model& model, const net::AuditPage& page) {
    for (const net::AuditEntry& entry : page.entries) {
        std::string text = date_and_time(entry.at) + " " + name_or(entry.by, "the server") + " " +
                           model::deed_in_words(entry);
        if (entry.room != page.room && entry.action != net::AuditAction::RoomDissolved) {
            const std::string tag = tag_of(model, entry.room);
            text += " in " + (tag.empty() ? "room " + std::to_string(entry.room.value) : tag);
        }
        if (!entry.detail.empty()) text += " (" + entry.detail + ")";
        line(in_one_line(text));
    }
    if (page.entries.empty()) notice("there is nothing");
}

void PlainPrinter::show_answer(const model::Model&, const net::BansPage& page) {
    for (const net::Ban& ban : page.bans) {
        std::string text =
            ban.user.name + ", by " + name_or(ban.by, "the server") +
            (ban.until == net::for_good ? std::string(", for good") : ", until " + date_and_time(ban.until));
        if (ban.addresses != 0) text += ", with " + std::to_string(ban.addresses) + " addresses";
        if (!ban.reason.empty()) text += ": " + ban.reason;
        line(in_one_line(text));
    }
    if (page.bans.empty()) notice("nobody is banned");
}

void PlainPrinter::show_answer(const model::Model&, const net::DeviceList& list) {
    line(in_one_line("devices of " + list.user.name));
    for (const net::DeviceInfo& device : list.devices) {
        line("  " + std::to_string(device.id.value) + " added " + date_and_time(device.added) +
             (device.removed  ? ", shut out"
              : device.online ? ", online"
                              : ""));
    }
}

void PlainPrinter::show_answer(const model::Model&, const net::InviteList& list) {
    for (const net::InviteInfo& invite : list.invites) {
        std::string text = std::to_string(invite.id.value) + " by " + name_or(invite.by, "the server");
        if (invite.until != net::for_good) text += ", until " + date_and_time(invite.until);
        if (invite.uses_left != 0) text += ", for " + count_of(invite.uses_left, "more use");
        line(in_one_line("  " + text));
    }
    if (list.invites.empty()) notice("there are none; /make-invite makes one");
}

void PlainPrinter::show_answer(const model::Model& model, const net::CodeMade& made) {
    const bool is_mine = made.user.id == model.me().id;
    notice(in_one_line(std::string("this code makes the next device one of ") +
                       (is_mine ? "yours" : made.user.name) + ", once, within " +
                       model::span_in_words(made.valid) +
                       "; give it there with --code, and the passkey or an invite:"));
    line(in_one_line(made.code));
}

void PlainPrinter::show_answer(const model::Model&, const net::PasskeyRotated& rotated) {
    notice("the passkey that admits new devices is from now on:");
    line(in_one_line(rotated.passkey));
}

void PlainPrinter::show_answer(const model::Model&, const net::StatsReport& report) {
    for (const net::Stat& stat : report.stats)
        line(padded("  " + in_one_line(stat.name), 36) + std::to_string(stat.value));
}

}  // namespace crosstalk::cli
