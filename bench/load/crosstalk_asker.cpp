#include "bench/load/crosstalk_asker.hpp"

#include <stdexcept>
#include <utility>

#include "bench/load/crosstalk_login.hpp"
#include "bench/load/crowd.hpp"
#include "bench/load/frames.hpp"
#include "bench/load/talk.hpp"
#include "net/transport/credentials/tls.hpp"

namespace crosstalk::bench {

namespace {

constexpr Nanoseconds patience = std::chrono::seconds(60);
constexpr net::Tag answered_tag{1};

}  // namespace

// The one client of a crowd of one, and what it knows.
class CrosstalkAsker::Conversation final : public Protocol {
  public:
    explicit Conversation(AskerOptions options)
        : options_(std::move(options)), crowd_(*this, {.port = options_.port}) {}

    [[nodiscard]] std::string_view application_protocol() const override {
        return transport::application_protocol;
    }
    std::unique_ptr<Talk> make(TalkOwner& owner, const Seat&) override {
        auto made = std::make_unique<AskerTalk>(*this, owner);
        talk_ = made.get();
        return made;
    }

    Entry enter(net::RoomId watched) {
        watched_ = watched;
        begun_ = now();
        crowd_.connect(Duty::Send, 1, patience);
        return std::move(entry_);
    }

    void say(const net::Bytes& frame) {
        answer_.reset();
        begun_ = now();
        talk_->say(frame);
        if (!crowd_.run([this] { return answer_.has_value(); }, now() + patience))
            throw RoundFailed("the server does not answer");
    }

    net::FromServer take_answer() { return *std::exchange(answer_, std::nullopt); }

    Nanoseconds took{};
    Received received;
    const net::RunId run = new_run();
    net::CommandNumber number;

  private:
    class AskerTalk final : public Talk {
      public:
        AskerTalk(Conversation& conversation, TalkOwner& owner)
            : conversation_(conversation), owner_(owner) {}

        void opened(SSL* ssl) override {
            const transport::Peer peer{"", transport::channel_binding(ssl),
                                       transport::peer_fingerprint(ssl).value_or(transport::Fingerprint{})};
            const AskerOptions& options = conversation_.options_;
            login_.emplace(CrosstalkDevice{device_key(options.device), options.name, options.passkey}, peer,
                           [this](const net::Bytes& frame) { say(frame); });
            login_->begin();
        }

        std::size_t take(std::span<const std::uint8_t> bytes) override {
            std::size_t taken = 0;
            try {
                take_frames(bytes, taken, [this](const net::FrameView& frame, auto whole) {
                    receive(frame, whole.size());
                });
            } catch (const std::exception& error) {
                owner_.failed(error.what());
            }
            return taken;
        }

        void post(std::string_view) override {}
        void say(const net::Bytes& frame) { owner_.send(frame); }

      private:
        void receive(const net::FrameView& frame, std::size_t size) {
            const Instant arrival = now();
            const auto type = static_cast<net::MessageType>(frame.header.type);
            conversation_.received.bytes += size;
            ++conversation_.received.frames[type];
            if (type == net::MessageType::Ping) return say(net::encode(net::Pong{}, frame.header.tag));
            auto decoded = net::decode_from_server(frame);
            if (const auto* fault = std::get_if<net::DecodeFault>(&decoded))
                throw std::runtime_error("a frame could not be decoded: " + fault->reason);
            auto& message = std::get<net::FromServer>(decoded);
            if (login_) {
                if (login_->receive(message, frame.payload)) login_.reset();
                if (const auto* welcome = std::get_if<net::Welcome>(&message))
                    conversation_.entry_.session = welcome->session;
                return;
            }
            if (auto* list = std::get_if<net::RoomList>(&message)) return take(*list, arrival);
            if (const auto* state = std::get_if<net::RoomState>(&message)) return take(*state, arrival);
            if (std::holds_alternative<net::Resumed>(message) && !conversation_.watched_)
                return owner_.joined();
            if (const auto* goodbye = std::get_if<net::Goodbye>(&message))
                throw std::runtime_error("the server said goodbye: " + goodbye->reason);
            if (const auto* error = std::get_if<net::Error>(&message))
                throw std::runtime_error("the server refused: " + error->text);
            const bool is_answer =
                frame.header.tag == answered_tag || std::holds_alternative<net::Result>(message);
            if (!is_answer) return;
            conversation_.took = arrival - conversation_.begun_;
            conversation_.answer_ = std::move(message);
        }

        void take(net::RoomList& list, Instant arrival) {
            Entry& entry = conversation_.entry_;
            std::move(list.rooms.begin(), list.rooms.end(), std::back_inserter(entry.rooms));
            if (!list.last) return;
            entry.until_rooms = arrival - conversation_.begun_;
            net::Resume resume;
            if (conversation_.watched_)
                resume.rooms.push_back({.room = conversation_.watched_, .have = {}, .watch = true});
            say(net::encode(resume));
        }

        void take(const net::RoomState& state, Instant arrival) {
            Entry& entry = conversation_.entry_;
            if (entry.until_state > Nanoseconds::zero() || state.room.room.id != conversation_.watched_)
                throw std::runtime_error("the state of a room came that was not asked for");
            entry.until_state = arrival - conversation_.begun_;
            entry.rows = state.messages.size();
            owner_.joined();
        }

        Conversation& conversation_;
        TalkOwner& owner_;
        std::optional<CrosstalkLogin> login_;
    };

    AskerOptions options_;
    Crowd crowd_;
    AskerTalk* talk_ = nullptr;  // the crowd's
    net::RoomId watched_;
    Instant begun_;  // what is under way
    Entry entry_;
    std::optional<net::FromServer> answer_;
};

CrosstalkAsker::CrosstalkAsker(AskerOptions options)
    : conversation_(std::make_unique<Conversation>(std::move(options))) {}

CrosstalkAsker::~CrosstalkAsker() = default;

CrosstalkAsker::Entry CrosstalkAsker::enter(net::RoomId watched) {
    return conversation_->enter(watched);
}

net::Outcome CrosstalkAsker::submit(const net::Command& command) {
    conversation_->number = conversation_->number.next();
    conversation_->say(net::encode(net::Submit{conversation_->run, conversation_->number, command}));
    const net::FromServer answer = conversation_->take_answer();
    const auto* result = std::get_if<net::Result>(&answer);
    if (result == nullptr) throw RoundFailed("the answer is not to the command");
    return result->outcome;
}

template <class Answer, class Question>
Answer CrosstalkAsker::answer_to(const Question& question) {
    conversation_->say(net::encode(question, answered_tag));
    net::FromServer answer = conversation_->take_answer();
    auto* wanted = std::get_if<Answer>(&answer);
    if (wanted == nullptr) throw RoundFailed("the answer is not to the question");
    return std::move(*wanted);
}

net::HistoryPage CrosstalkAsker::ask(const net::History& question) {
    return answer_to<net::HistoryPage>(question);
}

net::SearchPage CrosstalkAsker::ask(const net::Search& question) {
    return answer_to<net::SearchPage>(question);
}

net::DirectoryPage CrosstalkAsker::ask(const net::Directory& question) {
    return answer_to<net::DirectoryPage>(question);
}

Nanoseconds CrosstalkAsker::took() const {
    return conversation_->took;
}

const CrosstalkAsker::Received& CrosstalkAsker::received() const {
    return conversation_->received;
}

}  // namespace crosstalk::bench
