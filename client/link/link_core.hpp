// The client's end of a conversation with a server, without threads, sockets or a clock: connects, logs in,
// resumes, sends, reconnects. Commands go in, events come out; the ports do the rest.
//
//   Idle -connect-> Dialing -opened-> LoggingIn -rooms-> Online
//                      ^------ Waiting <-- cut, Goodbye{Reconnect}, no answer ------+
//                                 a refusal from anywhere: Idle, and Refused is told
//
// What "received" means: an event is told once; a room's facts are told in order, without a gap and without a
// duplicate as long as this object lives. What was told counts as received for the next start only from MarkRead on,
// which whoever consumes the events sends when a line is printed and flushed. So a client that is killed is told
// again what it had not marked: at least once across kills, exactly once otherwise, never lost. The same holds for
// answers and AnswerShown.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/link/backoff.hpp"
#include "client/link/login.hpp"
#include "client/link/profile.hpp"
#include "client/link/talk.hpp"
#include "client/link/transfers.hpp"
#include "client/model/link_command.hpp"
#include "client/model/link_event.hpp"
#include "net/transport/channel.hpp"
#include "net/transport/dialer.hpp"
#include "net/transport/runtime.hpp"

namespace crosstalk::link {

struct LinkOptions {
    std::string program = "crosstalk";  // name and version, for the server's log
    Completeness completeness = Completeness::Newest;
};

// Thread: the loop's. The ports must outlive it; it may be destroyed while channels are open only if the loop runs
// no more.
class LinkCore final : private transport::DialOwner {
  public:
    using Tell = std::function<void(model::LinkEvent)>;

    // Without `files` it moves none.
    LinkCore(LinkOptions options, transport::Dialer& dialer, transport::Runtime& runtime, Profile& profile,
             Tell tell, std::optional<FilePorts> files = std::nullopt);
    LinkCore(const LinkCore&) = delete;
    LinkCore& operator=(const LinkCore&) = delete;
    ~LinkCore() override;

    // Once, first: tells what the profile holds.
    void start();
    // In order; what follows one another for the outbox reaches the disk in one write.
    void handle(std::vector<model::LinkCommand> commands);
    // Says goodbye and tells nothing any more. Over when is_closed().
    void stop();
    [[nodiscard]] bool is_closed() const {
        return connections_.empty() && (!transfers_ || transfers_->is_gone());
    }

  private:
    enum class Phase : std::uint8_t { Idle, Dialing, LoggingIn, Online, Waiting };

    // Where to, and with what; from Connect until the next one.
    struct Target {
        transport::Address address;
        LoginWish wish;
        std::optional<net::ServerKeyHash> key;  // the only one that will do, but for a valid secret
        bool key_is_strict = false;             // of an invite: a secret does not help
        bool was_online = false;
    };

    // One channel, from opened() to closed().
    class Connection;

    transport::ChannelOwner* opened(transport::Channel& channel, const transport::Peer& peer) override;
    void failed(const std::string& reason) override;

    void received(Connection& connection, const net::FrameView& frame);
    void received_all(Connection& connection);
    void closed(Connection& connection);

    void take(const model::Connect& command);
    void take(const model::Disconnect&);
    void take(const model::RetryNow&);
    void take(const model::ForgetServer& command);
    void take(const model::KeepSetting& command);
    void take(const model::Retry& command);
    void take(const model::Cancel& command);
    void take(const model::SendFiles& command);
    void take(const model::SendPicture& command);
    void refuse_file(const std::string& ref);
    void tell_trouble();

    void follow_login(LoginStep step);
    void welcome(const net::Welcome& welcome);
    void online(net::Role role, bool has_owner, net::Timestamp server_now);
    void take(net::FromServer message, net::Tag tag);
    void take_goodbye(const net::Goodbye& goodbye);

    void dial();
    [[nodiscard]] std::optional<model::Refused> objection_to(const net::ServerKeyHash& key,
                                                             bool pinned) const;
    void try_later(const std::string& reason);
    void refuse(model::Refused refusal);
    // Says goodbye and forgets where to.
    void leave();
    void drop_connection();
    void arm_login_timer();
    void arm_life_timer();
    void watch_life();
    void measure_round_trip();
    void save_server();

    void tell(model::LinkEvent event);
    void tell_all();
    template <class M>
    void send(const M& message, net::Tag tag = {});
    void flush();

    LinkOptions options_;
    transport::Dialer& dialer_;
    transport::Runtime& runtime_;
    Profile& profile_;
    Tell tell_;
    transport::FillRandom random_;

    Phase phase_ = Phase::Idle;
    std::optional<Target> target_;
    Backoff backoff_;
    transport::TimerId retry_timer_;
    transport::TimerId life_timer_;  // of the login, then of the session

    std::vector<std::unique_ptr<Connection>> connections_;
    Connection* current_ = nullptr;  // one of them, while LoggingIn and Online
    std::optional<Login> login_;
    net::ServerKeyHash server_{};  // of the current connection
    std::string server_name_;
    net::UserRef me_;
    net::Limits limits_;
    net::Milliseconds online_since_;
    net::Milliseconds last_heard_;
    std::optional<net::Milliseconds> pinged_at_;
    std::optional<model::Refused> last_error_;  // an Error that the next Goodbye belongs to

    Talk talk_;
    std::unique_ptr<Transfers> transfers_;  // null: there are no ports for files
    net::SessionId session_;
    bool answers_first_ = true;
    // Told at the end of a batch, answers first: then a confirmed post never vanishes before its message is there,
    // and what was answered is off the disk before anybody hears of it.
    std::vector<model::LinkEvent> answers_;
    std::vector<model::LinkEvent> events_;
    bool is_stopped_ = false;
};

}  // namespace crosstalk::link
