// What is said on a connection after the login, and all that outlives it: rooms, pages, questions, marks, signals, the
// outbox. Each has its own object; this one gives every message and every command to the right one.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "client/link/follower.hpp"
#include "client/link/pages.hpp"
#include "client/link/profile.hpp"
#include "client/link/questions.hpp"
#include "client/link/reading.hpp"
#include "client/link/requests.hpp"
#include "client/link/sender.hpp"
#include "client/link/signals.hpp"
#include "client/model/link_command.hpp"
#include "client/model/link_event.hpp"
#include "net/codec.hpp"
#include "net/transport/runtime.hpp"

namespace crosstalk::link {

// Thread: the loop's.
class Talk {
  public:
    using Tell = std::function<void(model::LinkEvent)>;
    // The way out of one connection.
    struct Out {
        std::function<void(net::SharedFrame)> send;
        std::function<void()> flush;
    };

    Talk(Completeness completeness, Profile& profile, transport::Runtime& runtime, Tell tell);

    // --- the connection
    // After Welcome. With the whole list of rooms `online` is called, which tells of it.
    void welcomed(const net::Welcome& welcome, const net::ServerKeyHash& server, Out out,
                  std::function<void()> online);
    void cut();
    // Before a goodbye: what waits to be told in passing.
    void say_the_rest() { reading_.flush(); }
    // Before anything else: who gives commands about files, through give().
    void set_uploads(Uploads* uploads) { sender_.set_uploads(uploads); }
    void give(Wish wish);
    [[nodiscard]] std::string new_ref() { return sender_.new_ref(); }
    [[nodiscard]] bool is_in(net::RoomId room) const { return follower_.is_in(room); }
    // One's own profile; nothing comes if the connection ends before. Only the last one who asks is answered.
    void ask_myself(net::UserId me, std::function<void(const net::PersonFound&)> answered);
    // Another server is meant from here on: nothing is accepted until it is known which.
    void close_outbox() { sender_.close(); }
    // Nothing of this server is kept.
    void forget(const net::ServerKeyHash& server);

    // --- from the server
    // Nothing but what is due after a login.
    std::optional<Misbehaviour> take(net::FromServer message, net::Tag tag);
    // False if the error answers nothing that was asked.
    bool take_error(const net::Error& error, net::Tag tag);
    // At the end of a batch of messages.
    void settle() { sender_.settle(); }

    // --- from windows and terminals
    void accept(std::vector<Wish> wishes) { sender_.accept(std::move(wishes)); }
    void take(const model::Retry& command) { sender_.retry(command.ref); }
    void take(const model::Cancel& command) { sender_.cancel(command.ref); }
    void take(const model::AnswerShown& command) { sender_.shown(command.ref); }
    void take(const model::Ask& command);
    void take(const model::LoadOlder& command);
    void take(const model::LoadNewer& command);
    void take(const model::JumpTo& command);
    void take(const model::LeavePast& command);
    void take(const model::LoadMembers& command);
    void take(const model::MarkRead& command);
    void take(const model::Typing& command);
    void take(const model::Spectate& command);
    void take(const model::SetPresence& command) { signals_.set_presence(command.state); }
    void take(const model::Ignore& command);
    void take(const model::Unignore& command);

  private:
    template <class M>
    void send(const M& message, net::Tag tag = {});
    void go_online(const std::function<void()>& online);
    std::optional<Misbehaviour> take_answer(net::HistoryPage page, net::Tag tag);
    std::optional<Misbehaviour> take_answer(net::MembersPage page, net::Tag tag);
    template <class M>
    std::optional<Misbehaviour> take_answer(M answer, net::Tag tag);
    Misbehaviour another_answer(const Request& request);
    // Changes what the profile says of ignored people, and tells.
    void change_ignored(const std::function<void()>& change);
    [[nodiscard]] bool may_ask_of(net::RoomId room) const { return is_online_ && follower_.is_in(room); }

    Profile& profile_;
    Tell tell_;
    Out out_;
    std::function<void(const net::PersonFound&)> myself_;
    std::function<void()> online_;  // until the list of rooms is there
    bool is_online_ = false;
    net::ServerKeyHash server_{};
    bool is_open_ = false;  // server_ is known
    Requests requests_;
    Reading reading_;
    Pages pages_;
    Questions questions_;
    Signals signals_;
    Follower follower_;
    Sender sender_;
};

}  // namespace crosstalk::link
