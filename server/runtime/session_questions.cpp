// The session's part that answers questions: what the hub knows at once, what was said from the archive. Who may ask is
// judged by the one table, again when the archive has answered; what is unknown and what is forbidden look the same.
#include <algorithm>
#include <concepts>
#include <utility>

#include "net/fault.hpp"
#include "net/text/log_text.hpp"
#include "server/runtime/node.hpp"

namespace crosstalk::server {

namespace {

// Questions to the archive that one session may have in flight, beside those for the rooms it watches.
constexpr std::size_t max_pages = 8;

// Watching is a question, too: the end of it must not overtake its beginning.
template <class M>
concept Asks = std::same_as<M, net::Watch> || std::same_as<M, net::History> || std::same_as<M, net::Search> ||
    std::same_as<M, net::Pins> || std::same_as<M, net::Edits> || std::same_as<M, net::Members> ||
    std::same_as<M, net::Directory> || std::same_as<M, net::Person> || std::same_as<M, net::Audit> ||
    std::same_as<M, net::Bans> || std::same_as<M, net::Devices> || std::same_as<M, net::Invites> ||
    std::same_as<M, net::MakeCode> || std::same_as<M, net::RotatePasskey> || std::same_as<M, net::Stats> ||
    std::same_as<M, net::Games> || std::same_as<M, net::GameDetail> || std::same_as<M, net::Leaderboard>;

}  // namespace

bool Session::is_question(const net::FromClient& message) {
    return std::visit([]<class M>(const M&) { return Asks<M>; }, message);
}

bool Session::is_member(net::RoomId room) const {
    return node_.hub().state().is_member(room, user_);
}

bool Session::may(hub::Action action, net::RoomId room) const {
    return hub::authorize(node_.hub().state(), node_.now(), room, user_, action) == net::Status::Done;
}

void Session::send_not_found(net::Tag tag) {
    send(net::Error{.code = net::ErrorCode::NotFound,
                    .text = "There is nothing like that here, or it is not for you.",
                    .retry_after = {},
                    .tries_left = 0,
                    .suggestion = {}},
         tag);
}

void Session::take_question(const net::FromClient& message, net::Tag tag) {
    if (questions_.size() + pages_ >= net::question_window)
        return misbehaved(FrameFault::TooMany, "asked more than may be unanswered");
    questions_.push_back({message, tag});
    pump_questions();
}

// In order; over the rate they wait, and the archive is asked for a few at a time.
void Session::pump_questions() {
    while (!questions_.empty() && !leaving_ && !question_timer_ && pages_ < max_pages) {
        const net::Milliseconds wait = node_.take_question_turn(user_);
        if (wait) {
            question_timer_ = node_.runtime().after(wait, [this] {
                question_timer_ = {};
                pump_questions();
                flush();
            });
            return;
        }
        const Question question = std::move(questions_.front());
        questions_.pop_front();
        std::visit(
            [&]<class M>(const M& known) {
                if constexpr (Asks<M>) take_message(known, question.tag);
            },
            question.message);
    }
}

// What becomes of the archive's answer, if the session is still there by then.
template <class Answer, class Then>
auto Session::answering(Then then) {
    ++pages_;
    return [&node = node_, id = id_, then = std::move(then)](Answer answer) {
        Session* session = node.session(id);
        if (session == nullptr || session->leaving_) return;
        --session->pages_;
        then(*session, std::move(answer));
        session->pump_questions();
        session->flush();
    };
}

// --- what was said -------------------------------------------------------------------------------------------

void Session::take_message(const net::History& asked, net::Tag tag) {
    if (!is_member(asked.room)) return send_not_found(tag);
    node_.view().page({.room = asked.room,
                       .before = asked.before,
                       .after = asked.after,
                       .at = asked.at,
                       .limit = std::clamp<std::size_t>(asked.limit, 1, net::max_page_rows),
                       .reader = user_},
                      node_.hub().state().mark.position,
                      answering<ports::Page>([asked, tag](Session& session, ports::Page page) {
                          const bool may_see =
                              session.is_member(asked.room) || net::planted == net::Fault::PageAfterKick;
                          if (!may_see) return session.send_not_found(tag);
                          session.send(net::HistoryPage{.room = asked.room,
                                                        .before = asked.before,
                                                        .after = asked.after,
                                                        .at = asked.at,
                                                        .from = page.from,
                                                        .through = page.through,
                                                        .at_end = page.at_end,
                                                        .messages = std::move(page.messages)},
                                       tag);
                      }));
}

void Session::take_message(const net::Search& asked, net::Tag tag) {
    // Rooms of others are left out as those that do not exist: nothing is found there.
    std::vector<net::RoomId> rooms = asked.rooms;
    const auto is_forbidden = [](const Session& session, net::RoomId room) {
        return net::planted != net::Fault::SearchTellsNonMembers && !session.is_member(room);
    };
    std::erase_if(rooms, [&](net::RoomId room) { return is_forbidden(*this, room); });
    if (asked.rooms.empty()) rooms = node_.hub().state().rooms_of(user_);
    ports::SearchQuery query{.words = asked.words,
                             .rooms = std::move(rooms),
                             .from = asked.from,
                             .has = asked.has,
                             .since = asked.since,
                             .until = asked.until,
                             .order = asked.order,
                             .before = asked.before,
                             .limit = std::clamp<std::size_t>(asked.limit, 1, net::max_rows_per_frame)};
    node_.view().search(
        std::move(query), node_.hub().state().mark.position,
        answering<net::SearchPage>([tag, is_forbidden](Session& session, net::SearchPage page) {
            std::erase_if(page.hits, [&](const net::Hit& hit) { return is_forbidden(session, hit.room); });
            session.send(page, tag);
        }));
}

void Session::take_message(const net::Pins& asked, net::Tag tag) {
    if (!is_member(asked.room)) return send_not_found(tag);
    std::vector<net::MessageId> pins = pins_below(*node_.hub().state().room(asked.room), asked.before);
    const std::size_t count = pins.size();
    node_.view().messages(
        asked.room, std::move(pins), user_, node_.hub().state().mark.position,
        answering<std::vector<net::Message>>([asked, tag, count](Session& session,
                                                                 std::vector<net::Message> messages) {
            if (!session.is_member(asked.room)) return session.send_not_found(tag);
            // Fewer: they did not fit, or one is gone by now. Whoever asks on gets the rest.
            const bool last = messages.empty() || (messages.size() == count && count < net::max_page_rows);
            session.send(net::PinsPage{asked.room, asked.before, std::move(messages), last}, tag);
        }));
}

void Session::take_message(const net::Edits& asked, net::Tag tag) {
    if (!may(hub::Action::SeeRecords, asked.room)) return send_not_found(tag);
    node_.view().former_texts(
        asked.room, asked.message, node_.hub().state().mark.position,
        answering<std::vector<net::FormerText>>(
            [asked, tag](Session& session, std::vector<net::FormerText> texts) {
                if (!session.may(hub::Action::SeeRecords, asked.room)) return session.send_not_found(tag);
                session.send(net::EditsPage{asked.room, asked.message, std::move(texts)}, tag);
            }));
}

// --- people and rooms ----------------------------------------------------------------------------------------

void Session::take_message(const net::Members& asked, net::Tag tag) {
    if (!is_member(asked.room)) return send_not_found(tag);
    send(members_page(node_.seen_by(user_), *node_.hub().state().room(asked.room), asked.after), tag);
}

void Session::take_message(const net::Directory& asked, net::Tag tag) {
    send(directory_page(node_.hub().state(), asked.after), tag);
}

void Session::take_message(const net::Person& asked, net::Tag tag) {
    const hub::User* user = node_.hub().state().user(asked.user);
    if (user == nullptr) return send_not_found(tag);
    send(person(node_.seen_by(user_), *user), tag);
}

// --- games -----------------------------------------------------------------------------------------------------

void Session::take_message(const net::Games& asked, net::Tag tag) {
    ask_for_games(asked, asked.before, tag);
}

// Pages of nothing but rooms of others are passed over, so that an empty one is the last.
void Session::ask_for_games(const net::Games& asked, net::MessageId before, net::Tag tag) {
    if (asked.room && !is_member(asked.room)) return send_not_found(tag);
    std::vector<net::RoomId> rooms =
        asked.room ? std::vector{asked.room} : node_.hub().state().rooms_of(user_);
    node_.view().games(
        {.rooms = std::move(rooms), .player = asked.player, .phase = asked.phase, .before = before},
        node_.hub().state().mark.position,
        answering<net::GamesPage>([asked, tag](Session& session, net::GamesPage page) {
            if (asked.room && !session.is_member(asked.room)) return session.send_not_found(tag);
            std::erase_if(page.games,
                          [&](const net::GameEntry& entry) { return !session.is_member(entry.room); });
            if (page.games.empty() && page.next) return session.ask_for_games(asked, page.next, tag);
            page.room = asked.room;
            page.before = asked.before;
            session.send(page, tag);
        }));
}

void Session::take_message(const net::GameDetail& asked, net::Tag tag) {
    if (!is_member(asked.room)) return send_not_found(tag);
    node_.view().game(asked.room, asked.message, node_.hub().state().mark.position,
                      answering<std::optional<net::GameFound>>(
                          [asked, tag](Session& session, const std::optional<net::GameFound>& found) {
                              if (!found || !session.is_member(asked.room))
                                  return session.send_not_found(tag);
                              session.send(*found, tag);
                          }));
}

void Session::take_message(const net::Leaderboard& asked, net::Tag tag) {
    send(leaderboard_page(node_.hub().state(), asked, user_), tag);
}

// --- for those who keep order --------------------------------------------------------------------------------

void Session::take_message(const net::Audit& asked, net::Tag tag) {
    ask_for_audit(asked, asked.before, tag);
}

// The trail of the whole server holds that of private rooms too: what the asker may not see is passed over, and the
// archive asked on until there is something.
void Session::ask_for_audit(const net::Audit& asked, net::Position before, net::Tag tag) {
    if (!may(hub::Action::SeeRecords, asked.room)) return send_not_found(tag);
    node_.view().audit(asked.room, before, node_.hub().state().mark.position,
                       answering<net::AuditPage>([asked, tag](Session& session, net::AuditPage page) {
                           if (!session.may(hub::Action::SeeRecords, asked.room))
                               return session.send_not_found(tag);
                           const net::Position oldest =
                               page.entries.empty() ? net::Position{} : page.entries.back().position;
                           std::erase_if(page.entries, [&](const net::AuditEntry& entry) {
                               return !session.may(hub::Action::See, entry.room);
                           });
                           if (page.entries.empty() && !page.last && oldest)
                               return session.ask_for_audit(asked, oldest, tag);
                           page.room = asked.room;
                           page.before = asked.before;
                           session.send(page, tag);
                       }));
}

void Session::take_message(const net::Bans& asked, net::Tag tag) {
    if (!may(hub::Action::SeeRecords, asked.room)) return send_not_found(tag);
    const hub::State& state = node_.hub().state();
    send(bans_page(state, node_.now(), *state.room(asked.room), asked.after), tag);
}

void Session::take_message(const net::Devices& asked, net::Tag tag) {
    const bool is_own = !asked.user || asked.user == user_;
    const hub::User* user = node_.hub().state().user(is_own ? user_ : asked.user);
    const bool may_know = is_own || may(hub::Action::Serve, net::lobby);
    if (user == nullptr || !may_know) return send_not_found(tag);
    net::DeviceList list = device_list(node_.hub().state(), *user);
    // Who wants to be invisible is so here, too.
    const bool is_seen = server::presence(node_.seen_by(user_), user->row.id) != net::PresenceState::Offline;
    for (net::DeviceInfo& device : list.devices)
        device.online = is_seen && node_.is_online(device.id);
    send(list, tag);
}

void Session::take_message(const net::Invites&, net::Tag tag) {
    if (!may(hub::Action::Serve, net::lobby)) return send_not_found(tag);
    send(invite_list(node_.hub().state(), node_.now()), tag);
}

void Session::take_message(const net::MakeCode& asked, net::Tag tag) {
    const net::UserId user = asked.user ? asked.user : user_;
    const hub::State& state = node_.hub().state();
    if (!may_make_code(state, node_.now(), user_, user)) return send_not_found(tag);
    std::string code = node_.codes().make(
        user, device_, [this](std::span<std::uint8_t> out) { node_.runtime().random(out); },
        node_.runtime().steady());
    const LogLevel level = user == user_ ? LogLevel::Debug : LogLevel::Info;
    node_.log(level, "user " + std::to_string(user_.value) + " made a device code for user " +
                         std::to_string(user.value));
    if (user != user_) node_.command(net::RecordDeed{net::Deed::CodeMade, user_, user});
    send(net::CodeMade{state.ref(user), std::move(code), DeviceCodes::valid}, tag);
}

void Session::take_message(const net::RotatePasskey&, net::Tag tag) {
    if (!may(hub::Action::Serve, net::lobby)) return send_not_found(tag);
    const transport::Passkey passkey = node_.rotate_passkey(user_);
    node_.log(LogLevel::Info, "user " + std::to_string(user_.value) + " made a new passkey");
    send(net::PasskeyRotated{passkey.spelled_out()}, tag);
}

void Session::take_message(const net::Stats&, net::Tag tag) {
    if (!may(hub::Action::Serve, net::lobby)) return send_not_found(tag);
    node_.view().file_usage(
        {}, node_.hub().state().mark.position,
        answering<ports::FileUsage>([tag](Session& session, const ports::FileUsage& usage) {
            if (!session.may(hub::Action::Serve, net::lobby)) return session.send_not_found(tag);
            session.send(net::StatsReport{session.node_.stats(usage)}, tag);
        }));
}

}  // namespace crosstalk::server
