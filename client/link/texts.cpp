// What a server's texts become before anybody sees them.
#include "client/link/texts.hpp"

#include <algorithm>

#include "net/text/file_name.hpp"
#include "net/text/message_text.hpp"

namespace crosstalk::link {

namespace {

std::string one_line(std::string_view said) {
    std::string line = text::cap_marks(text::sanitise_message(said));
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
    return line;
}

void clean_line(std::string& text) {
    text = one_line(text);
}

void clean_text(std::string& text) {
    text = text::sanitise_message(text);
}

// Nobody at all stays nobody.
void clean_somebody(net::UserRef& user) {
    if (user.id || !user.name.empty()) clean(user);
}

void clean_files(std::vector<net::File>& files) {
    for (net::File& file : files)
        file.name = text::safe_file_name(file.name);
}

void clean_game(net::Game& game) {
    clean_somebody(game.challenger.user);
    clean_somebody(game.challenged.user);
}

void clean_fact(net::Unknown&) {}
void clean_fact(net::GameChanged& fact) {
    clean_somebody(fact.by);
    clean_game(fact.game);
}
void clean_fact(net::MessagePosted& fact) {
    clean_text(fact.text);
    clean_files(fact.files);
    if (fact.game) clean_game(*fact.game);
    clean(fact.author);
}
void clean_fact(net::MessageEdited& fact) {
    clean_text(fact.text);
}
void clean_fact(net::ReactionSet& fact) {
    clean_line(fact.emoji);
    clean(fact.user);
}
void clean_fact(net::UserRenamed& fact) {
    clean(fact.user);
    clean_line(fact.old_name);
}
void clean_fact(net::ProfileSet& fact) {
    clean(fact.user);
    clean(fact.card);
}
void clean_fact(net::RoomRenamed& fact) {
    fact.name = in_one_line(fact.name, "?");
    clean_somebody(fact.by);
}
void clean_fact(net::TopicSet& fact) {
    clean_line(fact.topic);
    clean_somebody(fact.by);
}
// The rest have people in them, and perhaps a reason.
template <class F>
void clean_fact(F& fact) {
    if constexpr (requires { fact.user; }) clean(fact.user);
    if constexpr (requires { fact.by; }) clean_somebody(fact.by);
    if constexpr (requires { fact.reason; }) clean_line(fact.reason);
}

void clean_messages(std::vector<net::Message>& messages) {
    for (net::Message& message : messages)
        clean(message);
}

void clean_answer(net::HistoryPage& page) {
    clean_messages(page.messages);
}
void clean_answer(net::SearchPage& page) {
    for (net::Hit& hit : page.hits) {
        clean(hit.author);
        clean_files(hit.files);
        const std::string snippet = one_line(hit.snippet);
        // Places in another text than they were meant for would point anywhere.
        if (snippet.size() != hit.snippet.size()) hit.highlights.clear();
        hit.snippet = snippet;
        std::erase_if(hit.highlights, [&](const net::Highlight& each) {
            return std::size_t{each.from} + each.size > snippet.size();
        });
    }
}
void clean_answer(net::DirectoryPage& page) {
    for (net::RoomSummary& room : page.rooms)
        clean(room);
}
void clean_answer(net::PinsPage& page) {
    clean_messages(page.messages);
}
void clean_answer(net::EditsPage& page) {
    for (net::FormerText& former : page.texts)
        clean_text(former.text);
}
void clean_answer(net::PersonFound& found) {
    clean(found.member);
    clean_text(found.bio);
}
void clean_answer(net::AuditPage& page) {
    for (net::AuditEntry& entry : page.entries) {
        clean_somebody(entry.by);
        clean_somebody(entry.user);
        clean_line(entry.detail);
    }
}
void clean_answer(net::BansPage& page) {
    for (net::Ban& ban : page.bans) {
        clean(ban.user);
        clean_somebody(ban.by);
        clean_line(ban.reason);
    }
}
void clean_answer(net::DeviceList& list) {
    clean(list.user);
}
void clean_answer(net::InviteList& list) {
    for (net::InviteInfo& invite : list.invites)
        clean_somebody(invite.by);
}
void clean_answer(net::CodeMade& made) {
    clean(made.user);
    clean_line(made.code);
}
void clean_answer(net::PasskeyRotated& rotated) {
    clean_line(rotated.passkey);
}
void clean_answer(net::StatsReport& report) {
    for (net::Stat& stat : report.stats)
        clean_line(stat.name);
}
void clean_answer(net::GamesPage& page) {
    for (net::GameEntry& entry : page.games)
        clean_game(entry.game);
}
void clean_answer(net::GameFound& found) {
    clean_game(found.record.game);
}
void clean_answer(net::LeaderboardPage& page) {
    for (net::GameStanding& standing : page.rows)
        clean(standing.user);
    clean_somebody(page.own.user);
}

}  // namespace

std::string in_one_line(std::string_view said, std::string_view otherwise) {
    std::string line = one_line(said);
    return text::is_blank(line) ? std::string(otherwise) : line;
}

void clean(net::UserRef& user) {
    user.name = in_one_line(user.name, "?");
}

void clean(net::Card& card) {
    clean_line(card.status);
    card.colour &= 0xFFFFFFU;
}

void clean(net::RoomSummary& room) {
    if (room.kind != net::RoomKind::Direct) room.name = in_one_line(room.name, "?");
    clean_line(room.topic);
}

void clean(net::MyRoom& room) {
    clean(room.room);
    if (room.room.kind == net::RoomKind::Direct) clean(room.peer);
}

void clean(net::Message& message) {
    clean_text(message.text);
    clean(message.author);
    for (net::Reaction& reaction : message.reactions)
        clean_line(reaction.emoji);
    clean_files(message.files);
    if (message.game) clean_game(*message.game);
}

void clean(net::Member& member) {
    clean(member.presence.user);
    clean(member.card);
}

void clean(net::Event& event) {
    std::visit([](auto& fact) { clean_fact(fact); }, event.fact);
}

void clean(net::RoomRemoved& removed) {
    clean_somebody(removed.by);
    clean_line(removed.reason);
}

void clean(net::StandingSet& standing) {
    clean_somebody(standing.by);
    clean_line(standing.reason);
}

void clean(model::Answer& answer) {
    std::visit([](auto& known) { clean_answer(known); }, answer);
}

}  // namespace crosstalk::link
