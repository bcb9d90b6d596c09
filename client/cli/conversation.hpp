// One run of the terminal client as a machine without threads, terminal or network: events and lines go in, commands and
// calls of the printer come out, and in the end an exit status.
//
// Lines are taken once the first connection stands (takes_lines()), and only while not too much is unsent and the line
// before it is on its way. A command sets out when everything before it has been answered and shown, so that "^" is what
// was said last; it may need answers of the server itself, or make the room that the next line is meant for.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "client/cli/local_files.hpp"
#include "client/cli/options.hpp"
#include "client/cli/printer.hpp"
#include "client/model/composer.hpp"
#include "client/model/deed.hpp"
#include "client/model/idleness.hpp"
#include "client/model/model.hpp"
#include "client/records/room_file.hpp"
#include "net/transport/credentials/random.hpp"
#include "net/transport/credentials/secret.hpp"

namespace crosstalk::cli {

// One line in is at most so long; longer ones are refused whole.
inline constexpr std::size_t max_line_bytes = 256 * 1024;

// What a conversation needs of the world.
struct Surroundings {
    std::function<void(model::LinkCommand)> send;
    std::function<net::Timestamp()> wall;  // the time of this machine
    records::LocalTime local;
    transport::FillRandom random;
    // Somebody sits before it: a room that one comes to shows its last lines, and whoever goes is away by itself.
    bool is_watched = false;
    const LocalFiles* files = nullptr;  // outlives the conversation
    std::string run = "0";              // makes this run's references differ from those of earlier ones
};

class Conversation {
  public:
    using Clock = std::chrono::steady_clock;

    Conversation(const Options& options, Printer& printer, Surroundings surroundings);

    void start(Clock::time_point now);
    void take(const model::LinkEvent& event, Clock::time_point now);
    // Without its line break.
    void take_line(const std::string& line, Clock::time_point now);
    void take_overlong_line();
    // Somebody is writing a text for the current room.
    void key_pressed();
    // What is unsent or unanswered, and what was missed since the last run, is waited for.
    void end_of_input(Clock::time_point now);
    // Somebody wants to leave now; what is unsent stays in the profile.
    void interrupt();
    // Somebody who sits before it is there.
    void touched(Clock::time_point now);
    // To be called when next_deadline() has come.
    void tick(Clock::time_point now);
    // What was printed has left this process: it counts as received.
    void flushed();

    [[nodiscard]] bool takes_lines() const;
    [[nodiscard]] std::optional<Clock::time_point> next_deadline() const;
    [[nodiscard]] std::optional<Exit> exit() const { return exit_; }
    // One sentence for the standard error, if the exit needs one.
    [[nodiscard]] const std::string& last_words() const { return last_words_; }
    [[nodiscard]] const model::Model& model() const { return model_; }
    [[nodiscard]] const model::Room* current_room() const { return model_.room(current_); }

  private:
    enum class Phase : std::uint8_t { Connecting, Talking, Draining };

    // A command that is being carried out: it may have to ask something first.
    struct Errand {
        model::CommandLine line;
        net::RoomId room;
        Ref ref;
        model::Findings found;
        std::vector<net::RoomSummary> listed;  // of the directory, so far
        bool has_begun = false;
    };
    struct Asked {
        enum class For : std::uint8_t { Asker, Errand, Export, Recall } whom{};
        Ref ref;
    };
    // Lines wait until the room of this command is there.
    struct Entering {
        std::string ref;   // of the command, until it is confirmed
        net::RoomId room;  // then: the room, until it is there
        std::string text;  // to be said there, instead of going there
        Ref text_ref;
    };
    struct Invite {
        transport::Secret token;
        net::Milliseconds span;
        std::uint32_t uses = 0;
        Ref ref;
    };

    // --- conversation_events.cpp
    void show_event(const model::Online&);
    void show_event(const model::Offline& offline);
    void show_event(const model::Refused& refused);
    void show_event(const model::RoomsListed&);
    void show_event(const model::RoomAdded& added);
    void show_event(const model::InvitationArrived& arrived);
    void show_event(const model::RoomSynced& synced);
    void show_event(const model::MissedMessages& missed);
    void show_event(const model::Happened& happened);
    void show_event(const model::MembersArrived& members);
    void show_event(const model::PresenceChanged& changed);
    void show_event(const model::ProgressChanged& changed);
    void show_event(const model::TypingSeen& seen);
    void show_event(const model::SpectatorsSeen& seen);
    void show_event(const model::UnreadChanged& changed);
    void show_event(const model::Answered& answered);
    void show_event(const model::QuestionFailed& failed);
    void show_event(const model::Queued& queued);
    void show_event(const model::CommandQueued& queued);
    void show_event(const model::Acknowledged& acknowledged);
    void show_event(const model::Failed& failed);
    void show_event(const model::Withdrawn& withdrawn);
    void show_event(const model::Trouble& trouble);
    // --- conversation_files.cpp
    void show_event(const model::TransfersKnown& known);
    void show_event(const model::TransferChanged& changed);
    void show_event(const model::TransferForgotten& forgotten);
    void do_deed(const model::SendPaths& deed, const Ref& ref);
    void do_deed(const model::FetchAll& deed, const Ref& ref);
    void do_deed(const model::ShowTransfers&, const Ref& ref);
    void send_files(net::RoomId room, const std::vector<std::string>& paths, const std::string& text,
                    const Ref& ref);
    void fetch(model::FetchFile file);
    void save_by_itself(const model::Room& room, const net::Message& message);
    [[nodiscard]] bool has_files_under_way() const;
    // --- conversation_events.cpp
    void take_removal(const model::RoomRemoved& removed);
    void take_standing(const model::StandingChanged& changed);
    [[nodiscard]] bool is_hushed(const net::Message& message) const;
    void show_messages(const model::Room& room, const std::vector<net::Message>& messages);
    void received(net::RoomId room, net::Sequence up_to);
    void settle(const std::string& ref);

    // --- conversation_lines.cpp
    void take_json(const std::string& line);
    void take_typed(const std::string& line, net::RoomId room, const Ref& ref);
    void set_out(model::CommandLine line, net::RoomId room, const Ref& ref);
    void go_on();
    void ask_for(const model::Need& need);
    void found_answer(const model::Question& question, const model::Answer& answer);
    void give_up_errand(std::string_view code, const std::string& text);
    void do_deed(const model::Tell& deed, const Ref& ref);
    void do_deed(const model::SayTo& deed, const Ref& ref);
    void do_deed(const model::NewInvite& deed, const Ref& ref);
    void do_deed(const model::ExportRoom& deed, const Ref& ref);
    void do_deed(const model::ShowHelp& deed, const Ref& ref);
    void do_deed(const model::ShowRooms&, const Ref& ref);
    void do_deed(const model::ShowMyself&, const Ref& ref);
    void do_deed(const model::ShowIgnored&, const Ref& ref);
    void do_deed(const model::ShowUnsent&, const Ref& ref);
    void do_deed_of_link(const model::Retry& retry, const Ref& ref);
    void do_deed_of_link(const model::Cancel& cancel, const Ref& ref);
    void do_deed(const model::ShowRoom& deed, const Ref& ref);
    void do_deed(const model::ShowMembers& deed, const Ref& ref);
    void do_deed(const model::ShowMessage& deed, const Ref& ref);
    void do_deed(const model::ShowOlder& deed, const Ref& ref);
    void do_deed(const model::ShowPlace& deed, const Ref& ref);
    void do_deed(const model::ShowMore&, const Ref& ref);
    void do_deed(const model::SwitchTo& deed, const Ref& ref);
    void do_deed(const model::Practise&, const Ref& ref);
    void do_deed(const model::Quit&, const Ref& ref);
    void say(net::RoomId room, const std::string& text, net::MessageId reply_to, const Ref& ref);
    void perform(const net::Command& command, const Ref& ref);
    void submit(model::LinkCommand command, const std::string& ref);
    void ask(const model::Question& question, Asked asked);
    void go_on_exporting();
    void take_export_page(const net::HistoryPage& page);
    void stop_export(const std::string& why);
    void follow_when_there();
    void switch_to(const model::Room& room, const Ref& ref = {});
    // Shows the last lines of the room that one is in, unless some were shown before.
    void recall();
    [[nodiscard]] bool is_online() const;

    // --- conversation.cpp
    void finish(Exit exit, std::string words = {});
    // Something was answered or shown: what waited for it goes on.
    void settle_down();
    [[nodiscard]] bool is_settled();
    void finish_unsent();
    void give_up(Exit exit, std::string_view code, const std::string& text);
    void say_bad(const model::BadLine& bad, const Ref& ref);
    [[nodiscard]] std::string own_ref();
    [[nodiscard]] static Ref shown(const std::string& ref);

    Options options_;
    Printer& printer_;
    Surroundings surroundings_;
    model::Model model_;
    Phase phase_ = Phase::Connecting;
    bool is_ready_ = false;
    net::RoomId current_ = net::lobby;
    Clock::time_point now_{};
    std::optional<Clock::time_point> deadline_;
    std::optional<Exit> exit_;
    std::string last_words_;
    std::string last_reason_;

    struct Unsent {
        std::size_t count = 0;  // a script may use a reference twice
        std::string_view what;  // the name of the command; empty: a post
        net::UserRef whom{};    // whom it is about, where that is told
    };
    std::map<std::string, Unsent> unsent_;  // by ref
    std::size_t unsent_count_ = 0;
    std::set<std::string> sending_;                                      // refs of messages with files
    std::vector<net::FileSource> asked_files_;                           // of which nothing was heard yet
    std::map<model::TransferId, model::TransferState> transfer_states_;  // as they were shown
    std::uint64_t own_refs_ = 0;
    std::optional<Errand> errand_;
    std::optional<Entering> entering_;
    std::map<std::string, Asked> asked_;                       // by the ref of the question
    std::map<std::string, Invite> invites_;                    // by the ref of their command
    std::optional<model::Question> more_;                      // the next part of the last list
    std::map<net::RoomId, net::Sequence> older_;               // nothing below was shown by /history
    std::vector<std::pair<net::RoomId, Ref>> members_wanted_;  // to be shown when they are there
    std::unique_ptr<records::RoomFile> export_;
    Ref export_ref_;
    std::string export_file_;

    std::map<net::RoomId, net::Sequence> awaited_;  // our own confirmed posts that have not been shown
    model::Idleness idleness_{{}};
    std::map<net::UserId, net::PresenceState> presence_;
    std::set<net::RoomId> recalled_;                // something of it has been shown by this run
    std::map<std::string, Ref> cancelled_;          // who wants to know that it was taken back, by its ref
    std::map<net::RoomId, net::Sequence> shown_;    // nothing up to here is shown again
    std::map<net::RoomId, net::Sequence> printed_;  // since the last flushed()
    std::vector<std::string> answered_;             // refs, since the last flushed()
    std::set<net::RoomId> syncing_;                 // what was missed there has not all come
};

}  // namespace crosstalk::cli
