#include "client/link/talk.hpp"

#include <type_traits>
#include <utility>

namespace crosstalk::link {

namespace {

template <class T, class Variant>
constexpr bool is_alternative = false;
template <class T, class... Alternatives>
constexpr bool is_alternative<T, std::variant<Alternatives...>> = (std::is_same_v<T, Alternatives> || ...);

}  // namespace

Talk::Talk(Completeness completeness, Profile& profile, transport::Runtime& runtime, Tell tell)
    : profile_(profile),
      tell_(std::move(tell)),
      reading_(profile, runtime, tell_),
      pages_(requests_, tell_),
      questions_(requests_, tell_),
      signals_(runtime),
      follower_(completeness, requests_, reading_, pages_, runtime, tell_),
      sender_(completeness == Completeness::Everything ? Answers::UntilShown : Answers::Forgotten, profile,
              runtime, tell_) {}

template <class M>
void Talk::send(const M& message, net::Tag tag) {
    if (out_.send) out_.send(net::encode_shared(message, tag));
}

// --- the connection

void Talk::welcomed(const net::Welcome& welcome, const net::ServerKeyHash& server, Out out,
                    std::function<void()> online) {
    cut();
    out_ = std::move(out);
    online_ = std::move(online);
    if (!is_open_ || server_ != server) {
        server_ = server;
        is_open_ = true;
        signals_.forget_games();
        follower_.open(reading_.open(server));
    }
    pages_.set_reader(welcome.user.id);
    requests_.connected([this](const Request::What& what, net::Tag tag) {
        std::visit([&](const auto& message) { send(message, tag); }, what);
    });
    signals_.connected({.typing = [this](const net::Typing& typing) { send(typing); },
                        .presence = [this](const net::SetPresence& presence) { send(presence); },
                        .spectate =
                            [this](const net::Spectate& said) {
                                send(said);
                                out_.flush();  // nothing else may follow it
                            }});
    const auto tell_progress = [this](const std::vector<net::Progress>& news) {
        for (const net::Progress& progress : news)
            send(progress);
        out_.flush();
    };
    follower_.connected(
        welcome.mark, [this](const net::Resume& resume) { send(resume); },
        [this, tell_progress] { reading_.connected(tell_progress); });
}

void Talk::go_online(const std::function<void()>& online) {
    is_online_ = true;
    online();
    tell_(model::IgnoredKnown{profile_.ignored(server_)});
}

void Talk::cut() {
    for (const Request& lost : requests_.cut()) {
        if (lost.purpose == Purpose::Question) questions_.lost(lost);
    }
    out_ = {};
    online_ = nullptr;
    myself_ = nullptr;
    is_online_ = false;
    signals_.cut();
    pages_.cut();
    reading_.cut();
    follower_.cut();
    sender_.cut();
}

void Talk::forget(const net::ServerKeyHash& server) {
    if (!is_open_ || server_ != server) return;
    is_open_ = false;
    sender_.close();
    follower_.close();
    reading_.close();
}

// --- from the server

std::optional<Misbehaviour> Talk::take(net::FromServer message, net::Tag tag) {
    return std::visit(
        [&]<class M>(M& known) -> std::optional<Misbehaviour> {
            if constexpr (std::is_same_v<M, net::RoomList>) {
                if (is_online_) return Misbehaviour{"sent a second list of rooms"};
                auto fault = follower_.take(known, [this] { go_online(std::exchange(online_, nullptr)); });
                if (fault || !is_online_) return fault;
                // What is left from earlier belongs behind the rooms it was written to.
                sender_.open(server_);
                sender_.connected([this](const net::Submit& submit) { send(submit); });
                return std::nullopt;
            } else if constexpr (std::is_same_v<M, net::Result>) {
                sender_.answered(known);
                return std::nullopt;
            } else if constexpr (std::is_same_v<M, net::RoomState>) {
                requests_.settle(tag);
                follower_.take(std::move(known));
                return std::nullopt;
            } else if constexpr (std::is_same_v<M, net::MembersPage> || is_alternative<M, model::Answer>) {
                return take_answer(std::move(known), tag);
            } else if constexpr (requires { follower_.take(std::move(known)); }) {
                using Taken = decltype(follower_.take(std::move(known)));
                if constexpr (std::is_void_v<Taken>) {
                    follower_.take(std::move(known));
                    return std::nullopt;
                } else {
                    return follower_.take(std::move(known));
                }
            } else {
                return Misbehaviour{"sent a login message after login"};
            }
        },
        message);
}

std::optional<Misbehaviour> Talk::take_answer(net::HistoryPage page, net::Tag tag) {
    const auto request = requests_.settle(tag);
    if (!request) return std::nullopt;
    switch (request->purpose) {
        case Purpose::Gap:
            return follower_.take_gap(*request, std::move(page));
        case Purpose::Older:
        case Purpose::Newer:
        case Purpose::Jump:
            return pages_.take(*request, std::move(page));
        case Purpose::Question:
            if (questions_.take(*request, std::move(page))) return std::nullopt;
            break;
        default:
            break;
    }
    return another_answer(*request);
}

// Whoever asked is not left waiting.
Misbehaviour Talk::another_answer(const Request& request) {
    if (request.purpose == Purpose::Question) questions_.lost(request);
    return {"sent another answer than it was asked for"};
}

std::optional<Misbehaviour> Talk::take_answer(net::MembersPage page, net::Tag tag) {
    const auto request = requests_.settle(tag);
    if (!request) return std::nullopt;
    if (request->purpose != Purpose::Members) return another_answer(*request);
    return pages_.take(*request, std::move(page));
}

template <class M>
std::optional<Misbehaviour> Talk::take_answer(M answer, net::Tag tag) {
    const auto request = requests_.settle(tag);
    if (!request) return std::nullopt;
    if constexpr (std::is_same_v<M, net::PersonFound>) {
        if (request->purpose == Purpose::Myself) {
            if (auto answered = std::exchange(myself_, nullptr)) answered(answer);
            return std::nullopt;
        }
    }
    const bool fits =
        request->purpose == Purpose::Question && questions_.take(*request, model::Answer(std::move(answer)));
    if (fits) return std::nullopt;
    return another_answer(*request);
}

bool Talk::take_error(const net::Error& error, net::Tag tag) {
    const auto request = requests_.settle(tag);
    if (!request) return false;
    switch (request->purpose) {
        case Purpose::Watch:
        case Purpose::Gap:
        case Purpose::Myself:
            break;  // the room is gone, and that is told by itself
        case Purpose::Older:
        case Purpose::Newer:
        case Purpose::Jump:
        case Purpose::Members:
            pages_.refused(*request, error);
            break;
        case Purpose::Question:
            questions_.refused(*request, error);
            break;
    }
    return true;
}

// --- from transfers

void Talk::give(Wish wish) {
    std::vector<Wish> wishes;
    wishes.push_back(std::move(wish));
    sender_.accept(std::move(wishes));
}

void Talk::ask_myself(net::UserId me, std::function<void(const net::PersonFound&)> answered) {
    if (!is_online_) return;
    myself_ = std::move(answered);
    requests_.ask({.purpose = Purpose::Myself, .what = net::Person{me}});
}

// --- from windows and terminals

void Talk::take(const model::Ask& command) {
    if (!is_online_) return questions_.refuse_offline(command);
    questions_.ask(command);
}

void Talk::take(const model::LoadOlder& command) {
    if (may_ask_of(command.room)) pages_.load(command);
}

void Talk::take(const model::LoadNewer& command) {
    if (may_ask_of(command.room)) pages_.load(command);
}

void Talk::take(const model::JumpTo& command) {
    if (may_ask_of(command.room)) return pages_.load(command);
    tell_(model::PageRefused{command.room, model::PageKind::Jump,
                             "There is no connection now. Try again when it is back."});
}

void Talk::take(const model::LeavePast& command) {
    tell_(model::PastLeft{command.room});
}

void Talk::take(const model::LoadMembers& command) {
    if (may_ask_of(command.room)) pages_.load_members(command.room);
}

void Talk::take(const model::MarkRead& command) {
    follower_.mark_read(command.room, command.read);
}

void Talk::take(const model::Typing& command) {
    if (may_ask_of(command.room)) signals_.typing(command.room);
}

void Talk::take(const model::Spectate& command) {
    signals_.spectate(command.room, command.game, command.looks);
}

void Talk::take(const model::Ignore& command) {
    change_ignored([&] { profile_.ignore(server_, command.user); });
}

void Talk::take(const model::Unignore& command) {
    change_ignored([&] { profile_.unignore(server_, command.user); });
}

void Talk::change_ignored(const std::function<void()>& change) {
    if (!is_open_) {
        tell_(model::Trouble{"It is not known which server this person is on. Connect first."});
        return;
    }
    try {
        change();
    } catch (const ProfileError& error) {
        tell_(model::Trouble{error.what()});
        return;
    }
    tell_(model::IgnoredKnown{profile_.ignored(server_)});
}

}  // namespace crosstalk::link
