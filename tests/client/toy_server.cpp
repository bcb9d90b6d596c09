#include "tests/client/toy_server.hpp"

#include <algorithm>
#include <utility>

#include "net/transport/credentials/device_key.hpp"

namespace crosstalk::testing {

class ToyServer::Session final : public transport::ChannelOwner {
  public:
    Session(ToyServer& server, transport::Channel& channel, transport::Peer peer)
        : server_(server), channel_(&channel), peer_(std::move(peer)) {}

    void received(const net::FrameView& frame) override {
        auto decoded = net::decode_from_client(frame);
        auto& message = std::get<net::FromClient>(decoded);
        server_.received.push_back(message);
        const net::Tag tag = frame.header.tag;
        const std::vector<std::uint8_t> payload(frame.payload.begin(), frame.payload.end());
        std::visit([&](const auto& known) { take(known, payload, tag); }, message);
    }
    void received_all() override {
        if (channel_) channel_->flush();
    }
    void drained() override {}
    void closed(const std::string&) override { channel_ = nullptr; }

    [[nodiscard]] bool is_online() const { return channel_ && user_.id; }
    template <class M>
    void send(const M& message, net::Tag tag = {}) {
        if (!channel_) return;
        channel_->send(net::encode_shared(message, tag), transport::Queue::MustKeep);
    }
    void flush() {
        if (channel_) channel_->flush();
    }
    void close() {
        if (channel_) channel_->close();
    }
    void fact(const net::Event& event) {
        if (is_online() && watched_.contains(event.room)) send(event);
        flush();
    }
    void answer_held() {
        for (const net::Submit& submit : std::exchange(held_submits_, {})) {
            send(net::Result{submit.run, submit.number, server_.apply(user_, submit)});
        }
        flush();
    }
    void serve_held() {
        for (const auto& serve : std::exchange(held_requests_, {}))
            serve();
        flush();
    }

  private:
    using Payload = std::vector<std::uint8_t>;

    void take(const net::Hello&, const Payload& payload, net::Tag) {
        const net::Bytes answer = net::encode(net::ServerHello{.version = net::protocol_version,
                                                               .features = 0,
                                                               .passkey_kind = net::PasskeyKind::Generated,
                                                               .name = "toy"});
        hellos_ = transport::hash_of({payload}, {std::span(answer).subspan(net::frame_header_bytes)});
        channel_->send(std::make_shared<const net::Bytes>(answer), transport::Queue::MustKeep);
        if (server_.welcomes_everybody) welcome({net::UserId{77}, "victim"});
    }
    void take(const net::Authenticate& proof, const Payload&, net::Tag tag) {
        check_proof(proof.device, proof.signature);
        const auto known = server_.users.find(proof.device);
        if (known == server_.users.end()) {
            send(net::Error{.code = net::ErrorCode::UnknownDevice,
                            .text = "Who?",
                            .retry_after = {},
                            .tries_left = 0,
                            .suggestion = {}},
                 tag);
            return;
        }
        welcome(known->second);
    }
    void take(const net::PasskeyStart& start, const Payload&, net::Tag) {
        transport::Secret secret =
            start.secret == net::SecretKind::Invite ? server_.invite_token_ : server_.passkey_.code();
        if (!server_.knows_passkey) secret = transport::Secret(std::string_view("guessed"));
        exchange_.emplace(
            transport::ExchangeTerms{
                .secret = secret, .server = peer_.server, .connection = peer_.binding, .hellos = hellos_},
            [this](std::span<std::uint8_t> out) { server_.runtime_.random(out); });
        const auto share = exchange_->receive(transport::CpaceShare{start.point});
        if (share) send(net::PasskeyReply{share->bytes});
    }
    void take(const net::PasskeyConfirm& confirm, const Payload&, net::Tag) {
        const auto answer = exchange_->verify(transport::Confirmation{confirm.confirmation});
        if (!answer && server_.forges_admission) {
            net::Admitted forged;
            forged.confirmation.fill(7);
            return send(forged);
        }
        if (!answer) {
            return dismiss({.code = net::ErrorCode::Passkey,
                            .text = "Wrong passkey.",
                            .retry_after = {},
                            .tries_left = 4,
                            .suggestion = {}});
        }
        check_proof(confirm.device, confirm.signature);
        device_ = confirm.device;
        const auto known = server_.users.find(device_);
        send(net::Admitted{answer->bytes, known != server_.users.end()});
        if (known != server_.users.end()) welcome(known->second);
    }
    void take(const net::Register& wish, const Payload&, net::Tag) {
        std::string name = wish.name;
        const auto is_taken = [&] {
            return std::any_of(server_.users.begin(), server_.users.end(),
                               [&](const auto& each) { return each.second.name == name; });
        };
        for (int number = 2; wish.any_number && is_taken(); ++number)
            name = wish.name + "-" + std::to_string(number);
        if (is_taken()) {
            return dismiss({.code = net::ErrorCode::NameTaken,
                            .text = "Taken.",
                            .retry_after = {},
                            .tries_left = 0,
                            .suggestion = wish.name + "-2"});
        }
        const net::UserRef user{net::UserId{server_.next_id_++}, name};
        server_.users[device_] = user;
        welcome(user);
    }
    void take(const net::Ping&, const Payload&, net::Tag tag) {
        if (server_.answers_pings) send(net::Pong{}, tag);
    }
    void take(const net::Pong&, const Payload&, net::Tag) {}
    void take(const net::Goodbye&, const Payload&, net::Tag) {}
    void take(const net::Submit& submit, const Payload&, net::Tag) {
        server_.submits.push_back(submit);
        if (server_.hold_answers) {
            held_submits_.push_back(submit);
            server_.most_unanswered = std::max(server_.most_unanswered, held_submits_.size());
            return;
        }
        // The answer and the fact race, as they do in life.
        send(net::Result{submit.run, submit.number, server_.apply(user_, submit)});
    }
    void take(const net::Resume& resume, const Payload&, net::Tag tag) {
        const bool is_mine = server_.marks_.contains({resume.mark.position.value, resume.mark.entry.value});
        const bool reset = server_.says_reset || (resume.mark.position && !is_mine);
        send(net::Resumed{reset}, tag);
        for (net::RoomHave have : resume.rooms) {
            if (reset) have.have = {};
            state(have, {});
        }
    }
    void take(const net::Watch& watch, const Payload&, net::Tag tag) {
        serve([this, watch, tag] { state(watch.room, tag); });
    }
    void take(const net::History& history, const Payload&, net::Tag tag) {
        serve([this, history, tag] {
            const auto found = server_.rooms.find(history.room);
            if (found == server_.rooms.end()) return not_found(tag);
            const std::size_t limit = std::min<std::size_t>(history.limit, server_.page_rows);
            if (server_.pages_lead_nowhere) {
                return send(net::HistoryPage{history.room, history.before, history.before, {}}, tag);
            }
            const auto [from, messages] = newest(history.room, {}, history.before, limit);
            send(net::HistoryPage{history.room, history.before, from, messages}, tag);
        });
    }
    void take(const net::Members& asked, const Payload&, net::Tag tag) {
        serve([this, asked, tag] {
            net::MembersPage page{.room = asked.room, .after = asked.after, .members = {}, .last = true};
            std::map<net::UserId, net::UserRef> people;
            for (const auto& [device, user] : server_.users)
                people[user.id] = user;
            for (const auto& [id, user] : people) {
                if (id <= asked.after) continue;
                if (page.members.size() == 2) {
                    page.last = false;
                    break;
                }
                page.members.push_back({user, net::PresenceState::Online});
            }
            send(page, tag);
        });
    }

    void serve(std::function<void()> request) {
        held_requests_.push_back(std::move(request));
        server_.most_requests = std::max(server_.most_requests, held_requests_.size());
        if (!server_.hold_requests) serve_held();
    }
    void not_found(net::Tag tag) {
        send(net::Error{.code = net::ErrorCode::NotFound,
                        .text = "No such room.",
                        .retry_after = {},
                        .tries_left = 0,
                        .suggestion = {}},
             tag);
    }
    void state(const net::RoomHave& have, net::Tag tag) {
        const auto found = server_.rooms.find(have.room);
        if (found == server_.rooms.end()) return not_found(tag);
        const std::size_t limit = have.have ? server_.page_rows : server_.newcomer_rows;
        const auto [from, messages] = newest(have.room, have.have, {}, limit);
        send(net::RoomState{found->second.summary, have.have, from, messages, server_.mark()}, tag);
        watched_.insert(have.room);
    }
    // The newest messages above `have` and below `before`, and from where on they are complete.
    std::pair<net::Sequence, std::vector<net::Message>> newest(net::RoomId room, net::Sequence have,
                                                               net::Sequence before, std::size_t limit) {
        const auto& facts = server_.rooms.at(room).facts;
        std::vector<net::Message> list;
        net::Sequence from = have.next();
        for (auto fact = facts.rbegin(); fact != facts.rend(); ++fact) {
            if (before && fact->sequence >= before) continue;
            if (fact->sequence <= have) break;
            const auto* posted = std::get_if<net::MessagePosted>(&fact->fact);
            if (!posted) continue;
            if (list.size() == limit) {
                from = list.back().sequence;
                break;
            }
            list.push_back(
                {posted->id, fact->sequence, fact->sequence, posted->author, fact->at, posted->text});
        }
        std::reverse(list.begin(), list.end());
        return {from, list};
    }

    void welcome(const net::UserRef& user) {
        if (server_.login_error) return dismiss(*server_.login_error);
        user_ = user;
        ++server_.logins;
        net::Welcome welcome{.session = {1},
                             .user = user,
                             .device = {2},
                             .server_name = "toy",
                             .mark = server_.mark(),
                             .now = {},
                             .limits = {}};
        for (const net::LimitRow& row : net::limit_rows()) {
            welcome.limits.push_back({std::string(row.name), server_.limits.*row.field});
        }
        send(welcome);
        // In parts, as a long list would come.
        for (const auto& [id, room] : server_.rooms)
            send(net::RoomList{{room.summary}, {}, false});
        send(net::RoomList{{}, server_.invitations, true});
    }
    void dismiss(const net::Error& error) {
        send(error);
        send(net::Goodbye{server_.after_login_error, error.text});
        channel_->close();
    }
    void check_proof(const net::DeviceKey& device, const net::Signature& signature) {
        const transport::LoginTerms terms{transport::LoginRole::Chat, peer_.binding, peer_.server};
        if (!transport::verify_login({device}, terms, {signature})) {
            dismiss({.code = net::ErrorCode::BadFrame,
                     .text = "Bad signature.",
                     .retry_after = {},
                     .tries_left = 0,
                     .suggestion = {}});
        }
    }

    ToyServer& server_;
    transport::Channel* channel_;
    transport::Peer peer_;
    transport::HelloHash hellos_;
    std::optional<transport::ServerExchange> exchange_;
    net::DeviceKey device_{};
    net::UserRef user_;
    std::set<net::RoomId> watched_;
    std::vector<net::Submit> held_submits_;
    std::vector<std::function<void()>> held_requests_;
};

ToyServer::ToyServer(VirtualLoop& loop, std::uint8_t server_mark)
    : loop_(loop),
      runtime_(loop, server_mark),
      passkey_(transport::Passkey::generate([this](std::span<std::uint8_t> out) { runtime_.random(out); })),
      invite_token_(transport::Secret(std::string_view("0123456789abcdef"))) {
    key.bytes.fill(server_mark);
    rooms[net::lobby].summary = {net::lobby, "lobby", net::RoomKind::Lobby, {}, {}};
    marks_.insert({position_, past_});
}

ToyServer::~ToyServer() = default;

MemoryNetwork::Place ToyServer::place() {
    return {.accept =
                [this](transport::Channel& channel, const transport::Peer& peer) {
                    sessions_.push_back(std::make_unique<Session>(*this, channel, peer));
                    return sessions_.back().get();
                },
            .key = key,
            .behind = key,
            .relayed = false};
}

net::Mark ToyServer::mark() const {
    return {{position_}, {past_}};
}

net::Outcome ToyServer::apply(const net::UserRef& user, const net::Submit& submit) {
    const std::tuple place(user.id, submit.run, submit.number);
    if (const auto known = results_.find(place); known != results_.end()) return known->second;
    net::CommandNumber& newest = newest_[{user.id, submit.run}];
    const bool is_forgotten = forgotten_runs.contains(submit.run);
    if (submit.number < newest || is_forgotten || refuse_numbers.erase(submit.number.value) != 0) {
        newest = std::max(newest, submit.number);
        return {.status = net::Status::Refused, .room = {}, .sequence = {}, .message = {}};
    }
    newest = submit.number;
    return results_[place] = perform(user, submit.command);
}

net::Outcome ToyServer::perform(const net::UserRef& user, const net::Command& command) {
    if (outcome) return {.status = *outcome, .room = {}, .sequence = {}, .message = {}};
    done.push_back(command);
    if (const auto* post = std::get_if<net::PostMessage>(&command)) {
        if (!rooms.contains(post->room)) {
            return {.status = net::Status::NotFound, .room = {}, .sequence = {}, .message = {}};
        }
        const net::MessageId id{next_id_++};
        add_fact(post->room, net::MessagePosted{id, user, post->text});
        return {net::Status::Done, post->room, rooms.at(post->room).summary.head, id};
    }
    if (const auto* create = std::get_if<net::CreateRoom>(&command)) {
        const net::RoomId id{next_id_++};
        rooms[id].summary = {id, create->name, create->kind, {}, {}};
        to_all(net::RoomAdded{rooms[id].summary});
        return {net::Status::Done, id, {}, {}};
    }
    return {};
}

void ToyServer::add_fact(net::RoomId room_id, net::Fact fact) {
    Room& room = rooms.at(room_id);
    room.summary.head = room.summary.head.next();
    if (std::holds_alternative<net::MessagePosted>(fact)) room.summary.posts = room.summary.posts.next();
    marks_.insert({++position_, past_});
    room.facts.push_back({.room = room_id,
                          .sequence = room.summary.head,
                          .posts = room.summary.posts,
                          .at = runtime_.wall(),
                          .mark = mark(),
                          .fact = std::move(fact)});
    if (skip_sequences > 0) {
        --skip_sequences;
        return;
    }
    for (const auto& session : sessions_)
        session->fact(room.facts.back());
}

void ToyServer::post(const std::string& text, net::RoomId room) {
    add_fact(room, net::MessagePosted{net::MessageId{next_id_++}, {net::UserId{4000}, "other"}, text});
}

void ToyServer::to_all(const net::FromServer& message) {
    for (const auto& session : sessions_) {
        if (!session->is_online()) continue;
        std::visit([&](const auto& known) { session->send(known); }, message);
        session->flush();
    }
}

void ToyServer::goodbye(net::AfterGoodbye then, const std::string& reason) {
    for (const auto& session : sessions_) {
        if (!session->is_online()) continue;
        session->send(net::Goodbye{then, reason});
        session->close();
    }
}

void ToyServer::release_answers() {
    hold_answers = false;
    for (const auto& session : sessions_)
        session->answer_held();
}

void ToyServer::release_requests() {
    hold_requests = false;
    for (const auto& session : sessions_)
        session->serve_held();
}

void ToyServer::lose_facts(std::size_t count) {
    ++past_;
    for (auto& [id, room] : rooms) {
        for (std::size_t i = 0; i < count && !room.facts.empty(); ++i) {
            marks_.erase({room.facts.back().mark.position.value, room.facts.back().mark.entry.value});
            const bool is_post = std::holds_alternative<net::MessagePosted>(room.facts.back().fact);
            room.facts.pop_back();
            room.summary.head.value -= 1;
            if (is_post) room.summary.posts.value -= 1;
        }
    }
    marks_.insert({++position_, past_});
}

std::vector<std::string> ToyServer::texts(net::RoomId room) const {
    std::vector<std::string> list;
    for (const net::Event& fact : rooms.at(room).facts) {
        if (const auto* posted = std::get_if<net::MessagePosted>(&fact.fact)) list.push_back(posted->text);
    }
    return list;
}

}  // namespace crosstalk::testing
