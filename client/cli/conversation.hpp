// One run of the terminal client as a machine without threads, terminal or network: events and lines go in, commands and
// calls of the printer come out, and in the end an exit status.
//
// Lines are taken once the first connection stands (takes_lines()), and only while not too much is unsent and no /create or
// /join is unanswered: the line after it is meant for the new room.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "client/cli/options.hpp"
#include "client/cli/printer.hpp"
#include "client/model/composer.hpp"
#include "client/model/model.hpp"

namespace crosstalk::cli {

// One line in is at most so long; longer ones are refused whole.
inline constexpr std::size_t max_line_bytes = 256 * 1024;

class Conversation {
  public:
    using Clock = std::chrono::steady_clock;
    using Send = std::function<void(model::LinkCommand)>;

    // `run` makes this run's references differ from those of earlier ones.
    Conversation(const Options& options, Printer& printer, Send send, std::string run = "0");

    void start(Clock::time_point now);
    void take(const model::LinkEvent& event, Clock::time_point now);
    // Without its line break.
    void take_line(const std::string& line, Clock::time_point now);
    void take_overlong_line();
    // What is unsent, and what was missed since the last run, is waited for.
    void end_of_input(Clock::time_point now);
    // Somebody wants to leave now; what is unsent stays in the profile.
    void interrupt();
    // To be called when next_deadline() has come.
    void tick(Clock::time_point now);
    // What was printed has left this process: it counts as received.
    void flushed();

    [[nodiscard]] bool takes_lines() const;
    [[nodiscard]] std::optional<Clock::time_point> next_deadline() const { return deadline_; }
    [[nodiscard]] std::optional<Exit> exit() const { return exit_; }
    // One sentence for the standard error, if the exit needs one.
    [[nodiscard]] const std::string& last_words() const { return last_words_; }
    [[nodiscard]] const model::Model& model() const { return model_; }
    [[nodiscard]] const model::Room* current_room() const { return model_.room(current_); }

  private:
    enum class Phase : std::uint8_t { Connecting, Talking, Draining };

    void show_event(const model::Online&);
    void show_event(const model::Offline& offline);
    void show_event(const model::Refused& refused);
    void show_event(const model::RoomsListed&);
    void show_event(const model::RoomAdded& added);
    void show_event(const model::InvitationArrived& arrived);
    void show_event(const model::RoomSynced& synced);
    void show_event(const model::MissedMessages& missed);
    void show_event(const model::Happened& happened);
    void show_event(const model::OlderArrived& older);
    void show_event(const model::OlderRefused& refused);
    void show_event(const model::MembersArrived& members);
    void show_event(const model::PresenceChanged& changed);
    void show_event(const model::Queued& queued);
    void show_event(const model::Acknowledged& acknowledged);
    void show_event(const model::Failed& failed);
    void show_event(const model::Trouble& trouble);

    void obey(const model::SayText& said);
    void obey(const model::ShowHelp&);
    void obey(const model::Quit&);
    void obey(const model::ShowRooms&);
    void obey(const model::SwitchRoom& wanted);
    void obey(const model::EnterRoom& wanted);
    void obey(const model::ExitRoom& wanted);
    void obey(const model::MakeRoom& wanted);
    void obey(const model::InvitePerson& wanted);
    void obey(const model::ShowMembers&);
    void obey(const model::ShowOlder&);
    void obey(const model::ShowMyself&);
    void obey(const model::BadLine& bad);

    void say(const model::Room& room, const std::string& text, const Ref& ref);
    void take_json(const std::string& line);
    void ask(model::LinkCommand command, const std::string& ref);
    void follow_when_there(net::RoomId room);
    void switch_to(const model::Room& room);
    void received(net::RoomId room, net::Sequence up_to);
    void finish(Exit exit, std::string words = {});
    void finish_if_drained();
    void give_up(Exit exit, std::string_view code, const std::string& text);
    void settle(const std::string& ref);
    void show_messages(const model::Room& room, const std::vector<net::Message>& messages);
    [[nodiscard]] std::string own_ref();
    [[nodiscard]] static Ref shown(const std::string& ref);

    Options options_;
    Printer& printer_;
    Send send_;
    model::Model model_;
    Phase phase_ = Phase::Connecting;
    bool is_ready_ = false;
    net::RoomId current_ = net::lobby;
    Clock::time_point now_{};
    std::optional<Clock::time_point> deadline_;
    std::optional<Exit> exit_;
    std::string last_words_;
    std::string last_reason_;

    std::map<std::string, std::size_t> unsent_;  // by ref; a script may use one twice
    std::size_t unsent_count_ = 0;
    std::uint64_t own_refs_ = 0;
    std::string run_;
    std::map<net::RoomId, net::Sequence> awaited_;  // our own confirmed posts that have not been shown
    std::string enters_;                            // ref of the command whose room becomes the current one
    net::RoomId entering_;                          // it will be, once it is there
    net::RoomId members_wanted_;                    // to be shown when they are there
    std::string invites_;                           // whom, as typed, once the lobby's members are there
    std::map<net::UserId, net::PresenceState> presence_;
    std::map<net::RoomId, net::Sequence> shown_;    // nothing up to here is shown again
    std::map<net::RoomId, net::Sequence> printed_;  // since the last flushed()
    std::vector<std::string> answered_;             // refs, since the last flushed()
    std::set<net::RoomId> syncing_;                 // what was missed there has not all come
};

}  // namespace crosstalk::cli
