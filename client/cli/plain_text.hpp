// The chat as lines for people. Nothing that somebody else wrote can move the cursor, colour the screen, or look like
// another person's line: foreign text is cleaned, and its further lines are indented behind a bar.
#pragma once

#include <ctime>
#include <functional>
#include <map>
#include <string>

#include "client/cli/printer.hpp"
#include "client/cli/rendering.hpp"
#include "client/model/words.hpp"
#include "client/records/local_time.hpp"

namespace crosstalk::cli {

using records::date_of;
using records::LocalTime;
using records::time_of_day;

// Behind it stands what goes on with the line above, or belongs to it.
inline constexpr const char* bar = "      | ";

class PlainPrinter final : public Printer {
  public:
    // `write` takes whole lines, each with its newline; `local` tells the time on the wall.
    PlainPrinter(Colours colours, std::function<void(const std::string&)> write, LocalTime local)
        : colours_(colours), write_(std::move(write)), local_(std::move(local)) {}

    void connecting(const std::string& address) override;
    void online(const model::Model& model) override;
    void offline(const model::Offline& offline) override;
    void ready(const model::Model& model) override;
    void message(const model::Model& model, const model::Room& room, const net::Message& message,
                 Heard heard) override;
    void changed(const model::Model& model, const model::Room& room, const net::Message& message) override;
    void happened(const model::Model& model, const model::Room& room, const net::Event& event) override;
    void sent(const model::Room&, const net::Outcome&, const Ref&) override {}
    void done(std::string_view command, const model::Room* room, const net::Outcome& outcome,
              const net::UserRef& whom, const Ref& ref) override;
    void unsent(std::string_view, const Ref&) override {}
    void waiting(std::size_t unsent) override;
    void presence(const std::vector<PresenceNews>& news) override;
    void typing(const model::Room&) override {}
    void spectators(const model::Model& model, const model::Room& room,
                    const net::Spectators& spectators) override;
    void progress(const model::Model&, const model::Room&, const std::vector<net::UserProgress>&) override {}
    void unread(const model::Room&) override {}
    void standing(const model::Room& room, const net::StandingSet& standing, const Standing& before,
                  net::Timestamp now) override;
    void room_added(const model::Room& room) override;
    void room_removed(const std::string& tag, const net::RoomRemoved& removed, net::Timestamp now) override;
    void invited(const model::Invitation& invitation) override;
    void switched(const model::Room& room, const Ref& ref) override;
    void past_forgotten() override;
    void refusal(std::string_view code, const std::string& text, const Ref& ref,
                 net::Milliseconds retry_after) override;
    void help(const model::ComposerCommand* command, const Ref& ref) override;
    void rooms(const model::Model& model, net::RoomId current, const Ref& ref) override;
    void room(const model::Room& room, const Ref& ref) override;
    void members(const model::Room& room, const Ref& ref) override;
    void myself(const model::Model& model, const Ref& ref) override;
    void ignored(const model::Model& model, const Ref& ref) override;
    void outbox(const model::Model& model, const Ref& ref) override;
    void revealed(const model::Model& model, const model::Room& room, const net::Message& message,
                  const Ref& ref) override;
    void answer(const model::Model& model, const model::Answered& answered, Rest rest,
                const Ref& ref) override;
    void invite_made(const MadeInvite& invite, const Ref& ref) override;
    void written(const WrittenFile& file, const Ref& ref) override;
    void transfer(const model::Model& model, const model::Transfer& transfer, TransferNews news) override;
    void transfer_gone(model::TransferId transfer) override;
    void transfers(const model::Model& model, const Ref& ref) override;

  private:
    enum class Spoilers : std::uint8_t { Hidden, Shown };

    void line(Style style, const std::string& text);
    void line(const std::string& text) { line(Style::Plain, text); }
    void notice(const std::string& text) { line(Style::Dim, "-- " + text); }
    // Says where, unless it is the current room.
    void notice_in(const model::Room& room, const std::string& text);
    void show(const model::Model& model, const model::Room& room, const net::Message& message, Style body,
              Spoilers spoilers);
    // What stands behind the name of who has posted a game.
    [[nodiscard]] std::string card_of(const model::Model& model, const model::Room& room,
                                      const net::Message& message) const;
    void show_change(const model::Model& model, const model::Room& room, const net::GameChanged& changed);
    void show_board(const net::Game& game);
    // How a command names the message where one writes now.
    [[nodiscard]] std::string name_of_game(net::RoomId room, net::Sequence sequence, net::MessageId id) const;
    [[nodiscard]] std::string original_of(const model::Room& room, const net::Message& reply) const;

    void show_answer(const model::Model& model, const net::HistoryPage& page);
    void show_answer(const model::Model& model, const net::SearchPage& page);
    void show_answer(const model::Model& model, const net::DirectoryPage& page);
    void show_answer(const model::Model& model, const net::PinsPage& page);
    void show_answer(const model::Model& model, const net::EditsPage& page);
    void show_answer(const model::Model& model, const net::PersonFound& found);
    void show_answer(const model::Model& model, const net::AuditPage& page);
    void show_answer(const model::Model& model, const net::BansPage& page);
    void show_answer(const model::Model& model, const net::DeviceList& list);
    void show_answer(const model::Model& model, const net::InviteList& list);
    void show_answer(const model::Model& model, const net::CodeMade& made);
    void show_answer(const model::Model& model, const net::PasskeyRotated& rotated);
    void show_answer(const model::Model& model, const net::StatsReport& report);
    void show_answer(const model::Model& model, const net::GamesPage& page);
    void show_answer(const model::Model& model, const net::GameFound& found);
    void show_answer(const model::Model& model, const net::LeaderboardPage& page);
    void show_page(const model::Model& model, net::RoomId room, const std::vector<net::Message>& messages);
    [[nodiscard]] std::string date_and_time(net::Timestamp time) const;

    Colours colours_;
    std::function<void(const std::string&)> write_;
    LocalTime local_;
    net::UserId me_;
    std::string my_name_;
    std::string my_key_;  // of my_name_
    net::RoomId current_ = net::lobby;
    std::string day_;                                    // of the last line
    std::map<model::TransferId, std::uint64_t> tenths_;  // of those that run: what was told last
    bool was_online_ = false;
    std::string offline_reason_;  // the one told last; empty while online
};

}  // namespace crosstalk::cli
