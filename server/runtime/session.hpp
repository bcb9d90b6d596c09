// One connection at the server: login, then commands in order, questions, and what its user watches; or files, which
// are the FileSession's.
//
// Its parts: session.cpp has its life, session_commands.cpp what changes something, session_questions.cpp what is only
// asked, session_keeping_up.cpp what it is told of rooms.
#pragma once

#include <deque>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "net/codec.hpp"
#include "net/transport/channel.hpp"
#include "server/hub/permissions.hpp"
#include "server/ports/runtime.hpp"
#include "server/runtime/counts.hpp"
#include "server/runtime/file_session.hpp"
#include "server/runtime/login.hpp"
#include "server/runtime/room_feeds.hpp"

namespace crosstalk::server {

class Node;

// Owned by the node, known to others by its id. Thread: the loop's.
class Session final : public transport::ChannelOwner {
  public:
    Session(Node& node, net::SessionId id, transport::Channel& channel, transport::Peer peer);

    // --- from the channel
    void received(const net::FrameView& frame) override;
    void received_all() override;
    void drained() override;
    void closed(const std::string& reason) override;

    // --- from the node
    [[nodiscard]] net::SessionId id() const { return id_; }
    [[nodiscard]] const transport::Peer& peer() const { return peer_; }
    // 0 until logged in, and for a connection of files, which is no presence.
    [[nodiscard]] net::UserId user() const { return user_; }
    [[nodiscard]] net::DeviceId device() const { return device_; }
    [[nodiscard]] bool is_for_files() const { return is_for_files_; }
    [[nodiscard]] bool is_leaving() const { return leaving_; }
    [[nodiscard]] const RoomFeeds& feeds() const { return feeds_; }

    void registered(const net::Outcome& outcome);
    void answer(net::RunId run, net::CommandNumber number, const net::Outcome& outcome);
    void deliver(const Delivery& delivery) { feeds_.deliver(delivery); }
    void notify(const net::SharedFrame& frame);
    // Signals of watched rooms, and counts of the others. A peer that does not keep up gets their newest state later; who
    // was typing it need not know.
    void presence(const net::Presence& to_others, const net::SharedFrame& frame);
    void progress(net::RoomId room, const std::vector<net::UserProgress>& members);
    void typing(const net::TypingUsers& typing);
    void spectators(const net::Spectators& spectators);
    void unread(net::Unread unread);
    void stop_watching(net::RoomId room);
    // A reaction of the user, by whatever session, has taken its place.
    void go_on();
    // After a batch: writes what was queued.
    void flush();
    // True the first time since the last flush.
    bool needs_flush() { return !std::exchange(unflushed_, true); }
    // Tells why and closes. Nothing that comes in afterwards is looked at.
    void dismiss(const Dismissal& dismissal);
    void say_goodbye(net::AfterGoodbye then, const std::string& reason);
    // Nothing comes from it any more; it may be destroyed at any time.
    void retire();

  private:
    // How far the first of the commands that wait has come.
    struct Front {
        bool had_its_turn = false;
        bool is_asking = false;  // the archive, for what the command is completed with
        bool has_asked = false;
        bool has_asked_usage = false;
        net::Position asked_at;                    // a reaction: the facts are as of then or later
        std::optional<ports::MessageFacts> facts;  // of the message it aims at
        ports::FileUsage usage;                    // BeginUpload
    };

    // --- life
    void follow(LoginStep step);
    void enter(const LoggedIn& who);
    void enter_files(const LoggedIn& who);
    void logged_in(const LoggedIn& who, std::size_t max_payload);
    void send_rooms();
    void take(net::FromClient message, net::Tag tag);
    void take_for_files(net::FromClient message, net::Tag tag);
    void take_message(const net::Ping&, net::Tag tag);
    void take_message(const net::Pong&, net::Tag) {}
    void take_message(const net::Goodbye&, net::Tag);
    void misbehaved(FrameFault fault, const std::string& what);
    void keep_alive();
    void arm_keep_alive();

    // --- commands
    void take_message(const net::Submit& submit, net::Tag);
    void pump_commands();
    bool take_turn();
    [[nodiscard]] bool must_be_alone(const net::Command& command) const;
    [[nodiscard]] bool must_wait(const net::Command& command) const;
    bool repeat_answer();
    bool ask_for_facts();
    bool ask_for_usage();
    void go_on_with_front();
    void submit_front();
    net::Milliseconds begin_guess();
    [[nodiscard]] std::optional<net::Outcome> too_soon(const net::Command& command);
    [[nodiscard]] net::Origin origin_of_front() const;
    void send_result(net::RunId run, net::CommandNumber number, net::Outcome outcome,
                     std::optional<net::Status> instead_of_invalid);

    // --- questions
    [[nodiscard]] static bool is_question(const net::FromClient& message);
    void take_question(const net::FromClient& message, net::Tag tag);
    void pump_questions();
    void take_message(const net::History& asked, net::Tag tag);
    void take_message(const net::Search& asked, net::Tag tag);
    void take_message(const net::Pins& asked, net::Tag tag);
    void take_message(const net::Edits& asked, net::Tag tag);
    void take_message(const net::Members& asked, net::Tag tag);
    void take_message(const net::Directory& asked, net::Tag tag);
    void take_message(const net::Person& asked, net::Tag tag);
    void take_message(const net::Games& asked, net::Tag tag);
    void ask_for_games(const net::Games& asked, net::MessageId before, net::Tag tag);
    void take_message(const net::GameDetail& asked, net::Tag tag);
    void take_message(const net::Leaderboard& asked, net::Tag tag);
    void take_message(const net::Audit& asked, net::Tag tag);
    void take_message(const net::Bans& asked, net::Tag tag);
    void take_message(const net::Devices& asked, net::Tag tag);
    void take_message(const net::Invites&, net::Tag tag);
    void take_message(const net::MakeCode& asked, net::Tag tag);
    void take_message(const net::RotatePasskey&, net::Tag tag);
    void take_message(const net::Stats&, net::Tag tag);
    void ask_for_audit(const net::Audit& asked, net::Position before, net::Tag tag);
    template <class Answer, class Then>
    auto answering(Then then);
    [[nodiscard]] bool is_member(net::RoomId room) const;
    [[nodiscard]] bool may(hub::Action action, net::RoomId room) const;
    void send_not_found(net::Tag tag);

    // --- keeping up
    void take_message(const net::Resume& resume, net::Tag tag);
    void take_message(const net::Watch& watch, net::Tag tag);
    void take_message(const net::Progress& progress, net::Tag);
    void take_message(const net::Typing& typing, net::Tag tag);
    void take_message(const net::Spectate& said, net::Tag tag);
    void take_message(const net::SetPresence& set, net::Tag);
    void watch(const net::RoomHave& have, net::Tag tag);
    void told_state(net::RoomId room);
    void fall_behind();
    void taken_back(const net::FromServer& message);
    void catch_up();
    void catch_up_presence();
    [[nodiscard]] bool has_missed_something() const;

    template <class M>
    void send(const M& message, net::Tag tag = {}) {
        channel_->send(net::encode_shared(message, tag), transport::Queue::MustKeep);
    }

    Node& node_;
    net::SessionId id_;
    transport::Channel* channel_;  // alive until closed()
    transport::Peer peer_;
    std::unique_ptr<Login> login_;  // until logged in
    std::int64_t login_frames_ = 0;
    std::int64_t login_bytes_ = 0;
    net::UserId user_;
    net::DeviceId device_;
    bool is_for_files_ = false;
    std::unique_ptr<FileSession> files_;  // from then on until it leaves
    bool resumed_ = false;
    bool leaving_ = false;       // Goodbye was said, or the channel is closed
    std::string ending_;         // why this side ended it, for the log
    bool has_appeared_ = false;  // it has said how it wants to be seen, or something else

    std::deque<net::Submit> commands_;  // received and not yet given to the journal, in order
    Front front_;                       // of commands_
    bool waits_until_alone_ = false;    // the first command, for the answers to those before it
    // Given to the journal; with what to answer instead of the hub's own refusal, if more is known here.
    std::map<std::pair<net::RunId, net::CommandNumber>, std::optional<net::Status>> unanswered_;
    struct Question {
        net::FromClient message;
        net::Tag tag;
    };
    std::list<Question> questions_;  // received and not begun, in order; no memory while there is none
    std::size_t pages_ = 0;          // questions to the archive in flight
    ports::TimerId command_timer_;
    ports::TimerId question_timer_;
    ports::TimerId life_timer_;
    net::Milliseconds last_heard_;
    bool pinged_ = false;
    bool unflushed_ = false;  // the node will flush it
    RoomFeeds feeds_;
    // What was not sent because the peer did not keep up.
    std::map<net::RoomId, std::set<net::UserId>> missed_presence_;
    std::set<net::RoomId> missed_progress_;
    std::set<net::RoomId> missed_unread_;
    std::set<net::RoomId> missed_spectators_;
};

}  // namespace crosstalk::server
