#include "tests/client/toy_server.hpp"

#include <algorithm>
#include <functional>
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
        if (files_ && !std::holds_alternative<net::Authenticate>(message)) return files_->take(message, tag);
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

    void take(const net::Hello& hello, const Payload& payload, net::Tag) {
        if (hello.role == net::ConnectionRole::File) {
            files_.emplace(server_.files, [this](const net::FromServer& answer, net::Tag to) {
                std::visit([&](const auto& known) { send(known, to); }, answer);
            });
        }
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
        if (files_) return send(net::FilesReady{});
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
        const bool is_invite = start.secret == net::SecretKind::Invite;
        transport::Secret secret = is_invite ? server_.invite_token_ : server_.passkey_.code();
        const bool is_ours = start.invite == transport::invite_hint(server_.invite_token_.bytes());
        if (is_invite && !is_ours) secret = transport::Secret(std::string_view("another invite"));
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
        if (!wish.code.empty()) {
            const auto code = server_.device_codes.find(wish.code);
            if (code == server_.device_codes.end()) {
                return dismiss({.code = net::ErrorCode::Code,
                                .text = "Wrong code.",
                                .retry_after = {},
                                .tries_left = 3,
                                .suggestion = {}});
            }
            const net::UserRef user = code->second;
            server_.device_codes.erase(code);
            server_.users[device_] = user;
            return welcome(user);
        }
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
        if (server_.before_resumed) server_.before_resumed();
        send(net::Resumed{reset}, tag);
        for (net::RoomHave have : resume.rooms) {
            if (reset) have.have = {};
            state(have, {});
        }
    }
    void take(const net::Watch& watch, const Payload&, net::Tag tag) {
        serve([this, watch, tag] { state(watch.room, tag); });
    }
    void take(const net::History& asked, const Payload&, net::Tag tag) {
        serve([this, asked, tag] {
            if (!server_.rooms.contains(asked.room) || asked.room == server_.gone) return not_found(tag);
            net::HistoryPage page =
                server_.pages_lead_nowhere ? page_that_leads_nowhere(asked) : page_of(asked);
            if (server_.pages_are_of_the_wrong_room) page.room = {asked.room.value + 1};
            if (server_.before_page_leaves) server_.before_page_leaves();
            if (!server_.pages_take.value) return send(page, tag);
            server_.runtime_.after(server_.pages_take, [this, page, tag] {
                send(page, tag);
                flush();
            });
        });
    }
    void take(const net::Members& asked, const Payload&, net::Tag tag) {
        serve([this, asked, tag] {
            if (asked.room == server_.gone) return not_found(tag);
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
                net::Member member;
                member.presence = {user, net::PresenceState::Online};
                page.members.push_back(member);
            }
            send(page, tag);
        });
    }
    void take(const net::Progress&, const Payload&, net::Tag) {}
    void take(const net::Typing&, const Payload&, net::Tag) {}
    void take(const net::Spectate&, const Payload&, net::Tag) {}
    void take(const net::SetPresence&, const Payload&, net::Tag) {}
    template <class Question>
    void take(const Question&, const Payload&, net::Tag tag) {
        serve([this, tag] {
            if (!server_.canned_answer) return not_found(tag);
            std::visit([&](const auto& known) { send(known, tag); }, *server_.canned_answer);
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
    // What changed above `have`: the newest messages by place, as many as fit.
    void state(const net::RoomHave& have, net::Tag tag) {
        if (!server_.rooms.contains(have.room)) return not_found(tag);
        const std::size_t limit = have.have ? server_.page_rows : server_.newcomer_rows;
        std::vector<net::Message> rows = server_.messages(have.room);
        std::erase_if(rows, [&](const net::Message& message) { return message.revision <= have.have; });
        net::Sequence from = have.have.next();
        if (rows.size() > limit) {
            rows.erase(rows.begin(), rows.end() - static_cast<std::ptrdiff_t>(limit));
            from = std::max(rows.front().sequence, from.next());
        }
        send(net::RoomState{server_.mine(have.room), have.have, from, rows, server_.mark()}, tag);
        watched_.insert(have.room);
    }
    net::HistoryPage page_that_leads_nowhere(const net::History& asked) {
        return {.room = asked.room,
                .before = asked.before,
                .after = asked.after,
                .at = asked.at,
                .from = asked.before,
                .through = asked.after,
                .at_end = false,
                .messages = {}};
    }
    net::HistoryPage page_of(const net::History& asked) {
        const std::size_t limit = std::min<std::size_t>(asked.limit, server_.page_rows);
        const std::vector<net::Message> all = server_.messages(asked.room);
        const net::Sequence head = server_.rooms.at(asked.room).summary.head;
        // [first, last) of all.
        std::size_t first = 0;
        std::size_t last = all.size();
        const auto place = [&](net::Sequence sequence) {
            const auto found = std::ranges::lower_bound(all, sequence, {}, &net::Message::sequence);
            return static_cast<std::size_t>(found - all.begin());
        };
        if (asked.after) {
            first = place(asked.after.next());
            last = std::min(last, first + limit);
        } else if (asked.at) {
            const auto found = std::ranges::lower_bound(all, asked.at, {}, &net::Message::at);
            const auto middle = static_cast<std::size_t>(found - all.begin());
            first = middle > limit / 2 ? middle - limit / 2 : 0;
            last = std::min(last, first + limit);
        } else {
            if (asked.before) last = place(asked.before);
            first = last > limit ? last - limit : 0;
        }
        net::HistoryPage page{
            .room = asked.room,
            .before = asked.before,
            .after = asked.after,
            .at = asked.at,
            .from = first == 0 ? net::Sequence{1} : all[first].sequence,
            .through = last == all.size() ? head : net::Sequence{all[last].sequence.value - 1},
            .at_end = last == all.size(),
            .messages = {all.begin() + static_cast<std::ptrdiff_t>(first),
                         all.begin() + static_cast<std::ptrdiff_t>(last)}};
        if (asked.after) page.from = asked.after.next();
        if (asked.before) page.through = std::min(page.through, net::Sequence{asked.before.value - 1});
        return page;
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
            send(net::RoomList{{server_.mine(id)}, {}, false});
        send(net::RoomList{{}, server_.invitations, true});
    }
    void dismiss(const net::Error& error) {
        send(error);
        send(net::Goodbye{server_.after_login_error, error.text});
        channel_->close();
    }
    void check_proof(const net::DeviceKey& device, const net::Signature& signature) {
        const transport::LoginTerms terms{files_ ? transport::LoginRole::File : transport::LoginRole::Chat,
                                          peer_.binding, peer_.server};
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
    std::optional<ToyFiles::Session> files_;  // it is a file connection
};

ToyServer::ToyServer(VirtualLoop& loop, std::uint8_t server_mark)
    : loop_(loop),
      runtime_(loop, server_mark),
      passkey_(transport::Passkey::generate([this](std::span<std::uint8_t> out) { runtime_.random(out); })),
      invite_token_(transport::Secret(std::string_view("0123456789abcdef"))) {
    key.bytes.fill(server_mark);
    rooms[net::lobby].summary = {.id = net::lobby, .name = "lobby", .kind = net::RoomKind::Lobby};
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
        return {.status = net::Status::Refused};
    }
    newest = submit.number;
    return results_[place] = perform(user, submit.command);
}

net::Outcome ToyServer::perform(const net::UserRef& user, const net::Command& command) {
    if (outcome)
        return {.status = *outcome, .room = {}, .sequence = {}, .message = {}, .retry_after = retry_after};
    if (const auto* begun = std::get_if<net::BeginUpload>(&command)) return files.begin(*begun);
    if (const auto* drop = std::get_if<net::DropUpload>(&command)) {
        files.uploads.erase(drop->upload);
        return {};
    }
    done.push_back(command);
    if (const auto* post = std::get_if<net::PostMessage>(&command)) {
        if (!rooms.contains(post->room)) return {.status = net::Status::NotFound};
        const auto carried = files.take(post->files);
        if (!carried) return {.status = net::Status::NotFound};
        const net::MessageId id{next_id_++};
        for (std::uint32_t index = 0; index < carried->size(); ++index)
            files.named[{post->room, id, index, {}}] = (*carried)[index];
        const net::Sequence place = add_fact(post->room, net::MessagePosted{.id = id,
                                                                            .author = user,
                                                                            .text = post->text,
                                                                            .reply_to = post->reply_to,
                                                                            .reply_sequence = {},
                                                                            .mentions_all = false,
                                                                            .mentions = {},
                                                                            .files = *carried});
        return {.status = net::Status::Done, .room = post->room, .sequence = place, .message = id};
    }
    if (const auto* create = std::get_if<net::CreateRoom>(&command)) {
        const net::RoomId id{next_id_++};
        rooms[id].summary = {.id = id, .name = create->name, .kind = create->kind};
        to_all(net::RoomAdded{mine(id)});
        return {.status = net::Status::Done, .room = id};
    }
    const auto* edit = std::get_if<net::EditMessage>(&command);
    if (edit && rooms.contains(edit->room)) {
        for (const net::Message& message : messages(edit->room)) {
            if (message.id != edit->target.message) continue;
            const net::Sequence place =
                add_fact(edit->room, net::MessageEdited{message.id, message.sequence, edit->text});
            return {
                .status = net::Status::Done, .room = edit->room, .sequence = place, .message = message.id};
        }
        return {.status = net::Status::NotFound};
    }
    return {};
}

net::MyRoom ToyServer::mine(net::RoomId id) const {
    const Room& room = rooms.at(id);
    return {.room = room.summary,
            .peer = room.peer,
            .role = net::Role::Member,
            .muted_until = {},
            .read = room.read,
            .mentions = room.mentions};
}

// Told anew from the facts each time; of reactions only the newest.
std::vector<net::Message> ToyServer::messages(net::RoomId room) const {
    std::vector<net::Message> list;
    const auto find = [&](net::Sequence sequence) -> net::Message& {
        return *std::ranges::find(list, sequence, &net::Message::sequence);
    };
    for (const net::Event& event : rooms.at(room).facts) {
        if (const auto* posted = std::get_if<net::MessagePosted>(&event.fact)) {
            net::Message message;
            message.id = posted->id;
            message.sequence = message.revision = event.sequence;
            message.author = posted->author;
            message.at = event.at;
            message.text = posted->text;
            message.reply_to = posted->reply_to;
            message.mentions_all = posted->mentions_all;
            message.mentions = posted->mentions;
            message.files = posted->files;
            list.push_back(message);
        } else if (const auto* edited = std::get_if<net::MessageEdited>(&event.fact)) {
            net::Message& message = find(edited->sequence);
            message.revision = event.sequence;
            message.text = edited->text;
            message.edited_at = event.at;
        } else if (const auto* deleted = std::get_if<net::MessageDeleted>(&event.fact)) {
            net::Message& message = find(deleted->sequence);
            message.revision = event.sequence;
            message.text.clear();
            message.mentions.clear();
            message.mentions_all = false;
            message.deleted = true;
        } else if (const auto* purged = std::get_if<net::MessagesPurged>(&event.fact)) {
            std::erase_if(list, [&](const net::Message& message) { return message.at < purged->before; });
        }
    }
    return list;
}

net::Message ToyServer::message(net::Sequence sequence, net::RoomId room) const {
    for (const net::Message& message : messages(room)) {
        if (message.sequence == sequence) return message;
    }
    return {};
}

net::Sequence ToyServer::add_fact(net::RoomId room_id, net::Fact fact) {
    Room& room = rooms.at(room_id);
    room.summary.head = room.summary.head.next();
    if (std::holds_alternative<net::MessagePosted>(fact)) room.summary.posts = room.summary.posts.next();
    if (const auto* purged = std::get_if<net::MessagesPurged>(&fact))
        room.summary.purged_before = std::max(room.summary.purged_before, purged->before);
    marks_.insert({++position_, past_});
    room.facts.push_back({.room = room_id,
                          .sequence = room.summary.head,
                          .posts = room.summary.posts,
                          .at = runtime_.wall(),
                          .mark = mark(),
                          .fact = std::move(fact)});
    const net::Sequence place = room.summary.head;
    if (skip_sequences > 0) {
        --skip_sequences;
        return place;
    }
    for (const auto& session : sessions_)
        session->fact(room.facts.back());
    return place;
}

void ToyServer::happen(net::Fact fact, net::RoomId room) {
    add_fact(room, std::move(fact));
}

void ToyServer::post(const std::string& text, net::RoomId room) {
    net::MessagePosted posted;
    posted.id = net::MessageId{next_id_++};
    posted.author = {net::UserId{4000}, "other"};
    posted.text = text;
    add_fact(room, posted);
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
