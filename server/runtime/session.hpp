// One connection at the server: login, then commands in order, pages, and what its user watches.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "net/codec.hpp"
#include "net/transport/channel.hpp"
#include "server/ports/runtime.hpp"
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
    [[nodiscard]] net::UserId user() const { return user_; }  // 0 until logged in
    [[nodiscard]] net::DeviceId device() const { return device_; }
    [[nodiscard]] bool is_leaving() const { return leaving_; }
    [[nodiscard]] const RoomFeeds& feeds() const { return feeds_; }

    void registered(const net::Outcome& outcome);
    void answer(net::RunId run, net::CommandNumber number, const net::Outcome& outcome);
    void deliver(const Delivery& delivery) { feeds_.deliver(delivery); }
    void notify(const net::SharedFrame& frame);
    // Signals of watched rooms, and counts of the others. A peer that does not keep up gets their newest state later.
    void presence(const net::Presence& presence, const net::SharedFrame& frame);
    void unread(net::Unread unread);
    void stop_watching(net::RoomId room);
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
    void take(const net::FromClient& message, net::Tag tag);
    void take_message(const net::Ping&, net::Tag tag);
    void take_message(const net::Pong&, net::Tag) {}
    void take_message(const net::Goodbye&, net::Tag);
    void take_message(const net::Submit& submit, net::Tag);
    void take_message(const net::Resume& resume, net::Tag tag);
    void take_message(const net::Watch& watch, net::Tag tag);
    void take_message(const net::History& history, net::Tag tag);
    void take_message(const net::Members& members, net::Tag tag);

    void follow(LoginStep step);
    void enter(const LoggedIn& who);
    void pump_commands();
    void send_result(net::RunId run, net::CommandNumber number, net::Outcome outcome,
                     std::optional<net::Status> instead_of_invalid);
    void watch(const net::RoomHave& have, net::Tag tag);
    void fall_behind();
    void catch_up();
    [[nodiscard]] bool has_missed_something() const;
    [[nodiscard]] bool may_ask_archive();
    void send_not_found(net::Tag tag);
    void misbehaved(const std::string& what);
    void keep_alive();
    void arm_keep_alive();

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
    bool resumed_ = false;
    bool leaving_ = false;  // Goodbye was said, or the channel is closed

    std::deque<net::Submit> commands_;  // received and not yet given to the journal, in order
    // Given to the journal; with what to answer instead of the hub's own refusal, if more is known here.
    std::map<std::pair<net::RunId, net::CommandNumber>, std::optional<net::Status>> unanswered_;
    std::size_t pages_ = 0;  // questions to the archive in flight
    ports::TimerId command_timer_;
    ports::TimerId life_timer_;
    net::Milliseconds last_heard_;
    bool pinged_ = false;
    bool unflushed_ = false;  // the node will flush it
    RoomFeeds feeds_;
    // What was not sent because the peer did not keep up.
    std::map<net::RoomId, std::set<net::UserId>> missed_presence_;
    std::set<net::RoomId> missed_unread_;
};

}  // namespace crosstalk::server
