#include "client/link/link_core.hpp"

#include <algorithm>
#include <utility>

#include "client/link/command_rules.hpp"
#include "client/link/texts.hpp"
#include "net/codec.hpp"
#include "net/transport/credentials/invite.hpp"
#include "net/transport/credentials/join_code.hpp"

namespace crosstalk::link {

namespace {

// A little longer than the server waits itself: its reason is better than ours.
constexpr std::int64_t login_patience_ms = 15'000;
// A session that lasted so long was a success; one that ends at once must not be tried again at full speed.
constexpr std::int64_t steady_session_ms = 10'000;

model::Refused refusal(model::Refusal why, std::string text) {
    return {.why = why, .text = std::move(text), .tries_left = 0, .suggestion = {}, .retry_after = {}};
}

net::Limits limits_of(const net::Welcome& welcome) {
    net::Limits limits;
    for (const net::LimitValue& value : welcome.limits) {
        for (const net::LimitRow& row : net::limit_rows()) {
            const bool is_sane = value.value >= row.lowest && value.value <= row.highest;
            if (row.name == value.name && is_sane) limits.*row.field = value.value;
        }
    }
    return limits;
}

}  // namespace

class LinkCore::Connection final : public transport::ChannelOwner {
  public:
    Connection(LinkCore& core, transport::Channel& the_channel) : channel(&the_channel), core_(core) {}

    void received(const net::FrameView& frame) override { core_.received(*this, frame); }
    void received_all() override { core_.received_all(*this); }
    void drained() override {}
    void closed(const std::string&) override {
        channel = nullptr;
        core_.closed(*this);
    }

    transport::Channel* channel;  // null once it is closed

  private:
    LinkCore& core_;
};

LinkCore::LinkCore(LinkOptions options, transport::Dialer& dialer, transport::Runtime& runtime,
                   Profile& profile, Tell tell, std::optional<FilePorts> files)
    : options_(std::move(options)),
      dialer_(dialer),
      runtime_(runtime),
      profile_(profile),
      tell_(std::move(tell)),
      random_([&runtime](std::span<std::uint8_t> out) { runtime.random(out); }),
      talk_(options_.completeness, profile, runtime,
            [this](model::LinkEvent event) { this->tell(std::move(event)); }) {
    if (!files) return;
    Transfers::Ways ways{
        .tell = [this](model::LinkEvent event) { this->tell(std::move(event)); },
        .settled =
            [this] {
                flush();
                tell_all();
            },
        .give = [this](Wish wish) { talk_.give(std::move(wish)); },
        .new_ref = [this] { return talk_.new_ref(); },
        .is_in = [this](net::RoomId room) { return talk_.is_in(room); },
        .ask_myself = [this](auto answered) { talk_.ask_myself(me_.id, std::move(answered)); }};
    transfers_ = std::make_unique<Transfers>(std::move(*files), runtime_, profile_, std::move(ways));
    talk_.set_uploads(transfers_.get());
}

LinkCore::~LinkCore() {
    dialer_.cancel();
    runtime_.cancel(retry_timer_);
    runtime_.cancel(life_timer_);
}

// --- telling and sending

void LinkCore::tell(model::LinkEvent event) {
    const bool is_answer =
        std::holds_alternative<model::Acknowledged>(event) || std::holds_alternative<model::Failed>(event);
    const auto* removed = std::get_if<model::RoomRemoved>(&event);
    const net::RoomId left = removed ? removed->what.room : net::RoomId{};
    (is_answer && answers_first_ ? answers_ : events_).push_back(std::move(event));
    if (left && transfers_) transfers_->left(left);
}

void LinkCore::tell_all() {
    std::vector<model::LinkEvent> all = std::exchange(answers_, {});
    for (model::LinkEvent& event : std::exchange(events_, {}))
        all.push_back(std::move(event));
    answers_first_ = true;
    if (is_stopped_) return;
    for (model::LinkEvent& event : all)
        tell_(std::move(event));
}

template <class M>
void LinkCore::send(const M& message, net::Tag tag) {
    if (current_) current_->channel->send(net::encode_shared(message, tag), transport::Queue::MustKeep);
}

void LinkCore::flush() {
    if (current_) current_->channel->flush();
}

// --- commands

void LinkCore::start() {
    tell(model::ServersKnown{profile_.servers()});
    tell(model::SettingsKnown{profile_.settings()});
    tell_trouble();
    tell_all();
}

void LinkCore::handle(std::vector<model::LinkCommand> commands) {
    std::vector<Wish> wishes;
    const auto accept = [&] {
        if (!wishes.empty()) talk_.accept(std::exchange(wishes, {}));
    };
    for (model::LinkCommand& command : commands) {
        if (auto* post = std::get_if<model::Post>(&command)) {
            net::PostMessage message;
            message.room = post->room;
            message.text = std::move(post->text);
            message.reply_to = post->reply_to;
            wishes.push_back({std::move(message), std::move(post->ref)});
            continue;
        }
        if (auto* perform = std::get_if<model::Perform>(&command)) {
            if (is_of_transfer(perform->command)) {
                refuse_file(perform->ref);
            } else {
                wishes.push_back({std::move(perform->command), std::move(perform->ref)});
            }
            continue;
        }
        accept();
        std::visit(
            [this]<class C>(const C& known) {
                if constexpr (requires { this->take(known); }) {
                    this->take(known);
                } else if constexpr (requires { talk_.take(known); }) {
                    talk_.take(known);
                } else if constexpr (requires { transfers_->take(known); }) {
                    if (transfers_) transfers_->take(known);
                }
            },
            command);
    }
    accept();
    flush();
    tell_all();
}

void LinkCore::leave() {
    runtime_.cancel(std::exchange(retry_timer_, {}));
    dialer_.cancel();
    if (phase_ == Phase::Online) talk_.say_the_rest();
    send(net::Goodbye{net::AfterGoodbye::Stay, ""});
    drop_connection();
    phase_ = Phase::Idle;
    target_.reset();
}

void LinkCore::take(const model::Connect& command) {
    leave();
    backoff_.reset();

    Target target;
    target.wish.program = options_.program;
    target.wish.name = command.name;
    target.wish.any_number = command.any_number;
    target.wish.code = transport::Secret(std::string_view(command.code));
    if (!command.invite.empty()) {
        auto invite = transport::parse_invite(command.invite);
        if (!invite) return refuse(refusal(model::Refusal::Address, explain(invite.fault())));
        target.address = {invite->host, invite->port};
        target.wish.invite_token = invite->token;
        target.key = invite->fingerprint.bytes;
        target.key_is_strict = true;
    } else if (transport::looks_like_join_code(command.address)) {
        const auto code = transport::parse_join_code(command.address);
        if (!code) return refuse(refusal(model::Refusal::Address, explain(code.fault())));
        target.address = {to_string(code->address), code->port};
        target.wish.passkey = transport::Secret(code->passkey.spelled_out());
        target.key = command.saved;
    } else {
        auto parsed = transport::parse_address(command.address);
        if (const auto* fault = std::get_if<transport::AddressFault>(&parsed)) {
            return refuse(refusal(model::Refusal::Address, fault->text));
        }
        target.address = std::get<transport::Address>(std::move(parsed));
        target.wish.passkey = transport::Secret(std::string_view(command.passkey));
        target.key = command.saved;
    }
    target_ = std::move(target);
    // Until it is known which server this is, nothing can be accepted for it.
    talk_.close_outbox();
    if (transfers_) transfers_->close();
    dial();
}

// Files belong to the transfers until their message is in the outbox.
void LinkCore::take(const model::Retry& command) {
    if (!transfers_ || !transfers_->retry(command.ref)) talk_.take(command);
}

void LinkCore::take(const model::Cancel& command) {
    if (!transfers_ || !transfers_->cancel(command.ref)) talk_.take(command);
}

void LinkCore::take(const model::SendFiles& command) {
    if (transfers_) return transfers_->take(command);
    refuse_file(command.ref);
}

void LinkCore::take(const model::SendPicture& command) {
    if (transfers_) return transfers_->take(command);
    refuse_file(command.ref);
}

void LinkCore::refuse_file(const std::string& ref) {
    tell(model::Failed{ref, net::Status::NotAllowed, "Files cannot be sent this way. Use /file PATH.", {}});
}

void LinkCore::take(const model::Disconnect&) {
    leave();
    tell(model::Disconnected{});
}

void LinkCore::take(const model::RetryNow&) {
    if (phase_ != Phase::Waiting) return;
    runtime_.cancel(std::exchange(retry_timer_, {}));
    dial();
}

void LinkCore::take(const model::ForgetServer& command) {
    const bool in_use = target_ && (current_ ? server_ == command.key : target_->key == command.key);
    if (in_use) {
        tell(model::Trouble{"This server is in use. Disconnect from it first, then forget it."});
        return;
    }
    try {
        if (transfers_) transfers_->forget(command.key);
        profile_.forget_server(command.key);
    } catch (const ProfileError& error) {
        tell(model::Trouble{error.what()});
        return;
    }
    talk_.forget(command.key);
    tell(model::ServersKnown{profile_.servers()});
}

void LinkCore::take(const model::KeepSetting& command) {
    if (command.name.size() > model::max_setting_bytes || command.value.size() > model::max_setting_bytes) {
        tell(model::Trouble{"A setting is too long to be kept."});
        return;
    }
    try {
        profile_.keep_setting(command.name, command.value);
    } catch (const ProfileError& error) {
        tell(model::Trouble{error.what()});
    }
    tell_trouble();
}

// What the profile has to say.
void LinkCore::tell_trouble() {
    if (auto trouble = profile_.take_trouble()) tell(model::Trouble{std::move(*trouble)});
}

void LinkCore::stop() {
    is_stopped_ = true;
    leave();
}

// --- connecting

void LinkCore::dial() {
    phase_ = Phase::Dialing;
    tell(model::Connecting{format(target_->address)});
    dialer_.dial(target_->address, *this);
}

void LinkCore::failed(const std::string& reason) {
    if (phase_ != Phase::Dialing) return;
    try_later(in_one_line(reason, "The server cannot be reached."));
    tell_all();
}

// Before a byte has been sent.
std::optional<model::Refused> LinkCore::objection_to(const net::ServerKeyHash& key, bool pinned) const {
    const Target& target = *target_;
    const bool is_other = target.key && *target.key != key;
    if (is_other && target.key_is_strict) {
        return refusal(
            model::Refusal::OtherServer,
            "The server at this address is not the one the invite was made by. Ask for a new invite.");
    }
    if (is_other && !target.wish.has_secret()) {
        return refusal(
            model::Refusal::OtherServer,
            "Another server answers at this address than the one you chose; it may be an impostor. "
            "If it was set up anew, enter the passkey it shows now.");
    }
    if (pinned || target.wish.has_secret()) return std::nullopt;
    const std::string address = format(target.address);
    const auto servers = profile_.servers();
    const bool had_other = std::any_of(servers.begin(), servers.end(), [&](const model::SavedServer& saved) {
        return saved.server.address == address;
    });
    return refusal(model::Refusal::PasskeyNeeded,
                   had_other
                       ? "Another server answers at this address than before, and it does not know this "
                         "device. Enter the passkey that it shows."
                       : "The server does not know this device yet. Enter the passkey that it shows.");
}

transport::ChannelOwner* LinkCore::opened(transport::Channel& channel, const transport::Peer& peer) {
    if (phase_ != Phase::Dialing) return nullptr;
    const auto servers = profile_.servers();
    const bool pinned = std::any_of(servers.begin(), servers.end(), [&](const model::SavedServer& saved) {
        return saved.server.key == peer.server.bytes;
    });
    if (auto objection = objection_to(peer.server.bytes, pinned)) {
        if (target_->was_online) {
            // On a LAN an address may belong to another machine for a while.
            try_later("Another server answers at this address. Waiting for the right one.");
        } else {
            refuse(std::move(*objection));
        }
        tell_all();
        return nullptr;
    }
    connections_.push_back(std::make_unique<Connection>(*this, channel));
    current_ = connections_.back().get();
    server_ = peer.server.bytes;
    phase_ = Phase::LoggingIn;
    last_error_.reset();
    channel.set_max_payload(net::max_frame_bytes);
    LoginWish wish = target_->wish;
    wish.pinned = pinned;
    login_.emplace(std::move(wish), peer, profile_.device_key(), random_, [this](net::Bytes frame) {
        current_->channel->send(std::make_shared<const net::Bytes>(std::move(frame)),
                                transport::Queue::MustKeep);
    });
    login_->begin();
    flush();
    arm_login_timer();
    return current_;
}

void LinkCore::try_later(const std::string& reason) {
    drop_connection();
    phase_ = Phase::Waiting;
    const net::Milliseconds span = backoff_.next(runtime_);
    tell(model::Offline{reason, span, runtime_.wall()});
    retry_timer_ = runtime_.after(span, [this] {
        retry_timer_ = {};
        dial();
        tell_all();
    });
}

void LinkCore::refuse(model::Refused refusal) {
    drop_connection();
    phase_ = Phase::Idle;
    target_.reset();
    tell(std::move(refusal));
}

void LinkCore::drop_connection() {
    runtime_.cancel(std::exchange(life_timer_, {}));
    login_.reset();
    pinged_at_.reset();
    talk_.settle();  // what was answered before whatever ended the connection
    talk_.cut();
    if (transfers_) transfers_->cut();
    if (phase_ == Phase::Online && runtime_.steady().value - online_since_.value >= steady_session_ms) {
        backoff_.reset();
    }
    if (Connection* dropped = std::exchange(current_, nullptr)) dropped->channel->close();
}

// --- the channel

void LinkCore::received(Connection& connection, const net::FrameView& frame) {
    if (&connection != current_) return;
    last_heard_ = runtime_.steady();
    auto decoded = net::decode_from_server(frame);
    if (std::holds_alternative<net::DecodeFault>(decoded)) {
        return try_later("The server sent something this program does not understand.");
    }
    auto& message = std::get<net::FromServer>(decoded);
    if (std::holds_alternative<net::Ping>(message)) return send(net::Pong{}, frame.header.tag);
    if (std::holds_alternative<net::Pong>(message)) {
        if (pinged_at_) tell(model::RoundTrip{{last_heard_.value - pinged_at_->value}});
        pinged_at_.reset();
        if (phase_ == Phase::Online) arm_life_timer();
        return;
    }
    if (login_) return follow_login(login_->receive(message, frame.payload));
    take(std::move(message), frame.header.tag);
}

void LinkCore::received_all(Connection& connection) {
    if (&connection == current_) {
        talk_.settle();
        flush();
    }
    tell_all();
}

// The channel's reason is for a log, not for people.
void LinkCore::closed(Connection& connection) {
    if (&connection == current_) {
        talk_.settle();
        current_ = nullptr;
        if (is_stopped_) {
            drop_connection();
        } else {
            try_later("The connection to the server was lost.");
        }
    }
    const auto found = std::find_if(connections_.begin(), connections_.end(),
                                    [&](const auto& each) { return each.get() == &connection; });
    // Its own function is still running: it goes from the loop.
    std::shared_ptr<Connection> dead = std::move(*found);
    connections_.erase(found);
    runtime_.after({0}, [dead = std::move(dead)] {});
    tell_all();
}

// --- login

void LinkCore::follow_login(LoginStep step) {
    if (auto* refused = std::get_if<model::Refused>(&step)) {
        const bool may_pass =
            refused->why == model::Refusal::Full || refused->why == model::Refusal::TooManyGuesses;
        if (target_->was_online && may_pass) return try_later(refused->text);
        return refuse(std::move(*refused));
    }
    if (const auto* later = std::get_if<TryLater>(&step)) return try_later(later->reason);
    if (const auto* known = std::get_if<net::Welcome>(&step)) welcome(*known);
}

void LinkCore::welcome(const net::Welcome& welcome) {
    login_.reset();
    me_ = welcome.user;
    clean(me_);
    server_name_ = in_one_line(welcome.server_name, "server");
    limits_ = limits_of(welcome);
    session_ = welcome.session;
    // Nothing can be sent any more once the connection is dropped: then `current_` is another one.
    Talk::Out out{.send =
                      [this](net::SharedFrame frame) {
                          if (current_) current_->channel->send(std::move(frame), transport::Queue::MustKeep);
                      },
                  .flush = [this] { flush(); }};
    talk_.welcomed(welcome, server_, std::move(out),
                   [this, role = welcome.role, has_owner = welcome.has_owner, now = welcome.now] {
                       online(role, has_owner, now);
                   });
}

void LinkCore::online(net::Role role, bool has_owner, net::Timestamp server_now) {
    // What is left from earlier belongs behind the rooms it was written to, and its answers behind it: they may have
    // come together with the rooms.
    answers_first_ = false;
    phase_ = Phase::Online;
    online_since_ = runtime_.steady();
    target_->was_online = true;
    target_->key = server_;
    target_->key_is_strict = false;
    target_->wish.passkey = {};
    target_->wish.invite_token = {};
    target_->wish.code = {};
    save_server();
    tell(model::Online{.me = me_,
                       .server = {server_, server_name_, format(target_->address)},
                       .limits = limits_,
                       .at = runtime_.wall(),
                       .role = role,
                       .has_owner = has_owner,
                       .server_now = server_now});
    if (transfers_) transfers_->open(server_);
    arm_life_timer();
}

void LinkCore::save_server() {
    try {
        profile_.save_server({{server_, server_name_, format(target_->address)}, me_.name, runtime_.wall()});
        tell(model::ServersKnown{profile_.servers()});
    } catch (const ProfileError& error) {
        tell(model::Trouble{error.what()});
    }
}

// --- online

void LinkCore::take(net::FromServer message, net::Tag tag) {
    if (const auto* goodbye = std::get_if<net::Goodbye>(&message)) return take_goodbye(*goodbye);
    if (const auto* error = std::get_if<net::Error>(&message)) {
        if (!talk_.take_error(*error, tag)) last_error_ = refusal_of(*error);
        return;
    }
    const bool was_online = phase_ == Phase::Online;
    if (const auto fault = talk_.take(std::move(message), tag)) {
        return try_later("The server " + fault->what + ".");
    }
    if (was_online || phase_ != Phase::Online) return;
    if (transfers_) transfers_->online({target_->address, server_, session_, options_.program}, limits_);
    measure_round_trip();
}

void LinkCore::take_goodbye(const net::Goodbye& goodbye) {
    talk_.settle();
    const std::string reason = in_one_line(goodbye.reason, "The server ended the connection.");
    switch (goodbye.then) {
        case net::AfterGoodbye::Reconnect:
            return try_later(reason);
        case net::AfterGoodbye::Elsewhere:
            return refuse(refusal(model::Refusal::Stopped,
                                  reason + " If that was not you, somebody has a copy of this profile."));
        case net::AfterGoodbye::Stay:
            return refuse(last_error_ ? *last_error_ : refusal(model::Refusal::Stopped, reason));
    }
}

// --- life and death

void LinkCore::arm_login_timer() {
    runtime_.cancel(life_timer_);
    life_timer_ = runtime_.after({login_patience_ms}, [this] {
        life_timer_ = {};
        try_later("The server did not answer in time.");
        tell_all();
    });
}

void LinkCore::arm_life_timer() {
    runtime_.cancel(life_timer_);
    const std::int64_t quiet = runtime_.steady().value - last_heard_.value;
    const std::int64_t limit = pinged_at_ ? limits_.dead_ms : limits_.ping_ms;
    life_timer_ = runtime_.after({std::max<std::int64_t>(1, limit - quiet)}, [this] {
        life_timer_ = {};
        watch_life();
        tell_all();
    });
}

void LinkCore::watch_life() {
    const std::int64_t quiet = runtime_.steady().value - last_heard_.value;
    if (quiet >= limits_.dead_ms) return try_later("Nothing was heard from the server for too long.");
    if (quiet >= limits_.ping_ms && !pinged_at_) measure_round_trip();
    arm_life_timer();
}

void LinkCore::measure_round_trip() {
    pinged_at_ = runtime_.steady();
    send(net::Ping{});
    flush();
}

}  // namespace crosstalk::link
